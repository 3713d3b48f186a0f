//! A quirk of the real service, to be switched on: an object comes back under another id at each answer (Scriptception's
//! Terraform provider: medium confidence). Each id that was ever given is taken.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::sandbox::current_request::MAX_BODY;
use crate::sandbox::lock::lock;
use crate::sandbox::random;

/// How the ids of profiles, settings and groups begin.
const KINDS: [&str; 3] = ["profile", "setting", "group"];

/// Every id that was given, and what it stands for.
#[derive(Debug, Default)]
pub struct Given(Mutex<HashMap<String, String>>);

impl Given {
    /// What an id stands for; itself where it was not given here.
    fn meant(&self, id: &str) -> Option<String> {
        lock(&self.0).get(id).cloned()
    }

    /// Another id for an object, the same within one answer.
    fn another(&self, id: &str, answer: &mut HashMap<String, String>) -> Option<String> {
        let kind = KINDS.iter().find(|kind| {
            let rest = id
                .strip_prefix("mc-")
                .and_then(|id| id.strip_prefix(**kind));
            rest.is_some_and(|rest| rest.starts_with('-'))
        })?;
        let given = answer.entry(id.to_owned()).or_insert_with(|| {
            let given = random::mimecast_id(kind);
            lock(&self.0).insert(given.clone(), id.to_owned());
            given
        });
        Some(given.clone())
    }
}

/// Every text in a document, as `change` has it.
fn change(document: &mut Value, to: &mut impl FnMut(&str) -> Option<String>) {
    match document {
        Value::String(text) => {
            if let Some(changed) = to(text) {
                *text = changed;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, to)),
        Value::Object(fields) => fields.values_mut().for_each(|field| change(field, to)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The address with what its ids stand for.
fn address(uri: &Uri, given: &Given) -> Option<Uri> {
    let segments = uri.path().split('/');
    let meant: Vec<String> = segments
        .map(|segment| given.meant(segment).unwrap_or_else(|| segment.to_owned()))
        .collect();
    meant.join("/").parse().ok()
}

/// Changes the ids in what goes in and what comes out.
pub async fn change_ids(State(given): State<Arc<Given>>, request: Request, next: Next) -> Response {
    let too_large = || StatusCode::PAYLOAD_TOO_LARGE.into_response();
    let (mut parts, body) = request.into_parts();
    let Ok(mut body) = to_bytes(body, MAX_BODY).await.map(Vec::from) else {
        return too_large();
    };
    if let Ok(mut document) = serde_json::from_slice::<Value>(&body) {
        change(&mut document, &mut |id| given.meant(id));
        body = document.to_string().into_bytes();
    }
    if let Some(uri) = address(&parts.uri, &given) {
        parts.uri = uri;
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let answer = next.run(Request::from_parts(parts, Body::from(body))).await;
    let (mut parts, body) = answer.into_parts();
    let Ok(mut body) = to_bytes(body, usize::MAX).await.map(Vec::from) else {
        return too_large();
    };
    if let Ok(mut document) = serde_json::from_slice::<Value>(&body) {
        let mut answered = HashMap::new();
        change(&mut document, &mut |id| given.another(id, &mut answered));
        body = document.to_string().into_bytes();
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}
