//! What JumpCloud says came of it, and by which method Mimecast let somebody in: only both together are a proof.

use std::sync::Arc;

use sso_setup::sandbox::{Options, Quirk};

use super::*;
use crate::common::meddler::{Meddler, Then};

const EVENTS: &str = "/jumpcloud/insights/directory/v1/events";
const AUDIT: &str = "/mimecast/api/audit/get-audit-events";

/// A sandbox with such a quirk, connected.
fn with(quirk: Quirk) -> World {
    let world = World::of(Options {
        quirks: vec![quirk],
        ..Options::default()
    });
    world.connect(&[]);
    world
}

/// A connected sandbox, and somebody who changes a text in what one path answers.
fn changed(path: &'static str, from: &'static str, to: &'static str) -> (World, Meddler) {
    let world = World::new();
    world.connect(&[]);
    let meddler = Meddler::start(&world, move |_, asked| match asked == path {
        true => Then::Rewrite(Arc::new(move |text| text.replace(from, to))),
        false => Then::Forward,
    });
    (world, meddler)
}

fn sign_in(world: &World) {
    by_login(world, ADA).is("answer").submit(&[]).is("portal");
}

/// The causes, of which none is certain.
#[track_caller]
fn possible(sign_in: &Value) -> Vec<String> {
    let causes = sign_in["causes"].as_array().unwrap();
    assert!(causes.iter().all(|c| c["certain"] == false), "{sign_in}");
    texts(&sign_in["causes"], "code")
}

#[test]
fn an_outcome_in_words_is_one() {
    let world = with(Quirk::OutcomeText);
    let proven = watched(&world, LONG, &[], 0, sign_in);
    assert_eq!(proven["stage"], "signed-in");
    assert_eq!(proven["jumpcloud"]["outcome"], "answered");
    let waiting = watch(
        world.tool(),
        LONG,
        &["--user", "pat@widgets.example", "-o", "json"],
    );
    by_tile(&world, "pat@widgets.example", APPS_TILE).is("no-access");
    let document = waiting.ended().exits(1).json();
    assert_eq!(document["sign_ins"][0]["stage"], "refused-by-jumpcloud");
}

#[test]
fn where_jumpcloud_does_not_say_the_outcome_it_is_not_known_and_no_success() {
    let world = with(Quirk::OutcomeAbsent);
    let waiting = watch(world.tool(), LONG, &["--user", ADA, "-o", "json"]);
    sign_in(&world);
    let document = waiting.ended().exits(1).json();
    let unproven = &document["sign_ins"][0];
    assert_eq!(unproven["stage"], "unproven");
    assert_eq!(unproven["jumpcloud"]["outcome"], "unknown");
    assert_eq!(possible(unproven), ["outcome-unknown"]);
    let checks = &document["checks"];
    let jumpcloud = find(checks, "name", "ada@widgets.example/jumpcloud");
    assert_eq!(jumpcloud["status"], "unknown");
    let message = jumpcloud["message"].as_str().unwrap();
    assert!(message.contains("the outcome is not known"), "{message}");
    // What Mimecast says is not in doubt.
    let mimecast = find(checks, "name", "ada@widgets.example/mimecast");
    assert_eq!(mimecast["status"], "pass");
}

#[test]
fn an_outcome_that_is_neither_is_not_known() {
    let world = World::new();
    world.connect(&[]);
    for other in ["null", "\"maybe\"", "1", "[]"] {
        let to = format!("\"sso_token_success\":{other}");
        let meddler = Meddler::start(&world, move |_, path| {
            let to = to.clone();
            match path == EVENTS {
                true => Then::Rewrite(Arc::new(move |text| {
                    text.replace("\"sso_token_success\":true", &to)
                })),
                false => Then::Forward,
            }
        });
        let unproven = watched_by(meddler.tool(&world), &world, LONG, &[], 1, sign_in);
        assert_eq!(unproven["stage"], "unproven", "{other}");
        assert_eq!(possible(&unproven), ["outcome-unknown"], "{other}");
    }
}

/// Without Mimecast's log, and with an outcome that is not known, there is nothing to go by.
#[test]
fn without_an_outcome_and_without_mimecast_nothing_is_proven() {
    let world = with(Quirk::OutcomeAbsent);
    let tool = world
        .tool()
        .without("MIMECAST_CLIENT_ID")
        .without("MIMECAST_CLIENT_SECRET");
    let args = [
        "--mimecast-mode",
        "worksheet",
        "--account-code",
        "CUK1A1",
        "--user",
        ADA,
    ];
    let waiting = watch(tool, LONG, &args);
    sign_in(&world);
    waiting.ended().exits(1).says(&[
        "Not known: ada@widgets.example;",
        "cause/outcome-unknown",
        "was not asked",
    ]);
}

