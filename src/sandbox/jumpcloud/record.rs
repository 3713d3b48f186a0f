//! The records that lists are made of, which show of themselves no more than is asked for.

use std::borrow::Cow;

use serde_json::Value;

/// What a list is made of.
pub trait Record {
    /// The record as it is shown.
    fn document(&self) -> Value;

    /// One field of the document.
    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        let mut document = self.document();
        Some(Cow::Owned(document.get_mut(key)?.take()))
    }
}

impl Record for &Value {
    fn document(&self) -> Value {
        Value::clone(self)
    }

    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        self.get(key).map(Cow::Borrowed)
    }
}

/// A record that is made when it is looked at.
pub struct Made<F>(pub F);

impl<F: Fn() -> Value> Record for Made<F> {
    fn document(&self) -> Value {
        (self.0)()
    }
}

/// The document that a record's fields make, where they are known one by one.
pub fn fields(record: &impl Record, keys: &[&str]) -> Value {
    let field = |key: &&str| Some(((*key).to_owned(), record.field(key)?.into_owned()));
    Value::Object(keys.iter().filter_map(field).collect())
}

/// What stands at a field of a record, or at one inside it, as text.
pub fn text_of(record: &impl Record, path: &str) -> Option<String> {
    let (first, inside) = path.split_once('.').unwrap_or((path, ""));
    let field = record.field(first)?;
    let inside = inside.split('.').filter(|key| !key.is_empty());
    let value = { inside }.try_fold(&*field, |value, key| value.get(key))?;
    Some(match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}
