//! `mimecast watch`: somebody signs in while it waits, and it says what became of it.

mod causes;
mod clocks;
mod outcomes;
mod widened;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::thread::JoinHandle;

use serde_json::{Value, json};

use crate::common::browser::Browser;
use crate::common::{ALL_THREE, Run, Tool, World, find, texts};

const ADA: &str = "ada@widgets.example";
const CONSOLE: &str = "/web/console.jumpcloud.com/userconsole/";
const PORTAL_LOGIN: &str = "/web/login-uk.mimecast.com/u/login/";
const TILE: &str = "/web/sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal";
const APPS_TILE: &str = "/web/sso.jumpcloud.com/saml2/mimecast-cuk1a1";

/// Far longer than a sign-in takes: who waits for the end of it waits for a verdict.
const LONG: &str = "90s";
/// For what nothing is ever written of.
const SHORT: &str = "1s";

/// A run that waits for sign-ins.
struct Waiting {
    child: Child,
    stderr: JoinHandle<String>,
    before: String,
}

/// Starts `watch` and returns once it has told how to sign in: what happens from then on counts.
#[track_caller]
fn watch(tool: Tool, timeout: &str, args: &[&str]) -> Waiting {
    let mut tool = tool;
    let args = [&["mimecast", "watch", "--timeout", timeout], args].concat();
    let command = tool.command.args(args);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut before = String::new();
    while !before.contains("Waiting for both services") {
        let read = stderr.read_line(&mut before).unwrap();
        assert!(read > 0, "it ended before it waited: {before}");
    }
    let stderr = std::thread::spawn(move || {
        let mut rest = String::new();
        stderr.read_to_string(&mut rest).unwrap();
        rest
    });
    Waiting {
        child,
        stderr,
        before,
    }
}

impl Waiting {
    fn ended(self) -> Run {
        let output = self.child.wait_with_output().unwrap();
        Run {
            what: "watch".to_owned(),
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: self.before + &self.stderr.join().unwrap(),
        }
    }
}

/// Waits for Ada while somebody does something; the one person's part of the document.
#[track_caller]
fn watched(
    world: &World,
    timeout: &str,
    args: &[&str],
    code: i32,
    act: impl FnOnce(&World),
) -> Value {
    watched_by(world.tool(), world, timeout, args, code, act)
}

/// The same, by a run that `tool` starts.
#[track_caller]
fn watched_by(
    tool: Tool,
    world: &World,
    timeout: &str,
    args: &[&str],
    code: i32,
    act: impl FnOnce(&World),
) -> Value {
    let args = [&["--user", ADA, "-o", "json"], args].concat();
    let waiting = watch(tool, timeout, &args);
    act(world);
    let document = waiting.ended().exits(code).json();
    let checks = texts(&document["checks"], "name");
    assert!(
        checks
            .iter()
            .all(|name| name.starts_with("ada@widgets.example/")),
        "{document}"
    );
    assert_eq!(document["sign_ins"].as_array().unwrap().len(), 1);
    document["sign_ins"][0].clone()
}

/// Everything but the apps connector's tile: all three connectors, from templates that answer both ways.
fn all_three() -> World {
    let world = World::new();
    world.connect(&[&ALL_THREE[..], &LISTS].concat());
    world
}

const LISTS: [&str; 4] = [
    "--template",
    "personal-portal:saml2",
    "--template",
    "admin-console:saml2",
];

const WATCH_ALL: [&str; 6] = [
    "--connector",
    "apps",
    "--connector",
    "personal-portal",
    "--connector",
    "admin-console",
];

fn browser(world: &World) -> Browser {
    Browser::new(&world.sandbox.page(), world.runtime.clone())
}

/// Signs in at JumpCloud and opens an application's address there.
fn by_tile(world: &World, email: &str, tile: &str) -> Browser {
    let mut browser = browser(world);
    browser
        .open(CONSOLE)
        .is("login")
        .submit(&[("email", email)]);
    browser.open(tile);
    browser
}

/// Starts at Mimecast's login page, as far as JumpCloud's answer.
fn by_login(world: &World, email: &str) -> Browser {
    let mut browser = browser(world);
    browser
        .open(PORTAL_LOGIN)
        .submit(&[("email", email)])
        .is("request");
    browser.submit(&[]).is("login").submit(&[("email", email)]);
    browser
}

