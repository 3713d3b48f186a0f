//! What a change does, and to which object.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::connector::Connector;

/// Which service the target lives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// JumpCloud, the identity provider.
    Jumpcloud,
    /// Mimecast, the service provider.
    Mimecast,
}

/// What kind of object the target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetKind {
    /// A JumpCloud SAML application.
    Application,
    /// A JumpCloud user group, or a Mimecast group.
    Group,
    /// Who may use a JumpCloud application.
    Access,
    /// A Mimecast Authentication Profile.
    AuthenticationProfile,
    /// A Mimecast Application Setting.
    ApplicationSetting,
}

/// The object that a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The service.
    pub system: System,
    /// The kind of object.
    pub kind: TargetKind,
    /// Its name in that service's console.
    pub name: String,
}

/// What a change does. It is the change's id: shown and serialised as `system/kind/connector-or-name`, and by a part after
/// `#` where several changes are about one object. What it means is never read from that text: a name may contain anything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Create a JumpCloud user group of this name.
    Group(String),
    /// Create, replace or update a connector's application.
    Application(Connector),
    /// Bind groups and users to a connector's application.
    Access(Connector),
    /// Create or fill in the Authentication Profile of this name; enforces nothing.
    Profile(String),
    /// Create the Application Setting of this name, or point it at the profile.
    Setting(String),
    /// Create the Mimecast group of this name, or add members to it.
    MimecastGroup(String),
    /// Enforce SAML in blocks of the profile of this name.
    Enforcement(String),
    /// Stop enforcing SAML in blocks of the profile of this name.
    Release(String),
    /// Have JumpCloud make a new certificate for a connector's application.
    Certificate(Connector),
    /// Switch a connector's application off.
    Deactivation(Connector),
    /// Upload the tile image of a connector's application. Nothing depends on it.
    Logo(Connector),
    /// Delete an application that this tool made too many, and that nobody uses.
    Duplicate {
        /// The connector it was made for.
        connector: Connector,
        /// Its JumpCloud id.
        id: String,
    },
    /// Delete the application that another one takes the place of.
    Superseded {
        /// The connector it served.
        connector: Connector,
        /// Its JumpCloud id.
        id: String,
        /// Whether it goes before the other is made, because both have one IdP URL.
        first: bool,
    },
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Group(name) => write!(f, "jumpcloud/group/{name}"),
            Subject::Application(connector) => write!(f, "jumpcloud/application/{connector}"),
            Subject::Access(connector) => write!(f, "jumpcloud/access/{connector}"),
            Subject::Profile(name) => write!(f, "mimecast/authentication-profile/{name}"),
            Subject::Setting(name) => write!(f, "mimecast/application-setting/{name}"),
            Subject::MimecastGroup(name) => write!(f, "mimecast/group/{name}"),
            Subject::Enforcement(name) => {
                write!(f, "mimecast/authentication-profile/{name}#enforce")
            }
            Subject::Release(name) => write!(f, "mimecast/authentication-profile/{name}#release"),
            Subject::Certificate(connector) => {
                write!(f, "jumpcloud/application/{connector}#certificate")
            }
            Subject::Deactivation(connector) => {
                write!(f, "jumpcloud/application/{connector}#deactivate")
            }
            Subject::Logo(connector) => write!(f, "jumpcloud/application/{connector}#logo"),
            Subject::Superseded {
                connector, first, ..
            } => {
                let part = match first {
                    true => "replaced",
                    false => "superseded",
                };
                write!(f, "jumpcloud/application/{connector}#{part}")
            }
            Subject::Duplicate { connector, id } => {
                write!(f, "jumpcloud/application/{connector}#duplicate-{id}")
            }
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Subject {
    /// It as text, for what keeps ids: journals, attestations, results.
    pub fn id(&self) -> String {
        self.to_string()
    }

    /// The connector whose application it is about, if it is about one.
    pub fn connector(&self) -> Option<Connector> {
        match self {
            Subject::Application(connector)
            | Subject::Access(connector)
            | Subject::Certificate(connector)
            | Subject::Deactivation(connector)
            | Subject::Logo(connector)
            | Subject::Duplicate { connector, .. }
            | Subject::Superseded { connector, .. } => Some(*connector),
            _ => None,
        }
    }

    /// The service that the object lives in.
    pub(super) fn system(&self) -> System {
        match self {
            Subject::Profile(_)
            | Subject::Setting(_)
            | Subject::MimecastGroup(_)
            | Subject::Enforcement(_)
            | Subject::Release(_) => System::Mimecast,
            _ => System::Jumpcloud,
        }
    }

    /// The kind of object.
    pub(super) fn kind(&self) -> TargetKind {
        match self {
            Subject::Group(_) | Subject::MimecastGroup(_) => TargetKind::Group,
            Subject::Application(_)
            | Subject::Certificate(_)
            | Subject::Deactivation(_)
            | Subject::Logo(_)
            | Subject::Duplicate { .. }
            | Subject::Superseded { .. } => TargetKind::Application,
            Subject::Access(_) => TargetKind::Access,
            Subject::Profile(_) | Subject::Enforcement(_) | Subject::Release(_) => {
                TargetKind::AuthenticationProfile
            }
            Subject::Setting(_) => TargetKind::ApplicationSetting,
        }
    }
}
