use serde_json::json;

use super::*;

fn profile() -> Object {
    let description = "x".to_owned();
    Object::Profile { description }
}

#[test]
fn names_are_those_of_plans() {
    let document = json!({
        "id": "p1", "description": "x", "twoStepAuthentication": "none", "permittedIpRanges": [],
        "blocks": {"web-apps": {"loginUrl": "https://x", "issuer": "", "enforced": false}},
    });
    let names: Vec<String> = facts(&profile(), &document).into_keys().collect();
    assert_eq!(
        names,
        [
            "description",
            "permitted-ip-ranges",
            "two-step-authentication",
            "web-apps.enforced",
            "web-apps.login-url"
        ]
    );
}

#[test]
fn of_an_application_only_what_was_set_counts() {
    let object = Object::Application {
        connector: crate::connector::Connector::Apps,
        idp_url: String::new(),
        label: String::new(),
    };
    let document = json!({
        "_id": "a1", "active": true, "displayLabel": "Mail", "created": "today", "logo": {"url": "x"},
        "sso": {"hidden": false, "idpCertExpirationAt": "2029"},
        "config": {"acsUrl": {"value": "https://x", "label": "ACS"}, "idpPrivateKey": {"value": "hush"}},
    });
    let names: Vec<String> = facts(&object, &document).into_keys().collect();
    assert_eq!(
        names,
        ["active", "config.acsUrl", "displayLabel", "sso.hidden"]
    );
}

#[test]
fn the_fields_between_two_documents_make_one_the_other() {
    let before = json!({"id": "old", "a": 1, "b": "x", "c": "", "blocks": {"w": {"issuer": "i"}}});
    let live = json!({"id": "new", "a": 2, "b": "y", "c": "z", "blocks": {"w": {}}, "more": true});
    let mut back = live.clone();
    for field in fields_between(&profile(), &live, &before) {
        field.put_after(&mut back);
    }
    let expected =
        json!({"id": "new", "a": 1, "b": "x", "c": "", "blocks": {"w": {"issuer": "i"}}});
    assert_eq!(back, expected);
    assert_eq!(differences(&profile(), &back, &before), []);
}
