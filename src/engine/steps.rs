//! The console steps of a plan's human changes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::connector::{Block, Connector};
use crate::error::Result;
use crate::mimecast::worksheet::{BlockSheet, Step, Worksheet};
use crate::plan::{
    BlockField, Change, Desired, Field, Metadata, Observed, Subject, block_values, certificate_told,
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
        if desired.application(wanted.source).is_none() {
            continue;
        }
        let fresh = fresh.get(&wanted.source);
        blocks.push(BlockSheet {
            block: *block,
            values: block_values(desired, observed, wanted, fresh)?,
            certificate: certificate_told(observed, wanted, fresh).map(|c| c.base64.clone()),
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
