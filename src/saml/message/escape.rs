//! What tools put around the characters of a value: percent-encoding, HTML entities, the backslashes of JSON, JavaScript
//! and shells, the carets of Windows' command line. Taken off layer by layer, whichever they are.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// How often one layer is taken off: a log of a log has two of a kind.
const LAYERS: usize = 6;

/// The entities that stand in a value; those by number are read too.
const ENTITIES: [(&str, char); 12] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("plus", '+'),
    ("equals", '='),
    ("sol", '/'),
    ("nbsp", ' '),
    ("NewLine", '\n'),
    ("Tab", '\t'),
    ("colon", ':'),
];

/// A value without what was put around its characters. A plus stays one.
pub(super) fn peel(value: &str) -> String {
    let mut value = Cow::Borrowed(value);
    for _ in 0..LAYERS {
        let peeled = if value.contains('^') {
            value.replace('^', "")
        } else if value.contains('\\') {
            without_backslashes(&value)
        } else if value.contains('&') {
            without_entities(&value)
        } else if value.contains('%') {
            percent_decode_str(&value).decode_utf8_lossy().into_owned()
        } else {
            break;
        };
        if peeled == *value {
            break;
        }
        value = Cow::Owned(peeled);
    }
    value.into_owned()
}

/// HTML's entities read; what is none stays.
pub(super) fn without_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match entity(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => out.push('&'),
        }
    }
    out + rest
}

/// The character of the entity whose name begins here, and how long that is with its semicolon.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    // The longest is a number of seven digits.
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => {
            let known = ENTITIES.iter().find(|(known, _)| *known == name)?;
            known.1
        }
    };
    Some((c, end + 1))
}

/// Backslashes as JSON, JavaScript and shells write them; one at the end of a line joins it with the next.
fn without_backslashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let code = |digits: usize| {
            let hex = rest.get(1..1 + digits)?;
            char::from_u32(u32::from_str_radix(hex, 16).ok()?)
        };
        let (c, length) = match c {
            'u' => (code(4), 5),
            'x' => (code(2), 3),
            'n' => (Some('\n'), 1),
            'r' => (Some('\r'), 1),
            't' => (Some('\t'), 1),
            c => (Some(c), c.len_utf8()),
        };
        match c {
            Some(c) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => out.push('\\'),
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_comes_off() {
        for (dressed, plain) in [
            ("a+b/c=", "a+b/c="),
            ("a%2Bb%2fc%3D", "a+b/c="),
            ("a%252Bb%252Fc%253D", "a+b/c="),
            (r"a\u002bb\/c\u003d", "a+b/c="),
            (r"a\\u002bb\\\/c=", "a+b/c="),
            (r"a\x2bb/c\x3D", "a+b/c="),
            ("a&#43;b&#x2F;c&equals;", "a+b/c="),
            ("a&amp;#43;b&amp;sol;c=", "a+b/c="),
            ("a^%^2Bb^%^2Fc^%^3D", "a+b/c="),
            ("ab\\\ncd", "ab\ncd"),
            (r"ab\r\ncd", "ab\r\ncd"),
            ("100%", "100%"),
            ("a&b", "a&b"),
            ("&#xD800;&#99999999;", "&#xD800;&#99999999;"),
            ("\\", ""),
            (r"\u12", r"\u12"),
        ] {
            assert_eq!(peel(dressed), plain, "{dressed}");
        }
    }
}
