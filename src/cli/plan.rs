//! `sso-setup mimecast plan`: what would change.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::engine::{self, Planned};
use crate::error::{EXIT_DONE, EXIT_PENDING, Kind, Result};
use crate::output::Document;
use crate::plan::Plan;
use crate::tenant::Options;
use crate::text;

use super::connect::{Need, connect};
use super::connected::Tenant;
use super::journal;
use super::outcome::Outcome;
use super::plan_file::{self, DryRun};
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Keep the plan in this file too (mode 0600), for apply FILE; over several tenants in this folder, a file each
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

pub async fn run(options: Options, dry_run: &DryRun, printer: &Printer) -> Result<Outcome> {
    let mut tenant = connect(options, Need::Everything, printer).await?;
    let planned = planned(&mut tenant).await?;
    show(planned, dry_run.out(), &tenant.options, printer)
}

/// The plan of a set-up.
pub async fn planned(tenant: &mut Tenant) -> Result<Planned> {
    journal::look_back(tenant)?;
    engine::plan(&tenant.session, &tenant.desired).await
}

/// What a plan comes to that is only shown; it is kept where it is to be kept. One that is refused is kept too: what a
/// person confirms may be all that it lacks, and whoever applies it is told again.
pub fn show(
    planned: Planned,
    out: Option<&Path>,
    options: &Options,
    printer: &Printer,
) -> Result<Outcome> {
    if let Some(path) = out {
        plan_file::keep(path, &planned, printer)?;
    }
    let kept = |path: &Path| {
        let path = text::shell_word(&path.display().to_string());
        format!(
            "The plan is kept. To apply this one and no other: sso-setup mimecast apply {path}\n"
        )
    };
    Ok(Outcome {
        remark: out.map(kept),
        ..outcome(planned.plan, options.detailed_exitcode)
    })
}

/// What a plan comes to that is not carried out.
pub fn outcome(plan: Plan, detailed: bool) -> Outcome {
    let code = match detailed && !plan.changes.is_empty() {
        _ if !plan.refusals.is_empty() => Kind::Refused.exit_code(),
        true => EXIT_PENDING,
        false => EXIT_DONE,
    };
    Outcome {
        code,
        ..Outcome::done(Document::Plan(plan))
    }
}
