//! JumpCloud applications: what a create takes, and what a full replace takes away.

use crate::bench::Bench;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

const PATH: &str = "/api/applications";

fn id(application: &Value) -> &str {
    application["_id"].as_str().unwrap()
}

fn certificate(application: &Value) -> &str {
    let value = &application["config"]["idpCertificate"]["value"];
    value.as_str().unwrap()
}

#[tokio::test]
async fn creating_takes_the_templates_defaults_and_makes_a_certificate() {
    let bench = Bench::start().await;
    let created = bench.create_mimecast("x").await;
    assert_eq!(created["name"], "mimecast");
    assert_eq!(created["displayName"], "Mimecast");
    assert_eq!(created["active"], false, "active was left out");
    let config = &created["config"];
    assert_eq!(config["idpEntityId"]["value"], "JumpCloud");
    assert_eq!(config["idpPrivateKey"]["value"], "");
    assert!(!certificate(&created).is_empty());
    assert!(created["sso"]["idpCertExpirationAt"].is_string());
    assert_eq!(
        bench.get(&format!("{PATH}/{}", id(&created))).await,
        created
    );
}

#[tokio::test]
async fn nothing_about_an_application_is_unique() {
    let bench = Bench::start().await;
    let (first, second) = (
        bench.create_mimecast("same").await,
        bench.create_mimecast("same").await,
    );
    assert_ne!(id(&first), id(&second));
    assert_eq!(first["ssoUrl"], second["ssoUrl"]);
    assert_ne!(certificate(&first), certificate(&second));
}

#[tokio::test]
async fn a_bad_create_is_refused_with_its_reason() {
    let bench = Bench::start().await;
    let url = "https://sso.jumpcloud.com/saml2/x";
    for (body, expected) in [
        (
            json!({ "name": "mimecast", "config": {} }),
            "The IdP URL is required",
        ),
        (json!({ "ssoUrl": url, "config": {} }), "name is required"),
        (
            json!({ "name": "mimecast", "ssoUrl": url }),
            "config is required",
        ),
        (
            json!({ "name": "nothing", "ssoUrl": url, "config": {} }),
            "there is no application template nothing",
        ),
        (
            json!({ "name": "aws-sso", "ssoUrl": url, "config": { "subjectField": { "value": "email" } } }),
            "config.subjectField is not a setting of the template aws-sso",
        ),
        (
            json!({ "name": "mimecast", "ssoUrl": url, "config": { "signAssertion": { "value": "yes" } } }),
            "config.signAssertion.value is invalid",
        ),
        (
            json!({ "name": "mimecast", "ssoUrl": url, "config": {}, "description": "x".repeat(257) }),
            "description is invalid",
        ),
        (
            json!({ "name": "mimecast", "ssoUrl": url, "config": {}, "color": "red" }),
            "color is invalid",
        ),
        (
            json!({ "name": "mimecast", "ssoUrl": "mimecast-eu", "config": {} }),
            "The IdP URL is not a valid URL",
        ),
    ] {
        let answer = bench.jumpcloud("POST", PATH, Some(body.clone())).await;
        let error = json!({ "status": 400, "error": expected });
        assert_eq!(answer, (400, error), "{body}");
    }
}

#[tokio::test]
async fn an_empty_certificate_or_key_in_a_create_is_503_without_json() {
    let bench = Bench::start().await;
    let before = bench.get(PATH).await["totalCount"].clone();
    for key in ["idpCertificate", "idpPrivateKey"] {
        let body = json!({
            "name": "mimecast",
            "ssoUrl": "https://sso.jumpcloud.com/saml2/x",
            "config": { key: { "value": "" } },
        });
        let (status, body) = bench.jumpcloud("POST", PATH, Some(body)).await;
        assert_eq!((status, body), (503, Value::Null), "{key}");
    }
    assert_eq!(bench.get(PATH).await["totalCount"], before);
}

#[tokio::test]
async fn sending_everything_back_changes_nothing() {
    let bench = Bench::start().await;
    for application in bench.get(PATH).await["results"].as_array().unwrap() {
        let path = format!("{PATH}/{}", id(application));
        let (status, replaced) = bench
            .jumpcloud("PUT", &path, Some(application.clone()))
            .await;
        assert_eq!(status, 200, "{replaced}");
        // The order of keys does not matter.
        assert_eq!(replaced, *application);
    }
}

