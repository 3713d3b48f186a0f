//! The program while its services go wrong, and what the sandbox itself says of what was written.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, World};
use crate::run::{SandboxProcess, ran, run};

impl World {
    pub fn arm(&self, fault: &str) {
        let fault = fault.parse().unwrap();
        self.runtime.block_on(self.sandbox.arm(fault)).unwrap();
    }

    /// How many requests the only armed fault struck.
    fn struck(&self) -> u64 {
        let faults = self.control("sandbox/faults");
        faults["faults"][0]["struck"].as_u64().unwrap()
    }

    /// What the sandbox saw its writes do, which must be nothing bad.
    #[track_caller]
    fn locked_nobody_out(&self) -> u64 {
        let seen = self.control("sandbox/violations");
        assert_eq!(seen["violations"], json!([]), "{seen}");
        seen["writes"].as_u64().unwrap()
    }
}

#[test]
fn one_unavailable_answer_is_tried_again_and_the_run_succeeds() {
    for fault in [
        "503=0,method=GET",
        "429=0,method=POST",
        "502,service=jumpcloud",
    ] {
        let world = World::new();
        world.arm(fault);
        world.connect(&[]);
        assert_eq!(world.struck(), 1, "{fault}");
        assert!(world.enforced("web-apps"));
        world.locked_nobody_out();
    }
}

#[test]
fn a_reset_after_a_new_application_was_made_makes_no_second_one() {
    let world = World::new();
    world.arm("reset,acted=yes,method=POST,path=/api/applications");
    world.connect(&[]);
    assert_eq!(world.struck(), 1);
    // Panics where there are several.
    world.application("mimecast-cuk1a1");
    world.locked_nobody_out();
}

#[test]
fn a_token_that_expires_in_the_middle_is_renewed() {
    let world = World::new();
    world.arm("401,service=mimecast,path=*/create-profile");
    world.connect(&[]);
    assert_eq!(world.struck(), 1);
}

#[test]
fn a_port_that_is_closed_for_good_ends_the_run_and_the_next_one_goes_on() {
    let world = World::new();
    world.arm("refuse=1h,path=*/update-profile");
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let run = world.mimecast(&args).exits(5);
    assert_eq!(run.json()["error"]["code"], "unreachable");
    world.sandbox.clear_faults();
    world.connect(&[]);
    assert!(world.enforced("web-apps"));
    world.locked_nobody_out();
}

#[test]
fn a_rotation_whose_answer_is_lost_makes_one_certificate() {
    for fault in [
        "408,acted=yes",
        "500,acted=yes",
        "502,acted=yes",
        "524,acted=yes",
        "reset,acted=yes",
        "408",
        "500",
        "522",
        "reset",
    ] {
        let world = World::new();
        world.connect(&[]);
        let certificate = || {
            let application = world.application("mimecast-cuk1a1");
            application["config"]["idpCertificate"]["value"].clone()
        };
        let (before, (writes, _)) = (certificate(), world.writes());
        world.arm(&format!("{fault},service=jumpcloud,method=PUT"));
        world.mimecast(&["rotate", "--yes"]).exits(0);
        assert_eq!(world.struck(), 1, "{fault}");
        assert_ne!(certificate(), before, "{fault}");
        assert_eq!(world.writes().0 - writes, 1, "{fault}");
        assert!(world.enforced("web-apps"), "{fault}");
        world.locked_nobody_out();
    }
}