#[test]
fn a_refusal_is_shown_in_jumpclouds_words_and_these_command_nothing() {
    let (world, meddler) = changed(
        EVENTS,
        "\"sso_token_success\":true",
        "\"sso_token_success\":false,\"error_message\":\"policy\\u001b[31m \\u202edenied\\n\"",
    );
    let waiting = watch(meddler.tool(&world), LONG, &["--user", ADA]);
    by_login(&world, ADA).is("answer");
    let words = "\"policy⟨U+001B⟩[31m ⟨U+202E⟩denied\"";
    let run = waiting.ended().exits(1);
    let run = run.says(&[
        &format!("ada@widgets.example: refused by JumpCloud: {words}"),
        &format!("(SP-initiated): {words}"),
        "cause/refused-by-jumpcloud",
        &format!("Refused by JumpCloud: ada@widgets.example; JumpCloud says: {words}"),
    ]);
    let all = run.stdout + &run.stderr;
    assert!(!all.contains(['\u{1b}', '\u{202e}']), "{all}");
}

#[test]
fn who_was_refused_by_jumpcloud_may_try_again() {
    let world = World::new();
    world.connect(&[]);
    let id = world.application("mimecast-cuk1a1")["_id"].clone();
    let id = id.as_str().unwrap();
    let state = world.state();
    let bound = &find(&state["jumpcloud"]["applications"], "id", id)["bindings"][0];
    let path = format!("/api/v2/applications/{id}/associations");
    let bind = |op: &str| {
        let bind = json!({ "op": op, "type": bound["kind"], "id": bound["id"] });
        world.jumpcloud("POST", &path, Some(&bind));
    };
    bind("remove");
    let proven = watched(&world, LONG, &[], 0, |world| {
        by_login(world, ADA).is("no-access");
        bind("add");
        by_login(world, ADA).is("answer").submit(&[]).is("portal");
    });
    assert_eq!(proven["stage"], "signed-in");
}

#[test]
fn a_second_step_is_on_the_way_and_no_end() {
    let world = with(Quirk::SecondStep);
    let waiting = watch(world.tool(), LONG, &["--user", ADA]);
    let mut browser = by_login(&world, ADA);
    browser.is("second-step");
    // Far longer than it takes to be asked and told.
    std::thread::sleep(std::time::Duration::from_secs(3));
    browser.submit(&[]).is("answer").submit(&[]).is("portal");
    waiting.ended().exits(0).says(&[
        "ada@widgets.example: JumpCloud waits for a second step (MFA)",
        "ada@widgets.example: let in by Mimecast",
        "Signed in: ada@widgets.example,",
    ]);
}

#[test]
fn a_second_step_that_nobody_takes_is_said() {
    let world = with(Quirk::SecondStep);
    let waiting = watched(&world, "4s", &[], 1, |world| {
        by_login(world, ADA).is("second-step");
    });
    assert_eq!(waiting["stage"], "second-step");
    assert_eq!(waiting["jumpcloud"]["outcome"], "second-step");
    assert_eq!(waiting["jumpcloud"]["error_message"], Value::Null);
    assert_eq!(possible(&waiting), ["second-step"]);
}

#[test]
fn a_logon_by_a_method_of_passwords_or_by_none_is_no_proof() {
    for (method, cause, detail) in [
        ("Method: Cloud", "password-method", "Method: Cloud"),
        (
            "Method: TWO-STEP Auth",
            "password-method",
            "Method: TWO-STEP Auth",
        ),
        ("Way: unsaid", "method-unsaid", "Personal Portal)"),
    ] {
        let (world, meddler) = changed(AUDIT, "Method: SAML", method);
        let waiting = watch(meddler.tool(&world), LONG, &["--user", ADA, "-o", "json"]);
        sign_in(&world);
        let document = waiting.ended().exits(1).json();
        let unproven = &document["sign_ins"][0];
        assert_eq!(unproven["stage"], "unproven", "{method}");
        assert_eq!(unproven["jumpcloud"]["outcome"], "answered");
        assert_eq!(possible(unproven), [cause], "{method}");
        let check = find(&document["checks"], "name", "ada@widgets.example/mimecast");
        assert_eq!(check["status"], "unknown");
        let message = check["message"].as_str().unwrap();
        assert!(message.contains(detail), "{message}");
        assert!(message.contains("no proof of this sign-in"), "{message}");
    }
}

/// Somebody whom Mimecast calls by the local part of the address may be somebody else.
#[test]
fn a_logon_by_a_part_of_the_address_is_no_proof() {
    let (world, meddler) = changed(
        AUDIT,
        "\"user\":\"ada@widgets.example\"",
        "\"user\":\"Ada\"",
    );
    let waiting = watch(meddler.tool(&world), LONG, &["--user", ADA]);
    sign_in(&world);
    waiting.ended().exits(1).says(&[
        "ada@widgets.example: let in by Mimecast, without proof",
        "Mimecast let \"Ada\" in at ",
        "cause/other-name",
        "Not proven: ada@widgets.example;",
    ]);
}

/// An answer for an application that is none of these connectors'.
#[test]
fn an_answer_for_another_application_is_none_for_mimecast() {
    let world = World::new();
    world.connect(&[]);
    let id = world.application("mimecast-cuk1a1")["_id"].clone();
    let id = id.as_str().unwrap().to_owned();
    let meddler = Meddler::start(&world, move |_, path| {
        let id = id.clone();
        match path == EVENTS {
            true => Then::Rewrite(Arc::new(move |text| {
                text.replace(&id, "5f0000000000000000000000")
            })),
            false => Then::Forward,
        }
    });
    let without = watched_by(meddler.tool(&world), &world, "3s", &[], 1, sign_in);
    assert_eq!(without["stage"], "without-jumpcloud");
}
