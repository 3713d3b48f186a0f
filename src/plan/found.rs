//! What the comparison for a goal comes to, and the plan made of it.

use super::change::{Change, ConfirmedStep, Plan, TenantSummary};
use super::desired::Desired;
use super::digest::digest;
use super::order::order;
use super::refusal::{Refusal, Warning};
use super::wanted::Wanted;

/// Changes, not yet ordered by dependency, and what is said of them.
#[derive(Debug, Default)]
pub struct Found {
    /// What is to be changed.
    pub changes: Vec<Change>,
    /// Human changes that stand as confirmed.
    pub confirmed: Vec<ConfirmedStep>,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// Reasons to refuse.
    pub refusals: Vec<Refusal>,
}

impl Found {
    /// The plan: in order, with its digest, and with what was known before a service was asked said first.
    pub fn plan(self, tenant: TenantSummary, desired: &Desired, wanted: &Wanted) -> Plan {
        let changes = order(self.changes);
        Plan {
            digest: digest(&tenant, wanted, &changes),
            tenant,
            changes,
            confirmed: self.confirmed,
            warnings: [desired.notes.clone(), self.warnings].concat(),
            refusals: self.refusals,
        }
    }
}
