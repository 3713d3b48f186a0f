//! Finding a secret in a text, in whatever form it stands there.
//!
//! The text is read the way a person would who wants to get at the secret: without what takes no room,
//! and with its escapes undone (JSON, URL, HTML, the visible form of this room), up to three deep. In each of
//! these readings the secret is looked for as it is, in hexadecimal and in base64.

use std::collections::HashMap;
use std::ops::Range;

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD, Engine as _};

use super::is_invisible;

/// A run of this many characters of a secret (of its form in the text) tells too much. Shorter secrets are
/// looked for as a whole.
const TELLING: usize = 16;

/// How many layers of escapes are undone.
const LAYERS: usize = 3;

/// Secrets, prepared to be looked for.
#[derive(Default)]
pub struct Needles {
    /// Each run of [`TELLING`] bytes of a form, lower case; `true` where the form is base64.
    runs: HashMap<[u8; TELLING], bool>,
    /// Forms that are looked for as a whole, lower case.
    whole: Vec<(Vec<u8>, bool)>,
}

impl Needles {
    /// Adds a secret in each of its forms.
    pub fn add(&mut self, secret: &str) {
        self.add_forms(
            secret,
            !secret.contains("PRIVATE KEY") && secret.len() <= 4096,
        );
    }

    /// Adds a private key, base64 of DER. Its public half stands in certificates, which have to be shown: of it,
    /// only the whole is looked for. An RSA key (RFC 8017) begins with its public half and is long, one of an
    /// elliptic curve (RFC 5915, also within RFC 5208) ends with it.
    pub fn add_private_key(&mut self, key: &str) {
        self.add_forms(key, false);
        let key = squeezed(key);
        let quarter = key.len() / 4;
        let private = match key.len() < 600 {
            true => key.get(quarter..quarter * 2),
            false => key.get(quarter * 2..),
        };
        if let Some(private) = private.filter(|part| part.len() >= TELLING) {
            self.add_forms(private, private.len() <= 8192);
        }
    }

    fn add_forms(&mut self, secret: &str, in_runs: bool) {
        let plain = squeezed(secret);
        let mut spelled = vec![secret.to_owned()];
        for other in [
            plain.clone(),
            secret.replace(' ', "+"),
            url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            percent_encoded(secret),
            serde_json::Value::from(secret)
                .to_string()
                .trim_matches('"')
                .to_owned(),
        ] {
            if !spelled.contains(&other) {
                spelled.push(other);
            }
        }
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        self.put(&hex, false, in_runs);
        for form in &spelled {
            // A secret may hold what looks like an escape; the text's own are undone together with it.
            let mut reading = squeeze(&characters(form));
            self.put(&text_of(&reading), false, in_runs);
            for _ in 0..LAYERS {
                let Some(deeper) = unescaped(&reading) else {
                    break;
                };
                reading = squeeze(&deeper);
                self.put(&text_of(&reading), false, in_runs);
            }
            for text in base64_cores(form.as_bytes()) {
                self.put(&text, true, in_runs);
            }
        }
    }

    fn put(&mut self, form: &str, base64: bool, in_runs: bool) {
        let form = form.to_ascii_lowercase().into_bytes();
        if form.len() < TELLING || !in_runs {
            let entry = (form, base64);
            if entry.0.len() >= 6 && !self.whole.contains(&entry) {
                self.whole.push(entry);
            }
            return;
        }
        for run in form.windows(TELLING) {
            if let Ok(run) = <[u8; TELLING]>::try_from(run) {
                // Either way it is a hit; base64 takes its neighbours along.
                *self.runs.entry(run).or_default() |= base64;
            }
        }
    }

