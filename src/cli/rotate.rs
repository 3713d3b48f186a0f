//! `sso-setup mimecast rotate`: a new IdP certificate, and Mimecast told of it.

use clap::Args;

use crate::engine;
use crate::error::Result;
use crate::journal::Command;
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::journal::runs;
use super::lock::lock_unless;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct RotateArgs {
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub async fn run(
    options: Options,
    args: &RotateArgs,
    dry_run: bool,
    printer: &Printer,
) -> Result<u8> {
    let tenant = connect(options, Need::Existing, printer).await?;
    let dry_run = dry_run || args.dry_run;
    let _lock = lock_unless(dry_run, &tenant)?;
    let begun = engine::broken_off(&runs(&tenant)?)?;
    let planned = engine::plan_rotation(&tenant.session, &tenant.desired, begun).await?;
    if dry_run {
        return Ok(super::plan::show(&planned.plan, &tenant.options, printer));
    }
    carry_out(
        &tenant,
        planned,
        Command::Rotate,
        tenant.options.yes,
        printer,
    )
    .await
}
