//! Documents by tables and properties.

use proptest::prelude::*;

use super::*;
use crate::connector::{Connector, Grid};
use crate::plan::testing::{site, template, wanted};

const IDP_URL: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

fn edit_eu(base: &Value, wanted: &DesiredApplication, fresh: bool) -> Result<Edit> {
    let code = "CUK1A1".parse().unwrap();
    let fill = Fill {
        site: &site("eu"),
        account_code: &code,
    };
    edit(base, wanted, fill, IDP_URL, fresh)
}

#[test]
fn every_placeholder_of_the_article_is_filled_for_every_grid() {
    let code: AccountCode = "CXX1A1".parse().unwrap();
    for grid in Grid::all() {
        let site = grid.into();
        let fill = Fill {
            site: &site,
            account_code: &code,
        };
        for text in [
            "https://XX-api.mimecast.com/login/saml",
            "XX-api.mimecast.com.XXXXXX",
            "https://login-XX.mimecast.com/?code=XXXXXX",
            "XX/XXXXXX",
        ] {
            let filled = fill.fill(text);
            assert!(!is_left_in(&filled), "{filled}");
        }
        let acs = fill.fill("https://XX-api.mimecast.com/login/saml");
        assert_eq!(acs, Connector::Apps.acs_url(&site));
    }
}

#[test]
fn a_placeholder_that_nothing_fills_is_an_error() {
    let mut base = template();
    base["config"]["idpInitUrl"]["value"] = json!("https://YOUR_SUBDOMAIN.example/");
    let error = edit_eu(&base, &wanted(Connector::Apps), true).unwrap_err();
    assert_eq!(error.code, "template-placeholder-left");
    assert!(error.message.contains("idpInitUrl"));
}

#[test]
fn a_create_request_never_carries_key_material() {
    let edit = edit_eu(&template(), &wanted(Connector::Apps), true).unwrap();
    let body = create_body(&template(), &edit.fields);
    let config = body["config"].as_object().unwrap();
    let keys: Vec<&String> = config.keys().collect();
    assert_eq!(keys, ["idpEntityId", "spEntityId", "acsUrl", "idpInitUrl"]);
    assert_eq!(body["active"], true);
    assert_eq!(body["name"], "mimecast");
    assert_eq!(
        body["config"]["idpInitUrl"]["value"],
        "https://login-uk.mimecast.com/CUK1A1"
    );
}

#[test]
fn an_empty_issuer_becomes_the_idp_url() {
    let mut base = template();
    base["config"]["idpEntityId"]["value"] = json!("");
    let edit = edit_eu(&base, &wanted(Connector::Apps), true).unwrap();
    assert_eq!(edit.document["config"]["idpEntityId"]["value"], IDP_URL);
}

#[test]
fn a_name_that_mimecast_does_not_know_people_by_is_mended_and_any_other_stays() {
    const UNSPECIFIED: &str = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified";
    const PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    const MISSPELT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified";
    let absent = || json!({});
    let (property, format) = (name_id::PROPERTY, name_id::FORMAT);
    for (settings, mended) in [
        (absent(), absent()),
        (json!({ property: null, format: "" }), absent()),
        (json!({ property: "email", format: UNSPECIFIED }), absent()),
        (
            json!({ property: "username", format: EMAIL_ADDRESS }),
            json!({ property: "email" }),
        ),
        (
            json!({ property: "", format: PERSISTENT }),
            json!({ format: EMAIL_ADDRESS }),
        ),
        (
            json!({ format: MISSPELT }),
            json!({ format: EMAIL_ADDRESS }),
        ),
    ] {
        for fresh in [false, true] {
            let mut base = template();
            for (key, value) in settings.as_object().unwrap() {
                base["config"][key] = json!({ "value": value, "label": "kept" });
            }
            let edit = edit_eu(&base, &wanted(Connector::Apps), fresh).unwrap();
            let mut expected = settings.clone();
            for (key, value) in mended.as_object().unwrap() {
                expected[key] = value.clone();
            }
            for key in [property, format] {
                let name = format!("config.{key}");
                let shown = edit.fields.iter().find(|field| field.name == name);
                assert_eq!(shown.is_some(), mended.get(key).is_some(), "{settings}");
                let after = &edit.document["config"][key];
                let value = expected.get(key);
                assert_eq!(after.get("value"), value, "{settings}");
                assert_eq!(after.get("label").is_some(), value.is_some());
            }
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever else a document holds comes back as it was, and editing it again finds nothing.
    #[test]
    fn an_edit_touches_only_what_it_reports(
        extra in prop::collection::btree_map("x-[a-z]{1,6}", any_json(), 0..5),
        label in "[A-Za-z ]{1,20}",
        attribute in "[a-z]{1,8}",
    ) {
        let mut base = template();
        for (key, value) in &extra {
            base[key] = value.clone();
            base["config"]["acsUrl"][key] = value.clone();
            base["sso"][key] = value.clone();
        }
        base["config"]["constantAttributes"]["value"] =
            json!([{"name": "their-own", "value": "kept", "x": 1}]);
        base["displayLabel"] = json!(label);
        let mut wanted = wanted(Connector::Apps);
        wanted.hidden = None;
        wanted.attributes = vec![(attribute.clone(), "v".to_owned())];
        let edited = edit_eu(&base, &wanted, false).unwrap();

        let mut undone = edited.document.clone();
        for field in &edited.fields {
            let FieldValue::Known(before) = field.before.clone() else { unreachable!() };
            let place = match field.name.strip_prefix("config.") {
                Some(row) if row.starts_with("constantAttributes[") => {
                    undone["config"]["constantAttributes"]["value"].as_array_mut().unwrap().pop();
                    continue;
                }
                Some(key) => &mut undone["config"][key]["value"],
                None => &mut undone[&field.name],
            };
            *place = before;
        }
        for added in ["active", "ssoUrl"] {
            undone.as_object_mut().unwrap().shift_remove(added);
        }
        prop_assert_eq!(undone.to_string(), base.to_string());

        let again = edit_eu(&edited.document, &wanted, false).unwrap();
        prop_assert_eq!(again.fields, vec![]);
        prop_assert_eq!(again.document.to_string(), edited.document.to_string());
    }

    #[test]
    fn filling_never_panics_and_leaves_other_text_alone(text in "\\PC{0,40}") {
        let code = "CUK1A1".parse().unwrap();
        let fill = Fill { site: &site("eu"), account_code: &code };
        let filled = fill.fill(&text);
        if !is_left_in(&text) {
            prop_assert_eq!(filled, text);
        }
    }
}
