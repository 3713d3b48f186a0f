//! What tests and people ask of the sandbox itself, outside both services.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::store::Store;

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

/// `POST /sandbox/tokens/expire`: ends every Mimecast token now, so that nobody has to wait half an hour
/// to see what happens then.
pub async fn expire_tokens(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(json!({ "expired": store.expire_tokens() }))
}
