//! Finds SAML's fields in any text, by what all of them have in common: a name, something that separates it from its
//! value, quotes around either, and a value of base64 that a tool has dressed up in its own way.
//!
//! So a form body, a command line of *Copy as cURL*, a page that posts itself, a raw HTTP request, a `Location:` line and a
//! mail that quotes one of them are all read here, and nothing knows which of them it is.

use std::ops::Range;

use url::form_urlencoded;

use super::escape::without_entities;
use super::fields::NAMES;
use super::found::{Found, Part};
use super::input::is_address;
use super::letters::value_of;
use super::locate::{Until, locate};
use crate::error::Result;
use crate::text::name as shown;

/// Where a text stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    /// Words after the field's name, like `of entry 3 of a HAR file`.
    pub of: &'a str,
    /// Where it was sent.
    pub url: Option<&'a str>,
    /// What kind of field, where that is known.
    pub what: Option<&'static str>,
}

/// The least of what counts as a value where only a blank, a line or a cell of a table separates it from its name.
const TELLING: usize = 40;

/// Adds the messages of `text` to those found; says whether one of SAML's names stands in it at all.
///
/// It goes through the text once: nothing before the field read last is looked at again, so that a text of nothing but
/// names takes no longer than any other.
pub(super) fn scan(text: &str, place: Place<'_>, found: &mut Found) -> Result<bool> {
    scan_names(text, 0..text.len(), place, found)
}

/// The same of the names that begin in a part of the text.
pub(super) fn scan_names(
    text: &str,
    names: Range<usize>,
    place: Place<'_>,
    found: &mut Found,
) -> Result<bool> {
    let last_close = text.rfind('>');
    let mut seen = false;
    // What stands before the first name may be a part of its field.
    let (mut from, mut first) = (0, names.start);
    while let Some((name, at)) = next_name(text, from.max(first)).filter(|(_, at)| *at < names.end)
    {
        seen = true;
        first = 0;
        let after = at + name.len();
        let Some(value) = locate(text, from, at, after, last_close) else {
            from = after;
            continue;
        };
        let range = value.range(text);
        let raw = &text[range.clone()];
        let before = &text[from..at];
        from = range.end.max(after);
        let xml = raw.starts_with('<');
        if !xml && !value.strong && raw.len() < TELLING {
            continue;
        }
        let query = address(before);
        let of = match query {
            Some(_) if place.of.is_empty() => "of an address",
            _ => place.of,
        };
        let what = match query.is_some() || before.ends_with('?') {
            true => "query parameter",
            false => "form field",
        };
        let field = format!("the {} {name} {of}", place.what.unwrap_or(what));
        let field = field.trim_end();
        if raw.is_empty() {
            found.refused = Some(redacted(field, &text[from..]));
            continue;
        }
        // Letters on the lines below may belong to it or not.
        let first = raw.lines().next().unwrap_or_default();
        let sent = query.or(place.url).or_else(|| sent_to(before));
        let count = found.count();
        for raw in [raw, first] {
            let value = match xml {
                true => raw.to_owned(),
                false => value_of(raw),
            };
            let is_one = found.add(Part {
                text: &value,
                packed: !xml,
                place: field.to_owned(),
                relay_state: None,
                url: sent.map(bare),
            })?;
            if is_one || xml || raw == first {
                break;
            }
        }
        if found.count() > count {
            let next = next_name(text, from).map_or(text.len(), |(_, at)| at);
            let start = at - before.len();
            // What follows may have been read with the value, where a tool has hidden what ends it.
            let tail = range.start.max(from.saturating_sub(256));
            let relay_state = relay_state(text, tail..next);
            let before = || self::relay_state(text, start..at);
            found.set_relay_state(relay_state.or_else(before));
        }
    }
    Ok(seen)
}

/// An address without what it carried.
pub(super) fn bare(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The next of SAML's names, and where it begins.
fn next_name(text: &str, from: usize) -> Option<(&'static str, usize)> {
    let mut from = from;
    while let Some(at) = text.get(from..)?.find("SAMLRe") {
        let at = from + at;
        if let Some(name) = NAMES.iter().find(|name| text[at..].starts_with(**name)) {
            return Some((name, at));
        }
        from = at + "SAMLRe".len();
    }
    None
}

/// The RelayState in a part of a text.
fn relay_state(text: &str, within: Range<usize>) -> Option<String> {
    const NAME: &str = "RelayState";
    let start = text.ceil_char_boundary(within.start);
    let near = &text[start..within.end.max(start)];
    let at = start + near.find(NAME)?;
    let value = locate(text, start, at, at + NAME.len(), None)?;
    let rest = &text[value.start..];
    if let Until::Known(end) = value.until {
        let known = &text[value.start..end];
        return Some(match value.attribute {
            true => without_entities(known),
            false => known.to_owned(),
        });
    }
    if !value.equals {
        let end = rest.find(['\r', '\n', '<']).unwrap_or(rest.len());
        return Some(rest[..end].trim().to_owned());
    }
    let end = rest.find(|c: char| c.is_whitespace() || "&#\"'`<>\\^".contains(c));
    let encoded = &rest[..end.unwrap_or(rest.len())];
    let pair = format!("{NAME}={encoded}");
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs.next().map(|(_, value)| value.into_owned())
}

/// The address whose query a field belongs to, from what stands before the field's name.
fn address(before: &str) -> Option<&str> {
    let start = before
        .rfind(|c: char| c.is_whitespace() || "\"'`<>()".contains(c))
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let token = &before[start..];
    (is_address(token) && token.contains('?')).then_some(token)
}

/// Where a text says that it is sent: the form's action, or what a command was given.
fn sent_to(before: &str) -> Option<&str> {
    let tail = before.rfind("action=").map(|at| at + "action=".len());
    let commands = ["curl ", "fetch(", "-Uri "];
    let command = || commands.iter().filter_map(|c| before.rfind(c)).max();
    let rest = &before[tail.or_else(command)?..];
    let at = rest.find("http")?;
    // The first that it names, and no other.
    let rest = rest.get(at..).filter(|_| at < 16)?;
    let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>^".contains(c));
    let url = &rest[..end.unwrap_or(rest.len())];
    is_address(url).then_some(url)
}

/// A field that has something else where its value belongs.
fn redacted(field: &str, rest: &str) -> String {
    let end = rest.find(|c: char| c.is_whitespace() || "&\"'`<".contains(c));
    let instead = &rest[..end.unwrap_or(rest.len())];
    match instead.is_empty() {
        true => format!("{field} is empty"),
        false => format!(
            "{field} is neither XML nor base64: it holds \"{}\"",
            shown(instead)
        ),
    }
}