fn change_profile(world: &World, edit: impl FnOnce(&mut Value)) {
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    edit(&mut profile);
    world.mimecast_api("/api/authentication-profile/update-profile", profile);
}

/// The causes, which must all be certain.
#[track_caller]
fn certain(sign_in: &Value) -> Vec<String> {
    let causes = sign_in["causes"].as_array().unwrap();
    assert!(
        causes.iter().all(|cause| cause["certain"] == true),
        "{sign_in}"
    );
    texts(&sign_in["causes"], "code")
}

#[test]
fn a_tile_that_lets_in_is_seen_by_both_sides() {
    let world = all_three();
    let writes = world.writes();
    // The portal's tile is set up, so it need not be named.
    let sign_in = watched(&world, LONG, &[], 0, |world| {
        by_tile(world, ADA, TILE)
            .is("answer")
            .submit(&[])
            .is("portal");
    });
    assert_eq!(sign_in["stage"], "signed-in");
    assert_eq!(sign_in["causes"], json!([]));
    let jumpcloud = &sign_in["jumpcloud"];
    assert_eq!(jumpcloud["event"], "sso_auth");
    assert_eq!(jumpcloud["connector"], "personal-portal");
    assert_eq!(jumpcloud["idp_initiated"], true);
    assert_eq!(jumpcloud["outcome"], "answered");
    assert_eq!(jumpcloud["error_message"], Value::Null);
    let mimecast = &sign_in["mimecast"];
    assert_eq!(mimecast["event"], "User Logged On");
    assert_eq!(mimecast["application"], "Personal Portal");
    assert_eq!(mimecast["method"], "SAML");
    for event in [jumpcloud, mimecast] {
        assert!(event["id"].as_str().unwrap().len() >= 24, "{event}");
        assert!(event["time"].as_str().unwrap().ends_with('Z'), "{event}");
    }
    assert_eq!(world.writes(), writes, "watching changes nothing");
}

#[test]
fn sign_in_from_mimecasts_login_page_is_seen_by_both_sides() {
    let world = World::new();
    world.connect(&[]);
    let waiting = watch(world.tool(), LONG, &["--user", "Ada@Widgets.example"]);
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    let run = waiting.ended().exits(0).says(&[
        "Sign in now as Ada@Widgets.example",
        "open https://login-uk.mimecast.com,",
        "In the sandbox:  open http://127.0.0.1:",
        "ada@widgets.example: let in by Mimecast",
        "begun at Mimecast (SP-initiated)",
        "Application: Personal Portal, Method: SAML",
        "Signed in: ada@widgets.example,",
    ]);
    assert!(
        run.stdout.starts_with("Sign-in through JumpCloud"),
        "{}",
        run.stdout
    );
}

#[test]
fn several_people_are_waited_for_and_each_counts() {
    let world = World::new();
    world.connect(&[]);
    let args = [
        "--user",
        ADA,
        "--user",
        "grace@widgets.example",
        "-o",
        "json",
    ];
    let waiting = watch(world.tool(), "15s", &args);
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    let document = waiting.ended().exits(1).json();
    let sign_ins = &document["sign_ins"];
    assert_eq!(find(sign_ins, "user", ADA)["stage"], "signed-in");
    assert_eq!(
        find(sign_ins, "user", "grace@widgets.example")["stage"],
        "nothing"
    );
}

#[test]
fn what_was_before_does_not_count() {
    let world = World::new();
    world.connect(&[]);
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    let sign_in = watched(&world, SHORT, &[], 1, |_| ());
    assert_eq!(sign_in["stage"], "nothing");
    assert_eq!(sign_in["jumpcloud"], Value::Null);
    let causes = &sign_in["causes"];
    assert_eq!(find(causes, "code", "not-tried")["certain"], false);
}

