//! The console steps of a plan's human changes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::connector::{Block, Connector};
use crate::error::Result;
use crate::mimecast::worksheet::{BlockSheet, Step, Worksheet};
use crate::plan::{
    BlockField, Change, Desired, Field, Metadata, Observed, Subject, idp_url, issuer,
};

/// A human change and how to carry it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HumanStep {
    /// The change's id, as `--confirm-step` takes it.
    pub id: String,
    /// What to do in the console.
    #[serde(flatten)]
    pub step: Step,
}

/// The worksheet of a tenant: every value that is known by now filled in. `fresh` is the metadata
/// of applications that were created since `observed`.
///
/// # Errors
/// Those of editing an application: options its template has no field for.
pub fn worksheet(
    desired: &Desired,
    observed: &Observed,
    fresh: &BTreeMap<Connector, Metadata>,
) -> Result<Worksheet> {
    let mut blocks = Vec::new();
    for (block, wanted) in &desired.blocks {
        let Some(application) = desired.application(wanted.source) else {
            continue;
        };
        let fresh = fresh.get(&wanted.source);
        let known = fresh.or_else(|| {
            let ours = observed.ours.get(&wanted.source)?;
            ours.metadata.as_ref().ok()
        });
        blocks.push(BlockSheet {
            block: *block,
            issuer: match fresh {
                Some(metadata) => metadata.entity_id.clone(),
                None => issuer(desired, observed, application)?,
            },
            login_url: fresh
                .and_then(|m| m.login_url.clone())
                .unwrap_or_else(|| idp_url(observed, application)),
            logout_url: wanted.logout_url.clone(),
            certificate: known
                .and_then(|m| m.certificates.first())
                .map(|c| c.base64.clone()),
            metadata_url: application.metadata_url.clone(),
            allow_single_sign_on: wanted.allow_single_sign_on,
        });
    }
    Ok(Worksheet {
        profile: desired.profile.clone(),
        setting: desired.setting.description.clone(),
        group: desired.setting.group.clone(),
        blocks,
    })
}

/// The worksheet of what only takes away: no value is filled in.
pub fn removal_worksheet(desired: &Desired) -> Worksheet {
    Worksheet {
        profile: desired.profile.clone(),
        setting: desired.setting.description.clone(),
        group: desired.setting.group.clone(),
        blocks: Vec::new(),
    }
}

/// The console step of a change, if a person makes it. Of the blocks, those that the change is about; all of them where it
/// names none.
pub fn human_step(change: &Change, worksheet: &Worksheet) -> Option<HumanStep> {
    let fields = change.fields.iter().map(Field::of_block);
    let imports = !change.fields.is_empty()
        && fields
            .clone()
            .all(|of| matches!(of, Some((_, BlockField::Certificate))));
    let named: BTreeSet<Block> = fields.flatten().map(|(block, _)| block).collect();
    let mut worksheet = worksheet.clone();
    worksheet
        .blocks
        .retain(|sheet| named.is_empty() || named.contains(&sheet.block));
    let step = match (&change.subject, change.takes_away()) {
        (Subject::Release(_), _) => worksheet.release_step(&named),
        (Subject::Setting(_), true) => worksheet.detach_step(),
        (Subject::Setting(_), false) => worksheet.setting_step(),
        (Subject::Profile(_), true) => worksheet.discard_step(),
        (Subject::Profile(_), false) if imports => worksheet.import_step(),
        (Subject::Profile(_), false) if !named.is_empty() => worksheet.take_over_step(),
        (Subject::Profile(_), false) => worksheet.profile_step(),
        (Subject::Enforcement(_), _) => worksheet.enforcement_step(),
        _ => return None,
    };
    Some(HumanStep {
        id: change.id(),
        step,
    })
}
