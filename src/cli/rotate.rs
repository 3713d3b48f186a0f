//! `sso-setup mimecast rotate`: a new IdP certificate, and Mimecast told of it.

use clap::Args;

use crate::engine::{self, Planned};
use crate::error::Result;
use crate::journal::Command;
use crate::tenant::{Choice, Options};

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::connected::Tenant;
use super::journal::{RunJournal, runs};
use super::lock::lock_unless;
use super::outcome::Outcome;
use super::plan::show;
use super::plan_file::DryRun;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct RotateArgs {
    #[command(flatten)]
    dry_run: DryRun,
}

pub async fn run(
    mut options: Options,
    args: RotateArgs,
    before: DryRun,
    printer: &Printer,
) -> Result<Outcome> {
    let dry_run = before.and(args.dry_run)?;
    // Whoever names blocks says what is meant, of the default connector.
    let names_blocks = !options.enforce.is_empty() || !options.blocks.is_empty();
    let is_chosen = !options.connectors.is_empty() || names_blocks;
    if !is_chosen {
        options.connectors = vec![Choice::All];
    }
    let tenant = connect(options, Need::Rotation, printer).await?;
    let _lock = lock_unless(dry_run.is_on(), &tenant)?;
    let planned = planned(&tenant, is_chosen).await?;
    if dry_run.is_on() {
        return show(planned, dry_run.out(), &tenant.options, printer);
    }
    let (run, agreed) = (RunJournal::of(Command::Rotate), tenant.options.yes);
    carry_out(&tenant, planned, &run, agreed, printer).await
}

/// The plan of a rotation, or of what is left of one: of the connectors that were chosen, else of those in force.
pub async fn planned(tenant: &Tenant, is_chosen: bool) -> Result<Planned> {
    let begun = engine::broken_off(&runs(tenant)?)?;
    engine::plan_rotation(&tenant.session, &tenant.desired, begun, is_chosen).await
}
