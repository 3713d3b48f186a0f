//! `sso-setup mimecast`: make everything as it is wanted, and say what is true now.

use crate::engine;
use crate::error::Result;
use crate::journal::Command;
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::journal;
use super::lock::lock;
use super::printer::Printer;

pub async fn run(options: Options, printer: &Printer) -> Result<u8> {
    let mut tenant = connect(options, Need::Everything, printer).await?;
    let _lock = lock(&tenant)?;
    journal::look_back(&mut tenant)?;
    let planned = engine::plan(&tenant.session, &tenant.desired).await?;
    carry_out(
        &tenant,
        planned,
        Command::SetUp,
        tenant.options.yes,
        printer,
    )
    .await
}
