//! One administrator's way to JumpCloud: key, organisation, and what its refusals mean.

use std::fmt;

use clap::ValueEnum;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind, Result};
use crate::http::{BaseUrl, Reply, Request, SendError, Service, Transport};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const ORGANIZATION: HeaderName = HeaderName::from_static("x-org-id");

/// Where a JumpCloud tenant's data lives. Not related to Mimecast's grid.
///
/// Hosts: US and EU from the v1 and v2 specifications; India from JumpCloud's own command line
/// (medium to high confidence).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// United States.
    #[default]
    Us,
    /// European Union.
    Eu,
    /// India.
    In,
}

impl Region {
    /// The base address of the console API.
    pub const fn base_url(self) -> &'static str {
        match self {
            Region::Us => "https://console.jumpcloud.com",
            Region::Eu => "https://console.eu.jumpcloud.com",
            Region::In => "https://console.in.jumpcloud.com",
        }
    }

    /// The base address of Directory Insights.
    pub const fn insights_url(self) -> &'static str {
        match self {
            Region::Us => "https://api.jumpcloud.com",
            Region::Eu => "https://api.eu.jumpcloud.com",
            Region::In => "https://api.in.jumpcloud.com",
        }
    }
}

/// A client of one JumpCloud tenant. Cloning shares connections and limits.
#[derive(Clone)]
pub struct JumpCloud {
    transport: Transport,
    /// Marked sensitive, so that no `Debug` shows it.
    key: HeaderValue,
    organization: Option<String>,
}

impl fmt::Debug for JumpCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JumpCloud")
            .field("base", &self.transport.base().as_str())
            .field("organization", &self.organization)
            .finish_non_exhaustive()
    }
}

/// What a call needs: named when JumpCloud says 403.
#[derive(Debug, Clone, Copy)]
pub(super) enum Need {
    ReadApplications,
    WriteApplications,
    ReadTemplates,
    ReadOrganizations,
    ReadGroups,
    WriteGroups,
    ReadUsers,
    ReadEvents,
}

impl Need {
    /// Scope names as JumpCloud's specification spells them; those of users and events were not found there.
    const fn scope(self) -> &'static str {
        match self {
            Need::ReadApplications => "applications.readonly",
            Need::WriteApplications => "applications",
            Need::ReadTemplates => "applicationtemplates.readonly",
            Need::ReadOrganizations => "organizations.readonly",
            Need::ReadGroups => "groups.readonly",
            Need::WriteGroups => "groups",
            Need::ReadUsers => "users (reading)",
            Need::ReadEvents => "Directory Insights (reading)",
        }
    }
}

impl JumpCloud {
    /// A client at `base` with an administrator's API key.
    ///
    /// # Errors
    /// [`Kind::Credentials`] `jumpcloud-key-malformed` for a key that is empty or cannot stand in
    /// a header; those of [`Transport::new`].
    pub fn new(base: BaseUrl, api_key: SecretString) -> Result<Self> {
        let text = api_key.expose_secret().trim();
        let fits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        let header = HeaderValue::from_str(text).ok().filter(|_| fits);
        let Some(mut key) = header else {
            return Err(Error::new(
                Kind::Credentials,
                "jumpcloud-key-malformed",
                "the JumpCloud API key is empty or holds characters that no key has",
            )
            .hint(KEY_HINT));
        };
        key.set_sensitive(true);
        let secret = SecretString::from(text);
        Ok(JumpCloud {
            transport: Transport::new(Service::JumpCloud, base, vec![secret])?,
            key,
            organization: None,
        })
    }

    /// The same client for one organisation: from then on every call but
    /// [`JumpCloud::organizations`] names it (`x-org-id`).
    pub fn in_organization(self, id: String) -> Self {
        JumpCloud {
            organization: Some(id),
            ..self
        }
    }

    /// The same administrator's client at another of JumpCloud's addresses, with limits of its own.
    pub(super) fn at(&self, base: BaseUrl) -> Result<Self> {
        let key = self.key.to_str().map(SecretString::from);
        let transport = Transport::new(Service::JumpCloud, base, key.into_iter().collect())?;
        Ok(JumpCloud {
            transport,
            ..self.clone()
        })
    }

    /// The base address.
    pub fn base(&self) -> &BaseUrl {
        self.transport.base()
    }

    /// How far JumpCloud's clock is ahead of this machine's, as of its last answer.
    pub fn skew(&self) -> Option<time::Duration> {
        self.transport.skew()
    }

    pub(super) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// Sends a request for the organisation, answers 2xx only.
    pub(super) async fn send(&self, request: Request, need: Need) -> Result<Reply, SendError> {
        self.send_or(request, need, &[]).await
    }

    /// As [`JumpCloud::send`], and the statuses in `also` are answers too.
    pub(super) async fn send_or(
        &self,
        request: Request,
        need: Need,
        also: &[u16],
    ) -> Result<Reply, SendError> {
        let request = match &self.organization {
            None => request,
            Some(id) => {
                let value =
                    HeaderValue::from_str(crate::http::path_segment(id)?).map_err(|_| {
                        Error::usage("id-malformed", "the organisation id is malformed")
                    })?;
                request.header(ORGANIZATION, value)
            }
        };
        self.exchange(request, need, also).await
    }

    /// Sends a request that must not name an organisation.
    pub(super) async fn send_unscoped(
        &self,
        request: Request,
        need: Need,
    ) -> Result<Reply, SendError> {
        self.exchange(request, need, &[]).await
    }

    async fn exchange(
        &self,
        request: Request,
        need: Need,
        also: &[u16],
    ) -> Result<Reply, SendError> {
        let reply = self
            .transport
            .send(request.header(API_KEY, self.key.clone()))
            .await?;
        if reply.is_success() || also.contains(&reply.status()) {
            return Ok(reply);
        }
        Err(SendError::Certain(self.refusal(&reply, need)))
    }

    /// What a 4xx means. 401, 403 and 404 as the v1 specification's introduction explains them for
    /// `x-org-id`.
    fn refusal(&self, reply: &Reply, need: Need) -> Error {
        let organization = self.organization.as_deref();
        match reply.status() {
            401 => {
                let error = reply
                    .error(Kind::Credentials, "jumpcloud-key-rejected")
                    .hint(KEY_HINT)
                    .hint("a key of another region is unknown here: check --jumpcloud-region");
                match organization {
                    Some(_) => error,
                    None => error.hint(
                        "a key that sees several organisations needs one named: --jumpcloud-org",
                    ),
                }
            }
            403 => reply
                .error(Kind::Credentials, "jumpcloud-permission-missing")
                .hint(format!(
                    "the key's administrator needs a role with the permission {}",
                    need.scope()
                ))
                .hint("JumpCloud also answers so when it has blocked this network's address"),
            404 => {
                let error = reply.error(Kind::Failed, "jumpcloud-not-found");
                match organization {
                    Some(id) => error.hint(format!(
                        "check that the key may manage organisation {id}, and that the object is in it"
                    )),
                    None => error.hint("check that the object is in the key's organisation"),
                }
            }
            _ => {
                let error = reply.error(Kind::Failed, "jumpcloud-refused");
                match organization {
                    Some(id) if reply.status() == 400 => error.hint(format!(
                        "if the message is about the organisation, check --jumpcloud-org {id}"
                    )),
                    _ => error.hint("nothing was changed by this request; the message says why"),
                }
            }
        }
    }
}

const KEY_HINT: &str = "set JUMPCLOUD_API_KEY to an administrator's key: JumpCloud Admin Portal, \
                        your initials, My API Key";
