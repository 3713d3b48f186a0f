//! What a plan is for.

use super::removal::Removal;

/// What a plan is for: its changes are made, and spoken of, accordingly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Connect what is wanted.
    SetUp,
    /// Take connectors out.
    Removal(Removal),
    /// New IdP certificates, and Mimecast told of them.
    Rotation,
}
