//! Lists that do not end.

use crate::error::Error;

/// The error for a list that is longer than any real one.
pub(super) fn endless(doing: &str, count: usize) -> Error {
    Error::failed(
        "list-endless",
        format!("{doing}: the list does not end (stopped after {count} records)"),
    )
    .hint("a proxy may repeat its answers; otherwise report it to JumpCloud's support")
}
