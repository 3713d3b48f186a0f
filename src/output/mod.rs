//! What is shown: one renderer a format, all from the same documents. Nothing here prints.

mod document;
pub mod github;
pub mod human;
mod inspected;
pub mod json;
mod sheet;
mod watched;

use crate::text::{Redactor, inert};

pub use document::{
    CertificateStanding, Checked, ConnectorStanding, Document, Outcome, RunLine, Standing, Values,
    Watched,
};
pub use inspected::render_inspected;
pub use json::FORMAT_VERSION;
pub use sheet::{Sheet, SheetFormat};

/// The output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: aligned, coloured on a terminal.
    Human,
    /// Exactly one JSON document, also on failure.
    Json,
    /// GitHub Actions: workflow commands and a step summary.
    Github,
}

/// Renders a document, without the secrets of `secrets`. Human output carries ANSI styles; the printer strips
/// them where they do not belong.
pub fn render(format: Format, document: &Document<'_>, secrets: &Redactor) -> String {
    match format {
        Format::Human => secrets.redact(&inert(&human::render(document))),
        Format::Json => json::render(document, secrets),
        Format::Github => secrets.redact(&github::render(document)),
    }
}
