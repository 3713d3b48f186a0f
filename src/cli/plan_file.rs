//! A kept plan as a file: written where a plan is shown (`--out`), read where it is applied (`apply FILE`).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command};

use crate::engine::Planned;
use crate::error::{Error, Result};
use crate::file::{self, Kept as KeptFrom, Links};
use crate::plan::{Kept, Purpose, Wanted};
use crate::tenant::comes_from_plan;
use crate::text;

use super::environment;
use super::printer::Printer;

/// The largest plan that is read, in bytes. One of three connectors has some twenty kilobytes.
const LIMIT: u64 = 8 << 20;

/// Whether a command only shows its plan, and where it keeps that.
#[derive(Debug, Clone, Default, Args)]
pub struct DryRun {
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// With --dry-run: keep the plan in this file too, for apply FILE
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl DryRun {
    /// That of a command that never does more than show its plan.
    pub fn always(out: Option<PathBuf>) -> Self {
        DryRun { dry_run: true, out }
    }

    /// The same, with nothing but its plan shown.
    pub fn on(self) -> Self {
        DryRun {
            dry_run: true,
            ..self
        }
    }

    /// Joins what was given before the subcommand's name with what was given after it.
    ///
    /// # Errors
    /// `out-without-plan` where a plan is to be kept and not only shown.
    pub fn and(self, after: DryRun) -> Result<Self> {
        let both = DryRun {
            dry_run: self.dry_run || after.dry_run,
            out: after.out.or(self.out),
        };
        match both.out.is_some() && !both.dry_run {
            true => Err(out_without_plan()),
            false => Ok(both),
        }
    }

    /// Refuses `--out` for a command whose plan cannot be kept.
    ///
    /// # Errors
    /// `out-without-plan`.
    pub fn keeps_nothing(&self) -> Result<()> {
        match self.out {
            Some(_) => Err(out_without_plan()),
            None => Ok(()),
        }
    }

    /// Whether the plan is only shown.
    pub fn is_on(&self) -> bool {
        self.dry_run
    }

    /// Where the plan is kept.
    pub fn out(&self) -> Option<&Path> {
        self.out.as_deref()
    }
}

fn out_without_plan() -> Error {
    Error::usage(
        "out-without-plan",
        "--out keeps a plan that is only shown, and this command does not show one",
    )
    .hint("it goes with plan, and with --dry-run of a set-up, apply, remove and rotate")
    .hint("an undo is bound to its journal, so no plan of it is kept")
}

/// Keeps a plan in a file that only its owner can read.
///
/// # Errors
/// `output-not-written`; `plan-not-kept` for a plan with a credential in it.
pub fn keep(path: &Path, planned: &Planned, printer: &Printer) -> Result<()> {
    let wanted = Wanted::of(&planned.wish, Purpose::from(&planned.goal));
    let mut document = Kept::new(wanted, &planned.plan).document();
    // Without it the file would not have its digest any more.
    if printer.secrets.redact_value(&mut document) {
        return Err(Error::failed(
            "plan-not-kept",
            "a credential stands in what is wanted or in what is live, so the plan is not kept in a file",
        )
        .hint("look at the plan: [REDACTED] stands where it is"));
    }
    let written = file::put_owners_only(
        path,
        (text::json(&format!("{document:#}")) + "\n").as_bytes(),
    );
    written.map_err(|unfit| {
        let message = format!("the plan could not be kept in {}", path.display());
        let error = Error::failed("output-not-written", message);
        unfit.told(error, "make room, or choose another file")
    })
}

/// Reads a kept plan that is as it was written.
///
/// # Errors
/// `plan-file-unreadable`, `plan-file-newer`; `stale-plan` for one that was edited.
pub fn read(path: &Path) -> Result<Kept> {
    let bytes = file::read(path, KeptFrom::FromWriting, Links::Followed, LIMIT);
    let bytes = bytes.map_err(|unfit| {
        let message = format!("the plan {} cannot be read", path.display());
        let error = Error::usage("plan-file-unreadable", message);
        unfit.told(error, "name the file that --out wrote")
    })?;
    let kept = Kept::parse(&bytes);
    let kept = kept.and_then(|kept| kept.check().map(|()| kept));
    kept.map_err(|error| error.context(path.display()))
}

/// Reads the kept plan of one of several tenants. The file's name is not enough to be sure: the plan must have been made of this
/// tenant of a tenants file. Whether organisation, account and addresses are its own is looked at where any plan is applied.
///
/// # Errors
/// Those of [`read`]; `plan-missing`; `stale-plan` for the plan of another tenant.
pub fn read_of(tenant: &str, path: &Path) -> Result<Kept> {
    let there = std::fs::symlink_metadata(path);
    if there.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        let message = format!("{tenant} has no plan here: there is no {}", path.display());
        return Err(Error::usage("plan-missing", message).hint(
            "keep one: plan --out with the same folder; or leave this tenant out, with --only",
        ));
    }
    let kept = read(path)?;
    let made_of = kept.check_name(tenant);
    made_of.map_err(|error| error.context(path.display()))?;
    Ok(kept)
}

/// Parses the command line of `apply FILE`, with no variables for the options that its file decides; `None` for any
/// other command line.
///
/// # Errors
/// An option that says what is wanted: that comes from the file.
pub fn matches(command: &Command, args: &[OsString]) -> Option<Result<ArgMatches, clap::Error>> {
    if !args.iter().any(|arg| arg == "apply") {
        return None;
    }
    let mut command = environment::without_variables(command.clone(), comes_from_plan);
    // What is wrong with it is said by whoever reads it next.
    let matches = command.try_get_matches_from_mut(args).ok()?;
    let (_, mimecast) = matches
        .subcommand()
        .filter(|(name, _)| *name == "mimecast")?;
    let (_, apply) = mimecast.subcommand().filter(|(name, _)| *name == "apply")?;
    apply.get_one::<PathBuf>("file")?;
    let options = command.find_subcommand("mimecast")?.get_arguments();
    let typed = |option: &&Arg| {
        let source = apply.value_source(option.get_id().as_str());
        source == Some(ValueSource::CommandLine)
    };
    let said = options.filter(|o| comes_from_plan(o)).find(typed);
    let said = said.and_then(Arg::get_long).map(str::to_owned);
    Some(match said {
        None => Ok(matches),
        Some(option) => Err(command.error(
            ErrorKind::ArgumentConflict,
            format!(
                "--{option} cannot be given with a kept plan: what is wanted comes from its file"
            ),
        )),
    })
}
