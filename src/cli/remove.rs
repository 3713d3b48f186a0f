//! `sso-setup mimecast remove`: take connectors out on both sides, in the order that locks nobody out.

use clap::Args;

use crate::connector::Connector;
use crate::engine;
use crate::error::{Error, Result};
use crate::journal::Command;
use crate::plan::{Action, Plan, Removal, Subject, Told};
use crate::tenant::Options;

use super::connect::{Need, Tenant, connect};
use super::journal::{look_back, runs};
use super::lock::lock_unless;
use super::printer::Printer;
use super::prompt;
use super::setup::carry_out;

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

/// How many applications the plan deletes.
pub fn deleted(plan: &Plan) -> usize {
    let deleted = |c: &&crate::plan::Change| {
        let application = matches!(
            c.subject,
            Subject::Application(_) | Subject::Duplicate { .. } | Subject::Superseded { .. }
        );
        c.action == Action::Delete && application
    };
    plan.changes.iter().filter(deleted).count()
}

/// Asks for the number of applications that are deleted, as the JumpCloud console does.
pub fn ask(tenant: &Tenant, plan: &Plan, hint: &'static str) -> Result<bool> {
    let count = deleted(plan);
    let interactive = prompt::can_ask(tenant.options.no_input);
    if count == 0 {
        return super::setup::ask(plan, interactive);
    }
    if !interactive {
        return Err(Error::usage(
            "confirmation-missing",
            format!(
                "{count} JumpCloud applications would be deleted, and there is nobody to ask whether that is meant \
                 (no terminal, or --no-input)"
            ),
        )
        .hint(format!("pass --confirm-count {count} to delete them"))
        .hint(hint));
    }
    let question = "Number of JumpCloud applications to delete (leave it empty to change nothing)";
    let number = prompt::optional_text(question, |typed| match typed.parse::<usize>() {
        Ok(number) if number == count => Ok(number),
        _ => Err(Error::usage(
            "delete-count",
            format!("the plan deletes {count}, not {typed}"),
        )),
    })?;
    Ok(number.is_some())
}
