//! Mimecast's objects are known by their names: their ids may be others at each reading.

use serde_json::json;
use sso_setup::sandbox::{Options, Quirk};

use crate::common::{ALL_THREE, World, find};

const NOTHING: [&str; 0] = [];
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";

fn restless() -> World {
    World::of(Options {
        quirks: vec![Quirk::IdsChange],
        ..Options::default()
    })
}

/// What is put back is the same but for ids and certificates: nothing is left to do.
#[track_caller]
fn settled(world: &World) {
    let again = world.connect(&[&ALL_THREE[..], &["-o", "json"]].concat());
    assert_eq!(again.changes(), NOTHING);
}

#[test]
fn every_goal_is_reached_though_ids_change() {
    let world = restless();
    let before = world.state();
    world.connect(&ALL_THREE);
    settled(&world);
    world.mimecast(&["undo", "--confirm-count", "3"]).exits(0);
    assert_eq!(world.state(), before);
    world.connect(&ALL_THREE);
    let rotate = [&["rotate", "--yes"], &ALL_THREE[..]].concat();
    world.mimecast(&rotate).exits(0);
    settled(&world);
    world
        .mimecast(&["remove", "--deactivate", "--yes"])
        .exits(0);
    world
        .mimecast(&["undo", "--yes", "--admin", "ada@widgets.example"])
        .exits(0);
    settled(&world);
    world.mimecast(&["remove", "--confirm-count", "3"]).exits(0);
    assert_eq!(world.state(), before);
    world
        .mimecast(&["undo", "--yes", "--admin", "ada@widgets.example"])
        .exits(0);
    settled(&world);
}

#[test]
fn a_group_is_shown_and_put_back_by_its_name() {
    let world = restless();
    world.connect(&[]);
    let other = ["-o", "json", "--mimecast-group", "Executives"];
    let run = world.connect(&other);
    let changes = run.json()["changes"].clone();
    let fields = find(&changes, "id", SETTING)["fields"].clone();
    let group = find(&fields, "name", "group").clone();
    assert_eq!(
        (&group["before"], &group["after"]),
        (&json!("All Mimecast users"), &json!("Executives"))
    );
    assert_eq!(world.connect(&other).changes(), NOTHING);
    let undone = world.mimecast(&["undo", "--yes", "-o", "json"]).exits(0);
    let changes = undone.json()["changes"].clone();
    let fields = find(&changes, "id", SETTING)["fields"].clone();
    let group = find(&fields, "name", "group").clone();
    assert_eq!(
        (&group["before"], &group["after"]),
        (&json!("Executives"), &json!("All Mimecast users"))
    );
    assert_eq!(world.connect(&["-o", "json"]).changes(), NOTHING);
}

#[test]
fn a_setting_of_others_counts_though_ids_change() {
    let world = restless();
    world.connect(&[]);
    let profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    let ours = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    let other = json!({
        "description": "Field staff",
        "groupId": ours["groupId"],
        "authenticationProfileId": profile["id"],
    });
    world.mimecast_api("/api/application-setting/create-setting", other);
    world.mimecast(&["remove", "--confirm-count", "1"]).exits(0);
    // The profile is emptied and stays, because another setting applies it.
    assert!(!world.enforced("web-apps"));
    assert!(world.mimecast_object("settings", "Field staff").is_some());
}

#[test]
fn a_name_that_two_bear_refuses() {
    let world = World::edited(|state| {
        let profiles = state["mimecast"]["profiles"].as_array_mut().unwrap();
        let mut other = profiles[0].clone();
        other["default"] = json!(false);
        for id in ["one", "two"] {
            other["description"] = json!("JumpCloud SSO");
            other["id"] = json!(format!("mc-profile-{id}"));
            profiles.push(other.clone());
        }
    });
    let state = world.state();
    for command in [
        &[
            "-o",
            "json",
            "--subdomain",
            "eu",
            "--group",
            "All Staff",
            "--yes",
        ][..],
        &[
            "plan",
            "-o",
            "json",
            "--subdomain",
            "eu",
            "--group",
            "All Staff",
        ],
        &["remove", "-o", "json", "--confirm-count", "1"],
    ] {
        world
            .mimecast(command)
            .fails(3, "name-ambiguous", &["2", "JumpCloud SSO"]);
    }
    assert_eq!(world.state(), state);
}
