//! JumpCloud: the v1 and v2 administrator API, as far as SSO applications need it, and Directory Insights.
//!
//! Endpoints, parameters and schemas are those of JumpCloud's published specifications. Behaviour
//! that they leave open follows what independent clients report; each place says so.

mod applications;
mod associations;
mod auth;
mod directory;
mod document;
pub mod failure;
mod filter;
mod graph;
mod groups;
pub mod insights;
mod logo;
mod metadata;
mod query;
mod record;
mod service_account;
mod templates;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::routing::{get, post};
use serde_json::{Map, Value};

use super::quirk::Quirk;
use super::store::Store;
use failure::{Failure, Version};

/// A search, which changes nothing although it is a POST.
const SEARCH: &str = "/search/systemusers";

/// Directory Insights; its real host is another than the console's.
const EVENTS: &str = "/insights/directory/v1/events";

/// The routes, relative to the service's base address. Which of them take a service account's token is not documented: all,
/// or, with [`Quirk::KeysOnly`], those of [`auth::refuse_tokens`] not.
pub fn router(store: Arc<Store>) -> Router {
    let v1 = Router::new()
        .route("/organizations", get(directory::organizations))
        .route("/organizations/", get(directory::organizations))
        .route("/organizations/{id}", get(directory::organization))
        .route(
            "/organizations/{organization}/applications/{application}/metadata.xml",
            get(metadata::document),
        )
        .route("/application-templates", get(templates::list))
        .route("/application-templates/{id}", get(templates::one))
        .route(
            "/applications",
            get(applications::list).post(applications::create),
        )
        .route(
            "/applications/{id}",
            get(applications::one)
                .put(applications::replace)
                .delete(applications::delete),
        )
        .route("/search/systemusers", post(directory::search))
        .route("/systemusers", get(directory::users))
        .route("/systemusers/{id}", get(directory::user));
    let collections = [
        ("/usergroups", get(groups::list).post(groups::create)),
        ("/usergroups/{id}/members", get(groups::members)),
        ("/usergroups/{id}/membership", get(groups::membership)),
        ("/users/{id}/memberof", get(groups::member_of)),
        (
            "/applications/{id}/associations",
            get(associations::list).post(associations::change),
        ),
        (
            "/applications/{id}/usergroups",
            get(associations::user_groups),
        ),
        ("/applications/{id}/users", get(associations::users)),
    ];
    let mut v2 = Router::new()
        .route("/usergroups/{id}", get(groups::one))
        .route(
            "/applications/{id}/logo",
            post(logo::upload).delete(logo::delete),
        );
    for (path, methods) in collections {
        // Clients write them with a slash at the end too (medium confidence).
        v2 = v2.route(&format!("{path}/"), methods.clone());
        v2 = v2.route(path, methods);
    }
    let insights = Router::new().route(EVENTS, post(insights::events));
    let service = Router::new()
        .nest("/api", v1)
        .nest("/api/v2", v2)
        .route_layer(middleware::from_fn_with_state(
            store.clone(),
            auth::count_writes,
        ))
        .merge(insights)
        .fallback(async |uri: Uri| Failure::not_found(Version::of_path(uri.path())))
        .method_not_allowed_fallback(async |uri: Uri| {
            Version::of_path(uri.path())
                .failure(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        })
        .layer(middleware::from_fn_with_state(
            store.clone(),
            auth::require_key,
        ));
    let service = match store.quirks.contains(&Quirk::KeysOnly) {
        true => service.layer(middleware::from_fn(auth::refuse_tokens)),
        false => service,
    };
    service
        .route("/oauth2/token", post(service_account::token))
        .with_state(store)
}

/// The JSON object in a request body, or the version's own 400.
fn json_object(
    version: Version,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Map<String, Value>, Failure> {
    let body = body.map_err(|rejection| {
        let status = rejection.status();
        version.failure(status, status.canonical_reason().unwrap_or_default())
    })?;
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/json"));
    if !is_json {
        let message = "Content-Type must be application/json";
        return Err(version.failure(StatusCode::BAD_REQUEST, message));
    }
    serde_json::from_slice(&body)
        .map_err(|_| version.failure(StatusCode::BAD_REQUEST, "request body is not a JSON object"))
}
