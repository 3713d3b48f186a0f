//! `sso-setup completions`: completion scripts.

use clap::Args;
use clap_complete::Shell;

use crate::error::Result;

use super::outcome::{Outcome, Shown};

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell to print the script for
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "sso-setup", &mut script);
    Ok(Outcome::done(Shown::Text(script)))
}
