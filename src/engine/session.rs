//! One tenant's clients, and who they are signed in as.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

use crate::attestation::{Attested, Book};
use crate::connector::AccountCode;
use crate::error::{Error, Result};

use crate::jumpcloud::{JumpCloud, Organization};
use crate::mimecast::{AccountTold, Mimecast};
use crate::plan::{Desired, LeftOpen, Mode, TenantSummary};
use crate::text;

use super::ahead::{Ahead, OfMimecast, Wishes};

/// The two services as reached for one tenant.
#[derive(Debug)]
pub struct Session {
    /// The tenant's name in the tenants file, where it is of one.
    pub name: Option<String>,
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
    /// What earlier runs left open, by their journals.
    pub left_open: LeftOpen,
    /// The applications that earlier runs left there, by their journals: id by IdP URL.
    pub left_there: BTreeMap<String, String>,
    /// Whether IdP URLs of this JumpCloud region are known to be at `sso.jumpcloud.com`.
    pub idp_host_documented: bool,
    /// What was read with the identity, for the first reading.
    pub ahead: Stash,
}

/// What was read ahead, until it is taken.
#[derive(Debug, Default)]
pub struct Stash(Mutex<Ahead>);

impl Stash {
    /// Takes it; nothing is left.
    pub(super) fn take(&self) -> Ahead {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts it there.
    pub(super) fn put(&self, ahead: Ahead) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = ahead;
    }

    /// Drops what was asked for before `then`: another run may have changed it since.
    pub fn drop_before(&self, then: OffsetDateTime) {
        let ahead = self.take();
        if ahead.since.is_some_and(|since| since > then) {
            self.put(ahead);
        }
    }
}

/// Who the credentials belong to.
#[derive(Debug)]
pub struct Identity {
    /// The JumpCloud organisation.
    pub organization: Organization,
    /// What Mimecast says of its account.
    pub account: Whose,
    /// What was read meanwhile.
    pub ahead: Stash,
}

/// Whose Mimecast's credentials are.
#[derive(Debug)]
pub enum Whose {
    /// Mimecast was not asked: there are no credentials, or nothing needs them.
    NotAsked,
    /// Mimecast tells the account code.
    Told(AccountCode),
    /// Mimecast answered, and does not tell it; the error says why.
    NotTold(Error),
}

impl Identity {
    /// Asks both services at once who the credentials belong to; and meanwhile for what is wished.
    ///
    /// # Errors
    /// Credentials refused or an answer lost; no organisation, or several and `wanted` (id or exact name) is
    /// none of them; `answer-of-another` where a name leads to an organisation of another name.
    pub async fn read(
        jumpcloud: &JumpCloud,
        mimecast: Option<&Mimecast>,
        wanted: Option<&str>,
        wishes: Option<&Wishes>,
    ) -> Result<Self> {
        let organization = async {
            let organization = organization(jumpcloud, wanted).await?;
            let client = jumpcloud.clone().in_organization(organization.id.clone());
            let ahead = async { Some(Ahead::of(&client, wishes?).await) };
            Ok::<_, Error>((organization, ahead.await.unwrap_or_default()))
        };
        let account = async {
            let Some(client) = mimecast else {
                return Ok((Whose::NotAsked, OfMimecast::default()));
            };
            // Who is refused here asks for nothing else.
            client.sign_in().await?;
            let ahead = async { Some(OfMimecast::of(client, wishes?).await) };
            let (told, ahead) = tokio::join!(client.account_told(), ahead);
            let whose = match told? {
                AccountTold::Told(account) => Whose::Told(account.code),
                AccountTold::NotTold(error) => Whose::NotTold(error),
            };
            Ok::<_, Error>((whose, ahead.unwrap_or_default()))
        };
        let (organization, account) = tokio::join!(organization, account);
        let (organization, mut ahead) = organization?;
        let (account, of_mimecast) = account?;
        ahead.mimecast = of_mimecast;
        let stash = Stash::default();
        stash.put(ahead);
        Ok(Identity {
            organization,
            account,
            ahead: stash,
        })
    }
}

/// The organisation that is meant, of those that the key sees.
async fn organization(jumpcloud: &JumpCloud, wanted: Option<&str>) -> Result<Organization> {
    let organizations = jumpcloud.organizations().await?;
    let several = organizations.len() > 1;
    let organization = choose(organizations, wanted)?;
    if several {
        confirm(jumpcloud, &organization, wanted).await?;
    }
    Ok(organization)
}

