//! The application catalogue (v1).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::Value;

use super::failure::{Failure, Version};
use super::query::ListQuery;
use crate::sandbox::store::Store;

/// `GET /api/application-templates`.
pub async fn list(State(store): State<Arc<Store>>, uri: Uri) -> Result<Response, Failure> {
    let query = ListQuery::parse(Version::V1, &uri)?;
    let templates = store.templates.iter().filter_map(Value::as_object);
    Ok(query.answer_v1(templates.collect(), "name", &["_id"]))
}

/// `GET /api/application-templates/{id}`.
pub async fn one(
    State(store): State<Arc<Store>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Failure> {
    let found = store.templates.iter().find(|t| t["_id"] == id);
    found
        .cloned()
        .map(Json)
        .ok_or_else(|| Failure::not_found(Version::V1))
}
