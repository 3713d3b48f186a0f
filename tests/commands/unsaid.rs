//! `doctor` and `verify` where one read is answered with nothing, with less, or with somebody else's: no check that
//! rests on it passes, and what matters is no success.

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, World, find};

/// A read: how its path ends, with `*` for a segment that is an id; and after `|` another, which is made in its place where
/// the first says nothing.
fn is_at(path: &str, pattern: &str) -> bool {
    pattern.split('|').any(|one| ends_so(path, one))
}

fn ends_so(path: &str, pattern: &str) -> bool {
    let (path, pattern): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), pattern.split('/').collect());
    path.len() >= pattern.len()
        && path
            .iter()
            .rev()
            .zip(pattern.iter().rev())
            .all(|(part, wanted)| *wanted == "*" || part == wanted)
}

/// Answers that say nothing.
fn forms() -> Vec<(&'static str, String)> {
    let json = [
        ("an empty object", json!({})),
        ("an empty list", json!([])),
        ("an empty page", json!({ "results": [], "totalCount": 0 })),
        (
            "a null record",
            json!({ "results": [null], "totalCount": 1 }),
        ),
        ("null", Value::Null),
        ("empty data", json!({ "data": [] })),
        (
            "a null record of Mimecast's",
            json!({ "meta": { "status": 200 }, "data": [null], "fail": [] }),
        ),
        (
            "an error in 200",
            json!({ "meta": { "status": 403 }, "data": [], "fail": [] }),
        ),
    ];
    let mut forms: Vec<(&str, String)> = json
        .into_iter()
        .map(|(name, body)| (name, body.to_string()))
        .collect();
    forms.push(("no body", String::new()));
    forms
}

/// Runs a command with one read spoilt in each form.
#[track_caller]
fn spoilt(world: &World, pattern: &'static str, args: &[&str], look: impl Fn(&str, Run)) {
    for (name, body) in forms() {
        let meddler = Meddler::start(world, move |_, path| match is_at(path, pattern) {
            true => Then::Answer(200, "application/json", body.clone()),
            false => Then::Forward,
        });
        let run = meddler.tool(world).run(args);
        let what = format!("{pattern} answered with {name}");
        let hit = meddler
            .seen
            .lock()
            .unwrap()
            .iter()
            .any(|line| is_at(line, pattern));
        assert!(hit, "{what}: never asked");
        assert!([0, 1, 4, 5].contains(&run.code), "{what}: {run:?}");
        assert!(!run.stdout.contains("\"internal\""), "{what}: {run:?}");
        assert!(!run.stderr.contains("panicked"), "{what}: {run:?}");
        look(&what, run);
    }
}

const DOCTOR: [&str; 7] = [
    "doctor",
    "-o",
    "json",
    "--group",
    "All Staff",
    "--user",
    "ada@widgets.example",
];

#[test]
fn no_check_of_doctor_passes_on_an_answer_that_says_nothing() {
    let world = World::new();
    world.connect(&[]);
    let written = world.writes();
    for (pattern, checks) in [
        ("api/organizations", &["jumpcloud/organization"][..]),
        ("api/organizations/*", &["jumpcloud/sso-plan"]),
        (
            "api/applications",
            &["jumpcloud/read-applications", "apps/metadata"],
        ),
        ("api/application-templates", &["jumpcloud/read-templates"]),
        ("*/applications/*/metadata.xml", &["apps/metadata"]),
        ("oauth/token", &["mimecast/token", "mimecast/account"]),
        (
            "v1/groups|directory/find-groups",
            &["mimecast/read-groups", "mimecast/read-group-members"],
        ),
        (
            "groups/*/members|directory/get-group-members",
            &["mimecast/read-group-members"],
        ),
        (
            "usergroups/*/members|usergroups/*/membership",
            &["jumpcloud/read-group-members"],
        ),
        (
            "applications/*/associations|applications/*/usergroups|applications/*/users",
            &["jumpcloud/read-access"],
        ),
        ("directory/v1/events", &["jumpcloud/read-events"]),
        (
            "authentication-profile/find-profiles",
            &["mimecast/profiles"],
        ),
        ("audit/get-audit-events", &["mimecast/read-audit-events"]),
    ] {
        spoilt(&world, pattern, &DOCTOR, |what, run| {
            let document = run.json();
            for check in checks {
                let check = find(&document["checks"], "name", check);
                assert_ne!(check["status"], "pass", "{what}: {check}");
            }
        });
    }
    assert_eq!(world.writes(), written);
}

#[test]
fn verify_is_no_success_where_a_read_says_nothing() {
    let world = World::new();
    world.connect(&[]);
    let written = world.writes();
    let verify = ["mimecast", "verify", "-o", "json"];
    for pattern in [
        "api/organizations",
        "api/applications",
        "*/applications/*/metadata.xml",
        "applications/*/associations",
        "usergroups/*/members",
        "oauth/token",
        "authentication-profile/find-profiles",
        "application-setting/find-settings",
    ] {
        spoilt(&world, pattern, &verify, |what, run| {
            assert_ne!(run.code, 0, "{what}: {run:?}");
        });
    }
    assert_eq!(world.writes(), written);
    world.mimecast(&["verify"]).exits(0);
}

