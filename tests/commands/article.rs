//! The steps of JumpCloud's article, each as an option: what it does to either side, and that it is done once.

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, World};

const APPS: &str = "mimecast-cuk1a1";
const PORTAL: &str = "mimecast-cuk1a1-portal";

/// Connects with these options, and again: the second run must write nothing.
#[track_caller]
fn settles(world: &World, more: &[&str]) {
    world.connect(more);
    let writes = world.writes();
    world.connect(more).says(&["are configured for each other"]);
    assert_eq!(world.writes(), writes, "{more:?}");
}

#[test]
fn label_description_and_colour_for_each_application() {
    let world = World::new();
    let more = [
        "--connector",
        "apps,personal-portal",
        "--label",
        "E-mail",
        "--label",
        "personal-portal:My: mail",
        "--description",
        "personal-portal:For everybody",
        "--tile-color",
        "#006cac",
        "--tile-color",
        "personal-portal:#FFB000",
    ];
    settles(&world, &more);
    let (apps, portal) = (world.application(APPS), world.application(PORTAL));
    let shown = |a: &Value| json!([a["displayLabel"], a["description"], a["color"]]);
    assert_eq!(shown(&apps), json!(["E-mail", "", "#006CAC"]));
    assert_eq!(
        shown(&portal),
        json!(["My: mail", "For everybody", "#FFB000"])
    );
}

#[test]
fn a_tile_is_hidden_and_shown_again() {
    let world = World::new();
    let both = ["--connector", "apps,personal-portal"];
    let hidden = |suffix: &str| world.application(suffix)["sso"]["hidden"].clone();
    for (flag, apps, portal) in [
        ("--hidden", true, false),
        ("--hidden=personal-portal", true, true),
        ("--hidden=false", false, true),
        ("--hidden=personal-portal:false", false, false),
        ("--hidden=apps:true", true, false),
    ] {
        settles(&world, &[&both[..], &[flag]].concat());
        assert_eq!(
            (hidden(APPS), hidden(PORTAL)),
            (json!(apps), json!(portal)),
            "{flag}"
        );
    }
    // Not asked for, it stays.
    world.connect(&both);
    assert_eq!(hidden(APPS), json!(true));
}

/// The smallest image that JumpCloud would take for one.
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"150\" height=\"150\"/>";