    /// Where secrets stand in `text`, in bytes: in order, apart from each other, at character boundaries.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.runs.is_empty() && self.whole.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut reading = squeeze(&characters(text));
        for layer in 0..=LAYERS {
            self.find_in(&reading, &mut found);
            if layer == LAYERS {
                break;
            }
            match unescaped(&reading) {
                Some(deeper) => reading = squeeze(&deeper),
                None => break,
            }
        }
        merged(found)
    }

    fn find_in(&self, reading: &[Seen], found: &mut Vec<Range<usize>>) {
        let mut bytes = Vec::with_capacity(reading.len());
        // Of each byte, which character it belongs to.
        let mut owner = Vec::with_capacity(reading.len());
        for (index, seen) in reading.iter().enumerate() {
            let mut buffer = [0; 4];
            for byte in seen.c.to_ascii_lowercase().encode_utf8(&mut buffer).bytes() {
                bytes.push(byte);
                owner.push(index);
            }
        }
        let mut hit = |at: Range<usize>, base64: bool| {
            let mut characters = owner[at.start]..owner[at.end - 1] + 1;
            if base64 {
                // The first and the last character of a secret in base64 are made of its neighbours as well.
                for _ in 0..2 {
                    let start = characters.start;
                    if start > 0 && beside(&reading[start - 1], &reading[start]) {
                        characters.start -= 1;
                    }
                    let end = characters.end;
                    if end < reading.len() && beside(&reading[end], &reading[end - 1]) {
                        characters.end += 1;
                    }
                }
            }
            let all = &reading[characters];
            let start = all.iter().map(|seen| seen.start).min().unwrap_or_default();
            let end = all.iter().map(|seen| seen.end).max().unwrap_or_default();
            found.push(start..end);
        };
        if !self.runs.is_empty() {
            for (at, run) in bytes.windows(TELLING).enumerate() {
                if let Ok(run) = <&[u8; TELLING]>::try_from(run)
                    && let Some(base64) = self.runs.get(run)
                {
                    hit(at..at + TELLING, *base64);
                }
            }
        }
        for (form, base64) in &self.whole {
            for (at, run) in bytes.windows(form.len()).enumerate() {
                if run == form.as_slice() {
                    hit(at..at + form.len(), *base64);
                }
            }
        }
    }
}

/// Whether `other` is a character of the base64 text that `seen` belongs to.
fn beside(other: &Seen, seen: &Seen) -> bool {
    let of_base64 = other.c.is_ascii_alphanumeric() || "+/-_=".contains(other.c);
    of_base64 && (other.end == seen.start || seen.end == other.start)
}

/// A character of a reading, and which bytes of the text it was read from.
#[derive(Clone, Copy)]
struct Seen {
    c: char,
    start: usize,
    end: usize,
}

fn characters(text: &str) -> Vec<Seen> {
    let seen = |(start, c): (usize, char)| Seen {
        c,
        start,
        end: start + c.len_utf8(),
    };
    text.char_indices().map(seen).collect()
}

/// Without blanks, control sequences, and whatever cannot be seen.
fn squeeze(reading: &[Seen]) -> Vec<Seen> {
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

fn squeezed(text: &str) -> String {
    text_of(&squeeze(&characters(text)))
}

fn text_of(reading: &[Seen]) -> String {
    reading.iter().map(|seen| seen.c).collect()
}

/// One layer of escapes undone; `None` where there are none.
fn unescaped(reading: &[Seen]) -> Option<Vec<Seen>> {
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

/// Every byte that is not a letter or digit as `%2F`.
fn percent_encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// What of `secret` is the same in base64 wherever it stands in the encoded text: one for each alignment
/// and alphabet.
fn base64_cores(secret: &[u8]) -> Vec<String> {
    let mut cores = Vec::new();
    for before in 0..3usize {
        let padded: Vec<u8> = std::iter::repeat_n(0, before)
            .chain(secret.iter().copied())
            .collect();
        // Six bits a character: those that begin before the secret, or end after it, depend on neighbours.
        let first = (before * 8).div_ceil(6);
        let last = padded.len() * 8 / 6;
        for encoded in [
            BASE64_STANDARD_NO_PAD.encode(&padded),
            BASE64_URL_SAFE_NO_PAD.encode(&padded),
        ] {
            let core = encoded.get(first..last).unwrap_or_default().to_owned();
            if !cores.contains(&core) {
                cores.push(core);
            }
        }
    }
    cores
}

fn merged(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in found {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}
