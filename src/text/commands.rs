//! Lines that a pipeline's runner would obey.
//!
//! GitHub's runner takes a line for a command if it begins, after white space, with `::name`, and of
//! the older generation if `##[name]` stands anywhere in it (actions/runner, `ActionCommand.cs`);
//! Azure's takes `##vso[` and `##[` (its "logging commands"). Both read stdout and stderr alike.

use std::fmt::Write;

use super::{put_visible, steers};

/// A whole text that may hold foreign values, with the line breaks, tabs and ANSI styles that were written
/// here: nothing in it steers a terminal or is a command for a runner. A text that went through this before
/// comes out as it is.
///
/// `text` must not hold foreign values as they came: their line breaks would be taken for ours.
pub fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        inert_line(&mut out, line);
    }
    out
}

/// Where in a line a command would begin, as far as what was read of it tells.
#[derive(Default)]
struct Watch {
    /// The characters before this one that can be seen: at most eight.
    before: String,
}

impl Watch {
    /// Whether `c` would make a command of what stands before it.
    fn completes_command(&self, c: char) -> bool {
        match c {
            '[' => {
                self.before.ends_with("##") || self.before.to_ascii_lowercase().ends_with("##vso")
            }
            c if c.is_ascii_alphabetic() => {
                let head = self.before.strip_suffix("::");
                head.is_some_and(|head| head.chars().next_back().is_none_or(char::is_whitespace))
            }
            _ => false,
        }
    }

    fn saw(&mut self, c: char) {
        self.before.push(c);
        if self.before.chars().count() > 8 {
            self.before.remove(0);
        }
    }
}

fn inert_line(out: &mut String, line: &str) {
    let mut watch = Watch::default();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let style = style_length(rest);
        if style > 0 {
            out.push_str(&rest[..style]);
            rest = &rest[style..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let unseen = steers(c) && !matches!(c, '\n' | '\t');
        if unseen || watch.completes_command(c) {
            put_visible(out, c);
            watch.saw('⟩');
        } else {
            out.push(c);
            watch.saw(c);
        }
    }
}

/// The length of the ANSI style (`ESC [ digits and ; m`) that `text` begins with, in bytes; 0 where it does not.
fn style_length(text: &str) -> usize {
    let Some(body) = text.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let digits = body.find(|c: char| !c.is_ascii_digit() && c != ';');
    match digits {
        Some(end) if body[end..].starts_with('m') => 2 + end + 1,
        _ => 0,
    }
}

/// A JSON document in which nothing steers a terminal or is a command for a runner: such characters
/// are written as escapes, which changes no value.
///
/// All of them stand in strings: JSON's own syntax has none.
pub fn json(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut watch = Watch::default();
    for c in document.chars() {
        if c == '\n' {
            watch = Watch::default();
            out.push(c);
        } else if steers(c) || watch.completes_command(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
            watch.saw('_');
        } else {
            out.push(c);
            watch.saw(c);
        }
    }
    out
}
