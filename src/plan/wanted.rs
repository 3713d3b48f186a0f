//! What is wanted, as a digest covers it and a plan file keeps it.
//!
//! One description for both: a plan file can hold nothing that the digest does not pin, and a digest pins nothing that
//! the file does not tell. It holds what a person asked for, with the defaults where nothing was said. Left out is what
//! follows from it (ACS URLs, whose application signs for a block), where it is to happen (the tenant), and what a
//! person confirms for one run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::connector::{Block, Connector};

use super::desired::{Desired, DesiredApplication, DesiredBlock, DesiredSetting, Logo};

/// Everything that decides what a plan does, beside the tenant and what is live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// What the plan is for.
    pub command: Purpose,
    /// The connectors that were chosen, each with its application.
    pub applications: Vec<WantedApplication>,
    /// Create user groups that do not exist.
    pub create_groups: bool,
    /// Description of the Authentication Profile.
    pub profile: String,
    /// The blocks to enforce.
    pub blocks: BTreeMap<Block, WantedBlock>,
    /// The Application Setting.
    pub setting: WantedSetting,
    /// An administrator who must still be able to sign in.
    pub admin: Option<String>,
    /// Guards that are overridden, as `--allow` takes them.
    pub allow: Vec<String>,
}

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Purpose {
    /// Connect what is wanted.
    SetUp,
    /// Take connectors out.
    Remove {
        /// Switch SSO off and keep the applications.
        deactivate: bool,
    },
    /// New IdP certificates.
    Rotate,
    /// What another run changed, put back. What that is stands in its journal.
    Undo,
}

/// What one connector's application should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedApplication {
    /// Which connector.
    pub connector: Connector,
    /// Catalogue template by name.
    pub template: Option<String>,
    /// Display label, where one was asked for.
    pub label: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Tile colour.
    pub color: Option<String>,
    /// Tile image.
    pub logo: Option<WantedLogo>,
    /// Hidden in the user portal.
    pub hidden: Option<bool>,
    /// Last path segment of the IdP URL.
    pub suffix: String,
    /// IdP entity ID.
    pub idp_entity_id: Option<String>,
    /// SP entity ID.
    pub sp_entity_id: String,
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

/// A tile image: which one, not the image itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedLogo {
    /// File name without its folder: JumpCloud is told it.
    pub file_name: String,
    /// SHA-256 of the image in hex.
    pub sha256: String,
}

/// What one block of the Authentication Profile should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedBlock {
    /// The connectors whose application could sign for it, the preferred one first.
    pub candidates: Vec<Connector>,
    /// Where people go after signing out.
    pub logout_url: String,
}

/// What the Application Setting should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedSetting {
    /// Its description.
    pub description: String,
    /// The Mimecast group it applies to.
    pub group: Option<String>,
    /// Who is to be a member of that group.
    pub members: Vec<String>,
}

impl Wanted {
    /// Of what is wanted, settled or not: settling changes nothing that is in here. Every field is named, so that a
    /// new one cannot be forgotten.
    pub fn of(desired: &Desired, command: Purpose) -> Self {
        let Desired {
            // Of the tenant, which a digest covers and a file tells beside this.
            site: _,
            account_code: _,
            mode: _,
            applications,
            // Follow from the connectors and blocks.
            neighbours: _,
            create_groups,
            profile,
            blocks,
            setting,
            admin,
            // A person confirms them for one run.
            backup_administrator: _,
            test_sign_in: _,
            allow,
            // Messages; the refusals follow from the account code and the site.
            notes: _,
            refusals: _,
        } = desired;
        let DesiredSetting {
            description,
            group,
            members,
        } = setting.clone();
        Wanted {
            command,
            applications: applications.iter().map(WantedApplication::of).collect(),
            create_groups: *create_groups,
            profile: profile.clone(),
            blocks: blocks
                .iter()
                .map(|(block, wanted)| (*block, WantedBlock::of(wanted)))
                .collect(),
            setting: WantedSetting {
                description,
                group,
                members,
            },
            admin: admin.clone(),
            allow: allow.names(),
        }
    }

    /// The same, with what is a set in the same order wherever it comes from.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        for application in &mut self.applications {
            application.groups.sort();
            application.users.sort();
            application.attributes.sort();
            application.user_attributes.sort();
        }
        self
    }
}

impl WantedApplication {
    fn of(wanted: &DesiredApplication) -> Self {
        let DesiredApplication {
            connector,
            template,
            label,
            relabels,
            description,
            color,
            logo,
            hidden,
            suffix,
            // Follow from the connector, the account code and the site.
            default_suffix: _,
            acs: _,
            idp_entity_id,
            sp_entity_id,
            attributes,
            user_attributes,
            groups,
            users,
            metadata_url,
        } = wanted.clone();
        WantedApplication {
            connector,
            template,
            label: relabels.then_some(label),
            description,
            color,
            logo: logo.as_ref().map(WantedLogo::of),
            hidden,
            suffix,
            idp_entity_id,
            sp_entity_id,
            attributes,
            user_attributes,
            groups,
            users,
            metadata_url,
        }
    }
}

impl WantedLogo {
    /// Which image it is.
    pub fn of(logo: &Logo) -> Self {
        let Logo {
            file_name,
            // Follows from the name.
            media_type: _,
            // The hash tells them.
            bytes: _,
            sha256,
        } = logo;
        WantedLogo {
            file_name: file_name.clone(),
            sha256: sha256.clone(),
        }
    }
}

impl WantedBlock {
    fn of(wanted: &DesiredBlock) -> Self {
        let DesiredBlock {
            candidates,
            logout_url,
            // Settled by what is set up.
            source: _,
            allow_single_sign_on: _,
        } = wanted.clone();
        WantedBlock {
            candidates,
            logout_url,
        }
    }
}

#[cfg(test)]
mod tests;
