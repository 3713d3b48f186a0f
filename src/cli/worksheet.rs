//! `sso-setup mimecast worksheet`: the Mimecast console steps, every value filled in.

use clap::Args;

use crate::engine;
use crate::error::Result;
use crate::output::{Document, Sheet, SheetFormat};
use crate::plan::Mode;
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct WorksheetArgs {
    /// Write it as a document to hand to a colleague
    #[arg(long, value_enum, value_name = "FORMAT")]
    print: Option<SheetFormat>,
}

pub async fn run(options: Options, args: &WorksheetArgs, printer: &Printer) -> Result<u8> {
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
        printer.document(&Document::Worksheet(&steps));
        return Ok(0);
    };
    let sheet = Sheet {
        tenant: &tenant.session.summary(&tenant.desired),
        steps: &steps,
    };
    let text = sheet.render(format);
    let document = Document::Sheet {
        format,
        text: &text,
    };
    printer.text(text.as_bytes(), &document);
    Ok(0)
}
