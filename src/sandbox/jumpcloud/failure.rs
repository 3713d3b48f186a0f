//! JumpCloud's error answers. Each family of endpoints has its own shape, and a client must read all.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::sandbox::store::NotSaved;

/// Which API version an address belongs to: the two phrase their errors differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `/api/…`
    V1,
    /// `/api/v2/…`
    V2,
}

impl Version {
    /// The version that `path` belongs to.
    pub fn of_path(path: &str) -> Self {
        if path.contains("/api/v2/") || path.ends_with("/api/v2") {
            Version::V2
        } else {
            Version::V1
        }
    }

    /// A plain failure in this version's shape.
    pub fn failure(self, status: StatusCode, message: impl Into<String>) -> Failure {
        let message = message.into();
        match self {
            Version::V1 => Failure::V1 { status, message },
            Version::V2 => Failure::V2 { status, message },
        }
    }
}

/// A request that JumpCloud does not carry out.
#[derive(Debug)]
pub enum Failure {
    /// `{"message"}`: v1 has no documented schema; this is the shape seen most.
    V1 {
        /// HTTP status.
        status: StatusCode,
        /// Text for the person.
        message: String,
    },
    /// `{"status":400,"error"}`: what the v1 applications endpoints answer to a bad document (as
    /// tests of the loadsmart Terraform provider have it: medium confidence).
    Document(String),
    /// `{"code","message","status"}`: the v2 specification's `Error`.
    V2 {
        /// HTTP status.
        status: StatusCode,
        /// Text for the person.
        message: String,
    },
    /// The v2 specification's `ErrorDetails`: an `Error` with `details`, for status 400.
    V2Invalid {
        /// The field that is wrong.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// 503 that is not even JSON: what an empty certificate in a create request gives "every time"
    /// (newriverstrat Terraform provider, live: medium confidence).
    Unavailable,
}

impl Failure {
    /// 404 in the shape of `version`.
    pub fn not_found(version: Version) -> Self {
        version.failure(StatusCode::NOT_FOUND, "Not Found")
    }

    /// 501 in the shape of `version`: what the real service can and the sandbox cannot, so that nobody takes a wrong answer for
    /// a right one.
    pub fn not_played(version: Version, what: &str) -> Self {
        let message = format!("not played by the sandbox: {what}");
        version.failure(StatusCode::NOT_IMPLEMENTED, message)
    }
}

impl From<NotSaved> for Failure {
    fn from(_: NotSaved) -> Self {
        Failure::V1 {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            message: "Internal Server Error".to_owned(),
        }
    }
}

fn error_v2(status: StatusCode, message: &str) -> serde_json::Value {
    json!({
        "code": status.as_u16(),
        "message": message,
        "status": status.canonical_reason().unwrap_or_default(),
    })
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::V1 { status, message } => {
                (status, Json(json!({ "message": message }))).into_response()
            }
            Failure::Document(error) => {
                let status = StatusCode::BAD_REQUEST;
                let body = json!({ "status": status.as_u16(), "error": error });
                (status, Json(body)).into_response()
            }
            Failure::V2 { status, message } => {
                (status, Json(error_v2(status, &message))).into_response()
            }
            Failure::V2Invalid { field, message } => {
                let status = StatusCode::BAD_REQUEST;
                let mut body = error_v2(status, &message);
                body["details"] = json!([{
                    "fieldViolations": [{ "field": field, "description": message }],
                }]);
                (status, Json(body)).into_response()
            }
            Failure::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::CACHE_CONTROL, "no-store")],
                Html("<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"),
            )
                .into_response(),
        }
    }
}
