//! What somebody made by hand is seen and judged.

use serde_json::{Value, json};

use crate::common::meddler::Meddler;
use crate::common::{CONNECT, World, find, texts};

fn set(document: &mut Value, key: &str, value: Value) {
    document["config"][key] = json!({ "value": value });
}

fn status(world: &World) -> Value {
    let run = world.mimecast(&["status", "-o", "json", "--subdomain", "eu"]);
    run.exits(0).json()
}

#[test]
fn what_is_named_is_ours_and_another_accounts_is_told_apart() {
    let world = World::new();
    world.by_hand(|_| {});
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
fn what_jumpcloud_does_not_show_is_unread_and_nothing_is_decided_by_it() {
    let world = World::new();
    world.connect(&[]);
    let written = world.writes();
    type Withheld = fn(&mut Value);
    let cases: [(&str, Withheld, &str); 4] = [
        (
            "IdP entity ID",
            |one| {
                let config = one["config"].as_object_mut().unwrap();
                config.remove("idpEntityId");
            },
            "settings-unread",
        ),
        (
            "ACS URL",
            |one| one["config"]["acsUrl"] = json!({ "value": 7 }),
            "list-unreadable",
        ),
        (
            "SP entity ID",
            |one| one["config"]["spEntityId"] = json!({}),
            "list-unreadable",
        ),
        (
            "IdP entity ID",
            |one| one["config"] = json!({}),
            "list-unreadable",
        ),
    ];
    for (what, withheld, refusal) in cases {
        let jumpcloud = Meddler::listing(&world, withheld);
        let status = ["status", "--subdomain", "eu", "-o", "json"];
        let found = jumpcloud.tool(&world).mimecast(&status).exits(0).json();
        let ours = find(&found["applications"], "label", "Mimecast");
        assert_eq!(ours["ours"], true, "{found:#}");
        let codes = texts(&ours["findings"], "code");
        assert!(
            codes.iter().all(|code| code == "unread"),
            "{what}: {codes:?}"
        );
        let message = format!("JumpCloud does not show its {what}, so nothing is known of that");
        let finding = find(&ours["findings"], "message", &message);
        assert!(finding["remedy"].as_str().unwrap().contains("SSO tab"));
        // What sign-in hangs on is not known, so nothing is planned, and nothing is called right.
        for command in [&[][..], &["plan"], &["verify"]] {
            let args = [command, &["-o", "json"], &CONNECT[..]].concat();
            let run = jumpcloud.tool(&world).mimecast(&args);
            run.fails(1, refusal, &["without its"]);
        }
    }
    assert_eq!(world.writes(), written);
}

#[test]
fn an_application_without_any_settings_is_named_and_nothing_is_decided_by_its_list() {
    let world = World::new();
    world.connect(&[]);
    let written = world.writes();
    let withheld: [fn(&mut Value); 2] = [
        |one| drop(one.as_object_mut().unwrap().remove("config")),
        |one| one["config"] = json!(null),
    ];
    for withheld in withheld {
        let jumpcloud = Meddler::listing(&world, withheld);
        let status = ["status", "--subdomain", "eu", "-o", "json"];
        let found = jumpcloud.tool(&world).mimecast(&status).exits(0).json();
        let ours = find(&found["applications"], "label", "Mimecast");
        assert_eq!(
            (&ours["ours"], &ours["connector"]),
            (&json!(true), &Value::Null)
        );
        assert_eq!(texts(&ours["findings"], "code"), ["unread"]);
        let said = ours["findings"][0]["message"].as_str().unwrap();
        assert!(said.contains("does not show its settings"), "{said}");
        for command in [
            &[][..],
            &["plan"],
            &["verify"],
            &["apply"],
            &["worksheet"],
            &["rotate", "--connector", "apps"],
            &["remove"],
        ] {
            let args = [command, &["-o", "json"], &CONNECT[..]].concat();
            let run = jumpcloud.tool(&world).mimecast(&args);
            run.fails(1, "list-unreadable", &["without its configuration"]);
        }
    }
    assert_eq!(world.writes(), written);
}

#[test]
fn a_tile_that_may_be_hidden_is_not_said_to_be_shown() {
    let world = World::new();
    world.connect(&["--connector", "apps,personal-portal"]);
    let jumpcloud = Meddler::listing(&world, |one| {
        one["sso"].as_object_mut().unwrap().remove("hidden");
    });
    // The sign-ins themselves do not go through what is in between.
    let verify = [
        "verify",
        "-o",
        "json",
        "--connector",
        "apps,personal-portal",
    ];
    let verify = [&verify[..], &CONNECT[..]].concat();
    let checks = jumpcloud.tool(&world).mimecast(&verify).json()["checks"].clone();
    let apps = find(&checks, "name", "way-in/apps/tile");
    assert_eq!(apps["status"], "unknown", "{apps}");
    let said = apps["message"].as_str().unwrap();
    assert!(
        said.contains("JumpCloud does not say whether the tile"),
        "{said}"
    );
    // A tile that leads in does so wherever it is shown.
    let portal = find(&checks, "name", "way-in/personal-portal/tile");
    assert_eq!(portal["status"], "pass", "{portal}");
}

#[test]
fn a_lookalike_is_named_where_it_is_not_asked_about() {
    let world = World::new();
    world.by_hand(|d| {
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
    let url = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal";
    assert_eq!(
        block,
        find(&profile["blocks"], "block", "web-apps"),
        "{profile:#}"
    );
    assert_eq!(
        *block,
        json!({
            "block": "web-apps", "enforced": true, "issuer": url, "login_url": url,
            "application": "Mimecast Personal Portal", "connector": "personal-portal",
        })
    );
    let setting = find(&found["settings"], "setting", "JumpCloud SSO");
    let expected = json!({
        "setting": "JumpCloud SSO", "profile": "JumpCloud SSO", "group": "All Mimecast users", "everybody": false,
    });
    assert_eq!(*setting, expected);
    // What is held and not enforced is told too.
    let mut held = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    held["blocks"]["web-apps"]["enforced"] = json!(false);
    world.mimecast_api("/api/authentication-profile/update-profile", held);
    let released = status(&world);
    let profile = find(&released["profiles"], "profile", "JumpCloud SSO");
    assert_eq!(texts(&profile["in_force"], "block"), ["admin-console"]);
    let block = find(&profile["blocks"], "block", "web-apps");
    assert_eq!(block["enforced"], false, "{block}");
    let shown = world.mimecast(&["status", "--subdomain", "eu"]).exits(0);
    shown.says(&[
        "setting \"JumpCloud SSO\" applies it to the Mimecast group \"All Mimecast users\"",
        "admin-console  enforced, through \"Mimecast Admin Console\" (admin-console)",
        "web-apps       not enforced; it holds \"Mimecast Personal Portal\" (personal-portal)",
    ]);
    world.connect(&["--connector", "all", "--admin", "ada@widgets.example"]);
    // Somebody deletes the application in JumpCloud's console.
    let id = world.application("mimecast-cuk1a1-portal")["_id"].clone();
    let path = format!("/api/applications/{}", id.as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
    world
        .mimecast(&["status", "--subdomain", "eu"])
        .exits(0)
        .says(&[
            "web-apps       enforced, through https://sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal, the IdP URL of no \
             application of this organisation",
            "does not work    sign-in from Mimecast's login page (web-apps): no JumpCloud application",
            "works            sign-in from the tile \"Mimecast Admin Console\"",
        ]);
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