#[tokio::test]
async fn what_a_replace_leaves_out_is_reset() {
    let bench = Bench::start().await;
    let created = bench.create_mimecast("x").await;
    let path = format!("{PATH}/{}", id(&created));
    let mut full = created.clone();
    full["active"] = json!(true);
    full["description"] = json!("Ours");
    full["color"] = json!("#58C469");
    full["owner"] = json!("it");
    full["config"]["acsUrl"]["value"] = json!("https://eu-api.mimecast.com/login/saml");
    full["sso"]["hidden"] = json!(true);
    let (_, full) = bench.jumpcloud("PUT", &path, Some(full)).await;
    assert_eq!(full["owner"], "it");
    assert_eq!(certificate(&full), certificate(&created));
    let least = json!({ "name": full["name"], "ssoUrl": full["ssoUrl"], "config": {} });
    let (status, reset) = bench.jumpcloud("PUT", &path, Some(least)).await;
    assert_eq!(status, 200, "{reset}");
    assert_eq!(reset["active"], false);
    assert_eq!(reset["description"], "");
    assert_eq!(reset.get("color"), None);
    assert_eq!(reset.get("owner"), None);
    assert_eq!(reset["sso"]["hidden"], false);
    let acs = &reset["config"]["acsUrl"]["value"];
    assert_eq!(acs, "https://XX-api.mimecast.com/login/saml");
    assert_ne!(
        certificate(&reset),
        certificate(&created),
        "a new one was made"
    );
    for key in ["_id", "created", "organization", "ssoUrl", "name"] {
        assert_eq!(reset[key], created[key], "{key}");
    }
}

#[tokio::test]
async fn the_idp_url_and_the_servers_own_fields_cannot_be_changed() {
    let bench = Bench::start().await;
    let created = bench.create_mimecast("x").await;
    let mut changed = created.clone();
    changed["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/y");
    changed["organization"] = json!("ffffffffffffffffffffffff");
    changed["name"] = json!("slack");
    changed["sso"]["idpCertExpirationAt"] = json!("2099-01-01T00:00:00Z");
    let path = format!("{PATH}/{}", id(&created));
    let (status, replaced) = bench.jumpcloud("PUT", &path, Some(changed)).await;
    assert_eq!((status, replaced), (200, created));
}

#[tokio::test]
async fn a_supplied_certificate_wipes_the_key_and_breaks_metadata() {
    let bench = Bench::start().await;
    let (ours, other) = (
        bench.create_mimecast("x").await,
        bench.create_mimecast("y").await,
    );
    let mut changed = ours.clone();
    changed["config"]["idpCertificate"]["value"] = json!(certificate(&other));
    let path = format!("{PATH}/{}", id(&ours));
    let (status, changed) = bench.jumpcloud("PUT", &path, Some(changed)).await;
    assert_eq!((status, certificate(&changed)), (200, certificate(&other)));
    assert_eq!(bench.metadata(id(&ours)).await.0, 500);
    let mut bad = changed;
    bad["config"]["idpCertificate"]["value"] = json!("bm8gY2VydGlmaWNhdGU=");
    assert_eq!(bench.jumpcloud("PUT", &path, Some(bad)).await.0, 400);
}

