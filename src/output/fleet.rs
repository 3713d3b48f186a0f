//! What a command came to for each of several tenants. Each entry is rendered as its tenant ends, so that a thousand plans
//! are not held as long as the slowest of them takes, and without that tenant's secrets.

use serde_json::{Map, Value, json};

use crate::check::{self, Check};
use crate::engine::Status as Done;
use crate::error::{Error, Kind};
use crate::plan::{Guard, Plan, SignInVerdict};
use crate::text::{self, Redactor, inert};

use super::member::Member;
use super::{Document, Format, Outcome, Status, github, human, json, junit};

/// The most of what is said of a tenant in its line, in characters.
pub(super) const SHORT: usize = 140;

/// What is said of a tenant in its line, and whether that is all there is to say.
struct Verdict {
    word: &'static str,
    short: String,
    fine: bool,
}

impl Member {
    /// A tenant that ended with a code and a document, in one format and without its secrets.
    pub fn ended(
        name: &str,
        exit_code: u8,
        document: &Document,
        format: Format,
        secrets: &Redactor,
    ) -> Self {
        Member::of(name, Some(exit_code), document, format, secrets)
    }

    /// A tenant that an error ended.
    pub fn failed(name: &str, error: Error, format: Format, secrets: &Redactor) -> Self {
        let code = error.exit_code();
        Member::ended(name, code, &Document::Error(error), format, secrets)
    }

    /// A tenant that was not begun, and why.
    pub fn not_run(name: &str, why: &str, format: Format) -> Self {
        let error = Error::failed(NOT_RUN, why)
            .hint(format!("run the same command again with --only {name}"));
        let none = Redactor::default();
        Member::of(name, None, &Document::Error(error), format, &none)
    }

    fn of(
        name: &str,
        exit_code: Option<u8>,
        document: &Document,
        format: Format,
        secrets: &Redactor,
    ) -> Self {
        let Verdict { word, short, fine } = verdict(document);
        let short = text::printable(&secrets.redact(&inert(&short)), SHORT);
        let only = |wanted: bool, text: &dyn Fn() -> String| match wanted {
            true => secrets.redact(&text()),
            false => String::new(),
        };
        let (json, runner) = (format.is_json(), format == Format::Github);
        Member {
            part: match format {
                Format::Human => String::new(),
                Format::Json | Format::Jsonl => {
                    let entry = entry(name, exit_code, [word, &short], document, secrets);
                    json::entry(entry, format)
                }
                Format::Github => secrets.redact(&github::commands(document, name)),
                Format::Junit => junit::suite(document, name, secrets),
            },
            name: name.to_owned(),
            exit_code,
            word: word.to_owned(),
            fine,
            short,
            details: only(!json && format != Format::Junit && !fine, &|| {
                inert(&human::render(document))
            }),
            figures: document.figures(),
            summary: only(runner && !fine, &|| {
                github::summary(document).unwrap_or_default()
            }),
        }
    }
}

/// The code and the word of a tenant that was not begun.
const NOT_RUN: &str = "not-run";

/// A document with the tenant's name and what came of it in front.
fn entry(
    name: &str,
    exit_code: Option<u8>,
    [outcome, in_short]: [&str; 2],
    document: &Document,
    secrets: &Redactor,
) -> Map<String, Value> {
    let mut entry = Map::new();
    entry.insert("name".to_owned(), json!(name));
    entry.insert("exit_code".to_owned(), json!(exit_code));
    entry.insert("outcome".to_owned(), json!(outcome));
    entry.insert("in_short".to_owned(), json!(in_short));
    if let Value::Object(fields) = json::value(document, secrets) {
        let fields = fields.into_iter();
        entry.extend(fields.filter(|(field, _)| field != "format_version"));
    }
    entry
}

fn verdict(document: &Document) -> Verdict {
    match document {
        Document::Plan(plan) => of_plan(plan),
        Document::Outcome(outcome) => of_outcome(outcome),
        Document::Checked(checked) => of_checks(&checked.checks),
        Document::Watched(watched) => of_checks(&watched.checks),
        Document::Status(status) => of_status(status),
        Document::SheetFile { steps, left, .. } => of_sheet(steps.len(), *left),
        Document::Error(error) => of_error(error),
        _ => Verdict {
            word: "done",
            short: String::new(),
            fine: false,
        },
    }
}

