//! Mimecast's half as it would be asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{Block, Connector};
use crate::error::{Error, Result};
use crate::plan::block_values::BlockValues;
use crate::plan::desired::Desired;
use crate::plan::observed::{Observed, ObservedMimecast, ObservedProfile};
use crate::plan::survey::Finding;
use crate::plan::wanted::{Wanted, WantedBlock};
use crate::text;

use super::live::LiveTenant;

/// Where an API reads it.
pub fn read(
    live: &LiveTenant,
    mimecast: &ObservedMimecast,
    desired: &Desired,
    wanted: &mut Wanted,
    notes: &mut Vec<Finding>,
) -> Result<()> {
    let signer = |block: &BlockValues| -> Option<Connector> {
        let mut known = live.idp_urls();
        known
            .find(|(_, url)| *url == block.login_url)
            .map(|(connector, _)| connector)
    };
    let takes_ours =
        |profile: &&ObservedProfile| profile.blocks.values().any(|b| signer(b).is_some());
    let holding = mimecast.profiles.iter().filter(takes_ours);
    let holding = holding.map(|profile| profile.description.as_str());
    let profile = meant(
        "authentication profile",
        "--profile",
        &desired.profile,
        holding,
        notes,
    )?;
    // Without one there is nothing of it to say.
    let Some(profile) = mimecast.profile(profile.unwrap_or(&desired.profile)) else {
        wanted.setting.group = None;
        return Ok(());
    };
    wanted.profile.clone_from(&profile.description);
    let applies = mimecast.settings.iter();
    let applies = applies.filter(|s| s.profile.as_ref() == Some(&profile.description));
    let applies = applies.map(|setting| setting.description.as_str());
    let own = desired.setting.description.as_str();
    let setting = meant(
        "application setting",
        "--application-setting",
        own,
        applies,
        notes,
    )?;
    let setting = setting.and_then(|name| mimecast.setting(name));
    wanted.setting.group = setting.and_then(|s| s.group.name.clone());
    wanted.setting.members.clear();
    if let Some(setting) = setting {
        wanted.setting.description.clone_from(&setting.description);
        if setting.group.name.is_none() && !setting.default {
            notes.push(Finding::new(
                "mimecast-group-unread",
                format!(
                    "the record of the application setting \"{}\" does not tell its group's name",
                    text::name(&setting.description)
                ),
                "it stays as it is; name it as mimecast-group where the setting is to be made anew",
            ));
        }
    }
    let is_there: BTreeSet<Connector> = live.idp_urls().map(|(connector, _)| connector).collect();
    blocks(profile, (&signer, &is_there), wanted, notes);
    Ok(())
}

/// The one of these names that is meant: that which was asked for, or is the default, or else the only one there is.
fn meant<'n>(
    kind: &str,
    option: &str,
    own: &str,
    names: impl Iterator<Item = &'n str>,
    notes: &mut Vec<Finding>,
) -> Result<Option<&'n str>> {
    let names: BTreeSet<&str> = names.collect();
    let shown = |names: &[&&str]| text::quoted_list(names.iter().map(|name| **name));
    let all: Vec<&&str> = names.iter().collect();
    match (names.get(own).copied(), all.as_slice()) {
        (None, []) => Ok(None),
        (None, [one]) => Ok(Some(**one)),
        (None, several) => Err(Error::usage(
            "export-ambiguous",
            format!(
                "several Mimecast {kind}s could be meant: {}",
                shown(several)
            ),
        )
        .hint(format!("say which with {option} NAME"))),
        (Some(own), _) => {
            let others: Vec<&&str> = all.into_iter().filter(|name| **name != own).collect();
            if !others.is_empty() {
                notes.push(Finding::new(
                    "not-exported",
                    format!(
                        "a tenant has one {kind}, and beside \"{}\" there is {}",
                        text::name(own),
                        shown(&others)
                    ),
                    format!("to have another one looked after: {option} NAME"),
                ));
            }
            Ok(Some(own))
        }
    }
}

/// The blocks in force, each with the connector whose application signs for it.
fn blocks(
    profile: &ObservedProfile,
    (signer, is_there): (
        &impl Fn(&BlockValues) -> Option<Connector>,
        &BTreeSet<Connector>,
    ),
    wanted: &mut Wanted,
    notes: &mut Vec<Finding>,
) {
    let mut in_force = BTreeMap::new();
    let mut urls = BTreeSet::new();
    for (block, values) in &profile.blocks {
        let source = signer(values);
        if let (Some(source), false) = (source, values.metadata_url.is_empty()) {
            let of_it = wanted
                .applications
                .iter_mut()
                .find(|a| a.connector == source);
            if let Some(application) = of_it {
                application.metadata_url = Some(values.metadata_url.clone());
            }
        }
        if !values.enforced {
            continue;
        }
        let Some(source) = source else {
            notes.push(Finding::new(
                "block-of-another",
                format!(
                    "the block {block} of \"{}\" is in force, and takes its IdP from none of these applications (\"{}\")",
                    text::name(&profile.description),
                    text::name(&values.login_url)
                ),
                "sso-setup mimecast status shows whose it is; a set-up takes it over only where enforce, or a connector, wants that block",
            ));
            continue;
        };
        urls.insert(values.logout_url.clone());
        in_force.insert(*block, (source, values.logout_url.clone()));
    }
    if in_force.is_empty() {
        notes.push(Finding::new(
            "nothing-in-force",
            format!("no block of \"{}\" is in force for these applications", text::name(&profile.description)),
            "there is no option that leaves it so: a set-up puts those in force that follow from the connectors",
        ));
        return;
    }
    if urls.len() > 1 {
        notes.push(Finding::new(
            "logout-urls-differ",
            format!(
                "the blocks in force have different logout URLs: {}",
                text::list(&urls)
            ),
            "a tenant has one; say which with logout-url",
        ));
    }
    let wanted_block = |(block, (source, logout_url)): (Block, (Connector, String))| {
        let by_default = block.signers().into_iter().find(|c| is_there.contains(c));
        let candidates = match by_default == Some(source) {
            true => block.signers(),
            false => vec![source],
        };
        (
            block,
            WantedBlock {
                candidates,
                logout_url,
            },
        )
    };
    wanted.blocks = in_force.into_iter().map(wanted_block).collect();
}

/// Where no API reads it: what was asked for, and the blocks that people confirmed.
pub fn confirmed(
    observed: &Observed,
    desired: &Desired,
    wanted: &mut Wanted,
    notes: &mut Vec<Finding>,
) {
    let known = observed.blocks_confirmed(&desired.profile);
    let asked_for = desired.blocks.values().next();
    if let Some(like) = asked_for.filter(|_| !known.is_empty()) {
        let of = |block: &Block| {
            let asked = wanted.blocks.get(block).cloned();
            let default = WantedBlock {
                candidates: block.signers(),
                logout_url: like.logout_url.clone(),
            };
            (*block, asked.unwrap_or(default))
        };
        wanted.blocks = known.iter().map(of).collect();
    }
    notes.push(Finding::new(
        "mimecast-unread",
        "Mimecast's console was not read: profile, application-setting, mimecast-group, enforce, block, logout-url and \
         metadata-url are those that were given, or the default ones"
            .to_owned(),
        "give them to export as they are in the console, or write them here; no API of Mimecast's own gateways reads it",
    ));
}
