//! One field of a change: what was, what is wanted, and where in the object's document it stands. What is shown of it is what
//! is written: [`Field::put`] is the only way from a plan into a document.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::connector::{Block, Holder};

use super::form::BlockField;

/// A field's value before or after a change.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// The value; `null` where there was none.
    Known(Value),
    /// Known only once changes it depends on were made.
    AfterApply,
    /// No API can read it.
    Unreadable,
}

impl FieldValue {
    /// No value: `null`.
    pub fn none() -> Self {
        FieldValue::Known(Value::Null)
    }

    /// The text, where it is known to be one.
    pub fn text(&self) -> Option<&str> {
        match self {
            FieldValue::Known(value) => value.as_str(),
            FieldValue::AfterApply | FieldValue::Unreadable => None,
        }
    }
}

/// In a sentence: as JSON, or why it is not known.
impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FieldValue::Known(value) => value.fmt(f),
            FieldValue::AfterApply => f.write_str("(known after apply)"),
            FieldValue::Unreadable => f.write_str("(cannot be read)"),
        }
    }
}

impl<T: Into<Value>> From<T> for FieldValue {
    fn from(value: T) -> Self {
        FieldValue::Known(value.into())
    }
}

impl Serialize for FieldValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unknown = match self {
            FieldValue::Known(value) => return value.serialize(serializer),
            FieldValue::AfterApply => "after-apply",
            FieldValue::Unreadable => "unreadable",
        };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("unknown", unknown)?;
        map.end()
    }
}

/// One step of the way from the top of a document to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into an object, by this key.
    Key(String),
    /// Into a list of rows `{"name", "value"}`, to the value of the row of this name.
    Row(String),
}

/// One field of a change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Its name: a JumpCloud document path (`config.acsUrl`), or `block.field` of a profile.
    pub name: String,
    /// The value that was observed.
    pub before: FieldValue,
    /// The value that is wanted.
    pub after: FieldValue,
    /// Whether the value is confidential. A plan never holds one; the mark is for readers of the JSON.
    pub sensitive: bool,
    /// Where the value stands in the object's document, from the top.
    #[serde(skip)]
    path: Vec<Step>,
    /// What is written, where people are shown something else for it: the certificate of a fingerprint, the id of a name.
    #[serde(skip)]
    written: Option<Value>,
}

impl Field {
    /// A field that is not confidential. Where it stands in the document its name says.
    pub fn new(
        name: impl Into<String>,
        before: impl Into<FieldValue>,
        after: impl Into<FieldValue>,
    ) -> Self {
        let name = name.into();
        Field {
            path: path_of(&name),
            name,
            before: before.into(),
            after: after.into(),
            sensitive: false,
            written: None,
        }
    }

    /// The same, standing elsewhere than its name says: a key of the service's that plans spell otherwise.
    pub fn at(mut self, path: &[String]) -> Self {
        self.path = path.iter().cloned().map(Step::Key).collect();
        self
    }

    /// The same; `value` is what is written for what is shown.
    pub fn written_as(mut self, value: impl Into<Value>) -> Self {
        self.written = Some(value.into());
        self
    }

    /// What is written for what is shown, where that is something else.
    pub fn written(&self) -> Option<&Value> {
        self.written.as_ref()
    }

    /// Which field of which block of a profile it is.
    pub fn of_block(&self) -> Option<(Block, BlockField)> {
        let (block, field) = self.name.split_once('.')?;
        let block = Block::ALL.into_iter().find(|b| b.as_str() == block)?;
        Some((block, BlockField::named(field)?))
    }

    /// The key in an application's `config` that it sets, the whole of it or a row.
    pub fn setting(&self) -> Option<&str> {
        match self.path.as_slice() {
            [Step::Key(config), Step::Key(key), ..] if config == "config" => Some(key),
            _ => None,
        }
    }

    /// Whose access it gives or takes away.
    pub fn holder(&self) -> Option<Holder> {
        Holder::ALL.into_iter().find(|h| h.as_str() == self.name)
    }

