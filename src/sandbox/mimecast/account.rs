//! Whose account it is.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use serde_json::{Value, json};

use super::envelope::{Envelope, Refused};
use crate::sandbox::store::Store;

/// `GET /identity/whoami`: not in the envelope (shape: medium confidence).
pub async fn whoami(State(store): State<Arc<Store>>) -> Json<Value> {
    Json(store.read(|state| {
        let account = &state.mimecast.account;
        json!({
            "version": "1.0",
            "type": "client",
            "account-codes": { "cg": account.code },
            "home-account": { "account-code": account.code, "name": account.name },
        })
    }))
}

/// `POST /api/account/get-account`. The real answer carries two secrets, `passphrase` and
/// `supportCode`, so this one does: nothing may ever show them.
pub async fn get_account(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let account = store.read(|state| {
        let account = &state.mimecast.account;
        json!({
            "accountCode": account.code,
            "accountName": account.name,
            "region": "eu",
            "type": "full",
            "mimecastId": "MC000000000001",
            "adminEmail": "ada@widgets.example",
            "domain": "widgets.example",
            "packages": ["Email Security", "Archive"],
            "gateway": true,
            "userCount": 13,
            "passphrase": "sandbox-passphrase-do-not-show",
            "supportCode": "sandbox-support-code-do-not-show",
        })
    });
    Ok(envelope.answer(vec![account], None))
}
