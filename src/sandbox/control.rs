//! What tests and people ask of the sandbox itself, outside both services.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::faults::Fault;
use super::store::Store;
use crate::error::Error;

/// `GET /sandbox/counters`.
pub async fn counters(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.counters())
}

/// `GET /sandbox/requests`.
pub async fn requests(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.requests())
}

/// `GET /sandbox/state`: without private keys and credentials.
pub async fn state(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.read(super::state::State::public_view))
}

/// `POST /sandbox/tokens/expire`: ends every token of both services now, so that nobody has to wait half an
/// hour to see what happens then.
pub async fn expire_tokens(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(json!({ "expired": store.expire_tokens() }))
}

/// `GET /sandbox/digest`: the state in short, part by part, without counters and secrets.
pub async fn digest(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.read(super::digest::digest))
}

/// `GET /sandbox/violations`: the writes that left people without a way to sign in.
pub async fn violations(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.watch.to_json())
}

/// `GET /sandbox/writes`: what each write that changed the state did.
pub async fn writes(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.watch.writes())
}

/// `GET /sandbox/faults`: the armed faults, how many requests fitted each since then, and how many it struck;
/// and how many answers are held back by one now.
pub async fn faults(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.faults.list())
}

/// `POST /sandbox/faults` with `{"fault": "503,at=7"}`: arms one; requests are counted from then on.
pub async fn arm_fault(State(store): State<Arc<Store>>, Json(wanted): Json<Value>) -> Response {
    let Some(text) = wanted.get("fault").and_then(Value::as_str) else {
        let error = Error::usage("fault-missing", "the body holds no fault");
        return refused(&error.hint(r#"like {"fault": "503,at=7"}"#));
    };
    let fault = match text.parse::<Fault>() {
        Ok(fault) => fault,
        Err(error) => return refused(&error),
    };
    let armed = json!({ "fault": fault.to_string() });
    match store.faults.arm(fault).await {
        Ok(()) => (StatusCode::CREATED, Json(armed)).into_response(),
        Err(error) => refused(&error),
    }
}

/// `DELETE /sandbox/faults`: forgets them all.
pub async fn clear_faults(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(json!({ "cleared": store.faults.clear() }))
}

fn refused(error: &Error) -> Response {
    let body = json!({
        "error": { "code": error.code, "message": error.message, "hints": error.hints },
    });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}
