//! How changes ended.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::plan::Subject;

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was made (or confirmed by the person who made it).
    Done,
    /// It was tried and failed.
    Failed,
    /// It turned out to be true already.
    Skipped,
    /// It waits for a change before it, or for a person.
    Pending,
}

/// How one change ended.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeResult {
    /// Which change.
    pub id: Subject,
    /// How it ended.
    pub status: Status,
    /// What went wrong, where it failed.
    #[serde(serialize_with = "error_message")]
    pub error: Option<Error>,
}

fn error_message<S: serde::Serializer>(
    error: &Option<Error>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    error.as_ref().map(|e| e.to_string()).serialize(serializer)
}
