//! Finds SAML's fields in any text, by what all of them have in common: a name, something that separates it from its
//! value, quotes around either, and a value of base64 that a tool has dressed up in its own way.
//!
//! So a form body, a command line of *Copy as cURL*, a page that posts itself, a raw HTTP request, a `Location:` line and a
//! mail that quotes one of them are all read here, and nothing knows which of them it is.

use std::borrow::Cow;
use std::ops::Range;

use url::form_urlencoded;

use super::escape::{entity, peel, without_entities};
use super::{Fields, Found, NAMES, Part};
use crate::error::Result;
use crate::text::{is_invisible, name as shown};

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

const QUOTES: [&str; 9] = [
    "\\\\\\\"", "\\\"", "&quot;", "&#34;", "%22", "^\"", "\"", "'", "`",
];

const EQUALS: [&str; 8] = [
    "=>", "=", "%3D", "%3d", "\\u003d", "\\u003D", "&equals;", "&#61;",
];

/// Names that can follow on a line of their own, and are made of base64's letters.
const OTHERS: [&str; 5] = ["RelayState", "SigAlg", "Signature", "SAMLRe", "Submit"];

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
fn bare(url: &str) -> String {
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

/// Where a value begins, and what bounds it.
struct Value {
    start: usize,
    /// The quote that ends it, or the end that is known.
    until: Until,
    /// Whether an equals sign or a colon says that it is one.
    strong: bool,
    equals: bool,
    attribute: bool,
}

enum Until {
    Known(usize),
    Letters,
}

impl Value {
    fn known(range: Range<usize>) -> Self {
        Value {
            start: range.start,
            until: Until::Known(range.end),
            strong: true,
            equals: false,
            attribute: true,
        }
    }

    fn range(&self, text: &str) -> Range<usize> {
        match self.until {
            Until::Known(end) => self.start..end,
            Until::Letters => self.start..letters(text, self.start),
        }
    }
}

/// Finds the value of the name at `at..after`; nothing before `from` is looked at.
fn locate(
    text: &str,
    from: usize,
    at: usize,
    after: usize,
    last_close: Option<usize>,
) -> Option<Value> {
    if let Some(value) = in_a_tag(text, from, at, after) {
        return Some(value);
    }
    let rest = |p: usize| text.get(p..).unwrap_or_default();
    let mut p = after;
    while let Some(quote) = begins(rest(p), &QUOTES) {
        p += quote.len();
    }
    p += rest(p).len() - rest(p).trim_start_matches([' ', '\t', ']']).len();
    let mut strong = true;
    let mut equals = true;
    if let Some(sign) = begins(rest(p), &EQUALS) {
        p += sign.len();
    } else if rest(p).starts_with(':') {
        equals = false;
        p += 1;
    } else {
        (strong, equals) = (false, false);
        let start = p;
        p = past_the_gap(text, p);
        if p == start && p == after {
            return None;
        }
    }
    // Quotes, and the lines that a blank begins.
    p += rest(p).len() - rest(p).trim_start_matches([' ', '\t']).len();
    if !equals {
        p += rest(p).len() - rest(p).trim_start().len();
    }
    // In a form a quote that is encoded is the value's own.
    let quote = begins(rest(p), &QUOTES).filter(|quote| !equals || !quote.starts_with(['%', '&']));
    p += quote.map_or(0, str::len);
    let until = if rest(p).starts_with('<') {
        Until::Known(last_close.filter(|close| *close > p)? + 1)
    } else {
        let end = quote.and_then(|quote| rest(p).find(quote));
        end.map_or(Until::Letters, |end| Until::Known(p + end))
    };
    Some(Value {
        start: p,
        until,
        strong,
        equals,
        attribute: false,
    })
}

/// The value of a field of a form: `<input name="…" value="…">` in either order, or what a `<textarea>` holds.
fn in_a_tag(text: &str, from: usize, at: usize, after: usize) -> Option<Value> {
    let open = from + text[from..at].rfind(['<', '>'])?;
    let inside = text[open..].strip_prefix('<')?;
    let close = after + text[after..].find(['<', '>'])?;
    if !text[close..].starts_with('>') {
        return None;
    }
    let is = |name: &str| {
        let head = inside.get(..name.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    if is("textarea") {
        let end = text[close..].find('<').map_or(text.len(), |e| close + e);
        return Some(Value::known(close + 1..end));
    }
    let mut p = open;
    loop {
        let found = text[p..close].find(['v', 'V'])? + p;
        p = found + 1;
        let word = text[found..close].get(..5);
        if !word.is_some_and(|word| word.eq_ignore_ascii_case("value")) {
            continue;
        }
        let rest = text[found + 5..close].trim_start();
        let Some(rest) = rest.strip_prefix('=').map(str::trim_start) else {
            continue;
        };
        let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'');
        let start = close - rest.len() + quote.map_or(0, char::len_utf8);
        let end = match quote {
            Some(quote) => text[start..close].find(quote)?,
            None => {
                let end = text[start..close].find(char::is_whitespace);
                end.unwrap_or(close - start)
            }
        };
        return Some(Value::known(start..start + end));
    }
}

/// Past what separates a name from its value without a sign: blanks, a comma, the cells of a table, the headers of a part.
fn past_the_gap(text: &str, from: usize) -> usize {
    let mut p = from;
    loop {
        let rest = &text[p..];
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n', ',', '|']);
        p = text.len() - trimmed.len();
        let head = trimmed.get(..8).unwrap_or_default();
        if head.eq_ignore_ascii_case("content-") {
            p += trimmed.find('\n').unwrap_or(trimmed.len());
        } else if let Some(tag) = trimmed.strip_prefix("</").or_else(|| {
            let cell = trimmed.strip_prefix('<')?;
            let cells = ["td", "dd", "pre", "code", "span", "div"];
            cells.iter().any(|c| cell.starts_with(c)).then_some(cell)
        }) {
            match tag
                .find(['<', '>'])
                .filter(|end| tag[*end..].starts_with('>'))
            {
                Some(end) => p = text.len() - tag.len() + end + 1,
                None => return p,
            }
        } else {
            return p;
        }
    }
}

fn begins<'t>(text: &str, any: &[&'t str]) -> Option<&'t str> {
    any.iter().copied().find(|one| text.starts_with(one))
}

/// Where the letters end that a value without quotes has, on its line and those below that go on with it.
fn letters(text: &str, from: usize) -> usize {
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
    let lower = token.get(..8)?.to_ascii_lowercase();
    let is = lower == "https://" || lower.starts_with("http://");
    (is && token.contains('?')).then_some(token)
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
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
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

/// What a list of fields says that something else has read already.
pub(super) fn add_fields(fields: &Fields, place: Place<'_>, found: &mut Found) -> Result<()> {
    let pair = [(NAMES[0], &fields.response), (NAMES[1], &fields.request)];
    let what = place.what.unwrap_or("form field");
    for (name, value) in pair {
        let Some(value) = value else { continue };
        let field = format!("the {what} {name} {}", place.of)
            .trim_end()
            .to_owned();
        let xml = value.trim_start().starts_with('<');
        let text = match xml {
            true => value.trim().to_owned(),
            false => value_of(value),
        };
        if text.is_empty() {
            found.refused = Some(format!("{field} is empty"));
            continue;
        }
        found.add(Part {
            text: &text,
            packed: !xml,
            place: field,
            relay_state: fields.relay_state.clone(),
            url: place.url.map(bare),
        })?;
    }
    Ok(())
}
