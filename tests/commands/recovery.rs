//! A run that breaks off in the middle: what it says, and that the next one goes on from there.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, World};

/// Every write of a first run, in its order: method and end of the path.
const WRITES: [(&str, &str); 5] = [
    ("POST", "/api/applications"),
    ("POST", "/associations"),
    ("POST", "/create-profile"),
    ("POST", "/create-setting"),
    ("POST", "/update-profile"),
];

/// Everything that the tool makes is there exactly once, and in force.
#[track_caller]
fn complete(world: &World) {
    // Panics where there are several.
    world.application("mimecast-cuk1a1");
    assert_eq!(world.access("mimecast-cuk1a1"), ["All Staff"]);
    assert!(world.enforced("web-apps"));
    let state = world.state();
    for list in ["profiles", "settings"] {
        let all = state["mimecast"][list].as_array().unwrap();
        let ours = all
            .iter()
            .filter(|o| o["description"] == "JumpCloud SSO")
            .count();
        assert_eq!(ours, 1, "{list}");
    }
}

#[test]
fn a_write_that_fails_stops_what_depends_on_it_and_the_next_run_goes_on() {
    for (index, (method, end)) in WRITES.into_iter().enumerate() {
        let world = World::new();
        let meddler = Meddler::start(&world, move |m, p| match m == method && p.ends_with(end) {
            true => Then::Answer(
                400,
                "application/json",
                "{\"message\": \"computer says no\"}".to_owned(),
            ),
            false => Then::Forward,
        });
        let args = [&["-o", "json"], &CONNECT[..]].concat();
        let run = meddler.tool(&world).mimecast(&args).exits(1);
        let document = run.json();
        let error = &document["error"];
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("computer says no"),
            "{end}: {error}"
        );
        assert!(
            error.to_string().contains("run the same command again"),
            "{error}"
        );
        let statuses: Vec<&Value> = document["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| &r["status"])
            .collect();
        let expected: Vec<&str> = (0..5)
            .map(|at| match at.cmp(&index) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "failed",
                std::cmp::Ordering::Greater => "pending",
            })
            .collect();
        assert_eq!(statuses, expected, "{end}");
        if index < 4 {
            assert_eq!(
                meddler.count("POST /mimecast/api/authentication-profile/update-profile"),
                0,
                "{end}"
            );
        }
        world.connect(&[]).says(&["Connected:"]);
        complete(&world);
    }
}

#[test]
fn a_write_whose_answer_is_lost_is_looked_for_and_never_made_twice() {
    for (method, end) in WRITES {
        let world = World::new();
        let meddler = Meddler::start(&world, move |m, p| match m == method && p.ends_with(end) {
            true => Then::Lose,
            false => Then::Forward,
        });
        let run = meddler
            .tool(&world)
            .mimecast(&[&["-o", "json"], &CONNECT[..]].concat());
        // A create is found by looking. An update may be repeated, and is known by reading again.
        assert!(
            run.code == 0 || end == "/update-profile" && run.code == 5,
            "{end}: {run:?}"
        );
        run.json();
        world.connect(&[]).says(&["Connected:"]);
        complete(&world);
    }
}

#[test]
fn a_refusal_inside_200_is_a_failure() {
    let world = World::new();
    let fail = "{\"meta\":{\"status\":200},\"data\":[],\"fail\":[{\"errors\":[{\"code\":\"err_x\",\"message\":\"no licence\"}]}]}";
    let meddler = Meddler::start(&world, move |_, p| match p.ends_with("/create-profile") {
        true => Then::Answer(200, "application/json", fail.to_owned()),
        false => Then::Forward,
    });
    let run = meddler
        .tool(&world)
        .mimecast(&[&["-o", "json"], &CONNECT[..]].concat());
    run.fails(1, "mimecast-refused", &["JumpCloud SSO", "no licence"]);
    world.connect(&[]);
    complete(&world);
}

#[test]
fn a_change_that_does_not_read_back_is_told() {
    let world = World::new();
    world.connect(&[]);
    // The update is swallowed: the service says yes and keeps what it had.
    let document = world.application("mimecast-cuk1a1").to_string();
    let meddler = Meddler::start(&world, move |m, _| match m {
        "PUT" => Then::Answer(200, "application/json", document.clone()),
        _ => Then::Forward,
    });
    let args = [&["-o", "json", "--label", "Mail"], &CONNECT[..]].concat();
    let run = meddler.tool(&world).mimecast(&args);
    run.fails(1, "not-settled", &["jumpcloud/application/apps"]);
}

#[test]
fn a_certificate_that_changes_under_an_update_is_told() {
    let world = World::new();
    world.connect(&[]);
    let meddler = Meddler::start(&world, |m, _| match m {
        "PUT" => Then::Alter(|answer| answer["config"]["idpCertificate"]["value"] = "other".into()),
        _ => Then::Forward,
    });
    let args = [&["-o", "json", "--label", "Mail"], &CONNECT[..]].concat();
    let run = meddler.tool(&world).mimecast(&args);
    run.fails(
        1,
        "certificate-changed",
        &["\"Mimecast\"", "Mimecast must be told"],
    );
}

/// A running program that is killed when the test is done with it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// As Ctrl-C does. The shell's own `kill`: a minimal machine has no program of that name.
fn interrupt(child: &Child) {
    let status = std::process::Command::new("sh")
        .args(["-c", &format!("kill -INT {}", child.id())])
        .status();
    assert!(status.unwrap().success());
}

