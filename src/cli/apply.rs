//! `sso-setup mimecast apply`: plan again, and make the changes that were reviewed.

use clap::Args;

use crate::engine;
use crate::error::{Error, Result};
use crate::journal::Command;
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::journal;
use super::lock::lock;
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// Refuse any plan but the one with this digest, as `plan` printed it
    #[arg(long, value_name = "DIGEST", env = "SSO_SETUP_EXPECT_DIGEST")]
    expect_digest: Option<String>,

    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub async fn run(options: Options, args: &ApplyArgs, printer: &Printer) -> Result<u8> {
    let mut tenant = connect(options, Need::Everything, printer).await?;
    let _lock = lock(&tenant)?;
    journal::look_back(&mut tenant)?;
    let planned = engine::plan(&tenant.session, &tenant.desired).await?;
    if let Some(expected) = &args.expect_digest
        && *expected != planned.plan.digest
    {
        return Err(Error::refused(
            "stale-plan",
            format!(
                "the plan is not the one that was reviewed: its digest is {}, not {expected}",
                planned.plan.digest
            ),
        )
        .hint("something changed since the review, or other options were given: run plan again, and look at it"));
    }
    // Whoever pins a digest has seen the plan.
    let agreed = tenant.options.yes || args.expect_digest.is_some();
    carry_out(&tenant, planned, Command::Apply, agreed, printer).await
}
