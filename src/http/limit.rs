//! How large an answer may be, by what it is, in bytes after decompression; and what all pages of one list may cost
//! together.
//!
//! Together with what else is in memory at that time an answer stays under 64 MiB, whatever it holds.

pub use super::json::cost;
use crate::error::{Error, Result};

/// An access token with what stands around it.
pub const TOKEN: usize = 64 << 10;

/// One object: an application with its settings has 10 to 20 KB.
pub const DOCUMENT: usize = 1 << 20;

/// One page of a list: a hundred records.
pub const PAGE: usize = 4 << 20;

/// What an answer may cost in memory once it is read.
pub(super) const READ: usize = 16 << 20;

/// What the records that are kept of one list may cost in memory.
const LIST: usize = 16 << 20;

/// What is left of the memory that one list may take, all its pages together.
#[derive(Debug)]
pub struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { left: LIST }
    }
}

impl Budget {
    /// Takes `bytes` that are kept until the list ends into account ([`cost`] for a whole record); `doing` is what errors
    /// begin with.
    ///
    /// # Errors
    /// `answer-too-large`.
    pub fn keep(&mut self, bytes: usize, doing: &str) -> Result<()> {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Error::failed(
                "answer-too-large",
                format!("{doing}: the list takes more than {} MiB", LIST >> 20),
            )
            .hint(
                "a proxy may blow it up; otherwise report it, with how many records the list has",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_list_has_one_budget_for_all_its_pages() {
        let record = cost(&Value::String("x".repeat(1 << 20)));
        let mut budget = Budget::default();
        for _ in 0..15 {
            budget.keep(record, "listing").unwrap();
        }
        let error = budget.keep(record, "listing").unwrap_err();
        assert_eq!(error.code, "answer-too-large");
        budget.keep(100, "listing").unwrap();
    }
}
