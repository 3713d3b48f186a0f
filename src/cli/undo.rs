//! `sso-setup mimecast undo`: put back what the last run changed.

use clap::Args;

use crate::engine;
use crate::error::{Error, Result};
use crate::journal::{Command, Recorded, target, undone};
use crate::output::{Document, RunLine};
use crate::plan::{Undo, left_open};
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::connected::Tenant;
use super::consent::deleted;
use super::journal::{RunJournal, owner, runs};
use super::lock::lock_unless;
use super::outcome::Outcome;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// List the runs of this tenant, newest first, and change nothing
    #[arg(long)]
    list: bool,

    /// Number of applications that are to be deleted, instead of being asked
    #[arg(long, value_name = "N", conflicts_with = "list")]
    confirm_count: Option<usize>,

    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub async fn run(
    options: Options,
    args: &UndoArgs,
    dry_run: bool,
    printer: &Printer,
) -> Result<Outcome> {
    let dry_run = dry_run || args.dry_run;
    let need = match args.list {
        true => Need::JumpcloudOnly,
        false => Need::Existing,
    };
    let mut tenant = connect(options, need, printer).await?;
    let _lock = lock_unless(dry_run || args.list, &tenant)?;
    let runs = runs(&tenant)?;
    if args.list {
        return Ok(Outcome::done(Document::Runs(lines(&runs))));
    }
    tenant.session.left_open = left_open(&runs)?;
    let Some(target) = target(&runs) else {
        return Err(Error::failed(
            "nothing-to-undo",
            "the journal holds no run of this tenant that changed something and is not undone",
        )
        .hint("undo --list shows the runs; a journal kept elsewhere is named with --journal DIR"));
    };
    same_mode(&tenant, target.run)?;
    let mut undo = Undo::of(&target, &runs)?;
    undo.confirmed = args.confirm_count;
    let planned = engine::plan_undo(&tenant.session, &tenant.desired, undo).await?;
    if dry_run {
        return super::plan::show(planned, None, &tenant.options, printer);
    }
    let deletes = deleted(&planned.plan) > 0;
    let agreed = args.confirm_count.is_some() || tenant.options.yes && !deletes;
    let run = RunJournal::of(Command::Undo);
    carry_out(&tenant, planned, &run, agreed, printer).await
}

fn lines(runs: &[Recorded]) -> Vec<RunLine> {
    let undone = undone(runs);
    let line = |(run, undone): (&Recorded, bool)| RunLine {
        name: run.name.clone(),
        started: run.start.at.clone(),
        command: run.start.command.as_str(),
        outcome: run.ended(),
        changes: run.changes(),
        undoes: run.start.undoes.clone(),
        undone,
    };
    runs.iter().zip(undone).map(line).rev().collect()
}

/// Refuses a run of the other Mimecast mode: what one mode changed, the other cannot put back.
fn same_mode(tenant: &Tenant, run: &Recorded) -> Result<()> {
    let theirs = &run.start.tenant.mode;
    let ours = owner(&tenant.session.summary(&tenant.desired)).mode;
    if *theirs == ours {
        return Ok(());
    }
    Err(Error::usage(
        "journal-mode",
        format!(
            "the run {} changed Mimecast in the mode {theirs}, and this one would in the mode {ours}",
            run.name
        ),
    )
    .hint(format!("pass --mimecast-mode {theirs}")))
}
