//! One connector of several taken out: the others go on signing people in, and what it signed for is taken over.

use serde_json::{Value, json};

use crate::by_console::{ADMIN, FROM_ADMIN_TILE, FROM_PORTAL_TILE, PORTAL, Way, walk};
use crate::common::{ALL_THREE, CONNECT, Run, World, checks_that_are, texts};

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const ADMIN_EMAIL: [&str; 2] = ["--admin", "ada@widgets.example"];
const APPS: &str = "mimecast-cuk1a1";
const PORTAL_APP: &str = "mimecast-cuk1a1-portal";

/// The arguments that delete one connector.
fn removal(connector: &str) -> [&str; 7] {
    [
        "remove",
        "-o",
        "json",
        "--confirm-count",
        "1",
        "--connector",
        connector,
    ]
}

fn remove(world: &World, connector: &str, more: &[&str]) -> Run {
    world.mimecast(&[&removal(connector)[..], &ADMIN_EMAIL, more].concat())
}

fn connected(connectors: &str) -> World {
    let world = World::new();
    world.connect(&[&["--connector", connectors][..], &ADMIN_EMAIL].concat());
    world
}

/// A command about these connectors as they were set up.
fn about(world: &World, connectors: &str, command: &[&str]) -> Run {
    let args = ["-o", "json", "--connector", connectors];
    world.mimecast(&[command, &args, &CONNECT, &ADMIN_EMAIL].concat())
}

fn blocks(world: &World) -> Value {
    world.mimecast_object("profiles", "JumpCloud SSO").unwrap()["blocks"].clone()
}

/// The connectors set up, the one taken out, those left, what its removal writes to the profile, and every way in that is
/// left.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [Way],
);

const TABLE: [Row; 9] = [
    (
        "apps,personal-portal",
        "apps",
        "personal-portal",
        &[],
        &[PORTAL, FROM_PORTAL_TILE],
    ),
    (
        "apps,personal-portal",
        "personal-portal",
        "apps",
        &[PROFILE],
        &[PORTAL],
    ),
    (
        "apps,admin-console",
        "apps",
        "admin-console",
        &[RELEASE, PROFILE],
        &[ADMIN, FROM_ADMIN_TILE],
    ),
    (
        "apps,admin-console",
        "admin-console",
        "apps",
        &[PROFILE],
        &[PORTAL, ADMIN],
    ),
    (
        "personal-portal,admin-console",
        "personal-portal",
        "admin-console",
        &[RELEASE, PROFILE],
        &[ADMIN, FROM_ADMIN_TILE],
    ),
    (
        "personal-portal,admin-console",
        "admin-console",
        "personal-portal",
        &[RELEASE, PROFILE],
        &[PORTAL, FROM_PORTAL_TILE],
    ),
    (
        "apps,personal-portal,admin-console",
        "apps",
        "personal-portal,admin-console",
        &[],
        &[PORTAL, ADMIN, FROM_PORTAL_TILE, FROM_ADMIN_TILE],
    ),
    (
        "apps,personal-portal,admin-console",
        "personal-portal",
        "apps,admin-console",
        &[PROFILE],
        &[PORTAL, ADMIN, FROM_ADMIN_TILE],
    ),
    (
        "apps,personal-portal,admin-console",
        "admin-console",
        "apps,personal-portal",
        &[PROFILE],
        &[PORTAL, ADMIN, FROM_PORTAL_TILE],
    ),
];

#[test]
fn the_others_go_on_signing_people_in() {
    for (connectors, gone, left, written, ways) in TABLE {
        let what = format!("{gone} of {connectors}");
        let world = connected(connectors);
        let run = remove(&world, gone, &[]).exits(0);
        let of_gone = [
            format!("jumpcloud/access/{gone}"),
            format!("jumpcloud/application/{gone}"),
        ];
        let expected = written.iter().map(ToString::to_string).chain(of_gone);
        assert_eq!(run.changes(), expected.collect::<Vec<_>>(), "{what}");
        assert_eq!(run.json()["remaining"], json!([]), "{what}");
        let again = remove(&world, gone, &[]).exits(0);
        assert_eq!(again.changes(), [""; 0], "{what}");

        let verified = about(&world, left, &["verify"]).exits(0).json();
        let passed = checks_that_are(&verified, "pass");
        let walked = passed.iter().filter(|name| name.starts_with("sign-in/"));
        assert_ne!(walked.count(), 0, "{what}: {passed:?}");
        for way in ways {
            walk(&world, *way);
        }
        let plan = about(&world, left, &["plan"]).exits(0);
        assert_eq!(plan.changes(), [""; 0], "{what}");
        let violations = world.control("sandbox/violations");
        assert_eq!(violations["violations"], json!([]), "{what}");
    }
}

