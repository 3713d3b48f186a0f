//! Answers that are one object: which one it is, and whether it is the one that was asked for.

use serde_json::Value;

use crate::error::Result;
use crate::http::Reply;

/// Whether `text` has the shape of an identifier of JumpCloud: 24 hexadecimal digits (an ObjectId, in every
/// recording and in the specifications), or a UUID, which newer kinds of objects have (*assumed* to be possible).
///
/// It is told by its shape that nothing else can stand for an id in a path: `applications/selection` is an endpoint.
pub(super) fn is_id(text: &str) -> bool {
    let hex = |part: &str| part.bytes().all(|b| b.is_ascii_hexdigit());
    match text.len() {
        24 => hex(text),
        36 => {
            let lengths: Vec<usize> = text.split('-').map(str::len).collect();
            lengths == [8, 4, 4, 4, 12] && text.split('-').all(hex)
        }
        _ => false,
    }
}

/// The identifier of a record: v1 `_id`, v2 `id`. JumpCloud's recordings have both, equal; two that differ are none.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn id_of(record: &Value) -> Result<&str, &'static str> {
    if !record.is_object() {
        return Err("something that is no object");
    }
    let mut ids = ["_id", "id"].iter().filter_map(|key| record.get(key));
    let id = match ids.next() {
        None | Some(Value::Null) => return Err("an object without an id"),
        Some(id) => id.as_str().ok_or("an object whose id is no text")?,
    };
    if ids.any(|other| other.as_str() != Some(id)) {
        return Err("an object with two ids");
    }
    match is_id(id) {
        true => Ok(id),
        false => Err("an object whose id has not the shape of one"),
    }
}

/// The one object in an answer, whichever it is; `wanted` names its kind, like `an application`.
///
/// # Errors
/// `unexpected-answer`: it is no JSON object, or has no id of the right shape. JumpCloud's errors (`{"error"}`,
/// `{"message"}`) have none either, and their text is told.
pub(super) fn object(reply: &Reply, wanted: &str) -> Result<Value> {
    let document = reply.json()?;
    let Err(found) = id_of(&document) else {
        return Ok(document);
    };
    let said = ["error", "message"]
        .iter()
        .find_map(|key| document.get(key))
        .and_then(Value::as_str);
    Err(match said {
        Some(_) => reply.unexpected(&reply.excerpt(), wanted),
        None => reply.unexpected(found, wanted),
    })
}

/// The object with this id, of an answer to a request for it.
///
/// # Errors
/// As [`object`]; `answer-of-another` when it is a different one.
pub(super) fn object_with(reply: &Reply, id: &str, wanted: &str) -> Result<Value> {
    let document = object(reply, wanted)?;
    match id_of(&document) {
        // The digits of an id are the same in upper and lower case.
        Ok(found) if found.eq_ignore_ascii_case(id) => Ok(document),
        found => Err(reply.of_another(found.unwrap_or_default(), id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ID: &str = "5f0c1e2d3b4a596877665544";

    #[test]
    fn an_id_has_the_shape_of_one() {
        let uuid = "0b2f7c1e-9a44-4a6e-8d31-0f0e0d0c0b0a";
        for (text, fits) in [
            (ID, true),
            ("5F0C1E2D3B4A596877665544", true),
            (uuid, true),
            ("", false),
            ("selection", false),
            ("5f0c1e2d3b4a59687766554", false),
            ("5f0c1e2d3b4a59687766554g", false),
            ("5f0c1e2d3b4a/968776655/4", false),
            ("0b2f7c1e9-a44-4a6e-8d31-0f0e0d0c0b0a", false),
            ("../../organizations/aaaaa", false),
        ] {
            assert_eq!(is_id(text), fits, "{text}");
        }
    }

    #[test]
    fn two_ids_that_differ_are_none() {
        let other = "5f0c1e2d3b4a596877665545";
        for (record, fits) in [
            (json!({"_id": ID}), true),
            (json!({"id": ID}), true),
            (json!({"_id": ID, "id": ID}), true),
            (json!({"_id": ID, "id": other}), false),
            (json!({"_id": ID, "id": 7}), false),
            (json!({"_id": null, "id": ID}), false),
            (json!({"_id": [ID]}), false),
            (json!({"_id": "selection"}), false),
            (json!({}), false),
            (json!([ID]), false),
            (json!(null), false),
        ] {
            assert_eq!(id_of(&record).is_ok(), fits, "{record}");
        }
    }
}
