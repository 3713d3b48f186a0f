//! OAuth2 client credentials (RFC 6749, section 4.4), as far as both services give out tokens alike.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use url::form_urlencoded;

use super::random;
use super::service::Service;
use super::store::Store;

/// A token request's form.
pub struct Form(Vec<(String, String)>);

/// What is wrong with a token request that is none.
pub struct Malformed {
    error: &'static str,
    description: &'static str,
}

impl IntoResponse for Malformed {
    fn into_response(self) -> Response {
        refuse(StatusCode::BAD_REQUEST, self.error, self.description)
    }
}

impl Form {
    /// Reads the form of a request for client credentials, or says what it is instead.
    pub fn read(
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
    ) -> Result<Self, Malformed> {
        let invalid = |description| Malformed {
            error: "invalid_request",
            description,
        };
        let is_form = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        let body = body.map_err(|_| invalid("the body cannot be read"))?;
        if !is_form {
            return Err(invalid("the body must be a form"));
        }
        let form = Form(form_urlencoded::parse(&body).into_owned().collect());
        match form.field("grant_type") {
            "client_credentials" => Ok(form),
            _ => Err(Malformed {
                error: "unsupported_grant_type",
                description: "grant_type must be client_credentials",
            }),
        }
    }

    /// A field's value; empty where it is left out.
    pub fn field(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

/// A new token of `service` for the client, which lasts `seconds`.
pub fn grant(store: &Store, service: Service, client_id: &str, seconds: u64) -> Response {
    let token = random::credential("");
    let lifetime = Duration::from_secs(seconds);
    store.add_token(service, token.clone(), client_id.to_owned(), lifetime);
    let answer = json!({
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": seconds,
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

/// No token for a client that is not known, or shows another secret.
pub fn unknown_client() -> Response {
    refuse(
        StatusCode::UNAUTHORIZED,
        "invalid_client",
        "client authentication failed",
    )
}

/// An error of a token request (RFC 6749, section 5.2).
pub fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    let body = json!({ "error": error, "error_description": description });
    (status, Json(body)).into_response()
}

/// Whether this is where a service gives out tokens, by its path below the service.
pub fn is_token_path(path: &str) -> bool {
    matches!(path, "/oauth/token" | "/oauth2/token")
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}
