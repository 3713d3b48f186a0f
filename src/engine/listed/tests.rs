use serde_json::json;

use super::*;

const OURS: &str = "5f0000000000000000000001";

fn held(change: impl FnOnce(&mut Value)) -> Result<()> {
    let mut document = json!({
        "_id": "5f00000000000000000000aa",
        "name": "mimecast",
        "ssoUrl": "https://sso.jumpcloud.com/saml2/mail",
        "organization": OURS,
        "sso": { "type": "saml" },
        "config": {
            "acsUrl": { "value": "https://eu-api.mimecast.com/login/saml" },
            "spEntityId": { "value": null },
        },
    });
    change(&mut document);
    let application = ObservedApplication {
        id: "5f00000000000000000000aa".to_owned(),
        label: "Mail".to_owned(),
        idp_url: "https://sso.jumpcloud.com/saml2/mail".to_owned(),
        document,
    };
    let all = [application];
    hold(&all, Some(OURS)).and_then(|()| hold_complete(&all))
}

#[test]
fn an_application_of_another_organisation_is_not_decided_on() {
    held(|_| {}).unwrap();
    held(|a| a["organization"] = json!(OURS.to_uppercase())).unwrap();
    held(|a| a["organization"] = Value::Null).unwrap();
    let error = held(|a| a["organization"] = json!("5f0000000000000000000002")).unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("answer-of-another", 1));
}

#[test]
fn one_of_mimecasts_that_does_not_show_its_values_makes_the_list_unreadable() {
    for (what, change) in [
        (
            "no settings",
            (|a| a["config"] = json!({})) as fn(&mut Value),
        ),
        ("null settings", |a| a["config"] = Value::Null),
        ("no ACS URL", |a| a["config"]["acsUrl"] = json!({})),
        ("no entity ID", |a| a["config"]["spEntityId"] = Value::Null),
        ("no text for an ACS URL", |a| {
            a["config"]["acsUrl"] = json!({ "value": 7 })
        }),
        ("known by its ACS URL", |a| {
            a["name"] = json!("saml2");
            a["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/bob");
            a["config"].as_object_mut().unwrap().remove("spEntityId");
        }),
        ("known by its address", |a| {
            a["name"] = json!("saml2");
            a["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/mimecast-cuk1a1");
            a["config"] = json!({});
        }),
    ] {
        let error = held(change).unwrap_err();
        assert_eq!(
            (error.code, error.exit_code()),
            ("list-unreadable", 1),
            "{what}"
        );
    }
    // Whose it is that shows no settings at all, nobody knows.
    let error = held(|a| {
        a["name"] = json!("slack");
        a["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/bob");
        a.as_object_mut().unwrap().remove("config");
    });
    assert_eq!(error.unwrap_err().code, "list-unreadable");
    // What is not Mimecast's, or no SAML, need not say what nobody asks of it.
    held(|a| {
        a["name"] = json!("slack");
        a["config"] = json!({});
    })
    .unwrap();
    held(|a| {
        a["sso"]["type"] = json!("bookmark");
        a["config"] = Value::Null;
    })
    .unwrap();
}
