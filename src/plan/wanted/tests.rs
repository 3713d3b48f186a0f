use serde_json::{Value, json};

use super::*;
use crate::plan::Guard;
use crate::plan::digest::{digest, digest_of_shown};
use crate::plan::testing::{desired, summary, wanted};

/// With a value of its own in every field.
fn full() -> Desired {
    let mut desired = desired();
    desired.applications = vec![DesiredApplication {
        template: Some("mimecast".to_owned()),
        description: Some("Mail".to_owned()),
        color: Some("#006CAC".to_owned()),
        logo: Some(Logo {
            file_name: "mail.png".to_owned(),
            media_type: "image/png",
            bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
            sha256: "00".repeat(32),
        }),
        hidden: Some(true),
        idp_entity_id: Some("idp".to_owned()),
        attributes: vec![("tier".to_owned(), "gold".to_owned())],
        user_attributes: vec![("mail".to_owned(), "email".to_owned())],
        users: vec!["ann@w.example".to_owned()],
        metadata_url: Some("https://sso.example/metadata".to_owned()),
        ..wanted(Connector::Apps)
    }];
    desired.setting.members = vec!["ann@w.example".to_owned()];
    desired.admin = Some("ada@w.example".to_owned());
    desired.allow.allow(Guard::AdminLockout.into());
    desired
}

fn of(desired: &Desired) -> Wanted {
    Wanted::of(desired, Purpose::SetUp)
}

/// The paths of everything in a document that is no object.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| leaves(value, &format!("{at}/{name}"), found)),
        Value::Array(items) => {
            assert!(!items.is_empty(), "nothing to alter at {at}");
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| leaves(value, &format!("{at}/{index}"), found));
        }
        Value::Null => panic!("{at} has no value: give it one in `full`"),
        _ => found.push(at.to_owned()),
    }
}

/// Other values that may fit where this one stands.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(is) => vec![json!(!is)],
        Value::String(text) => vec![
            json!(format!("{text}x")),
            json!("admin-console"),
            json!("rotate"),
        ],
        other => panic!("{other}"),
    }
}

#[test]
fn every_field_is_in_the_digest() {
    let tenant = json!(summary(&full()));
    let wanted = of(&full());
    let changes = json!([]);
    let base = digest_of_shown(&tenant, &wanted, &changes);
    let document = json!(wanted);
    let mut paths = Vec::new();
    leaves(&document, "", &mut paths);
    assert!(paths.len() > 25, "{paths:?}");
    for path in &paths {
        let fitting = others(document.pointer(path).unwrap())
            .into_iter()
            .find_map(|other| {
                let mut altered = document.clone();
                *altered.pointer_mut(path).unwrap() = other;
                serde_json::from_value::<Wanted>(altered).ok()
            });
        let altered = fitting.unwrap_or_else(|| panic!("no other value fits {path}"));
        let digest = digest_of_shown(&tenant, &altered, &changes);
        assert_ne!(digest, base, "{path}");
    }
}

#[test]
fn what_a_plan_is_for_is_in_the_digest() {
    let purposes = [
        Purpose::SetUp,
        Purpose::Remove { deactivate: false },
        Purpose::Remove { deactivate: true },
        Purpose::Rotate,
        Purpose::Undo,
    ];
    let digests: std::collections::BTreeSet<String> = purposes
        .map(|purpose| digest(&summary(&full()), &Wanted::of(&full(), purpose), &[]))
        .into();
    assert_eq!(digests.len(), purposes.len());
}

#[test]
fn whose_plan_it_is_is_in_the_digest() {
    let tenant = json!(summary(&full()));
    let base = digest_of_shown(&tenant, &of(&full()), &json!([]));
    for path in [
        "/organization_id",
        "/account_code",
        "/grid/api_host",
        "/jumpcloud",
        "/mimecast",
        "/mode",
    ] {
        let mut altered = tenant.clone();
        *altered.pointer_mut(path).unwrap() = json!("another");
        let digest = digest_of_shown(&altered, &of(&full()), &json!([]));
        assert_ne!(digest, base, "{path}");
    }
}

#[test]
fn messages_and_what_a_person_confirms_for_one_run_are_not() {
    let mut other = full();
    other.backup_administrator = true;
    other.test_sign_in = true;
    other.notes.push(crate::plan::Warning {
        code: "x",
        message: "y".to_owned(),
    });
    other.refusals.push(Guard::GridMismatch.refuse("z"));
    assert_eq!(of(&other), of(&full()));
}

#[test]
fn it_comes_back_as_it_was_and_with_nothing_else_in_it() {
    let mut document = json!(of(&full()));
    let back: Wanted = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(back, of(&full()));
    document["blocks"]["web-apps"]["source"] = json!("apps");
    assert!(serde_json::from_value::<Wanted>(document).is_err());
}

#[test]
fn an_image_is_not_in_it() {
    let text = json!(of(&full())).to_string();
    assert!(text.contains("mail.png") && !text.contains("PNG"), "{text}");
}
