//! What a plan is for. Each goal says which world it wants, and what to know of the way there; the changes that lead to it
//! are those of one comparison, in one order.

mod removal;
mod rotation;
mod set_up;
mod undo;

pub use removal::{Removal, removal, rest};
pub use rotation::{Rotation, rotated_by_default, rotation};
pub use set_up::{set_up, wants_people};
pub use undo::{Live, Undo, WayBack, way_back};

use super::wanted::Purpose;

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

impl From<&Goal> for Purpose {
    fn from(goal: &Goal) -> Self {
        match goal {
            Goal::SetUp => Purpose::SetUp,
            Goal::Removal(removal) => Purpose::Remove {
                deactivate: removal.deactivate,
            },
            Goal::Rotation(_) => Purpose::Rotate,
            Goal::Undo(_) => Purpose::Undo,
        }
    }
}
