//! `mimecast verify`: what is live, held against what is wanted; in the sandbox, whether people get in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::canned::{Answer, Canned};
use crate::common::saml::Idp;
use crate::common::{ALL_THREE, CONNECT, World, checks_that_are, find, texts};

const JSON: [&str; 2] = ["-o", "json"];

#[track_caller]
fn verify(world: &World, more: &[&str], code: i32) -> Value {
    let run = world.mimecast(&[&["verify"], more, &JSON].concat());
    run.exits(code).json()
}

#[track_caller]
fn message<'d>(document: &'d Value, check: &str) -> &'d str {
    let check = find(&document["checks"], "name", check);
    if check["status"] == "fail" {
        assert!(check["remedy"].is_string(), "no remedy: {check}");
    }
    check["message"].as_str().unwrap()
}

#[test]
fn an_empty_sandbox_has_nothing_set_up() {
    let run = crate::common::tool().mimecast(&["verify", "--sandbox", "-o", "json"]);
    let document = run.exits(1).json();
    assert_eq!(checks_that_are(&document, "fail"), ["apps/application"]);
    assert_eq!(document["checks"].as_array().unwrap().len(), 1);
    assert!(message(&document, "apps/application").contains("not set up"));
    assert!(document.get("flows").is_none());
    assert!(document.get("drift").is_none());
}

#[test]
fn what_was_just_set_up_is_as_wanted_and_people_get_in() {
    let world = World::new();
    world.connect(&[]);
    let writes = world.writes();
    let document = verify(&world, &[], 0);
    assert_eq!(checks_that_are(&document, "fail"), [""; 0]);
    let passed = checks_that_are(&document, "pass");
    for name in [
        "apps/application",
        "apps/values",
        "apps/metadata",
        "apps/sso-location",
        "apps/certificate-validity",
        "apps/certificate",
        "apps/access",
        "mimecast/web-apps/certificate",
        "mimecast/profile",
        "sign-in/portal/sp-initiated",
    ] {
        assert!(passed.contains(&name.to_owned()), "{name}: {document}");
    }
    assert_eq!(world.writes(), writes, "looking changes nothing");
    // Each hop names the real address.
    assert_eq!(
        texts(&document["flows"], "name"),
        ["sign-in/portal/sp-initiated"]
    );
    let hops = &document["flows"][0]["hops"];
    let urls = texts(hops, "url");
    assert_eq!(urls[0], "https://login-uk.mimecast.com/u/login/");
    for url in [
        "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1",
        "https://eu-api.mimecast.com/login/saml",
    ] {
        let hop = find(hops, "url", url);
        assert_eq!(hop["method"], "POST", "{hop}");
    }
    assert!(
        texts(hops, "answer")
            .iter()
            .any(|a| a.contains("a SAML Response for"))
    );
    world.mimecast(&["verify"]).exits(0).says(&[
        "Sign-in to the Personal Portal from Mimecast's login page",
        "POST https://eu-api.mimecast.com/login/saml",
        "Nothing failed",
    ]);
}

#[test]
fn all_three_connectors_are_driven_from_both_sides() {
    let world = World::new();
    let templates = [
        "--template",
        "personal-portal:saml2",
        "--template",
        "admin-console:saml2",
    ];
    world.connect(&[&ALL_THREE[..], &templates].concat());
    let document = verify(&world, &ALL_THREE[..6], 0);
    let flows = [
        "sign-in/portal/sp-initiated",
        "sign-in/console/sp-initiated",
        "sign-in/personal-portal/idp-initiated",
        "sign-in/admin-console/idp-initiated",
    ];
    assert_eq!(texts(&document["flows"], "name"), flows);
    for flow in flows {
        assert_eq!(
            find(&document["checks"], "name", flow)["status"],
            "pass",
            "{document}"
        );
    }
    // Without a tile there is still the address behind it.
    world.change_application("mimecast-cuk1a1-portal", |app| {
        app["sso"]["hidden"] = json!(true)
    });
    let document = verify(&world, &["--connector", "personal-portal"], 0);
    let flow = find(
        &document["flows"],
        "name",
        "sign-in/personal-portal/idp-initiated",
    );
    assert_eq!(
        flow["hops"][0]["url"],
        "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal"
    );
}

