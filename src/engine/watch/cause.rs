//! A reason why a sign-in did not come through.

use serde::Serialize;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Stable name, like `no-access`.
    pub code: &'static str,
    /// Whether it is so now, or only known to cause this.
    pub certain: bool,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// A cause that is so now.
pub(super) fn certain(code: &'static str, message: String, remedy: impl Into<String>) -> Cause {
    Cause {
        code,
        certain: true,
        message,
        remedy: remedy.into(),
    }
}

/// One that is known to cause this.
pub(super) fn possible(code: &'static str, message: &str, remedy: &str) -> Cause {
    Cause {
        code,
        certain: false,
        message: message.to_owned(),
        remedy: remedy.to_owned(),
    }
}
