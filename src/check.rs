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
    /// Whether it is unknown because what should have told did not: such a report is no success, while
    /// what nobody can look at is only said to be so.
    #[serde(skip)]
    pub unread: bool,
}

impl Check {
    /// A check without a remedy.
    pub fn new(name: impl Into<String>, status: Status, message: impl Into<String>) -> Self {
        Check {
            name: name.into(),
            status,
            message: message.into(),
            remedy: None,
            unread: false,
        }
    }

    /// A check of something that could not be read, though it must be there to be read.
    pub fn unread(name: impl Into<String>, message: impl Into<String>) -> Self {
        Check {
            unread: true,
            ..Check::new(name, Status::Unknown, message)
        }
    }

    /// The same check with its remedy.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

/// Whether none of them failed, and everything that should have told something did.
pub fn none_failed(checks: &[Check]) -> bool {
    checks
        .iter()
        .all(|check| check.status != Status::Fail && !check.unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_have_told_and_did_not_is_no_success() {
        let of = |status| Check::new("a", status, "b");
        for (check, good) in [
            (of(Status::Pass), true),
            (of(Status::Warn), true),
            (of(Status::Unknown), true),
            (of(Status::Fail), false),
            (Check::unread("a", "b"), false),
        ] {
            assert_eq!(none_failed(std::slice::from_ref(&check)), good, "{check:?}");
        }
        let shown = serde_json::to_value(Check::unread("a", "b")).unwrap();
        assert_eq!(
            shown,
            serde_json::json!({ "name": "a", "status": "unknown", "message": "b" })
        );
    }
}
