//! What is wanted of one tenant, with every default already filled in.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{AccountCode, Block, Connector, MimecastSite, SpValues};

use super::allowed::Allowed;
use super::change::Mode;
use super::observed::Observed;
use super::refusal::{Refusal, Warning};

/// The tile colours that JumpCloud's application schema allows (JumpCloud API v1, `color`).
pub const TILE_COLORS: [&str; 12] = [
    "#202D38", "#005466", "#3E8696", "#006CAC", "#0617AC", "#7C6ADA", "#D5779D", "#9E2F00",
    "#FFB000", "#58C469", "#57C49F", "#FF6C03",
];

/// A tile image to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// File name without its folder.
    pub file_name: String,
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: &'static str,
    /// The image, at most 100 KB (JumpCloud KB, custom logos).
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes in hex: what a plan shows.
    pub sha256: String,
}

/// The ACS URLs of an application: its own, and the further ones it should answer at where its
/// template takes a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcsUrls {
    /// The default.
    pub own: String,
    /// Also answered when a request names them.
    pub also: Vec<String>,
}

impl AcsUrls {
    /// Where an answer belongs: to a request of Mimecast's, where sign-in that starts there is answered.
    pub fn answering(&self, request_id: Option<&str>) -> &str {
        let asked = request_id.and(self.also.first());
        asked.unwrap_or(&self.own)
    }
}

/// What one connector's JumpCloud application should be. `None` means: not asked for, leave as is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesiredApplication {
    /// Which connector.
    pub connector: Connector,
    /// Catalogue template by name; `None`: see [`super::template::for_new`].
    pub template: Option<String>,
    /// Display label of an application that is made.
    pub label: String,
    /// Whether that label was asked for, so that one that is there gets it too.
    pub relabels: bool,
    /// Description, at most 256 characters.
    pub description: Option<String>,
    /// Tile colour, one of [`TILE_COLORS`].
    pub color: Option<String>,
    /// Tile image.
    pub logo: Option<Logo>,
    /// Hidden in the user portal.
    pub hidden: Option<bool>,
    /// Last path segment of the IdP URL.
    pub suffix: String,
    /// The suffix the tool would choose by itself; an application under it is the tool's own.
    pub default_suffix: String,
    /// IdP entity ID; `None` is the template's, or the IdP URL where that is empty.
    pub idp_entity_id: Option<String>,
    /// SP entity ID, also the audience.
    pub sp_entity_id: String,
    /// ACS URLs.
    pub acs: AcsUrls,
    /// Constant attributes, name and value.
    pub attributes: Vec<(String, String)>,
    /// User attributes, name and JumpCloud user property.
    pub user_attributes: Vec<(String, String)>,
    /// User groups that may sign in.
    pub groups: Vec<String>,
    /// Single users who may sign in, by e-mail.
    pub users: Vec<String>,
    /// A metadata URL that Mimecast can fetch without credentials.
    pub metadata_url: Option<String>,
}

impl DesiredApplication {
    /// A connector's application as it is when nothing else was asked for.
    pub fn by_default(
        connector: Connector,
        site: &MimecastSite,
        account_code: &AccountCode,
    ) -> Self {
        let values = SpValues::new(connector, site, account_code);
        let suffix = connector.default_suffix(account_code);
        DesiredApplication {
            connector,
            template: None,
            label: connector.default_label().to_owned(),
            relabels: false,
            description: None,
            color: None,
            logo: None,
            hidden: None,
            default_suffix: suffix.clone(),
            suffix,
            idp_entity_id: None,
            sp_entity_id: values.sp_entity_id,
            acs: AcsUrls {
                own: values.acs_url,
                // A tile must also answer sign-in that starts at Mimecast, where its template
                // takes a list.
                also: match connector {
                    Connector::Apps => Vec::new(),
                    _ => vec![Connector::Apps.acs_url(site)],
                },
            },
            attributes: Vec::new(),
            user_attributes: Vec::new(),
            groups: Vec::new(),
            users: Vec::new(),
            metadata_url: None,
        }
    }
}

/// What one block of the Authentication Profile should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesiredBlock {
    /// The connectors whose application could sign for this block, the preferred one first.
    pub candidates: Vec<Connector>,
    /// The one that does: the first candidate that is set up, see [`Desired::settled`].
    pub source: Connector,
    /// Where people go after signing out.
    pub logout_url: String,
    /// Whether answers nobody asked for (tiles) are accepted.
    pub allow_single_sign_on: bool,
}

impl DesiredBlock {
    /// The connector whose application signs for it, of those that are set up or chosen.
    pub fn signer(&self, is_there: impl Fn(Connector) -> bool) -> Connector {
        let mut candidates = self.candidates.iter().copied();
        candidates.find(|c| is_there(*c)).unwrap_or(self.source)
    }
}

/// What the Application Setting should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesiredSetting {
    /// Its description.
    pub description: String,
    /// The Mimecast group it applies to; needed only to create it.
    pub group: Option<String>,
    /// Who is to be a member of that group, lower-case e-mail. Where somebody is, it is created if it is not there.
    pub members: Vec<String>,
}

