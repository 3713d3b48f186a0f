//! What a credential is told of how much it may ask.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

use super::windows::Counted;
use crate::sandbox::faults::error;
use crate::sandbox::oauth::bearer;
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;

/// Answers 429 beyond the limit. Mimecast puts its rate headers on every answer, the reset in milliseconds (its developer pages:
/// high confidence); of JumpCloud only the status is documented, and clients of it obey `Retry-After`.
pub async fn limit(store: &Store, service: Service, request: Request, next: Next) -> Response {
    let Some(counted) = store.rates.count(service, whose(store, service, &request)) else {
        return next.run(request).await;
    };
    let Counted { limit, used, ends } = counted;
    let left = || ends.saturating_duration_since(Instant::now());
    let retry_after = || match service {
        Service::JumpCloud => Some(left().as_secs_f64().ceil() as u64),
        Service::Mimecast => None,
    };
    let mut response = match used > limit {
        true => error(service, request.uri().path(), 429, retry_after()),
        false => next.run(request).await,
    };
    if service == Service::Mimecast {
        let reset = (left().as_secs_f64() * 1000.0).ceil() as u64;
        for (name, value) in [
            ("x-ratelimit-limit", limit),
            ("x-ratelimit-remaining", limit.saturating_sub(used)),
            ("x-ratelimit-reset", reset),
        ] {
            response.headers_mut().insert(name, value.into());
        }
    }
    response
}

/// The credential of a request: a key, or the client that a token was given to. Those without one are counted together.
fn whose(store: &Store, service: Service, request: &Request) -> String {
    let headers = request.headers();
    let key = headers.get("x-api-key").and_then(|key| key.to_str().ok());
    let client = || store.token_client(service, bearer(headers)?);
    key.map(str::to_owned).or_else(client).unwrap_or_default()
}
