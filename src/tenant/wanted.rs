//! From options to what is wanted, with every default of the command contract filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::connector::{AccountCode, Block, Connector};
use crate::error::{Error, Result};
use crate::hash::sha256_hex;
use crate::plan::{
    BACKUP_ADMINISTRATOR, Desired, DesiredApplication, DesiredBlock, DesiredSetting, Logo, Mode,
    TEST_SIGN_IN,
};

use super::locate::Located;
use super::options::Options;
use super::scoped::{Scoped, all, single, stray};

/// The largest tile image that JumpCloud takes, in bytes (JumpCloud KB, custom logos: 100 KB).
const LOGO_LIMIT: u64 = 100 * 1024;

/// What the options ask for, once it is known which account they are about.
///
/// # Errors
/// Usage: options that contradict each other, or an image that JumpCloud would not take.
pub fn desired(
    options: &Options,
    located: Located,
    account_code: AccountCode,
    mode: Mode,
) -> Result<Desired> {
    let connectors = options.chosen_connectors();
    check_scopes(options, &connectors)?;
    let applications = connectors
        .iter()
        .map(|c| application(options, *c, &located, &account_code))
        .collect::<Result<_>>()?;
    let blocks = blocks(options, &connectors);
    let confirmed = |id: &str| options.confirm_steps.iter().any(|step| step == id);
    let candidates = |c: &Connector| blocks.values().any(|b| b.candidates.contains(c));
    let neighbours = Connector::ALL
        .into_iter()
        .filter(|c| !connectors.contains(c) && candidates(c))
        .map(|c| DesiredApplication::by_default(c, &located.site, &account_code))
        .collect();
    Ok(Desired {
        blocks,
        applications,
        neighbours,
        site: located.site,
        account_code,
        mode,
        create_groups: options.create_groups,
        profile: options.profile.clone(),
        setting: DesiredSetting {
            description: options.application_setting.clone(),
            group: setting_group(options)?,
            members: members(&options.pilot),
        },
        admin: options.admin.clone(),
        backup_administrator: confirmed(BACKUP_ADMINISTRATOR),
        test_sign_in: confirmed(TEST_SIGN_IN),
        allow: options.allow.iter().copied().collect(),
        notes: located.warnings,
        refusals: located.refusal.into_iter().collect(),
    })
}

/// The Mimecast group of a pilot that has one of its own, for the setting of this name.
pub fn pilot_group(setting: &str) -> String {
    format!("{setting} pilot")
}

/// The Mimecast group that the setting applies to: in a pilot one of its own.
fn setting_group(options: &Options) -> Result<Option<String>> {
    if options.pilot_only {
        return Ok(Some(pilot_group(&options.application_setting)));
    }
    if options.mimecast_group.is_none() && !options.pilot.is_empty() {
        return Err(Error::usage(
            "pilot-without-group",
            "--pilot fills the Mimecast group that the application setting applies to, and none was named",
        )
        .hint("pass --pilot-only for a pilot group of its own, or --mimecast-group NAME"));
    }
    Ok(options.mimecast_group.clone())
}

/// E-mail addresses in lower case, as Mimecast's are read, each once.
fn members(emails: &[String]) -> Vec<String> {
    let unique: BTreeSet<String> = emails.iter().map(|email| email.to_lowercase()).collect();
    unique.into_iter().collect()
}

/// Refuses a value for a connector that was not chosen: it would be passed over in silence.
fn check_scopes(options: &Options, connectors: &[Connector]) -> Result<()> {
    fn one<T>(values: &[Scoped<T>], chosen: &[Connector]) -> Option<Connector> {
        stray(values, Some(Connector::Apps), chosen)
    }
    fn list<T>(values: &[Scoped<T>], chosen: &[Connector]) -> Option<Connector> {
        stray(values, None, chosen)
    }
    let strays = [
        ("--template", one(&options.template, connectors)),
        ("--label", one(&options.label, connectors)),
        ("--description", one(&options.description, connectors)),
        ("--tile-color", one(&options.tile_color, connectors)),
        ("--tile-logo", one(&options.tile_logo, connectors)),
        ("--hidden", one(&options.hidden, connectors)),
        ("--idp-url-suffix", one(&options.idp_url_suffix, connectors)),
        ("--idp-entity-id", one(&options.idp_entity_id, connectors)),
        ("--sp-entity-id", one(&options.sp_entity_id, connectors)),
        ("--metadata-url", one(&options.metadata_url, connectors)),
        ("--attribute", list(&options.attributes, connectors)),
        (
            "--user-attribute",
            list(&options.user_attributes, connectors),
        ),
        ("--group", list(&options.groups, connectors)),
        ("--user", list(&options.users, connectors)),
    ];
    for (option, stray) in strays {
        none_astray(option, stray, connectors)?;
    }
    Ok(())
}

