//! Who can have access to a connector's application.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What can be bound to a JumpCloud application; nothing else is possible (JumpCloud's own command line, from probing the
/// live API).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A user group.
    Group,
    /// One user.
    User,
}

impl Holder {
    /// Both, groups first.
    pub const ALL: [Holder; 2] = [Holder::Group, Holder::User];

    /// The name used in plans and journals.
    pub const fn as_str(self) -> &'static str {
        match self {
            Holder::Group => "group",
            Holder::User => "user",
        }
    }
}

/// In a sentence about JumpCloud.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Holder::Group => "user group",
            Holder::User => "user",
        })
    }
}
