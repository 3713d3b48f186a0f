//! Every request that the tool sends, and every answer that the sandbox gives on a documented JumpCloud path, fits
//! JumpCloud's own specifications (`jumpcloud-v1.json`, `jumpcloud-v2.json`, `jumpcloud-directory-insights.json`); Mimecast's profiles and settings fit the
//! contract that this project assumes for them. The exceptions stand in [`recorded::EXCEPTIONS`].
//!
//! The specifications are looked for in `../shared/openapi`, or where `SSO_SETUP_OPENAPI_DIR` says. Without them these
//! tests say so and check nothing, unless `CI=true`: then they fail.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod answers;
mod commands;
mod openapi;
#[path = "../common/proxy.rs"]
mod proxy;
mod readme;
mod recorded;
mod schema;
mod self_test;
mod shown;

use std::io::Write;

use proxy::{Exchange, Rig};
use recorded::{EXCEPTIONS, ODD_FAILURES, Specs, Tally};

fn specs() -> Option<Specs> {
    match Specs::read() {
        Ok(specs) => Some(specs),
        Err(problem) if std::env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("the contract cannot be checked: {problem}")
        }
        Err(problem) => {
            say(&format!("NOTICE: the contract is not checked: {problem}\n"));
            None
        }
    }
}

/// Past the test harness, which keeps what a passing test prints to itself.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Checks a log, with at least one message at each of `expected`.
fn hold(specs: &Specs, log: &[Exchange], expected: &[&str]) {
    specs.check_exceptions();
    let (tally, problems) = specs.check(log);
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
    let missing: Vec<_> = expected
        .iter()
        .filter(|place| !tally.contains_key(**place))
        .collect();
    assert!(missing.is_empty(), "nothing was checked at {missing:?}");
    let unnoticed = specs.unnoticed(log);
    assert!(
        unnoticed.is_empty(),
        "would pass too:\n{}",
        unnoticed.join("\n")
    );
    report(&tally);
}

fn report(tally: &Tally) {
    let mut text = format!("{} messages checked\n", tally.values().sum::<usize>());
    for (place, count) in tally {
        text.push_str(&format!("{count:6} {place}\n"));
    }
    for exception in &EXCEPTIONS {
        let (method, template) = (exception.method, exception.template);
        text.push_str(&format!(
            "excepted: {method} {template}: {}\n",
            exception.source
        ));
    }
    for odd in &ODD_FAILURES {
        let (method, template, status) = (odd.method, odd.template, odd.status);
        text.push_str(&format!(
            "another shape: {method} {template} {status}: {}\n",
            odd.source
        ));
    }
    say(&text);
}

#[test]
fn every_message_of_the_command_set_fits_the_specifications() {
    let Some(specs) = specs() else { return };
    let rig = Rig::start();
    commands::run_all(&rig);
    hold(&specs, &rig.log(), &commands::HEARD);
}

#[test]
fn every_answer_of_the_sandbox_fits_the_specifications() {
    let Some(specs) = specs() else { return };
    let rig = Rig::start();
    answers::ask_all(&rig);
    let log = rig.log();
    for status in [200, 201, 204, 400, 401, 403, 404, 409, 503] {
        let seen = log
            .iter()
            .any(|exchange| exchange.answered.status == status);
        assert!(seen, "no answer had the status {status}");
    }
    hold(&specs, &log, &answers::HEARD);
}

#[test]
fn by_hand_nothing_is_sent_but_published_requests_and_the_readme_lists_them_all() {
    let listed = readme::listed();
    assert!(!listed.is_empty());
    let Some(specs) = specs() else { return };
    let rig = Rig::start();
    readme::run_by_hand(&rig);
    let sent = readme::sent(&specs, &rig);
    let unlisted: Vec<_> = sent.difference(&listed).collect();
    let unsent: Vec<_> = listed.difference(&sent).collect();
    assert!(
        unlisted.is_empty() && unsent.is_empty(),
        "the README does not list {unlisted:#?} and lists without need {unsent:#?}"
    );
}
