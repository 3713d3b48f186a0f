//! From what a kept plan wanted back to the options that ask for it.
//!
//! What is wanted goes through the same options as when it was typed, so that a plan file can ask for nothing that the
//! command line would not take.

use std::path::Path;

use clap::Arg;

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::plan::{Allowed, Wanted, WantedApplication, WantedLogo};
use crate::text;

use super::asked::Asked;
use super::options::Options;
use super::scoped::single;
use super::wanted::read_logo;

/// Whether what an option says comes from a kept plan where one is applied. An image is supplied again: the plan has its
/// hash only. Everything else says where, as whom and how.
pub fn comes_from_plan(option: &Arg) -> bool {
    let id = option.get_id().as_str();
    option.get_help_heading() == Some("What") && id != "tile_logo" || id == "admin"
}

impl Options {
    /// These options with what a kept plan wanted.
    ///
    /// # Errors
    /// `allow-differs` where the guards that are overridden are not those of the plan; `logo-differs`;
    /// `plan-file-unreadable` for a value that no option takes.
    pub fn wanting(self, wanted: &Wanted) -> Result<Options> {
        same_guards(&self, wanted)?;
        for application in &wanted.applications {
            same_logo(&self, application)?;
        }
        Ok(self.asking(Asked::of(wanted).options()?))
    }

    /// These options, and of what is wanted those.
    pub fn asking(self, asked: Options) -> Options {
        Options {
            connectors: asked.connectors,
            template: asked.template,
            label: asked.label,
            description: asked.description,
            tile_color: asked.tile_color,
            hidden: asked.hidden,
            idp_url_suffix: asked.idp_url_suffix,
            idp_entity_id: asked.idp_entity_id,
            sp_entity_id: asked.sp_entity_id,
            attributes: asked.attributes,
            user_attributes: asked.user_attributes,
            groups: asked.groups,
            create_groups: asked.create_groups,
            users: asked.users,
            profile: asked.profile,
            application_setting: asked.application_setting,
            mimecast_group: asked.mimecast_group,
            pilot: asked.pilot,
            pilot_only: asked.pilot_only,
            enforce: asked.enforce,
            blocks: asked.blocks,
            logout_url: asked.logout_url,
            metadata_url: asked.metadata_url,
            admin: asked.admin,
            ..self
        }
    }
}

/// An override is never taken from a file: whoever applies the plan says it again, and no other.
fn same_guards(options: &Options, wanted: &Wanted) -> Result<()> {
    let given: Allowed = options.allow.iter().copied().collect();
    let given = given.names();
    let without = |from: &[String], those: &[String]| -> Vec<String> {
        let left = from.iter().filter(|name| !those.contains(name));
        left.map(|name| format!("--allow {name}")).collect()
    };
    let (missing, more) = (
        without(&wanted.allow, &given),
        without(&given, &wanted.allow),
    );
    let error = |message: String| Error::refused("allow-differs", message);
    match (missing.is_empty(), more.is_empty()) {
        (true, true) => Ok(()),
        (false, _) => Err(error(format!(
            "this plan was made with {}, and an override is never taken from a file; nothing was written",
            text::list(&missing)
        ))
        .hint(format!("if you agree, give it as well: {}", missing.join(" ")))),
        (true, false) => Err(error(format!(
            "this plan was made without {}; nothing was written",
            text::list(&more)
        ))
        .hint("leave it out, or make a plan with it")),
    }
}

/// The image that the plan shows, or none where it shows none.
fn same_logo(options: &Options, application: &WantedApplication) -> Result<()> {
    let connector = application.connector;
    let given = single(&options.tile_logo, connector);
    let given = given.map(|path| read_logo(Path::new(path))).transpose()?;
    let given = given.as_ref().map(WantedLogo::of);
    if given == application.logo {
        return Ok(());
    }
    let shown = |logo: &WantedLogo| {
        format!(
            "{} (SHA-256 {})",
            text::name(&logo.file_name),
            text::name(&logo.sha256)
        )
    };
    let has = match &application.logo {
        Some(logo) => format!("has the tile image {} for {connector}", shown(logo)),
        None => format!("has no tile image for {connector}"),
    };
    let error =
        |given: String| Error::usage("logo-differs", format!("this plan {has}, and {given}"));
    let option = match connector {
        Connector::Apps => "--tile-logo FILE".to_owned(),
        other => format!("--tile-logo {other}:FILE"),
    };
    Err(match given {
        None => error("none was given".to_owned()).hint(format!(
            "a plan keeps its hash only: give the image again with {option}"
        )),
        Some(logo) => error(format!("{} was given", shown(&logo))).hint(format!(
            "give the image that the plan was made with, or make another plan with {option}"
        )),
    })
}

#[cfg(test)]
mod tests;
