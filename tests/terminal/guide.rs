//! The console steps, walked through with a person: values copied, left in the middle, taken up again.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::run::SandboxProcess;
use super::terminal::{ENTER, Terminal, has_colour, lines};
use super::{DONE, WORKSHEET, decline_to_wait, go_on, jumpcloud_only};

/// What was put on the clipboard: OSC 52, as a terminal would take it.
fn copied(shown: &str) -> Vec<String> {
    let sequences = shown.split("\u{1b}]52;c;").skip(1);
    sequences
        .map(|rest| {
            let (encoded, _) = rest.split_once('\u{7}').expect("the sequence ends");
            let text = BASE64_STANDARD.decode(encoded).expect("base64");
            String::from_utf8(text).expect("text")
        })
        .collect()
}

/// The question of a step that has nothing to copy.
const DONE_BARE: &str = "Is this step done? [y/n/s/q/?]: ";

#[test]
fn from_the_first_prompt_to_the_end_left_and_taken_up_again_on_sixty_columns() {
    let sandbox = SandboxProcess::start();
    let environment = jumpcloud_only(&sandbox);
    let args = [
        "mimecast",
        "--mimecast-mode",
        "worksheet",
        "--account-code",
        "CUK1A1",
        "--mimecast-group",
        "All Mimecast users",
        "--skip=pilot,metadata-url",
    ];
    let start = || {
        let mut terminal = Terminal::plain(60, &environment, &args);
        let mut shown = terminal.answer("admin-console: a tile", ENTER);
        shown += &terminal.answer("all staff (archived)", &[" ", ENTER].concat());
        shown += &go_on(&mut terminal);
        (terminal, shown)
    };

    let (mut terminal, mut all) = start();
    all += &terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    all += &terminal.expect("3 steps in the Mimecast console");
    all += &terminal.expect("Step 1 of 3: Create the Authentication Profile");
    all += &terminal.expect("Users & Groups | Applications");
    all += &terminal.expect("Administration | Services | Applications");
    all += &terminal.expect("Next to copy: Description (1 of 1)");
    all += &terminal.answer(DONE, "c");
    let shown = terminal.answer(DONE, "y");
    assert_eq!(copied(&shown), ["JumpCloud SSO"]);
    all += &terminal.expect("Step 2 of 3: Point the Application Setting");
    // Left in the middle: nothing else is asked, and what is left is said.
    all += &terminal.answer(DONE, "q");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("Is this step done?"), "{rest}");
    for part in [
        "Not connected yet:",
        "enforce SAML (by hand)",
        "run the same command again",
        "worksheet --print html",
    ] {
        assert!(unwrapped(&rest).contains(part), "{part}: {rest}");
    }
    all += &rest;

    // Taken up again: what was confirmed is not asked, and nothing is written.
    let writes = sandbox.writes();
    let (mut terminal, shown) = start();
    all += &shown;
    all += &terminal.expect("= mimecast/authentication-profile/JumpCloud SSO: confirmed");
    all += &terminal.answer("Go through these steps in the Mimecast console now?", "y");
    all += &terminal.expect("Step 1 of 2: Point the Application Setting");
    all += &terminal.expect("Next to copy: Description (1 of 3)");
    all += &terminal.answer(DONE, "c");
    all += &terminal.expect("Next to copy: Group (2 of 3)");
    // Back, and again.
    all += &terminal.answer(DONE, "b");
    let mut shown = terminal.answer(DONE, "c");
    for _ in 0..3 {
        shown += &terminal.answer(DONE, "c");
    }
    shown += &terminal.expect("Every value of this step was copied");
    assert_eq!(
        copied(&shown),
        ["JumpCloud SSO", "All Mimecast users", "JumpCloud SSO"]
    );
    all += &shown;
    all += &terminal.answer(DONE, "y");
    all += &terminal.expect("Step 2 of 2: Enforce SAML in the profile");
    let mut shown = String::new();
    for _ in 0..4 {
        shown += &terminal.answer(DONE, "c");
    }
    // Shown again, the step is the same.
    shown += &terminal.answer(DONE, "s");
    shown += &terminal.expect("Step 2 of 2: Enforce SAML in the profile");
    let mut last = terminal.answer(DONE, "y");
    last = [shown, last].concat();
    let values = copied(&last);
    assert_eq!(
        values[..3],
        [
            "JumpCloud",
            "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1",
            "https://console.jumpcloud.com/userconsole/"
        ]
    );
    assert!(
        values[3].starts_with("MII") && !values[3].contains(char::is_whitespace),
        "{}",
        values[3]
    );
    assert!(unwrapped(&last).contains("15 minutes"), "{last}");
    assert!(
        unwrapped(&last).contains("sign in as the test user"),
        "{last}"
    );
    all += &last;
    let closing = decline_to_wait(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0);
    for part in [
        "Connected:",
        "as confirmed; it cannot be read",
        "Sign-in is not proven yet",
    ] {
        assert!(unwrapped(&closing).contains(part), "{part}: {closing}");
    }
    all += &closing;
    all += &rest;
    assert_eq!(sandbox.writes(), writes);
    assert!(!has_colour(&all));
    assert!(!all.contains(&sandbox.api_key()));
    for line in lines(&without_clipboard(&all)) {
        // To be pasted: broken it would be two.
        if line.starts_with("sso-setup ") {
            continue;
        }
        let longest = line.split(' ').map(|word| word.chars().count()).max();
        if longest.unwrap_or(0) <= 30 {
            assert!(line.chars().count() <= 60, "{line:?}");
        }
    }
}

