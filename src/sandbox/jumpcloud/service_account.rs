//! `POST /oauth2/token`: a service account's access token. Its real host is another than the console's.
//!
//! Path, Basic authentication and scope are those of JumpCloud's own command line; about an hour is what it says
//! of the lifetime. Id and secret are decoded as RFC 6749 (section 2.3.1) has it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use url::form_urlencoded;

use crate::sandbox::oauth::{Form, grant, refuse, unknown_client};
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;

/// How long a token lasts, in seconds.
const TOKEN_SECONDS: u64 = 3599;

/// `POST /oauth2/token`.
pub async fn token(
    State(store): State<Arc<Store>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = match Form::read(&headers, body) {
        Ok(form) => form,
        Err(malformed) => return malformed.into_response(),
    };
    let Some((id, secret)) = basic(&headers) else {
        return unknown_client();
    };
    let known = store.read(|state| {
        let mut accounts = state.credentials.service_accounts.iter();
        accounts.any(|account| account.id == id && account.secret == secret)
    });
    if !known {
        return unknown_client();
    }
    if form.field("scope") != "api" {
        return refuse(
            StatusCode::BAD_REQUEST,
            "invalid_scope",
            "the scope must be api",
        );
    }
    grant(&store, Service::JumpCloud, &id, TOKEN_SECONDS)
}

/// Id and secret of an `Authorization: Basic` header.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let pair = BASE64_STANDARD.decode(value.strip_prefix("Basic ")?).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let decoded = |text: &str| {
        let named = format!("_={text}");
        let value = form_urlencoded::parse(named.as_bytes()).next();
        value.map(|(_, value)| value.into_owned())
    };
    Some((decoded(id)?, decoded(secret)?))
}
