//! `sso-setup completions`: completion scripts.

use clap::{Args, Command};
use clap_complete::Shell;

use crate::error::Result;

use super::outcome::{Outcome, Shown};

#[derive(Debug, Args)]
#[command(after_help = INSTALL)]
pub struct CompletionsArgs {
    /// Shell to print the script for
    #[arg(value_enum)]
    shell: Shell,
}

const INSTALL: &str = "\
To install the script:
  bash        sso-setup completions bash > ~/.local/share/bash-completion/completions/sso-setup
              (without the package bash-completion: source the script in ~/.bashrc)
  zsh         sso-setup completions zsh > _sso-setup, in a folder of $fpath, before compinit runs
  fish        sso-setup completions fish > ~/.config/fish/completions/sso-setup.fish
  elvish      eval (sso-setup completions elvish | slurp), in rc.elv
  powershell  sso-setup completions powershell | Out-String | Invoke-Expression, in $PROFILE";

pub fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut command = super::command();
    if args.shell == Shell::Zsh {
        command = with_escaped_value_names(command);
    }
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "sso-setup", &mut script);
    if args.shell == Shell::Bash {
        script = for_bash(&String::from_utf8_lossy(&script)).into_bytes();
    }
    Ok(Outcome::done(Shown::Text(script)))
}

/// The generator puts value names into zsh's specifications as they are, where a colon ends the name and
/// what follows is run: `[CONNECTOR:]NAME`.
fn with_escaped_value_names(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        let names = arg.get_value_names().unwrap_or_default();
        let names: Vec<String> = names.iter().map(|name| name.replace(':', "\\:")).collect();
        match names.iter().any(|name| name.contains(':')) {
            true => arg.value_names(names),
            false => arg,
        }
    });
    command.mut_subcommands(with_escaped_value_names)
}

/// Mends what the generator leaves wrong in bash's script.
fn for_bash(script: &str) -> String {
    script
        // It writes the hyphen of the program's name in one way where it notes the command, in another where it asks for it.
        .replace("sso__subcmd__setup", "sso__setup")
        // Bash takes an option and its value, joined with `=`, for three words.
        .replacen("    prev=\"$3\"\n", BASH_WORDS, 1)
}

const BASH_WORDS: &str = r#"    prev="$3"
    if [[ "${COMP_WORDS[COMP_CWORD]}" == "=" ]]; then
        cur=""
        prev="${COMP_WORDS[COMP_CWORD-1]}"
    elif [[ ${COMP_CWORD} -ge 2 && "${COMP_WORDS[COMP_CWORD-1]}" == "=" ]]; then
        prev="${COMP_WORDS[COMP_CWORD-2]}"
    fi
"#;
