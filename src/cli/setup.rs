//! `sso-setup mimecast`: make everything as it is wanted, say what is true now, and offer to see somebody sign in.

use crate::error::Result;
use crate::journal::{Command, Ended};
use crate::output::Document;
use crate::tenant::Options;

use super::carry_out::carry_out;
use super::connect::{Need, connect};
use super::connected::Tenant;
use super::dialogue::metadata_url;
use super::journal::{RunJournal, ended_by};
use super::lock::lock;
use super::outcome::{Outcome, Shown};
use super::printer::Printer;
use super::{plan, prompt, watch};

pub async fn run(options: Options, printer: &Printer) -> Result<Outcome> {
    let mut tenant = connect(options, Need::Everything, printer).await?;
    let outcome = set_up(&mut tenant, printer).await?;
    if !can_be_tried(&outcome) || !may_ask(&tenant.options, printer) {
        return Ok(outcome);
    }
    // What was made is told before anything else is asked.
    printer.outcome(&outcome);
    let explained = "Somebody signs in as people do, and what both services write of it is shown here. It changes nothing.";
    match prompt::confirm(
        "Wait for somebody to sign in now, to see that it works?",
        explained,
    )? {
        true => watch::go_on(&tenant, printer).await,
        false => Ok(Outcome {
            code: outcome.code,
            ..Outcome::done(Shown::Printed)
        }),
    }
}

/// Plans and applies. The tenant is locked meanwhile, and no longer: waiting for a sign-in keeps nobody out.
async fn set_up(tenant: &mut Tenant, printer: &Printer) -> Result<Outcome> {
    let _lock = lock(tenant)?;
    let run = RunJournal::of(Command::SetUp);
    let outcome = carried_out(tenant, &run, printer).await;
    // It went on, and came to no change: what waited for a person by then waits.
    run.end(outcome.as_ref().err().map_or(Ended::Pending, ended_by));
    outcome
}

/// Carries out a plan, and another one where something is told in the middle that the first did not know.
async fn carried_out(tenant: &mut Tenant, run: &RunJournal, printer: &Printer) -> Result<Outcome> {
    let agreed = tenant.options.yes;
    loop {
        let planned = plan::planned(tenant).await?;
        let outcome = carry_out(tenant, planned, run, agreed, printer).await?;
        if outcome.urls.is_empty() {
            return Ok(outcome);
        }
        metadata_url::go_on_with(outcome.urls, tenant, &printer.answers).await?;
    }
}

/// Whether a run made something, and all that was wanted is there, so that people are led to JumpCloud by a way that nobody
/// was seen signing in by.
fn can_be_tried(outcome: &Outcome) -> bool {
    match &outcome.result {
        Shown::Document(Document::Outcome(made)) => {
            let unseen = made.standing.unseen().next().is_some();
            !made.results.is_empty() && made.complete() && made.in_force() && unseen
        }
        _ => false,
    }
}

/// Whether there is a person to ask who reads along. Into the sandbox in this process nobody else can sign in.
fn may_ask(options: &Options, printer: &Printer) -> bool {
    let real = !options.access.sandbox && !options.yes;
    real && printer.is_for_people() && prompt::can_ask(options.no_input)
}
