//! `sso-setup mimecast plan`: what would change.

use crate::engine;
use crate::error::{EXIT_DONE, EXIT_PENDING, Kind, Result};
use crate::output::Document;
use crate::plan::Plan;
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::journal;
use super::printer::Printer;

pub async fn run(options: Options, printer: &Printer) -> Result<u8> {
    let mut tenant = connect(options, Need::Everything, printer).await?;
    journal::look_back(&mut tenant)?;
    let planned = engine::plan(&tenant.session, &tenant.desired).await?;
    Ok(show(&planned.plan, &tenant.options, printer))
}

/// Shows a plan that is not carried out, and gives its exit code.
pub fn show(plan: &Plan, options: &Options, printer: &Printer) -> u8 {
    printer.document(&Document::Plan(plan));
    exit_code(plan, options.detailed_exitcode)
}

/// The exit code of a plan that is shown and not carried out.
pub fn exit_code(plan: &Plan, detailed: bool) -> u8 {
    if !plan.refusals.is_empty() {
        return Kind::Refused.exit_code();
    }
    match detailed && !plan.changes.is_empty() {
        true => EXIT_PENDING,
        false => EXIT_DONE,
    }
}
