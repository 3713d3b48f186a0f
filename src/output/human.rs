//! For people: what, where, and what to do next.

mod checks;
mod discovered;
mod fleet;
mod outcome;
mod plan;
mod saml;
mod status;
mod steps;
mod style;
mod watched;
mod way;

use std::fmt::Write;

use crate::error::Error;
use crate::text;

use super::{Document, RunLine, Values};
use checks::render_checked;
use discovered::render_discovered;
pub use fleet::fleet_table;
use fleet::render_fleet;
pub use outcome::how_to_sign_in;
pub use outcome::render_outcome;
pub use plan::{heading, render_plan};
pub use saml::{render_inspected, render_judged};
use status::render_status;
pub use steps::{render_asked_step, render_steps};
use style::{BOLD, DIM, RED, YELLOW, styled};
pub use style::{clean, told};
use watched::render_watched;
pub use watched::{render_hindrances, render_news};

/// Renders a document with ANSI styles.
pub fn render(document: &Document) -> String {
    match document {
        Document::Values(values) => render_values(values),
        Document::Discovered(discovered) => render_discovered(discovered),
        Document::Plan(plan) => render_plan(plan),
        Document::Outcome(outcome) if outcome.told.steps => render_outcome(outcome, &[]),
        Document::Outcome(outcome) => render_outcome(outcome, &outcome.steps),
        Document::Worksheet(steps) => render_steps(steps),
        Document::Sheet { text, .. } => text.clone(),
        Document::SheetFile { path, .. } => {
            format!("The worksheet is written to {}\n", text::shown(path))
        }
        Document::Exported(exported) => exported.file.clone(),
        Document::Runs(runs) => render_runs(runs),
        Document::Pages { folder, files } => format!(
            "Wrote {} manual pages to {}: {}\n",
            files.len(),
            text::shown(folder),
            files.join(", ")
        ),
        Document::Written { path, application } => format!(
            "Wrote the IdP metadata of \"{}\" to {}\n",
            text::shown(application),
            text::shown(path)
        ),
        Document::Metadata { xml, .. } => String::from_utf8_lossy(xml).into_owned(),
        Document::Checked(checked) => render_checked(checked),
        Document::Status(status) => render_status(status),
        Document::Watched(watched) => render_watched(watched),
        Document::Fleet(fleet) => render_fleet(fleet),
        Document::Error(error) => render_error(error),
    }
}

/// An error and its remedies.
pub fn render_error(error: &Error) -> String {
    let mut out = format!("{} {}\n", styled(RED, "error:"), told(&error.message));
    for hint in &error.hints {
        let _ = writeln!(out, "  {} {}", styled(YELLOW, "hint:"), told(hint));
    }
    out
}

fn render_runs(runs: &[RunLine]) -> String {
    if runs.is_empty() {
        return "No run of this tenant is in the journal.\n".to_owned();
    }
    let mut out = String::new();
    for run in runs {
        let undone = match run.undone {
            true => styled(DIM, "  (undone)"),
            false => String::new(),
        };
        let changes = format!(
            "{} {}",
            run.changes,
            if run.changes == 1 {
                "change"
            } else {
                "changes"
            }
        );
        let _ = writeln!(
            out,
            "{}  {:<7}  {:<11}  {changes}{undone}",
            clean(&run.started),
            run.command,
            run.outcome,
        );
    }
    out
}

fn render_values(values: &Values) -> String {
    let mut out = format!(
        "{}, account code {}\n",
        styled(BOLD, format!("Mimecast {}", values.grid)),
        styled(BOLD, values.account_code.as_str())
    );
    for connector in &values.connectors {
        let _ = writeln!(
            out,
            "\n{} {}",
            styled(BOLD, connector.connector.as_str()),
            styled(DIM, format!("({})", connector.flow))
        );
        let _ = writeln!(out, "  ACS URL       {}", connector.acs_url);
        let _ = writeln!(
            out,
            "  SP entity ID  {}",
            text::shown(&connector.sp_entity_id)
        );
    }
    let _ = writeln!(out, "\nLogout URL      {}", values.logout_url);
    out
}
