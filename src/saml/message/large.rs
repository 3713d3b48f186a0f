//! Inputs that are too large to be kept whole: a network log of a whole day, saved to the end. They are walked through in
//! pieces, so that any of them takes the same memory.

use std::io::{self, BufReader, Cursor, Read};

use super::found::Found;
use super::input::unreadable;
use super::json;
use super::limit::{KEPT, MAX_INPUT, too_large_input};
use super::scan::{Place, scan_names};
use crate::error::Result;

/// What is read at once, and how much of it stands before and after the names that are looked for in it: a page may give a
/// value before its name, and a value is up to four times as long as its message.
const PIECE: usize = 12 << 20;
const BEFORE: usize = 2 << 20;
const AFTER: usize = 4 << 20;

/// The longest string of a JSON file that is looked at; of a longer one the beginning.
const LONGEST: usize = 6 << 20;

/// Adds the messages of what `head` begins and `rest` goes on with.
///
/// # Errors
/// Outside: `rest` cannot be read. Inside: as [`super::find`].
pub(super) fn read(
    head: Vec<u8>,
    rest: &mut dyn Read,
    found: &mut Found,
) -> io::Result<Result<()>> {
    let left = (MAX_INPUT - KEPT) as u64;
    let mut rest = rest.take(left);
    let first = head
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    let read = match first {
        Some(b'{' | b'[') => {
            let head = match head.strip_prefix(b"\xef\xbb\xbf") {
                Some(head) => head.to_vec(),
                None => head,
            };
            let whole = Cut::new(Cursor::new(head).chain(&mut rest));
            let mut json = serde_json::Deserializer::from_reader(BufReader::new(whole));
            json::walk(&mut json, found)?
        }
        _ => pieces(head, &mut rest, found)?,
    };
    // One byte more than is left would have been left.
    let over = rest.limit() == 0 && rest.into_inner().read(&mut [0])? > 0;
    Ok(match over {
        true => Err(too_large_input(MAX_INPUT)),
        false => read,
    })
}

fn pieces(mut piece: Vec<u8>, rest: &mut dyn Read, found: &mut Found) -> io::Result<Result<()>> {
    let mut named = false;
    let mut from = 0;
    loop {
        let room = (PIECE - piece.len()) as u64;
        let more = rest.take(room).read_to_end(&mut piece)?;
        let last = (more as u64) < room;
        let text = match std::str::from_utf8(&piece) {
            Ok(text) => text,
            // A character that this piece cuts is whole in the next.
            Err(error) if !last && error.error_len().is_none() => {
                let (whole, _) = piece.split_at(error.valid_up_to());
                std::str::from_utf8(whole).unwrap_or_default()
            }
            Err(_) => return Ok(Err(unreadable("the input is not UTF-8 text".to_owned()))),
        };
        let until = match last {
            true => text.len(),
            false => text.floor_char_boundary(text.len().saturating_sub(AFTER)),
        };
        match scan_names(text, from..until, Place::default(), found) {
            Ok(seen) => named |= seen,
            Err(error) => return Ok(Err(error)),
        }
        if last {
            break;
        }
        let kept = text.floor_char_boundary(until.saturating_sub(BEFORE));
        from = until - kept;
        piece.drain(..kept);
    }
    Ok(match named {
        true => Ok(()),
        false => Err(too_large_input(KEPT)),
    })
}

/// JSON whose strings are cut at [`LONGEST`], between two characters.
struct Cut<R> {
    inner: R,
    at: At,
    /// How long the string is by now, in bytes.
    length: usize,
    dropping: bool,
}

enum At {
    Outside,
    Inside,
    /// After a backslash.
    Escape,
    /// So many digits of an escape are still to come.
    Digits(u8),
}

impl<R> Cut<R> {
    fn new(inner: R) -> Self {
        Cut {
            inner,
            at: At::Outside,
            length: 0,
            dropping: false,
        }
    }

    /// Whether a byte is kept.
    fn keeps(&mut self, byte: u8) -> bool {
        match self.at {
            At::Outside if byte == b'"' => {
                self.at = At::Inside;
                self.length = 0;
                return true;
            }
            At::Outside => return true,
            At::Inside => {
                self.length += 1;
                let between = byte & 0xc0 != 0x80;
                self.dropping |= self.length > LONGEST && between;
                if byte == b'"' {
                    self.at = At::Outside;
                    self.dropping = false;
                    return true;
                }
                if byte == b'\\' {
                    self.at = At::Escape;
                }
            }
            At::Escape if byte == b'u' => self.at = At::Digits(4),
            At::Escape | At::Digits(1) => self.at = At::Inside,
            At::Digits(left) => self.at = At::Digits(left - 1),
        }
        !self.dropping
    }
}

impl<R: Read> Read for Cut<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(out)?;
            let mut kept = 0;
            for at in 0..read {
                if self.keeps(out[at]) {
                    out[kept] = out[at];
                    kept += 1;
                }
            }
            // Nothing kept is not the end.
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}
