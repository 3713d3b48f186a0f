//! The review: every answer, and each can be given anew.

use super::run::SandboxProcess;
use super::terminal::{DOWN, ENTER, Terminal, UP};
use super::{everybody_at_once, go_on, line};

fn change(terminal: &mut Terminal, downs: usize) -> String {
    let shown = terminal.expect("Your answers:");
    shown + &terminal.answer("Change: ", &[&DOWN.repeat(downs), ENTER].concat())
}

#[test]
fn a_changed_answer_is_the_one_that_is_planned_and_printed() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "plan", "--mimecast-group=All Mimecast users"];
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
    terminal.answer("admin-console: a tile", &[DOWN, DOWN, " ", ENTER].concat());
    terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    let admin = "E-mail address of that administrator (? explains): ";
    terminal.answer(admin, &line("ada@widgets.example"));
    terminal.answer("Yes or no? (? explains) [y/N] ", "y");
    everybody_at_once(&mut terminal);
    // What came from an option is shown, and cannot be changed here.
    let shown = change(&mut terminal, 1) + &terminal.expect("Change: Tried first by");
    for said in [
        "JumpCloud organisation  Widgets",
        "Connectors              apps, admin-console",
        "Mimecast group          All Mimecast users",
        "Administrator           ada@widgets.example",
        "Tried first by          nobody: everybody at once",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(!shown.contains("Change: Mimecast group"), "{shown}");
    // Without the administrators' tile nothing of administrators is an answer any more. What was ticked before still is.
    terminal.answer("admin-console: a tile", &[DOWN, DOWN, " ", ENTER].concat());
    let shown = change(&mut terminal, 2);
    assert!(!shown.contains("Administrator"), "{shown}");
    assert!(shown.contains("Connectors              apps"), "{shown}");
    terminal.answer("all staff (archived)", &[DOWN, " ", ENTER].concat());
    terminal.expect("may sign in: All Staff, All Staff EMEA");
    // Who tries it first is asked again: they have access by their groups.
    everybody_at_once(&mut terminal);
    go_on(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let expected = "sso-setup mimecast plan \"--mimecast-group=All Mimecast users\" --connector apps \
                    --group \"All Staff\" --group \"All Staff EMEA\" --skip pilot\r\n";
    assert!(rest.contains(expected), "{rest}");
}

#[test]
fn another_account_has_what_hangs_on_it_asked_again() {
    let sandbox = SandboxProcess::start();
    let args = [
        "mimecast",
        "plan",
        "--mimecast-mode=worksheet",
        "--connector=apps",
    ];
    let mut terminal = Terminal::plain(100, &super::jumpcloud_only(&sandbox), &args);
    terminal.expect("Mimecast client id (Enter: none) (? explains): ");
    terminal.wait_for_hidden_input();
    terminal.send(ENTER);
    let code = "Mimecast account code (like CUK1A1) (? explains): ";
    terminal.answer(code, &line("CUK1A1"));
    terminal.answer("all staff (archived)", &[" ", ENTER].concat());
    let group = "Mimecast group that is to sign in with SAML (? explains): ";
    terminal.answer(group, &line("Everybody"));
    everybody_at_once(&mut terminal);
    // The same code once more: nothing else is asked.
    change(&mut terminal, 1);
    terminal.answer(code, &line("cuk1a1"));
    let between = change(&mut terminal, 1);
    assert!(!between.contains(group), "{between}");
    assert!(!between.contains(PILOT), "{between}");
    terminal.answer(code, &line("CDE1A1"));
    // The groups are those of the same organisation; the Mimecast group was another account's.
    let between = terminal.answer(group, &line("Alle"));
    assert!(!between.contains("all staff (archived)"), "{between}");
    everybody_at_once(&mut terminal);
    let shown = go_on(&mut terminal);
    assert!(shown.contains("Mimecast account        CDE1A1"), "{shown}");
    let (rest, ended) = terminal.end();
    assert_eq!(ended, 0, "{rest}");
    let expected =
        "--account-code CDE1A1 --group \"All Staff\" --mimecast-group Alle --skip pilot\r\n";
    assert!(rest.contains(expected), "{rest}");
}

#[test]
fn where_every_answer_came_from_options_there_is_no_review() {
    let args = ["mimecast", "plan", "--sandbox", "--connector=apps"];
    let args = [&args[..], &["--group=All Staff", "--skip=pilot"]].concat();
    let (rest, code) = Terminal::plain(100, &[], &args).end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("Your answers:"), "{rest}");
}

