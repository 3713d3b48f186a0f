//! One caller's way to JumpCloud: credentials, organisation, and what its refusals mean.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;

use super::caller::Caller;
use crate::error::{Error, Kind, Result};
use crate::http::{BaseUrl, Reply, Request, SendError, Service, Transport};
use crate::text::Redactor;

const ORGANIZATION: HeaderName = HeaderName::from_static("x-org-id");

/// A client of one JumpCloud tenant. Cloning shares connections and limits.
#[derive(Clone)]
pub struct JumpCloud {
    transport: Transport,
    caller: Caller,
    organization: Option<String>,
    /// Whether the paths that should not take `x-org-id` were found to want it; shared by clones.
    demanded: Arc<AtomicBool>,
}

/// Paths that take no `x-org-id`, for what stands below them and for themselves.
///
/// JumpCloud's own SDK strips the header there ("several endpoints do not accept it": jcapi-powershell
/// `Custom/Module.cs`; medium confidence); the specification promises 403 on a route that does not
/// support it. An organisation that is meant stands in the path.
const WITHOUT_ORGANIZATION: [&str; 7] = [
    "/api/organizations",
    "/api/search/organizations",
    "/api/users",
    "/api/v2/organizations",
    "/api/v2/administrators",
    "/api/v2/providers",
    "/api/v2/integrations",
];

/// Whether a request for `path` may name an organisation with `x-org-id`.
fn takes_organization(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    !WITHOUT_ORGANIZATION.iter().any(|without| {
        path.strip_prefix(without)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
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
        let caller = Caller::key(&api_key)?;
        let transport = Transport::new(Service::JumpCloud, base, vec![api_key])?;
        Ok(Self::called_by(caller, transport))
    }

    /// A client at `base` with a service account, which gets its tokens at `oauth`.
    ///
    /// Which routes take such a token, JumpCloud does not document.
    ///
    /// # Errors
    /// [`Kind::Credentials`] `jumpcloud-credentials-malformed`; those of [`Transport::new`].
    pub fn with_service_account(
        base: BaseUrl,
        oauth: BaseUrl,
        client_id: &SecretString,
        client_secret: &SecretString,
    ) -> Result<Self> {
        let (caller, issuer) = Caller::service_account(oauth, client_id, client_secret)?;
        let transport = Transport::new(Service::JumpCloud, base, Vec::new())?;
        let transport = transport.for_caller_of(&issuer);
        Ok(Self::called_by(caller, transport))
    }

    fn called_by(caller: Caller, transport: Transport) -> Self {
        JumpCloud {
            transport,
            caller,
            organization: None,
            demanded: Arc::default(),
        }
    }

    /// The same client for one organisation: from then on every call names it (`x-org-id`) whose path
    /// takes it.
    pub fn in_organization(self, id: String) -> Self {
        JumpCloud {
            organization: Some(id),
            ..self
        }
    }

    /// The same caller's client at another of JumpCloud's addresses, with limits of its own.
    pub(super) fn at(&self, base: BaseUrl) -> Result<Self> {
        let transport = Transport::new(Service::JumpCloud, base, Vec::new())?;
        let transport = transport.for_caller_of(&self.transport);
        Ok(JumpCloud {
            transport,
            ..self.clone()
        })
    }

    /// The organisation chosen, where one was.
    pub fn organization_id(&self) -> Option<&str> {
        self.organization.as_deref()
    }

    /// What must not be told of this client: its credentials, and every token that it got.
    pub fn secrets(&self) -> &Redactor {
        self.transport.redactor()
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
    ///
    /// A path that should take no `x-org-id` is asked without it, and once more with it where that is
    /// refused (401, 403); what worked is asked first from then on.
    pub(super) async fn send_or(
        &self,
        request: Request,
        need: Need,
        also: &[u16],
    ) -> Result<Reply, SendError> {
        let Some(id) = &self.organization else {
            return self.exchange(request, need, also).await;
        };
        let id = HeaderValue::from_str(crate::http::path_segment(id)?)
            .map_err(|_| Error::usage("id-malformed", "the organisation id is malformed"))?;
        let named = |request: Request| request.header(ORGANIZATION, id.clone());
        if takes_organization(request.path()) {
            return self.exchange(named(request), need, also).await;
        }
        let demanded = self.demanded.load(Ordering::Relaxed);
        let (first, second) = match demanded {
            false => (request.clone(), named(request)),
            true => (named(request.clone()), request),
        };
        let refused = match self.exchange(first, need, also).await {
            Err(SendError::Certain(error)) if is_refusal(&error) => error,
            answered => return answered,
        };
        match self.exchange(second, need, also).await {
            // Both ways are refused: the first refusal is the plainer one.
            Err(SendError::Certain(error)) if is_refusal(&error) => {
                Err(SendError::Certain(refused))
            }
            Err(error) => Err(error),
            Ok(reply) => {
                self.demanded.store(!demanded, Ordering::Relaxed);
                Ok(reply)
            }
        }
    }

    async fn exchange(
        &self,
        request: Request,
        need: Need,
        also: &[u16],
    ) -> Result<Reply, SendError> {
        let reply = self.caller.send(&self.transport, request).await?;
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
                let error = self.caller.rejected(reply);
                match organization {
                    Some(_) => error,
                    None => {
                        error.hint("who sees several organisations must name one: --jumpcloud-org")
                    }
                }
            }
            403 => reply
                .error(Kind::Credentials, "jumpcloud-permission-missing")
                .hint(format!(
                    "{} needs a role with the permission {}",
                    self.caller.subject(),
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

/// Whether JumpCloud answered 401 or 403.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error.code,
        "jumpcloud-key-rejected" | "jumpcloud-token-refused" | "jumpcloud-permission-missing"
    )
}

#[cfg(test)]
mod tests {
    use super::takes_organization;

    #[test]
    fn the_path_says_whether_an_organisation_is_named() {
        for (path, takes) in [
            ("/api/organizations", false),
            ("/api/organizations/", false),
            ("/api/organizations?limit=100", false),
            ("/api/organizations/1a/applications/2b/metadata.xml", false),
            ("/api/search/organizations", false),
            ("/api/users", false),
            ("/api/users/1a", false),
            ("/api/v2/organizations/1a", false),
            ("/api/v2/administrators/1a", false),
            ("/api/v2/providers/1a/organizations", false),
            ("/api/v2/integrations/1a", false),
            ("/api/applications", true),
            ("/api/systemusers", true),
            ("/api/search/systemusers", true),
            ("/api/usersgroups", true),
            ("/api/v2/users/1a/memberof", true),
            ("/api/v2/usergroups", true),
            ("/api/v2/applications/1a/usergroups", true),
            ("/insights/directory/v1/events", true),
            ("/", true),
        ] {
            assert_eq!(takes_organization(path), takes, "{path}");
        }
    }
}
