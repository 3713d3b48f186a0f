//! The body of a request to JumpCloud.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value};

use super::failure::{Failure, Version};

/// The JSON object in a request body, or the version's own 400.
pub fn json_object(
    version: Version,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Map<String, Value>, Failure> {
    let body = body.map_err(|rejection| {
        let status = rejection.status();
        version.failure(status, status.canonical_reason().unwrap_or_default())
    })?;
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/json"));
    if !is_json {
        let message = "Content-Type must be application/json";
        return Err(version.failure(StatusCode::BAD_REQUEST, message));
    }
    serde_json::from_slice(&body)
        .map_err(|_| version.failure(StatusCode::BAD_REQUEST, "request body is not a JSON object"))
}
