//! `sso-setup mimecast`: make everything as it is wanted, and say what is true now.

use crate::error::Result;
use crate::journal::Command;
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::lock::lock;
use super::outcome::Outcome;
use super::plan;
use super::printer::Printer;

pub async fn run(options: Options, printer: &Printer) -> Result<Outcome> {
    let mut tenant = connect(options, Need::Everything, printer).await?;
    let _lock = lock(&tenant)?;
    let planned = plan::planned(&mut tenant).await?;
    carry_out(
        &tenant,
        planned,
        Command::SetUp,
        tenant.options.yes,
        printer,
    )
    .await
}