/// Where a name chose one of several organisations, that the organisation with this id has this name: a list
/// whose ids are mixed up would lead into somebody else's.
pub(super) async fn confirm(
    jumpcloud: &JumpCloud,
    chosen: &Organization,
    wanted: Option<&str>,
) -> Result<()> {
    if wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(&chosen.id)) {
        return Ok(());
    }
    let client = jumpcloud.clone().in_organization(chosen.id.clone());
    let told = client.organization(&chosen.id).await?;
    match told.name == chosen.name {
        true => Ok(()),
        false => Err(Error::failed(
            "answer-of-another",
            format!(
                "reading the JumpCloud organisation {}: its name is \"{}\", and the list says \"{}\"",
                chosen.id,
                text::name(&told.name),
                text::name(&chosen.name)
            ),
        )
        .hint("give the organisation's id with --jumpcloud-org; nothing was changed")),
    }
}

/// The organisations that the credentials see.
///
/// # Errors
/// `list-unreadable` where one has no organisation's id; those of the client.
pub async fn organizations(jumpcloud: &JumpCloud) -> Result<Vec<Organization>> {
    let organizations = jumpcloud.organizations().await?;
    hold_ids(&organizations)?;
    Ok(organizations)
}

/// The organisation that is meant: the one with the id `wanted`, in upper or lower case, else the one of
/// exactly that name, else the only one there is.
pub(super) fn choose(
    organizations: Vec<Organization>,
    wanted: Option<&str>,
) -> Result<Organization> {
    hold_ids(&organizations)?;
    let seen = text::list(shown(&organizations));
    let names: Vec<String> = organizations.iter().map(|o| o.name.clone()).collect();
    let by_id = |o: &Organization| wanted.is_some_and(|wanted| o.id.eq_ignore_ascii_case(wanted));
    let id_given = organizations.iter().any(by_id);
    let mut fitting: Vec<Organization> = organizations
        .into_iter()
        .filter(|o| match wanted {
            None => true,
            Some(_) if id_given => by_id(o),
            // One without a name is meant by its id alone.
            Some(wanted) => !wanted.is_empty() && o.name == wanted,
        })
        .collect();
    if fitting.len() > 1 {
        let message = match wanted {
            None => format!(
                "the JumpCloud API key sees several organisations: {}",
                text::list(shown(&fitting))
            ),
            Some(wanted) => format!(
                "the JumpCloud API key sees several organisations \"{wanted}\": {}",
                text::list(shown(&fitting))
            ),
        };
        return Err(Error::usage("organization-ambiguous", message)
            .hint("choose one by its id with --jumpcloud-org"));
    }
    fitting.pop().ok_or_else(|| match wanted {
        Some(wanted) if !seen.is_empty() => {
            let error = Error::usage(
                "organization-not-found",
                format!("the JumpCloud API key sees no organisation \"{wanted}\""),
            );
            let near = text::did_you_mean(&text::nearest(wanted, &names));
            near.into_iter()
                .fold(error, Error::hint)
                .hint(format!("organisations it sees: {seen}"))
        }
        // Every key is of one organisation at least.
        _ => Error::failed(
            "organization-not-found",
            "JumpCloud lists no organisation that its API key sees",
        )
        .hint("use the key of an administrator of the organisation"),
    })
}

fn hold_ids(organizations: &[Organization]) -> Result<()> {
    let Some(odd) = organizations.iter().find(|o| !is_object_id(&o.id)) else {
        return Ok(());
    };
    Err(Error::failed(
        "list-unreadable",
        format!(
            "listing the JumpCloud organisations: \"{}\" is not an organisation's id",
            text::name(&odd.id)
        ),
    )
    .hint("something in between may answer in JumpCloud's place: run the same command again"))
}

/// The name and the id of each, or the id alone where there is no name.
fn shown(organizations: &[Organization]) -> impl Iterator<Item = String> {
    organizations.iter().map(Organization::to_string)
}

/// Whether `text` has the shape of JumpCloud's ids.
fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Session {
    /// Whose plan it is.
    pub fn summary(&self, desired: &Desired) -> TenantSummary {
        TenantSummary {
            name: self.name.clone(),
            organization_id: self.organization.id.clone(),
            organization: self.organization.shown().to_owned(),
            account_code: desired.account_code.clone(),
            grid: desired.site.clone(),
            jumpcloud: self.jumpcloud_address.clone(),
            mimecast: self.mimecast_address.clone(),
            mode: desired.mode,
            played: self.jumpcloud.base().is_loopback(),
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

#[cfg(test)]
mod tests;
