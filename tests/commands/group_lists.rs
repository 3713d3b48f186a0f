//! The group that SAML is enforced for, at Mimecast's newer addresses, which want less, and at the older ones.

use serde_json::json;
use sso_setup::sandbox::{Options, Quirk};

use crate::common::meddler::{Meddler, Then};
use crate::common::{Tool, World};

const GROUPS: &str = "/directory/cloud-gateway/v1/groups";
const OLDER: [&str; 2] = [
    "POST /api/directory/find-groups",
    "POST /api/directory/get-group-members",
];

/// A plan by hand, whose guard for users looks at who is in the group.
const PLAN: [&str; 11] = [
    "mimecast",
    "plan",
    "-o",
    "json",
    "--mimecast-mode",
    "worksheet",
    "--subdomain",
    "eu",
    "--account-code",
    "CUK1A1",
    "--group",
];

fn plan(tool: Tool, group: &str, mimecast_group: &str) -> crate::common::Run {
    tool.run(&[&PLAN[..], &[group, "--mimecast-group", mimecast_group]].concat())
}

/// An API application that may read groups and do nothing else with them.
fn reader(world: &World, tool: Tool) -> Tool {
    tool.env(
        "MIMECAST_CLIENT_ID",
        world.other("mimecast_reader_client_id"),
    )
    .env(
        "MIMECAST_CLIENT_SECRET",
        world.other("mimecast_reader_client_secret"),
    )
}

fn asked(world: &World, line: &str) -> u64 {
    let requests = world.control("sandbox/requests");
    requests[line].as_u64().unwrap_or_default()
}

#[test]
fn permission_to_read_groups_is_enough_for_the_guard() {
    let world = World::new();
    let tool = || reader(&world, world.tool());
    plan(tool(), "All Staff", "All Mimecast users").exits(0);
    let refused = plan(tool(), "All Staff", "Contractors").exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    assert_eq!(asked(&world, &format!("GET {GROUPS}")), 2);
    for older in OLDER {
        assert_eq!(asked(&world, older), 0, "{older}");
    }
}

#[test]
fn a_gateway_without_the_newer_addresses_is_asked_at_the_older_ones() {
    let world = World::of(Options {
        quirks: vec![Quirk::NoGroupLists],
        ..Options::default()
    });
    world.connect(&[]);
    assert!(world.enforced("web-apps"));
    let refused = plan(world.tool(), "All Staff", "Contractors").exits(3);
    assert_eq!(refused.refusals(), ["user-lockout"]);
    for older in OLDER {
        assert!(asked(&world, older) > 0, "{older}");
    }
    // Who may read at the newer addresses only is told what is missing, and the plan goes on by hand.
    let run = plan(
        reader(&world, world.tool()),
        "All Staff",
        "All Mimecast users",
    );
    assert!([0, 3].contains(&run.code), "{run:?}");
    let doctor = reader(&world, world.tool()).run(&["doctor", "-o", "json"]);
    let checks = doctor.json()["checks"].clone();
    let groups = crate::common::find(&checks, "name", "mimecast/read-groups");
    assert_eq!(groups["status"], "warn");
    let remedy = groups["remedy"].as_str().unwrap();
    assert!(remedy.contains("Directories | Groups | Edit"), "{remedy}");
}

/// Nobody is locked out because a list left somebody out that its group counted, or said nothing at all.
#[test]
fn members_who_are_left_out_are_not_overlooked() {
    for (answer, by_reader, by_all) in [
        (json!({"groupMembers": [], "meta": {}}), 3, 3),
        (
            json!({"groupMembers": [{"emailAddress": "ada@widgets.example"}], "meta": {}}),
            3,
            3,
        ),
        (json!({}), 3, 3),
    ] {
        let world = World::new();
        let body = answer.to_string();
        let meddler = Meddler::start(&world, move |_, path| {
            match path.contains(GROUPS) && path.ends_with("/members") {
                true => Then::Answer(200, "application/json", body.clone()),
                false => Then::Forward,
            }
        });
        let run = plan(
            reader(&world, meddler.tool(&world)),
            "All Staff",
            "Contractors",
        );
        assert_eq!(
            run.exits(by_reader).refusals(),
            ["people-unread"],
            "{answer}"
        );
        // Who may ask at the older address too learns who they are.
        let run = plan(meddler.tool(&world), "All Staff", "Contractors");
        assert_eq!(run.exits(by_all).refusals(), ["user-lockout"], "{answer}");
    }
}
