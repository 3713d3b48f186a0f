//! SAML messages as people come by them: a file of metadata, what the browser's developer tools
//! show of a form, the address of a redirect, a copied command, a saved page, a whole HAR file.
//!
//! `input` makes text of the bytes, `large` goes through what is too much to be kept, `json` walks through what is JSON, `scan` finds the fields in everything else, `locate` and
//! `letters` know where a value ends, `escape` and `unpack` take off what is around it. None of them knows a tool by its name.
//!
//! Whatever comes in is hostile: its size is limited before any work, every message unpacked from
//! it is limited again, and so is what all of them take together.

mod escape;
mod input;
mod json;
mod large;
mod letters;
mod locate;
mod scan;
#[cfg(test)]
mod tests;
mod unpack;

use std::fmt;
use std::io::Read;

use serde::Serialize;

use crate::error::{Error, Result};
pub use input::is_address;
use scan::{Place, scan};
use unpack::{kind_of, unpack};

/// Largest input, in bytes: a HAR file of a sign-in has a few megabytes, that of a day with everything it fetched many.
pub const MAX_INPUT: usize = 256 << 20;

/// Largest input that is kept whole; a larger one is walked through.
const KEPT: usize = 8 << 20;

/// Largest message, in bytes, after everything around it was taken off.
pub const MAX_MESSAGE: usize = 1 << 20;

/// Most bytes that all messages of one input take together.
const MAX_TOGETHER: usize = 8 << 20;

/// Most messages of one input: a sign-in has two.
const MAX_MESSAGES: usize = 100;

/// What a message is, by its root element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// Metadata: `EntityDescriptor`.
    Metadata,
    /// An answer of an IdP: `Response`.
    Response,
    /// A request of a service provider: `AuthnRequest`.
    AuthnRequest,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Metadata => "metadata",
            Kind::Response => "a SAML Response",
            Kind::AuthnRequest => "an AuthnRequest",
        })
    }
}

/// One message, unpacked and not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is, by its root element alone.
    pub kind: Kind,
    /// Its XML, byte for byte as it was sent.
    pub xml: Vec<u8>,
    /// How it was wrapped, in words, like `base64 in the form field SAMLResponse`.
    pub found: String,
    /// The RelayState sent beside it.
    pub relay_state: Option<String>,
    /// Where it was sent, where the input says so.
    pub url: Option<String>,
}

impl Message {
    /// Whether it is for this address, by its `Destination` or by where it was sent. That says nothing of whether it may be
    /// believed.
    pub fn is_for(&self, url: &str) -> bool {
        self.url.as_deref() == Some(url) || unpack::destination(&self.xml).as_deref() == Some(url)
    }
}

/// Finds every SAML message in `input`: raw XML, base64 (also URL-safe, wrapped, URL-encoded or deflated), JSON like that
/// of a HAR file, and any text in which a field `SAMLResponse` or `SAMLRequest` stands with its value.
///
/// # Errors
/// `saml-input-too-large`, `saml-input-unreadable`, `saml-not-found`, `saml-message-too-large`.
pub fn find(input: &[u8]) -> Result<Vec<Message>> {
    // Bytes are got without fail.
    read(&mut &*input).unwrap_or_else(|_| Ok(Vec::new()))
}

/// The same of an input that comes from a file or a pipe.
///
/// # Errors
/// Outside: it cannot be read. Inside: as [`find`].
pub fn read(input: &mut dyn Read) -> std::io::Result<Result<Vec<Message>>> {
    let mut head = Vec::new();
    input.take(KEPT as u64 + 1).read_to_end(&mut head)?;
    let mut found = Found::default();
    let read = match head.len() <= KEPT {
        true => whole(&head, &mut found),
        false => large::read(head, input, &mut found)?,
    };
    Ok(read.and_then(|()| match found.messages.is_empty() {
        true => Err(nothing(&found.why_none())),
        false => Ok(found.messages),
    }))
}

fn whole(input: &[u8], found: &mut Found) -> Result<()> {
    let text = input::text(input)?;
    match input::bare(&text) {
        "" => Err(nothing("the input is empty")),
        text => look(text, found),
    }
}

fn too_large_input(limit: usize) -> Error {
    let what = match limit {
        KEPT => " and names no field SAMLResponse or SAMLRequest",
        _ => "",
    };
    Error::failed(
        "saml-input-too-large",
        format!("the input is larger than {} MiB{what}", limit >> 20),
    )
    .hint("record only the sign-in: clear the network log of the developer tools before it")
}

/// Looks for messages in a text that is not empty.
fn look(text: &str, found: &mut Found) -> Result<()> {
    let named = input::is_named(text);
    if text.starts_with('<') && (!named || kind_of(text.as_bytes()).is_ok()) {
        return found.add(Part::plain(text, "XML as it stands")).map(drop);
    }
    if text.starts_with('{') || named && text.starts_with('[') {
        match json::read(text, found) {
            Err(error) if error.code == "saml-input-unreadable" && named => {
                scan(text, Place::default(), found)?;
                return match found.messages.is_empty() {
                    true => Err(error),
                    false => Ok(()),
                };
            }
            read => return read,
        }
    }
    if named && scan(text, Place::default(), found)? {
        return Ok(());
    }
    if let Some(body) = input::body_of_http(text) {
        let part = Part::plain(body, "XML in the body of an HTTP message");
        return found.add(part).map(drop);
    }
    let inside = input::unwrapped(text);
    let inside = input::bare(&inside);
    if is_address(inside) && !inside.contains(char::is_whitespace) {
        found.refused = Some("the address carries none".to_owned());
        return Ok(());
    }
    if inside.starts_with('<') {
        return found.add(Part::plain(inside, "XML as it stands")).map(drop);
    }
    if !found.add(Part::packed(&letters::joined(inside), ""))? {
        // Words may stand around it, as in a mail.
        let block = letters::block(text);
        let why = found.refused.take();
        found.add(Part::packed(&block, ""))?;
        found.refused = why;
    }
    Ok(())
}