#[tokio::test]
async fn metadata_carries_the_entity_id_the_certificate_and_the_idp_url() {
    let bench = Bench::start().await;
    let mut ours = bench.create_mimecast("x").await;
    let (status, kind, xml) = bench.metadata(id(&ours)).await;
    assert_eq!((status, kind.as_str()), (200, "application/xml"));
    assert!(!xml.contains('\n'), "one line");
    assert!(xml.contains("entityID=\"JumpCloud\""), "{xml}");
    assert!(xml.contains("Location=\"https://sso.jumpcloud.com/saml2/x\""));
    assert!(!xml.contains("HTTP-Redirect"));
    ours["config"]["idpEntityId"]["value"] = json!("a & \"b\" <c>");
    ours["config"]["declareRedirectEndpoint"]["value"] = json!(true);
    let path = format!("{PATH}/{}", id(&ours));
    assert_eq!(
        bench.jumpcloud("PUT", &path, Some(ours.clone())).await.0,
        200
    );
    let (_, _, changed) = bench.metadata(id(&ours)).await;
    assert!(changed.contains("entityID=\"a &amp; &quot;b&quot; &lt;c&gt;\""));
    assert!(changed.contains("HTTP-Redirect"));
    let certificate = |xml: &str| {
        let (_, rest) = xml.split_once("<ds:X509Certificate>").unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(certificate(&xml), certificate(&changed));
}

#[tokio::test]
async fn metadata_needs_the_key_the_right_organisation_and_a_saml_application() {
    let bench = Bench::start().await;
    let organization = bench.sandbox.organization_id();
    let path = |organization: &str, application: &str| {
        format!("/api/organizations/{organization}/applications/{application}/metadata.xml")
    };
    let slack = "65c0de000004000000000001";
    let bookmark = "65c0de000004000000000003";
    let nowhere = "ffffffffffffffffffffffff";
    assert_eq!(bench.get_text(&path(&organization, slack)).await.0, 200);
    assert_eq!(bench.get_text(&path(&organization, nowhere)).await.0, 404);
    assert_eq!(bench.get_text(&path(&organization, bookmark)).await.0, 404);
    assert_eq!(bench.get_text(&path(nowhere, slack)).await.0, 404);
    let without_key = bench
        .send("GET", &path(&organization, slack), &[], None)
        .await;
    assert_eq!(without_key.status(), 401);
    let key = bench.key();
    let headers = [
        ("x-api-key", key.as_str()),
        ("x-org-id", organization.as_str()),
    ];
    // The organisation stands in the path: the route takes no header beside it.
    for organization in [organization.as_str(), nowhere] {
        let named = bench
            .send("GET", &path(organization, slack), &headers, None)
            .await;
        assert_eq!(named.status(), 403);
    }
}

#[tokio::test]
async fn deleting_answers_with_what_is_gone() {
    let bench = Bench::start().await;
    let created = bench.create_mimecast("x").await;
    let path = format!("{PATH}/{}", id(&created));
    let deleted = bench.jumpcloud("DELETE", &path, None).await;
    assert_eq!(deleted, (200, created.clone()));
    for method in ["GET", "DELETE"] {
        let again = bench.jumpcloud(method, &path, None).await;
        assert_eq!(again, (404, json!({ "message": "Not Found" })));
    }
}

#[tokio::test]
async fn applications_of_others_are_there_from_the_start() {
    let bench = Bench::start().await;
    let list = bench.get(PATH).await;
    let applications = list["results"].as_array().unwrap();
    let labels: Vec<&str> = applications
        .iter()
        .map(|application| application["displayLabel"].as_str().unwrap())
        .collect();
    assert_eq!(
        labels,
        [
            "Company wiki",
            "Mimecast (Gadgets Ltd)",
            "Salesforce",
            "Slack"
        ]
    );
    for application in applications.iter().filter(|a| a["name"] != "bookmark") {
        assert!(!certificate(application).is_empty());
    }
}

#[tokio::test]
async fn the_custom_template_alone_takes_a_list_of_acs_urls() {
    let bench = Bench::start().await;
    let list = r#"[{"index":"0","isDefault":"true","url":"https://eu-api.mimecast.com/login/sso/mpp"},
        {"index":"1","isDefault":"false","url":"https://eu-api.mimecast.com/login/saml"}]"#;
    for (name, expected) in [("saml2", 200), ("mimecast", 400)] {
        let body = json!({
            "name": name,
            "ssoUrl": "https://sso.jumpcloud.com/saml2/x",
            "config": { "acsUrl": { "value": list } },
        });
        let (status, body) = bench.jumpcloud("POST", PATH, Some(body)).await;
        assert_eq!(status, expected, "{name} {body}");
    }
}

#[tokio::test]
async fn a_logo_is_taken_when_it_is_a_small_image_and_can_be_removed() {
    let bench = Bench::start().await;
    let created = bench.create_mimecast("x").await;
    let own = created["logo"]["url"].clone();
    let path = format!("/api/v2/applications/{}/logo", id(&created));
    let png = b"\x89PNG\r\n\x1a\n and so on".to_vec();
    for (field, bytes, expected) in [
        ("image", b"no image".to_vec(), 400),
        ("picture", png.clone(), 400),
        ("image", [png.clone(), vec![0; 100 * 1024]].concat(), 400),
        ("image", png, 204),
    ] {
        let form = Form::new().part(field, Part::bytes(bytes).file_name("logo.png"));
        let url = format!("{}{path}", bench.sandbox.jumpcloud_url());
        let request = bench.http.post(url).header("x-api-key", bench.key());
        let answer = request.multipart(form).send().await.unwrap();
        assert_eq!(answer.status(), expected, "{field}");
    }
    let application = format!("{PATH}/{}", id(&created));
    let url = bench.get(&application).await["logo"]["url"].clone();
    assert!(url.as_str().unwrap().starts_with("https://"), "{url}");
    assert_ne!(url, own);
    assert_eq!(bench.jumpcloud("DELETE", &path, None).await.0, 204);
    assert_eq!(bench.get(&application).await["logo"]["url"], own);
}
