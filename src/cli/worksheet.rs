//! `sso-setup mimecast worksheet`: the Mimecast console steps, every value filled in.

use clap::Args;

use crate::engine;
use crate::error::Result;
use crate::output::{Document, Sheet, SheetFormat};
use crate::plan::Mode;
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::outcome::Outcome;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct WorksheetArgs {
    /// Write it as a document to hand to a colleague
    #[arg(long, value_enum, value_name = "FORMAT")]
    print: Option<SheetFormat>,
}

pub async fn run(options: Options, args: &WorksheetArgs, printer: &Printer) -> Result<Outcome> {
    let mut tenant = connect(options, Need::JumpcloudOnly, printer).await?;
    // By hand, whatever an API could do: the worksheet is for following in the console.
    tenant.desired.mode = Mode::Worksheet;
    let (steps, warnings) = engine::worksheet_steps(&tenant.session, &tenant.desired).await?;
    for warning in warnings {
        printer.note(&format!(
            "warning: {} ({})\n",
            warning.message, warning.code
        ));
    }
    let Some(format) = args.print else {
        return Ok(Outcome::done(Document::Worksheet(steps)));
    };
    let sheet = Sheet {
        tenant: &tenant.session.summary(&tenant.desired),
        steps: &steps,
    };
    let text = sheet.render(format);
    Ok(Outcome::done(Document::Sheet { format, text }))
}
