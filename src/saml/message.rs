//! SAML messages as people come by them: a file of metadata, what the browser's developer tools
//! show of a form, the address of a redirect, a copied command, a saved page, a whole HAR file.
//!
//! `input` makes text of the bytes, `large` goes through what is too much to be kept, `json` walks through what is JSON, `scan` finds the fields in everything else, `locate` and
//! `letters` know where a value ends, `escape` and `unpack` take off what is around it. `kind` knows a message by its root element, and
//! `found` keeps it. None of them knows a tool by its name.
//!
//! Whatever comes in is hostile: its size is limited before any work, every message unpacked from
//! it is limited again, and so is what all of them take together.

mod escape;
mod fields;
mod found;
mod input;
mod json;
mod kind;
mod large;
mod letters;
mod limit;
mod locate;
mod scan;
#[cfg(test)]
mod tests;
mod unpack;

use std::io::Read;

use crate::error::{Error, Result};
pub use found::Message;
use found::{Found, Part};
pub use input::is_address;
pub use kind::Kind;
use kind::kind_of;
use limit::KEPT;
pub use limit::{MAX_INPUT, MAX_MESSAGE};
use scan::{Place, scan};

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
