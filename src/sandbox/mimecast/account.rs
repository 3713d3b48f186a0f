//! Whose account it is.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use serde_json::{Value, json};

use super::envelope::Envelope;
use super::refused::Refused;
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
    let envelope = Envelope::parse_open(body)?;
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
    Ok(envelope.answer(vec![account]))
}

/// The categories that were seen in public event logs (medium confidence); the real list may be longer.
const AUDIT_CATEGORIES: [&str; 9] = [
    "account_logs",
    "archive_service_logs",
    "authentication_logs",
    "case_review_logs",
    "integrations_and_apis",
    "mimecast_access_logs",
    "profile_group_logs",
    "reporting_logs",
    "user_account_and_role_logs",
];

/// `POST /api/audit/get-categories` (the shape inside `data` is assumed).
pub async fn audit_categories(body: Result<Bytes, BytesRejection>) -> Result<Response, Refused> {
    let envelope = Envelope::parse_open(body)?;
    let categories = AUDIT_CATEGORIES.map(|id| json!({ "id": id }));
    Ok(envelope.answer(vec![json!({ "categories": categories })]))
}

/// `GET /role/cloud-gateway/v1/roles`: not in the envelope; ids and names only (Mimecast's own words for
/// the built-in roles).
pub async fn roles() -> Json<Value> {
    let roles = [
        "Super Administrator",
        "Full Administrator",
        "Basic Administrator",
        "Help Desk Administrator",
    ];
    let roles = roles.map(|name| json!({ "id": format!("mc-role-{}", name.to_lowercase().replace(' ', "-")), "roleName": name }));
    Json(json!({ "roles": roles }))
}
