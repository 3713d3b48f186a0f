//! Undoing the last run: what its journal says was there comes back, and nobody else's work is touched.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{ALL_THREE, CONNECT, Run, World, texts};

mod broken_off;
mod by_hand;
mod journal;
mod lock;

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const ENFORCE: &str = "mimecast/authentication-profile/JumpCloud SSO#enforce";

fn undo(world: &World, more: &[&str]) -> Run {
    world.mimecast(&[&["undo", "-o", "json"], more].concat())
}

/// Undoes a run that made this many applications, which must succeed.
#[track_caller]
fn undone(world: &World, deleted: &str) -> Run {
    let run = undo(world, &["--confirm-count", deleted]).exits(0);
    assert_eq!(run.json()["remaining"], json!([]), "{run:?}");
    assert_eq!(run.json()["error"], Value::Null);
    run
}

/// The journals of a world, oldest first.
fn journals(world: &World) -> Vec<PathBuf> {
    let folder = world.kept.path().join("sso-setup/journal");
    let mut files: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|e| e.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    files.sort();
    files
}

fn lines(journal: &std::path::Path) -> Vec<Value> {
    let text = std::fs::read_to_string(journal).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

/// The state without what JumpCloud and Mimecast make anew: ids, times and certificates.
fn essence(world: &World) -> Value {
    let mut state = world.state();
    for application in state["jumpcloud"]["applications"].as_array_mut().unwrap() {
        application["id"] = json!("");
        let document = &mut application["document"];
        for key in ["_id", "created"] {
            document[key] = json!("");
        }
        for key in [
            "idpCertExpirationAt",
            "idpCertificateUpdatedAt",
            "idpPrivateKeyUpdatedAt",
        ] {
            document["sso"][key] = json!("");
        }
        document["config"]["idpCertificate"]["value"] = json!("");
    }
    // What is made anew comes last.
    let applications = state["jumpcloud"]["applications"].as_array_mut();
    applications
        .unwrap()
        .sort_by_key(|a| a["document"]["ssoUrl"].to_string());
    let profiles = state["mimecast"]["profiles"].clone();
    for setting in state["mimecast"]["settings"].as_array_mut().unwrap() {
        setting["id"] = json!("");
        let applied = profiles.as_array().unwrap().iter();
        let mut applied = applied.filter(|p| p["id"] == setting["authenticationProfileId"]);
        setting["authenticationProfileId"] = applied.next().unwrap()["description"].clone();
    }
    for profile in state["mimecast"]["profiles"].as_array_mut().unwrap() {
        profile["id"] = json!("");
        for block in profile["blocks"].as_object_mut().unwrap().values_mut() {
            block["certificate"] = json!("");
        }
    }
    state
}

/// Every enforced block trusts the certificate that its application signs with.
#[track_caller]
fn certificates_match(world: &World) {
    let state = world.state();
    for profile in state["mimecast"]["profiles"].as_array().unwrap() {
        for block in profile["blocks"].as_object().unwrap().values() {
            let url = block["loginUrl"].as_str().unwrap();
            let Some((_, suffix)) = url.rsplit_once('/') else {
                continue;
            };
            let document = world.application(suffix);
            let pem = document["config"]["idpCertificate"]["value"]
                .as_str()
                .unwrap();
            use base64::Engine as _;
            let pem = base64::engine::general_purpose::STANDARD
                .decode(pem)
                .unwrap();
            let pem = String::from_utf8(pem).unwrap();
            let der: String = pem.lines().filter(|l| !l.starts_with("-----")).collect();
            assert_eq!(block["certificate"], der.as_str(), "{suffix}");
        }
    }
}

#[test]
fn a_set_up_goes_without_a_trace() {
    for (connectors, count) in [(&[][..], "1"), (&ALL_THREE[..], "3")] {
        let world = World::new();
        let before = world.state();
        world.connect(connectors);
        let run = undone(&world, count);
        assert_eq!(run.changes()[0], RELEASE);
        assert_eq!(world.state(), before);
    }
}

#[test]
fn an_update_is_put_back_field_by_field() {
    let world = World::new();
    world.connect(&["--description", "first", "--attribute", "a=1"]);
    let before = world.state();
    world.connect(&[
        "--label",
        "Mail",
        "--description",
        "second",
        "--attribute",
        "a=2",
        "--attribute",
        "b=3",
        "--group",
        "Finance, Legal and Risk",
        "--logout-url",
        "https://widgets.example/bye",
        "--idp-entity-id",
        "https://widgets.example/idp",
    ]);
    assert_ne!(world.state(), before);
    let run = undo(&world, &["--yes"]).exits(0);
    let changes = run.changes();
    // Whom Mimecast trusts changes, so nobody is sent there meanwhile.
    assert_eq!(
        (
            changes.first().unwrap().as_str(),
            changes.contains(&ENFORCE.to_owned())
        ),
        (RELEASE, true)
    );
    assert_eq!(world.state(), before);
}

#[test]
fn a_change_of_words_does_not_stop_sign_in() {
    let world = World::new();
    world.connect(&[]);
    let before = world.state();
    world.connect(&["--label", "Mail"]);
    let run = undo(&world, &["--yes"]).exits(0);
    assert_eq!(run.changes(), ["jumpcloud/application/apps"]);
    assert_eq!(world.state(), before);
}

#[test]
fn a_removal_is_brought_back_with_new_certificates_told() {
    for (connectors, count) in [(&[][..], "1"), (&ALL_THREE[..], "3")] {
        let world = World::new();
        world.connect(
            &[
                &[
                    "--attribute",
                    "a=1",
                    "--hidden",
                    "--user",
                    "ada@widgets.example",
                ],
                connectors,
            ]
            .concat(),
        );
        let before = essence(&world);
        world
            .mimecast(&["remove", "--confirm-count", count])
            .exits(0);
        let admin = ["--admin", "ada@widgets.example", "--yes"];
        let shown = undo(&world, &["--dry-run", "--admin", "ada@widgets.example"]).exits(0);
        assert!(
            shown.warnings().contains(&"new-certificate".to_owned()),
            "{shown:?}"
        );
        let run = undo(&world, &admin).exits(0);
        assert_eq!(run.json()["digest"], shown.json()["digest"]);
        assert_eq!(run.changes().last().unwrap(), ENFORCE);
        assert_eq!(run.json()["remaining"], json!([]), "{run:?}");
        assert_eq!(essence(&world), before);
        certificates_match(&world);
        // And the set-up has nothing left to do.
        let plan = world.mimecast(&[&["plan", "-o", "json"], &CONNECT[..4], connectors].concat());
        let wanted = [&["plan", "-o", "json", "--subdomain", "eu"], connectors].concat();
        assert_eq!(
            world.mimecast(&wanted).exits(0).changes(),
            [""; 0],
            "{plan:?}"
        );
    }
}

#[test]
fn connectors_that_were_added_go_again_and_the_others_serve_as_before() {
    let world = World::new();
    world.connect(&[]);
    let before = world.state();
    world.connect(&ALL_THREE);
    let run = undo(&world, &["--confirm-count", "2"]).exits(0);
    assert_eq!(run.changes()[0], RELEASE);
    assert!(run.changes().contains(&ENFORCE.to_owned()), "{run:?}");
    assert_eq!(world.state(), before);
    certificates_match(&world);
}

#[test]
fn one_connector_that_was_removed_comes_back() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let before = essence(&world);
    let apps = world.application("mimecast-cuk1a1");
    let remove = [
        "remove",
        "--connector",
        "personal-portal",
        "--confirm-count",
        "1",
    ];
    world.mimecast(&remove).exits(0);
    undo(&world, &["--yes"]).exits(0);
    assert_eq!(essence(&world), before);
    assert_eq!(world.application("mimecast-cuk1a1"), apps);
    certificates_match(&world);
}

