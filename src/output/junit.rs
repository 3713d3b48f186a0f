//! JUnit's XML, as GitLab, Azure Pipelines and Jenkins show it: a suite a run (of several tenants one each), and in it a test
//! case for each check, change or application.
//!
//! JUnit has no schema of its own; what is written here is the part that all three read: `testsuite` with its counts, and
//! `testcase` with at most one of `failure`, `error` and `skipped`.

use std::fmt::Write;

use crate::check::{self, Check};
use crate::engine::Status as Done;
use crate::error::Error;
use crate::plan::{Actor, Change, Plan, Surveyed};
use crate::text::{self, Redactor, html};

use super::{Document, Outcome, human};

/// What everything of this format is called by in the systems that show it.
const PROGRAM: &str = "sso-setup";

/// How a test case came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Passed,
    Failed,
    Broken,
    Skipped,
}

struct Case {
    name: String,
    came: Came,
    /// In one line.
    short: String,
    /// What to do about it, a line each.
    more: Vec<String>,
}

impl Case {
    fn new(name: impl Into<String>, came: Came, short: impl Into<String>) -> Self {
        Case {
            name: name.into(),
            came,
            short: short.into(),
            more: Vec::new(),
        }
    }

    /// Secrets are taken out before anything is escaped, or they would be other texts.
    fn write(&self, out: &mut String, class: &str, secrets: &Redactor) {
        let told = |text: &str| html(&secrets.redact(&text::message(text)));
        let (name, short) = (told(&self.name), told(&self.short));
        let more: Vec<String> = self.more.iter().map(|line| told(line)).collect();
        let more = more.join("\n");
        let of = |element: &str| format!("<{element} message=\"{short}\">{more}</{element}>");
        let found = match self.came {
            Came::Passed if more.is_empty() => format!("<system-out>{short}</system-out>"),
            Came::Passed => format!("<system-out>{short}\n{more}</system-out>"),
            Came::Failed => of("failure"),
            Came::Broken => of("error"),
            Came::Skipped => of("skipped"),
        };
        let _ = writeln!(
            out,
            "    <testcase classname=\"{class}\" name=\"{name}\">{found}</testcase>"
        );
    }
}

/// The whole document of a run, without the secrets of `secrets`.
pub fn render(document: &Document, secrets: &Redactor) -> String {
    match document {
        Document::Fleet(fleet) => {
            let suites = fleet.members.iter().map(|one| one.part.as_str());
            whole(&suites.collect::<String>())
        }
        document => whole(&suite(document, "", secrets)),
    }
}

/// The whole document of what SAML documents were judged by.
pub fn render_checks(checks: &[Check], secrets: &Redactor) -> String {
    let cases = checks.iter().map(of_check).collect();
    whole(&suite_of(cases, "", secrets))
}

fn whole(suites: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{PROGRAM}\">\n{suites}</testsuites>\n"
    )
}

/// The suite of one document without the secrets of `secrets`; `whose` is the tenant's name, where there are several.
pub fn suite(document: &Document, whose: &str, secrets: &Redactor) -> String {
    suite_of(cases(document), whose, secrets)
}

/// The suite of a tenant of which nothing is known but a line.
pub(super) fn of_member(whose: &str, word: &str, short: &str, failed: bool) -> String {
    let came = match failed {
        true => Came::Broken,
        false => Came::Passed,
    };
    let case = Case::new("run", came, format!("{word}: {short}"));
    suite_of(vec![case], whose, &Redactor::default())
}

fn suite_of(cases: Vec<Case>, whose: &str, secrets: &Redactor) -> String {
    let count = |came| cases.iter().filter(|case| case.came == came).count();
    let name = match whose {
        "" => PROGRAM.to_owned(),
        whose => html(whose),
    };
    let class = match whose {
        "" => PROGRAM.to_owned(),
        _ => format!("{PROGRAM}.{name}"),
    };
    let mut out = format!(
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
        cases.len(),
        count(Came::Failed),
        count(Came::Broken),
        count(Came::Skipped)
    );
    for case in &cases {
        case.write(&mut out, &class, secrets);
    }
    out.push_str("  </testsuite>\n");
    out
}

