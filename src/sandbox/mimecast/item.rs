//! What profiles and settings have in common: how an item of a request is read and applied.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::envelope::Envelope;
use super::fail::Fail;
use super::refused::Refused;
use super::state::MimecastState;
use crate::sandbox::store::Store;

/// Applies `each` item of the request to the state, each for itself.
pub fn change(
    store: &Store,
    body: Result<Bytes, BytesRejection>,
    mut each: impl FnMut(&mut MimecastState, &Value) -> Result<Option<Value>, Fail>,
) -> Result<Json<Value>, Refused> {
    let envelope = Envelope::parse(body)?;
    store.write(|state| {
        let answer = envelope.answer_each(|item| each(&mut state.mimecast, item));
        Ok(Json(answer))
    })
}

/// Reads an item; a field that the contract does not have is refused.
pub fn parse<T: DeserializeOwned>(item: &Value) -> Result<T, Fail> {
    T::deserialize(item).map_err(|error| Fail::validation(error.to_string()))
}

/// Reads an item that is to be created, and so has no id yet and is no default.
pub fn new<T: DeserializeOwned>(item: &Value) -> Result<T, Fail> {
    if item.get("id").is_some() {
        return Err(Fail::validation("id is given by the service"));
    }
    kept_default(item, false)?;
    parse(item)
}

/// The id that an item names.
pub fn id(item: &Value) -> Result<&str, Fail> {
    let id = item.get("id").and_then(Value::as_str);
    id.ok_or_else(|| Fail::validation("id is required"))
}

/// An item that is to be deleted may say its name too, which must then be that of what the id means.
pub fn is_meant(item: &Value, description: &str) -> Result<(), Fail> {
    match item.get("description") {
        None => Ok(()),
        Some(sent) if sent == description => Ok(()),
        Some(_) => Err(Fail::validation("description is not that of the id")),
    }
}

/// `default` is the service's to say: an item may repeat it, or leave it out, and not change it.
pub fn kept_default(item: &Value, default: bool) -> Result<bool, Fail> {
    match item.get("default") {
        None => Ok(default),
        Some(sent) if *sent == default => Ok(default),
        Some(_) => Err(Fail::validation("default cannot be changed")),
    }
}

/// A description, which is the name that people know the thing by, must say something.
pub fn described(description: &str) -> Result<(), Fail> {
    if description.trim().is_empty() {
        return Err(Fail::validation("description is required"));
    }
    Ok(())
}
