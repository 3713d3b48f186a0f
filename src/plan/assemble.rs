//! From what a goal found to a plan: guards, order, digest. The same for every goal.

use super::bracket::bracket;
use super::case::Case;
use super::change::Plan;
use super::compare::Comparison;
use super::digest::digest;
use super::guard::judge;
use super::wanted::Wanted;

/// The plan. What was known before a service was asked is said first.
pub fn assemble(case: Case<'_>, found: Comparison) -> Plan {
    let verdict = judge(&case, &found);
    let desired = case.desired;
    let signers = desired.blocks.values().map(|b| b.source).collect();
    let changes = bracket(found.changes, &desired.profile, &signers);
    let wanted = Wanted::of(case.wish, case.purpose);
    Plan {
        digest: digest(&case.tenant, &wanted, &changes),
        tenant: case.tenant,
        changes,
        confirmed: found.confirmed,
        warnings: [desired.notes.clone(), found.warnings, verdict.warnings].concat(),
        refusals: verdict.refusals,
    }
}
