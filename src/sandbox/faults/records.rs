//! Where in an answer the records are, and what can be done to them. Pure.

use serde_json::{Value, json};

use super::form::{Total, Which};

/// What a record of some kind cannot do without. Where it has none of them, it is its id.
const PARTS: [&str; 17] = [
    "groupMembers",
    "folders",
    "categories",
    "blocks",
    "config",
    "authenticationProfileId",
    "groupId",
    "access_token",
    "accountCode",
    "account-codes",
    "home-account",
    "from",
    "to",
    "paths",
    "success",
    "roleName",
    "emailAddress",
];
/// Lists that Mimecast puts inside the one record of an answer.
const INSIDE: [&str; 3] = ["groupMembers", "folders", "categories"];
/// Where the id of a record is.
const IDS: [&str; 3] = ["/_id", "/id", "/to/id"];

/// The list that an answer is: JumpCloud's `results` or bare array, Mimecast's `data`, and at its newer addresses the list by its
/// own name.
fn outer(document: &Value) -> Option<&'static str> {
    if document.is_array() {
        return Some("");
    }
    let mut keys = ["/results", "/data", "/roles", "/groups", "/groupMembers"].into_iter();
    keys.find(|key| document.pointer(key).is_some_and(Value::is_array))
}

/// The list of records proper: inside the one record of an answer where there is such a one.
fn inner(document: &Value) -> Option<String> {
    let outer = outer(document)?;
    let list = document.pointer(outer)?.as_array()?;
    let inside = match list.as_slice() {
        [only] => INSIDE
            .into_iter()
            .find(|key| only.get(key).is_some_and(Value::is_array)),
        _ => None,
    };
    Some(match inside {
        Some(key) => format!("{outer}/0/{key}"),
        None => outer.to_owned(),
    })
}

fn list_mut<'a>(document: &'a mut Value, pointer: &str) -> Option<&'a mut Vec<Value>> {
    document.pointer_mut(pointer)?.as_array_mut()
}

/// The records of an answer, if it is a list.
pub fn records(document: &Value) -> Option<&Vec<Value>> {
    document.pointer(&inner(document)?)?.as_array()
}

/// Puts other records in the place of those of an answer.
pub fn set_records(document: &mut Value, records: Vec<Value>) -> Option<()> {
    let at = inner(document)?;
    *list_mut(document, &at)? = records;
    Some(())
}

/// Says of how many records an answer tells: its own total, where it has one. `added` adds Mimecast's where an
/// answer has none.
fn set_total(document: &mut Value, lost: usize, total: Total) {
    if total == Total::Kept {
        let Some(data) = document.get("data").and_then(Value::as_array) else {
            return;
        };
        let all = data.len() + lost;
        if let Some(pagination) = document.pointer_mut("/meta/pagination") {
            let counted = pagination.get("totalCount").is_some();
            if !counted && pagination.is_object() {
                pagination["totalCount"] = json!(all);
            }
        }
        return;
    }
    for at in ["/totalCount", "/meta/pagination/totalCount"] {
        if let Some(count) = document.pointer_mut(at) {
            let left = count.as_u64().unwrap_or_default();
            *count = json!(left.saturating_sub(lost as u64));
        }
    }
}

/// Takes everything out of a list: all of Mimecast's `data`, not what is inside. Gives how many records went.
pub fn empty(document: &mut Value, total: Total) -> Option<usize> {
    let lost = records(document)?.len();
    let at = outer(document)?;
    list_mut(document, at)?.clear();
    for (place, token) in [("/meta/pagination", "next"), ("/meta", "nextPage")] {
        if let Some(place) = document.pointer_mut(place) {
            place.as_object_mut()?.shift_remove(token);
        }
    }
    set_total(document, lost, total);
    Some(lost)
}

/// Takes the last record out. Gives how many went, which is one.
pub fn shorten(document: &mut Value, total: Total) -> Option<usize> {
    let at = inner(document)?;
    list_mut(document, &at)?.pop()?;
    set_total(document, 1, total);
    Some(1)
}

/// Puts `null` in the place of records; for all of them, in that of Mimecast's one record too.
pub fn nullify(document: &mut Value, which: Which) -> Option<()> {
    let at = match which {
        Which::All => outer(document)?.to_owned(),
        Which::First | Which::Last => inner(document)?,
    };
    let list = list_mut(document, &at)?;
    match which {
        Which::First => *list.first_mut()? = Value::Null,
        Which::Last => *list.last_mut()? = Value::Null,
        Which::All => list.fill(Value::Null),
    }
    Some(())
}

/// Takes a field from each record, or from the document that is none: the one named, or what it cannot do without.
pub fn strip(document: &mut Value, field: Option<&str>) -> Option<()> {
    let Some(at) = outer(document) else {
        return strip_one(document, field);
    };
    let inside = inner(document)?;
    for record in list_mut(document, at)? {
        strip_one(record, field);
    }
    if field.is_some() && inside != at {
        for record in list_mut(document, &inside).into_iter().flatten() {
            strip_one(record, field);
        }
    }
    Some(())
}

fn strip_one(record: &mut Value, field: Option<&str>) -> Option<()> {
    let record = record.as_object_mut()?;
    if let Some(field) = field {
        record.shift_remove(field);
        return Some(());
    }
    let before = record.len();
    record.retain(|key, _| !PARTS.contains(&key.as_str()));
    if record.len() == before {
        record.retain(|key, _| !matches!(key.as_str(), "_id" | "id"));
    }
    Some(())
}

