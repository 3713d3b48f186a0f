//! One tenant's clients, and who they are signed in as.

use std::time::Duration;

use crate::attestation::{Attested, Book};
use crate::connector::AccountCode;
use crate::error::{Error, Result};
use crate::jumpcloud::{JumpCloud, Organization};
use crate::mimecast::Mimecast;
use crate::plan::{Desired, Mode, TenantSummary};

/// The two services as reached for one tenant.
#[derive(Debug)]
pub struct Session {
    /// JumpCloud, in the organisation chosen.
    pub jumpcloud: JumpCloud,
    /// Mimecast's API; `None` without credentials, which only `worksheet` mode can do without.
    pub mimecast: Option<Mimecast>,
    /// The organisation.
    pub organization: Organization,
    /// JumpCloud's base address as plans name it; `sandbox` for the sandbox in this process, whose
    /// port changes with each run.
    pub jumpcloud_address: String,
    /// Mimecast's base address as plans name it.
    pub mimecast_address: String,
    /// How long Mimecast takes to act on a changed profile.
    pub propagation: Duration,
    /// What people confirmed of this tenant's Mimecast console.
    pub attestations: Book,
    /// Whether IdP URLs of this JumpCloud region are known to be at `sso.jumpcloud.com`.
    pub idp_host_documented: bool,
}

/// Who the credentials belong to.
#[derive(Debug)]
pub struct Identity {
    /// The JumpCloud organisation.
    pub organization: Organization,
    /// The Mimecast account code, where Mimecast was asked.
    pub account_code: Option<AccountCode>,
}

impl Identity {
    /// Asks both services at once who the credentials belong to.
    ///
    /// # Errors
    /// Credentials refused; no organisation, or several and `wanted` (id or exact name) is none of them.
    pub async fn read(
        jumpcloud: &JumpCloud,
        mimecast: Option<&Mimecast>,
        wanted: Option<&str>,
    ) -> Result<Self> {
        let account = async {
            match mimecast {
                Some(client) => client.account().await.map(|a| Some(a.code)),
                None => Ok(None),
            }
        };
        let (organizations, account_code) = tokio::join!(jumpcloud.organizations(), account);
        Ok(Identity {
            organization: choose(organizations?, wanted)?,
            account_code: account_code?,
        })
    }
}

pub(super) fn choose(
    organizations: Vec<Organization>,
    wanted: Option<&str>,
) -> Result<Organization> {
    let list = organizations
        .iter()
        .map(|o| format!("{} ({})", o.name, o.id))
        .collect::<Vec<_>>()
        .join(", ");
    let mut fitting: Vec<Organization> = organizations
        .into_iter()
        .filter(|o| wanted.is_none_or(|wanted| o.id == wanted || o.name == wanted))
        .collect();
    if fitting.len() > 1 {
        return Err(Error::usage(
            "organization-ambiguous",
            format!("the JumpCloud API key sees several organisations: {list}"),
        )
        .hint("choose one by its id with --jumpcloud-org"));
    }
    fitting.pop().ok_or_else(|| match wanted {
        Some(wanted) => Error::usage(
            "organization-not-found",
            format!("the JumpCloud API key sees no organisation \"{wanted}\""),
        )
        .hint(format!("organisations it sees: {list}")),
        None => Error::failed(
            "organization-not-found",
            "the JumpCloud API key sees no organisation",
        )
        .hint("use the key of an administrator of the organisation"),
    })
}

impl Session {
    /// Whose plan it is.
    pub fn summary(&self, desired: &Desired) -> TenantSummary {
        TenantSummary {
            organization_id: self.organization.id.clone(),
            organization: self.organization.name.clone(),
            account_code: desired.account_code.clone(),
            grid: desired.site.clone(),
            jumpcloud: self.jumpcloud_address.clone(),
            mimecast: self.mimecast_address.clone(),
            mode: desired.mode,
            connectors: desired.applications.iter().map(|a| a.connector).collect(),
        }
    }

    /// What stands as confirmed of Mimecast's console; nothing where it can be read.
    ///
    /// # Errors
    /// Those of reading the attestations.
    pub fn attested(&self, mode: Mode) -> Result<Attested> {
        match mode {
            Mode::Api => Ok(Attested::default()),
            Mode::Worksheet => self.attestations.standing(),
        }
    }

    /// The Mimecast client where profiles and settings can be read and written through it.
    pub fn profile_api(&self, mode: Mode) -> Option<&Mimecast> {
        self.mimecast.as_ref().filter(|_| mode == Mode::Api)
    }
}
