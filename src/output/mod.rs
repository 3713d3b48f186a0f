//! What is shown: one renderer a format, all from the same documents. Nothing here prints.

mod document;
mod figures;
mod fleet;
pub mod github;
pub mod human;
mod index;
mod inspected;
pub mod json;
mod junit;
mod member;
mod merged;
mod sheet;
mod watched;

use std::borrow::Cow;

use crate::text::{Redactor, inert};

pub use document::{
    CertificateStanding, Checked, ConnectorStanding, Document, Exported, ExportedTenant, Outcome,
    RunLine, Standing, Status, Told, Values, Watched,
};
pub use figures::Figures;
pub use index::Index;
pub use inspected::render_inspected;
pub use json::FORMAT_VERSION;
pub use member::{Fleet, Member};
pub use sheet::{Sheet, SheetFormat};

/// The output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: aligned, coloured on a terminal.
    Human,
    /// Exactly one JSON document, also on failure.
    Json,
    /// JSON on one line; of a run over several tenants, one line a tenant as it ends.
    Jsonl,
    /// GitHub Actions: workflow commands, a step summary, and the outputs of the step.
    Github,
    /// JUnit's XML, for GitLab, Azure Pipelines and Jenkins.
    Junit,
}

impl Format {
    /// Whether a person reads along: progress, remarks and errors beside the result, on stderr. Any other format has its one
    /// document, and says everything in it.
    pub fn is_for_people(self) -> bool {
        self == Format::Human
    }

    /// Whether it is a document for other programs.
    pub fn is_json(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }

    /// The text that is printed as it is instead of its document: a worksheet, IdP metadata. In JSON all stands in
    /// the document.
    pub fn text(self, document: &Document) -> Option<&[u8]> {
        match self {
            Format::Json | Format::Jsonl | Format::Junit => None,
            Format::Human | Format::Github => document.text(),
        }
    }

    /// A text that is printed as it is, so that it does nothing where it is read: GitHub's runner obeys lines of its output.
    pub fn harmless(self, text: &str) -> Cow<'_, str> {
        match self {
            Format::Github => inert(text).into(),
            Format::Human | Format::Json | Format::Jsonl | Format::Junit => text.into(),
        }
    }

    /// Whether the reader is told what to hide, a command for each secret.
    pub fn masks(self) -> bool {
        self == Format::Github
    }

    /// What is kept of a document for the page of the run, where the format has one.
    pub fn summary(self, document: &Document) -> Option<String> {
        match self {
            Format::Github => github::summary(document),
            Format::Human | Format::Json | Format::Jsonl | Format::Junit => None,
        }
    }

    /// What later steps of a pipeline are told of a run that ended with a code, where the format has such a thing.
    pub fn outputs(self, exit_code: u8, figures: Option<&Figures>) -> Option<String> {
        match self {
            Format::Github => Some(github::outputs(exit_code, figures)),
            Format::Human | Format::Json | Format::Jsonl | Format::Junit => None,
        }
    }
}

/// Renders a document, without the secrets of `secrets`. Human output carries ANSI styles; the printer strips
/// them where they do not belong.
pub fn render(format: Format, document: &Document, secrets: &Redactor) -> String {
    match format {
        Format::Human => secrets.redact(&inert(&human::render(document))),
        Format::Json => json::render(document, secrets),
        Format::Jsonl => json::line(&json::value(document, secrets)),
        Format::Github => secrets.redact(&github::render(document)),
        Format::Junit => junit::render(document, secrets),
    }
}
