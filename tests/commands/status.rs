//! What somebody made by hand is seen and judged; and taken over, it signs in, and nothing unasked has changed.

use serde_json::{Value, json};

use crate::common::{CONNECT, World, find, texts};

/// An application as somebody makes it in JumpCloud's console by the article, from the catalogue's template; `edit` is where
/// the hand slipped. (*Assumed*: assembled from the article and JumpCloud's specification.)
fn by_hand(world: &World, edit: impl FnOnce(&mut Value)) -> Value {
    let mut document = json!({
        "name": "mimecast", "displayName": "Mimecast", "displayLabel": "Mail (Bob)", "description": "Ask Bob",
        "active": true, "ssoUrl": "https://sso.jumpcloud.com/saml2/bob", "sso": { "type": "saml", "hidden": false },
        "config": {
            "idpEntityId": { "value": "JumpCloud" },
            "spEntityId": { "value": "eu-api.mimecast.com.CUK1A1" },
            "acsUrl": { "value": "https://eu-api.mimecast.com/login/saml" },
        },
    });
    edit(&mut document);
    world.jumpcloud("POST", "/api/applications", Some(&document))
}

fn set(document: &mut Value, key: &str, value: Value) {
    document["config"][key] = json!({ "value": value });
}

fn status(world: &World) -> Value {
    let run = world.mimecast(&["status", "-o", "json", "--subdomain", "eu"]);
    run.exits(0).json()
}

/// The slips that can be made through JumpCloud's API, and the finding of each.
type Slip = fn(&mut Value);
const SLIPS: [(&str, Slip); 9] = [
    ("placeholder-left", |d| {
        set(d, "acsUrl", json!("https://XX-api.mimecast.com/login/saml"))
    }),
    ("entity-id-https", |d| {
        set(d, "spEntityId", json!("https://eu-api.mimecast.com.CUK1A1"))
    }),
    ("other-grid", |d| {
        set(d, "acsUrl", json!("https://us-api.mimecast.com/login/saml"))
    }),
    ("blank-or-slash", |d| {
        set(
            d,
            "acsUrl",
            json!("https://eu-api.mimecast.com/login/saml/"),
        )
    }),
    ("acs-path-unknown", |d| {
        set(
            d,
            "acsUrl",
            json!("https://eu-api.mimecast.com/login/samlp"),
        )
    }),
    ("entity-id-wrong", |d| {
        set(d, "spEntityId", json!("eu-api.mimecast.com"))
    }),
    ("inactive", |d| d["active"] = json!(false)),
    ("unsigned", |d| {
        d["name"] = json!("saml2");
        set(d, "signAssertion", json!(false));
    }),
    ("issuer-empty", |d| {
        d["name"] = json!("saml2");
        set(d, "idpEntityId", json!(""));
    }),
];

#[test]
fn each_slip_is_found_and_taking_over_mends_it_and_nothing_else() {
    for (code, slip) in SLIPS {
        let world = World::new();
        by_hand(&world, slip);
        let before = world.application("bob");
        let found = status(&world);
        let bob = find(&found["applications"], "label", "Mail (Bob)");
        assert_eq!(bob["ours"], false, "{bob:#}");
        let codes = texts(&bob["findings"], "code");
        assert!(codes.contains(&code.to_owned()), "{code}: {codes:?}");
        assert!(
            codes.contains(&"nobody-bound".to_owned()),
            "{code}: {codes:?}"
        );
        // Without anything of ours, verify judges what is there.
        let verify = [&["verify", "-o", "json"], &CONNECT[..]].concat();
        let checks = world.mimecast(&verify).exits(1).json()["checks"].clone();
        let failed = texts(&checks, "name");
        assert!(failed.contains(&code.to_owned()), "{code}: {failed:?}");

        let adopt = ["--idp-url-suffix", "apps:bob"];
        world
            .connect(&adopt)
            .says(&["are configured for each other"]);
        let verify = [&["verify"], &CONNECT[..], &adopt].concat();
        world.mimecast(&verify).exits(0);
        let plan = [&["plan", "-o", "json"], &CONNECT[..], &adopt].concat();
        assert_eq!(world.mimecast(&plan).exits(0).changes(), [""; 0], "{code}");
        // Label, description, visibility, attributes and whatever else is as it was.
        let mut after = world.application("bob");
        after["active"] = before["active"].clone();
        for key in ["acsUrl", "spEntityId", "idpEntityId", "signAssertion"] {
            after["config"][key] = before["config"][key].clone();
        }
        assert_eq!(after, before, "{code}");
        let bob = status(&world)["applications"].clone();
        let bob = find(&bob, "label", "Mail (Bob)");
        assert_eq!(
            (&bob["ours"], &bob["connector"]),
            (&json!(false), &json!("apps"))
        );
        assert_eq!(bob["findings"], json!([]), "{code}");
    }
}

