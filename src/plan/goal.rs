//! What a plan is for.

use super::removal::Removal;
use super::rotation::Rotation;
use super::undo::Undo;

/// What a plan is for: its changes are made, and spoken of, accordingly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Connect what is wanted.
    SetUp,
    /// Take connectors out.
    Removal(Removal),
    /// New IdP certificates, and Mimecast told of them.
    Rotation(Rotation),
    /// What another run changed, put back.
    Undo(Box<Undo>),
}