#[test]
fn without_mimecast_credentials_it_is_half_proven_and_says_so_first() {
    let world = World::new();
    world.connect(&[]);
    let tool = world
        .tool()
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    let args = [
        "--user",
        ADA,
        "--mimecast-mode",
        "worksheet",
        "--account-code",
        "CUK1A1",
        "-o",
        "json",
    ];
    let waiting = watch(tool, LONG, &args);
    assert!(
        waiting.before.contains("half proven, and the exit code 1"),
        "{}",
        waiting.before
    );
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    let document = waiting.ended().exits(1).json();
    let sign_in = &document["sign_ins"][0];
    assert_eq!(sign_in["stage"], "served-by-jumpcloud");
    assert_eq!(sign_in["causes"], json!([]));
    let check = find(&document["checks"], "name", "ada@widgets.example/mimecast");
    assert_eq!(check["status"], "fail");
    assert!(check["message"].as_str().unwrap().contains("was not asked"));
}

#[test]
fn by_hand_it_needs_the_audit_log_and_says_what_may_be_wrong() {
    let world = World::new();
    world.connect(&[]);
    let args = ["--mimecast-mode", "worksheet"];
    let sign_in = watched(&world, LONG, &args, 0, |world| {
        by_login(world, ADA).is("answer").submit(&[]).is("portal");
    });
    assert_eq!(sign_in["stage"], "signed-in");
    // What no API reads is not certain to be the cause.
    change_profile(&world, |profile| {
        profile["blocks"]["web-apps"]["issuer"] = "Somebody".into()
    });
    let sign_in = watched(&world, LONG, &args, 1, |world| {
        by_login(world, ADA).is("answer").submit(&[]).is("refused");
    });
    let by_hand = find(&sign_in["causes"], "code", "set-up-by-hand");
    assert_eq!(by_hand["certain"], false);
    let limited = world.limited();
    let run = limited.mimecast(&[&["watch", "--user", ADA, "-o", "json"], &args[..]].concat());
    run.fails(
        4,
        "mimecast-permission-missing",
        &["auditevents", "Account | Logs | Read"],
    );
}

#[test]
fn a_read_only_key_is_enough() {
    let world = World::new();
    world.connect(&[]);
    let tool = world
        .tool()
        .env("JUMPCLOUD_API_KEY", world.other("read_only_api_key"));
    let waiting = watch(tool, LONG, &["--user", ADA]);
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    waiting.ended().exits(0);
}

#[test]
fn what_cannot_be_watched_is_refused_before_anything_is_waited_for() {
    let world = World::new();
    let json = ["-o", "json"];
    let run = |args: &[&str]| world.mimecast(&[&["watch"], args, &json].concat());
    run(&["--user", ADA]).fails(1, "application-not-found", &["set it up first"]);
    run(&[]).fails(64, "user-missing", &["--user"]);
    world.connect(&[]);
    let missing = ["--user", "nobody@widgets.example"];
    run(&missing).fails(1, "user-not-found", &["nobody@widgets.example"]);
    let wrong = run(&["--user", ADA, "--timeout", "soon"]);
    wrong.fails(64, "usage", &["--timeout"]);
}

#[test]
fn github_gets_an_annotation_for_each_cause() {
    let world = World::new();
    world.connect(&[]);
    let waiting = watch(world.tool(), LONG, &["--user", ADA, "-o", "github"]);
    by_tile(&world, ADA, APPS_TILE)
        .is("answer")
        .submit(&[])
        .is("refused");
    waiting
        .ended()
        .exits(1)
        .says(&["::error title=ada@widgets.example/cause/no-tile::"]);
}

/// A service that does not answer for a while is asked again.
#[test]
fn a_service_that_is_away_for_a_while_does_not_end_it() {
    let world = World::new();
    world.connect(&[]);
    let waiting = watch(world.tool(), LONG, &["--user", ADA]);
    let fault = "503,service=jumpcloud,times=8".parse().unwrap();
    world.runtime.block_on(world.sandbox.arm(fault)).unwrap();
    by_login(&world, ADA).is("answer").submit(&[]).is("portal");
    waiting.ended().exits(0).says(&["asking again"]);
}

#[test]
fn a_service_that_stays_away_ends_it_with_its_own_error() {
    let world = World::new();
    world.connect(&[]);
    let waiting = watch(world.tool(), SHORT, &["--user", ADA, "-o", "json"]);
    let fault = "503,service=mimecast,times=always".parse().unwrap();
    world.runtime.block_on(world.sandbox.arm(fault)).unwrap();
    waiting
        .ended()
        .fails(5, "service-unavailable", &["audit events"]);
}
