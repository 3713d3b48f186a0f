//! Who is calling: `x-api-key` or a service account's token, what it may do, and which organisation `x-org-id` chooses.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::addresses::{EVENTS, SEARCH};
use super::failure::{Failure, Version};
use crate::sandbox::oauth::bearer;
use crate::sandbox::service::Service;
use crate::sandbox::state::State as Everything;
use crate::sandbox::store::Store;

/// The administrator behind a request, and the organisation it is about.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Id of the organisation chosen; the key's first where the endpoint is about all of them.
    pub organization: String,
    /// Whether `x-org-id` chose it.
    pub by_header: bool,
    /// Ids of all organisations that the key sees.
    pub visible: Vec<String>,
}

/// Counts what is about to be acted on and may change something.
pub async fn count_writes(
    State(store): State<Arc<Store>>,
    request: Request,
    next: Next,
) -> Response {
    if is_write(request.method()) && !is_query(&request) {
        store.count_write(Service::JumpCloud);
    }
    next.run(request).await
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// A search, or a query of Directory Insights, is a POST that changes nothing.
fn is_query(request: &Request) -> bool {
    let path = request.uri().path();
    path.ends_with(EVENTS) || path.ends_with(SEARCH)
}

/// Lets through who may pass, with a [`Caller`].
pub async fn require_key(
    State(store): State<Arc<Store>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let version = Version::of_path(path);
    match identify(&store, &request, version) {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(failure) => failure.into_response(),
    }
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers().get(name)?.to_str().ok()
}

/// The rules of the v1 specification's "Multi-Tenant Portal Headers".
fn identify(store: &Store, request: &Request, version: Version) -> Result<Caller, Failure> {
    let unauthorized = || version.failure(StatusCode::UNAUTHORIZED, "Unauthorized");
    store.read(|state| {
        let key = grant(store, state, request).ok_or_else(unauthorized)?;
        // Clients send an empty one for none (medium confidence).
        let chosen = header(request, "x-org-id").filter(|chosen| !chosen.is_empty());
        let path = request.uri().path();
        let lists = path.trim_end_matches('/').ends_with("/api/organizations");
        let organization = if lists || names_no_organization(path) {
            match chosen {
                Some(_) if !state.jumpcloud.org_id_everywhere => {
                    let message = "x-org-id is not supported on this route";
                    return Err(version.failure(StatusCode::FORBIDDEN, message));
                }
                // Who does not know the organisations yet cannot name one.
                None if state.jumpcloud.org_id_everywhere && !lists => return Err(unauthorized()),
                Some(_) => Some(choose(state, key, chosen, version)?),
                None => of_path(path)
                    .and_then(|named| key.organizations.iter().find(|id| **id == named))
                    .or(key.organizations.first()),
            }
        } else {
            Some(choose(state, key, chosen, version)?)
        };
        let organization = organization.cloned().ok_or_else(unauthorized)?;
        if !key.may_write && is_write(request.method()) && !is_query(request) {
            return Err(version.failure(StatusCode::FORBIDDEN, "Forbidden"));
        }
        Ok(Caller {
            organization,
            by_header: chosen.is_some(),
            visible: key.organizations.to_vec(),
        })
    })
}

/// What a key or a service account may do.
#[derive(Clone, Copy)]
struct Grant<'s> {
    organizations: &'s [String],
    may_write: bool,
}

fn grant<'s>(store: &Store, state: &'s Everything, request: &Request) -> Option<Grant<'s>> {
    let credentials = &state.credentials;
    if let Some(token) = bearer(request.headers()) {
        let id = store.token_client(Service::JumpCloud, token)?;
        let mut accounts = credentials.service_accounts.iter();
        let account = accounts.find(|account| account.id == id)?;
        return Some(Grant {
            organizations: &account.organizations,
            may_write: true,
        });
    }
    let key = header(request, "x-api-key")?;
    let key = credentials.api_keys.iter().find(|known| known.key == key)?;
    Some(Grant {
        organizations: &key.organizations,
        may_write: key.may_write,
    })
}

/// Refuses a token where nobody has seen that one is taken: metadata documents, which two public clients read with a key,
/// and Directory Insights.
pub async fn refuse_tokens(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let keys_only = path.ends_with("/metadata.xml") || path.ends_with(EVENTS);
    match keys_only && bearer(request.headers()).is_some() {
        true => Version::of_path(path)
            .failure(StatusCode::UNAUTHORIZED, "Unauthorized")
            .into_response(),
        false => next.run(request).await,
    }
}

/// The routes from which JumpCloud's own SDK strips `x-org-id`; an organisation that is meant stands in
/// the path.
fn names_no_organization(path: &str) -> bool {
    let below = |start: &str| {
        let after = path.split_once(start).map(|(_, after)| after);
        after.is_some_and(|after| after.is_empty() || after.starts_with('/'))
    };
    [
        "/api/organizations",
        "/api/search/organizations",
        "/api/users",
        "/api/v2/organizations",
        "/api/v2/administrators",
        "/api/v2/providers",
        "/api/v2/integrations",
    ]
    .into_iter()
    .any(below)
}

/// The organisation that stands in a path.
fn of_path(path: &str) -> Option<&str> {
    let (_, after) = path.split_once("/api/organizations/")?;
    after.split('/').next()
}

fn choose<'s>(
    state: &'s Everything,
    key: Grant<'s>,
    chosen: Option<&str>,
    version: Version,
) -> Result<&'s String, Failure> {
    let Some(chosen) = chosen else {
        return match key.organizations {
            [only] => Ok(only),
            _ => Err(version.failure(
                StatusCode::UNAUTHORIZED,
                "x-org-id header is required for multi-tenant administrators",
            )),
        };
    };
    if !is_object_id(chosen) {
        return Err(version.failure(StatusCode::BAD_REQUEST, "Malformed organization ID"));
    }
    // An organisation that exists but is not the key's is as unknown to its caller as none at all.
    let known = state.jumpcloud.organizations.iter();
    known
        .map(|organization| &organization.id)
        .filter(|id| key.organizations.contains(id))
        .find(|id| id.eq_ignore_ascii_case(chosen))
        .ok_or_else(|| version.failure(StatusCode::NOT_FOUND, "Organization not found"))
}

/// Whether `text` has the shape of an object id.
pub fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
