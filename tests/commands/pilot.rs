//! A pilot group first, then everybody: the Mimecast group is made and filled, and the setting pointed at it.

use serde_json::{Value, json};

use crate::common::{CONNECT, Run, World, find};

const GROUP: &str = "mimecast/group/JumpCloud SSO pilot";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";
const PILOT: [&str; 2] = ["--pilot-only", "--pilot=Ada@widgets.example"];

fn run(world: &World, args: &[&[&str]]) -> Run {
    world.mimecast(&[&args.concat()[..], &["-o", "json"]].concat())
}

fn folder(world: &World, name: &str) -> Value {
    let state = world.state();
    find(&state["mimecast"]["folders"], "description", name).clone()
}

/// The name of the group that the setting applies to.
fn applied(world: &World) -> String {
    let setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    let state = world.state();
    let id = setting["groupId"].as_str().unwrap();
    let folder = find(&state["mimecast"]["folders"], "id", id);
    folder["description"].as_str().unwrap().to_owned()
}

#[test]
fn a_pilot_group_first_then_everybody_as_plans_of_their_own() {
    let world = World::new();
    let pilot = run(&world, &[&CONNECT, &PILOT]).exits(0);
    let changes = pilot.changes();
    let at = |id: &str| changes.iter().position(|c| c == id).expect(id);
    assert!(at("jumpcloud/access/apps") < at(GROUP) && at(GROUP) < at(SETTING));
    assert_eq!(pilot.json()["remaining"], json!([]));
    assert_eq!(applied(&world), "JumpCloud SSO pilot");
    assert_eq!(
        folder(&world, "JumpCloud SSO pilot")["members"],
        json!(["ada@widgets.example"])
    );
    let again = run(
        &world,
        &[&["plan", "--detailed-exitcode"], &CONNECT[..4], &PILOT],
    )
    .exits(0);
    assert_eq!(again.changes(), [""; 0]);

    // One more, to the same group.
    let grace = ["--pilot=grace@widgets.example"];
    let more = run(&world, &[&CONNECT, &PILOT, &grace]).exits(0);
    assert_eq!(more.changes(), [GROUP]);
    let members = &folder(&world, "JumpCloud SSO pilot")["members"];
    assert_eq!(members[1], "grace@widgets.example");

    // Widened: the setting alone changes, and the pilot group stays as it is.
    let before = folder(&world, "JumpCloud SSO pilot");
    let wide = run(&world, &[&CONNECT]).exits(0);
    assert_eq!(wide.changes(), [SETTING]);
    assert_eq!(applied(&world), "All Mimecast users");
    assert_eq!(folder(&world, "JumpCloud SSO pilot"), before);
}

#[test]
fn the_group_is_filled_through_the_api_where_the_rest_is_done_by_hand() {
    let world = World::new();
    let by_hand = |args: &[&[&str]]| {
        let args = [&args.concat()[..], &["-o", "json"]].concat();
        world
            .tool()
            .env("SSO_SETUP_MIMECAST_MODE", "worksheet")
            .mimecast(&args)
    };
    let first = by_hand(&[&CONNECT, &PILOT]).exits(0);
    let document = first.json();
    assert_eq!(find(&document["changes"], "id", GROUP)["actor"], "api");
    assert_eq!(find(&document["results"], "id", GROUP)["status"], "done");
    let setting = find(&document["steps"], "id", SETTING);
    let group = find(&setting["fields"], "field", "Group");
    assert_eq!(group["value"], "JumpCloud SSO pilot");
    let again = by_hand(&[&["plan"], &CONNECT[..4], &PILOT]).exits(0);
    assert!(!again.changes().contains(&GROUP.to_owned()));

    let tool = world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet");
    let tool = tool.env("SSO_SETUP_ACCOUNT_CODE", "CUK1A1");
    let tool = tool
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    tool.mimecast(&[&CONNECT[..], &PILOT, &["-o", "json"]].concat())
        .fails(
            4,
            "mimecast-credentials-missing",
            &["MIMECAST_CLIENT_ID", "--pilot"],
        );
}

#[test]
fn a_pilot_who_could_not_sign_in_is_refused() {
    let world = World::new();
    let outsider = ["--pilot=nobody@widgets.example"];
    let refused = run(&world, &[&CONNECT, &PILOT, &outsider]).exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    assert_eq!(world.writes(), (0, 0));
    // Nor is one added to a group for which SAML is in force already.
    run(&world, &[&CONNECT, &PILOT]).exits(0);
    let writes = world.writes();
    let refused = run(&world, &[&CONNECT, &PILOT, &outsider]).exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    assert_eq!(refused.changes(), [GROUP]);
    assert_eq!(world.writes(), writes);
}

#[test]
fn pilots_join_the_group_that_was_named() {
    let world = World::new();
    let named = [
        "--mimecast-group=Early birds",
        "--pilot=ada@widgets.example",
    ];
    let done = run(&world, &[&CONNECT, &named]).exits(0);
    assert!(
        done.changes()
            .contains(&"mimecast/group/Early birds".to_owned())
    );
    assert_eq!(applied(&world), "Early birds");
    let none = world.tool().without("SSO_SETUP_MIMECAST_GROUP");
    let args = [&CONNECT[..], &named[1..], &["-o", "json"]].concat();
    none.mimecast(&args).fails(
        64,
        "pilot-without-group",
        &["--pilot-only", "--mimecast-group"],
    );
}

#[test]
fn an_undo_leaves_the_group_and_says_so() {
    let world = World::new();
    run(&world, &[&CONNECT, &PILOT]).exits(0);
    let group = folder(&world, "JumpCloud SSO pilot");
    let undone = run(&world, &[&["undo", "--confirm-count=1"]]).exits(0);
    let warnings = undone.warnings();
    for code in ["group-kept", "member-kept"] {
        assert!(warnings.contains(&code.to_owned()), "{warnings:?}");
    }
    assert_eq!(folder(&world, "JumpCloud SSO pilot"), group);
    assert_eq!(world.mimecast_object("settings", "JumpCloud SSO"), None);
}

#[test]
fn an_answer_that_was_lost_makes_no_second_group_and_no_doubt() {
    for path in ["*/groups", "*/members"] {
        let world = World::new();
        let fault = format!("reset,acted=yes,method=POST,path={path}")
            .parse()
            .unwrap();
        world.runtime.block_on(world.sandbox.arm(fault)).unwrap();
        run(&world, &[&CONNECT, &PILOT]).exits(0);
        let faults = world.control("sandbox/faults");
        assert_eq!(faults["faults"][0]["struck"], 1, "{path}");
        let group = folder(&world, "JumpCloud SSO pilot");
        assert_eq!(group["members"], json!(["ada@widgets.example"]));
    }
}

#[test]
fn an_address_that_mimecast_does_not_take_is_named() {
    let world = World::new();
    let odd = [
        "--user=ada@widgets.example",
        "--pilot=ada@localhost",
        "--allow=user-lockout=1",
    ];
    let failed = run(&world, &[&CONNECT, &["--pilot-only"], &odd]);
    assert_eq!(failed.code, 1, "{failed:?}");
    let document = failed.json();
    assert_eq!(document["error"]["code"], "mimecast-member-refused");
    let message = document["error"]["message"].as_str().unwrap();
    assert!(message.contains("ada@localhost"), "{message}");
    assert_eq!(find(&document["results"], "id", GROUP)["status"], "failed");
    // Nothing that waits for the group is done.
    assert_eq!(
        find(&document["results"], "id", SETTING)["status"],
        "pending"
    );
}
