//! The letters of base64 as they stand in a text: where they end, and what they are without what a tool put between them.

use std::borrow::Cow;

use super::escape::{entity, peel};
use crate::text::is_invisible;

/// Names that can follow on a line of their own, and are made of base64's letters.
const OTHERS: [&str; 5] = ["RelayState", "SigAlg", "Signature", "SAMLRe", "Submit"];

/// Which of these a text begins with.
pub(super) fn begins<'t>(text: &str, any: &[&'t str]) -> Option<&'t str> {
    any.iter().copied().find(|one| text.starts_with(one))
}

/// Where the letters end that a value without quotes has, on its line and those below that go on with it.
pub(super) fn letters(text: &str, from: usize) -> usize {
    let mut p = line_of_letters(text, from);
    let soft = goes_on(&text[from..p]);
    loop {
        let ends = match soft {
            true => !goes_on(&text[from..p]),
            false => text[from..p].ends_with('='),
        };
        let below = text[p..].trim_start_matches([' ', '\t', '\\', '^']);
        let Some(below) = below
            .strip_prefix("\r\n")
            .or_else(|| below.strip_prefix('\n'))
        else {
            return p;
        };
        let line = without_marks(below);
        let start = text.len() - line.len();
        let end = line_of_letters(text, start);
        let stops = text[end..].chars().next();
        let whole = stops.is_none_or(|c| c.is_whitespace() || "\"'`\\^&<".contains(c));
        if ends || end == start || !whole || begins(line, &OTHERS).is_some() {
            return p;
        }
        p = end;
    }
}

/// Whether a line may be one that a mail (quoted-printable, RFC 2045) continues on the next. A single `=` of padding looks alike.
fn goes_on(line: &str) -> bool {
    line.ends_with('=') && !line.ends_with("==")
}

fn line_of_letters(text: &str, from: usize) -> usize {
    let mut p = from;
    while let Some(c) = text[p..].chars().next() {
        let rest = &text[p + c.len_utf8()..];
        p += match c {
            _ if c.is_ascii_alphanumeric() || "+/=_-%".contains(c) || is_invisible(c) => {
                c.len_utf8()
            }
            // A line that goes on below.
            '\\' | '^'
                if rest
                    .trim_start_matches(['\r', ' '])
                    .starts_with(['\n', '"', '\'']) =>
            {
                return p;
            }
            '\\' | '^' => 1 + rest.chars().next().map_or(0, char::len_utf8),
            '&' => match entity(rest) {
                Some(('&', length)) if !rest[length..].starts_with('#') => return p,
                Some((_, length)) => 1 + length,
                None => return p,
            },
            // A plus that was read as a blank.
            ' ' if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "+/".contains(c))
                && !text[from..p].ends_with('=')
                && begins(rest, &OTHERS).is_none() =>
            {
                1
            }
            _ => return p,
        };
    }
    p
}

/// What a value says, without what its tool put around it.
pub(super) fn value_of(raw: &str) -> String {
    let peeled = peel(raw);
    let value = peeled.split('&').next().unwrap_or_default();
    let lines = value.lines();
    let own = lines.take_while(|line| begins(line.trim_start(), &OTHERS).is_none());
    joined(&own.collect::<Vec<_>>().join("\n"))
}

/// The most letters that stand together in a text on lines of their own, quoted or not.
pub(super) fn block(text: &str) -> String {
    let mut longest = String::new();
    let mut block = String::new();
    for line in text.lines().chain([""]) {
        let line = without_marks(line).trim_end();
        if !line.is_empty() && line_of_letters(line, 0) == line.len() && !line.contains(' ') {
            block.push_str(line);
        } else if block.len() > longest.len() {
            longest = std::mem::take(&mut block);
        } else {
            block.clear();
        }
    }
    longest
}

/// A line without the marks of a quoted mail.
fn without_marks(line: &str) -> &str {
    line.trim_start_matches(['>', '|', ' ', '\t'])
}

/// Letters of several lines as one. A blank inside a line was a plus; at the ends of lines it is none.
pub(super) fn joined(value: &str) -> String {
    let value: Cow<'_, str> = match value.contains(is_invisible) {
        true => value.replace(is_invisible, "").into(),
        false => value.into(),
    };
    let mut lines = value.lines().map(str::trim).peekable();
    let first = lines.next().unwrap_or_default();
    let soft = goes_on(first) && lines.peek().is_some();
    let lines = std::iter::once(first).chain(lines.map(without_marks));
    match soft {
        false => lines.map(|line| line.replace(' ', "+")).collect(),
        true => {
            let lines = lines.map(|line| line.strip_suffix('=').unwrap_or(line));
            lines.collect::<String>().replace("=3D", "=")
        }
    }
}
