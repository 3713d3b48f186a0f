//! From bytes to text, and what stands around a text that is a message as a whole.

use std::borrow::Cow;

use super::escape::without_entities;
use super::fields::NAMES;
use super::kind::kind_of;
use crate::error::{Error, Result};
use crate::text::is_invisible;

/// The text of an input: UTF-8, or UTF-16 as Windows' tools write it.
///
/// # Errors
/// `saml-input-unreadable`.
pub(super) fn text(input: &[u8]) -> Result<Cow<'_, str>> {
    // With its mark; without one, a text that begins with ASCII shows a zero beside it.
    let little = match input {
        [0xff, 0xfe, ..] => Some(true),
        [0xfe, 0xff, ..] => Some(false),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(true),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(false),
        _ => None,
    };
    let Some(little) = little else {
        return std::str::from_utf8(input)
            .map(Cow::Borrowed)
            .map_err(|error| {
                unreadable(format!(
                    "the input is not UTF-8 text (byte {})",
                    error.valid_up_to()
                ))
            });
    };
    let (pairs, rest) = input.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match little {
        true => u16::from_le_bytes(*pair),
        false => u16::from_be_bytes(*pair),
    });
    let text: Option<String> = char::decode_utf16(units)
        .map(std::result::Result::ok)
        .collect();
    match text {
        Some(text) if rest.is_empty() => Ok(Cow::Owned(text)),
        _ => Err(unreadable(
            "the input is UTF-16 that is cut off or malformed".to_owned(),
        )),
    }
}

pub(super) fn unreadable(what: String) -> Error {
    Error::failed("saml-input-unreadable", what).hint("save it as UTF-8")
}

/// A text without the blanks and invisible characters around it, which are no part of what it holds.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// The XML that an HTTP request or answer has as its body.
pub(super) fn body_of_http(text: &str) -> Option<&str> {
    let (line, _) = text.split_once('\n')?;
    if !line.contains("HTTP/") {
        return None;
    }
    let (_, body) = text
        .split_once("\r\n\r\n")
        .or_else(|| text.split_once("\n\n"))?;
    let body = bare(body);
    (body.starts_with('<') && kind_of(body.as_bytes()).is_ok()).then_some(body)
}

/// A text without the fences of Markdown, the marks of a quoted mail, quotes, and HTML's entities around a tag.
pub(super) fn unwrapped(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if text
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('>'))
    {
        let line = |line: &str| line.trim_start_matches(['>', ' ', '\t']).to_owned();
        text = text.lines().map(line).collect::<Vec<_>>().join("\n").into();
    }
    let fence =
        |line: &str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    if text.lines().any(fence) {
        // What is inside of the first pair; all of it, where there is but one.
        let mut lines = text.lines().skip_while(|line| !fence(line)).skip(1);
        let inside: Vec<&str> = lines.by_ref().take_while(|line| !fence(line)).collect();
        text = inside.join("\n").into();
    }
    let trimmed = bare(&text);
    for quote in ['"', '\'', '`'] {
        let inside = trimmed
            .strip_prefix(quote)
            .and_then(|t| t.strip_suffix(quote));
        if let Some(inside) = inside {
            return Cow::Owned(inside.to_owned());
        }
    }
    match trimmed.starts_with("&lt;") {
        true => Cow::Owned(without_entities(trimmed)),
        false => text,
    }
}

/// Whether one of SAML's fields is named in a text.
pub(super) fn is_named(text: &str) -> bool {
    NAMES.iter().any(|name| text.contains(name))
}

/// Whether a text begins as an address on the web does.
pub fn is_address(text: &str) -> bool {
    let is = |scheme: &str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    is("https://") || is("http://")
}