fn cases(document: &Document) -> Vec<Case> {
    match document {
        Document::Plan(plan) => of_plan(plan),
        Document::Outcome(outcome) => of_outcome(outcome),
        Document::Checked(checked) => checked.checks.iter().map(of_check).collect(),
        Document::Watched(watched) => watched.checks.iter().map(of_check).collect(),
        Document::Status(status) => status.standing.applications.iter().map(of_one).collect(),
        Document::Error(error) => vec![of_error(error)],
        // What there is to show, and nothing to judge.
        document => vec![Case::new(
            "result",
            Came::Passed,
            human::clean(&human::render(document)),
        )],
    }
}

/// Nothing of a plan was made: its changes are skipped. What a guard refuses, failed.
fn of_plan(plan: &Plan) -> Vec<Case> {
    let changes = plan.changes.iter();
    let changes = changes.map(|change| Case::new(change.id(), Came::Skipped, would(change)));
    all_of(plan, changes.collect())
}

fn would(change: &Change) -> String {
    let by = match change.actor {
        Actor::Api => "",
        Actor::Human => ", by hand in the Mimecast console",
    };
    format!("planned{by}")
}

fn of_outcome(outcome: &Outcome) -> Vec<Case> {
    let results = outcome.plan.changes.iter().zip(&outcome.results);
    let made = results.map(|(change, result)| match (&result.error, result.status) {
        (Some(error), _) => Case {
            name: change.id(),
            ..of_error(error)
        },
        (None, Done::Done) => Case::new(change.id(), Came::Passed, "done"),
        (None, Done::Failed) => Case::new(change.id(), Came::Broken, "failed"),
        (None, Done::Skipped) => Case::new(change.id(), Came::Skipped, "not made"),
        (None, Done::Pending) => Case::new(change.id(), Came::Skipped, would(change)),
    });
    let mut cases = all_of(&outcome.plan, made.collect());
    cases.extend(outcome.error.as_ref().map(of_error));
    cases
}

/// The cases of a plan's changes with what is said of the plan; one that has nothing to do passed.
fn all_of(plan: &Plan, mut cases: Vec<Case>) -> Vec<Case> {
    if cases.is_empty() {
        cases.push(Case::new("plan", Came::Passed, "nothing to do"));
    }
    let warnings = plan.warnings.iter();
    cases.extend(warnings.map(|warning| Case::new(warning.code, Came::Passed, &warning.message)));
    cases.extend(plan.refusals.iter().map(|refusal| Case {
        more: refusal.override_.iter().cloned().collect(),
        ..Case::new(refusal.guard, Came::Failed, &refusal.message)
    }));
    cases
}

fn of_check(check: &Check) -> Case {
    let came = match check.status {
        check::Status::Pass | check::Status::Warn => Came::Passed,
        check::Status::Fail => Came::Failed,
        // What should have told and did not is no success.
        check::Status::Unknown if check.unread => Came::Broken,
        check::Status::Unknown => Came::Skipped,
    };
    Case {
        more: check.remedy.iter().cloned().collect(),
        ..Case::new(&check.name, came, &check.message)
    }
}

fn of_one(application: &Surveyed) -> Case {
    let codes = text::list(application.findings.iter().map(|finding| finding.code));
    let (came, short) = match application.findings.is_empty() {
        true => (Came::Passed, "nothing is wrong with its values".to_owned()),
        false => (Came::Failed, codes),
    };
    let findings = application.findings.iter();
    Case {
        more: findings
            .map(|finding| format!("{}: {}. {}", finding.code, finding.message, finding.remedy))
            .collect(),
        ..Case::new(&application.label, came, short)
    }
}

fn of_error(error: &Error) -> Case {
    Case {
        more: error.hints.clone(),
        ..Case::new(
            "run",
            Came::Broken,
            format!("{}: {}", error.code, error.message),
        )
    }
}