#[test]
fn a_block_is_taken_over_as_it_is_and_nothing_else_of_the_profile_changes() {
    for enforced in [true, false] {
        let world = connected("apps,personal-portal,admin-console");
        let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
        profile["blocks"]["web-apps"]["enforced"] = json!(enforced);
        profile["blocks"]["web-apps"]["logoutUrl"] = json!("https://widgets.example/bye");
        profile["blocks"]["web-apps"]["metadataUrl"] = json!("https://widgets.example/portal.xml");
        profile["blocks"]["web-apps"]["monitorMetadataUrl"] = json!(true);
        world.mimecast_api("/api/authentication-profile/update-profile", profile);
        let before = blocks(&world);
        let run = remove(&world, "personal-portal", &[]).exits(0);
        assert!(run.warnings().contains(&"block-taken-over".to_owned()));
        let apps = world.application(APPS);
        let after = blocks(&world);
        let mut expected = before;
        let web = &mut expected["web-apps"];
        web["issuer"] = apps["config"]["idpEntityId"]["value"].clone();
        web["loginUrl"] = apps["ssoUrl"].clone();
        web["certificate"] = after["web-apps"]["certificate"].clone();
        web["allowSingleSignOn"] = json!(false);
        // Mimecast would fetch what is of the application that went.
        web["metadataUrl"] = json!("");
        web["monitorMetadataUrl"] = json!(false);
        assert_eq!(after, expected, "{enforced}");
    }
}

#[test]
fn a_tile_that_goes_is_not_accepted_any_more_where_another_application_signs() {
    let world = World::new();
    let layout = [
        "--connector=apps,personal-portal",
        "--block=web-apps=apps",
        "--hidden=personal-portal:true",
    ];
    world.connect(&layout);
    assert_eq!(blocks(&world)["web-apps"]["allowSingleSignOn"], true);
    let run = remove(&world, "personal-portal", &[]).exits(0);
    assert_eq!(run.changes()[0], PROFILE);
    let fields = texts(&run.json()["changes"][0]["fields"], "name");
    assert_eq!(fields, ["web-apps.allow-single-sign-on"]);
    let plan = about(&world, "apps", &["plan"]).exits(0);
    assert_eq!(plan.changes(), [""; 0]);
}

#[test]
fn one_that_is_switched_off_has_its_blocks_taken_over_likewise() {
    let world = connected("apps,personal-portal");
    let args = [
        "remove",
        "-o",
        "json",
        "--yes",
        "--deactivate",
        "--connector",
        "personal-portal",
    ];
    let run = world.mimecast(&args).exits(0);
    let off = "jumpcloud/application/personal-portal#deactivate";
    assert_eq!(run.changes(), [PROFILE, off]);
    assert_eq!(world.application(PORTAL_APP)["active"], false);
    assert!(world.enforced("web-apps"));
    walk(&world, PORTAL);
    assert_eq!(world.mimecast(&args).exits(0).changes(), [""; 0]);
    let violations = world.control("sandbox/violations");
    assert_eq!(violations["violations"], json!([]));
}

/// What is done to the application that would take over, and the guard that refuses then.
type Unfit = (&'static str, fn(&World), &'static str);

#[test]
fn an_application_that_could_not_sign_people_in_takes_nothing_over() {
    let table: [Unfit; 4] = [
        (
            "its ACS list lacks the login page's",
            |world| {
                let elsewhere = json!("https://eu-api.mimecast.com/login/sso/mpp");
                let edit = |document: &mut Value| document["config"]["acsUrl"]["value"] = elsewhere;
                world.change_application(APPS, edit);
            },
            "sign-in-broken",
        ),
        (
            "inactive",
            |world| {
                world.change_application(APPS, |document| document["active"] = json!(false));
            },
            "sign-in-broken",
        ),
        (
            "its metadata cannot be used",
            |world| {
                let edit = |document: &mut Value| {
                    document["config"]["idpEntityId"]["value"] = json!("");
                };
                world.change_application(APPS, edit);
            },
            "metadata-unfit",
        ),
        (
            "nobody has access",
            |world| {
                let id = world.application(APPS)["_id"].as_str().unwrap().to_owned();
                let state = world.state();
                let applications = &state["jumpcloud"]["applications"];
                let bound = crate::common::find(applications, "id", &id)["bindings"][0].clone();
                let path = format!("/api/v2/applications/{id}/associations");
                let body = json!({ "op": "remove", "type": "user_group", "id": bound["id"] });
                world.jumpcloud("POST", &path, Some(&body));
            },
            "user-lockout",
        ),
    ];
    for (what, spoil, guard) in table {
        let world = connected("apps,personal-portal");
        spoil(&world);
        let (state, writes) = (world.state(), world.writes());
        for command in [&[][..], &["--dry-run"]] {
            let refused = remove(&world, "personal-portal", command);
            assert!(
                refused.refusals().contains(&guard.to_owned()),
                "{what}: {refused:?}"
            );
        }
        assert_eq!((world.state(), world.writes()), (state, writes), "{what}");
    }
}

