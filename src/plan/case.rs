//! What guards judge and a plan is made of, beside what its goal found.

use time::OffsetDateTime;

use super::change::TenantSummary;
use super::desired::Desired;
use super::observed::Observed;
use super::people::People;
use super::wanted::Purpose;

/// What a plan is made of, beside what its goal found.
#[derive(Debug)]
pub struct Case<'a> {
    /// Whose plan it is.
    pub tenant: TenantSummary,
    /// What the plan is for.
    pub purpose: Purpose,
    /// What was asked for: what the digest covers.
    pub wish: &'a Desired,
    /// The same, settled by what is set up.
    pub desired: &'a Desired,
    /// Both services; of an undo as they will be.
    pub observed: &'a Observed,
    /// Who can sign in; `None` where nothing is put in force.
    pub people: Option<&'a People>,
    /// When it is planned.
    pub now: OffsetDateTime,
}
