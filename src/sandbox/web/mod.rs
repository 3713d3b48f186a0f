//! The browser's side of both services: each page `https://HOST/PATH` is played at `/web/HOST/PATH`.
//!
//! Documents keep speaking of the real addresses; only links and forms lead here.

pub mod address;
pub mod cookie;
pub mod fields;
pub mod memory;
pub mod missing;

use std::sync::Arc;

use axum::Router;

use self::missing::{nobody, wrong_method};
use super::store::Store;
use super::{idp, sp};

/// The routes of both services' pages.
pub fn router(store: Arc<Store>) -> Router {
    Router::new()
        .merge(idp::router(store.clone()))
        .merge(sp::router(store))
        .fallback(nobody)
        .method_not_allowed_fallback(wrong_method)
}