#[test]
fn a_block_that_signs_in_through_no_application_is_told() {
    let world = World::new();
    world.connect(&[]);
    let application = world.application("mimecast-cuk1a1");
    let path = format!("/api/applications/{}", application["_id"].as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
    for args in [
        &["doctor", "-o", "json"][..],
        &["mimecast", "verify", "-o", "json"],
    ] {
        let document = world.tool().run(args).exits(1).json();
        let check = find(&document["checks"], "name", "mimecast/web-apps/application");
        assert_eq!(check["status"], "fail", "{check}");
        let message = check["message"].as_str().unwrap();
        assert!(message.contains("/saml2/mimecast-cuk1a1"), "{message}");
    }
}

#[test]
fn an_application_without_its_parts_is_not_judged() {
    let world = World::new();
    world.connect(&[]);
    let meddler = Meddler::listing(&world, |application| {
        let application = application.as_object_mut().unwrap();
        application
            .retain(|key, _| ["_id", "ssoUrl", "displayLabel", "name"].contains(&key.as_str()));
    });
    let run = meddler.tool(&world).mimecast(&["verify", "-o", "json"]);
    assert_ne!(run.code, 0, "{run:?}");
    if let Some(checks) = run.json()["checks"].as_array() {
        for check in checks {
            let name = check["name"].as_str().unwrap();
            let rests = [
                "apps/application",
                "apps/values",
                "apps/placeholders",
                "apps/certificate",
            ];
            assert!(
                !rests.contains(&name) || check["status"] != "pass",
                "{check}"
            );
        }
    }
    let run = meddler.tool(&world).run(&["doctor", "-o", "json"]).exits(1);
    let document = run.json();
    let template = find(&document["checks"], "name", "apps/template");
    assert_ne!(template["status"], "pass", "{template}");
}

#[test]
fn an_organisation_that_a_name_chose_is_held_against_itself() {
    let world = World::new();
    let partner = |meddler: &Meddler| {
        meddler
            .tool(&world)
            .env("JUMPCLOUD_API_KEY", world.other("multi_tenant_api_key"))
            .env("SSO_SETUP_JUMPCLOUD_ORG", "Widgets")
    };
    // The ids of the two organisations change places.
    let meddler = Meddler::start(&world, |_, path| {
        match path.ends_with("/api/organizations") {
            true => Then::Alter(|document| {
                let all = document["results"].as_array_mut().unwrap();
                let (first, second) = (all[0]["_id"].take(), all[1]["_id"].take());
                (all[0]["_id"], all[1]["_id"]) = (second, first);
            }),
            false => Then::Forward,
        }
    });
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    partner(&meddler)
        .mimecast(&args)
        .fails(1, "answer-of-another", &["Widgets", "Gadgets"]);
    let doctor = partner(&meddler)
        .run(&["doctor", "-o", "json"])
        .exits(1)
        .json();
    let check = find(&doctor["checks"], "name", "jumpcloud/organization");
    assert_eq!(check["status"], "unknown", "{check}");
    assert_eq!(world.writes(), (0, 0));
    let plain = Meddler::start(&world, |_, _| Then::Forward);
    partner(&plain).mimecast(&args).exits(0);
}

#[test]
fn the_metadata_of_another_application_is_handed_to_nobody() {
    let world = World::new();
    world.connect(&["--connector", "apps,personal-portal"]);
    let document = world.mimecast(&["metadata", "--connector", "personal-portal"]);
    let other = document.exits(0).stdout;
    let meddler = Meddler::start(&world, move |_, path| {
        match path.ends_with("/metadata.xml") {
            true => Then::Answer(200, "application/xml", other.clone()),
            false => Then::Forward,
        }
    });
    let args = ["metadata", "--connector", "apps", "-o", "json"];
    meddler
        .tool(&world)
        .mimecast(&args)
        .fails(3, "metadata-unfit", &["\"Mimecast\""]);
    let doctor = meddler
        .tool(&world)
        .run(&["doctor", "-o", "json"])
        .exits(1)
        .json();
    let check = find(&doctor["checks"], "name", "apps/metadata");
    assert_eq!(check["status"], "fail", "{check}");
    // Nor is a captured answer judged by it.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("response.xml");
    std::fs::write(&file, crate::common::saml::Idp::new().response(None)).unwrap();
    let judged = ["verify", "--response", file.to_str().unwrap(), "-o", "json"];
    meddler
        .tool(&world)
        .mimecast(&judged)
        .fails(3, "metadata-unfit", &["\"Mimecast\""]);
}
