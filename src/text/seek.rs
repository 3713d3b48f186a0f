//! Finding a secret in a text, in whatever form it stands there.
//!
//! The text is read the way a person would who wants to get at the secret: without what takes no room,
//! and with its escapes undone (JSON, URL, HTML, the visible form of this room), up to three deep. In each of
//! these readings the secret is looked for as it is, in hexadecimal and in base64.

mod reading;

use std::collections::HashMap;
use std::ops::Range;

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD, Engine as _};

use self::reading::{Seen, characters, squeeze, squeezed, text_of, unescaped};

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
