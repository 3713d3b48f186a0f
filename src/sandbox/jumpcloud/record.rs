//! The records that lists are made of, which show of themselves no more than is asked for.

use std::borrow::Cow;

use serde_json::Value;

use super::document::Object;

/// What a list is made of.
pub trait Record {
    /// The record as it is shown.
    fn document(&self) -> Cow<'_, Object>;

    /// One field of the document.
    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        match self.document() {
            Cow::Borrowed(document) => document.get(key).map(Cow::Borrowed),
            Cow::Owned(mut document) => document.shift_remove(key).map(Cow::Owned),
        }
    }

    /// A field that is held as the text that it is.
    fn held(&self, _key: &str) -> Option<&str> {
        None
    }
}

impl Record for &Object {
    fn document(&self) -> Cow<'_, Object> {
        Cow::Borrowed(self)
    }
}

/// A record that is made when it is looked at.
pub struct Made<F>(pub F);

impl<F: Fn() -> Value> Record for Made<F> {
    fn document(&self) -> Cow<'_, Object> {
        let mut made = (self.0)();
        Cow::Owned(made.as_object_mut().map(std::mem::take).unwrap_or_default())
    }
}

/// The document that a record's fields make, where they are known one by one.
pub fn fields<'r>(record: &impl Record, keys: &[&str]) -> Cow<'r, Object> {
    let field = |key: &&str| Some(((*key).to_owned(), record.field(key)?.into_owned()));
    Cow::Owned(keys.iter().filter_map(field).collect())
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
