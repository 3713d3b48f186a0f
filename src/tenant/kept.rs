//! From what a kept plan wanted back to the options that ask for it.
//!
//! What is wanted goes through the same options as when it was typed, so that a plan file can ask for nothing that the
//! command line would not take.

use std::path::Path;

use clap::{Arg, Args, Command, FromArgMatches};

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::plan::{Allowed, Wanted, WantedApplication, WantedLogo};
use crate::text;

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
        let asked = parsed(arguments(wanted))?;
        Ok(Options {
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
        })
    }
}

/// The command line that would ask for what a plan wanted.
fn arguments(wanted: &Wanted) -> Vec<String> {
    let mut all = Vec::new();
    let mut give = |name: &str, value: &str| all.push(format!("--{name}={value}"));
    for application in &wanted.applications {
        let WantedApplication {
            connector,
            template,
            label,
            description,
            color,
            // Supplied again.
            logo: _,
            hidden,
            suffix,
            idp_entity_id,
            sp_entity_id,
            attributes,
            user_attributes,
            groups,
            users,
            metadata_url,
        } = application;
        let pair = |(name, value): &(String, String)| format!("{name}={value}");
        give("connector", connector.as_str());
        let mut of_it = |name, value: &str| give(name, &format!("{connector}:{value}"));
        of_it("idp-url-suffix", suffix);
        of_it("sp-entity-id", sp_entity_id);
        for (name, value) in [
            ("template", template),
            ("label", label),
            ("description", description),
            ("tile-color", color),
            ("idp-entity-id", idp_entity_id),
            ("metadata-url", metadata_url),
        ] {
            value.iter().for_each(|value| of_it(name, value));
        }
        let hidden = hidden.map(|hidden| hidden.to_string());
        hidden.iter().for_each(|hidden| of_it("hidden", hidden));
        attributes.iter().for_each(|a| of_it("attribute", &pair(a)));
        let users_own = user_attributes.iter();
        users_own.for_each(|a| of_it("user-attribute", &pair(a)));
        groups.iter().for_each(|group| of_it("group", group));
        users.iter().for_each(|user| of_it("user", user));
    }
    for (block, of_block) in &wanted.blocks {
        give("enforce", block.as_str());
        if let [source] = of_block.candidates[..] {
            give("block", &format!("{block}={source}"));
        }
    }
    // It is one for all blocks.
    if let Some(of_block) = wanted.blocks.values().next() {
        give("logout-url", &of_block.logout_url);
    }
    give("profile", &wanted.profile);
    give("application-setting", &wanted.setting.description);
    let group = wanted.setting.group.iter();
    group.for_each(|group| give("mimecast-group", group));
    let members = wanted.setting.members.iter();
    members.for_each(|member| give("pilot", member));
    wanted.admin.iter().for_each(|admin| give("admin", admin));
    if wanted.create_groups {
        all.push("--create-groups".to_owned());
    }
    all
}

/// The options of that command line. Only those of the program have variables, so the environment has no say here.
fn parsed(arguments: Vec<String>) -> Result<Options> {
    let command = Options::augment_args(Command::new("plan")).no_binary_name(true);
    let matches = command.try_get_matches_from(arguments);
    let parsed = matches.and_then(|matches| Options::from_arg_matches(&matches));
    parsed.map_err(|error| {
        let said = error.to_string();
        let said = said.lines().next().unwrap_or_default();
        let said = said.strip_prefix("error: ").unwrap_or(said);
        Error::usage(
            "plan-file-unreadable",
            format!(
                "what this plan wants cannot be asked for: {}",
                text::prose(said)
            ),
        )
        .hint("make another with --out")
    })
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
