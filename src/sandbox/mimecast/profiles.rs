//! Authentication profiles, by the assumed contract: Mimecast publishes no such API.

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
use super::state::{ADMINISTRATORS, MimecastState, Profile};
use crate::sandbox::random;
use crate::sandbox::store::Store;

/// `POST …/find-profiles`.
pub async fn find(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let profiles = store.read(|state| state.mimecast.profiles.iter().map(|p| json!(p)).collect());
    let (profiles, place) = envelope.page(profiles);
    Ok(envelope.answer_page(profiles, place))
}

/// `POST …/create-profile`.
pub async fn create(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        create_one(mimecast, item).map(Some)
    })
}

/// `POST …/update-profile`.
pub async fn update(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        update_one(mimecast, item).map(Some)
    })
}

/// `POST …/delete-profile`.
pub async fn delete(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    item::change(&store, body, |mimecast, item| {
        delete_one(mimecast, item).map(|()| None)
    })
}

/// Makes the profile that an item describes; gives it as it is then.
pub fn create_one(mimecast: &mut MimecastState, item: &Value) -> Result<Value, Fail> {
    let mut profile: Profile = item::new(item)?;
    check(mimecast, &profile)?;
    profile.id = random::mimecast_id("profile");
    let shown = json!(profile);
    mimecast.profiles.push(profile);
    Ok(shown)
}

/// Replaces everything but the id of the profile that an item describes.
pub fn update_one(mimecast: &mut MimecastState, item: &Value) -> Result<Value, Fail> {
    let mut profile: Profile = item::parse(item)?;
    let at = position(mimecast, &profile.id)?;
    profile.default = item::kept_default(item, mimecast.profiles[at].default)?;
    check(mimecast, &profile)?;
    let shown = json!(profile);
    mimecast.profiles[at] = profile;
    Ok(shown)
}

/// Takes the profile that an item names away, unless it must stay or is in use.
pub fn delete_one(mimecast: &mut MimecastState, item: &Value) -> Result<(), Fail> {
    let at = position(mimecast, item::id(item)?)?;
    let profile = &mimecast.profiles[at];
    item::is_meant(item, &profile.description)?;
    if profile.default || profile.description == ADMINISTRATORS {
        return Err(Fail::new(
            "err_authentication_profile_permanent",
            format!("the profile \"{}\" cannot be deleted", profile.description),
        ));
    }
    let mut settings = mimecast.settings.iter();
    if let Some(setting) = settings.find(|s| s.authentication_profile_id == profile.id) {
        return Err(Fail::new(
            "err_authentication_profile_in_use",
            format!(
                "the application setting \"{}\" uses it",
                setting.description
            ),
        ));
    }
    mimecast.profiles.remove(at);
    Ok(())
}

fn position(mimecast: &MimecastState, id: &str) -> Result<usize, Fail> {
    let found = mimecast.profiles.iter().position(|known| known.id == id);
    found.ok_or_else(|| {
        let message = "there is no authentication profile with this id";
        Fail::new("err_authentication_profile_not_found", message)
    })
}

fn check(mimecast: &MimecastState, profile: &Profile) -> Result<(), Fail> {
    item::described(&profile.description)?;
    let mut others = mimecast
        .profiles
        .iter()
        .filter(|other| other.id != profile.id);
    if others.any(|other| other.description == profile.description) {
        return Err(Fail::new(
            "err_authentication_profile_description_exists",
            format!(
                "there is an authentication profile \"{}\" already",
                profile.description
            ),
        ));
    }
    profile.validate()
}