/// Everything wanted of one tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Desired {
    /// Mimecast grid or host.
    pub site: MimecastSite,
    /// Mimecast account code.
    pub account_code: AccountCode,
    /// How Mimecast is changed.
    pub mode: Mode,
    /// The chosen connectors' applications, in [`Connector::ALL`]'s order.
    pub applications: Vec<DesiredApplication>,
    /// Connectors that were not chosen, and that a block may take its IdP from where an earlier run
    /// set them up. They are looked for and never changed.
    pub neighbours: Vec<DesiredApplication>,
    /// Create user groups that do not exist.
    pub create_groups: bool,
    /// Description of the Authentication Profile.
    pub profile: String,
    /// The blocks to enforce.
    pub blocks: BTreeMap<Block, DesiredBlock>,
    /// The Application Setting that applies the profile.
    pub setting: DesiredSetting,
    /// An administrator who must still be able to sign in.
    pub admin: Option<String>,
    /// Whether a person confirmed that an administrator outside the profile can sign in.
    pub backup_administrator: bool,
    /// Whether a person confirmed that somebody signed in as a test user, from Mimecast's login page.
    pub test_sign_in: bool,
    /// Guards overridden by name.
    pub allow: Allowed,
    /// Guards and warnings that were settled before a service was asked (grid and account code).
    pub notes: Vec<Warning>,
    /// Refusals settled before a service was asked.
    pub refusals: Vec<Refusal>,
}

impl Desired {
    /// The application of a connector, if it was chosen or is a neighbour.
    pub fn application(&self, connector: Connector) -> Option<&DesiredApplication> {
        let all = self.applications.iter().chain(&self.neighbours);
        all.into_iter().find(|a| a.connector == connector)
    }

    /// Whether a connector is a neighbour: it signs for a block, and is not to be changed.
    pub fn is_neighbour(&self, connector: Connector) -> bool {
        self.neighbours.iter().any(|a| a.connector == connector)
    }

    /// The connectors whose application could sign for a block, the preferred one first: those that were asked for, else those
    /// that do by default.
    pub fn signers(&self, block: Block) -> Vec<Connector> {
        let asked = self.blocks.get(&block);
        asked.map_or_else(|| block.signers(), |b| b.candidates.clone())
    }

    /// Whether a connector's application signs for a block, where those of the connectors chosen and of those that are
    /// `present` are to be had.
    pub fn signs(&self, connector: Connector, present: impl Fn(Connector) -> bool) -> bool {
        let chosen = |c| self.applications.iter().any(|a| a.connector == c);
        let is_there = |c| chosen(c) || present(c);
        let mut blocks = self.blocks.values();
        blocks.any(|block| block.signer(is_there) == connector)
    }

    /// The same with the blocks' sources settled by what is set up: a tile's own connector signs for
    /// its block also in a run that does not look after that connector.
    pub fn settled(&self, observed: &Observed) -> Desired {
        let mut settled = self.clone();
        settled
            .neighbours
            .retain(|n| observed.ours.contains_key(&n.connector));
        for application in &mut settled.applications {
            let connector = application.connector;
            let made = observed.ours.contains_key(&connector);
            if let Some(before) = observed.replaced.get(&connector).filter(|_| !made) {
                application.taking_over(&before.document);
            }
        }
        for (block, wanted) in &self.blocks {
            let there = |c: Connector| settled.application(c).is_some();
            let source = wanted.signer(there);
            let tile = block.tile().is_some_and(there);
            if let Some(wanted) = settled.blocks.get_mut(block) {
                wanted.source = source;
                wanted.allow_single_sign_on = tile;
            }
        }
        settled
    }

    /// The same about these connectors alone, and these blocks, each with the connector that signs for it. The other connectors
    /// become neighbours.
    pub fn about(
        &self,
        chosen: &BTreeSet<Connector>,
        blocks: &BTreeMap<Block, Connector>,
    ) -> Desired {
        let mut about = self.clone();
        let is_chosen = |a: &DesiredApplication| chosen.contains(&a.connector);
        let (applications, others) = about.applications.into_iter().partition(is_chosen);
        about.applications = applications;
        about.neighbours.extend::<Vec<DesiredApplication>>(others);
        let logout_url = self.blocks.values().next();
        let logout_url = logout_url.map_or("", |block| block.logout_url.as_str());
        let wanted = blocks.iter().map(|(block, source)| {
            let wanted = DesiredBlock {
                candidates: vec![*source],
                source: *source,
                logout_url: logout_url.to_owned(),
                allow_single_sign_on: false,
            };
            (*block, wanted)
        });
        about.blocks = wanted.collect();
        about
    }

    /// Every group name asked for, without repeats, in order of first mention.
    pub fn group_names(&self) -> Vec<String> {
        unique(self.applications.iter().flat_map(|a| &a.groups))
    }

    /// Every user e-mail asked for, without repeats, in order of first mention.
    pub fn user_emails(&self) -> Vec<String> {
        unique(self.applications.iter().flat_map(|a| &a.users))
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names
        .filter(|name| seen.insert(name.as_str()))
        .cloned()
        .collect()
}