/// Refuses an SP entity ID for a connector that was not chosen.
///
/// # Errors
/// `connector-not-chosen`.
pub fn check_sp_entity_ids(options: &Options, connectors: &[Connector]) -> Result<()> {
    let stray = stray(&options.sp_entity_id, Some(Connector::Apps), connectors);
    none_astray("--sp-entity-id", stray, connectors)
}

fn none_astray(option: &str, stray: Option<Connector>, connectors: &[Connector]) -> Result<()> {
    let Some(connector) = stray else {
        return Ok(());
    };
    Err(Error::usage(
        "connector-not-chosen",
        format!(
            "{option} has a value for the connector {connector}, which is not among the connectors"
        ),
    )
    .hint(format!(
        "a value without a connector is for apps, or for all where the option takes a list: \
         write {option} {}:VALUE, or add --connector {connector}",
        connectors[0]
    )))
}

fn application(
    options: &Options,
    connector: Connector,
    located: &Located,
    account_code: &AccountCode,
) -> Result<DesiredApplication> {
    let default = DesiredApplication::by_default(connector, &located.site, account_code);
    let one = |values| single(values, connector).cloned();
    let logo = single(&options.tile_logo, connector);
    Ok(DesiredApplication {
        template: one(&options.template),
        relabels: single(&options.label, connector).is_some(),
        label: one(&options.label).unwrap_or(default.label),
        description: one(&options.description),
        color: one(&options.tile_color),
        logo: logo.map(|path| read_logo(Path::new(path))).transpose()?,
        hidden: single(&options.hidden, connector).copied(),
        suffix: one(&options.idp_url_suffix).unwrap_or(default.suffix),
        idp_entity_id: one(&options.idp_entity_id),
        sp_entity_id: one(&options.sp_entity_id).unwrap_or(default.sp_entity_id),
        attributes: all(&options.attributes, connector).cloned().collect(),
        user_attributes: all(&options.user_attributes, connector).cloned().collect(),
        groups: all(&options.groups, connector).cloned().collect(),
        users: all(&options.users, connector).cloned().collect(),
        metadata_url: single(&options.metadata_url, connector).map(ToString::to_string),
        ..default
    })
}

/// Which blocks are wanted, and whose application could sign for each.
///
/// `apps` and `personal-portal` want `web-apps`, `admin-console` wants `admin-console`.
/// `end-user-apps` must be asked for by name: it ends password sign-in for Outlook, mobile and API
/// users (Mimecast KB, enforcing SAML).
fn blocks(options: &Options, connectors: &[Connector]) -> BTreeMap<Block, DesiredBlock> {
    let mut wanted = options.enforce.clone();
    if wanted.is_empty() {
        wanted = connectors.iter().map(|c| c.block()).collect();
    }
    wanted
        .into_iter()
        .map(|block| {
            let asked = options.blocks.iter().rev().find(|(b, _)| *b == block);
            let candidates: Vec<Connector> = match asked {
                Some((_, connector)) => vec![*connector],
                None => block.signers(),
            };
            let desired = DesiredBlock {
                source: candidates[0],
                candidates,
                logout_url: options.logout_url.to_string(),
                allow_single_sign_on: false,
            };
            (block, desired)
        })
        .collect()
}

/// The image of a file, where JumpCloud would take it.
///
/// # Errors
/// `logo-unfit`.
pub(super) fn read_logo(path: &Path) -> Result<Logo> {
    let shown = path.display();
    let unfit = |problem: String| {
        Error::usage("logo-unfit", format!("the tile image {shown} {problem}"))
            .hint("JumpCloud takes png, jpg or svg of at most 100 KB, at least 150 by 150 pixels")
    };
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    let media_type = match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        _ => return Err(unfit("is not a png, jpg or svg file".to_owned())),
    };
    let size = std::fs::metadata(path)
        .map_err(|e| unfit(format!("cannot be read: {e}")))?
        .len();
    if size > LOGO_LIMIT {
        return Err(unfit(format!("has {size} bytes")));
    }
    let bytes = std::fs::read(path).map_err(|e| unfit(format!("cannot be read: {e}")))?;
    let starts_as = match media_type {
        "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "image/jpeg" => bytes.starts_with(b"\xff\xd8\xff"),
        _ => bytes.windows(4).any(|w| w == b"<svg"),
    };
    if !starts_as {
        return Err(unfit(format!("is not what its name says ({media_type})")));
    }
    let sha256 = sha256_hex(&bytes);
    Ok(Logo {
        file_name: path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default(),
        media_type,
        bytes,
        sha256,
    })
}
