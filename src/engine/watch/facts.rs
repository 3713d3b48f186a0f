//! What is live and matters for one person's sign-in.

use std::collections::BTreeMap;

use crate::connector::{Block, Connector};

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
    /// Whether an application setting gives the profile to a group that has the person, where that is known.
    pub applies: Option<bool>,
    /// Whether Mimecast's own profile for administrators is there, which comes before every other.
    pub administrators_profile: bool,
}

/// What is live of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Its label.
    pub label: String,
    /// Whether its single sign-on is switched on, or may be: JumpCloud does not say that it is off.
    pub active: bool,
    /// Whether the person is active and bound to it, directly or through a group.
    pub access: bool,
    /// Its values that are not the wanted ones: the field, and how it differs.
    pub drift: BTreeMap<String, String>,
    /// The user property that becomes the NameID; empty where the template has no such setting.
    pub subject: String,
    /// The format that the NameID declares; empty where the template has no such setting.
    pub name_id_format: String,
    /// Why its certificate is not valid now.
    pub certificate: Option<String>,
}

/// What is live of a block of the authentication profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockFacts {
    /// The connector whose application signs for it.
    pub source: Connector,
    /// Whether it is enforced.
    pub enforced: bool,
    /// Whether it takes answers that nobody asked for.
    pub allow_single_sign_on: bool,
    /// Whether its login URL is the application's; `None` where that is not known.
    pub login_url_fits: Option<bool>,
    /// Whether its issuer is the application's IdP entity ID; `None` where that is not known.
    pub issuer_fits: Option<bool>,
    /// Whether its certificate is the application's; `None` where that is not known.
    pub certificate_fits: Option<bool>,
}
