//! Mimecast: API 2.0 as far as it is published, and the profile and setting endpoints as this project
//! assumes them (`fixtures/mimecast/authentication-profiles.openapi.json`).

mod account;
pub mod addresses;
pub mod audit;
mod auth;
mod directory;
mod envelope;
pub mod fail;
mod groups;
pub mod ids;
mod item;
mod page;
pub mod profiles;
pub mod propagation;
pub mod refused;
pub mod roles;
pub mod settings;
pub mod state;

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, Uri};
use axum::middleware;
use axum::routing::{get, post};

use self::addresses::{GROUPS, PROFILE, SETTING};
use super::quirk::Quirk;
use super::store::Store;
use refused::Refused;

/// The routes, relative to the service's base address, as far as no quirk takes one away.
pub fn router(store: Arc<Store>) -> Router {
    let members = format!("{GROUPS}/{{id}}/members");
    let no_endpoint = async |uri: Uri| {
        let message = "there is no such endpoint";
        Refused::new(StatusCode::NOT_FOUND, "err_not_found", message).at(uri.path())
    };
    let listed = match store.quirks.contains(&Quirk::NoGroupLists) {
        false => Router::new()
            .route(GROUPS, get(groups::list))
            .route(&members, get(groups::members)),
        true => Router::new()
            .route(GROUPS, get(no_endpoint))
            .route(&members, get(no_endpoint)),
    };
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
        .route(GROUPS, post(groups::create))
        .route(&members, post(groups::add_members))
        .route_layer(middleware::from_fn_with_state(
            store.clone(),
            auth::count_writes,
        ));
    let with_token = reads
        .merge(writes)
        .merge(listed)
        .fallback(no_endpoint)
        .layer(middleware::from_fn_with_state(
            store.clone(),
            auth::require_token,
        ));
    Router::new()
        .route("/oauth/token", post(auth::token))
        .merge(with_token)
        .method_not_allowed_fallback(async |uri: Uri| {
            let (status, code) = (StatusCode::METHOD_NOT_ALLOWED, "err_method_not_allowed");
            Refused::new(status, code, "this endpoint does not take this method").at(uri.path())
        })
        .with_state(store)
}
