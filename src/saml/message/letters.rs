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
    loop {
        let padded = text[from..p].ends_with('=');
        let below = text[p..].trim_start_matches([' ', '\t', '\\', '^']);
        let Some(below) = below
            .strip_prefix("\r\n")
            .or_else(|| below.strip_prefix('\n'))
        else {
            return p;
        };
        let line = below.trim_start_matches([' ', '\t', '>', '|']);
        let start = text.len() - line.len();
        let end = line_of_letters(text, start);
        let stops = text[end..].chars().next();
        let whole = stops.is_none_or(|c| c.is_whitespace() || "\"'`\\^&<".contains(c));
        if padded || end == start || !whole || begins(line, &OTHERS).is_some() {
            return p;
        }
        p = end;
    }
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

/// Letters of several lines as one. A blank inside a line was a plus; at the ends of lines it is none.
pub(super) fn joined(value: &str) -> String {
    let value: Cow<'_, str> = match value.contains(is_invisible) {
        true => value.replace(is_invisible, "").into(),
        false => value.into(),
    };
    let lines = value.lines().enumerate().map(|(number, line)| {
        let quoted = line.trim();
        let line = match number {
            0 => quoted,
            _ => quoted.trim_start_matches(['>', '|', ' ', '\t']),
        };
        line.replace(' ', "+")
    });
    lines.collect()
}
