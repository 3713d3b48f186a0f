//! Mimecast: API 2.0 as far as it is published, and the profile and setting endpoints as this project
//! assumes them (`fixtures/mimecast/authentication-profiles.openapi.json`).

mod account;
pub mod audit;
mod auth;
mod directory;
pub mod envelope;
pub mod ids;
mod item;
pub mod profiles;
mod settings;
pub mod state;

pub use profiles::ADMINISTRATORS;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};

use super::store::Store;
use envelope::Refused;

/// Where the assumed endpoints are.
const PROFILE: &str = "/api/authentication-profile";
/// Where groups are made and filled (published).
const GROUPS: &str = "/directory/cloud-gateway/v1/groups";
const SETTING: &str = "/api/application-setting";

/// The routes, relative to the service's base address.
pub fn router(store: Arc<Store>) -> Router {
    let reads = Router::new()
        .route("/identity/whoami", get(account::whoami))
        .route("/api/account/get-account", post(account::get_account))
        .route("/api/audit/get-categories", post(account::audit_categories))
        .route("/role/cloud-gateway/v1/roles", get(account::roles))
        .route("/api/audit/get-audit-events", post(audit::get_audit_events))
        .route("/api/directory/find-groups", post(directory::find_groups))
        .route(
            "/api/user/get-internal-users",
            post(directory::get_internal_users),
        )
        .route(
            "/api/directory/get-group-members",
            post(directory::get_group_members),
        )
        .route(&format!("{PROFILE}/find-profiles"), post(profiles::find))
        .route(&format!("{SETTING}/find-settings"), post(settings::find));
    let writes = Router::new()
        .route(&format!("{PROFILE}/create-profile"), post(profiles::create))
        .route(&format!("{PROFILE}/update-profile"), post(profiles::update))
        .route(&format!("{PROFILE}/delete-profile"), post(profiles::delete))
        .route(&format!("{SETTING}/create-setting"), post(settings::create))
        .route(&format!("{SETTING}/update-setting"), post(settings::update))
        .route(&format!("{SETTING}/delete-setting"), post(settings::delete))
        .route(GROUPS, post(directory::create_group))
        .route(
            &format!("{GROUPS}/{{id}}/members"),
            post(directory::add_members),
        )
        .route_layer(middleware::from_fn_with_state(
            store.clone(),
            auth::count_writes,
        ));
    let with_token = reads
        .merge(writes)
        .fallback(async || {
            Refused::new(
                StatusCode::NOT_FOUND,
                "err_not_found",
                "there is no such endpoint",
            )
        })
        .layer(middleware::from_fn_with_state(
            store.clone(),
            auth::require_token,
        ));
    Router::new()
        .route("/oauth/token", post(auth::token))
        .merge(with_token)
        .method_not_allowed_fallback(async || {
            Refused::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "err_method_not_allowed",
                "this endpoint does not take this method",
            )
        })
        .layer(middleware::from_fn_with_state(
            store.clone(),
            auth::rate_limit,
        ))
        .with_state(store)
}
