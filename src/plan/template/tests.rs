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
