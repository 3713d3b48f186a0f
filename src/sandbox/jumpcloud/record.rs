//! The records that lists are made of, which show of themselves no more than is asked for.

use std::borrow::Cow;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer as _};
use serde_json::Value;

use super::document::Object;
use crate::sandbox::state::Document;

/// What a list is made of.
pub trait Record {
    /// Writes the record as JSON, with the fields that are asked for; none of what is written can fail.
    fn write(&self, asked: Fields<'_>, to: &mut Vec<u8>);

    /// One field of the record.
    fn field(&self, key: &str) -> Option<Cow<'_, Value>>;

    /// A field that can be compared as the text that it is.
    fn held(&self, _key: &str) -> Option<&str> {
        None
    }
}

/// Which fields of a record are asked for.
#[derive(Clone, Copy, Default)]
pub struct Fields<'f> {
    /// Those named; all, where none is.
    pub named: &'f [String],
    /// Those that every record keeps.
    pub always: &'f [&'f str],
}

impl Fields<'_> {
    fn are_all(self) -> bool {
        self.named.is_empty()
    }

    fn have(self, key: &str) -> bool {
        self.are_all() || self.always.contains(&key) || self.named.iter().any(|name| name == key)
    }
}

impl Record for &Object {
    fn write(&self, asked: Fields<'_>, to: &mut Vec<u8>) {
        write_object(self.iter().filter(|(key, _)| asked.have(key)), to);
    }

    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        self.get(key).map(Cow::Borrowed)
    }
}

impl Record for &Document {
    fn write(&self, asked: Fields<'_>, to: &mut Vec<u8>) {
        match asked.are_all() {
            true => to.extend_from_slice(self.text().as_bytes()),
            false => (&***self).write(asked, to),
        }
    }

    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        self.get(key).map(Cow::Borrowed)
    }
}

/// A record that is made when it is looked at.
pub struct Made<F>(pub F);

impl<T: Serialize, F: Fn() -> T> Made<F> {
    fn object(&self) -> Object {
        match serde_json::to_value((self.0)()) {
            Ok(Value::Object(object)) => object,
            _ => Object::new(),
        }
    }
}

impl<T: Serialize, F: Fn() -> T> Record for Made<F> {
    fn write(&self, asked: Fields<'_>, to: &mut Vec<u8>) {
        match asked.are_all() {
            true => drop(serde_json::to_writer(to, &(self.0)())),
            false => (&self.object()).write(asked, to),
        }
    }

    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        self.object().shift_remove(key).map(Cow::Owned)
    }
}

/// Writes a record whose fields are known one by one.
pub fn write_fields(record: &impl Record, keys: &[&str], asked: Fields<'_>, to: &mut Vec<u8>) {
    let keys = keys.iter().filter(|key| asked.have(key));
    write_object(keys.filter_map(|key| Some((key, record.field(key)?))), to);
}

fn write_object(fields: impl Iterator<Item = (impl Serialize, impl Serialize)>, to: &mut Vec<u8>) {
    drop(serde_json::Serializer::new(to).collect_map(fields));
}

/// A record with all of its fields, as an answer.
pub fn whole(record: &impl Record) -> Response {
    let mut text = Vec::new();
    record.write(Fields::default(), &mut text);
    json(text)
}

/// The answer that a text of JSON is.
pub fn json(text: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// What stands at a field of a record, or at one inside it, as text.
pub fn text_of<'r>(record: &'r impl Record, path: &str) -> Option<Cow<'r, str>> {
    if let Some(text) = record.held(path) {
        return Some(Cow::Borrowed(text));
    }
    let (first, inside) = path.split_once('.').unwrap_or((path, ""));
    match record.field(first)? {
        Cow::Borrowed(field) => text(field, inside),
        Cow::Owned(field) => Some(Cow::Owned(text(&field, inside)?.into_owned())),
    }
}

fn text<'v>(value: &'v Value, inside: &str) -> Option<Cow<'v, str>> {
    let mut keys = inside.split('.').filter(|key| !key.is_empty());
    Some(match keys.try_fold(value, |value, key| value.get(key))? {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    })
}