#[test]
fn a_tile_that_cannot_answer_mimecast_fails_and_says_what_to_do() {
    let world = World::new();
    let portal = ["--connector", "personal-portal"];
    let one_address = ["--template", "personal-portal:mimecast"];
    let allowed = [&one_address[..], &["--allow", "sign-in-broken"]].concat();
    world.connect(&[&portal[..], &allowed].concat());
    let document = verify(&world, &portal, 1);
    let way = "way-in/web-apps/login-page";
    assert_eq!(
        checks_that_are(&document, "fail"),
        [way, "sign-in/portal/sp-initiated"]
    );
    let told = message(&document, way);
    assert!(
        told.contains("does not answer at https://eu-api.mimecast.com/login/saml"),
        "{told}"
    );
    assert!(message(&document, "sign-in/portal/sp-initiated").contains("in-response-to"));
    let check = find(&document["checks"], "name", "sign-in/portal/sp-initiated");
    assert!(
        check["remedy"]
            .as_str()
            .unwrap()
            .contains("--template personal-portal:saml2")
    );
}

#[test]
fn each_drift_fails_its_own_check() {
    let world = World::new();
    world.connect(&[]);
    let document = verify(&world, &["--label", "Mail", "--group", "All Staff"], 1);
    assert_eq!(checks_that_are(&document, "fail"), ["apps/values"]);
    // The plan that would mend it, as the plan command makes it of the same wishes.
    let args = [&["plan", "--label", "Mail"], &CONNECT[..], &JSON].concat();
    let plan = world.mimecast(&args).exits(0).json();
    assert_eq!(document["drift"]["changes"], plan["changes"]);
    assert_eq!(document["drift"]["digest"], plan["digest"]);
    let told = message(&document, "apps/values");
    assert_eq!(
        told,
        "\"Mimecast\" differs: displayLabel is \"Mimecast\" instead of \"Mail\""
    );

    world.change_application("mimecast-cuk1a1", |app| app["active"] = json!(false));
    let document = verify(&world, &[], 1);
    let failed = checks_that_are(&document, "fail");
    assert_eq!(
        failed,
        [
            "apps/application",
            "apps/values",
            "way-in/web-apps/login-page",
            "sign-in/portal/sp-initiated"
        ]
    );
    assert!(message(&document, "sign-in/portal/sp-initiated").contains("not active"));
}

#[test]
fn a_placeholder_of_the_template_that_is_left_over_fails() {
    let world = World::new();
    world.connect(&[]);
    world.change_application("mimecast-cuk1a1", |app| {
        app["config"]["acsUrl"]["value"] = json!("https://XX-api.mimecast.com/login/saml");
    });
    let document = verify(&world, &[], 1);
    let failed = checks_that_are(&document, "fail");
    for name in ["apps/values", "apps/placeholders"] {
        assert!(failed.contains(&name.to_owned()), "{failed:?}");
    }
    assert_eq!(
        message(&document, "apps/placeholders"),
        "placeholders are left over: acsUrl is \"https://XX-api.mimecast.com/login/saml\""
    );
}

#[test]
fn a_metadata_url_is_read_as_anybody_would_and_compared() {
    let world = World::new();
    world.connect(&["--connector", "apps,personal-portal"]);
    let metadata = |connector| world.mimecast(&["metadata", "--connector", connector]);
    let [own, other] = ["apps", "personal-portal"].map(|c| metadata(c).exits(0).stdout);
    for (served, status, said) in [
        (own, "pass", "to everybody"),
        (other, "fail", "other metadata"),
        ("<html/>".to_owned(), "fail", "cannot be used"),
    ] {
        let server =
            Canned::serve(move |_, _| Answer::text(200, "application/xml", served.clone()));
        let url = format!("{}/metadata.xml", server.url());
        let code = u8::from(status == "fail");
        let document = verify(&world, &["--metadata-url", &url], code.into());
        let check = find(&document["checks"], "name", "apps/metadata-url");
        assert_eq!(check["status"], status, "{check}");
        assert!(
            message(&document, "apps/metadata-url").contains(said),
            "{check}"
        );
        for request in server.requests() {
            assert_eq!(request.header("x-api-key"), None);
            assert_eq!(request.header("authorization"), None);
        }
    }
}

