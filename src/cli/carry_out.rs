//! Carrying a plan out, whatever it is for: show it, ask, apply, and tell what is true then.

use time::OffsetDateTime;
use url::Url;

use crate::engine::{self, Applied, Planned, Status};
use crate::error::{EXIT_DONE, EXIT_PENDING, Error, Result};
use crate::journal::{Command, Ended};
use crate::output::{self, Document};
use crate::plan::{Actor, BACKUP_ADMINISTRATOR, Change, Goal, Plan, TEST_SIGN_IN};
use crate::tenant::Scoped;
use crate::text;

use super::connected::Tenant;
use super::dialogue::metadata_url;
use super::journal::{self, RunJournal};
use super::outcome::{Outcome, Shown};
use super::printer::Printer;
use super::progress::Progress;
use super::standing::standing;
use super::{consent, plan, prompt};

/// Said to somebody who left console steps open.
const LEFT: &str = "\nWhat you confirmed is kept: run the same command again to go on with the steps that are left. To \
hand them to a colleague: sso-setup mimecast worksheet --print html > steps.html\n";

/// For whoever was not asked whether applications may be deleted.
const LOOK_FIRST: &str = "pass --dry-run to look at the plan first";

/// Shows the plan, asks unless `agreed`, and applies it as what `run` does, or does next.
pub async fn carry_out(
    tenant: &Tenant,
    planned: Planned,
    run: &RunJournal,
    agreed: bool,
    printer: &Printer,
) -> Result<Outcome> {
    let options = &tenant.options;
    let plan = &planned.plan;
    check_confirmed_steps(plan, &options.confirm_steps)?;
    if planned.desired.test_sign_in && plan.refusals.is_empty() {
        engine::keep_proof(&tenant.session, &planned, |_| true)?;
    }
    if !plan.refusals.is_empty() {
        return Ok(plan::outcome(planned.plan, false));
    }
    let interactive = prompt::can_ask(options.no_input);
    if !plan.changes.is_empty() {
        printer.aside(plan, interactive && !agreed);
        let ask = || match planned.goal {
            Goal::Removal(_) => consent::ask_number(
                tenant,
                plan,
                "pass --dry-run to look at the plan first, or --deactivate to keep the applications",
            ),
            Goal::Undo(_) => consent::ask_number(tenant, plan, LOOK_FIRST),
            Goal::SetUp if interactive => consent::ask_number(tenant, plan, LOOK_FIRST),
            Goal::SetUp | Goal::Rotation(_) => consent::ask(plan, interactive),
        };
        if !agreed && !ask()? {
            printer.note("Nothing was changed.\n");
            return Ok(Outcome::done(Shown::Before(Document::Plan(planned.plan))));
        }
    }
    let (applied, urls) = made(tenant, &planned, run, interactive, printer).await?;
    let standing = standing(&planned.desired, &applied.observed);
    let error = shortfall(&applied);
    let pending = applied.pending() || applied.remaining.iter().any(|c| c.actor == Actor::Api);
    let left = interactive && !applied.steps.is_empty() && !options.access.sandbox;
    let told = printer.told(interactive, &planned.plan);
    let mut plan = planned.plan;
    plan.warnings.extend(applied.warnings);
    Ok(Outcome {
        remark: left.then(|| LEFT.to_owned()),
        code: match &error {
            Some(error) => error.exit_code(),
            None if options.detailed_exitcode && pending => EXIT_PENDING,
            None => EXIT_DONE,
        },
        urls,
        error: error.clone(),
        result: Document::Outcome(Box::new(output::Outcome {
            plan,
            results: applied.results,
            remaining: applied.remaining,
            standing,
            steps: applied.steps,
            told,
            goal: planned.goal,
            error,
        }))
        .into(),
    })
}

