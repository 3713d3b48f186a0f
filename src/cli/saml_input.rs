//! Where `saml` and `verify --response` read from: files, stdin, public addresses.

use std::fs::File;
use std::io::Read;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::error::{Error, Result};
use crate::http::fetch_public;
use crate::saml::document::MAX_BYTES;
use crate::saml::message::{self, Kind, Message, is_address};

/// Parses `--at`.
pub fn moment(text: &str) -> Result<OffsetDateTime, String> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok();
    time.and_then(|time| time.checked_to_offset(UtcOffset::UTC))
        .ok_or_else(|| "it is no time like 2026-11-24T12:00:00Z".to_owned())
}

/// The messages of a file, stdin, a public address, or the address itself where it carries one.
///
/// # Errors
/// `file-not-read`; those of [`fetch_public`] and [`message::find`].
pub async fn messages(input: &str) -> Result<Vec<Message>> {
    let carries = ["SAMLRequest=", "SAMLResponse="];
    match is_address(input) {
        // Fetching it would be a sign-in.
        true if carries.iter().any(|name| input.contains(name)) => message::find(input.as_bytes()),
        true => message::find(&fetch_public(input, MAX_BYTES).await?),
        false => found_in(input),
    }
}

/// The bytes of metadata: of a file or a public address.
///
/// # Errors
/// `file-not-read`; those of [`fetch_public`].
pub async fn metadata(input: &str) -> Result<Vec<u8>> {
    match is_address(input) {
        true => fetch_public(input, MAX_BYTES).await,
        false => read(input),
    }
}

/// Every Response of a file or stdin, one at least.
///
/// # Errors
/// `file-not-read`, `response-not-found`; those of [`message::find`].
pub fn responses(input: &str) -> Result<Vec<Message>> {
    let mut messages = found_in(input)?;
    let held = kinds(&messages);
    messages.retain(|message| message.kind == Kind::Response);
    match messages.is_empty() {
        false => Ok(messages),
        true => Err(Error::failed(
            "response-not-found",
            format!("no SAML Response was found: the input holds {held}"),
        )
        .hint("capture the form field SAMLResponse of the POST to …/login/…")),
    }
}

/// The one Response that is judged: of several, that for this ACS URL, by its own words or by where it was sent.
///
/// # Errors
/// `response-ambiguous`.
pub fn the_one_for(mut responses: Vec<Message>, acs_url: &str) -> Result<Message> {
    let count = responses.len();
    if count > 1 {
        responses.retain(|response| response.is_for(acs_url));
    }
    match responses.pop() {
        Some(one) if responses.is_empty() => Ok(one),
        rest => Err(Error::failed(
            "response-ambiguous",
            format!(
                "the input holds {count} SAML Responses, {} of them for {acs_url}, and one is judged at a time",
                responses.len() + usize::from(rest.is_some())
            ),
        )
        .hint("saml inspect shows all of them; save the one to be judged by itself")),
    }
}

/// What messages there are, in words.
pub fn kinds(messages: &[Message]) -> String {
    let kinds: Vec<String> = messages.iter().map(|m| m.kind.to_string()).collect();
    kinds.join(", ")
}

fn found_in(input: &str) -> Result<Vec<Message>> {
    let found = open(input).and_then(|mut reader| message::read(&mut *reader));
    found.map_err(|error| not_read(input, &error))?
}

/// A file, or stdin for `-`, no further than one byte more than a document may have.
fn read(input: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    let result = open(input).and_then(|reader| reader.take(limit).read_to_end(&mut bytes));
    match result {
        Ok(_) => Ok(bytes),
        Err(error) => Err(not_read(input, &error)),
    }
}

fn open(input: &str) -> std::io::Result<Box<dyn Read>> {
    Ok(match input {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(File::open(path)?),
    })
}

fn not_read(input: &str, error: &std::io::Error) -> Error {
    let name = if input == "-" { "stdin" } else { input };
    Error::failed(
        "file-not-read",
        format!("{name} could not be read: {error}"),
    )
    .hint("name a file that is there, or - for stdin")
}
