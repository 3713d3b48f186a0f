//! `sso-setup completions`: completion scripts.

use clap::Args;
use clap_complete::Shell;

use crate::error::Result;

use super::printer::Printer;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell to print the script for
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &CompletionsArgs, printer: &Printer) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "sso-setup", &mut script);
    printer.raw(&script);
    Ok(0)
}