#[test]
fn a_pilot_is_offered_once_and_named_people_can_sign_in() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "--connector=apps", "--group=All Staff"];
    let args = [&args[..], &["--mimecast-group=All Mimecast users"]].concat();
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
    terminal.expect("at once for the 10 people in the Mimecast group \"All Mimecast users\"");
    terminal.answer("no: everybody at once", ENTER);
    // Nobody named is no pilot.
    terminal.answer(
        "E-mail address of somebody who tries it (? explains): ",
        ENTER,
    );
    terminal.expect("Nobody was named.");
    terminal.answer("no: everybody at once", ENTER);
    let first = "E-mail address of somebody who tries it (? explains): ";
    terminal.answer(first, &line("ada@widgets.example"));
    terminal.answer("Of another (Enter: go on) (? explains): ", ENTER);
    let shown = go_on(&mut terminal);
    assert!(
        shown.contains("Tried first by          ada@widgets.example"),
        "{shown}"
    );
    let plan = terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    assert!(
        plan.contains("+ Mimecast group \"JumpCloud SSO pilot\""),
        "{plan}"
    );
    super::decline_to_wait(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    // In force already, it is widened unasked.
    let (rest, code) = Terminal::plain(
        100,
        &sandbox.environment(),
        &[&["mimecast", "plan"], &args[1..]].concat(),
    )
    .end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("a few people"), "{rest}");
    // For a few there is nothing to try first.
    let executives = [
        "mimecast",
        "plan",
        "--connector=apps",
        "--group=All Staff",
        "--mimecast-group=Executives",
    ];
    let other = SandboxProcess::start();
    let (rest, code) = Terminal::plain(100, &other.environment(), &executives).end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("a few people"), "{rest}");
}

const PILOT: &str = "Try it with a few people first?";

/// Chooses in the list of Mimecast's groups, of which the first entry is none.
fn mimecast_group(terminal: &mut Terminal, downs: usize) -> String {
    terminal.answer("Executives", &[&DOWN.repeat(downs), ENTER].concat())
}

#[test]
fn a_declined_pilot_is_asked_again_for_another_group_and_only_for_another() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "plan", "--connector=apps", "--group=All Staff"];
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
    mimecast_group(&mut terminal, 1);
    everybody_at_once(&mut terminal);
    // The same group once more: what was answered about it stands. The list begins with it.
    change(&mut terminal, 1);
    let between = mimecast_group(&mut terminal, 0) + &change(&mut terminal, 1);
    assert!(!between.contains(PILOT), "{between}");
    // Of the few people of another group there is no pilot, and no answer of any is left.
    mimecast_group(&mut terminal, 3);
    let shown = change(&mut terminal, 1);
    assert!(!shown.contains(PILOT), "{shown}");
    assert!(!shown.contains("Tried first by"), "{shown}");
    // Back at the many it is a question again, once.
    terminal.answer("Executives", &[&UP.repeat(3), ENTER].concat());
    everybody_at_once(&mut terminal);
    let shown = go_on(&mut terminal);
    assert!(!shown.contains("at once for the"), "{shown}");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    let expected = "--mimecast-group \"All Mimecast users\" --skip pilot\r\n";
    assert!(rest.contains(expected), "{rest}");
}

#[test]
fn a_pilot_that_was_accepted_goes_with_the_group_that_it_was_for() {
    let sandbox = SandboxProcess::start();
    let args = ["mimecast", "plan", "--connector=apps", "--group=All Staff"];
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &args);
    mimecast_group(&mut terminal, 1);
    terminal.answer("no: everybody at once", ENTER);
    let first = "E-mail address of somebody who tries it (? explains): ";
    terminal.answer(first, &line("ada@widgets.example"));
    terminal.answer("Of another (Enter: go on) (? explains): ", ENTER);
    let shown = change(&mut terminal, 1);
    assert!(shown.contains("Tried first by          ada"), "{shown}");
    mimecast_group(&mut terminal, 3);
    let shown = go_on(&mut terminal);
    assert!(!shown.contains(PILOT), "{shown}");
    assert!(!shown.contains("Tried first by"), "{shown}");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("--mimecast-group Executives\r\n"), "{rest}");
}
