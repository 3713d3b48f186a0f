//! The three connectors, and the values each one's SAML application must carry.

use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::{AccountCode, Block, MimecastSite};

/// Where JumpCloud's article sends people who sign out of Mimecast (JumpCloud KB, integrate with Mimecast).
pub const DEFAULT_LOGOUT_URL: &str = "https://console.jumpcloud.com/userconsole/";

/// One of the three ways into Mimecast; each is one JumpCloud application.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ValueEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Connector {
    /// Desktop applications and integrations; answers every sign-in that starts at Mimecast.
    Apps,
    /// The Personal Portal's tile.
    PersonalPortal,
    /// The Admin Console's tile.
    AdminConsole,
}

/// Who starts the sign-in that an ACS URL takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Mimecast's sign-in page sends the person to JumpCloud.
    SpInitiated,
    /// The person clicks the tile in JumpCloud's user console.
    IdpInitiated,
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Flow::SpInitiated => "sp-initiated",
            Flow::IdpInitiated => "idp-initiated",
        })
    }
}

/// What sets one connector apart from the others.
struct Facts {
    name: &'static str,
    label: &'static str,
    suffix_end: &'static str,
    /// On every grid.
    acs_path: &'static str,
    flow: Flow,
    block: Block,
}

/// The facts of each, in the order of [`Connector`].
///
/// Mimecast accepts IdP-initiated answers at `/login/sso/…` only, and answers to its own
/// requests at `/login/saml` only (JumpCloud and SecureAuth guides; Microsoft azure-docs issue
/// 42466: medium to high confidence).
const FACTS: [Facts; 3] = [
    Facts {
        name: "apps",
        label: "Mimecast",
        suffix_end: "",
        acs_path: "/login/saml",
        flow: Flow::SpInitiated,
        block: Block::WebApps,
    },
    Facts {
        name: "personal-portal",
        label: "Mimecast Personal Portal",
        suffix_end: "-portal",
        acs_path: "/login/sso/mpp",
        flow: Flow::IdpInitiated,
        block: Block::WebApps,
    },
    Facts {
        name: "admin-console",
        label: "Mimecast Admin Console",
        suffix_end: "-admin",
        acs_path: "/login/sso/adcon",
        flow: Flow::IdpInitiated,
        block: Block::AdminConsole,
    },
];

impl Connector {
    /// All three, in the order in which they are set up and shown.
    pub const ALL: [Connector; 3] = [
        Connector::Apps,
        Connector::PersonalPortal,
        Connector::AdminConsole,
    ];

    const fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }

    /// The name used on the command line, in JSON and in ids.
    pub const fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// The tile's default label in JumpCloud.
    pub const fn default_label(self) -> &'static str {
        self.facts().label
    }

    /// The default last path segment of the IdP URL: the article's `custom_value`.
    pub fn default_suffix(self, code: &AccountCode) -> String {
        format!("mimecast-{}{}", code.to_lower(), self.facts().suffix_end)
    }

    /// Who starts the sign-in that this connector's own ACS URL takes.
    pub const fn flow(self) -> Flow {
        self.facts().flow
    }

    /// The block that is enforced for it where no other was asked for.
    pub const fn block(self) -> Block {
        self.facts().block
    }

    /// The path of its assertion consumer service URL, on every grid.
    pub const fn acs_path(self) -> &'static str {
        self.facts().acs_path
    }

    /// The assertion consumer service URL at this site.
    pub fn acs_url(self, site: &MimecastSite) -> String {
        format!("https://{}{}", site.api_host, self.acs_path())
    }
}

impl fmt::Display for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Block {
    /// The connector whose tile leads into this block, if one does.
    pub fn tile(self) -> Option<Connector> {
        let mut all = Connector::ALL.into_iter();
        all.find(|c| c.flow() == Flow::IdpInitiated && c.block() == self)
    }

    /// The connectors whose application could sign for this block, the preferred one first.
    pub fn signers(self) -> Vec<Connector> {
        self.tile().into_iter().chain([Connector::Apps]).collect()
    }
}

/// What one connector's JumpCloud application must carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpValues {
    /// Which connector.
    pub connector: Connector,
    /// Assertion consumer service URL.
    pub acs_url: String,
    /// SP entity ID, which is also the audience; without `https://`, as Mimecast asks.
    pub sp_entity_id: String,
    /// Who starts the sign-in that the ACS URL takes.
    pub flow: Flow,
}

impl SpValues {
    /// The values of `connector` for the account `code` at `site`.
    pub fn new(connector: Connector, site: &MimecastSite, code: &AccountCode) -> Self {
        SpValues {
            connector,
            acs_url: connector.acs_url(site),
            sp_entity_id: format!("{}.{code}", site.api_host),
            flow: connector.flow(),
        }
    }
}
