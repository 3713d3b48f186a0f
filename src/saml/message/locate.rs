//! Where the value of a field begins and ends in a text, by what stands between a name and its value: a sign and quotes, the
//! attributes of a tag, or nothing but the cells and lines of a list.

use std::ops::Range;

use super::letters::{begins, letters};

const QUOTES: [&str; 9] = [
    "\\\\\\\"", "\\\"", "&quot;", "&#34;", "%22", "^\"", "\"", "'", "`",
];

const EQUALS: [&str; 9] = [
    "=>", "=3D", "=", "%3D", "%3d", "\\u003d", "\\u003D", "&equals;", "&#61;",
];

/// Where a value begins, and what bounds it.
pub(super) struct Value {
    pub start: usize,
    /// The quote that ends it, or the end that is known.
    pub until: Until,
    /// Whether an equals sign or a colon says that it is one.
    pub strong: bool,
    /// Whether it is an equals sign, as in a form.
    pub equals: bool,
    /// Whether it stands in a page, so that it is written with HTML's entities.
    pub attribute: bool,
}

pub(super) enum Until {
    Known(usize),
    /// It ends where its letters do.
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

    /// Its place.
    pub fn range(&self, text: &str) -> Range<usize> {
        match self.until {
            Until::Known(end) => self.start..end,
            Until::Letters => self.start..letters(text, self.start),
        }
    }
}

/// Finds the value of the name at `at..after`; nothing before `from` is looked at. `last_close` is where the last `>` of the
/// text is.
pub(super) fn locate(
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
    // An attribute of a tag that is shown as text, or a property.
    if let Some(word) = begins(rest(p), &["value=", ".value ", ".value="]) {
        p += word.trim_end_matches('=').len();
        p += rest(p).len() - rest(p).trim_start().len();
    }
    let mut strong = true;
    let mut equals = true;
    if let Some(sign) = begins(rest(p), &EQUALS) {
        p += sign.len();
    } else if rest(p).starts_with(':') {
        equals = false;
        p += 1 + block_mark(rest(p + 1));
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

/// How long the mark is with which YAML begins a text of several lines.
fn block_mark(after_colon: &str) -> usize {
    let line = after_colon.lines().next().unwrap_or_default();
    match line.trim() {
        "|" | "|-" | "|+" | ">" | ">-" | ">+" => line.len(),
        _ => 0,
    }
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
