//! `sso-setup mimecast remove`: take connectors out on both sides, in the order that locks nobody out.

use clap::Args;

use crate::connector::Connector;
use crate::engine;
use crate::error::Result;
use crate::journal::Command;
use crate::plan::{Removal, Told};
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::consent::deleted;
use super::journal::{look_back, runs};
use super::lock::lock_unless;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// Switch SSO off and keep the application
    #[arg(long)]
    deactivate: bool,

    /// Number of applications that are to be deleted, instead of being asked
    #[arg(
        long,
        value_name = "N",
        conflicts_with = "deactivate",
        env = "SSO_SETUP_CONFIRM_COUNT"
    )]
    confirm_count: Option<usize>,

    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub async fn run(
    mut options: Options,
    args: RemoveArgs,
    dry_run: bool,
    printer: &Printer,
) -> Result<u8> {
    let dry_run = dry_run || args.dry_run;
    if options.connectors.is_empty() {
        options.connectors = Connector::ALL.to_vec();
    }
    let mut tenant = connect(options, Need::Existing, printer).await?;
    let _lock = lock_unless(dry_run, &tenant)?;
    look_back(&mut tenant)?;
    let removal = Removal {
        deactivate: args.deactivate,
        confirmed: args.confirm_count,
        told: Told::of(&runs(&tenant)?)?,
        ..Removal::default()
    };
    let planned = engine::plan_removal(&tenant.session, &tenant.desired, removal).await?;
    if dry_run {
        return Ok(super::plan::show(&planned.plan, &tenant.options, printer));
    }
    // A number is asked for where applications are deleted.
    let deletes = deleted(&planned.plan) > 0;
    let agreed = args.confirm_count.is_some() || !deletes && tenant.options.yes;
    carry_out(&tenant, planned, Command::Remove, agreed, printer).await
}
