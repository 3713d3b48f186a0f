//! The blocks in force, as Mimecast has them and as they are wanted.

use std::collections::BTreeMap;

use crate::connector::Block;
use crate::error::Result;
use crate::plan::block_values::BlockValues;
use crate::plan::desired::Desired;
use crate::plan::expected::{block_values, idp_url};
use crate::plan::field::FieldValue;
use crate::plan::form::BlockField;
use crate::plan::observed::{Observed, ObservedProfile};

use super::application::InForce;

/// The blocks in force of the profile, where an API reads them.
pub fn read_blocks(desired: &Desired, observed: &Observed) -> BTreeMap<Block, InForce> {
    let profile = observed.profile(&desired.profile);
    profile.map(in_force).unwrap_or_default()
}

/// The blocks in force of a profile.
pub fn in_force(profile: &ObservedProfile) -> BTreeMap<Block, InForce> {
    let held = |values: &BlockValues| InForce {
        issuer: values.issuer.clone(),
        login_url: values.login_url.clone(),
        certificate: Some(values.certificate.clone()),
        allow_single_sign_on: values.allow_single_sign_on,
    };
    let blocks = profile.blocks.iter();
    let in_force = blocks.filter(|(_, values)| values.enforced);
    in_force
        .map(|(block, values)| (*block, held(values)))
        .collect()
}

/// A block as the set-up wants it.
pub fn wanted_block(
    desired: &Desired,
    observed: &Observed,
    block: Block,
) -> Result<Option<(Block, InForce)>> {
    let Some(wanted) = desired.blocks.get(&block) else {
        return Ok(None);
    };
    let values = block_values(desired, observed, wanted, None)?;
    let known = |field: BlockField| {
        let mut values = values.iter();
        let (_, value) = values.find(|(f, _)| *f == field)?;
        match value {
            FieldValue::Known(value) => value.as_str().map(str::to_owned),
            FieldValue::AfterApply | FieldValue::Unreadable => None,
        }
    };
    let signer = desired.application(wanted.source);
    let held = InForce {
        issuer: known(BlockField::Issuer).unwrap_or_default(),
        login_url: known(BlockField::LoginUrl)
            .or_else(|| Some(idp_url(observed, signer?)))
            .unwrap_or_default(),
        certificate: known(BlockField::Certificate),
        allow_single_sign_on: wanted.allow_single_sign_on,
    };
    Ok(Some((block, held)))
}
