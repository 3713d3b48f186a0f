//! Each finding by a document of its kind; *assumed* documents, assembled from JumpCloud's specification.

use serde_json::{Value, json};
use time::Duration;

use super::*;
use crate::plan::signer::OwnCertificate;
use crate::plan::testing::{NOW, application, site};

/// The findings of an application that was edited, by code.
fn codes(edit: impl FnOnce(&mut Value)) -> Vec<&'static str> {
    let mut one = application();
    edit(&mut one.document);
    let all = [one];
    let found = survey(&all, NOW);
    found[0].findings.iter().map(|f| f.code).collect()
}

fn survey(applications: &[ObservedApplication], now: OffsetDateTime) -> Vec<Surveyed> {
    let (site, code) = (site("eu"), "CUK1A1".parse().unwrap());
    let survey = Survey {
        site: &site,
        account_code: &code,
        applications,
        ours: &BTreeMap::new(),
        now,
    };
    survey.found()
}

fn with(key: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |document| document["config"][key]["value"] = value
}

#[test]
fn each_slip_of_the_hand_has_its_name() {
    let cases: [(&'static str, Value, &[&str]); 19] = [
        (
            "acsUrl",
            json!("https://eu-api.mimecast.com/login/saml"),
            &[],
        ),
        (
            "acsUrl",
            json!("https://XX-api.mimecast.com/login/saml"),
            &["placeholder-left"],
        ),
        (
            "acsUrl",
            json!("https://eu-api.mimecast.com/login/saml/"),
            &["blank-or-slash"],
        ),
        (
            "acsUrl",
            json!(" https://eu-api.mimecast.com/login/saml"),
            &["blank-or-slash"],
        ),
        (
            "acsUrl",
            json!("https://us-api.mimecast.com/login/saml"),
            &["other-grid"],
        ),
        (
            "acsUrl",
            json!("https://eu-api.mimecast.com/login/sso/atp"),
            &["acs-path-unknown"],
        ),
        (
            "acsUrl",
            json!("http://eu-api.mimecast.com/login/saml"),
            &["acs-path-unknown"],
        ),
        ("acsUrl", json!(""), &["acs-path-unknown"]),
        (
            "spEntityId",
            json!("eu-api.mimecast.com.XXXXXX"),
            &["placeholder-left"],
        ),
        (
            "spEntityId",
            json!("https://eu-api.mimecast.com.CUK1A1"),
            &["entity-id-https"],
        ),
        (
            "spEntityId",
            json!("https://eu-api.mimecast.com.CUK1A1/"),
            &["blank-or-slash", "entity-id-https"],
        ),
        (
            "spEntityId",
            json!("eu-api.mimecast.com.CUK9Z9"),
            &["other-account"],
        ),
        (
            "spEntityId",
            json!("us-api.mimecast.com.CUK1A1"),
            &["other-grid"],
        ),
        (
            "spEntityId",
            json!("eu-api.mimecast.com"),
            &["entity-id-wrong"],
        ),
        ("subjectField", json!("username"), &["name-id"]),
        (
            "overrideNameIdFormat",
            json!("urn:oasis:names:tc:SAML:2.0:nameid-format:transient"),
            &["name-id-format"],
        ),
        (
            "overrideNameIdFormat",
            json!("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"),
            &[],
        ),
        ("idpEntityId", json!(""), &["issuer-empty"]),
        ("signAssertion", json!(false), &["unsigned"]),
    ];
    for (key, value, expected) in cases {
        assert_eq!(codes(with(key, value.clone())), expected, "{key}: {value}");
    }
    assert_eq!(codes(|d| d["active"] = json!(false)), ["inactive"]);
    assert_eq!(
        codes(|d| {
            d.as_object_mut().unwrap().remove("active");
        }),
        ["active-unread"]
    );
    let nothing = json!("bm90aGluZw==");
    assert_eq!(
        codes(with("idpCertificate", nothing)),
        ["certificate-unreadable"]
    );
}

#[test]
fn what_is_not_shown_is_unread_and_not_judged() {
    let removed = |key: &'static str| {
        move |d: &mut Value| {
            d["config"].as_object_mut().unwrap().remove(key);
        }
    };
    for key in ["idpEntityId", "spEntityId", "acsUrl"] {
        assert_eq!(codes(removed(key)), ["unread"], "{key}");
        for value in [json!(null), json!(7), json!({}), json!([""])] {
            assert_eq!(
                codes(with(key, value.clone())),
                ["unread"],
                "{key}: {value}"
            );
        }
    }
    for (key, value) in [
        ("subjectField", json!(["email"])),
        ("overrideNameIdFormat", json!(1)),
        ("signAssertion", json!("false")),
    ] {
        let edit = |d: &mut Value| d["config"][key] = json!({ "value": value });
        assert_eq!(codes(edit), ["unread"], "{key}");
        // What a template lacks, and what nobody chose, is JumpCloud's default.
        assert_eq!(codes(removed(key)), [""; 0], "{key}");
        let unset = |d: &mut Value| d["config"][key] = json!({ "value": null });
        assert_eq!(codes(unset), [""; 0], "{key}");
    }
    for nothing in [json!(null), json!("x"), json!([])] {
        assert_eq!(codes(|d| d["config"] = nothing), ["unread"]);
    }
}

