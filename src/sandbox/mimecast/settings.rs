//! Application settings, by the assumed contract: Mimecast publishes no such API.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use serde_json::{Value, json};

use super::envelope::{Envelope, Fail, Refused};
use super::item;
use super::state::{MimecastState, Setting};
use crate::sandbox::random;
use crate::sandbox::store::Store;

/// `POST …/find-settings`.
pub async fn find(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let settings = store.read(|state| state.mimecast.settings.iter().map(|s| json!(s)).collect());
    let (settings, next) = envelope.page(settings);
    Ok(envelope.answer(settings, next))
}

/// `POST …/create-setting`.
pub async fn create(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        let mut setting: Setting = item::new(item)?;
        check(mimecast, &setting)?;
        setting.id = random::mimecast_id("setting");
        let shown = json!(setting);
        mimecast.settings.push(setting);
        Ok(Some(shown))
    })
}

/// `POST …/update-setting`: replaces everything but the id.
pub async fn update(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        let mut setting: Setting = item::parse(item)?;
        let at = changeable(mimecast, &setting.id)?;
        setting.default = item::kept_default(item, false)?;
        check(mimecast, &setting)?;
        let shown = json!(setting);
        mimecast.settings[at] = setting;
        Ok(Some(shown))
    })
}

/// `POST …/delete-setting`.
pub async fn delete(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        let at = changeable(mimecast, item::id(item)?)?;
        mimecast.settings.remove(at);
        Ok(None)
    })
}

/// Where the setting stands, unless it is the default, which "cannot be changed" (Mimecast's help page
/// on application settings).
fn changeable(mimecast: &MimecastState, id: &str) -> Result<usize, Fail> {
    let at = mimecast.settings.iter().position(|known| known.id == id);
    let at = at.ok_or_else(|| {
        let message = "there is no application setting with this id";
        Fail::new("err_application_setting_not_found", message)
    })?;
    if mimecast.settings[at].default {
        let message = "the default application setting can be neither changed nor deleted";
        return Err(Fail::new(
            "err_application_setting_default_immutable",
            message,
        ));
    }
    Ok(at)
}

fn check(mimecast: &MimecastState, setting: &Setting) -> Result<(), Fail> {
    item::described(&setting.description)?;
    let mut others = mimecast
        .settings
        .iter()
        .filter(|other| other.id != setting.id);
    if others.any(|other| other.description == setting.description) {
        return Err(Fail::new(
            "err_application_setting_description_exists",
            format!(
                "there is an application setting \"{}\" already",
                setting.description
            ),
        ));
    }
    if !mimecast
        .folders
        .iter()
        .any(|folder| folder.id == setting.group_id)
    {
        let message = "groupId names no group of this account";
        return Err(Fail::new(
            "err_application_setting_group_not_found",
            message,
        ));
    }
    let profile = &setting.authentication_profile_id;
    if !mimecast.profiles.iter().any(|known| known.id == *profile) {
        let message = "authenticationProfileId names no profile of this account";
        return Err(Fail::new(
            "err_application_setting_profile_not_found",
            message,
        ));
    }
    Ok(())
}