/// Text as one line, so that a sentence is found however it was broken.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_clipboard(text: &str) -> String {
    let mut parts = text.split("\u{1b}]52;c;");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('\u{7}').map_or("", |(_, rest)| rest));
    }
    out
}

#[test]
fn ctrl_c_in_a_step_ends_the_run_and_keeps_what_was_confirmed() {
    let sandbox = SandboxProcess::start();
    let environment = jumpcloud_only(&sandbox);
    let mut terminal = Terminal::plain(100, &environment, &WORKSHEET);
    terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    terminal.answer(DONE, "y");
    terminal.expect("Step 2 of 3");
    terminal.expect(DONE);
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    assert!(rest.contains("terminal: echo"), "{rest}");
    let mut terminal = Terminal::plain(100, &environment, &WORKSHEET);
    terminal.expect("confirmed by");
    let (rest, _) = {
        terminal.answer("Go through these steps in the Mimecast console now?", ENTER);
        terminal.end()
    };
    assert!(rest.contains("Nothing was changed."), "{rest}");
}

#[test]
fn a_removal_is_walked_through_too() {
    let sandbox = SandboxProcess::start();
    let environment = jumpcloud_only(&sandbox);
    let mut terminal = Terminal::plain(100, &environment, &[&WORKSHEET[..], &["--yes"]].concat());
    for _ in 0..3 {
        terminal.answer(DONE, "y");
    }
    assert_eq!(terminal.end().1, 0);
    let remove = [
        &["mimecast", "remove", "--propagation=0s"],
        &WORKSHEET[1..5],
    ]
    .concat();
    let mut terminal = Terminal::plain(
        100,
        &environment,
        &[&remove[..], &["--confirm-count=1"]].concat(),
    );
    terminal.expect("Step 1 of 3: Stop enforcing SAML");
    terminal.answer(DONE_BARE, "y");
    terminal.expect("Step 2 of 3: Delete the Application Setting");
    terminal.answer(DONE_BARE, "y");
    terminal.expect("Step 3 of 3: Delete the Authentication Profile");
    terminal.answer(DONE_BARE, "y");
    let (rest, code) = terminal.end();
    assert!(rest.contains("Removed:"), "{rest}");
    assert_eq!(code, 0);
}
