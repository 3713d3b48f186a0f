//! A request and its answer, each whole, so that it can be looked at and sent again.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header, request, response};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::sandbox::service::Service;

/// Whether a request only reads.
pub fn is_read(service: Service, method: &str, path: &str) -> bool {
    match service {
        Service::JumpCloud => matches!(method, "GET" | "HEAD"),
        Service::Mimecast => {
            let last = path.rsplit('/').next().unwrap_or_default();
            method == "GET" || last.starts_with("find-") || last.starts_with("get-")
        }
    }
}

/// A request, with its body read.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Which service it is for.
    pub service: Service,
    /// Everything but the body; the path is as the service sees it.
    pub parts: request::Parts,
    /// Its body.
    pub body: Bytes,
}

impl Asked {
    /// Reads the body of a request, `limit` bytes at most.
    pub async fn read(service: Service, request: Request, limit: usize) -> Option<Self> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, limit).await.ok()?;
        Some(Asked {
            service,
            parts,
            body,
        })
    }

    /// The request once more.
    pub fn request(&self) -> Request {
        Request::from_parts(self.parts.clone(), Body::from(self.body.clone()))
    }

    /// The same with another method, path (with query) and body; the content type of the body is JSON.
    pub fn like(&self, method: &str, target: &str, body: Option<&Value>) -> Option<Request> {
        let mut parts = self.parts.clone();
        parts.method = method.parse().ok()?;
        parts.uri = target.parse().ok()?;
        let bytes = body.map(Value::to_string).unwrap_or_default();
        parts.headers.remove(header::CONTENT_LENGTH);
        if body.is_some() {
            let json = header::HeaderValue::from_static("application/json");
            parts.headers.insert(header::CONTENT_TYPE, json);
        }
        Some(Request::from_parts(parts, Body::from(bytes)))
    }

    /// Its path, as the service sees it.
    pub fn path(&self) -> &str {
        self.parts.uri.path()
    }

    /// Its body, where it is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// An answer, with its body whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// Takes an answer of this server.
    pub async fn of(response: Response) -> Self {
        let (
            response::Parts {
                status, headers, ..
            },
            body,
        ) = response.into_parts();
        // The body is this server's own, and none of them fails half-way.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let mut answer = Answer {
            status,
            headers,
            body,
        };
        // It is counted again when it goes out.
        answer.headers.remove(header::CONTENT_LENGTH);
        answer
    }

    /// The body, where the answer is JSON and a success.
    pub fn json(&self) -> Option<Value> {
        let succeeded = self.status.is_success();
        serde_json::from_slice(&self.body)
            .ok()
            .filter(|_| succeeded)
    }

    /// The same with another JSON body.
    pub fn with_json(&self, body: &Value) -> Self {
        let mut answer = self.with_body(body.to_string());
        let json = header::HeaderValue::from_static("application/json");
        answer.headers.insert(header::CONTENT_TYPE, json);
        answer
    }

    /// The same with another body.
    pub fn with_body(&self, body: impl Into<Bytes>) -> Self {
        Answer {
            body: body.into(),
            ..self.clone()
        }
    }

    /// What kind of content it is.
    pub fn content_type(&self) -> Option<&header::HeaderValue> {
        self.headers.get(header::CONTENT_TYPE)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (self.status, self.headers, self.body).into_response()
    }
}
