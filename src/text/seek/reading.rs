//! A text as it reads: without what takes no room, and with its escapes undone.

use crate::text::is_invisible;

/// A character of a reading, and which bytes of the text it was read from.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) fn characters(text: &str) -> Vec<Seen> {
    let seen = |(start, c): (usize, char)| Seen {
        c,
        start,
        end: start + c.len_utf8(),
    };
    text.char_indices().map(seen).collect()
}

/// Without blanks, control sequences, and whatever cannot be seen.
pub(super) fn squeeze(reading: &[Seen]) -> Vec<Seen> {
    let mut out = Vec::with_capacity(reading.len());
    let mut rest = reading;
    while let [first, others @ ..] = rest {
        // As it is, or made visible before.
        let (c, length) = visible(rest).unwrap_or((first.c, 1));
        let after = &rest[length..];
        rest = others;
        let introduced = match c {
            '\u{1b}' if after.first().is_some_and(|seen| seen.c == '[') => Some(&after[1..]),
            '\u{9b}' => Some(after),
            _ => None,
        };
        if let Some(parameters) = introduced {
            let before_end = |seen: &&Seen| !matches!(seen.c, '\u{40}'..='\u{7e}');
            let end = parameters.iter().take(32).take_while(before_end).count();
            rest = parameters.get(end + 1..).unwrap_or_default();
        } else if length > 1 && takes_no_room(c) {
            rest = after;
        } else if !takes_no_room(first.c) {
            out.push(*first);
        }
    }
    out
}

fn takes_no_room(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

pub(super) fn squeezed(text: &str) -> String {
    text_of(&squeeze(&characters(text)))
}

pub(super) fn text_of(reading: &[Seen]) -> String {
    reading.iter().map(|seen| seen.c).collect()
}

/// One layer of escapes undone; `None` where there are none.
pub(super) fn unescaped(reading: &[Seen]) -> Option<Vec<Seen>> {
    let mut out = Vec::with_capacity(reading.len());
    let mut changed = false;
    let mut at = 0;
    while at < reading.len() {
        let rest = &reading[at..];
        match escape(rest) {
            Some((c, length)) => {
                let (start, end) = (rest[0].start, rest[length - 1].end);
                out.push(Seen { c, start, end });
                changed = true;
                at += length;
            }
            None => {
                out.push(rest[0]);
                at += 1;
            }
        }
    }
    changed.then_some(out)
}

/// The escape that `rest` begins with: what it stands for, and how many characters it has.
fn escape(rest: &[Seen]) -> Option<(char, usize)> {
    match rest.first()?.c {
        '%' => percent(rest),
        '\\' => backslash(rest),
        '&' => entity(rest),
        '⟨' => visible(rest),
        _ => None,
    }
}

/// `count` hexadecimal digits from `at` on.
fn hex(rest: &[Seen], at: usize, count: usize) -> Option<u32> {
    let digits = rest.get(at..at + count)?;
    digits.iter().try_fold(0u32, |sum, seen| {
        Some(sum.checked_mul(16)? + seen.c.to_digit(16)?)
    })
}

fn percent(rest: &[Seen]) -> Option<(char, usize)> {
    let first = u8::try_from(hex(rest, 1, 2)?).ok()?;
    let count = match first {
        0..0x80 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let byte = |index: usize| {
        let at = index * 3;
        let marked = rest.get(at).is_some_and(|seen| seen.c == '%');
        u8::try_from(hex(rest, at + 1, 2).filter(|_| marked)?).ok()
    };
    let bytes: Option<Vec<u8>> = (0..count).map(byte).collect();
    let c = std::str::from_utf8(&bytes?).ok()?.chars().next()?;
    Some((c, count * 3))
}

fn backslash(rest: &[Seen]) -> Option<(char, usize)> {
    let kind = rest.get(1)?.c;
    let coded = |code: Option<u32>, length: usize| Some((char::from_u32(code?)?, length));
    let found = match kind {
        'u' if rest.get(2)?.c == '{' => {
            let digits = rest[3..]
                .iter()
                .take(6)
                .take_while(|seen| seen.c != '}')
                .count();
            coded(hex(rest, 3, digits), digits + 4)
        }
        'u' => match hex(rest, 2, 4) {
            Some(high @ 0xd800..0xdc00) => {
                let low = hex(rest, 8, 4).filter(|low| (0xdc00..0xe000).contains(low));
                let code = low.map(|low| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                coded(code, 12)
            }
            code => coded(code, 6),
        },
        'U' => coded(hex(rest, 2, 8), 10),
        'x' => coded(hex(rest, 2, 2), 4),
        'n' | 'r' | 't' | 'b' | 'f' | '0' => Some((' ', 2)),
        _ => None,
    };
    // Of any other, the backslash only protects what follows.
    Some(found.unwrap_or((kind, 2)))
}

fn entity(rest: &[Seen]) -> Option<(char, usize)> {
    let end = rest.iter().take(12).position(|seen| seen.c == ';')?;
    let name: String = rest[1..end].iter().map(|seen| seen.c).collect();
    let c = match name.as_str() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "shy" => ' ',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, end + 1))
}

/// `⟨U+200B⟩`
fn visible(rest: &[Seen]) -> Option<(char, usize)> {
    rest.first().filter(|seen| seen.c == '⟨')?;
    let end = rest.iter().take(10).position(|seen| seen.c == '⟩')?;
    if rest.get(1)?.c != 'U' || rest.get(2)?.c != '+' {
        return None;
    }
    let code = hex(rest, 3, end.checked_sub(3).filter(|digits| *digits > 0)?)?;
    Some((char::from_u32(code)?, end + 1))
}
