//! A request that Mimecast does not take at all, in either of its two shapes: with the envelope, and at the newer
//! addresses without.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::fail::Fail;
use crate::sandbox::store::NotSaved;

/// A request that was not taken at all.
#[derive(Debug)]
pub struct Refused {
    pub(super) status: StatusCode,
    fail: Fail,
    /// Whether it is said without the envelope.
    bare: bool,
}

impl Refused {
    /// Refuses with an HTTP status.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Refused {
            status,
            fail: Fail::new(code, message),
            bare: false,
        }
    }

    /// The same in the shape of the address that was asked: an envelope below `/api/`, elsewhere
    /// `{"errors":[{"code","message"}]}`, which the Terraform provider of Scriptception reads there
    /// (*documented by a third party*: `internal/client/client.go`, `parseErrorMessage`).
    pub fn at(mut self, path: &str) -> Self {
        self.bare = !path.starts_with("/api/");
        self
    }

    /// A body that is not what the endpoint takes.
    pub fn malformed(message: impl Into<String>) -> Self {
        Refused::new(StatusCode::BAD_REQUEST, "err_validation_request", message)
    }
}

impl From<NotSaved> for Refused {
    fn from(_: NotSaved) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Refused::new(status, "err_internal", "the change could not be stored")
    }
}

impl From<BytesRejection> for Refused {
    fn from(rejection: BytesRejection) -> Self {
        let status = rejection.status();
        Refused::new(status, "err_validation_request", rejection.body_text())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        if self.bare {
            let error = json!({ "code": self.fail.code, "message": self.fail.message });
            return (self.status, Json(json!({ "errors": [error] }))).into_response();
        }
        let body = json!({
            "meta": { "status": self.status.as_u16() },
            "data": [],
            "fail": [self.fail.to_json(&json!({}))],
        });
        (self.status, Json(body)).into_response()
    }
}
