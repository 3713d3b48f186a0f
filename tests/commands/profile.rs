//! Mimecast's side by option: profile, setting, blocks, logout and metadata URLs.

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, World, find};

fn block(world: &World, profile: &str, block: &str) -> Value {
    world.mimecast_object("profiles", profile).expect(profile)["blocks"][block].clone()
}

#[test]
fn the_logout_url_is_written_and_corrected() {
    let world = World::new();
    world.connect(&["--logout-url", "https://widgets.example/bye"]);
    assert_eq!(
        block(&world, "JumpCloud SSO", "web-apps")["logoutUrl"],
        "https://widgets.example/bye"
    );
    // Left out it is the default again, which is drift.
    let plan = world
        .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat())
        .exits(0)
        .json();
    let change = find(
        &plan["changes"],
        "id",
        "mimecast/authentication-profile/JumpCloud SSO",
    );
    let expected = json!([{
        "name": "web-apps.logout-url",
        "before": "https://widgets.example/bye",
        "after": "https://console.jumpcloud.com/userconsole/",
        "sensitive": false,
    }]);
    assert_eq!(change["fields"], expected);
}

#[test]
fn end_user_apps_only_by_name_and_instead_of_the_others() {
    let world = World::new();
    world.connect(&["--enforce", "end-user-apps"]);
    assert!(world.enforced("end-user-apps") && !world.enforced("web-apps"));
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    assert_eq!(
        profile["blocks"]["web-apps"]["provider"], "",
        "not wanted, not filled in"
    );
    world.connect(&["--enforce", "web-apps", "--enforce", "end-user-apps"]);
    assert!(world.enforced("end-user-apps") && world.enforced("web-apps"));
}

#[test]
fn a_block_takes_its_idp_from_the_connector_that_is_said() {
    let world = World::new();
    // Whose application does not sign has no tile that works.
    let both = [
        "--connector",
        "apps,personal-portal",
        "--hidden=personal-portal:true",
    ];
    world.connect(&[&both[..], &["--block", "web-apps=apps"]].concat());
    let web = block(&world, "JumpCloud SSO", "web-apps");
    assert_eq!(
        web["loginUrl"],
        "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1"
    );
    let args = [
        &["plan", "-o", "json", "--block", "web-apps=admin-console"],
        &CONNECT[..],
    ]
    .concat();
    let run = world.mimecast(&args);
    run.fails(
        64,
        "block-without-connector",
        &["admin-console", "--connector admin-console"],
    );
}

#[test]
fn profile_and_setting_have_the_names_that_are_given() {
    let world = World::new();
    let more = [
        "--profile",
        "Staff SSO",
        "--application-setting",
        "Staff by SSO",
    ];
    world.connect(&more).says(&["Connected:"]);
    let profile = world.mimecast_object("profiles", "Staff SSO").unwrap();
    let setting = world.mimecast_object("settings", "Staff by SSO").unwrap();
    assert_eq!(setting["authenticationProfileId"], profile["id"]);
    assert!(world.mimecast_object("profiles", "JumpCloud SSO").is_none());
    let writes = world.writes();
    world.connect(&more);
    assert_eq!(world.writes(), writes);
}

#[test]
fn a_setting_with_another_profile_is_pointed_at_ours_and_otherwise_kept() {
    let world = World::new();
    let before = world
        .mimecast_object("settings", "Contractors settings")
        .unwrap();
    let theirs = world.mimecast_object("profiles", "Staff 2-Step").unwrap();
    let args = [
        "--subdomain",
        "eu",
        "--group",
        "Contractors",
        "--yes",
        "--application-setting",
        "Contractors settings",
        "--allow",
        "user-lockout=99",
    ];
    let run = |command: &[&str]| {
        let tool = world.tool().without("SSO_SETUP_MIMECAST_GROUP");
        tool.mimecast(&[command, &args].concat()).exits(0)
    };
    let plan = run(&["plan", "-o", "json"]).json();
    let change = find(
        &plan["changes"],
        "id",
        "mimecast/application-setting/Contractors settings",
    );
    assert_eq!(change["action"], "update");
    let expected = json!([{
        "name": "authentication-profile", "before": "Staff 2-Step", "after": "JumpCloud SSO", "sensitive": false,
    }]);
    assert_eq!(change["fields"], expected);
    run(&[]).says(&["Connected:"]);

    let mut expected = before;
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    expected["authenticationProfileId"] = profile["id"].clone();
    assert_eq!(
        world
            .mimecast_object("settings", "Contractors settings")
            .unwrap(),
        expected
    );
    assert_eq!(
        world.mimecast_object("profiles", "Staff 2-Step").unwrap(),
        theirs
    );
}

