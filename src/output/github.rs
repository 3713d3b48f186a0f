//! GitHub Actions: workflow commands on stdout, Markdown for the step summary, and the outputs of the step.

use std::fmt::Write;

use crate::check::{self, Check};
use crate::engine::Status;
use crate::error::Error;
use crate::plan::{Actor, Plan, Refusal, Warning};
use crate::text::{self, inert};

use human::told;

use super::{Checked, Document, Figures, Fleet, human};

/// The log: what a person reads, with errors and warnings as workflow commands.
pub fn render(document: &Document) -> String {
    let text = match document {
        Document::Error(_) => String::new(),
        Document::Plan(_) => group("Plan", &human::render(document)),
        Document::Outcome(outcome) => {
            // Whoever reads the log later was not led through the steps.
            let made = inert(&human::render_outcome(outcome, &outcome.steps));
            group("Plan", &human::render_plan(&outcome.plan)) + &made
        }
        Document::Fleet(fleet) => return render_fleet(fleet),
        _ => inert(&human::render(document)),
    };
    text + &commands(document, "")
}

/// The errors and warnings of a document as workflow commands; `whose` stands before the title of each.
pub fn commands(document: &Document, whose: &str) -> String {
    let mut out = String::new();
    match document {
        Document::Error(error) => out.push_str(&error_command(error, whose)),
        Document::Plan(plan) => judgements(&mut out, plan, whose),
        Document::Outcome(outcome) => {
            judgements(&mut out, &outcome.plan, whose);
            if let Some(error) = &outcome.error {
                out.push_str(&error_command(error, whose));
            }
        }
        Document::Checked(Checked { checks, .. }) => annotations(&mut out, checks, whose),
        Document::Watched(watched) => annotations(&mut out, &watched.checks, whose),
        _ => {}
    }
    out
}

/// The table of several tenants, what is not fine of each in a group of its own, and then the workflow commands of all.
fn render_fleet(fleet: &Fleet) -> String {
    let mut out = human::fleet_table(fleet);
    for member in fleet.members.iter().filter(|one| !one.details.is_empty()) {
        out.push_str(&group(&member.title(), &member.details));
    }
    for member in &fleet.members {
        out.push_str(&member.part);
    }
    out
}

/// Markdown for `$GITHUB_STEP_SUMMARY`; `None` for documents that need none.
pub fn summary(document: &Document) -> Option<String> {
    let (plan, results) = match document {
        Document::Plan(plan) => (plan, None),
        Document::Outcome(outcome) => (&outcome.plan, Some(&outcome.results)),
        Document::Checked(checked) => {
            return Some(checked_summary(&checked.title, &checked.checks));
        }
        Document::Watched(watched) => {
            return Some(checked_summary(&watched.title, &watched.checks));
        }
        Document::Fleet(fleet) => return Some(fleet_summary(fleet)),
        Document::Error(error) => {
            return Some(format!(
                "### sso-setup failed\n\n{}\n",
                sentence(&error.message)
            ));
        }
        _ => return None,
    };
    let tenant = &plan.tenant;
    let mut out = format!(
        "### sso-setup: {} and Mimecast {}\n\n",
        sentence(&text::shown(&tenant.organization)),
        tenant.account_code
    );
    if plan.changes.is_empty() {
        out.push_str("Nothing to do.\n");
    } else {
        out.push_str("| change | by | status |\n|---|---|---|\n");
        for (index, change) in plan.changes.iter().enumerate() {
            let status = match results.map(|r| r[index].status) {
                None => "planned",
                Some(Status::Done) => "done",
                Some(Status::Failed) => "failed",
                Some(Status::Skipped) => "skipped",
                Some(Status::Pending) => "pending",
            };
            let by = match change.actor {
                Actor::Api => "tool",
                Actor::Human => "hand",
            };
            let _ = writeln!(
                out,
                "| {} | {by} | {status} |",
                sentence(&text::shown(&change.id()))
            );
        }
    }
    for Warning { code, message } in &plan.warnings {
        let _ = writeln!(out, "\n**warning {code}:** {}", sentence(message));
    }
    for Refusal { guard, message, .. } in &plan.refusals {
        let _ = writeln!(out, "\n**refused {guard}:** {}", sentence(message));
    }
    let _ = writeln!(out, "\n`{}`", plan.digest);
    Some(out)
}

