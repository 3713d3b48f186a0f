//! `sso-setup mimecast`: options and subcommands.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::error::Result;
use crate::tenant::Options;

use super::fleet_folder::{Folder, Use};
use super::outcome::Outcome;
use super::plan_file::DryRun;
use super::printer::Printer;
use super::reach::keep_to_the_sandbox;
use super::{
    apply, export, metadata, plan, remove, rotate, setup, status, undo, values, verify, watch,
    worksheet,
};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct MimecastArgs {
    #[command(flatten)]
    pub(super) options: Options,

    #[command(flatten, next_help_heading = "How")]
    dry_run: DryRun,

    #[command(subcommand)]
    command: Option<MimecastCommand>,
}

#[derive(Debug, Subcommand)]
enum MimecastCommand {
    /// Print the SP values; offline, needs no credentials
    Values,
    /// Show what would change
    Plan(plan::PlanArgs),
    /// Plan again and make the changes
    Apply(apply::ApplyArgs),
    /// Check what is live on both sides, and in the sandbox sign in; or judge a captured response
    Verify(verify::VerifyArgs),
    /// Show every Mimecast application of the organisation, whoever made it, and what is wrong with each
    Status,
    /// Print a tenants file from what is live, with no credential in it
    Export(export::ExportArgs),
    /// Print the IdP metadata document of a connector, or write it to a file
    Metadata(metadata::MetadataArgs),
    /// Print the Mimecast console steps, every value filled in
    Worksheet(worksheet::WorksheetArgs),
    /// Make a new IdP certificate, and tell Mimecast of it, in one run (those in force, unless --connector names some)
    Rotate(rotate::RotateArgs),
    /// Take the connectors out on both sides (all that are set up, unless --connector names some)
    Remove(remove::RemoveArgs),
    /// Put back what the last run changed, an undo included
    Undo(undo::UndoArgs),
    /// Wait until somebody signs in (--user EMAIL), and show what both services wrote of it
    Watch(watch::WatchArgs),
}

pub async fn run(args: MimecastArgs, printer: &Printer) -> Result<Outcome> {
    let MimecastArgs {
        options,
        dry_run,
        command,
    } = args;
    keep_to_the_sandbox(&options.access, Some(&options))?;
    if !keeps(command.as_ref()) {
        dry_run.keeps_nothing()?;
    }
    match command {
        None => {
            let dry_run = dry_run.and(DryRun::default())?;
            match dry_run.is_on() {
                true => plan::run(options, &dry_run, printer).await,
                false => setup::run(options, printer).await,
            }
        }
        Some(MimecastCommand::Values) => values::run(options, printer),
        Some(MimecastCommand::Plan(args)) => {
            let dry_run = dry_run.and(DryRun::always(args.out))?;
            plan::run(options, &dry_run, printer).await
        }
        Some(MimecastCommand::Apply(args)) => apply::run(options, args, dry_run, printer).await,
        Some(MimecastCommand::Verify(args)) => verify::run(options, &args, printer).await,
        Some(MimecastCommand::Status) => status::run(options, printer).await,
        Some(MimecastCommand::Export(args)) => export::run(options, &args, printer).await,
        Some(MimecastCommand::Metadata(args)) => metadata::run(options, &args, printer).await,
        Some(MimecastCommand::Rotate(args)) => rotate::run(options, args, dry_run, printer).await,
        Some(MimecastCommand::Remove(args)) => remove::run(options, args, dry_run, printer).await,
        Some(MimecastCommand::Undo(args)) => {
            undo::run(options, &args, dry_run.is_on(), printer).await
        }
        Some(MimecastCommand::Watch(args)) => watch::run(options, &args, printer).await,
        Some(MimecastCommand::Worksheet(args)) => worksheet::run(options, &args, printer).await,
    }
}

impl MimecastArgs {
    /// The first option given that is of one tenant, and fits no run over several.
    pub fn of_one_tenant(&self) -> Option<&'static str> {
        let plans = matches!(self.command, Some(MimecastCommand::Plan(_)));
        if self.dry_run.out().is_some() && !plans {
            return Some("--out");
        }
        if self.options.attestations.is_some() {
            return Some("--attestations");
        }
        match &self.command {
            Some(MimecastCommand::Apply(args)) => args.of_one_tenant(),
            Some(MimecastCommand::Verify(args)) => args.of_one_tenant(),
            Some(MimecastCommand::Remove(args)) => args.of_one_tenant(),
            _ => None,
        }
    }

    /// The folder with a file for each of several tenants, where one was named.
    pub fn folder(&self) -> Option<Folder> {
        let (path, purpose) = match &self.command {
            Some(MimecastCommand::Plan(args)) => {
                (args.out.as_deref().or(self.dry_run.out())?, Use::KeepsPlans)
            }
            Some(MimecastCommand::Apply(args)) => (args.kept()?, Use::AppliesPlans),
            Some(MimecastCommand::Worksheet(args)) => {
                let (path, format) = args.folder()?;
                (path, Use::WritesWorksheets(format))
            }
            _ => return None,
        };
        let path = path.to_owned();
        Some(Folder { path, purpose })
    }

    /// Has it be about one tenant's file of that folder.
    pub fn in_folder(&mut self, file: PathBuf) {
        match &mut self.command {
            Some(MimecastCommand::Plan(args)) => args.out = Some(file),
            Some(MimecastCommand::Apply(args)) => args.take_from_folder(file),
            Some(MimecastCommand::Worksheet(args)) => args.put_in_folder(file),
            _ => {}
        }
    }

    /// The removal, where it is one.
    pub fn removal(&mut self) -> Option<&mut remove::RemoveArgs> {
        match &mut self.command {
            Some(MimecastCommand::Remove(args)) => Some(args),
            _ => None,
        }
    }

    /// What was typed of the number of applications to delete, where this is a removal that deletes some.
    pub fn asks_for_number(&self) -> Option<Option<usize>> {
        match &self.command {
            Some(MimecastCommand::Remove(args)) => args.asks_for_number(&self.dry_run),
            _ => None,
        }
    }
}

/// Whether a command has a plan that can be kept.
fn keeps(command: Option<&MimecastCommand>) -> bool {
    matches!(
        command,
        None | Some(
            MimecastCommand::Plan(_)
                | MimecastCommand::Apply(_)
                | MimecastCommand::Remove(_)
                | MimecastCommand::Rotate(_)
        )
    )
}
