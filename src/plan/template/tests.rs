use std::slice;

use crate::connector::Connector;
use crate::plan::testing::wanted;

use super::*;
use serde_json::json;

fn template(name: &str, display: &str, keyword: &str, kind: &str) -> Value {
    json!({"name": name, "displayName": display, "keywords": [keyword], "sso": {"type": kind}})
}

#[test]
fn fields_that_nobody_has_named_are_found() {
    let template = json!({"config": {"acsUrl": {}, "sessionHint": {}, "spEntityId": {}, "": null}});
    assert_eq!(unknown_fields(&template), ["sessionHint", ""]);
    assert!(unknown_fields(&json!({"config": []})).is_empty());
    assert!(unknown_fields(&json!(null)).is_empty());
}

#[test]
fn exactly_one_match_or_stop() {
    let slack = template("slack", "Slack", "chat", "saml");
    let by_name = template("mimecast", "Email security", "", "saml");
    let by_display = template("mc", "Mimecast", "", "saml");
    let by_keyword = template("mx", "MX", "MIMECAST", "saml");
    let oidc = template("mimecast-oidc", "Mimecast", "", "oidc");
    for one in [&by_name, &by_display, &by_keyword] {
        let catalogue = [slack.clone(), one.clone(), oidc.clone()];
        assert_eq!(choose(&catalogue, None).unwrap(), one);
    }
    let absent = choose(&[slack.clone(), oidc], None).unwrap_err();
    assert_eq!(absent.code, "template-absent");
    let both = [by_name, slack, by_display];
    let ambiguous = choose(&both, None).unwrap_err();
    assert_eq!(ambiguous.code, "template-ambiguous");
    assert!(
        ambiguous
            .message
            .contains("mimecast (\"Email security\"), mc (\"Mimecast\")")
    );
    assert_eq!(choose(&both, Some("mc")).unwrap(), &both[2]);
    assert_eq!(
        choose(&both, Some("MC")).unwrap_err().code,
        "template-absent"
    );
}

#[test]
fn a_tile_that_signs_for_a_block_is_made_from_one_that_takes_a_list() {
    let of = |name: &str, keyword: &str, acs: &str| {
        json!({
            "name": name, "sso": {"type": "saml"}, "keywords": [keyword],
            "config": {"acsUrl": {"value": acs}},
        })
    };
    let one = of(
        "mimecast",
        "mimecast",
        "https://XX-api.mimecast.com/login/saml",
    );
    let list = of(
        "mimecast",
        "mimecast",
        r#"[{"url":"https://XX-api.mimecast.com/login/saml","isDefault":"true"}]"#,
    );
    let custom = of("saml2", "custom", "");
    let named = |connector: Connector, template: Option<&str>| DesiredApplication {
        template: template.map(str::to_owned),
        ..wanted(connector)
    };
    let (apps, portal) = (Connector::Apps, Connector::PersonalPortal);
    let both = [one.clone(), custom.clone()];
    let listed = [list, custom.clone()];
    let twice = [one.clone(), one.clone()];
    for (catalogue, application, signs, expected) in [
        (&both[..], named(apps, None), true, Ok("mimecast")),
        (&both, named(portal, None), false, Ok("mimecast")),
        (&both, named(portal, None), true, Ok("saml2")),
        (&both, named(portal, Some("mimecast")), true, Ok("mimecast")),
        (&listed, named(portal, None), true, Ok("mimecast")),
        // The custom one does without the catalogue's own, and not the other way round.
        (
            slice::from_ref(&custom),
            named(portal, None),
            true,
            Ok("saml2"),
        ),
        (
            slice::from_ref(&custom),
            named(apps, None),
            true,
            Err("template-absent"),
        ),
        (
            slice::from_ref(&one),
            named(portal, None),
            true,
            Err("template-absent"),
        ),
        (&twice, named(portal, None), true, Err("template-ambiguous")),
    ] {
        let chosen = for_new(catalogue, &application, signs);
        let chosen = chosen
            .map(|t| t["name"].as_str().unwrap())
            .map_err(|e| e.code);
        assert_eq!(chosen, expected, "{} {signs}", application.connector);
    }
}