/// Lines for `$GITHUB_OUTPUT`. A value is a number, or a digest that was made here, so none can end its line.
pub fn outputs(exit_code: u8, figures: Option<&Figures>) -> String {
    let mut out = String::new();
    if let Some(figures) = figures {
        let Figures {
            digest,
            changes,
            pending,
        } = figures;
        let _ = writeln!(out, "digest={digest}\nchanges={changes}\npending={pending}");
    }
    let _ = writeln!(out, "exit-code={exit_code}");
    out
}

/// The most of a step summary, in bytes: GitHub takes 1 MiB a step, and shows nothing of one that is longer.
const SUMMARY: usize = 1000 << 10;

/// The table of all tenants, and what is not fine of each as far as there is room.
fn fleet_summary(fleet: &Fleet) -> String {
    let mut out = format!("### sso-setup: {}\n\n", fleet.counts());
    let mut left_out = 0;
    out.push_str("| tenant | outcome | in short |\n|---|---|---|\n");
    let rows = fleet.members.iter().map(|member| {
        let (name, short) = (sentence(&member.name), sentence(&member.short));
        format!("| {name} | {} | {short} |\n", member.word)
    });
    let details = fleet.members.iter().filter(|one| !one.details.is_empty());
    let details = details.map(|one| format!("\n**{}**\n\n{}", sentence(&one.name), one.summary));
    for part in rows.chain(details) {
        match out.len() + part.len() < SUMMARY {
            true => out.push_str(&part),
            false => left_out += 1,
        }
    }
    if left_out > 0 {
        let _ = writeln!(
            out,
            "\n{left_out} parts are left out here; the log has all."
        );
    }
    out
}

fn checked_summary(title: &str, checks: &[Check]) -> String {
    let mut out = format!("### sso-setup: {}\n\n", sentence(title));
    out.push_str("| check | status | found |\n|---|---|---|\n");
    for check in checks {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            sentence(&check.name),
            check.status,
            sentence(&check.message)
        );
    }
    out
}

/// One annotation for each check that somebody has to look at.
pub(super) fn annotations(out: &mut String, checks: &[Check], whose: &str) {
    for check in checks {
        let command = match check.status {
            check::Status::Fail => "error",
            check::Status::Warn => "warning",
            check::Status::Unknown => "notice",
            check::Status::Pass => continue,
        };
        let title = title(whose, &check.name);
        let text = with_hints(&check.message, check.remedy.iter());
        let _ = writeln!(out, "::{command} title={title}::{text}");
    }
}

/// The command that makes the runner hide a value in every later line.
pub fn mask(secret: &str) -> String {
    // Nothing but what ends a line is written otherwise: the runner looks for the value itself.
    let value = secret
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    format!("::add-mask::{value}\n")
}

fn judgements(out: &mut String, plan: &Plan, whose: &str) {
    for warning in &plan.warnings {
        let _ = writeln!(
            out,
            "::warning title={}::{}",
            title(whose, warning.code),
            data(&warning.message)
        );
    }
    for refusal in &plan.refusals {
        let _ = writeln!(
            out,
            "::error title={}::{}",
            title(whose, refusal.guard),
            data(&refusal.message)
        );
    }
}

/// The annotation of a tenant of which nothing is known but a line.
pub(super) fn failed(whose: &str, word: &str, short: &str) -> String {
    format!("::error title={}::{}\n", title(whose, word), data(short))
}

fn error_command(error: &Error, whose: &str) -> String {
    let text = with_hints(&error.message, error.hints.iter());
    format!("::error title={}::{text}\n", title(whose, error.code))
}

fn group(title: &str, body: &str) -> String {
    format!("::group::{title}\n{}::endgroup::\n", inert(body))
}

/// A message and its hints as a command's data: each on a line of its own, as the runner wants that written.
fn with_hints<'a>(message: &str, hints: impl Iterator<Item = &'a String>) -> String {
    let hints = hints.map(|hint| format!("%0Ahint: {}", data(hint)));
    hints.fold(data(message), |all, hint| all + &hint)
}

/// A message as a command's data.
fn data(text: &str) -> String {
    told(text).replace('%', "%25")
}

/// The title of a command, with whose it is in front.
fn title(whose: &str, what: &str) -> String {
    match whose {
        "" => property(what),
        whose => property(&format!("{whose}: {what}")),
    }
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A name, or a sentence that may hold some, in Markdown.
fn sentence(text: &str) -> String {
    text::markdown(&text::message(text))
}