fn of_plan(plan: &Plan) -> Verdict {
    if let Some(refusal) = plan.refusals.first() {
        return Verdict {
            word: "refused",
            short: format!("{}: {}", refusal.guard, refusal.message),
            fine: false,
        };
    }
    let warnings = warned(plan);
    let by_hand = match plan.human_changes().count() {
        0 => String::new(),
        n => format!(", {n} by hand"),
    };
    match plan.changes.len() {
        0 => Verdict {
            word: "unchanged",
            short: format!("nothing to do{warnings}"),
            fine: plan.warnings.is_empty(),
        },
        n => Verdict {
            word: "changes",
            short: format!("{}{by_hand}{warnings}", counted(n, "change", "changes")),
            fine: false,
        },
    }
}

fn of_outcome(outcome: &Outcome) -> Verdict {
    if let Some(error) = &outcome.error {
        return of_error(error);
    }
    let warnings = warned(&outcome.plan);
    let done = outcome.results.iter();
    let done = done.filter(|result| result.status == Done::Done).count();
    let made = format!("{} made", counted(done, "change", "changes"));
    match (outcome.complete(), done) {
        (false, _) => Verdict {
            word: "pending",
            short: format!(
                "{made}, {} for a person{warnings}",
                counted(outcome.steps.len(), "step is left", "steps are left")
            ),
            fine: false,
        },
        (true, 0) => Verdict {
            word: "unchanged",
            short: format!("nothing to do{warnings}"),
            fine: outcome.plan.warnings.is_empty(),
        },
        (true, _) => Verdict {
            word: "done",
            short: format!("{made}{warnings}"),
            fine: outcome.plan.warnings.is_empty(),
        },
    }
}

fn of_checks(checks: &[Check]) -> Verdict {
    let names = |status| {
        let fitting = checks.iter().filter(move |check| check.status == status);
        fitting.map(|check| check.name.as_str()).collect::<Vec<_>>()
    };
    let all = counted(checks.len(), "check", "checks");
    let (failed, warned) = (names(check::Status::Fail), names(check::Status::Warn));
    let unknown = names(check::Status::Unknown);
    let passed = check::none_failed(checks);
    let short = match (&failed[..], &warned[..], &unknown[..]) {
        ([], [], []) => all,
        ([], [], unknown) => format!("{all}, {} unknown: {}", unknown.len(), text::list(unknown)),
        ([], warned, _) => format!("{all}, {} to know of: {}", warned.len(), text::list(warned)),
        (failed, ..) => format!("{} of {all} failed: {}", failed.len(), text::list(failed)),
    };
    Verdict {
        word: if passed { "passed" } else { "failed" },
        short,
        fine: passed && warned.is_empty(),
    }
}

fn of_status(status: &Status) -> Verdict {
    let applications = &status.standing.applications;
    let findings = applications.iter().flat_map(|one| &one.findings);
    let mut findings: Vec<&str> = findings.map(|finding| finding.code).collect();
    let profiles = status
        .standing
        .mimecast
        .iter()
        .flat_map(|one| &one.profiles);
    let mut ways = profiles.flat_map(|profile| &profile.ways);
    if ways.any(|way| matches!(way.verdict, SignInVerdict::Broken { .. })) {
        findings.push(Guard::SignInBroken.name());
    }
    let all = counted(applications.len(), "application", "applications");
    match findings.is_empty() {
        true => Verdict {
            word: "clear",
            short: all,
            fine: true,
        },
        false => Verdict {
            word: "findings",
            short: format!("{all}: {}", text::list(findings)),
            fine: false,
        },
    }
}

/// The steps stand in the file: there is no more to say here.
fn of_sheet(steps: usize, left: usize) -> Verdict {
    let (word, short) = match left {
        0 => ("done", "every step is confirmed".to_owned()),
        left => {
            let of = counted(steps, "step", "steps");
            (
                "pending",
                format!("{left} of {of} left that nobody confirmed"),
            )
        }
    };
    Verdict {
        word,
        short,
        fine: true,
    }
}

fn of_error(error: &Error) -> Verdict {
    Verdict {
        word: match error.kind {
            _ if error.code == NOT_RUN => NOT_RUN,
            Kind::Failed => "failed",
            Kind::Refused => "refused",
            Kind::Credentials => "credentials",
            Kind::Unavailable => "unavailable",
            Kind::Usage => "usage",
            Kind::Interrupted => "interrupted",
        },
        short: match error.code {
            NOT_RUN => error.message.clone(),
            code => format!("{code}: {}", error.message),
        },
        fine: false,
    }
}

fn warned(plan: &Plan) -> String {
    match plan.warnings.len() {
        0 => String::new(),
        n => format!(", {}", counted(n, "warning", "warnings")),
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        n => format!("{n} {several}"),
    }
}