#[test]
fn of_two_whose_entity_id_is_not_shown_none_is_called_the_others_duplicate() {
    let mut one = application();
    one.document["config"]["spEntityId"]["value"] = Value::Null;
    let mut other = one.clone();
    other.id = "a2".to_owned();
    other.idp_url = "https://sso.jumpcloud.com/saml2/bob".to_owned();
    for found in survey(&[one, other], NOW) {
        assert_eq!(found.findings.len(), 1, "{found:?}");
        assert_eq!(found.findings[0].code, "unread");
    }
}

#[test]
fn a_certificate_is_spoken_of_before_its_end_and_after_it() {
    let all = [application()];
    let OwnCertificate::Shown(own) = OwnCertificate::of(&all[0].document) else {
        panic!("no certificate");
    };
    for (days, expected) in [
        (40, None),
        (20, Some("certificate-ending")),
        (-1, Some("certificate-ended")),
    ] {
        let found = survey(&all, own.not_after() - Duration::days(days));
        assert_eq!(
            found[0].findings.first().map(|f| f.code),
            expected,
            "{days}"
        );
    }
}

#[test]
fn two_of_one_kind_point_at_each_other() {
    let (one, mut other) = (application(), application());
    other.id = "a2".to_owned();
    let found = survey(&[one.clone(), other.clone()], NOW);
    assert!(
        found.iter().all(|f| f.findings[0].code == "duplicate"),
        "{found:?}"
    );
    other.idp_url = "https://sso.jumpcloud.com/saml2/bob".to_owned();
    let found = survey(&[one.clone(), other.clone()], NOW);
    assert!(
        found.iter().all(|f| f.findings[0].code == "duplicate"),
        "{found:?}"
    );
    other.document["config"]["acsUrl"]["value"] =
        json!("https://eu-api.mimecast.com/login/sso/mpp");
    let found = survey(&[one, other], NOW);
    assert!(found.iter().all(|f| f.findings.is_empty()), "{found:?}");
    let portal = found.iter().find(|f| f.id == "a2").unwrap();
    assert_eq!(
        portal.adopted_by().unwrap(),
        "--idp-url-suffix personal-portal:bob"
    );
}

#[test]
fn what_is_mimecasts_is_told_by_template_address_or_entity_id_alone() {
    type Edit = fn(&mut Value);
    let nothing: Edit = |d| {
        d["name"] = json!("saml2");
        d["config"]["acsUrl"]["value"] = json!("https://app.example/acs");
        d["config"]["spEntityId"]["value"] = json!("https://app.example");
    };
    let cases: [(Edit, bool); 4] = [
        (nothing, false),
        (|d| d["name"] = json!("mimecast"), true),
        (
            |d| d["config"]["acsUrl"]["value"] = json!("https://eu-api.mimecast.com/x"),
            true,
        ),
        (
            |d| d["config"]["spEntityId"]["value"] = json!("eu-api.mimecast.com.CUK1A1"),
            true,
        ),
    ];
    for (edit, expected) in cases {
        let mut one = application();
        nothing(&mut one.document);
        edit(&mut one.document);
        assert_eq!(!survey(&[one], NOW).is_empty(), expected);
    }
}
