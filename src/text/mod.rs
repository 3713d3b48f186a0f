//! What may be shown of a text that came from elsewhere: it commands neither a terminal nor a
//! pipeline, and a person still sees that something was there.
//!
//! - [`value`], [`name`] and [`list`] put a foreign value (a name, an id, an address, a part of a document) into
//!   a message: visible to its last blank, and bounded.
//! - [`prose`] does so with what a service said, whose white space means nothing.
//! - [`shown`] does so without a bound, where the value is the result.
//! - [`line`] and [`inert`] are for whole texts, which may hold values that were made visible before.
//! - [`markdown`], [`html`], [`json`] and [`shell_word`] are for texts that something reads.
//!
//! [`nearest`] and [`did_you_mean`] tell which of the names that there are was meant by one that is not there.
//!
//! A [`Redactor`] takes the secrets of a run out of whatever is printed or written.
//!
//! A character that cannot be seen is written `⟨U+200B⟩`, so that two names which differ in nothing
//! else do not look the same; in a value so is a blank at an end, or after another one: `⟨U+0020⟩`.

mod commands;
mod markup;
mod nearest;
mod secrets;
mod seek;
mod shell;

pub use commands::{inert, json};
pub use markup::{html, markdown, markdown_code};
pub use nearest::{did_you_mean, nearest};
pub use secrets::{REDACTED, Redactor, is_private_key, is_secret_name};
pub use shell::shell_word;

use std::fmt::Write;

/// How many characters of a foreign value a message repeats.
pub const MAX_VALUE: usize = 200;

/// How many entries of a list a message repeats.
pub const MAX_ENTRIES: usize = 10;

/// What begins the visible form of a character; in a foreign value it is given in that form itself, so
/// that no value can be written to look like another one.
const OPENS: char = '⟨';

/// Whether a character takes no room, or turns round the text that follows it: zero-width and
/// direction-changing characters, joiners, fillers, variation selectors, byte-order marks, tags, line
/// and paragraph separators (Unicode: `Default_Ignorable_Code_Point`, `Bidi_Control`, `Zl`, `Zp`).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character could steer a terminal, or hide or turn round text: what is never shown as it is.
pub fn steers(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Whether a character of a name cannot be told from a blank, or from nothing.
fn deceives(c: char) -> bool {
    steers(c) || c == OPENS || (c.is_whitespace() && c != ' ')
}

/// Puts the visible form of a character: `⟨U+001B⟩`.
fn put_visible(out: &mut String, c: char) {
    let _ = write!(out, "{OPENS}U+{:04X}⟩", u32::from(c));
}

/// A foreign value, whole and on one line: each character that cannot be seen in its visible form.
/// Different values stay different.
pub fn shown(value: &str) -> String {
    inert(&cut(value, usize::MAX))
}

/// A foreign value (a name, an id, an address) in a message: like [`shown`], cut at 200 characters.
pub fn name(text: &str) -> String {
    value(text, MAX_VALUE)
}

/// A foreign value in a message: like [`shown`], cut at `max` characters.
pub fn value(text: &str, max: usize) -> String {
    inert(&cut(text, max))
}

/// A whole text on one line: what cannot be seen is in its visible form, and nothing is a command. Values
/// that were made visible before stay as they are.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c != OPENS && deceives(c) {
            true => put_visible(&mut out, c),
            false => out.push(c),
        }
    }
    inert(&out)
}

/// `value` like [`shown`], cut at `max` characters.
fn cut(value: &str, max: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut after_blank = true;
    for (at, c) in value.char_indices() {
        let before = out.len();
        let blank = c == ' ';
        // At an end or after another one it is lost to the eye, and to whoever renders the text.
        let lost = blank && (after_blank || at + 1 == value.len());
        after_blank = blank;
        match lost || deceives(c) {
            true => put_visible(&mut out, c),
            false => out.push(c),
        }
        count += out[before..].chars().count();
        if count > max {
            out.truncate(before);
            out.push('…');
            break;
        }
    }
    out
}

/// What a service said, in a message: on one line with single blanks, cut at 200 characters.
pub fn prose(text: &str) -> String {
    printable(text, MAX_VALUE)
}

/// `text` on one line with single blanks, cut at `max` characters; what cannot be seen is in its visible form.
pub fn printable(text: &str, max: usize) -> String {
    // What is cut away need not be looked at: a text can have megabytes.
    let words = text
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty());
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > max.saturating_mul(4) {
            break;
        }
    }
    inert(&cut(&line, max))
}

/// How many characters a whole message has.
const MAX_MESSAGE: usize = 4_000;

/// A message as it is shown: whatever foreign value it holds, a quoted one or a single word, is cut at 200
/// characters, and the whole at 4,000; a blank that is lost at an end of a quoted one, or after another one, is in its
/// visible form. What is shown of it goes through [`line`] besides.
pub fn message(text: &str) -> String {
    let mut out = String::new();
    // Of what is quoted, and of the word at hand, how many characters there were.
    let (mut quoted, mut word) = (None, 0);
    let mut cut_off = false;
    let mut before = ' ';
    // A quotation mark within a name neither begins nor ends what is quoted.
    let inside = |c: char| c.is_alphanumeric() || c == '"';
    // Two more than are shown, to tell what follows.
    let all: Vec<char> = text.chars().take(MAX_MESSAGE + 2).collect();
    let goes_on = |at: usize| all.get(at).copied().is_some_and(inside);
    for (at, &c) in all.iter().enumerate() {
        if at == MAX_MESSAGE {
            out.push('…');
            break;
        }
        word = if c == ' ' || c == '"' { 0 } else { word + 1 };
        let opens = c == '"' && !inside(before);
        let closes = c == '"' && !goes_on(at + 1);
        let ends = all.get(at + 1) == Some(&'"') && !goes_on(at + 2);
        let begins = quoted == Some(0);
        let lost = c == ' ' && quoted.is_some() && (begins || ends || before == ' ');
        quoted = match quoted {
            None if opens => Some(0),
            Some(_) if closes => None,
            quoted => quoted.map(|length: usize| length + 1),
        };
        before = c;
        if word <= MAX_VALUE && quoted.is_none_or(|length| length <= MAX_VALUE) {
            cut_off = false;
            match lost {
                true => put_visible(&mut out, c),
                false => out.push(c),
            }
        } else if !cut_off {
            cut_off = true;
            out.push('…');
        }
    }
    out
}

/// Foreign values in a message: `a, b, c`, each cut at 200 characters, after the tenth `and 7 more`.
pub fn list<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    listed(values.into_iter().map(|value| name(value.as_ref())))
}

/// The same with each value in quotation marks: `"a", "b"`.
pub fn quoted_list<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    listed(
        values
            .into_iter()
            .map(|value| format!("\"{}\"", name(value.as_ref()))),
    )
}

/// Entries that may be shown as they are, the first ten of them.
pub fn listed(entries: impl IntoIterator<Item = String>) -> String {
    let mut entries = entries.into_iter();
    let first: Vec<String> = entries.by_ref().take(MAX_ENTRIES).collect();
    match entries.count() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
