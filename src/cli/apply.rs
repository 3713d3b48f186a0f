//! `sso-setup mimecast apply`: plan again, and make the changes that were reviewed.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::engine::Planned;
use crate::error::{Error, Result};
use crate::journal::Command;
use crate::plan::{Goal, Kept, Purpose, Wanted};
use crate::tenant::{Options, Skip};

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::connected::Tenant;
use super::consent::deleted;
use super::journal::RunJournal;
use super::lock::{lock, lock_unless};
use super::outcome::Outcome;
use super::plan_file::{self, DryRun};
use super::printer::Printer;
use super::{plan, remove, rotate};

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// Apply this kept plan (--out) and no other; what is wanted comes from it
    ///
    /// Over several tenants it is the folder of their plans, and each tenant's own is applied to it.
    ///
    /// It is planned again, and refused where anything differs. What is wanted comes from it: an option under "What"
    /// or --admin beside it is refused, and their variables are not read (but --tile-logo, which is given again).
    /// Addresses, credentials, --allow and confirmations are your own.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// Refuse any plan but the one with this digest, as `plan` printed it
    #[arg(long, value_name = "DIGEST")]
    expect_digest: Option<String>,

    /// Number of applications that a kept removal is to delete, instead of being asked
    #[arg(long, value_name = "N")]
    confirm_count: Option<usize>,

    #[command(flatten)]
    dry_run: DryRun,

    /// Whether the kept plan stands in a folder with those of other tenants.
    #[arg(skip)]
    in_folder: bool,
}

impl ApplyArgs {
    /// The kept plan, or the folder of kept plans.
    pub fn kept(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Has the kept plan come from a folder with those of other tenants.
    pub fn take_from_folder(&mut self, file: PathBuf) {
        self.file = Some(file);
        self.in_folder = true;
    }

    /// The first option given that is of one tenant.
    pub fn of_one_tenant(&self) -> Option<&'static str> {
        let given = [
            (
                self.file.is_some() && self.confirm_count.is_some(),
                "--confirm-count",
            ),
            (self.expect_digest.is_some(), "--expect-digest"),
            (self.dry_run.out().is_some(), "--out"),
        ];
        given
            .into_iter()
            .find_map(|(is, option)| is.then_some(option))
    }
}

pub async fn run(
    mut options: Options,
    args: ApplyArgs,
    before: DryRun,
    printer: &Printer,
) -> Result<Outcome> {
    let dry_run = before.and(args.dry_run.clone())?;
    if let Some(path) = &args.file {
        return run_kept(options, &args, path, &dry_run, printer).await;
    }
    if dry_run.is_on() {
        return plan::run(options, &dry_run, printer).await;
    }
    if args.expect_digest.is_some() {
        // What only a plan tells to be a question is answered by the plan that was reviewed.
        options.skip.extend([Skip::Pilot, Skip::MetadataUrl]);
    }
    let mut tenant = connect(options, Need::Everything, printer).await?;
    let _lock = lock(&tenant)?;
    let planned = plan::planned(&mut tenant).await?;
    as_expected(&args, &planned.plan.digest)?;
    // Whoever pins a digest has seen the plan.
    let agreed = tenant.options.yes || args.expect_digest.is_some();
    let run = RunJournal::of(Command::Apply);
    carry_out(&tenant, planned, &run, agreed, printer).await
}

/// That a plan has the digest that was reviewed.
fn as_expected(args: &ApplyArgs, digest: &str) -> Result<()> {
    match &args.expect_digest {
        Some(expected) if *expected != digest => Err(Error::refused(
            "stale-plan",
            format!("the plan is not the one that was reviewed: its digest is {digest}, not {expected}"),
        )
        .hint("something changed since the review, or other options were given: run plan again, and look at it")),
        _ => Ok(()),
    }
}

/// Applies a kept plan.
async fn run_kept(
    options: Options,
    args: &ApplyArgs,
    path: &Path,
    dry_run: &DryRun,
    printer: &Printer,
) -> Result<Outcome> {
    let of_file = |error: Error| error.context(path.display());
    let kept = match (&options.access.tenant, args.in_folder) {
        (Some(tenant), true) => plan_file::read_of(&tenant.name, path)?,
        _ => plan_file::read(path)?,
    };
    as_expected(args, kept.digest()).map_err(of_file)?;
    let options = options.wanting(&kept.wanted).map_err(of_file)?;
    let mut tenant = connect(options, Need::Existing, printer).await?;
    check(&kept, &tenant).map_err(of_file)?;
    let _lock = lock_unless(dry_run.is_on(), &tenant)?;
    let (planned, command) = match kept.wanted.command {
        Purpose::SetUp => (plan::planned(&mut tenant).await?, Command::Apply),
        Purpose::Remove { deactivate } => {
            let planned = remove::planned(&mut tenant, deactivate, args.confirm_count).await?;
            (planned, Command::Remove)
        }
        Purpose::Rotate => (rotate::planned(&tenant, true).await?, Command::Rotate),
        Purpose::Undo => return Err(bound_to_its_journal()),
    };
    // What is done already needs no plan.
    if !planned.plan.changes.is_empty() {
        kept.check_changes(&planned.plan).map_err(of_file)?;
    }
    if dry_run.is_on() {
        return plan::show(planned, dry_run.out(), &tenant.options, printer);
    }
    let agreed = agreed(args, &tenant, &planned);
    let run = RunJournal::of(command);
    carry_out(&tenant, planned, &run, agreed, printer).await
}

/// That this run is about the same tenant, and would ask for the same.
fn check(kept: &Kept, tenant: &Tenant) -> Result<()> {
    kept.check_tenant(&tenant.session.summary(&tenant.desired))?;
    let wanted = Wanted::of(&tenant.desired, kept.wanted.command);
    match wanted == kept.wanted {
        true => Ok(()),
        false => Err(Error::usage(
            "plan-file-unreadable",
            "what this plan wants is not what any options would ask for",
        )
        .hint("make another with --out")),
    }
}

/// Whether nobody is to be asked. The file says nothing of that: who kept a plan is not always who applies it.
fn agreed(args: &ApplyArgs, tenant: &Tenant, planned: &Planned) -> bool {
    let pinned = tenant.options.yes || args.expect_digest.is_some();
    let removes = matches!(planned.goal, Goal::Removal(_));
    match removes && deleted(&planned.plan) > 0 {
        true => args.confirm_count.is_some(),
        false => pinned,
    }
}

fn bound_to_its_journal() -> Error {
    Error::usage("plan-file-unreadable", "an undo is bound to its journal")
        .hint("run sso-setup mimecast undo where the journal is")
}
