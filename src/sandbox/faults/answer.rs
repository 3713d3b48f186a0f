//! Answers that are not what was asked for: errors in each service's own shape, and spoilt bodies.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream;
use serde_json::json;

use crate::sandbox::jumpcloud::failure::{Failure, Version};
use crate::sandbox::mimecast::refused::Refused;
use crate::sandbox::oauth::{is_token_path, refuse};
use crate::sandbox::service::Service;

/// The most pieces that a slow answer is cut into.
const PIECES: u32 = 50;

/// An error as `service` would give it. What comes from in front of a service, a gateway that cannot reach
/// it, is a web page: so 408, 502, 504 and Cloudflare's 520 to 526 of both, and the 503 that was seen of JumpCloud.
pub fn error(service: Service, path: &str, code: u16, retry_after: Option<u64>) -> Response {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let reason = status.canonical_reason().unwrap_or_default();
    let mut response = match (service, code) {
        (_, 408 | 502 | 504 | 520..=526) => {
            let page = format!("<html><body><h1>{code} {reason}</h1></body></html>");
            (status, Html(page)).into_response()
        }
        (_, _) if is_token_path(path) => {
            let (error, description) = oauth_error(code);
            refuse(status, error, description)
        }
        (Service::JumpCloud, 503) => Failure::Unavailable.into_response(),
        (Service::JumpCloud, _) => {
            let version = Version::of_path(path);
            version.failure(status, reason).into_response()
        }
        (Service::Mimecast, _) => {
            let (code, message) = mimecast_error(code);
            Refused::new(status, code, message).at(path).into_response()
        }
    };
    if let Some(seconds) = retry_after {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

const fn oauth_error(code: u16) -> (&'static str, &'static str) {
    match code {
        401 => ("invalid_client", "client authentication failed"),
        403 => ("access_denied", "the client may not do this"),
        429 => ("temporarily_unavailable", "too many requests"),
        _ => ("server_error", "the request could not be served"),
    }
}

const fn mimecast_error(code: u16) -> (&'static str, &'static str) {
    match code {
        403 => (
            "err_xdk_forbidden",
            "the API application lacks the product or the role for this request",
        ),
        429 => ("err_rate_limit", "too many requests"),
        503 => ("err_unavailable", "the service is not available"),
        _ => ("err_internal", "the request could not be served"),
    }
}

/// What a network's sign-in page or a filter puts in the place of an answer.
pub fn web_page() -> Response {
    Html("<!DOCTYPE html><html><head><title>Sign in to continue</title></head><body></body></html>")
        .into_response()
}

/// JSON, and everything in it of another kind than any answer of the two services has it.
pub fn wrong_json() -> Response {
    Json(json!({
        "_id": 7,
        "access_token": ["none"],
        "config": "none",
        "data": "none",
        "fail": "none",
        "meta": [],
        "results": { "none": true },
        "totalCount": "many",
    }))
    .into_response()
}

/// The answer's status and headers, and its body whole.
async fn taken_apart(response: Response) -> (axum::http::response::Parts, Bytes) {
    let (mut parts, body) = response.into_parts();
    // The body is this server's own, and none of them fails half-way.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let length = HeaderValue::from(body.len());
    parts.headers.insert(header::CONTENT_LENGTH, length);
    (parts, body)
}

/// The same answer, its body spread evenly over `time`.
pub async fn drip(response: Response, time: Duration) -> Response {
    let (parts, body) = taken_apart(response).await;
    let pieces = PIECES.min(u32::try_from(body.len()).unwrap_or(PIECES));
    if pieces == 0 {
        tokio::time::sleep(time).await;
        return Response::from_parts(parts, Body::empty());
    }
    let size = body.len().div_ceil(pieces as usize);
    let pause = time / pieces;
    let dripping = stream::unfold(body, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = left.split_to(size.min(left.len()));
        Some((Ok::<_, std::io::Error>(piece), left))
    });
    Response::from_parts(parts, Body::from_stream(dripping))
}

/// The first half of the answer under the length of the whole; then the connection ends. An answer that has
/// no body is announced as one that has.
pub async fn truncate(response: Response) -> Response {
    let (mut parts, body) = taken_apart(response).await;
    if body.is_empty() {
        parts.status = StatusCode::OK;
        let headers = &mut parts.headers;
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(2));
    }
    let half = body.slice(..body.len() / 2);
    let cut_off = stream::unfold(Some(half), |left| async move {
        match left {
            Some(half) if !half.is_empty() => Some((Ok(half), Some(Bytes::new()))),
            Some(_) => {
                // What is written so far goes out while this waits.
                tokio::task::yield_now().await;
                Some((Err(std::io::Error::other("cut off on purpose")), None))
            }
            None => None,
        }
    });
    Response::from_parts(parts, Body::from_stream(cut_off))
}