/// Makes the changes, and keeps the journal of it. With metadata URLs that were given meanwhile, which no plan has yet: the
/// run is to go on then, and its journal is left open.
async fn made(
    tenant: &Tenant,
    planned: &Planned,
    run: &RunJournal,
    interactive: bool,
    printer: &Printer,
) -> Result<(Applied, Vec<Scoped<Url>>)> {
    let plan = &planned.plan;
    let nothing = plan.changes.is_empty();
    // One that finds nothing left to do is where an earlier try of it comes to its end.
    let ends = match &planned.goal {
        Goal::Undo(_) => true,
        Goal::Rotation(begun) => begun.since.is_some(),
        Goal::SetUp | Goal::Removal(_) => false,
    };
    if nothing && !ends {
        run.end(Ended::Done);
        return Ok((Applied::nothing(planned), Vec::new()));
    }
    // What Mimecast was told before this run it may not have acted on yet.
    let (propagation, now) = (tenant.session.propagation, OffsetDateTime::now_utc());
    let lately = engine::told_lately(&journal::runs(tenant)?, propagation, now)?;
    let lately = match planned.goal {
        Goal::SetUp => lately.for_set_up(),
        Goal::Removal(_) | Goal::Rotation(_) | Goal::Undo(_) => lately,
    };
    let journal = run.begun(tenant, planned)?;
    journal.stopped_by(&printer.brake);
    if nothing {
        journal.end(Ended::Done);
        return Ok((Applied::nothing(planned), Vec::new()));
    }
    let confirmed = &tenant.options.confirm_steps;
    let to_come = match run.command {
        Command::SetUp if interactive => metadata_url::to_come(tenant, planned),
        _ => Vec::new(),
    };
    let mut progress = Progress::new(printer, interactive, confirmed, to_come, plan);
    let applied = engine::apply(&tenant.session, planned, &mut progress, journal, lately).await;
    if let Some(remark) = tenant.session.attestations.remark() {
        printer.note(&format!("warning: {remark}\n"));
    }
    let applied = match applied {
        Ok(applied) if !progress.urls.is_empty() => return Ok((applied, progress.urls)),
        applied => applied,
    };
    journal.end(match &applied {
        Err(error) => journal::ended_by(error),
        Ok(applied) if shortfall(applied).is_some() => Ended::Failed,
        Ok(applied) if applied.pending() => Ended::Pending,
        Ok(_) => Ended::Done,
    });
    Ok((applied?, Vec::new()))
}

/// Refuses a `--confirm-step` that names no step of the plan: it would be passed over in silence.
fn check_confirmed_steps(plan: &Plan, confirmed: &[String]) -> Result<()> {
    let known: Vec<String> = plan.human_changes().map(Change::id).collect();
    let said = [BACKUP_ADMINISTRATOR, TEST_SIGN_IN];
    // A pipeline says the same in every run.
    let stands = |id: &&String| plan.confirmed.iter().any(|step| step.id == **id);
    let is_known = |id: &&String| said.contains(&id.as_str()) || known.contains(*id) || stands(id);
    match confirmed.iter().find(|id| !is_known(id)) {
        None => Ok(()),
        Some(unknown) => {
            let error = Error::usage(
                "step-unknown",
                format!(
                    "--confirm-step names \"{unknown}\", which is not a human step of this plan"
                ),
            );
            let near = text::did_you_mean(&text::nearest(unknown, &known));
            let error = near.into_iter().fold(error, Error::hint);
            Err(match known.is_empty() {
                true => error.hint("this plan has no human steps"),
                false => error.hint(format!("human steps: {}", text::quoted_list(known))),
            })
        }
    }
}

/// Why a run did not reach what was wanted, if it did not.
fn shortfall(applied: &Applied) -> Option<Error> {
    let results = &applied.results;
    if let Some(error) = results.iter().find_map(|r| r.error.clone()) {
        let undone = results.iter().filter(|r| r.status != Status::Done).count();
        return Some(error.hint(format!(
            "{undone} of {} changes are not done; run the same command again: it goes on from what is live",
            results.len()
        )));
    }
    if let Some(error) = &applied.unread {
        let told = error.clone().context("reading both services again");
        return Some(
            told.hint("the changes were made; run the plan command to see what is true now"),
        );
    }
    let unsettled = applied.unsettled();
    let mut problems: Vec<String> = Vec::new();
    if !unsettled.is_empty() {
        let ids = text::list(&unsettled);
        problems.push(format!(
            "reading both services again contradicts what was done, this is still to do: {ids}"
        ));
    }
    problems.extend(applied.contradicted.iter().cloned());
    if problems.is_empty() {
        return None;
    }
    let error = Error::failed("not-settled", problems.join("; "));
    Some(error.hint(
        "run the plan command in a minute: the service may be slow to show them, or somebody else changed them",
    ))
}
