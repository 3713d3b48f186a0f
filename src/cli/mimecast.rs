//! `sso-setup mimecast`: options and subcommands.

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Subcommand};

use crate::error::{Error, Result};
use crate::tenant::Options;

use super::printer::Printer;
use super::{apply, metadata, plan, setup, values, worksheet};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct MimecastArgs {
    #[command(flatten)]
    options: Options,

    /// Show what would change, and change nothing
    #[arg(long, help_heading = "How")]
    dry_run: bool,

    #[command(subcommand)]
    command: Option<MimecastCommand>,
}

#[derive(Debug, Subcommand)]
enum MimecastCommand {
    /// Print the SP values; offline, needs no credentials
    Values,
    /// Show what would change
    Plan,
    /// Plan again and make the changes
    Apply(apply::ApplyArgs),
    /// Print the IdP metadata document of a connector, or write it to a file
    Metadata(metadata::MetadataArgs),
    /// Print the Mimecast console steps, every value filled in
    Worksheet,
}

pub async fn run(args: MimecastArgs, matches: &ArgMatches, printer: &Printer) -> Result<u8> {
    let MimecastArgs {
        mut options,
        dry_run,
        command,
    } = args;
    if options.sandbox {
        keep_to_the_sandbox(&mut options, matches)?;
    }
    match command {
        None if dry_run => plan::run(options, printer).await,
        None => setup::run(options, printer).await,
        Some(MimecastCommand::Values) => values::run(&options, printer),
        Some(MimecastCommand::Plan) => plan::run(options, printer).await,
        Some(MimecastCommand::Apply(args)) if dry_run || args.dry_run => {
            plan::run(options, printer).await
        }
        Some(MimecastCommand::Apply(args)) => apply::run(options, &args, printer).await,
        Some(MimecastCommand::Metadata(args)) => metadata::run(options, &args, printer).await,
        Some(MimecastCommand::Worksheet) => worksheet::run(options, printer).await,
    }
}

/// With `--sandbox`, what the environment says of real services is not looked at; an address given
/// as a flag beside it is a contradiction.
fn keep_to_the_sandbox(options: &mut Options, matches: &ArgMatches) -> Result<()> {
    for (id, flag) in [
        ("jumpcloud_url", "--jumpcloud-url"),
        ("mimecast_url", "--mimecast-url"),
        ("credentials", "--credentials"),
    ] {
        if source(matches, id) == Some(ValueSource::CommandLine) {
            return Err(Error::usage(
                "sandbox-contradiction",
                format!("{flag} and --sandbox contradict each other"),
            )
            .hint("--sandbox plays both services itself; leave one of the two out"));
        }
    }
    options.jumpcloud_url = None;
    options.mimecast_url = None;
    options.credentials = None;
    if source(matches, "jumpcloud_org") == Some(ValueSource::EnvVariable) {
        options.jumpcloud_org = None;
    }
    Ok(())
}

/// Where a global option's value came from, whichever side of the subcommand it stood on.
fn source(matches: &ArgMatches, id: &str) -> Option<ValueSource> {
    let inner = matches.subcommand().and_then(|(_, m)| m.value_source(id));
    match (matches.value_source(id), inner) {
        (Some(ValueSource::CommandLine), _) | (_, Some(ValueSource::CommandLine)) => {
            Some(ValueSource::CommandLine)
        }
        (outer, inner) => outer.or(inner),
    }
}
