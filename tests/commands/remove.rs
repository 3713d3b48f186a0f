//! Taking connectors out: in the order that locks nobody out, and nothing but what is theirs.

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, Run, Tool, World, texts};

const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";

fn remove(world: &World, more: &[&str]) -> Run {
    world.mimecast(&[&["remove", "-o", "json"], more].concat())
}

#[track_caller]
fn statuses(run: &Run) -> Vec<String> {
    texts(&run.json()["results"], "status")
}

/// The changes of an application that is deleted.
fn deletion(connector: &str) -> [String; 2] {
    [
        format!("jumpcloud/access/{connector}"),
        format!("jumpcloud/application/{connector}"),
    ]
}

#[test]
fn what_was_set_up_goes_without_a_trace() {
    for (connectors, count) in [(&[][..], "1"), (&ALL_THREE[..], "3")] {
        let world = World::new();
        let before = world.state();
        world.connect(connectors);
        assert_ne!(world.state(), before);
        let run = remove(&world, &["--confirm-count", count]).exits(0);
        let changes = run.changes();
        assert_eq!(changes[..3], [RELEASE, SETTING, PROFILE]);
        assert_eq!(changes[3..5], deletion("apps"));
        assert!(statuses(&run).iter().all(|status| status == "done"));
        assert_eq!(run.json()["remaining"], json!([]));
        assert_eq!(world.state(), before);

        let writes = world.writes();
        let again = remove(&world, &["--confirm-count", count]).exits(0);
        assert_eq!(again.changes(), [""; 0]);
        assert_eq!(world.writes(), writes);
    }
}

#[test]
fn nothing_is_deleted_without_its_number() {
    let world = World::new();
    world.connect(&ALL_THREE);
    let (state, writes) = (world.state(), world.writes());
    remove(&world, &["--yes"]).fails(64, "confirmation-missing", &["3", "--confirm-count 3"]);
    let refused = remove(&world, &["--confirm-count", "2"]).exits(3);
    assert_eq!(refused.refusals(), ["delete-count"]);
    assert_eq!(refused.json()["refusals"][0]["override"], Value::Null);
    let shown = remove(&world, &["--dry-run", "--detailed-exitcode"]).exits(2);
    assert_eq!(shown.changes().len(), 9);
    assert_eq!((world.state(), world.writes()), (state, writes));
}

#[test]
fn deactivating_keeps_everything_else() {
    let world = World::new();
    world.connect(&[]);
    let before = world.application("mimecast-cuk1a1");
    let run = remove(&world, &["--deactivate", "--yes"]).exits(0);
    assert_eq!(
        run.changes(),
        [RELEASE, "jumpcloud/application/apps#deactivate"]
    );
    let mut expected = before;
    expected["active"] = json!(false);
    assert_eq!(world.application("mimecast-cuk1a1"), expected);
    assert_eq!(world.access("mimecast-cuk1a1"), ["All Staff"]);
    assert!(!world.enforced("web-apps"));
    // Setting up again switches it on again, and enforces.
    world.connect(&[]);
    assert_eq!(world.application("mimecast-cuk1a1")["active"], true);
    assert!(world.enforced("web-apps"));
}

#[test]
fn what_holds_more_than_the_tool_writes_stays() {
    let world = World::new();
    world.connect(&[]);
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    profile["twoStepAuthentication"] = json!("totp-app");
    world.mimecast_api(
        "/api/authentication-profile/update-profile",
        profile.clone(),
    );
    let mut setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    setting["largeFileSend"] = json!(true);
    world.mimecast_api("/api/application-setting/update-setting", setting.clone());

    let run = remove(&world, &["--confirm-count", "1"]).exits(0);
    assert_eq!(run.warnings(), ["setting-kept"]);
    let state = world.state();
    let default = state["mimecast"]["profiles"].as_array().unwrap().iter();
    let default = default.clone().find(|p| p["default"] == true).unwrap();
    setting["authenticationProfileId"] = default["id"].clone();
    assert_eq!(
        world.mimecast_object("settings", "JumpCloud SSO"),
        Some(setting)
    );
    let kept = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    assert_eq!(kept["twoStepAuthentication"], "totp-app");
    assert_eq!(kept["blocks"]["web-apps"], kept["blocks"]["end-user-apps"]);
}

#[test]
fn a_profile_that_another_setting_applies_is_emptied_and_stays() {
    let world = World::new();
    world.connect(&[]);
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let ours = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    let other = json!({
        "description": "Field staff",
        "groupId": ours["groupId"],
        "authenticationProfileId": profile["id"],
    });
    world.mimecast_api("/api/application-setting/create-setting", other);
    remove(&world, &["--confirm-count", "1"]).exits(0);
    assert!(!world.enforced("web-apps"));
    assert!(world.mimecast_object("settings", "JumpCloud SSO").is_none());
    assert!(world.mimecast_object("settings", "Field staff").is_some());
}

#[test]
fn people_of_another_profile_are_not_locked_out() {
    let world = World::new();
    world.connect(&[]);
    let mut copy = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    copy["description"] = json!("Somebody's own");
    copy.as_object_mut().unwrap().remove("id");
    world.mimecast_api("/api/authentication-profile/create-profile", copy);
    let (state, writes) = (world.state(), world.writes());
    let refused = remove(&world, &["--confirm-count", "1"]).exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    refused.says(&["Somebody's own"]);
    assert_eq!((world.state(), world.writes()), (state, writes));
    remove(
        &world,
        &["--confirm-count", "1", "--allow", "user-lockout=all"],
    )
    .exits(0);
}

const BY_HAND: [&str; 5] = ["remove", "-o", "json", "--confirm-count", "1"];

fn confirmed<'a>(steps: &[&'a str]) -> Vec<&'a str> {
    let steps = steps.iter().flat_map(|step| ["--confirm-step", *step]);
    BY_HAND.into_iter().chain(steps).collect()
}

/// The tool without a profile API.
fn by_hand(world: &World) -> Tool {
    world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet")
}

#[test]
fn by_hand_jumpcloud_waits_for_what_a_person_does_at_mimecast() {
    let world = World::new();
    by_hand(&world).mimecast(&CONNECT).exits(0);
    let (state, writes) = (world.state(), world.writes());
    for steps in [&[][..], &[SETTING], &[RELEASE], &[RELEASE, SETTING]] {
        let run = by_hand(&world).mimecast(&confirmed(steps)).exits(0);
        let done = statuses(&run)
            .iter()
            .filter(|status| *status == "done")
            .count();
        let expected = if steps.contains(&RELEASE) {
            steps.len()
        } else {
            0
        };
        assert_eq!(done, expected, "{steps:?}");
        let waiting: Vec<String> = texts(&run.json()["steps"], "id");
        assert_eq!(waiting.len(), 3 - expected, "{waiting:?}");
        assert_eq!(
            (world.state(), world.writes()),
            (state.clone(), writes),
            "{steps:?}"
        );
    }
    let run = by_hand(&world)
        .mimecast(&confirmed(&[RELEASE, SETTING, PROFILE]))
        .exits(0);
    assert!(statuses(&run).iter().all(|status| status == "done"));
    assert_eq!(run.json()["remaining"], json!([]));
    let applications = world.state()["jumpcloud"]["applications"].to_string();
    assert!(!applications.contains("mimecast-cuk1a1"));
    // With nothing left in JumpCloud, there is nothing left to do by hand.
    let again = by_hand(&world).mimecast(&BY_HAND).exits(0);
    assert_eq!(again.changes(), [""; 0]);
}