/// Why there is no message, what was looked for, and how to come by one.
fn nothing(why: &str) -> Error {
    Error::failed("saml-not-found", format!("no SAML message was found: {why}"))
        .hint(
            "looked for: IdP metadata, a SAML Response or an AuthnRequest, as XML or base64, and the fields SAMLResponse and \
             SAMLRequest in a form body, an address, a saved page, a copied command or a HAR file",
        )
        .hint(
            "in the browser's developer tools, keep the network log over the sign-in, and copy the form \
             field SAMLResponse of the POST to …/login/…, or save everything as HAR",
        )
}

fn too_large(what: &str) -> Error {
    Error::failed(
        "saml-message-too-large",
        format!("{what} is larger than {} MiB", MAX_MESSAGE >> 20),
    )
    .hint("no SAML message of a sign-in is anywhere near that: take another capture")
}

const NAMES: [&str; 2] = ["SAMLResponse", "SAMLRequest"];

/// What a form or a query says, as far as it is SAML's.
#[derive(Default)]
struct Fields {
    response: Option<String>,
    request: Option<String>,
    relay_state: Option<String>,
}

impl Fields {
    /// Keeps a field if it is one of SAML's; the first of its name.
    fn set(&mut self, name: &str, value: impl FnOnce() -> String) {
        let slot = match name {
            "SAMLResponse" => &mut self.response,
            "SAMLRequest" => &mut self.request,
            "RelayState" => &mut self.relay_state,
            _ => return,
        };
        slot.get_or_insert_with(value);
    }

    /// Takes what this has not from another.
    fn merge(&mut self, other: Fields) {
        self.response = self.response.take().or(other.response);
        self.request = self.request.take().or(other.request);
        self.relay_state = self.relay_state.take().or(other.relay_state);
    }
}

/// One candidate, still packed or not.
struct Part<'a> {
    text: &'a str,
    packed: bool,
    place: String,
    relay_state: Option<String>,
    url: Option<String>,
}

impl<'a> Part<'a> {
    fn plain(text: &'a str, place: &str) -> Self {
        Part {
            text,
            packed: false,
            place: place.to_owned(),
            relay_state: None,
            url: None,
        }
    }

    fn packed(text: &'a str, place: impl Into<String>) -> Self {
        Part {
            packed: true,
            ..Part::plain(text, &place.into())
        }
    }
}

/// The messages found so far.
#[derive(Default)]
struct Found {
    messages: Vec<Message>,
    bytes: usize,
    /// Why the last candidate was none.
    refused: Option<String>,
    /// Where a message was most likely left out by who saved the log.
    missed: Option<String>,
}

impl Found {
    fn why_none(&self) -> String {
        let whole = || "the input was read to its end".to_owned();
        let known = self.refused.clone().or_else(|| self.missed.clone());
        known.unwrap_or_else(whole)
    }

    fn count(&self) -> usize {
        self.messages.len()
    }

    /// Says what was sent beside the message found last.
    fn set_relay_state(&mut self, relay_state: Option<String>) {
        if let Some(last) = self.messages.last_mut() {
            last.relay_state = relay_state;
        }
    }

    /// Unpacks a candidate and keeps it if it is a message that is not there yet; says whether it is one.
    fn add(&mut self, part: Part<'_>) -> Result<bool> {
        let (xml, wrapping) = match part.packed {
            false => (part.text.as_bytes().to_vec(), part.place),
            true => match unpack(part.text)? {
                Ok((xml, wrapping)) if part.place.is_empty() => (xml, wrapping.to_owned()),
                Ok((xml, wrapping)) => (xml, format!("{wrapping} in {}", part.place)),
                Err(why) => {
                    let what = match part.place.as_str() {
                        "" => "the input",
                        place => place,
                    };
                    self.refused = Some(format!("{what} {why}"));
                    return Ok(false);
                }
            },
        };
        if xml.len() > MAX_MESSAGE {
            return Err(too_large("the SAML message"));
        }
        let kind = match kind_of(&xml) {
            Ok(kind) => kind,
            Err(why) => {
                self.refused = Some(why);
                return Ok(false);
            }
        };
        let again = |known: &Message| (known.kind, &known.xml) == (kind, &xml);
        if self.messages.iter().any(again) {
            return Ok(true);
        }
        self.bytes += xml.len();
        if self.bytes > MAX_TOGETHER || self.messages.len() == MAX_MESSAGES {
            return Err(too_large(
                "what the SAML messages of the input say together",
            ));
        }
        self.messages.push(Message {
            kind,
            xml,
            found: wrapping,
            relay_state: part.relay_state,
            url: part.url,
        });
        Ok(true)
    }
}