#[test]
fn interrupted_it_says_so_and_the_next_run_completes() {
    for format in ["human", "json"] {
        let world = World::new();
        // The application is made, and the answer never comes: the program is in the middle of its run.
        let meddler = Meddler::start(&world, |m, p| match (m, p) {
            ("POST", "/jumpcloud/api/applications") => Then::Silence,
            _ => Then::Forward,
        });
        let mut tool = meddler.tool(&world);
        let command = tool.command.args(["mimecast", "-o", format]).args(CONNECT);
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut running = Running(child);
        while world.state()["jumpcloud"]["applications"]
            .as_array()
            .unwrap()
            .len()
            == 5
        {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        // The first lets the write in hand end, which never does here.
        while running.0.try_wait().unwrap().is_none() {
            interrupt(&running.0);
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        let status = running.0.wait().unwrap();
        let read = |from: &mut dyn std::io::Read| {
            let mut text = String::new();
            from.read_to_string(&mut text).unwrap();
            text
        };
        let out = read(running.0.stdout.as_mut().unwrap());
        let err = read(running.0.stderr.as_mut().unwrap());
        assert_eq!(status.code(), Some(130), "{out}\n{err}");
        if format == "json" {
            let document: Value = serde_json::from_str(&out).unwrap();
            assert_eq!(document["error"]["code"], "interrupted");
            let told = document["error"].to_string();
            for part in [
                "0 of 5 changes are done",
                "in hand, and perhaps made: jumpcloud/application/apps",
                "not done: jumpcloud/access/apps, ",
            ] {
                assert!(told.contains(part), "{part}: {told}");
            }
        } else {
            assert!(
                err.contains("interrupted") && err.contains("run the same command again"),
                "{err}"
            );
        }
        world.connect(&[]).says(&["Connected:"]);
        complete(&world);
    }
}

#[test]
fn the_first_interruption_lets_the_write_in_hand_end() {
    let world = World::new();
    let meddler = Meddler::start(&world, |m, p| match (m, p) {
        ("POST", "/jumpcloud/api/applications") => Then::Delay(std::time::Duration::from_secs(2)),
        _ => Then::Forward,
    });
    let mut tool = meddler.tool(&world);
    let command = tool.command.args(["mimecast", "-o", "json"]).args(CONNECT);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut running = Running(child.unwrap());
    while meddler.count("POST /jumpcloud/api/applications") == 0 {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    interrupt(&running.0);
    assert_eq!(running.0.wait().unwrap().code(), Some(130));
    // It was waited for, and nothing was sent after it.
    world.application("mimecast-cuk1a1");
    let posts = meddler.seen.lock().unwrap();
    let writes = posts
        .iter()
        .filter(|line| line.starts_with("POST ") && !line.contains("find-"));
    let writes: Vec<&String> = writes.filter(|line| !line.contains("get-")).collect();
    assert_eq!(
        writes,
        [
            "POST /mimecast/oauth/token",
            "POST /jumpcloud/api/applications"
        ]
    );
    drop(posts);
    world.connect(&[]).says(&["Connected:"]);
    complete(&world);
}

#[test]
fn the_sandbox_as_its_own_process_serves_until_it_is_interrupted() {
    let mut tool = crate::common::tool();
    let command = tool
        .command
        .args(["sandbox", "-o", "json"])
        .stdout(Stdio::piped());
    let mut running = Running(command.spawn().unwrap());
    let mut line = String::new();
    let mut out = BufReader::new(running.0.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let first: Value = serde_json::from_str(&line).unwrap();
    let text = |key: &str| first[key].as_str().unwrap().to_owned();
    assert!(
        text("jumpcloud_url").ends_with("/jumpcloud")
            && text("mimecast_url").ends_with("/mimecast")
    );
    assert_eq!(text("account_code"), "CUK1A1");
    let mut tool = crate::common::tool()
        .env("SSO_SETUP_JUMPCLOUD_URL", text("jumpcloud_url"))
        .env("SSO_SETUP_MIMECAST_URL", text("mimecast_url"))
        .env("SSO_SETUP_MIMECAST_GROUP", "All Mimecast users");
    for (name, value) in first["credentials"].as_object().unwrap() {
        tool = tool.env(name, value.as_str().unwrap());
    }
    tool.mimecast(&CONNECT).exits(0).says(&["Connected:"]);
    interrupt(&running.0);
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
}

#[test]
fn what_was_made_is_told_even_when_reading_it_again_fails() {
    let world = World::new();
    let enforced = std::sync::atomic::AtomicBool::new(false);
    let meddler = Meddler::start(&world, move |method, path| {
        use std::sync::atomic::Ordering::SeqCst;
        if path.ends_with("/update-profile") {
            enforced.store(true, SeqCst);
        }
        match method == "GET" && path.ends_with("/api/applications") && enforced.load(SeqCst) {
            true => Then::Answer(500, "text/plain", "out of order".to_owned()),
            false => Then::Forward,
        }
    });
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let document = meddler.tool(&world).mimecast(&args).exits(5).json();
    let results = document["results"].as_array().expect("the results");
    assert_eq!(results.len(), 5, "{document}");
    assert!(results.iter().all(|r| r["status"] == "done"), "{document}");
    assert_eq!(document["error"]["code"], "service-unavailable");
    complete(&world);
}
