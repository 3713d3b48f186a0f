//! OAuth2 client credentials, bearer tokens, and what a client may do.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::refused::Refused;
use super::roles;
use crate::sandbox::oauth::{Form, bearer, grant, unknown_client};
use crate::sandbox::service::Service;
use crate::sandbox::state::Client;
use crate::sandbox::store::Store;

/// How long a token lasts, in seconds. Sources disagree (1799, or about an hour): clients obey
/// `expires_in`.
pub const TOKEN_SECONDS: u64 = 1799;

/// `POST /oauth/token`.
pub async fn token(
    State(store): State<Arc<Store>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = match Form::read(&headers, body) {
        Ok(form) => form,
        Err(malformed) => return malformed.into_response(),
    };
    let id = form.field("client_id");
    let known = store.read(|state| {
        let mut clients = state.credentials.clients.iter();
        clients.any(|c| c.id == id && c.secret == form.field("client_secret"))
    });
    match known {
        true => grant(&store, Service::Mimecast, id, TOKEN_SECONDS),
        false => unknown_client(),
    }
}

/// Counts what is about to be acted on and may change something.
pub async fn count_writes(
    State(store): State<Arc<Store>>,
    request: Request,
    next: Next,
) -> Response {
    store.count_write(Service::Mimecast);
    next.run(request).await
}

/// Lets through who has a token that lasts and may ask there.
pub async fn require_token(
    State(store): State<Arc<Store>>,
    request: Request,
    next: Next,
) -> Response {
    match authorize(&store, &request) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

fn authorize(store: &Store, request: &Request) -> Result<(), Refused> {
    let path = request.uri().path();
    let refuse = |status, code, message: &str| Refused::new(status, code, message).at(path);
    let client = bearer(request.headers())
        .and_then(|token| store.token_client(Service::Mimecast, token))
        .ok_or_else(|| {
            let message = "the access token is not valid or has expired";
            refuse(StatusCode::UNAUTHORIZED, "err_xdk_invalid_token", message)
        })?;
    let allowed = store.read(|state| {
        let mut clients = state.credentials.clients.iter();
        let client = clients.find(|known| known.id == client);
        client.is_some_and(|client| may(client, request.method(), path))
    });
    if allowed {
        return Ok(());
    }
    let message = "the API application lacks the product or the role for this request";
    Err(refuse(StatusCode::FORBIDDEN, "err_xdk_forbidden", message))
}

/// Whether a client may make a request. What is assumed is for those that may do everything.
fn may(client: &Client, method: &Method, path: &str) -> bool {
    let has = |list: &[String], name: &str| list.iter().any(|one| one == name);
    client.full
        || roles::wanted(method, path).is_some_and(|(product, permission)| {
            has(&client.products, product)
                && permission.is_none_or(|permission| has(&client.permissions, permission))
        })
}
