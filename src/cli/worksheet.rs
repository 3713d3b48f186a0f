//! `sso-setup mimecast worksheet`: the Mimecast console steps, every value filled in.

use crate::engine;
use crate::error::Result;
use crate::output::Document;
use crate::plan::Mode;
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::printer::Printer;

pub async fn run(options: Options, printer: &Printer) -> Result<u8> {
    let mut tenant = connect(options, Need::JumpcloudOnly, printer).await?;
    // By hand, whatever an API could do: the worksheet is for following in the console.
    tenant.desired.mode = Mode::Worksheet;
    let steps = engine::worksheet_steps(&tenant.session, &tenant.desired).await?;
    printer.document(&Document::Worksheet(&steps));
    Ok(0)
}
