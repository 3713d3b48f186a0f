//! The console blocks of the README do what they show.
//!
//! A block marked `console` is run as trycmd reads it: `$ ` begins a command, `? 3` is its exit code, `...`
//! stands for lines and `[..]` for a part of one. Commands that cannot be run here are in `sh` blocks.
#![cfg(unix)]

#[path = "common/run.rs"]
mod run;

use std::os::unix::fs::PermissionsExt;

/// What a newcomer types before there is a binary.
const FROM_SOURCE: &str = "$ cargo run --release -- ";

#[test]
fn console_blocks_do_what_they_show() {
    let readme = std::fs::read_to_string(run::repository("README.md")).expect("a README");
    let commands = console_commands(&readme);
    assert!(
        !commands.is_empty(),
        "README.md has no console block to run"
    );
    assert!(
        commands
            .iter()
            .any(|command| command.starts_with(FROM_SOURCE)),
        "README.md does not begin with what a newcomer types: {FROM_SOURCE}"
    );
    for command in &commands {
        assert!(
            command.starts_with(FROM_SOURCE) || command.starts_with("$ sso-setup "),
            "not this program, so it belongs into a sh block: {command}"
        );
    }

    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("README.md");
    std::fs::write(&page, readme.replace(FROM_SOURCE, "$ sso-setup ")).expect("a copy");
    // Nothing of this process's environment: neither credentials nor options.
    let program = folder.path().join("sso-setup");
    std::fs::write(
        &program,
        format!("#!/bin/sh\nexec env -i '{}' \"$@\"\n", run::PROGRAM),
    )
    .expect("a script");
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).expect("a program");
    trycmd::TestCases::new()
        .register_bin("sso-setup", program)
        .case(page)
        .run();
}

/// The command lines of all `console` blocks.
fn console_commands(markdown: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut fence = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), fence) {
            (Some(language), None) => fence = Some(language),
            (Some(_), Some(_)) => fence = None,
            (None, Some("console")) if line.starts_with("$ ") => commands.push(line),
            _ => {}
        }
    }
    commands
}