    /// Whether it takes a value away and puts none in its place.
    pub fn ends(&self) -> bool {
        self.after == FieldValue::none()
    }

    /// Whether a document has this value: null, an empty text and a key that is not there are all no value.
    pub fn is_in(&self, document: &Value, value: &FieldValue) -> bool {
        let FieldValue::Known(value) = value else {
            return false;
        };
        let nothing = |value: &Value| value.is_null() || *value == "";
        match find(document, &self.path) {
            Some(live) => live == value || (nothing(live) && nothing(value)),
            None => nothing(value),
        }
    }

    /// Puts `value` where the field stands; `None` takes away what stands there.
    pub fn put(&self, document: &mut Value, value: Option<Value>) {
        put(document, &self.path, value);
    }

    /// Puts what the plan shows as `after` into a document, or what is written for it. A value that is not known leaves the
    /// document as it is.
    pub fn put_after(&self, document: &mut Value) {
        match (&self.written, &self.after) {
            (Some(value), _) => self.put(document, Some(value.clone())),
            (None, FieldValue::Known(Value::Null)) => self.put(document, None),
            (None, FieldValue::Known(value)) => self.put(document, Some(value.clone())),
            (None, FieldValue::AfterApply | FieldValue::Unreadable) => {}
        }
    }
}

/// Where the value of a field stands by its name: `config.acsUrl` in `config.acsUrl.value`, `config.constantAttributes[x]`
/// in the row `x` of that list, `web-apps.issuer` in `blocks.web-apps.issuer`, any other as it reads.
fn path_of(name: &str) -> Vec<Step> {
    let keys = |keys: &[&str]| keys.iter().map(|k| Step::Key((*k).to_owned())).collect();
    if let Some(setting) = name.strip_prefix("config.") {
        let row = setting.strip_suffix(']').and_then(|s| s.split_once('['));
        let (key, row) = row.map_or((setting, None), |(key, row)| (key, Some(row)));
        let mut path: Vec<Step> = keys(&["config", key, "value"]);
        path.extend(row.map(|row| Step::Row(row.to_owned())));
        return path;
    }
    let block = name.split_once('.').and_then(|(block, field)| {
        let field = BlockField::named(field)?;
        let known = Block::ALL.iter().any(|b| b.as_str() == block);
        known.then(|| keys(&["blocks", block, field.key()]))
    });
    block.unwrap_or_else(|| keys(&name.split('.').collect::<Vec<_>>()))
}

fn find<'v>(document: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(document, |at, step| match step {
        Step::Key(key) => at.get(key),
        Step::Row(name) => row(at, name)?.get("value"),
    })
}

fn row<'v>(list: &'v Value, name: &str) -> Option<&'v Value> {
    list.as_array()?.iter().find(|row| row["name"] == name)
}

fn put(place: &mut Value, path: &[Step], value: Option<Value>) {
    let (step, below) = match path.split_first() {
        Some(split) => split,
        None => return,
    };
    match step {
        Step::Key(key) => {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            let Some(fields) = place.as_object_mut() else {
                return;
            };
            match (below.is_empty(), value) {
                (false, value) => put(
                    fields.entry(key.clone()).or_insert(Value::Null),
                    below,
                    value,
                ),
                (true, Some(value)) => {
                    fields.insert(key.clone(), value);
                }
                (true, None) => {
                    fields.shift_remove(key);
                }
            }
        }
        Step::Row(name) => {
            if !place.is_array() {
                *place = json!([]);
            }
            let Some(rows) = place.as_array_mut() else {
                return;
            };
            let at = rows.iter().position(|row| row["name"] == name.as_str());
            match (at, value) {
                (Some(at), Some(value)) => rows[at]["value"] = value,
                (Some(at), None) => {
                    rows.remove(at);
                }
                (None, Some(value)) => rows.push(json!({ "name": name, "value": value })),
                (None, None) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