#[test]
fn what_is_named_is_ours_and_another_accounts_is_told_apart() {
    let world = World::new();
    by_hand(&world, |_| {});
    let args = [
        "status",
        "-o",
        "json",
        "--subdomain",
        "eu",
        "--idp-url-suffix",
        "apps:bob",
    ];
    let found = world.mimecast(&args).exits(0).json();
    let ours = |label: &str| find(&found["applications"], "label", label)["ours"].clone();
    assert_eq!(ours("Mail (Bob)"), true);
    assert_eq!(ours("Mimecast (Gadgets Ltd)"), false);
    let gadgets = find(&found["applications"], "label", "Mimecast (Gadgets Ltd)");
    assert_eq!(texts(&gadgets["findings"], "code")[0], "other-account");
    let shown = world.mimecast(&["status", "--subdomain", "eu"]).exits(0);
    shown.says(&[
        "\"Mail (Bob)\"",
        "(apps, not made or taken over by this tool)",
        "sso-setup mimecast --connector apps --idp-url-suffix apps:bob",
        "of another account",
    ]);
}

#[test]
fn a_lookalike_is_named_where_it_is_not_asked_about() {
    let world = World::new();
    by_hand(&world, |d| {
        set(
            d,
            "acsUrl",
            json!("https://eu-api.mimecast.com/login/sso/mpp"),
        )
    });
    let plan = [&["plan", "-o", "json"], &CONNECT[..]].concat();
    let run = world.mimecast(&plan).exits(0);
    assert!(
        run.warnings().contains(&"lookalike".to_owned()),
        "{:?}",
        run.warnings()
    );
    assert!(
        run.stdout.contains("--idp-url-suffix personal-portal:bob"),
        "{}",
        run.stdout
    );
    let doctor = [&["doctor", "-o", "json"][..], &["--subdomain", "eu"]].concat();
    let checks = world.tool().run(&doctor).json()["checks"].clone();
    assert!(
        texts(&checks, "name").contains(&"lookalike".to_owned()),
        "{checks:#}"
    );
}

#[test]
fn profiles_say_what_they_hang_on() {
    let world = World::new();
    world.connect(&["--connector", "all", "--admin", "ada@widgets.example"]);
    let found = status(&world);
    let profile = find(&found["profiles"], "profile", "JumpCloud SSO");
    assert_eq!(profile["settings"], json!(["JumpCloud SSO"]));
    let block = find(&profile["in_force"], "block", "web-apps");
    assert_eq!(block["application"], "Mimecast Personal Portal");
    // Somebody deletes the application in JumpCloud's console.
    let id = world.application("mimecast-cuk1a1-portal")["_id"].clone();
    let path = format!("/api/applications/{}", id.as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
    world
        .mimecast(&["status", "--subdomain", "eu"])
        .exits(0)
        .says(&["broken: no application of this organisation has the IdP URL"]);
    // By hand nobody can look.
    let by_hand = [
        "status",
        "-o",
        "json",
        "--subdomain",
        "eu",
        "--mimecast-mode",
        "worksheet",
    ];
    assert_eq!(
        world.mimecast(&by_hand).exits(0).json()["profiles"],
        Value::Null
    );
}
