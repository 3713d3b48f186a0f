//! Where fields stand, and what is put there.

use super::*;

#[test]
fn a_field_stands_where_its_name_says() {
    let mut document = json!({
        "active": true,
        "sso": {"hidden": false, "type": "saml"},
        "config": {
            "acsUrl": {"value": "https://a", "label": "ACS"},
            "constantAttributes": {"value": [{"name": "other", "value": "x", "more": 1}]},
        },
        "blocks": {"web-apps": {"loginUrl": "", "extra": 7}},
    });
    for (name, before, after) in [
        ("active", json!(true), json!(false)),
        ("description", json!(null), json!("Mail")),
        ("sso.hidden", json!(false), json!(true)),
        ("config.acsUrl", json!("https://a"), json!("https://b")),
        ("config.constantAttributes[dept]", json!(null), json!("IT")),
        ("config.constantAttributes[other]", json!("x"), json!("y")),
        ("web-apps.login-url", json!(null), json!("https://c")),
    ] {
        let field = Field::new(name, before, after);
        assert!(field.is_in(&document, &field.before), "{name}");
        assert!(!field.is_in(&document, &field.after), "{name}");
        field.put_after(&mut document);
        assert!(field.is_in(&document, &field.after), "{name}");
    }
    assert_eq!(
        document,
        json!({
            "active": false,
            "sso": {"hidden": true, "type": "saml"},
            "config": {
                "acsUrl": {"value": "https://b", "label": "ACS"},
                "constantAttributes": {"value": [
                    {"name": "other", "value": "y", "more": 1}, {"name": "dept", "value": "IT"},
                ]},
            },
            "blocks": {"web-apps": {"loginUrl": "https://c", "extra": 7}},
            "description": "Mail",
        })
    );
}

#[test]
fn what_is_written_may_be_another_value_than_is_shown() {
    let mut document = json!({"a": 1, "b": "x", "c": 3});
    Field::new("a", 1, "AB:CD")
        .written_as("MII=")
        .put_after(&mut document);
    Field::new("b", "x", FieldValue::none())
        .written_as("")
        .put_after(&mut document);
    Field::new("c", 3, FieldValue::none()).put_after(&mut document);
    Field::new("d", FieldValue::none(), FieldValue::AfterApply).put_after(&mut document);
    assert_eq!(document, json!({"a": "MII=", "b": ""}));
}

#[test]
fn a_field_is_put_where_something_else_stands() {
    for mut document in [json!(null), json!(7), json!({"config": [], "blocks": "x"})] {
        Field::new("config.acsUrl", FieldValue::none(), "a").put_after(&mut document);
        Field::new("config.x[y]", FieldValue::none(), "b").put_after(&mut document);
        Field::new("web-apps.issuer", FieldValue::none(), "c").put_after(&mut document);
        assert_eq!(document["config"]["acsUrl"]["value"], "a");
        assert_eq!(document["config"]["x"]["value"][0]["value"], "b");
        assert_eq!(document["blocks"]["web-apps"]["issuer"], "c");
    }
}
