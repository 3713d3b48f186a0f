//! What every record of a list must be: an object that says which one it is.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::text;

/// The error of a list that does not say what it must: `why` tells what it lacks.
pub(super) fn unreadable(doing: &str, why: &str) -> Error {
    Error::failed("list-unreadable", format!("{doing}: {why}"))
        .hint("nothing was concluded from that answer; run the same command again")
        .hint("a proxy in between may cut answers short; if it stays, look at the list in the Mimecast console")
}

/// A text that must be there and say something.
pub(super) fn required<'r>(record: &'r Value, key: &str) -> Result<&'r str, String> {
    match record.get(key).and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(text),
        _ => Err(format!("a record has no \"{key}\"")),
    }
}

/// A text that may be left out, and is one where it is there.
pub(super) fn optional<'r>(record: &'r Value, key: &str) -> Result<Option<&'r str>, String> {
    match record.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("\"{key}\" of a record is no text")),
    }
}

/// A text field; empty where it is missing or no text.
pub(super) fn text<'a>(document: &'a Value, key: &str) -> &'a str {
    document
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Mimecast's identifier of a record: opaque, and of a shape that cannot be mistaken for anything else. They were seen as
/// base64 in both alphabets.
pub(super) fn identifier(record: &Value) -> Result<&str, String> {
    let id = required(record, "id")?;
    match is_identifier(id) {
        true => Ok(id),
        false => Err(format!(
            "\"{}\" is no identifier of Mimecast",
            text::value(id, 60)
        )),
    }
}

/// Whether a text has the shape of an identifier: at most 1024 characters of base64 and of what names are made of.
pub(super) fn is_identifier(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~=+/:|@".contains(&b);
    (1..=1024).contains(&id.len())
        && id.bytes().all(plain)
        && !id.bytes().all(|b| b == b'.')
        && !id.split('/').any(|part| part == "." || part == "..")
}

/// Whether a record is the account's default one.
pub(super) fn is_default(record: &Value) -> Result<bool, String> {
    match record.get("default") {
        None => Ok(false),
        Some(Value::Bool(default)) => Ok(*default),
        Some(_) => Err("\"default\" of a record is neither true nor false".to_owned()),
    }
}

/// Checks a whole list of objects that are told apart by their ids, of which one is the account's default. One that came
/// twice is kept once.
pub(super) fn checked(records: Vec<Value>) -> Result<Vec<Value>, String> {
    let mut kept: Vec<Value> = Vec::with_capacity(records.len());
    let mut places = std::collections::HashMap::new();
    for record in records {
        let id = identifier(&record)?.to_owned();
        required(&record, "description")?;
        match places.get(&id) {
            None => {
                places.insert(id, kept.len());
                kept.push(record);
            }
            Some(&place) if kept[place] == record => {}
            Some(_) => return Err("two different records have the same id".to_owned()),
        }
    }
    let mut defaults = 0;
    for record in &kept {
        defaults += usize::from(is_default(record)?);
    }
    match defaults {
        1 => Ok(kept),
        0 => Err("the account's default one is not among them".to_owned()),
        _ => Err("several say that they are the account's default".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_identifier_is_one_opaque_word() {
        for id in ["eNo_x-1=", "a+/b==", "mc-profile-seed-0001", "5f0c"] {
            assert!(is_identifier(id), "{id}");
        }
        let long = "x".repeat(1025);
        for id in [
            "", ".", "..", "a/../b", "../x", "a b", "a?b", "a#b", "a%2f", "a\nb", "é", "<i>", &long,
        ] {
            assert!(!is_identifier(id), "{id}");
        }
    }

    #[test]
    fn a_list_says_which_one_is_the_default_and_never_two_things_of_one_id() {
        let default = json!({"id": "1", "description": "Default", "default": true});
        let other = json!({"id": "2", "description": "Other", "default": false});
        let list = checked;
        assert_eq!(list(vec![default.clone(), other.clone()]).unwrap().len(), 2);
        let twice = vec![default.clone(), other.clone(), other.clone()];
        assert_eq!(list(twice).unwrap().len(), 2);
        for spoilt in [
            vec![],
            vec![other.clone()],
            vec![
                default.clone(),
                json!({"id": "3", "description": "x", "default": true}),
            ],
            vec![default.clone(), json!({"id": "1", "description": "x"})],
            vec![default.clone(), json!(null)],
            vec![default.clone(), json!("x")],
            vec![default.clone(), json!({})],
            vec![default.clone(), json!({"id": "3"})],
            vec![default.clone(), json!({"id": "3", "description": " "})],
            vec![default.clone(), json!({"id": 3, "description": "x"})],
            vec![
                default.clone(),
                json!({"id": "3", "description": "x", "default": null}),
            ],
            vec![default.clone(), json!({"id": "3 4", "description": "x"})],
        ] {
            assert!(list(spoilt.clone()).is_err(), "{spoilt:?}");
        }
    }
}