#[test]
fn a_deactivation_is_undone() {
    let world = World::new();
    world.connect(&[]);
    let before = world.state();
    world
        .mimecast(&["remove", "--deactivate", "--yes"])
        .exits(0);
    let run = undo(&world, &["--yes"]).exits(0);
    assert_eq!(run.changes(), ["jumpcloud/application/apps", ENFORCE]);
    assert_eq!(world.state(), before);
}

#[test]
fn an_undo_is_undone_and_that_again() {
    let world = World::new();
    let nothing = world.state();
    world.connect(&[]);
    let connected = essence(&world);
    undone(&world, "1");
    assert_eq!(world.state(), nothing);
    undo(&world, &["--yes"]).exits(0);
    assert_eq!(essence(&world), connected);
    certificates_match(&world);
    undone(&world, "1");
    assert_eq!(world.state(), nothing);
}

#[test]
fn a_replaced_application_comes_back_and_the_new_one_goes() {
    let world = World::new();
    world.connect(&[]);
    let before = essence(&world);
    world.connect(&["--idp-url-suffix", "mail", "--allow", "replace-application"]);
    world.application("mail");
    let run = undone(&world, "1");
    assert!(
        run.changes()
            .contains(&"jumpcloud/application/apps#superseded".to_owned()),
        "{run:?}"
    );
    assert_eq!(essence(&world), before);
    certificates_match(&world);
}

