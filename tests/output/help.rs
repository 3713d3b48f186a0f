//! The command-line reference: every `--help`.

use clap::Command;

use crate::run::ran;
use crate::snapshot;

#[test]
fn reference_of_the_root() {
    snapshot!("help", ran(&["--help"]).ended(0).stdout);
}

#[test]
fn reference_of_mimecast() {
    snapshot!(
        "help-mimecast",
        ran(&["mimecast", "--help"]).ended(0).stdout
    );
}

#[test]
fn reference_of_the_commands_of_mimecast() {
    snapshot!("help-mimecast-commands", reference("mimecast"));
}

#[test]
fn reference_of_the_other_commands() {
    let root = sso_setup::cli::command();
    let others = visible(&root).filter(|c| c.get_name() != "mimecast");
    let pages: Vec<String> = others
        .flat_map(|c| [page(&[c.get_name()]), reference(c.get_name())])
        .collect();
    snapshot!("help-others", pages.concat());
}

/// The pages of the commands inside `name`. Options that each of them takes as `name` does are
/// left out: they are on its own page.
fn reference(name: &str) -> String {
    let root = sso_setup::cli::command();
    let outer = visible(&root).find(|c| c.get_name() == name).expect(name);
    visible(outer)
        .map(|inner| page(&[name, inner.get_name()]))
        .collect()
}

fn page(path: &[&str]) -> String {
    let help = ran(&[path, &["--help"]].concat()).ended(0).stdout;
    // What comes from there on is the same for all commands of `mimecast`.
    let short = match help.split_once("\nWho:\n") {
        Some((own, _)) if path.len() > 1 => format!("{own}\n(Who, What, How: as of {})\n", path[0]),
        Some((own, _)) if path == ["doctor"] => {
            format!("{own}\n(Who, What, How: as of mimecast)\n")
        }
        _ => help,
    };
    format!("==== sso-setup {}\n{short}\n", path.join(" "))
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    let shown = |c: &&Command| !c.is_hide_set() && c.get_name() != "help";
    command.get_subcommands().filter(shown)
}
