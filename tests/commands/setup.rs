//! The first run, from nothing to connected; and the runs after it.

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, World, find, tool};

/// What a run says last.
fn statement(stdout: &str) -> &str {
    let at = stdout.find("Connected:").or(stdout.find("Set up:"));
    let at = at.expect("a clear statement");
    &stdout[at..]
}

#[test]
fn the_first_command_connects_and_says_so() {
    let first = [
        "--subdomain",
        "eu",
        "--group",
        "All Staff",
        "--sandbox",
        "--yes",
    ];
    let run = tool().mimecast(&first).exits(0);
    assert!(!run.stdout.contains('\u{1b}'), "no colour in a pipe");
    let end = statement(&run.stdout);
    for part in [
        "JumpCloud organisation Widgets and Mimecast account CUK1A1 (eu-api.mimecast.com)",
        "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1 -> https://eu-api.mimecast.com/login/saml",
        "for All Staff",
        "SAML enforced    web-apps",
        "Sign-in is not proven yet",
        "open https://login-uk.mimecast.com, enter a user's e-mail address",
    ] {
        assert!(end.contains(part), "\"{part}\" is missing:\n{end}");
    }
}

#[test]
fn the_first_command_connects_all_three_connectors() {
    let first = [
        "--account-code",
        "CUK1A1",
        "--group",
        "All Staff",
        "--sandbox",
        "--yes",
    ];
    let run = tool().mimecast(&[&first[..], &ALL_THREE].concat()).exits(0);
    let end = statement(&run.stdout);
    for part in [
        "https://eu-api.mimecast.com/login/saml",
        "https://eu-api.mimecast.com/login/sso/mpp",
        "https://eu-api.mimecast.com/login/sso/adcon",
        "SAML enforced    admin-console, web-apps",
        "click the tile \"Mimecast Personal Portal\"",
        "click the tile \"Mimecast Admin Console\"",
    ] {
        assert!(end.contains(part), "\"{part}\" is missing:\n{end}");
    }
}

#[test]
fn one_connector_is_what_the_article_asks_for_on_both_sides() {
    let world = World::new();
    world.connect(&[]);

    let application = world.application("mimecast-cuk1a1");
    assert_eq!(application["name"], "mimecast");
    assert_eq!(application["active"], true);
    assert_eq!(application["displayLabel"], "Mimecast");
    let config = &application["config"];
    assert_eq!(
        config["acsUrl"]["value"],
        "https://eu-api.mimecast.com/login/saml"
    );
    assert_eq!(config["spEntityId"]["value"], "eu-api.mimecast.com.CUK1A1");
    assert_eq!(world.access("mimecast-cuk1a1"), ["All Staff"]);

    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let web = &profile["blocks"]["web-apps"];
    let expected = json!({
        "enforced": true,
        "provider": "Other",
        "metadataUrl": "",
        "monitorMetadataUrl": false,
        "issuer": config["idpEntityId"]["value"],
        "loginUrl": "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1",
        "logoutUrl": "https://console.jumpcloud.com/userconsole/",
        "certificate": web["certificate"],
        "allowSingleSignOn": false,
        "passwordProtectedContext": false,
        "integratedAuthenticationContext": false,
    });
    assert_eq!(web, &expected);
    assert_eq!(
        pem_of(config["idpCertificate"]["value"].as_str().unwrap()),
        web["certificate"]
    );
    for other in ["admin-console", "end-user-apps"] {
        assert!(!world.enforced(other), "{other} was not asked for");
    }

    let setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    assert_eq!(setting["authenticationProfileId"], profile["id"]);
    let state = world.state();
    let group = find(
        &state["mimecast"]["folders"],
        "id",
        setting["groupId"].as_str().unwrap(),
    );
    assert_eq!(group["description"], "All Mimecast users");
}