#[test]
fn administrators_are_moved_only_with_one_named_who_can_sign_in() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let (state, writes) = (world.state(), world.writes());
    let refused = world.mimecast(&removal("admin-console")).exits(3);
    assert_eq!(refused.refusals(), ["admin-lockout"]);
    assert_eq!((world.state(), world.writes()), (state, writes));
    remove(&world, "admin-console", &[]).exits(0);
}

#[test]
fn what_another_takes_over_is_undone() {
    let world = connected("apps,personal-portal,admin-console");
    let before = blocks(&world);
    remove(&world, "personal-portal", &[]).exits(0);
    let undo = ["undo", "-o", "json", "--yes"];
    world.mimecast(&[&undo[..], &ADMIN_EMAIL].concat()).exits(0);
    let after = blocks(&world);
    let mut expected = before;
    expected["web-apps"]["certificate"] = after["web-apps"]["certificate"].clone();
    assert_eq!(after, expected);
    for way in [PORTAL, FROM_PORTAL_TILE] {
        walk(&world, way);
    }
    let violations = world.control("sandbox/violations");
    assert_eq!(violations["violations"], json!([]));
}

#[test]
fn a_connector_under_an_address_of_its_own_takes_over_too() {
    let world = World::new();
    let own = [
        "--connector=apps,personal-portal",
        "--idp-url-suffix=apps:mail",
    ];
    world.connect(&own);
    remove(&world, "personal-portal", &[]).exits(0);
    let url = world.application("mail")["ssoUrl"].clone();
    assert_eq!(blocks(&world)["web-apps"]["loginUrl"], url);
    walk(&world, PORTAL);
}

/// The tool without a profile API.
fn by_hand(world: &World, args: &[&str]) -> Run {
    let tool = world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet");
    tool.mimecast(args)
}

const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";

/// All three set up by hand, as somebody confirmed.
fn confirmed() -> World {
    let world = World::new();
    let steps = [PROFILE, SETTING, ENFORCE].into_iter();
    let steps = steps.flat_map(|step| ["--confirm-step", step]);
    let args = CONNECT.into_iter().chain(ALL_THREE).chain(steps);
    by_hand(&world, &args.collect::<Vec<_>>()).exits(0);
    world
}

#[test]
fn by_hand_it_goes_by_whatever_tells_that_a_block_is_in_force() {
    let kept = |world: &World, what: &str| world.kept.path().join("sso-setup").join(what);
    /// What is lost before, what a person is asked for then, and what is said.
    type Row = (&'static [&'static str], &'static str, &'static str);
    let table: [Row; 4] = [
        (&[], PROFILE, "block-taken-over"),
        (&["journal"], PROFILE, "block-taken-over"),
        (&["attestations"], PROFILE, "block-taken-over"),
        (&["journal", "attestations"], RELEASE, "block-unknown"),
    ];
    for (lost, asked, said) in table {
        let world = confirmed();
        for what in lost {
            std::fs::remove_dir_all(kept(&world, what)).unwrap();
        }
        let args = removal("personal-portal");
        let run = by_hand(&world, &args).exits(0);
        // Setting and profile stay with the connectors that do.
        assert_eq!(texts(&run.json()["steps"], "id"), [asked], "{lost:?}");
        assert!(run.warnings().contains(&said.to_owned()), "{lost:?}");
        let all_wait = texts(&run.json()["results"], "status");
        assert!(all_wait.iter().all(|s| s == "pending"), "{lost:?}");
        let step = ["--confirm-step", asked];
        let done = by_hand(&world, &[&args[..], &step].concat()).exits(0);
        assert_eq!(done.json()["remaining"], json!([]), "{lost:?}");
        let again = by_hand(&world, &args).exits(0);
        assert_eq!(again.changes(), [""; 0], "{lost:?}");
    }
}