#[test]
fn a_mimecast_that_is_gone_while_its_group_is_read_is_unavailable_and_refuses_nothing() {
    let world = World::new();
    world.arm("503=0,times=always,path=*/members");
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let run = world.mimecast(&args).exits(5);
    assert_eq!(run.json()["error"]["code"], "service-unavailable");
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn a_run_that_follows_a_broken_off_one_waits_until_mimecast_acts_on_the_release() {
    for (connectors, args, stopped) in [
        (
            &[][..],
            &["remove", "--confirm-count", "1"][..],
            "*/delete-setting",
        ),
        (&[], &["undo", "--confirm-count", "1"], "*/delete-setting"),
        (
            &["--connector", "personal-portal"],
            &["rotate", "--yes"],
            "/api/applications/*",
        ),
    ] {
        let world = World::new();
        world.connect(connectors);
        let args = [args, connectors].concat();
        world.arm(&format!(
            "403,times=always,method={},path={stopped}",
            method_of(stopped)
        ));
        world.mimecast(&args).exits(4);
        assert!(!world.enforced("web-apps"));
        world.sandbox.clear_faults();
        let writes = world.writes();
        waits(&world, &[&args[..], &["--propagation", "1h"]].concat());
        assert_eq!(world.writes(), writes, "{args:?}");
        world.mimecast(&args).exits(0);
        world.locked_nobody_out();
    }
}

#[test]
fn an_application_that_another_takes_the_place_of_stays_until_mimecast_acts_on_the_new_one() {
    let world = World::new();
    world.connect(&[]);
    let suffix = ["--idp-url-suffix", "mail", "--allow", "replace-application"];
    let replaced = [&CONNECT[..], &suffix].concat();
    let late = [&replaced[..], &["--propagation", "1h"]].concat();
    // The run that tells Mimecast of the new one, and one that follows it.
    for run in ["first", "second"] {
        waits(&world, &late);
        let both = ["mimecast-cuk1a1", "mail"].map(|suffix| world.application(suffix));
        assert_ne!(both[0]["_id"], both[1]["_id"], "{run}");
        assert!(world.enforced("web-apps"), "{run}");
    }
    world.mimecast(&replaced).exits(0);
    let state = world.state();
    let applications = state["jumpcloud"]["applications"].as_array().unwrap();
    let old = |a: &&serde_json::Value| {
        a["document"]["ssoUrl"]
            .as_str()
            .unwrap()
            .ends_with("/mimecast-cuk1a1")
    };
    assert_eq!(applications.iter().filter(old).count(), 0);
    world.locked_nobody_out();
}

/// Runs the program until it says that it waits, and ends it there.
#[track_caller]
fn waits(world: &World, args: &[&str]) {
    let mut tool = world.tool();
    let command = tool.command.arg("mimecast").args(args);
    let mut running = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(running.stderr.take().unwrap()).lines();
    let waited = said.any(|line| line.unwrap().contains("until Mimecast acts on it"));
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(waited, "{args:?} ends without waiting");
}

/// The rotation writes the application back; Mimecast's deletions are posted.
fn method_of(path: &str) -> &'static str {
    match path.starts_with("/api/applications") {
        true => "PUT",
        false => "POST",
    }
}

#[test]
fn setting_up_all_three_never_leaves_anyone_without_a_way_in() {
    let world = World::new();
    world.connect(&ALL_THREE);
    assert!(world.enforced("admin-console"));
    assert!(world.locked_nobody_out() > 5, "it looks after each write");
}

#[test]
fn a_write_that_locks_people_out_is_recorded_once_with_its_name() {
    let world = World::new();
    world.connect(&[]);
    let before = world.locked_nobody_out();
    let id = world.application("mimecast-cuk1a1")["_id"].clone();
    let path = format!("/api/applications/{}", id.as_str().unwrap());
    world.jumpcloud("DELETE", &path, None);
    world.jumpcloud(
        "POST",
        "/api/v2/usergroups",
        Some(&json!({ "name": "Later" })),
    );
    let seen = world.control("sandbox/violations");
    assert_eq!(seen["writes"], before + 2);
    let violations = seen["violations"].as_array().unwrap();
    assert_eq!(violations.len(), 1, "{seen}");
    assert_eq!(violations[0]["write"], before + 1);
    assert_eq!(violations[0]["request"], format!("jumpcloud DELETE {path}"));
    let sentence = violations[0]["sentence"].as_str().unwrap();
    for part in [
        "All Mimecast users",
        "web-apps",
        "JumpCloud SSO",
        "no application has",
    ] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    let page = world.page();
    assert!(page.contains("left people without a way to sign in"));
    assert!(page.contains(&format!("jumpcloud DELETE {path}")));
}

#[test]
fn a_change_of_the_certificate_alone_locks_people_out_too() {
    let world = World::new();
    world.connect(&[]);
    world.change_application("mimecast-cuk1a1", |document| {
        let config = document["config"].as_object_mut().unwrap();
        config.shift_remove("idpCertificate");
    });
    let seen = world.control("sandbox/violations");
    let sentence = seen["violations"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("another certificate"), "{sentence}");
}

#[test]
fn a_page_without_violations_speaks_of_none() {
    let world = World::new();
    world.connect(&[]);
    assert!(!world.page().contains("left people"));
}

#[test]
fn faults_are_given_on_the_command_line() {
    let sandbox = SandboxProcess::with(&["--fault", "500,times=99", "--fault", "html,at=999"]);
    let listed = sandbox.http("GET", "/sandbox/faults", "", "");
    let texts: Vec<&Value> = listed["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|armed| &armed["fault"])
        .collect();
    assert_eq!(texts, ["500,times=99", "html,at=999"]);
    let plan = run(&mut sandbox.command(&["mimecast", "plan", "--subdomain", "eu"]));
    // The service's own failure, not the program's.
    plan.ended(5);
}

#[test]
fn a_fault_that_is_none_is_refused_with_the_grammar() {
    let refused = ran(&["sandbox", "--fault", "503,at=soon", "-o", "json"]).ended(64);
    let document: Value = serde_json::from_str(&refused.stdout).unwrap();
    let error = &document["error"];
    assert_eq!(error["code"], "fault-malformed", "{document}");
    let said = error.to_string();
    for part in ["--fault", "at=", "soon", "wrong-json", "times=N|always"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