/// The base64 inside JumpCloud's form of a certificate, which is base64 of a PEM document.
fn pem_of(value: &str) -> String {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let pem = String::from_utf8(BASE64_STANDARD.decode(value).unwrap()).unwrap();
    pem.lines()
        .filter(|line| !line.starts_with("-----"))
        .collect()
}

#[test]
fn each_connector_has_its_own_application_and_each_block_its_own_certificate() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let of = |suffix: &str| {
        let application = world.application(suffix);
        let config = &application["config"];
        assert_eq!(world.access(suffix), ["All Staff"]);
        (
            application["displayLabel"].as_str().unwrap().to_owned(),
            config["acsUrl"]["value"].as_str().unwrap().to_owned(),
            pem_of(config["idpCertificate"]["value"].as_str().unwrap()),
        )
    };
    let apps = of("mimecast-cuk1a1");
    let portal = of("mimecast-cuk1a1-portal");
    let admin = of("mimecast-cuk1a1-admin");
    assert_eq!(apps.1, "https://eu-api.mimecast.com/login/saml");
    assert_eq!(portal.0, "Mimecast Personal Portal");
    // A tile that signs for a block answers at two: its own by default, and where sign-in starts at Mimecast.
    let two = |own: &str| {
        let both = [own, "login/saml"].map(|path| format!("https://eu-api.mimecast.com/{path}"));
        let [own, saml] = both;
        json!([
            { "index": "0", "isDefault": "true", "url": own },
            { "index": "1", "isDefault": "false", "url": saml },
        ])
    };
    let listed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(listed(&portal.1), two("login/sso/mpp"));
    assert_eq!(admin.0, "Mimecast Admin Console");
    assert_eq!(listed(&admin.1), two("login/sso/adcon"));

    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let blocks = &profile["blocks"];
    assert_eq!(blocks["web-apps"]["certificate"], portal.2);
    assert_eq!(blocks["web-apps"]["allowSingleSignOn"], true);
    assert_eq!(blocks["admin-console"]["certificate"], admin.2);
    assert_eq!(blocks["admin-console"]["allowSingleSignOn"], true);
    assert_eq!(blocks["end-user-apps"]["enforced"], false);
    assert_ne!(apps.2, portal.2);
}

/// Every choice of connectors that there is.
const CHOICES: [&str; 7] = [
    "apps",
    "personal-portal",
    "admin-console",
    "apps,personal-portal",
    "apps,admin-console",
    "personal-portal,admin-console",
    "apps,personal-portal,admin-console",
];

#[test]
fn whatever_is_called_connected_signs_in_both_ways() {
    for chosen in CHOICES {
        let world = World::new();
        let more = ["--connector", chosen, "--admin", "ada@widgets.example"];
        let (said, expected): (&str, &[&str]) = match chosen {
            "apps" => ("Connected:", &[]),
            _ => ("not every sign-in is proven", &["sign-in-unproven"]),
        };
        world.connect(&more).says(&[said]);
        let verify = [&["verify"], &CONNECT[..], &more].concat();
        world.mimecast(&verify).exits(0).says(&["Nothing failed"]);
        let plan = [&["plan", "-o", "json"], &CONNECT[..], &more].concat();
        let plan = world.mimecast(&plan).exits(0);
        assert_eq!(plan.changes(), [""; 0], "{chosen}");
        let mut warnings = plan.warnings();
        warnings.dedup();
        assert_eq!(warnings, expected, "{chosen}");
        // A tile that is shown is one that works.
        for connector in chosen.split(',') {
            let (suffix, hidden) = match connector {
                "apps" => ("mimecast-cuk1a1", true),
                "personal-portal" => ("mimecast-cuk1a1-portal", false),
                _ => ("mimecast-cuk1a1-admin", false),
            };
            let shown = &world.application(suffix)["sso"]["hidden"];
            assert_eq!(*shown, hidden, "{chosen}: {connector}");
        }
    }
}