#[test]
fn a_certificate_that_mimecast_was_not_told_of_fails() {
    let world = World::new();
    world.connect(&[]);
    // Left out of a PUT, JumpCloud makes a new one.
    world.change_application("mimecast-cuk1a1", |app| {
        app["config"]
            .as_object_mut()
            .unwrap()
            .remove("idpCertificate");
    });
    let document = verify(&world, &[], 1);
    let failed = checks_that_are(&document, "fail");
    for name in [
        "mimecast/web-apps/certificate",
        "mimecast/authentication-profile/JumpCloud SSO",
        "sign-in/portal/sp-initiated",
    ] {
        assert!(failed.contains(&name.to_owned()), "{name}: {failed:?}");
    }
    assert!(checks_that_are(&document, "pass").contains(&"apps/certificate".to_owned()));
    assert!(message(&document, "sign-in/portal/sp-initiated").contains("signature"));
}

#[test]
fn without_access_nobody_gets_in() {
    let world = World::new();
    world.connect(&[]);
    let application = world.application("mimecast-cuk1a1");
    let path = format!(
        "/api/v2/applications/{}/associations",
        application["_id"].as_str().unwrap()
    );
    let bound = world.jumpcloud("GET", &format!("{path}?targets=user_group"), None);
    let group = bound[0]["to"]["id"].as_str().unwrap();
    let unbind = json!({"op": "remove", "type": "user_group", "id": group});
    world.jumpcloud("POST", &path, Some(&unbind));
    let document = verify(&world, &[], 1);
    assert_eq!(
        checks_that_are(&document, "fail"),
        [
            "apps/access",
            "way-in/web-apps/login-page",
            "sign-in/portal/sp-initiated"
        ]
    );
    assert!(message(&document, "apps/access").contains("nobody may use"));
    assert!(message(&document, "sign-in/portal/sp-initiated").contains("nobody to sign in"));
}

#[test]
fn what_a_person_does_by_hand_is_unknown() {
    let world = World::new();
    world.connect(&[]);
    let document = verify(&world, &["--mimecast-mode", "worksheet"], 0);
    let unknown = checks_that_are(&document, "unknown");
    assert!(unknown.contains(&"sign-in".to_owned()), "{unknown:?}");
    assert!(
        unknown.iter().any(|name| name.starts_with("mimecast/")),
        "{unknown:?}"
    );
}

#[test]
fn a_missing_connector_fails_beside_one_that_is_there() {
    let world = World::new();
    world.connect(&[]);
    let document = verify(&world, &["--connector", "apps,personal-portal"], 1);
    let failed = checks_that_are(&document, "fail");
    assert!(
        failed.contains(&"personal-portal/application".to_owned()),
        "{failed:?}"
    );
    assert!(checks_that_are(&document, "pass").contains(&"apps/application".to_owned()));
    assert!(
        !failed.iter().any(|name| name.starts_with("jumpcloud/")),
        "{failed:?}"
    );
}

/// Somebody at a browser of the sandbox, who is signed in at JumpCloud.
struct Browser<'w> {
    world: &'w World,
    http: reqwest::Client,
    cookie: String,
}

impl<'w> Browser<'w> {
    fn signed_in(world: &'w World, email: &str) -> Browser<'w> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        let mut browser = Browser {
            world,
            http: http.build().unwrap(),
            cookie: String::new(),
        };
        let login = browser.request("POST", "console.jumpcloud.com/login");
        let answer = browser
            .world
            .runtime
            .block_on(login.form(&[("email", email)]).send());
        let cookie = answer.unwrap().headers()["set-cookie"]
            .to_str()
            .unwrap()
            .to_owned();
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    fn request(&self, method: &str, address: &str) -> reqwest::RequestBuilder {
        let url = format!("{}web/{address}", self.world.sandbox.page());
        let request = self.http.request(method.parse().unwrap(), url);
        request.header("cookie", &self.cookie)
    }

    /// The value of a hidden field on the page that answers.
    #[track_caller]
    fn field(&self, name: &str, request: reqwest::RequestBuilder) -> String {
        let page = self.world.runtime.block_on(async {
            let answer = request.send().await.unwrap();
            answer.text().await.unwrap()
        });
        let start = format!("name=\"{name}\" value=\"");
        let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("{page}"));
        rest.split_once('"').unwrap().0.to_owned()
    }
}

