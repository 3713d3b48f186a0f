//! Who could sign in once a plan is carried out, and whom SAML would be enforced for.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::Connector;

/// The most people that a pilot group has.
pub const PILOT: usize = 5;

/// Whether a JumpCloud user can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Yes.
    Can,
    /// Not before setting a password.
    PasswordPending,
    /// No, and why, as the end of a sentence about the person: `is suspended`.
    Cannot(&'static str),
}

impl SignIn {
    /// Whether the person can sign in now.
    pub fn can(self) -> bool {
        self == SignIn::Can
    }

    /// Why not, as the end of a sentence about the person; `None` for somebody who can.
    pub const fn why_not(self) -> Option<&'static str> {
        match self {
            SignIn::Can => None,
            SignIn::PasswordPending => Some("has to set a password first"),
            SignIn::Cannot(why) => Some(why),
        }
    }
}

/// Who has access to a connector's application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Everybody by lower-case e-mail address, and whether they can sign in.
    Known(BTreeMap<String, SignIn>),
    /// It could not be read for certain, and why.
    Unreadable(String),
}

impl Access {
    /// Whether it is known that nobody with access can sign in.
    pub fn is_nobody(&self) -> bool {
        match self {
            Access::Known(people) => !people.values().any(|sign_in| sign_in.can()),
            Access::Unreadable(_) => false,
        }
    }
}

/// The e-mail addresses of the Mimecast groups that the profile applies to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Members {
    /// Read from Mimecast, lower case.
    Known(Vec<String>),
    /// Without Mimecast credentials nothing can be said.
    NotRead,
    /// Credentials were given, and reading failed.
    Unreadable(String),
}

impl Members {
    /// Whether they are known to be no more than those who try it first.
    pub fn are_few(&self) -> bool {
        matches!(self, Members::Known(members) if members.len() <= PILOT)
    }
}

/// Who could sign in once the plan is carried out. Read only when a plan would enforce something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Who has access after the plan, for each connector that signs for a block.
    pub access: BTreeMap<Connector, Access>,
    /// Members of the Mimecast group that the setting applies to.
    pub members: Members,
    /// Members whom Mimecast knows as an alias of somebody's: JumpCloud knows that person by another address.
    pub aliases: BTreeSet<String>,
}
