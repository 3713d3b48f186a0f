//! What is live and matters for one person's sign-in.

use std::collections::BTreeMap;

use crate::connector::{Block, Connector};
use crate::plan::{Fault, Way};

/// Of the person, the connectors' applications and the authentication profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The person's address.
    pub email: String,
    /// Whether they can sign in at JumpCloud at all.
    pub active: bool,
    /// The connectors' applications.
    pub applications: BTreeMap<Connector, ApplicationFacts>,
    /// The wanted blocks of the authentication profile; `None` where no API reads them.
    pub blocks: Option<BTreeMap<Block, BlockFacts>>,
    /// Every way in, through tiles that are hidden too. Where no API reads the profile, its wanted blocks are taken for filled
    /// in.
    pub ways: Vec<Way>,
    /// Whether an application setting gives the profile to a group that has the person, where that is known.
    pub applies: Option<bool>,
    /// Whether Mimecast's own profile for administrators is there, which comes before every other.
    pub administrators_profile: bool,
}

/// What is live of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// JumpCloud's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Whether the person is active and bound to it, directly or through a group.
    pub access: bool,
    /// What keeps everybody from its answers, whichever way they come.
    pub faults: Vec<Fault>,
    /// Why its certificate is not valid now.
    pub certificate: Option<String>,
}

/// What is live of a block of the authentication profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockFacts {
    /// The connector whose application is to sign for it.
    pub source: Connector,
    /// Whether it is enforced.
    pub enforced: bool,
}