#[test]
fn a_captured_response_is_judged_by_what_is_live() {
    let world = World::new();
    let both = [
        "--connector",
        "apps,personal-portal",
        "--hidden=personal-portal:true",
    ];
    world.connect(&[&both[..], &["--block", "web-apps=apps"]].concat());
    let browser = Browser::signed_in(&world, "grace@widgets.example");
    let tile = browser.request("GET", "sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("captured");
    let name = file.to_str().unwrap();
    std::fs::write(&file, browser.field("SAMLResponse", tile)).unwrap();
    // JumpCloud alone is asked.
    let tool = || {
        world
            .tool()
            .without("MIMECAST_CLIENT_ID")
            .without("MIMECAST_CLIENT_SECRET")
    };
    let judge = |connector: &str, more: &[&str]| {
        let args = [
            "verify",
            "--account-code",
            "CUK1A1",
            "--connector",
            connector,
        ];
        tool().mimecast(&[&args[..], &["--response", name], more].concat())
    };
    judge("personal-portal", &[]).exits(0).says(&[
        "Trusted: the live metadata of \"Mimecast Personal Portal\"",
        "ACS URL https://eu-api.mimecast.com/login/sso/mpp",
        "Signed in: grace@widgets.example",
    ]);
    // Another application has another key, and another ACS URL.
    let other = judge("apps", &JSON).exits(1).json();
    let failed = checks_that_are(&other, "fail");
    for rule in ["signature", "destination"] {
        assert!(failed.contains(&rule.to_owned()), "{failed:?}");
    }
    assert_eq!(other["sign_in"], Value::Null);

    let login = browser.request("POST", "login-uk.mimecast.com/u/login/");
    let request = browser.field(
        "SAMLRequest",
        login.form(&[("email", "grace@widgets.example")]),
    );
    let text = String::from_utf8(STANDARD.decode(&request).unwrap()).unwrap();
    let (_, id) = text.split_once(" ID=\"").unwrap();
    let id = id.split_once('"').unwrap().0;
    let ask = browser.request("POST", "sso.jumpcloud.com/saml2/mimecast-cuk1a1");
    let answer = browser.field(
        "SAMLResponse",
        ask.form(&[("SAMLRequest", request.as_str())]),
    );
    std::fs::write(&file, answer).unwrap();
    judge("apps", &["--request-id", id])
        .exits(0)
        .says(&["Signed in: grace@widgets.example"]);
    let unasked = judge("apps", &JSON).exits(1).json();
    assert_eq!(checks_that_are(&unasked, "fail"), ["in-response-to"]);
}

#[test]
fn a_response_is_judged_for_one_connector_that_is_set_up() {
    let world = World::new();
    world.connect(&[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("response.xml");
    std::fs::write(&file, Idp::new().response(None)).unwrap();
    let judge = |connector: &str| {
        let args = [
            "verify",
            "--connector",
            connector,
            "--response",
            file.to_str().unwrap(),
        ];
        world.mimecast(&[&args[..], &JSON].concat())
    };
    judge("apps,personal-portal").fails(64, "one-connector", &["--connector once"]);
    judge("personal-portal").fails(1, "application-not-found", &["personal-portal"]);
    // A stranger's key, and long ago.
    let document = judge("apps").exits(1).json();
    let failed = checks_that_are(&document, "fail");
    assert_eq!(failed, ["signature", "conditions", "subject-confirmation"]);
    world.mimecast(&["verify", "--request-id", "_q"]).exits(64);
}

#[test]
fn a_profile_and_a_setting_that_are_not_there_are_answered_with_those_that_are() {
    let world = World::new();
    world.connect(&[]);
    let named = [
        "--profile",
        "JumpCloud S5O",
        "--application-setting",
        "jumpcloud sso",
    ];
    let run = world.mimecast(&[&["verify", "--group", "All Staff"], &named[..]].concat());
    run.exits(1).says(&[
        "did you mean \"JumpCloud SSO\"? (--profile)",
        "did you mean \"JumpCloud SSO\"? (--application-setting)",
    ]);
}
