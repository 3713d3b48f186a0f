//! `sso-setup mimecast remove`: take connectors out on both sides, in the order that locks nobody out.

use clap::Args;

use crate::engine::{self, Planned};
use crate::error::Result;
use crate::journal::Command;
use crate::plan::{Removal, Told};
use crate::tenant::{Choice, Options};

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::connected::Tenant;
use super::consent::deleted;
use super::journal::{RunJournal, look_back, runs};
use super::lock::lock_unless;
use super::outcome::Outcome;
use super::plan::show;
use super::plan_file::DryRun;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// Switch SSO off and keep the application
    #[arg(long)]
    deactivate: bool,

    /// Number of applications that are to be deleted, instead of being asked
    #[arg(long, value_name = "N", conflicts_with = "deactivate")]
    confirm_count: Option<usize>,

    #[command(flatten)]
    dry_run: DryRun,
}

impl RemoveArgs {
    /// What was typed of the number of applications to delete, where this deletes some.
    pub fn asks_for_number(&self, before: &DryRun) -> Option<Option<usize>> {
        let deletes = !self.deactivate && !self.dry_run.is_on() && !before.is_on();
        deletes.then_some(self.confirm_count)
    }

    /// Only shows what it would do.
    pub fn only_show(&mut self) {
        self.dry_run = std::mem::take(&mut self.dry_run).on();
        self.confirm_count = None;
    }

    /// Confirms the number of applications to delete.
    pub fn confirm(&mut self, number: usize) {
        self.confirm_count = Some(number);
    }

    /// The first option given that is of one tenant.
    pub fn of_one_tenant(&self) -> Option<&'static str> {
        self.dry_run.out().map(|_| "--out")
    }
}

pub async fn run(
    mut options: Options,
    args: RemoveArgs,
    before: DryRun,
    printer: &Printer,
) -> Result<Outcome> {
    let dry_run = before.and(args.dry_run)?;
    if options.connectors.is_empty() {
        options.connectors = vec![Choice::All];
    }
    let mut tenant = connect(options, Need::Removal, printer).await?;
    let _lock = lock_unless(dry_run.is_on(), &tenant)?;
    let planned = planned(&mut tenant, args.deactivate, args.confirm_count).await?;
    if dry_run.is_on() {
        return show(planned, dry_run.out(), &tenant.options, printer);
    }
    // A number is asked for where applications are deleted.
    let deletes = deleted(&planned.plan) > 0;
    let agreed = args.confirm_count.is_some() || !deletes && tenant.options.yes;
    let run = RunJournal::of(Command::Remove);
    carry_out(&tenant, planned, &run, agreed, printer).await
}

/// The plan of a removal.
pub async fn planned(
    tenant: &mut Tenant,
    deactivate: bool,
    confirmed: Option<usize>,
) -> Result<Planned> {
    look_back(tenant)?;
    let removal = Removal {
        deactivate,
        confirmed,
        told: Told::of(&runs(tenant)?)?,
        ..Removal::default()
    };
    engine::plan_removal(&tenant.session, &tenant.desired, removal).await
}
