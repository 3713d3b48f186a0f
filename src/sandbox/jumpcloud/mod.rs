//! JumpCloud: the v1 and v2 administrator API, as far as SSO applications need it, and Directory Insights.
//!
//! Endpoints, parameters and schemas are those of JumpCloud's published specifications. Behaviour
//! that they leave open follows what independent clients report; each place says so.

mod addresses;
mod applications;
mod associations;
mod auth;
mod body;
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
use axum::http::{StatusCode, Uri};
use axum::middleware;
use axum::routing::{get, post};

use self::addresses::{EVENTS, SEARCH};
use super::quirk::Quirk;
use super::store::Store;
use failure::{Failure, Version};

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
        .route(SEARCH, post(directory::search))
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
