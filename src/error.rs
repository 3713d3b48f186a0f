//! What can go wrong, what to do about it, and the only table of exit codes.

use std::fmt;

/// The class of an error. It alone decides the exit code, see [`Kind::exit_code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something failed, or a check did.
    Failed,
    /// A guard or a stale plan refused; nothing was written.
    Refused,
    /// A credential is missing, was rejected, or lacks a permission.
    Credentials,
    /// A service stayed unavailable after retries.
    Unavailable,
    /// The command line is wrong, or needs an answer and there is no terminal.
    Usage,
    /// The person interrupted the run.
    Interrupted,
}

/// Exit code of a run that did what was asked, or had nothing to do.
pub const EXIT_DONE: u8 = 0;
/// Exit code of `--detailed-exitcode` when changes, drift or human steps are pending.
pub const EXIT_PENDING: u8 = 2;

impl Kind {
    /// The process exit code of this class. Stable: scripts depend on it.
    pub const fn exit_code(self) -> u8 {
        match self {
            Kind::Failed => 1,
            Kind::Refused => 3,
            Kind::Credentials => 4,
            Kind::Unavailable => 5,
            Kind::Usage => 64,
            Kind::Interrupted => 130,
        }
    }
}

/// The exit codes of several runs from the worst to the best. What was interrupted or failed may be half done, so it comes
/// first; then what was refused, what could not be tried, and what is only pending.
const SEVERITY: [u8; 8] = [
    Kind::Interrupted.exit_code(),
    Kind::Failed.exit_code(),
    Kind::Refused.exit_code(),
    Kind::Credentials.exit_code(),
    Kind::Unavailable.exit_code(),
    Kind::Usage.exit_code(),
    EXIT_PENDING,
    EXIT_DONE,
];

/// The exit code of a run over several tenants: the worst of theirs.
pub fn worst(codes: impl IntoIterator<Item = u8>) -> u8 {
    let rank = |code: &u8| SEVERITY.iter().position(|known| known == code).unwrap_or(0);
    codes.into_iter().min_by_key(rank).unwrap_or(EXIT_DONE)
}

/// An error with a stable code, one sentence on what happened to which object, and what to do next.
///
/// Neither `message` nor `hints` may hold a secret: everything that reaches them from a service
/// goes through [`crate::text::Redactor`] first.
#[derive(Debug, Clone)]
pub struct Error {
    /// The class, and with it the exit code.
    pub kind: Kind,
    /// Stable machine-readable name in kebab case, e.g. `group-not-found`.
    pub code: &'static str,
    /// What happened, to which object.
    pub message: String,
    /// What to do next, one remedy an entry.
    pub hints: Vec<String>,
}

/// The crate's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of class `kind` with its stable `code` and message.
    pub fn new(kind: Kind, code: &'static str, message: impl Into<String>) -> Self {
        Error {
            kind,
            code,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Shorthand for [`Kind::Failed`].
    pub fn failed(code: &'static str, message: impl Into<String>) -> Self {
        Error::new(Kind::Failed, code, message)
    }

    /// Shorthand for [`Kind::Usage`].
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Error::new(Kind::Usage, code, message)
    }

    /// Shorthand for [`Kind::Refused`].
    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Error::new(Kind::Refused, code, message)
    }

    /// The person interrupted the run.
    pub fn interrupted() -> Self {
        Error::new(Kind::Interrupted, "interrupted", "interrupted")
            .hint("what was made so far stays; run the same command again to see what is left")
    }

    /// Adds one remedy.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Puts what was being done in front of the message: `context: message`.
    pub fn context(mut self, context: impl fmt::Display) -> Self {
        self.message = format!("{context}: {}", self.message);
        self
    }

    /// The process exit code of this error.
    pub fn exit_code(&self) -> u8 {
        self.kind.exit_code()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_the_documented_ones() {
        let table = [
            (Kind::Failed, 1),
            (Kind::Refused, 3),
            (Kind::Credentials, 4),
            (Kind::Unavailable, 5),
            (Kind::Usage, 64),
            (Kind::Interrupted, 130),
        ];
        for (kind, code) in table {
            assert_eq!(kind.exit_code(), code, "{kind:?}");
        }
    }

    #[test]
    fn of_several_exit_codes_the_worst_is_told() {
        let table: [(&[u8], u8); 9] = [
            (&[], 0),
            (&[0, 0], 0),
            (&[0, 2, 0], 2),
            (&[2, 64], 64),
            (&[64, 5, 0], 5),
            (&[5, 4, 64], 4),
            (&[4, 3, 5], 3),
            (&[3, 0, 1, 4], 1),
            (&[1, 130, 64], 130),
        ];
        for (codes, expected) in table {
            assert_eq!(worst(codes.iter().copied()), expected, "{codes:?}");
        }
    }

    #[test]
    fn context_names_the_object_first() {
        let error = Error::failed("x", "not found").context("group \"Staff\"");
        assert_eq!(error.to_string(), "group \"Staff\": not found");
    }
}
