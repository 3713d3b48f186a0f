//! What is found in an input: candidates, and the messages that they are.

use super::kind::{Kind, destination, kind_of};
use super::limit::{MAX_MESSAGE, too_large};
use super::unpack::unpack;
use crate::error::Result;

/// Most bytes that all messages of one input take together.
const MAX_TOGETHER: usize = 8 << 20;

/// Most messages of one input: a sign-in has two.
const MAX_MESSAGES: usize = 100;

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
        self.url.as_deref() == Some(url) || destination(&self.xml).as_deref() == Some(url)
    }
}

/// One candidate, still packed or not.
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) packed: bool,
    pub(super) place: String,
    pub(super) relay_state: Option<String>,
    pub(super) url: Option<String>,
}

impl<'a> Part<'a> {
    pub(super) fn plain(text: &'a str, place: &str) -> Self {
        Part {
            text,
            packed: false,
            place: place.to_owned(),
            relay_state: None,
            url: None,
        }
    }

    pub(super) fn packed(text: &'a str, place: impl Into<String>) -> Self {
        Part {
            packed: true,
            ..Part::plain(text, &place.into())
        }
    }
}

/// The messages found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) messages: Vec<Message>,
    bytes: usize,
    /// Why the last candidate was none.
    pub(super) refused: Option<String>,
    /// Where a message was most likely left out by who saved the log.
    pub(super) missed: Option<String>,
}

impl Found {
    pub(super) fn why_none(&self) -> String {
        let whole = || "the input was read to its end".to_owned();
        let known = self.refused.clone().or_else(|| self.missed.clone());
        known.unwrap_or_else(whole)
    }

    pub(super) fn count(&self) -> usize {
        self.messages.len()
    }

    /// Says what was sent beside the message found last.
    pub(super) fn set_relay_state(&mut self, relay_state: Option<String>) {
        if let Some(last) = self.messages.last_mut() {
            last.relay_state = relay_state;
        }
    }

    /// Unpacks a candidate and keeps it if it is a message that is not there yet; says whether it is one.
    pub(super) fn add(&mut self, part: Part<'_>) -> Result<bool> {
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
