//! Whoever reads along is told each thing once.

use std::process::Stdio;

use super::run::{SandboxProcess, run};
use super::terminal::{Terminal, lines};
use super::{DONE, WORKSHEET, decline_to_wait, jumpcloud_only};

const SET_UP: [&str; 6] = [
    "mimecast",
    "--connector=apps",
    "--group=All Staff",
    "--mimecast-group=All Mimecast users",
    "--skip=pilot",
    "--color=never",
];

#[test]
fn at_a_terminal_progress_and_result_do_not_repeat_each_other() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &sandbox.environment(), &SET_UP);
    let mut all = terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    all += &decline_to_wait(&mut terminal);
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    all += &rest;
    let made = |line: &&String| line.starts_with("\u{2713} ");
    let shown = lines(&all);
    assert_eq!(shown.iter().filter(made).count(), 5, "{all}");
    assert!(
        all.contains("\u{2713} JumpCloud access to \"Mimecast\""),
        "{all}"
    );
    assert!(!all.contains("done     "), "{all}");
    assert_eq!(all.matches("warning: tile-hidden").count(), 1, "{all}");
    assert!(all.contains("Connected:"), "{all}");
}

#[test]
fn what_is_left_of_console_steps_is_listed_once_and_their_keys_are_explained_once() {
    let sandbox = SandboxProcess::start();
    let mut terminal = Terminal::plain(100, &jumpcloud_only(&sandbox), &WORKSHEET);
    let mut all = terminal.answer("Make these changes? (? explains) [y/N] ", "y");
    all += &terminal.answer(DONE, "y");
    all += &terminal.answer(DONE, "q");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    all += &rest;
    assert_eq!(all.matches("Keys: ").count(), 1, "{all}");
    assert_eq!(rest.matches("pending  ").count(), 2, "{rest}");
    assert!(!rest.contains("still to do"), "{rest}");
    assert_eq!(all.matches("warning: members-unread").count(), 1, "{all}");
}

#[test]
fn in_a_pipe_the_warnings_stand_once_where_both_streams_go_the_same_way() {
    // (where stderr goes, how often the plan's warning stands in stdout)
    for (errors, expected) in [
        ("2>&1", 1),
        ("2>/dev/null", 1),
        ("3>&1 1>/dev/null 2>&3", 1),
    ] {
        let sandbox = SandboxProcess::start();
        let mut shell = std::process::Command::new("sh");
        let script = format!("\"$0\" \"$@\" {errors}");
        shell
            .args(["-c", &script, super::run::PROGRAM])
            .args(SET_UP);
        shell.arg("--yes").env_clear().envs(sandbox.environment());
        let ran = run(shell.stdin(Stdio::null())).ended(0);
        let warnings = ran.stdout.matches("warning: tile-hidden").count();
        assert_eq!(warnings, expected, "{errors}: {}", ran.stdout);
        let done = ran.stdout.matches("done     ").count();
        // Nobody saw the progress: it is shown at a terminal.
        assert_eq!(
            done > 0,
            !errors.contains("1>/dev/null"),
            "{errors}: {}",
            ran.stdout
        );
    }
}
