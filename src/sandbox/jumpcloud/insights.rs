//! Directory Insights: `POST /insights/directory/v1/events`, and the events of people signing in.
//!
//! Parameters, paging and headers are those of the published specification and its introduction. How a
//! query is refused, it does not show: status 400 with v1's `{"message"}` is assumed.

mod query;
mod term;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::{Value, json};
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

use self::query::Query;
use super::auth::Caller;
use super::body::json_object;
use super::failure::{Failure, Version};
use crate::sandbox::events::Event;
use crate::sandbox::quirk::Quirk;
use crate::sandbox::random;
use crate::sandbox::state::{Application, User};
use crate::sandbox::store::Store;

/// How long an event is kept (documented).
const RETENTION: Duration = Duration::days(90);

/// `POST /insights/directory/v1/events`.
pub async fn events(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let body = json_object(Version::V1, &headers, body)?;
    let now = OffsetDateTime::now_utc();
    let query = Query::parse(&body, now)?;
    let found = store.insights.pick(|event| {
        event.document["organization"] == caller.organization.as_str()
            && event.at > now - RETENTION
            && query.wants(event)
    });
    let page = query.page(found);
    let text = |value: &Value| value.to_string();
    let after = page.last().map_or(json!([]), query::position);
    let mut response = Json(query.shown(&page)).into_response();
    for (name, value) in [
        ("x-result-count", page.len().to_string()),
        ("x-limit", query.limit.to_string()),
        ("x-sort", query.sort().to_owned()),
        ("x-search_after", text(&after)),
        ("x-request-id", random::object_id()),
    ] {
        if let Ok(value) = value.parse() {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    Ok(response)
}

/// What came of an answer that somebody wanted.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'w> {
    /// They were given one.
    Given,
    /// They were refused one, in these words.
    Refused(&'w str),
    /// A second step was asked for first.
    OnTheWay,
}

/// Writes down what came of an answer that somebody wanted for an application. How it is told is from a pasted event
/// and a field note (medium to high confidence): the specification has neither `sso_token_success` nor a message, and no event
/// of somebody who was given none.
pub fn wanted(
    store: &Store,
    user: &User,
    application: &Application,
    idp_initiated: bool,
    outcome: Outcome<'_>,
) {
    let given = matches!(outcome, Outcome::Given);
    let specified = store.quirks.contains(&Quirk::OutcomeAbsent);
    if specified && !given {
        return;
    }
    let text = |key: &str| &application.document[key];
    let mut document = json!({
        "event_type": "sso_auth",
        "service": "sso",
        "organization": user.organization,
        "initiated_by": { "type": "systemuser", "id": user.id, "username": username(user) },
        "application": {
            "id": application.id,
            "name": text("name"),
            "display_label": text("displayLabel"),
            "sso_url": text("ssoUrl"),
        },
        "idp_initiated": idp_initiated,
    });
    if !specified {
        document["sso_token_success"] = match store.quirks.contains(&Quirk::OutcomeText) {
            true => json!(given.to_string()),
            false => json!(given),
        };
    }
    if let Outcome::Refused(words) = outcome {
        document["error_message"] = json!(words);
    }
    record(store, document);
}

/// Writes down that somebody signed in at the user portal, or why they could not.
pub fn login_attempt(store: &Store, user: &User, hindrance: Option<&str>) {
    let person = json!({ "type": "systemuser", "id": user.id, "username": username(user) });
    let mut document = json!({
        "event_type": "user_login_attempt",
        "service": "directory",
        "organization": user.organization,
        "initiated_by": person,
        "resource": person,
        "auth_method": "session",
        "success": hindrance.is_none(),
        "mfa": false,
    });
    if let Some(hindrance) = hindrance {
        document["error_message"] = json!(hindrance);
    }
    record(store, document);
}

fn username(user: &User) -> &str {
    user.email.split('@').next().unwrap_or_default()
}

fn record(store: &Store, mut document: Value) {
    let (at, id) = (OffsetDateTime::now_utc(), random::object_id());
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    document["id"] = json!(id);
    document["timestamp"] = json!(at.format(format).unwrap_or_default());
    document["client_ip"] = json!("127.0.0.1");
    document["@version"] = json!(1);
    store.insights.add(Event { at, id, document });
}
