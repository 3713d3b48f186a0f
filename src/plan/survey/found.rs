//! What is found of one application.

use serde::Serialize;

use crate::connector::Connector;
use crate::plan::ownership::{adopting, suffix_of};
use crate::text;

/// Something that is wrong with an application, or will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable name in kebab case.
    pub code: &'static str,
    /// What was found, in one sentence.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Finding {
    /// What was found, and what to do about it.
    pub fn new(code: &'static str, message: String, remedy: impl Into<String>) -> Self {
        Finding {
            code,
            message,
            remedy: remedy.into(),
        }
    }
}

/// One Mimecast application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Surveyed {
    /// JumpCloud's id.
    pub id: String,
    /// Display label.
    pub label: String,
    /// IdP URL.
    pub idp_url: String,
    /// Which connector it is, by its default ACS URL; `None` for a path that Mimecast does not have.
    pub connector: Option<Connector>,
    /// Whether this tool looks after it: it has the IdP URL that was asked for, or the default one.
    pub ours: bool,
    /// The connector that this tool looks after it for, which its IdP URL tells; its ACS URL may be another's by mistake.
    #[serde(skip)]
    pub looked_after_as: Option<Connector>,
    /// Whether it is switched on; `None` where JumpCloud does not say.
    pub active: Option<bool>,
    /// Whether it is for another Mimecast account, by its SP entity ID.
    #[serde(skip)]
    pub of_another_account: bool,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl Surveyed {
    /// Whether it is somebody's of this account, whom this tool does not look after.
    pub fn is_lookalike(&self) -> bool {
        !self.ours && !self.of_another_account
    }

    /// What it is, and what is wrong with it, in a line.
    pub fn told(&self) -> String {
        let label = text::name(&self.label);
        let url = text::name(&self.idp_url);
        let findings: Vec<&str> = self.findings.iter().map(|f| f.message.as_str()).collect();
        let wrong = match findings.is_empty() {
            true => String::new(),
            false => format!(": {}", findings.join("; ")),
        };
        format!(
            "the JumpCloud application \"{label}\" ({url}) is Mimecast's too, and this tool does not look after it{wrong}"
        )
    }

    /// What its IdP URL ends in.
    pub fn suffix(&self) -> Option<&str> {
        suffix_of(&self.idp_url)
    }

    /// The connector, or the word that stands for one where it can become any.
    pub fn connector_word(&self) -> &'static str {
        self.connector.map_or("CONNECTOR", Connector::as_str)
    }

    /// The option that has this tool look after it: `--idp-url-suffix apps:mail`.
    pub fn adopted_by(&self) -> Option<String> {
        Some(adopting(self.connector_word(), self.suffix()?))
    }
}
