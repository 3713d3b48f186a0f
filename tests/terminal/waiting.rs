//! From a set-up on to waiting for the first sign-in.

use super::run::SandboxProcess;
use super::terminal::{ENTER, Terminal};
use super::{decline_to_wait, go_on, line};

const SET_UP: [&str; 5] = [
    "mimecast",
    "--connector=apps",
    "--group=All Staff",
    "--mimecast-group=All Mimecast users",
    "--skip=pilot",
];
const OFFER: &str = "Wait for somebody to sign in now, to see that it works? (? explains) [y/N] ";
const WHOM: &str = "E-mail address of the person who is going to sign in (? explains): ";

#[test]
fn a_set_up_that_is_complete_offers_to_wait_and_no_ends_it() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &SET_UP);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    let told = decline_to_wait(&mut terminal);
    assert!(told.contains("Connected:"), "{told}");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("Connected:"), "it is told once: {rest}");
    // Where nothing was left to do, nothing was set up that could be tried.
    let (rest, code) = Terminal::plain(100, &sandbox.environment(), &SET_UP).end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("to see that it works?"), "{rest}");
}

#[test]
fn whoever_waits_is_asked_for_whom_and_ctrl_c_ends_it() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &SET_UP);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.answer(OFFER, "y");
    terminal.answer(WHOM, &line("ada@widgets.example"));
    terminal.expect("Sign in now as ada@widgets.example");
    terminal.expect("Ctrl-C ends it.");
    // Waiting keeps nobody out.
    sandbox.ran(&[&SET_UP[..], &["--yes"]].concat()).ended(0);
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(!rest.contains("nothing was changed"), "{rest}");
    // As an option of a set-up it would give that person access.
    assert!(!rest.contains("--user"), "{rest}");
}

#[test]
fn whoever_was_given_access_by_name_is_waited_for_unasked() {
    let sandbox = SandboxProcess::start();
    let user = ["--user=ada@widgets.example"];
    let args = [&SET_UP[..], &user].concat();
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    let told = terminal.answer(OFFER, "y");
    assert!(told.contains("Connected:"), "{told}");
    let between = terminal.expect("Sign in now as ada@widgets.example");
    assert!(!between.contains(WHOM), "{between}");
    terminal.expect("Ctrl-C ends it.");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
}

#[test]
fn where_somebody_was_seen_signing_in_with_these_values_nobody_is_waited_for() {
    let sandbox = SandboxProcess::start();
    sandbox.ran(&[&SET_UP[..], &["--yes"]].concat()).ended(0);
    // Another label is no other way to sign in.
    for (label, proven) in [("Mail", false), ("Post", true)] {
        if proven {
            let seen = ["--yes", "--confirm-step=test-sign-in", "--label=Mail"];
            sandbox.ran(&[&SET_UP[..], &seen].concat()).ended(0);
        }
        let label = format!("--label={label}");
        let args = [&SET_UP[..], &[&label]].concat();
        let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
        terminal.answer("Make these changes? (? explains) [y/N] ", "y");
        let mut told = String::new();
        if !proven {
            told += &decline_to_wait(&mut terminal);
        }
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        told += &rest;
        assert_eq!(told.contains("is not proven yet"), !proven, "{told}");
        let offered = told.contains("to see that it works?");
        assert_eq!(offered, !proven, "{told}");
        assert_eq!(
            told.contains("Somebody was seen signing in"),
            proven,
            "{told}"
        );
    }
}

#[test]
fn neither_machines_nor_the_hasty_nor_the_unfinished_are_offered_to_wait() {
    // (what is added, what is answered, what the end says)
    let cases = [
        (&["-o=json"][..], true, "\"format_version\""),
        (&["--yes"], false, "Connected:"),
    ];
    for (more, asked, told) in cases {
        let sandbox = SandboxProcess::start();
        let args = [&SET_UP[..], more].concat();
        let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
        if asked {
            terminal.answer("Make these changes? (? explains) [y/N] ", "y");
        }
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        assert!(rest.contains(told), "{rest}");
        assert!(!rest.contains("to see that it works?"), "{rest}");
    }
    // Without a group nobody could sign in, so nothing is put in force.
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(
        100,
        &sandbox.environment(),
        &[SET_UP[0], SET_UP[1], SET_UP[3]],
    );
    terminal.answer("all staff (archived)", ENTER);
    go_on(&mut terminal);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("Prepared:"), "{rest}");
    assert!(!rest.contains("to see that it works?"), "{rest}");
}
