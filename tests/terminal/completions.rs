//! TAB in real shells, with the committed completion scripts: Debian's bash-completion, zsh and fish,
//! which `.ci/run` installs.

use std::path::Path;

use crate::run::repository;
use crate::terminal::{ENTER, Terminal};

/// The package's own script, which it sources for every interactive shell.
const BASH_COMPLETION: &str = "/usr/share/bash-completion/bash_completion";

/// A shell without a person's settings, in an empty folder, with a script sourced and the program
/// replaced by a function that says what it was given.
fn shell(program: &str, setting_up: &str, folder: &Path) -> Terminal {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .any(|place| place.join(program.split(' ').next().unwrap()).is_file());
    assert!(
        found,
        "{program} is not installed: apt-get install zsh fish bash-completion"
    );
    let home = folder.to_str().unwrap().to_owned();
    let environment = [
        ("HOME".to_owned(), home.clone()),
        ("XDG_DATA_HOME".to_owned(), home.clone()),
        ("XDG_CONFIG_HOME".to_owned(), home.clone()),
        ("XDG_CACHE_HOME".to_owned(), home.clone()),
    ];
    let script = format!("stty rows 50 cols 200; cd \"{home}\" && exec {program}");
    let mut terminal = Terminal::shell(&script, &environment, &[]);
    terminal.send(&format!("{setting_up}; echo set''up{ENTER}"));
    terminal.expect("setup");
    terminal
}

fn script(name: &str) -> String {
    let path = repository("completions").join(name);
    path.to_str().unwrap().to_owned()
}

fn bash(before: &str) -> (Terminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let setting_up = format!(
        "{before}. '{}'; sso-setup() {{ echo \"gi\"\"ven:$*:\"; }}",
        script("sso-setup.bash")
    );
    (
        shell("bash --norc --noprofile -i", &setting_up, folder.path()),
        folder,
    )
}

fn zsh() -> (Terminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let setting_up = format!(
        "fpath=('{}' $fpath); autoload -Uz compinit; compinit -u -D; sso-setup() {{ echo \"gi\"\"ven:$*:\" }}",
        repository("completions").to_str().unwrap()
    );
    (shell("zsh -f -i", &setting_up, folder.path()), folder)
}

fn fish() -> (Terminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let setting_up = format!(
        "source '{}'; function sso-setup; echo \"gi\"\"ven:$argv:\"; end",
        script("sso-setup.fish")
    );
    (
        shell("fish --no-config -i", &setting_up, folder.path()),
        folder,
    )
}

/// Presses TAB after `typed`, then Enter: the program is given `words`.
fn completes(terminal: &mut Terminal, typed: &str, words: &str) {
    terminal.send(&format!("sso-setup {typed}\t{ENTER}"));
    let given = terminal.expect("given:");
    assert!(!given.contains("not found"), "{typed}: {given}");
    let line = terminal.expect(":");
    let rest = line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(rest, words, "{typed}");
}

/// What is the same in every shell: commands of each level, options, and values.
fn completes_commands_options_and_values(mut shell: Terminal) {
    let terminal = &mut shell;
    completes(terminal, "mime", "mimecast");
    completes(terminal, "mimecast work", "mimecast worksheet");
    completes(terminal, "saml insp", "saml inspect");
    completes(
        terminal,
        "mimecast apply --expect-dig",
        "mimecast apply --expect-digest",
    );
    completes(
        terminal,
        "mimecast plan --color al",
        "mimecast plan --color always",
    );
    completes(
        terminal,
        "mimecast plan --color=al",
        "mimecast plan --color=always",
    );
    completes(
        terminal,
        "mimecast plan -o githu",
        "mimecast plan -o github",
    );
    // A name of its value has a colon in it, which is no matter of what can be typed.
    completes(
        terminal,
        "mimecast plan --label Mime",
        "mimecast plan --label Mime",
    );
    // An interactive bash does not end when it is asked to.
    shell.send(&format!("exit{ENTER}"));
    shell.end();
}

#[test]
fn bash_completes_without_the_package_bash_completion() {
    let (terminal, _folder) = bash("");
    completes_commands_options_and_values(terminal);
}

#[test]
fn bash_completes_with_the_package_bash_completion() {
    assert!(
        Path::new(BASH_COMPLETION).is_file(),
        "apt-get install bash-completion"
    );
    let (terminal, _folder) = bash(&format!(". {BASH_COMPLETION}; "));
    completes_commands_options_and_values(terminal);
}

#[test]
fn zsh_completes() {
    let (terminal, _folder) = zsh();
    completes_commands_options_and_values(terminal);
}

#[test]
fn fish_completes() {
    let (terminal, _folder) = fish();
    completes_commands_options_and_values(terminal);
}