/// Where a record has its id.
pub fn id_pointer(record: &Value) -> Option<&'static str> {
    let mut places = IDS.into_iter();
    places.find(|at| record.pointer(at).is_some_and(Value::is_string))
}

/// Gives each record the id of the one after it, and the last one that of the first. `None` where there are not
/// two.
pub fn shift_ids(document: &mut Value) -> Option<()> {
    let at = inner(document)?;
    let list = list_mut(document, &at)?;
    let places: Vec<(usize, &str)> = (list.iter().enumerate())
        .filter_map(|(index, record)| Some((index, id_pointer(record)?)))
        .collect();
    let mut ids: Vec<Value> = places
        .iter()
        .filter_map(|(index, at)| list[*index].pointer(at).cloned())
        .collect();
    if ids.len() < 2 {
        return None;
    }
    ids.rotate_left(1);
    for ((index, at), id) in places.into_iter().zip(ids) {
        *list[index].pointer_mut(at)? = id;
    }
    Some(())
}

/// The id of a document that is no list, or of the only record of a list.
pub fn only_id(document: &mut Value) -> Option<&mut Value> {
    let at = match inner(document) {
        None => String::new(),
        Some(list) if document.pointer(&list)?.as_array()?.len() == 1 => format!("{list}/0"),
        Some(_) => return None,
    };
    let place = id_pointer(document.pointer(&at)?)?;
    document.pointer_mut(&format!("{at}{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed<T>(mut document: Value, change: impl FnOnce(&mut Value) -> Option<T>) -> Value {
        change(&mut document).map_or(json!("unfit"), |_| document)
    }

    #[test]
    fn a_list_of_either_service_is_emptied_and_shortened() {
        let v1 = json!({ "results": [{ "_id": "a" }, { "_id": "b" }], "totalCount": 2 });
        let v2 = json!([{ "id": "a" }, { "id": "b" }]);
        let paged = |data: Value, pagination: Value| json!({ "meta": { "pagination": pagination }, "data": data });
        let profiles = paged(
            json!([{ "id": "a" }, { "id": "b" }]),
            json!({ "next": "x" }),
        );
        let members = paged(json!([{ "groupMembers": ["a", "b"] }]), json!({}));
        for (list, emptied, shorter) in [
            (
                v1,
                json!({ "results": [], "totalCount": 0 }),
                json!({ "results": [{ "_id": "a" }], "totalCount": 1 }),
            ),
            (v2, json!([]), json!([{ "id": "a" }])),
            (
                profiles,
                paged(json!([]), json!({})),
                paged(json!([{ "id": "a" }]), json!({ "next": "x" })),
            ),
            (
                members,
                paged(json!([]), json!({})),
                paged(json!([{ "groupMembers": ["a"] }]), json!({})),
            ),
            (json!({ "_id": "a" }), json!("unfit"), json!("unfit")),
        ] {
            let empty = changed(list.clone(), |list| empty(list, Total::Lowered));
            assert_eq!(empty, emptied, "{list}");
            let short = changed(list.clone(), |list| shorten(list, Total::Lowered));
            assert_eq!(short, shorter, "{list}");
        }
    }

    #[test]
    fn a_total_can_stay_and_mimecasts_is_added() {
        let v1 = json!({ "results": [{ "_id": "a" }], "totalCount": 1 });
        let emptied = changed(v1, |list| empty(list, Total::Kept));
        assert_eq!(emptied, json!({ "results": [], "totalCount": 1 }));
        let page = json!({ "meta": { "pagination": {} }, "data": [{ "id": "a" }, { "id": "b" }] });
        let shorter = changed(page, |list| shorten(list, Total::Kept));
        assert_eq!(shorter["meta"]["pagination"]["totalCount"], 2);
    }

    #[test]
    fn records_lose_what_they_cannot_do_without() {
        for (whole, field, left) in [
            (
                json!([{ "id": "a", "to": {} }, { "id": "b" }]),
                None,
                json!([{ "id": "a" }, {}]),
            ),
            (
                json!({ "_id": "a", "config": {} }),
                None,
                json!({ "_id": "a" }),
            ),
            (
                json!({ "_id": "a", "name": "x" }),
                None,
                json!({ "name": "x" }),
            ),
            (
                json!({ "data": [{ "groupMembers": [{ "type": "x" }] }] }),
                None,
                json!({ "data": [{}] }),
            ),
            (
                json!({ "data": [{ "groupMembers": [{ "type": "x" }] }] }),
                Some("type"),
                json!({ "data": [{ "groupMembers": [{}] }] }),
            ),
        ] {
            let stripped = changed(whole.clone(), |document| strip(document, field));
            assert_eq!(stripped, left, "{whole}");
        }
    }

    #[test]
    fn ids_go_round_and_nulls_stand_where_they_are_asked_for() {
        let list = json!([{ "id": "a" }, { "to": { "id": "b" } }, { "_id": "c" }]);
        assert_eq!(
            changed(list, shift_ids),
            json!([{ "id": "b" }, { "to": { "id": "c" } }, { "_id": "a" }])
        );
        assert_eq!(changed(json!([{ "id": "a" }]), shift_ids), json!("unfit"));
        let members = json!({ "data": [{ "groupMembers": [1, 2] }] });
        for (which, inside) in [
            (Which::First, json!([{ "groupMembers": [null, 2] }])),
            (Which::Last, json!([{ "groupMembers": [1, null] }])),
            (Which::All, json!([null])),
        ] {
            let nulled = changed(members.clone(), |document| nullify(document, which));
            assert_eq!(nulled["data"], inside);
        }
    }
}