#[test]
fn a_second_run_writes_nothing() {
    for more in [&[][..], &ALL_THREE] {
        let world = World::new();
        world.connect(more);
        let (before, state) = (world.writes(), world.state());
        let connected = "are configured for each other";
        world.connect(more).says(&[connected]);
        let applied = [&["apply"], &CONNECT[..], more].concat();
        world.mimecast(&applied).exits(0).says(&[connected]);
        assert_eq!(world.writes(), before, "{more:?}");
        assert_eq!(world.state(), state);
    }
}

#[test]
fn a_connector_left_out_later_is_left_alone() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let before = world.state();
    // The block's source goes back to `apps` when only `apps` is asked for; no application is touched.
    let plan = world
        .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat())
        .exits(0);
    let touched: Vec<String> = plan.changes();
    assert!(
        touched.iter().all(|id| !id.starts_with("jumpcloud/")),
        "{touched:?}"
    );
    assert_eq!(world.state(), before);
}

#[test]
fn a_connector_added_later_leaves_the_first_as_it_is() {
    let world = World::new();
    world.connect(&[]);
    let before = world.application("mimecast-cuk1a1");
    world.connect(&ALL_THREE);
    assert_eq!(world.application("mimecast-cuk1a1"), before);
    assert!(world.enforced("admin-console"));
}

#[test]
fn nothing_outside_is_used_with_the_sandbox() {
    // The environment's own world is a second sandbox: it would count what reached it.
    let world = World::new();
    let first = [
        "--subdomain",
        "eu",
        "--group",
        "All Staff",
        "--sandbox",
        "--yes",
    ];
    world.tool().mimecast(&first).exits(0).says(&["Connected:"]);
    let counters = world.counters();
    for service in ["jumpcloud", "mimecast"] {
        assert_eq!(counters[service]["requests"], 0, "{counters}");
    }
}

#[test]
fn a_run_for_one_connector_leaves_the_others_as_they_are() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let before = world.state();
    let writes = world.writes();
    world.connect(&[]);
    assert_eq!(world.writes(), writes);
    assert_eq!(world.state(), before);
}

#[test]
fn another_entity_id_reaches_both_sides_in_one_run() {
    let world = World::new();
    world.connect(&[]);
    let certificate = |world: &World| {
        let application = world.application("mimecast-cuk1a1");
        application["config"]["idpCertificate"]["value"].clone()
    };
    let before = certificate(&world);
    let other = ["--idp-entity-id", "https://widgets.example/idp"];
    world.connect(&other);
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    assert_eq!(
        profile["blocks"]["web-apps"]["issuer"],
        "https://widgets.example/idp"
    );
    assert_eq!(certificate(&world), before);
    let writes = world.writes();
    world.connect(&other);
    assert_eq!(world.writes(), writes, "a second run writes nothing");
}

/// Mimecast expects the issuer letter by letter: between the two writes nobody may depend on it.
#[test]
fn another_idp_entity_id_is_not_enforced_until_both_sides_have_it() {
    let world = World::new();
    world.connect(&[]);
    let run = world.connect(&[
        "--idp-entity-id",
        "https://widgets.example/idp",
        "-o",
        "json",
    ]);
    let expected = [
        "mimecast/authentication-profile/JumpCloud SSO#release",
        "jumpcloud/application/apps",
        "mimecast/authentication-profile/JumpCloud SSO",
        "mimecast/authentication-profile/JumpCloud SSO#enforce",
    ];
    assert_eq!(run.changes(), expected);
    assert!(world.enforced("web-apps"));
    assert_eq!(
        world.control("sandbox/violations")["violations"],
        serde_json::json!([])
    );
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    assert_eq!(
        profile["blocks"]["web-apps"]["issuer"],
        "https://widgets.example/idp"
    );
    let again = world.connect(&[
        "--idp-entity-id",
        "https://widgets.example/idp",
        "-o",
        "json",
    ]);
    assert_eq!(again.changes(), [""; 0]);
}