#[test]
fn a_logo_is_uploaded_once() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("logo.svg");
    std::fs::write(&path, SVG).unwrap();
    let logo = ["--tile-logo", path.to_str().unwrap()];
    let of = || {
        world.application(APPS)["logo"]["url"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    settles(&world, &logo);
    assert!(of().contains("/sso-app-logo/"), "{}", of());
    let plan = world
        .mimecast(&[&["plan", "-o", "json"], &CONNECT[..], &logo].concat())
        .exits(0);
    assert_eq!(plan.warnings(), ["logo-unreadable"]);

    // An application that exists without one gets it too.
    let world = World::new();
    world.connect(&[]);
    settles(&world, &logo);
    assert!(
        world.application(APPS)["logo"]["url"]
            .as_str()
            .unwrap()
            .contains("/sso-app-logo/")
    );
}

#[test]
fn the_suffix_is_part_of_the_idp_url() {
    let world = World::new();
    let both = ["--connector", "apps,personal-portal"];
    let suffixes = [
        "--idp-url-suffix",
        "mail",
        "--idp-url-suffix",
        "personal-portal:mail.portal_2",
    ];
    settles(&world, &[&both[..], &suffixes].concat());
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let web = &profile["blocks"]["web-apps"];
    assert_eq!(
        web["loginUrl"],
        "https://sso.jumpcloud.com/saml2/mail.portal_2"
    );
    assert_eq!(world.application("mail")["displayLabel"], "Mimecast");
}

#[test]
fn attributes_for_all_and_for_one() {
    let world = World::new();
    let more = [
        "--connector",
        "apps,personal-portal",
        "--attribute",
        "tenant=a=b",
        "--attribute",
        "personal-portal:tier=gold",
        "--user-attribute",
        "mail=email",
        "--user-attribute",
        "apps:dept=department",
    ];
    settles(&world, &more);
    let of = |suffix: &str, key: &str| world.application(suffix)["config"][key]["value"].clone();
    let row = |name: &str, value: &str| json!({ "name": name, "value": value });
    assert_eq!(
        of(APPS, "constantAttributes"),
        json!([row("tenant", "a=b")])
    );
    assert_eq!(
        of(PORTAL, "constantAttributes"),
        json!([row("tenant", "a=b"), row("tier", "gold")])
    );
    assert_eq!(
        of(APPS, "databaseAttributes"),
        json!([row("mail", "email"), row("dept", "department")])
    );
    assert_eq!(
        of(PORTAL, "databaseAttributes"),
        json!([row("mail", "email")])
    );
}

#[test]
fn groups_and_single_users_per_connector_are_added_and_never_removed() {
    let world = World::new();
    let both = ["--connector", "apps,personal-portal"];
    let more = [
        "--group",
        "personal-portal:Contractors",
        "--user",
        "apps:pat@widgets.example",
    ];
    settles(&world, &[&both[..], &more].concat());
    assert_eq!(world.access(APPS), ["All Staff", "pat@widgets.example"]);
    assert_eq!(world.access(PORTAL), ["All Staff", "Contractors"]);
    world.connect(&both);
    assert_eq!(world.access(PORTAL), ["All Staff", "Contractors"]);
}

#[test]
fn entity_ids_can_be_said() {
    let world = World::new();
    let more = [
        "--idp-entity-id",
        "https://idp.widgets.example",
        "--sp-entity-id",
        "eu-api.mimecast.com.other",
    ];
    settles(&world, &more);
    let config = world.application(APPS)["config"].clone();
    assert_eq!(config["spEntityId"]["value"], "eu-api.mimecast.com.other");
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    assert_eq!(
        profile["blocks"]["web-apps"]["issuer"],
        "https://idp.widgets.example"
    );
}

#[test]
fn the_custom_template_answers_at_several_addresses() {
    let world = World::new();
    let more = [
        "--template",
        "apps:saml2",
        "--template",
        "personal-portal:saml2",
        "--connector",
        "apps,personal-portal",
    ];
    settles(&world, &more);
    let acs = |suffix: &str| {
        let application = world.application(suffix);
        assert_eq!(application["name"], "saml2");
        // An empty issuer, the template's default, would be rejected.
        let url = format!("https://sso.jumpcloud.com/saml2/{suffix}");
        assert_eq!(application["config"]["idpEntityId"]["value"], url);
        application["config"]["acsUrl"]["value"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(acs(APPS), "https://eu-api.mimecast.com/login/saml");
    let list: Value = serde_json::from_str(&acs(PORTAL)).unwrap();
    let expected = json!([
        { "index": "0", "isDefault": "true", "url": "https://eu-api.mimecast.com/login/sso/mpp" },
        { "index": "1", "isDefault": "false", "url": "https://eu-api.mimecast.com/login/saml" },
    ]);
    assert_eq!(list, expected);
    let plan = [&["plan", "-o", "json"], &CONNECT[..], &more[..4]].concat();
    assert!(
        !world
            .mimecast(&plan)
            .exits(64)
            .stdout
            .contains("sign-in-unproven")
    );
}

/// Said of whatever rests on what nobody has seen of a real account.
const UNPROVEN: &str = "sign-in-unproven";

#[test]
fn one_address_only_is_refused() {
    let world = World::new();
    let plan = |more: &[&str]| {
        let args = [&["plan", "-o", "json"], &CONNECT[..], more].concat();
        let mut told = world.mimecast(&args).exits(0).warnings();
        // Said of whatever is put in force for many at once.
        told.retain(|code| code != "no-pilot");
        told
    };
    assert_eq!(plan(&[]), ["tile-hidden"]);
    assert_eq!(plan(&["--hidden=false"]), ["sign-in-broken"]);
    let portal = ["--connector", "personal-portal"];
    let from = |template| [&portal[..], &["--template", template]].concat();
    assert_eq!(plan(&portal), ["template-chosen", UNPROVEN]);
    assert_eq!(plan(&from("personal-portal:saml2")), [UNPROVEN]);
    let one_address = from("personal-portal:mimecast");
    // What could not sign in is not put in force, but for whoever says so.
    let args = [&["plan", "-o", "json"], &CONNECT[..], &one_address].concat();
    let refused = world.mimecast(&args).exits(3);
    assert_eq!(refused.refusals(), ["sign-in-broken"]);
    let allowed = [&one_address[..], &["--allow", "sign-in-broken"]].concat();
    world.connect(&allowed).says(&[
        "Set up:",
        "not every sign-in works",
        "does not answer at https://eu-api.mimecast.com/login/saml",
    ]);
    // It stays said once it is made: time mends nothing of it.
    assert_eq!(plan(&portal), ["sign-in-broken"]);
    // Another template than it was made from is another application.
    let another = [
        &["plan", "-o", "json"],
        &CONNECT[..],
        &from("personal-portal:saml2"),
    ]
    .concat();
    let refused = world.mimecast(&another).exits(3);
    assert_eq!(refused.refusals(), ["replace-application"]);
    for part in [
        "\\\"mimecast\\\"",
        "\\\"saml2\\\"",
        "with a new certificate",
    ] {
        assert!(refused.stdout.contains(part), "{part}: {}", refused.stdout);
    }
    world.connect(&["--connector", "apps"]);
    let by_apps = [
        "--connector",
        "apps,personal-portal",
        "--block",
        "web-apps=apps",
    ];
    // Mimecast believes the one that signs, and so the tile of the other leads nowhere.
    let args = [&["plan", "-o", "json"], &CONNECT[..], &by_apps].concat();
    let refused = world.mimecast(&args).exits(3);
    assert_eq!(refused.refusals(), ["sign-in-broken"]);
    assert!(
        refused.stdout.contains("--block web-apps=personal-portal"),
        "{}",
        refused.stdout
    );
    let hidden = [&by_apps[..], &["--hidden=personal-portal:true"]].concat();
    assert_eq!(plan(&hidden), [""; 0]);
    // Of a real account nobody has seen that JumpCloud answers at the address that a request names.
    let by_hand = [&portal[..], &["--mimecast-mode", "worksheet"]].concat();
    let fresh = World::new();
    let args = [&["plan", "-o", "json"], &CONNECT[..], &by_hand].concat();
    let told = fresh.mimecast(&args).exits(0).warnings();
    for code in ["template-chosen", UNPROVEN] {
        assert!(told.iter().any(|w| w == code), "{told:?}");
    }
    let expected = [
        "backup-administrator",
        "entity-id-assumed",
        "sign-in-broken",
        UNPROVEN,
        "template-chosen",
    ];
    let mut found = plan(&[
        "--connector",
        "admin-console",
        "--admin",
        "ada@widgets.example",
    ]);
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn metadata_is_the_document_that_jumpcloud_serves() {
    let world = World::new();
    let both = ["--connector", "apps,personal-portal"];
    world.connect(&both);
    for (connector, suffix) in [("apps", APPS), ("personal-portal", PORTAL)] {
        let id = world.application(suffix)["_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let organization = world.sandbox.organization_id();
        let path = format!("/api/organizations/{organization}/applications/{id}/metadata.xml");
        let Value::String(served) = world.jumpcloud("GET", &path, None) else {
            panic!("no text")
        };
        let parsed = sso_setup::saml::metadata::parse(served.as_bytes()).unwrap();
        let login = format!("https://sso.jumpcloud.com/saml2/{suffix}");
        assert_eq!(parsed.post_location(), Some(login.as_str()));

        let run = world
            .mimecast(&["metadata", "--connector", connector])
            .exits(0);
        assert_eq!(run.stdout, served);
        let run = world
            .mimecast(&["metadata", "--connector", connector, "-o", "json"])
            .exits(0);
        assert_eq!(run.json()["metadata"], served);
        assert_eq!(run.json()["connector"], connector);

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("idp.xml");
        let shown = file.to_str().unwrap();
        let args = ["metadata", "--connector", connector, "--file", shown];
        world.mimecast(&args).exits(0).says(&[shown]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), served);
        let json = world
            .mimecast(&[&args[..], &["-o", "json"]].concat())
            .exits(0)
            .json();
        assert_eq!(json["file"], shown);
    }
    let json = |more: &[&str]| world.mimecast(&[&["metadata", "-o", "json"], more].concat());
    json(&["--connector", "admin-console"]).fails(
        1,
        "application-not-found",
        &["admin-console", "--idp-url-suffix"],
    );
    json(&both).fails(64, "one-connector", &["--connector once"]);
    json(&["--file", "/nonexistent/idp.xml"]).fails(
        1,
        "output-not-written",
        &["/nonexistent/idp.xml"],
    );
}

#[test]
fn all_three_connectors_with_everything_settle() {
    let world = World::new();
    let more = [
        "--description",
        "admin-console:For administrators",
        "--attribute",
        "admin-console:role=admin",
        "--enforce",
        "admin-console,web-apps,end-user-apps",
        "--logout-url",
        "https://widgets.example/bye",
    ];
    settles(&world, &[&more[..], &ALL_THREE].concat());
}
