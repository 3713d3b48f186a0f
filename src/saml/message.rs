//! SAML messages as people come by them: a file of metadata, what the browser's developer tools
//! show of a form, the address of a redirect, a whole HAR file.
//!
//! Whatever comes in is hostile: its size is limited before any work, every message unpacked from
//! it is limited again, and so is what all of them take together.

mod har;
#[cfg(test)]
mod tests;
mod unpack;

use std::fmt;

use serde::Serialize;
use url::form_urlencoded;

use crate::error::{Error, Result};
use unpack::{kind_of, unpack};

/// Largest input, in bytes: a HAR file of a sign-in is a few megabytes.
pub const MAX_INPUT: usize = 8 << 20;

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

/// Finds every SAML message in `input`: raw XML, base64 (also URL-safe, wrapped or URL-encoded),
/// the deflated parameter of a redirect or its whole address, a form body, a HAR file.
///
/// # Errors
/// `saml-input-too-large`, `saml-input-unreadable`, `saml-not-found`, `saml-message-too-large`.
pub fn find(input: &[u8]) -> Result<Vec<Message>> {
    if input.len() > MAX_INPUT {
        return Err(Error::failed(
            "saml-input-too-large",
            format!("the input is larger than {} MiB", MAX_INPUT >> 20),
        )
        .hint("record only the sign-in: clear the network log of the developer tools before it"));
    }
    let text = std::str::from_utf8(input).map_err(|error| not_utf8(input, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    let mut found = Found::default();
    if text.is_empty() {
        return Err(nothing("the input is empty"));
    } else if text.starts_with('<') {
        found.add(Part::plain(text, "XML as it stands"))?;
    } else if text.starts_with('{') {
        har::read(text, &mut found)?;
    } else if let Some(query) = query_of(text) {
        found.add_pairs(query, "the query parameter", "of an address", Some(text))?;
    } else if names_a_field(text) {
        found.add_pairs(text, "the form field", "", None)?;
    } else if let Some(fields) = listed_fields(text) {
        found.add_fields(fields, "the form field", "", None)?;
    } else {
        found.add(Part::packed(unquoted(text), ""))?;
    }
    match found.messages.is_empty() {
        true => Err(nothing(&found.why_none())),
        false => Ok(found.messages),
    }
}

/// Why there is no message, what was looked for, and how to come by one.
fn nothing(why: &str) -> Error {
    Error::failed("saml-not-found", format!("no SAML message was found: {why}"))
        .hint(
            "looked for: IdP metadata, a SAML Response or an AuthnRequest, as XML, base64, a form body, \
             the address of a redirect, or a HAR file",
        )
        .hint(
            "in the browser's developer tools, keep the network log over the sign-in, and copy the form \
             field SAMLResponse of the POST to …/login/…, or save everything as HAR",
        )
}

fn not_utf8(input: &[u8], at: usize) -> Error {
    let wide = input.starts_with(&[0xff, 0xfe]) || input.starts_with(&[0xfe, 0xff]);
    let what = match wide {
        true => "the input is UTF-16".to_owned(),
        false => format!("the input is not UTF-8 text (byte {at})"),
    };
    Error::failed("saml-input-unreadable", what).hint("save it as UTF-8")
}

fn too_large(what: &str) -> Error {
    Error::failed(
        "saml-message-too-large",
        format!("{what} is larger than {} MiB", MAX_MESSAGE >> 20),
    )
    .hint("no SAML message of a sign-in is anywhere near that: take another capture")
}

/// The query of a text that is one whole address.
fn query_of(text: &str) -> Option<&str> {
    let scheme = text.get(..8)?.to_ascii_lowercase();
    let address = scheme.starts_with("https://") || scheme.starts_with("http://");
    if !address || text.contains(char::is_whitespace) {
        return None;
    }
    let (_, query) = text.split_once('?')?;
    Some(query.split('#').next().unwrap_or_default())
}

/// Whether a text looks like a form body that carries a message.
fn names_a_field(text: &str) -> bool {
    text.split(['&', '\n', '?'])
        .any(|part| NAMES.iter().any(|name| field_of(part, name, '=').is_some()))
}

const NAMES: [&str; 2] = ["SAMLResponse", "SAMLRequest"];

fn field_of<'a>(part: &'a str, name: &str, separator: char) -> Option<&'a str> {
    part.trim_start()
        .strip_prefix(name)?
        .strip_prefix(separator)
}

/// The fields of a list like `SAMLResponse: PHNhb…`, as developer tools show a form.
fn listed_fields(text: &str) -> Option<Fields> {
    let mut fields = Fields::default();
    for line in text.lines() {
        let line = line.trim_start();
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        fields.set(name.trim_matches('"'), || unquoted(value.trim()).to_owned());
    }
    fields.any().then_some(fields)
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text)
}

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

    fn any(&self) -> bool {
        self.response.is_some() || self.request.is_some()
    }
}

/// What a URL-encoded text says, as far as it is SAML's.
fn fields_of(encoded: &str) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in form_urlencoded::parse(encoded.trim().as_bytes()) {
        fields.set(name.trim(), || match &*name {
            "RelayState" => value.into_owned(),
            // A plus that was pasted without its encoding reads as a blank.
            _ => value.replace(' ', "+"),
        });
    }
    fields
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
}

impl Found {
    fn why_none(&self) -> String {
        let whole = || "the input was read to its end".to_owned();
        self.refused.clone().unwrap_or_else(whole)
    }

    fn add_pairs(&mut self, encoded: &str, what: &str, of: &str, url: Option<&str>) -> Result<()> {
        self.add_fields(fields_of(encoded), what, of, url)
    }

    fn add_fields(
        &mut self,
        fields: Fields,
        what: &str,
        of: &str,
        url: Option<&str>,
    ) -> Result<()> {
        let pair = [(NAMES[0], &fields.response), (NAMES[1], &fields.request)];
        for (name, value) in pair {
            let Some(value) = value else { continue };
            let place = format!(" in {what} {name} {of}").trim_end().to_owned();
            self.add(Part {
                relay_state: fields.relay_state.clone(),
                // The address without what it carried.
                url: url.map(|url| url.split(['?', '#']).next().unwrap_or_default().to_owned()),
                ..Part::packed(value, place)
            })?;
        }
        Ok(())
    }

    /// Unpacks a candidate and keeps it if it is a message.
    fn add(&mut self, part: Part<'_>) -> Result<()> {
        let (xml, wrapping) = match part.packed {
            false => (part.text.as_bytes().to_vec(), part.place),
            true => match unpack(part.text)? {
                Ok((xml, wrapping)) => (xml, format!("{wrapping}{}", part.place)),
                Err(why) => {
                    self.refused = Some(why);
                    return Ok(());
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
                return Ok(());
            }
        };
        self.bytes += xml.len();
        if self.bytes > MAX_TOGETHER || self.messages.len() == MAX_MESSAGES {
            return Err(too_large(
                "what the SAML messages of the input say together",
            ));
        }
        let message = Message {
            kind,
            xml,
            found: wrapping,
            relay_state: part.relay_state,
            url: part.url,
        };
        let again = |known: &Message| {
            (known.kind, &known.url, &known.xml) == (message.kind, &message.url, &message.xml)
        };
        if !self.messages.iter().any(again) {
            self.messages.push(message);
        }
        Ok(())
    }
}
