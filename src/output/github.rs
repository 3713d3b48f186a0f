//! GitHub Actions: workflow commands on stdout, Markdown for the step summary.

use std::fmt::Write;

use crate::check::{self, Check};
use crate::engine::Status;
use crate::error::Error;
use crate::plan::{Actor, Plan, Refusal, Warning};
use crate::text::{self, inert};

use human::told;

use super::{Checked, Document, human};

/// The log: what a person reads, with errors and warnings as workflow commands.
pub fn render(document: &Document) -> String {
    let mut out = String::new();
    match document {
        Document::Error(error) => out.push_str(&error_command(error)),
        Document::Plan(plan) => {
            out.push_str(&group("Plan", &human::render(document)));
            judgements(&mut out, plan);
        }
        Document::Outcome(outcome) => {
            out.push_str(&group("Plan", &human::render_plan(&outcome.plan)));
            // Whoever reads the log later was not led through the steps.
            out.push_str(&inert(&human::render_outcome(outcome, &outcome.steps)));
            judgements(&mut out, &outcome.plan);
            if let Some(error) = &outcome.error {
                out.push_str(&error_command(error));
            }
        }
        Document::Checked(Checked { checks, .. }) => {
            out.push_str(&inert(&human::render(document)));
            annotations(&mut out, checks);
        }
        Document::Watched(watched) => {
            out.push_str(&inert(&human::render(document)));
            annotations(&mut out, &watched.checks);
        }
        _ => out.push_str(&inert(&human::render(document))),
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
pub(super) fn annotations(out: &mut String, checks: &[Check]) {
    for check in checks {
        let command = match check.status {
            check::Status::Fail => "error",
            check::Status::Warn => "warning",
            check::Status::Unknown => "notice",
            check::Status::Pass => continue,
        };
        let title = property(&check.name);
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

fn judgements(out: &mut String, plan: &Plan) {
    for warning in &plan.warnings {
        let _ = writeln!(
            out,
            "::warning title={}::{}",
            property(warning.code),
            data(&warning.message)
        );
    }
    for refusal in &plan.refusals {
        let _ = writeln!(
            out,
            "::error title={}::{}",
            property(refusal.guard),
            data(&refusal.message)
        );
    }
}

fn error_command(error: &Error) -> String {
    let text = with_hints(&error.message, error.hints.iter());
    format!("::error title={}::{text}\n", property(error.code))
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

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A name, or a sentence that may hold some, in Markdown.
fn sentence(text: &str) -> String {
    text::markdown(&text::message(text))
}
