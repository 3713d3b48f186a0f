//! What was read of the applications that sign.

use std::collections::BTreeMap;

use crate::connector::Connector;
use crate::error::Result;
use crate::plan::{Metadata, ObservedApplication};

/// What one reading of an application and its metadata came to.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) metadata: Metadata,
    pub(super) problems: Vec<String>,
    pub(super) unproven: bool,
}

/// The readings for one write, all at the same time; and the list of applications, where one of them is new.
#[derive(Debug, Default)]
pub(super) struct Signers {
    pub(super) listed: Option<Result<Vec<ObservedApplication>>>,
    pub(super) readings: BTreeMap<Connector, Result<Reading>>,
}