#[test]
fn a_group_that_the_run_created_stays_and_is_told() {
    let world = World::new();
    world.connect(&["--group", "Mail testers", "--create-groups"]);
    let run = undone(&world, "1");
    assert!(run.warnings().contains(&"group-kept".to_owned()), "{run:?}");
    assert!(
        world.state()["jumpcloud"]["groups"]
            .to_string()
            .contains("Mail testers")
    );
}

#[test]
fn an_old_certificate_cannot_be_brought_back_and_that_is_refused_by_name() {
    let world = World::new();
    world.connect(&[]);
    world.mimecast(&["rotate", "--yes"]).exits(0);
    let (state, writes) = (world.state(), world.writes());
    let refused = undo(&world, &["--yes"]).exits(3);
    assert_eq!(refused.refusals(), ["certificate-gone"]);
    let allowed = undo(&world, &["--yes", "--allow", "certificate-gone"]).exits(0);
    assert_eq!(allowed.changes(), [""; 0]);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn what_other_hands_changed_since_is_refused_and_nothing_written() {
    type Hand = fn(&World);
    let renamed: Hand = |world| {
        world.change_application("mimecast-cuk1a1", |a| a["displayLabel"] = json!("Theirs"));
    };
    let ttl: Hand = |world| {
        let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
        profile["authenticationTtl"] = json!("3d");
        world.mimecast_api("/api/authentication-profile/update-profile", profile);
    };
    let setting: Hand = |world| {
        let mut setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
        setting["largeFileSend"] = json!(true);
        world.mimecast_api("/api/application-setting/update-setting", setting);
    };
    let bound: Hand = |world| {
        let id = world.application("mimecast-cuk1a1")["_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let state = world.state();
        let groups = state["jumpcloud"]["groups"].as_array().unwrap();
        let organization = &state["jumpcloud"]["organizations"][0]["id"];
        let other = groups
            .iter()
            .find(|g| g["name"] != "All Staff" && g["organization"] == *organization)
            .unwrap();
        let body = json!({"op": "add", "type": "user_group", "id": other["id"]});
        world.jumpcloud(
            "POST",
            &format!("/api/v2/applications/{id}/associations"),
            Some(&body),
        );
    };
    let cases: [(Hand, &[&str]); 4] = [
        (
            renamed,
            &["the JumpCloud application \"Mimecast\"", "displayLabel"],
        ),
        (
            ttl,
            &[
                "the authentication profile \"JumpCloud SSO\"",
                "authentication-ttl",
            ],
        ),
        (
            setting,
            &[
                "the application setting \"JumpCloud SSO\"",
                "large-file-send",
            ],
        ),
        (
            bound,
            &[
                "the JumpCloud application \"Mimecast\"",
                "access of the group",
            ],
        ),
    ];
    for (hand, said) in cases {
        let world = World::new();
        world.connect(&[]);
        hand(&world);
        let (state, writes) = (world.state(), world.writes());
        let refused = undo(&world, &["--confirm-count", "1"]).exits(3);
        assert_eq!(refused.refusals()[0], "changed-since", "{said:?}");
        let message = refused.json()["refusals"][0]["message"]
            .to_string()
            .replace('\\', "");
        assert!(said.iter().all(|part| message.contains(part)), "{message}");
        assert_eq!((world.state(), world.writes()), (state, writes));
    }
}

#[test]
fn allowed_what_other_hands_changed_is_left_alone_and_the_rest_undone() {
    let world = World::new();
    world.connect(&[]);
    world.change_application("mimecast-cuk1a1", |a| a["displayLabel"] = json!("Theirs"));
    let application = world.application("mimecast-cuk1a1");
    let run = undo(&world, &["--yes", "--allow", "changed-since"]).exits(0);
    assert!(
        run.warnings().contains(&"changed-since".to_owned()),
        "{run:?}"
    );
    assert_eq!(world.application("mimecast-cuk1a1"), application);
    assert_eq!(world.access("mimecast-cuk1a1"), ["All Staff"]);
    assert_eq!(world.mimecast_object("profiles", "JumpCloud SSO"), None);
}

#[test]
fn people_are_not_locked_out_by_what_is_left_alone() {
    let world = World::new();
    world.connect(&[]);
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    profile["authenticationTtl"] = json!("3d");
    world.mimecast_api("/api/authentication-profile/update-profile", profile);
    let (state, writes) = (world.state(), world.writes());
    let refused = undo(
        &world,
        &["--confirm-count", "1", "--allow", "changed-since"],
    )
    .exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn enforcing_again_asks_who_can_sign_in() {
    let world = World::new();
    world.connect(&ALL_THREE);
    world.mimecast(&["remove", "--confirm-count", "3"]).exits(0);
    let (state, writes) = (world.state(), world.writes());
    let refused = undo(&world, &["--yes"]).exits(3);
    assert_eq!(refused.refusals(), ["admin-lockout"]);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn applications_are_deleted_only_with_their_number() {
    let world = World::new();
    world.connect(&[]);
    let (state, writes) = (world.state(), world.writes());
    undo(&world, &["--yes"]).fails(64, "confirmation-missing", &["--confirm-count 1"]);
    let refused = undo(&world, &["--confirm-count", "0"]).exits(3);
    assert_eq!(refused.refusals(), ["delete-count"]);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn runs_are_listed_newest_first() {
    let world = World::new();
    undo(&world, &["--yes"]).fails(1, "nothing-to-undo", &["--journal"]);
    assert_eq!(undo(&world, &["--list"]).exits(0).json()["runs"], json!([]));
    world.connect(&[]);
    world.connect(&["--label", "Mail"]);
    undo(&world, &["--yes"]).exits(0);
    let listed = undo(&world, &["--list"]).exits(0).json();
    let runs = &listed["runs"];
    assert_eq!(texts(runs, "command"), ["undo", "set-up", "set-up"]);
    assert_eq!(texts(runs, "outcome"), ["done", "done", "done"]);
    let of = |key: &str| -> Vec<Value> {
        runs.as_array()
            .unwrap()
            .iter()
            .map(|r| r[key].clone())
            .collect()
    };
    assert_eq!(of("undone"), [json!(false), json!(true), json!(false)]);
    assert_eq!(of("changes"), [json!(1), json!(1), json!(5)]);
    assert_eq!(runs[0]["undoes"], runs[1]["name"]);
    let shown = world.mimecast(&["undo", "--list"]).exits(0);
    shown.says(&["undo", "set-up", "5 changes", "1 change  (undone)"]);
}
