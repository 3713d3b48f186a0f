//! One thing that was looked at, how it came out, and what to do about it: the lines of
//! `doctor`, `saml check`, `saml inspect --strict` and `mimecast verify`.

use std::fmt;

use serde::Serialize;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it should be.
    Pass,
    /// Works today; somebody should know.
    Warn,
    /// Not as it should be.
    Fail,
    /// It could not be looked at.
    Unknown,
}

impl Status {
    /// The word of the contract, like `pass`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Pass => "pass",
            Status::Warn => "warn",
            Status::Fail => "fail",
            Status::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable name in kebab case, like `audience`.
    pub name: String,
    /// How it came out.
    pub status: Status,
    /// What was found, in one sentence.
    pub message: String,
    /// What to do about it; absent where there is nothing to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

impl Check {
    /// A check without a remedy.
    pub fn new(name: impl Into<String>, status: Status, message: impl Into<String>) -> Self {
        Check {
            name: name.into(),
            status,
            message: message.into(),
            remedy: None,
        }
    }

    /// The same check with its remedy.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

/// Whether none of them failed.
pub fn none_failed(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.status != Status::Fail)
}
