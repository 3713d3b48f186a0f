//! Organisations and users (v1).

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::auth::Caller;
use super::body::json_object;
use super::failure::{Failure, Version};
use super::query::ListQuery;
use super::record::{Fields, Made, Record, text_of, whole, write_fields};
use crate::sandbox::state::User;
use crate::sandbox::store::Store;

/// `GET /api/organizations`: all that the key sees.
pub async fn organizations(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Failure> {
    let query = ListQuery::parse(Version::V1, &uri)?;
    Ok(store.read(|state| {
        let all = state.jumpcloud.organizations.iter();
        let seen = all.filter(|organization| caller.visible.contains(&organization.id));
        let shown = seen.map(|organization| {
            Made(move || {
                json!({ "_id": organization.id, "displayName": organization.name, "logoUrl": "" })
            })
        });
        query.answer_v1(shown.collect(), "displayName", &["_id"])
    }))
}

/// `GET /api/organizations/{id}` (schema `organization`). Which products a plan names, and how, is in no
/// public source: these are assumed.
pub async fn organization(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Failure> {
    if caller.by_header && id != caller.organization {
        let message = "x-org-id and Organization path ID do not match";
        return Err(Version::V1.failure(StatusCode::BAD_REQUEST, message));
    }
    let found = store.read(|state| {
        let mut all = state.jumpcloud.organizations.iter();
        let seen = |id: &String| caller.visible.contains(id);
        let organization = all.find(|organization| organization.id == id && seen(&id))?;
        Some(json!({
            "_id": organization.id,
            "created": "2024-02-05T08:00:00.000Z",
            "displayName": organization.name,
            "entitlement": {
                "billingModel": "package",
                "entitlementProducts": [
                    { "name": "Device Management", "productCode": "DEVICE_MANAGEMENT", "maxUserCount": 50 },
                    { "name": "SSO Package", "productCode": "SSO_PACKAGE", "maxUserCount": 50 },
                ],
                "isManuallyBilled": true,
                "maxUserQuantity": 50,
            },
            "hasCreditCard": false,
            "logoUrl": "",
            "settings": { "name": organization.name },
        }))
    });
    found
        .map(Json)
        .ok_or_else(|| Failure::not_found(Version::V1))
}

/// `GET /api/systemusers`.
pub async fn users(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Failure> {
    let query = ListQuery::parse(Version::V1, &uri)?;
    Ok(store.read(|state| {
        let all = state.jumpcloud.users.iter();
        let own = all.filter(|user| user.organization == caller.organization);
        query.answer_v1(own.collect(), "_id", &["_id"])
    }))
}

/// `POST /api/search/systemusers`: users of whom one of the named fields holds the term, or one of the terms, upper
/// and lower case aside (the specification says "partial text match"; that case is ignored is *assumed*).
pub async fn search(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let body = json_object(Version::V1, &headers, body)?;
    let query = ListQuery::parse(Version::V1, &uri)?.with(&body);
    let texts = |value: Option<&Value>| -> Vec<String> {
        let all = match value {
            Some(Value::Array(all)) => all.iter().collect(),
            other => other.into_iter().collect::<Vec<_>>(),
        };
        let texts = all.into_iter().filter_map(Value::as_str);
        texts.map(str::to_lowercase).collect()
    };
    let wanted = body.get("searchFilter");
    let terms = texts(wanted.and_then(|w| w.get("searchTerm")));
    let searched = texts(wanted.and_then(|w| w.get("fields")));
    let matches = |user: &&User| {
        let held = searched.iter().filter_map(|field| text_of(user, field));
        let held: Vec<String> = held.map(|text| text.to_lowercase()).collect();
        wanted.is_none()
            || terms
                .iter()
                .any(|term| held.iter().any(|text| text.contains(term)))
    };
    Ok(store.read(|state| {
        let all = state.jumpcloud.users.iter();
        let own = all.filter(|user| user.organization == caller.organization);
        query.answer_v1(own.filter(matches).collect(), "_id", &["_id"])
    }))
}

/// `GET /api/systemusers/{id}`.
pub async fn user(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let found = store.read(|state| {
        let all = state.jumpcloud.users.iter();
        all.filter(|user| user.organization == caller.organization)
            .find(|user| user.id == id)
            .map(|user| whole(&user))
    });
    found.ok_or_else(|| Failure::not_found(Version::V1))
}

/// The fields of a user as v1 shows one (schema `systemuserreturn`).
const USER: [&str; 19] = [
    "_id",
    "account_locked",
    "activated",
    "addresses",
    "attributes",
    "created",
    "displayname",
    "email",
    "enable_user_portal_multifactor",
    "firstname",
    "lastname",
    "mfa",
    "organization",
    "password_expired",
    "phoneNumbers",
    "state",
    "suspended",
    "totp_enabled",
    "username",
];

impl Record for &User {
    fn write(&self, asked: Fields<'_>, to: &mut Vec<u8>) {
        write_fields(self, &USER, asked, to);
    }

    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        if let Some(flag) = flag(self, key) {
            return Some(Cow::Owned(flag.into()));
        }
        Some(Cow::Owned(match key {
            "addresses" | "attributes" | "phoneNumbers" => json!([]),
            "created" => json!("2024-02-05T09:00:00.000Z"),
            "displayname" => json!(format!("{} {}", self.firstname, self.lastname)),
            "mfa" => json!({ "configured": is_activated(self), "exclusion": false }),
            key => json!(self.held(key)?),
        }))
    }

    fn held(&self, key: &str) -> Option<&str> {
        Some(match key {
            "_id" => &self.id,
            "email" => &self.email,
            "firstname" => &self.firstname,
            "lastname" => &self.lastname,
            "organization" => &self.organization,
            "state" => &self.state,
            "username" => self.email.split('@').next().unwrap_or_default(),
            key => match flag(self, key)? {
                true => "true",
                false => "false",
            },
        })
    }
}

fn is_activated(user: &User) -> bool {
    user.state == "ACTIVATED" && !user.password_pending
}

/// The fields of a user that are true or false.
fn flag(user: &User, key: &str) -> Option<bool> {
    Some(match key {
        "account_locked" => user.locked,
        "activated" | "totp_enabled" => is_activated(user),
        "enable_user_portal_multifactor" => false,
        "password_expired" => user.password_expired,
        "suspended" => user.state == "SUSPENDED",
        _ => return None,
    })
}
