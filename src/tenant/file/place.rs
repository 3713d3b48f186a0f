//! Where in a tenants file something stands.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::text;

/// A place in a file, shown as editors and compilers write it: `tenants.toml:12:9`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    line: usize,
    column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A text, and where each of its lines begins: a file of thousands of tenants is gone through once.
pub struct Lines<'t> {
    file: Arc<str>,
    text: &'t str,
    begin: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Those of the text of the file of this name.
    pub fn new(file: &str, text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            file: text::shown(file).into(),
            text,
            begin: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// Where a part of the text begins; columns are counted in characters, from one.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let line = self.begin.partition_point(|begin| *begin <= span.start);
        let begin = self.begin[line.saturating_sub(1)];
        let before = self.text.get(begin..span.start).unwrap_or_default();
        Place {
            file: self.file.clone(),
            line,
            column: before.chars().count() + 1,
        }
    }

    /// The file as it is shown.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }
}
