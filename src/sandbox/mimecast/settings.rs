//! Application settings, by the assumed contract: Mimecast publishes no such API.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use serde_json::{Value, json};

use super::envelope::Envelope;
use super::fail::Fail;
use super::item;
use super::refused::Refused;
use super::state::{MimecastState, Setting};
use crate::sandbox::random;
use crate::sandbox::store::Store;

/// `POST …/find-settings`.
pub async fn find(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let settings = store.read(|state| {
        let all = state.mimecast.settings.iter();
        all.map(|s| shown(&state.mimecast, s)).collect()
    });
    let (settings, place) = envelope.page(settings);
    Ok(envelope.answer_page(settings, place))
}

/// `POST …/create-setting`.
pub async fn create(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        create_one(mimecast, item).map(Some)
    })
}

/// `POST …/update-setting`.
pub async fn update(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        update_one(mimecast, item).map(Some)
    })
}

/// `POST …/delete-setting`.
pub async fn delete(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        delete_one(mimecast, item).map(|()| None)
    })
}

/// Makes the setting that an item describes; gives it as it is answered.
pub fn create_one(mimecast: &mut MimecastState, item: &Value) -> Result<Value, Fail> {
    let mut setting: Setting = item::new(&unnamed(item))?;
    check(mimecast, &setting)?;
    named(mimecast, &setting, item)?;
    setting.id = random::mimecast_id("setting");
    let shown = shown(mimecast, &setting);
    mimecast.settings.push(setting);
    Ok(shown)
}

/// Replaces everything but the id of the setting that an item describes.
pub fn update_one(mimecast: &mut MimecastState, item: &Value) -> Result<Value, Fail> {
    let mut setting: Setting = item::parse(&unnamed(item))?;
    let at = changeable(mimecast, &setting.id)?;
    setting.default = item::kept_default(item, false)?;
    check(mimecast, &setting)?;
    named(mimecast, &setting, item)?;
    let shown = shown(mimecast, &setting);
    mimecast.settings[at] = setting;
    Ok(shown)
}

/// Takes the setting that an item names away, unless it is the default.
pub fn delete_one(mimecast: &mut MimecastState, item: &Value) -> Result<(), Fail> {
    let at = changeable(mimecast, item::id(item)?)?;
    item::is_meant(item, &mimecast.settings[at].description)?;
    mimecast.settings.remove(at);
    Ok(())
}

/// The names that stand beside the ids of a setting.
const NAMES: [&str; 2] = ["groupDescription", "authenticationProfileDescription"];

/// The names of a setting's group and profile; none for the default's group.
fn names(mimecast: &MimecastState, setting: &Setting) -> [Option<String>; 2] {
    let mut folders = mimecast.folders.iter();
    let mut profiles = mimecast.profiles.iter();
    let group = folders.find(|folder| folder.id == setting.group_id);
    let profile = profiles.find(|p| p.id == setting.authentication_profile_id);
    [
        group.map(|folder| folder.description.clone()),
        profile.map(|profile| profile.description.clone()),
    ]
}

/// A setting as it is answered: with the names of what it refers to.
fn shown(mimecast: &MimecastState, setting: &Setting) -> Value {
    let mut document = json!(setting);
    for (key, name) in NAMES.iter().zip(names(mimecast, setting)) {
        if let Some(name) = name {
            document[*key] = json!(name);
        }
    }
    document
}

/// An item without the names, which are the service's to give.
fn unnamed(item: &Value) -> Value {
    let mut item = item.clone();
    if let Some(fields) = item.as_object_mut() {
        for name in NAMES {
            fields.shift_remove(name);
        }
    }
    item
}

/// A request may repeat the names; one that does not fit the id beside it means another object.
fn named(mimecast: &MimecastState, setting: &Setting, item: &Value) -> Result<(), Fail> {
    for (key, name) in NAMES.iter().zip(names(mimecast, setting)) {
        if item.get(*key).is_some_and(|sent| *sent != json!(name)) {
            return Err(Fail::new(
                "err_application_setting_name_mismatch",
                format!("{key} is not the name of what the id beside it means"),
            ));
        }
    }
    Ok(())
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
