//! What a command came to. Commands print no result themselves, but for two that cannot wait: `saml inspect` prints while
//! it reads, for its input has no bounds, and `sandbox` says where it is and goes on serving.

use url::Url;

use crate::error::{EXIT_DONE, Error, Kind};
use crate::output::Document;
use crate::tenant::Scoped;

/// What a command came to, for [`super::printer::Printer::outcome`].
#[derive(Debug)]
pub struct Outcome {
    /// The result.
    pub result: Shown,
    /// What a person is told after it.
    pub remark: Option<String>,
    /// Why it falls short of what was wanted. For people it is said last; other formats have it in the document.
    pub error: Option<Error>,
    /// The exit code.
    pub code: u8,
    /// Metadata URLs that a person gave in the middle: the run is to go on with a plan that has them.
    pub urls: Vec<Scoped<Url>>,
}

/// A result, by how it is shown.
#[derive(Debug)]
pub enum Shown {
    /// A document.
    Document(Document),
    /// A document that a person was shown before the question.
    Before(Document),
    /// A text for another program, the same in every format.
    Text(Vec<u8>),
    /// What was printed already.
    Printed,
}

impl Outcome {
    /// A command that did what it is for.
    pub fn done(result: impl Into<Shown>) -> Self {
        Outcome {
            result: result.into(),
            remark: None,
            error: None,
            code: EXIT_DONE,
            urls: Vec::new(),
        }
    }

    /// A command whose exit code says whether what it looked at is `good`.
    pub fn judged(result: impl Into<Shown>, good: bool) -> Self {
        let code = match good {
            true => EXIT_DONE,
            false => Kind::Failed.exit_code(),
        };
        Outcome {
            code,
            ..Outcome::done(result)
        }
    }
}

impl From<Document> for Shown {
    fn from(document: Document) -> Self {
        Shown::Document(document)
    }
}
