//! What the comparison for a goal comes to.

use super::change::{Change, ConfirmedStep};
use super::refusal::{Refusal, Warning};

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
