//! The image of an application's tile (v2).

use std::sync::Arc;

use axum::Extension;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::auth::Caller;
use super::failure::{Failure, Version};
use super::groups::checked_id;
use crate::sandbox::state::Application;
use crate::sandbox::store::Store;

/// The largest image taken (JumpCloud's help page on logos: 100 KB; png, jpg or svg).
const MAX_BYTES: usize = 100 * 1024;

fn invalid(message: impl Into<String>) -> Failure {
    Failure::V2Invalid {
        field: "image",
        message: message.into(),
    }
}

/// `POST /api/v2/applications/{id}/logo`, multipart field `image` → 204.
pub async fn upload(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<StatusCode, Failure> {
    checked_id(&id)?;
    let mut form = form.map_err(|rejection| invalid(rejection.body_text()))?;
    let mut image = None;
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|error| invalid(error.body_text()))?
    {
        if field.name() == Some("image") {
            let bytes = field
                .bytes()
                .await
                .map_err(|error| invalid(error.body_text()))?;
            image = Some(bytes);
        }
    }
    let image = image.ok_or_else(|| invalid("image is required"))?;
    if image.len() > MAX_BYTES {
        return Err(invalid("image must not be larger than 100 KB"));
    }
    let extension = extension_of(&image).ok_or_else(|| invalid("image must be png, jpg or svg"))?;
    let hash: String = Sha256::digest(&image)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let url = format!("https://cdn02.jumpcloud.com/sso-app-logo/{id}/{hash}.{extension}");
    set_logo(&store, &caller, &id, |_| Some(json!(url)))
}

/// `DELETE /api/v2/applications/{id}/logo` → 204; the template's own image shows again.
pub async fn delete(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    checked_id(&id)?;
    set_logo(&store, &caller, &id, |application| {
        let name = application.document["name"].as_str()?;
        Some(store.template(name)?["logo"]["url"].clone())
    })
}

fn set_logo(
    store: &Store,
    caller: &Caller,
    id: &str,
    url: impl FnOnce(&Application) -> Option<Value>,
) -> Result<StatusCode, Failure> {
    store.write(|state| {
        let all = state.jumpcloud.applications.iter_mut();
        let application = all
            .filter(|application| application.organization == caller.organization)
            .find(|application| application.id == id)
            .ok_or_else(|| Failure::not_found(Version::V2))?;
        let url = url(application).unwrap_or_else(|| json!(""));
        let logo = application.document.entry("logo");
        let logo = logo.or_insert_with(|| json!({}));
        logo["url"] = url;
        Ok(StatusCode::NO_CONTENT)
    })
}

/// The file type that the bytes say they are; a name or a declared type proves nothing.
fn extension_of(image: &[u8]) -> Option<&'static str> {
    if image.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("png");
    }
    if image.starts_with(b"\xff\xd8\xff") {
        return Some("jpg");
    }
    let text = std::str::from_utf8(image).ok()?.trim_start();
    let is_svg = (text.starts_with("<svg") || text.starts_with("<?xml")) && text.contains("<svg");
    is_svg.then_some("svg")
}
