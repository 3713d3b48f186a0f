//! `sso-setup mimecast status`: every Mimecast application of the organisation, whoever made it.

use crate::engine;
use crate::error::Result;
use crate::output::{Document, Status};
use crate::tenant::Options;

use super::connect::{Need, connect};
use super::outcome::Outcome;
use super::printer::Printer;

pub async fn run(options: Options, printer: &Printer) -> Result<Outcome> {
    let tenant = connect(options, Need::Existing, printer).await?;
    let standing = engine::status(&tenant.session, &tenant.desired).await?;
    Ok(Outcome::done(Document::Status(Status {
        tenant: tenant.session.summary(&tenant.desired),
        standing,
    })))
}