#[test]
fn an_existing_profile_keeps_what_was_not_asked_for() {
    let world = World::new();
    let before = world.mimecast_object("profiles", "Staff 2-Step").unwrap();
    let more = [
        "--profile",
        "Staff 2-Step",
        "--group",
        "Contractors",
        "--allow",
        "user-lockout=99",
    ];
    world.connect(&more);
    let after = world.mimecast_object("profiles", "Staff 2-Step").unwrap();
    let mut expected = before.clone();
    expected["blocks"]["web-apps"] = after["blocks"]["web-apps"].clone();
    assert_eq!(after, expected);
    assert_eq!(after["blocks"]["web-apps"]["enforced"], true);
    assert_eq!(after["permittedIpRanges"], json!(["192.0.2.0/24"]));
}

#[test]
fn enforcing_in_a_profile_that_others_use_counts_their_people_too() {
    let world = World::new();
    // "Contractors settings" signs in with this profile: enforcing in it enforces for the contractors.
    let args = [&["-o", "json", "--profile", "Staff 2-Step"], &CONNECT[..]].concat();
    let run = world.mimecast(&args).exits(3);
    assert_eq!(run.refusals(), ["user-lockout"]);
    run.says(&[
        "3 of 13",
        "Contractors settings",
        "pat@widgets.example",
        "temp@agency.example",
    ]);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn without_a_mimecast_group_the_profile_is_attached_to_nobody() {
    let world = World::new();
    let bare = || world.tool().without("SSO_SETUP_MIMECAST_GROUP");
    let run = bare()
        .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat())
        .exits(0);
    assert_eq!(run.warnings(), ["no-setting", "tile-hidden"]);
    bare()
        .mimecast(&CONNECT)
        .exits(0)
        .says(&["Prepared:", "--mimecast-group NAME"]);
    assert!(!world.enforced("web-apps"));
    assert!(world.mimecast_object("settings", "JumpCloud SSO").is_none());
    world.connect(&[]).says(&["Connected:"]);
    // From then on the setting is there, and no group needs to be named.
    let writes = world.writes();
    bare().mimecast(&CONNECT).exits(0).says(&["Connected:"]);
    assert_eq!(world.writes(), writes);
}

#[test]
fn what_somebody_else_changed_in_the_profile_is_drift() {
    let world = World::new();
    world.connect(&[]);
    let good = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let mut changed = good.clone();
    changed["twoStepAuthentication"] = json!("email");
    changed["blocks"]["web-apps"]["issuer"] = json!("Somebody");
    changed["blocks"]["web-apps"]["enforced"] = json!(false);
    world.mimecast_api("/api/authentication-profile/update-profile", changed);
    let run =
        world.mimecast(&[&["plan", "-o", "json", "--detailed-exitcode"], &CONNECT[..]].concat());
    let changes = run.exits(2).json()["changes"].clone();
    let profile = find(
        &changes,
        "id",
        "mimecast/authentication-profile/JumpCloud SSO",
    );
    assert_eq!(profile["fields"][0]["before"], "Somebody");
    world.connect(&[]);
    let mut expected = good;
    expected["twoStepAuthentication"] = json!("email");
    assert_eq!(
        world.mimecast_object("profiles", "JumpCloud SSO").unwrap(),
        expected
    );
}

/// Serves this document at `/public/metadata.xml`, without asking who wants it.
fn public(world: &World, status: u16, document: String) -> Meddler {
    Meddler::start(world, move |_, path| match path == "/public/metadata.xml" {
        true => Then::Answer(status, "application/xml", document.clone()),
        false => Then::Forward,
    })
}

#[test]
fn a_metadata_url_must_serve_the_applications_own_document() {
    let world = World::new();
    let both = ["--connector", "apps,personal-portal"];
    world.connect(&both);
    let served = |connector: &str| {
        world
            .mimecast(&["metadata", "--connector", connector])
            .exits(0)
            .stdout
    };
    let plan = |url: &str| {
        let url = format!("personal-portal:{url}");
        world.mimecast(
            &[
                &["plan", "-o", "json", "--metadata-url", &url],
                &CONNECT[..],
                &both,
            ]
            .concat(),
        )
    };

    let same = public(&world, 200, served("personal-portal"));
    let url = same.url("/public/metadata.xml");
    let document = plan(&url).exits(0).json();
    let change = find(
        &document["changes"],
        "id",
        "mimecast/authentication-profile/JumpCloud SSO",
    );
    assert_eq!(
        find(&change["fields"], "name", "web-apps.metadata-url")["after"],
        url.as_str()
    );
    assert_eq!(
        find(&change["fields"], "name", "web-apps.monitor-metadata-url")["after"],
        true
    );
    assert_eq!(same.count("GET /public/metadata.xml"), 1);

    for (status, body, said) in [
        (
            200,
            served("apps"),
            "differs from the one that JumpCloud's API serves",
        ),
        (
            200,
            "<html><body>Sign in</body></html>".to_owned(),
            "cannot be used",
        ),
        (
            200,
            served("personal-portal").replace("</md:EntityDescriptor>", ""),
            "cannot be used",
        ),
        (404, "gone".to_owned(), "404"),
    ] {
        let meddler = public(&world, status, body);
        let run = plan(&meddler.url("/public/metadata.xml")).exits(3);
        assert_eq!(run.refusals(), ["metadata-unfit"], "{said}");
        run.says(&[said]);
    }
}
