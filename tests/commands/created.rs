//! What was created is what the list shows: an answer of another object is not believed, and of two that were made at
//! once, or by a run that was killed, one stays.

use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Tool, World};

const SUFFIX: &str = "mimecast-cuk1a1";

/// How many applications have our IdP URL.
fn twins(world: &World) -> usize {
    let state = world.state();
    let all = state["jumpcloud"]["applications"].as_array().unwrap();
    let url = format!("https://sso.jumpcloud.com/saml2/{SUFFIX}");
    let ours = all
        .iter()
        .filter(|a| a["document"]["ssoUrl"] == url.as_str());
    ours.count()
}

/// One application of ours, in use at Mimecast, and in force.
#[track_caller]
fn connected(world: &World) {
    assert_eq!(twins(world), 1);
    assert_eq!(world.access(SUFFIX), ["All Staff"]);
    assert!(world.enforced("web-apps"));
    let run = world.mimecast(&[&["verify", "-o", "json"], &CONNECT[..2]].concat());
    let document = run.json();
    let check = crate::common::find(&document["checks"], "name", "mimecast/web-apps/certificate");
    assert_eq!(check["status"], "pass", "{document}");
}

/// Starts the program in the background.
fn start(tool: &mut Tool, args: &[&str]) -> Child {
    let command = tool.command.arg("mimecast").args(args);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Waits until the sandbox has been asked this often.
fn wait_for(meddler: &Meddler, line: &str, count: usize) {
    for _ in 0..600 {
        if meddler.count(line) >= count {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{line} was not seen {count} times");
}

/// An application of somebody else.
fn wiki(world: &World) -> Value {
    let body = json!({
        "name": "saml2", "displayLabel": "Wiki", "active": true,
        "ssoUrl": "https://sso.jumpcloud.com/saml2/wiki", "sso": {"type": "saml", "hidden": false},
        "config": {
            "idpEntityId": {"value": "wiki"}, "spEntityId": {"value": "wiki"},
            "acsUrl": {"value": "https://wiki.example/acs"}
        }
    });
    world.jumpcloud("POST", "/api/applications", Some(&body))
}

#[test]
fn an_answer_with_another_applications_id_binds_nothing_to_that_one() {
    let world = World::new();
    let wiki = wiki(&world);
    let id = wiki["_id"].as_str().unwrap().to_owned();
    let state = || {
        let state = world.state();
        crate::common::find(&state["jumpcloud"]["applications"], "id", &id).clone()
    };
    let before = state();
    for form in ["the whole of it", "its id", "nothing", "a list", "null"] {
        let whole = wiki.to_string();
        let other = id.clone();
        let spoilt = Meddler::start(&world, move |method, path| {
            if method != "POST" || !path.ends_with("/api/applications") {
                return Then::Forward;
            }
            let (whole, other) = (whole.clone(), other.clone());
            Then::Rewrite(Arc::new(move |answer: &str| match form {
                "the whole of it" => whole.clone(),
                "its id" => {
                    let mut answer: Value = serde_json::from_str(answer).unwrap();
                    answer["_id"] = json!(other);
                    answer.to_string()
                }
                "nothing" => "{}".to_owned(),
                "a list" => "[]".to_owned(),
                _ => "null".to_owned(),
            }))
        });
        spoilt.tool(&world).mimecast(&CONNECT).exits(0);
        assert_eq!(state(), before, "{form}");
        connected(&world);
        let removed = spoilt
            .tool(&world)
            .mimecast(&["remove", "--confirm-count", "1"]);
        removed.exits(0);
        assert_eq!(state(), before, "{form}");
    }
}

#[test]
fn an_answer_with_another_groups_id_gives_that_group_no_access() {
    let world = World::new();
    let state = world.state();
    let groups = state["jumpcloud"]["groups"].as_array().unwrap();
    let id = groups[0]["id"].as_str().unwrap().to_owned();
    let args = [
        "-o",
        "json",
        "--subdomain",
        "eu",
        "--yes",
        "--group",
        "Brand New",
        "--create-groups",
    ];
    let spoilt = Meddler::start(&world, move |method, path| {
        let id = id.clone();
        match method == "POST" && path.ends_with("/usergroups") {
            true => Then::Rewrite(Arc::new(move |answer: &str| {
                let mut answer: Value = serde_json::from_str(answer).unwrap();
                answer["id"] = json!(id);
                answer.to_string()
            })),
            false => Then::Forward,
        }
    });
    let run = spoilt.tool(&world).mimecast(&args);
    assert_eq!(run.json()["error"]["code"], "answer-of-another", "{run:?}");
    world.mimecast(&args).exits(0);
    assert_eq!(world.access(SUFFIX), ["Brand New"]);
}

#[test]
fn two_machines_at_once_end_with_one_application() {
    for latency in [0, 20, 60, 150] {
        let world = World::new();
        let slow = Meddler::start(&world, move |_, _| {
            Then::Delay(Duration::from_millis(latency))
        });
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let tool = |at: usize| slow.tool(&world).env("XDG_STATE_HOME", folders[at].path());
        let mut tools = [tool(0), tool(1)];
        let children = tools.each_mut().map(|tool| start(tool, &CONNECT));
        let ended = children.map(|child| child.wait_with_output().unwrap());
        if twins(&world) != 1 {
            tool(0).mimecast(&CONNECT);
        }
        assert_eq!(twins(&world), 1, "{latency} ms: {ended:?}");
        tool(1).mimecast(&CONNECT).exits(0);
        connected(&world);
    }
}

#[test]
fn a_creation_that_takes_effect_after_its_run_was_killed_is_gone_on_with() {
    let world = World::new();
    let count = AtomicUsize::new(0);
    let late = Meddler::start(&world, move |method, path| {
        let creation = method == "POST" && path.ends_with("/api/applications");
        match creation && count.fetch_add(1, Ordering::Relaxed) == 0 {
            true => Then::Delay(Duration::from_secs(3)),
            false => Then::Forward,
        }
    });
    let mut tool = late.tool(&world);
    let mut killed = start(&mut tool, &CONNECT);
    wait_for(&late, "POST /jumpcloud/api/applications", 1);
    killed.kill().unwrap();
    killed.wait().unwrap();
    late.tool(&world).mimecast(&CONNECT).exits(0);
    assert_eq!(late.count("POST /jumpcloud/api/applications"), 1);
    connected(&world);
    // What the killed run began is this run's now, and goes with it.
    late.tool(&world)
        .mimecast(&["undo", "--confirm-count", "1"])
        .exits(0);
    assert_eq!(twins(&world), 0);
}

#[test]
fn what_a_killed_run_began_at_mimecast_is_not_made_twice() {
    for path in [
        "/mimecast/directory/cloud-gateway/v1/groups",
        "/mimecast/api/authentication-profile/create-profile",
        "/mimecast/api/application-setting/create-setting",
    ] {
        let world = World::new();
        let count = AtomicUsize::new(0);
        let late = Meddler::start(&world, move |method, asked| {
            let is_it = method == "POST" && asked.ends_with(path);
            match is_it && count.fetch_add(1, Ordering::Relaxed) == 0 {
                true => Then::Delay(Duration::from_secs(5)),
                false => Then::Forward,
            }
        });
        let args = [
            &CONNECT[..],
            &["--pilot-only", "--pilot=ada@widgets.example"],
        ]
        .concat();
        let mut tool = late.tool(&world);
        let mut killed = start(&mut tool, &args);
        let line = format!("POST {path}");
        wait_for(&late, &line, 1);
        killed.kill().unwrap();
        killed.wait().unwrap();
        let args = [&args[..], &["-o", "json"]].concat();
        late.tool(&world)
            .mimecast(&args)
            .fails(3, "stale-plan", &["an earlier run began"]);
        late.tool(&world).mimecast(&args).exits(0);
        assert_eq!(late.count(&line), 1);
        connected(&world);
    }
}

#[test]
fn a_second_one_that_a_killed_run_made_goes_with_the_next_run() {
    let world = World::new();
    let mut tool = world.tool();
    let body_of = |document: &Value| {
        let value = |key: &str| json!({"value": document["config"][key]["value"]});
        json!({
            "name": document["name"], "displayLabel": "Mimecast", "active": true, "ssoUrl": document["ssoUrl"],
            "sso": {"type": "saml", "hidden": false},
            "config": {
                "acsUrl": value("acsUrl"), "spEntityId": value("spEntityId"), "idpEntityId": value("idpEntityId")
            }
        })
    };
    // It was killed while it waited for the answer, which is what its journal says.
    let stalled = Meddler::start(&world, |method, path| {
        match method == "POST" && path.ends_with("/api/applications") {
            true => Then::Silence,
            false => Then::Forward,
        }
    });
    tool = tool.env("SSO_SETUP_JUMPCLOUD_URL", stalled.url("/jumpcloud"));
    let mut killed = start(&mut tool, &CONNECT);
    wait_for(&stalled, "POST /jumpcloud/api/applications", 1);
    // A key takes a while to be made.
    while twins(&world) == 0 {
        std::thread::sleep(Duration::from_millis(50));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let made = world.application(SUFFIX);
    // Somebody else made one at the same time.
    world.jumpcloud("POST", "/api/applications", Some(&body_of(&made)));
    assert_eq!(twins(&world), 2);
    let again = || {
        world
            .tool()
            .env("SSO_SETUP_JUMPCLOUD_URL", stalled.url("/jumpcloud"))
    };
    let plan = again()
        .mimecast(&[&["plan", "-o", "json"], &CONNECT[..]].concat())
        .exits(0);
    let deleted = plan
        .changes()
        .into_iter()
        .filter(|id| id.contains("#duplicate-"));
    assert_eq!(deleted.count(), 1, "{plan:?}");
    again().mimecast(&CONNECT).exits(0);
    connected(&world);
}

#[test]
fn two_that_nobody_can_be_proved_to_have_made_are_left_alone() {
    let world = World::new();
    world.connect(&[]);
    let document = world.application(SUFFIX);
    let mut body = document.clone();
    for key in ["_id", "created", "organization"] {
        body.as_object_mut().unwrap().remove(key);
    }
    for key in ["idpCertificate", "idpPrivateKey"] {
        body["config"].as_object_mut().unwrap().remove(key);
    }
    let other = world.jumpcloud("POST", "/api/applications", Some(&body));
    let (state, args) = (world.state(), [&["-o", "json"], &CONNECT[..]].concat());
    let ids = [&document["_id"], &other["_id"]].map(|id| id.as_str().unwrap());
    world
        .mimecast(&args)
        .fails(1, "application-ambiguous", &[ids[0], ids[1], "delete"]);
    assert_eq!(world.state(), state);
}
