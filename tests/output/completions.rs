//! The committed completion scripts are current, and the manual pages and help say everything.

use std::collections::BTreeSet;

use crate::run::{ran, repository};
use clap::Command;

/// Each shell, and the file name under which it looks for a script.
const SCRIPTS: [(&str, &str); 5] = [
    ("bash", "sso-setup.bash"),
    ("zsh", "_sso-setup"),
    ("fish", "sso-setup.fish"),
    ("powershell", "_sso-setup.ps1"),
    ("elvish", "sso-setup.elv"),
];

#[test]
fn the_committed_scripts_are_current() {
    for (shell, name) in SCRIPTS {
        let printed = ran(&["completions", shell]).ended(0).stdout;
        let committed = std::fs::read_to_string(repository("completions").join(name));
        assert!(
            committed.is_ok_and(|committed| committed == printed),
            "completions/{name} is not what the program prints; renew it with\n  \
             cargo run -- completions {shell} > completions/{name}"
        );
    }
}

#[test]
fn the_folder_holds_the_scripts_and_nothing_else() {
    let folder = std::fs::read_dir(repository("completions")).expect("the folder is there");
    let found: BTreeSet<String> = folder
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected = SCRIPTS.map(|(_, name)| name.to_owned());
    assert_eq!(found, BTreeSet::from(expected));
}

#[test]
fn the_scripts_know_connectors_and_guards() {
    for (_, name) in SCRIPTS {
        let script = std::fs::read_to_string(repository("completions").join(name)).unwrap();
        for word in ["personal-portal", "worksheet", "--expect-digest"] {
            // fish writes long options without their dashes.
            let word = if name.ends_with(".fish") {
                word.trim_start_matches('-')
            } else {
                word
            };
            assert!(script.contains(word), "{name} does not know {word}");
        }
    }
}

#[test]
fn an_unknown_shell_is_answered_with_the_known_ones() {
    let answer = ran(&["completions", "tcsh"]).ended(64);
    assert!(answer.stderr.contains("fish"), "{}", answer.stderr);
}

#[test]
fn man_prints_roff() {
    let page = ran(&["man"]).ended(0).stdout;
    assert!(page.lines().any(|line| line.starts_with(".TH ")), "{page}");
    assert!(page.contains("sso\\-setup"), "{page}");
}

#[test]
fn man_writes_a_page_for_each_command_with_every_option() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    ran(&["man", path]).ended(0);
    let mut expected = BTreeSet::new();
    each_command(&mut |command, name| {
        let file = format!("{}.1", name.replace(' ', "-"));
        let page = std::fs::read_to_string(folder.path().join(&file));
        let page = page
            .unwrap_or_else(|e| panic!("{file}: {e}"))
            .replace('\\', "");
        assert!(page.contains(".TH "), "{file} is no manual page");
        for argument in command.get_arguments().filter(|a| !a.is_hide_set()) {
            if let Some(long) = argument.get_long() {
                assert!(
                    page.contains(&format!("--{long}")),
                    "{file} leaves out --{long}"
                );
            }
        }
        expected.insert(file);
    });
    // Pages of clap's own help commands come on top.
    let written: BTreeSet<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.contains("-help"))
        .collect();
    assert_eq!(written, expected);
}

#[test]
fn man_says_where_it_could_not_write() {
    let file = tempfile::NamedTempFile::new().unwrap();
    // No folder can be made in a file.
    let place = file.path().join("at/all");
    let place = place.to_str().unwrap();
    let error = ran(&["man", place]).ended(1).stderr;
    assert!(error.contains(place), "{error}");
    assert!(error.contains("hint:"), "{error}");
}

#[test]
fn every_command_and_every_argument_has_help() {
    each_command(&mut |command, name| {
        assert!(
            command.get_about().is_some(),
            "{name} does not say what it does"
        );
        for argument in command.get_arguments().filter(|a| !a.is_hide_set()) {
            let help = argument.get_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| !help.is_empty()),
                "{name}: {} has no help",
                argument.get_id()
            );
        }
    });
}

/// Calls `look` with each visible command and its whole name.
fn each_command(look: &mut dyn FnMut(&Command, &str)) {
    fn walk(command: &Command, name: &str, look: &mut dyn FnMut(&Command, &str)) {
        look(command, name);
        for inner in command.get_subcommands().filter(|c| !c.is_hide_set()) {
            if inner.get_name() != "help" {
                walk(inner, &format!("{name} {}", inner.get_name()), look);
            }
        }
    }
    let mut root = sso_setup::cli::command();
    root.build();
    walk(&root, "sso-setup", look);
}
