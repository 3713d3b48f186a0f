//! Where `saml` and `verify --response` read from: files, stdin, public addresses.

use std::fs::File;
use std::io::Read;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::error::{Error, Result};
use crate::http::fetch_public;
use crate::saml::document::MAX_BYTES;
use crate::saml::message::{self, Kind, MAX_INPUT, Message};

/// Parses `--at`.
pub fn moment(text: &str) -> Result<OffsetDateTime, String> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok();
    time.and_then(|time| time.checked_to_offset(UtcOffset::UTC))
        .ok_or_else(|| "it is no time like 2026-11-24T12:00:00Z".to_owned())
}

/// The bytes of a message: of a file, stdin, a public address, or the address itself where it carries one.
///
/// # Errors
/// `file-not-read`; those of [`fetch_public`].
pub async fn message(input: &str) -> Result<Vec<u8>> {
    let carries = ["SAMLRequest=", "SAMLResponse="];
    match is_address(input) {
        // Fetching it would be a sign-in.
        true if carries.iter().any(|name| input.contains(name)) => Ok(input.as_bytes().to_vec()),
        true => fetch_public(input, MAX_BYTES).await,
        false => read(input),
    }
}

/// The bytes of metadata: of a file or a public address.
///
/// # Errors
/// As [`message`].
pub async fn metadata(input: &str) -> Result<Vec<u8>> {
    match is_address(input) {
        true => fetch_public(input, MAX_BYTES).await,
        false => read(input),
    }
}

/// The one Response of a file or stdin.
///
/// # Errors
/// `file-not-read`, `response-not-found`, `response-ambiguous`; those of [`message::find`].
pub fn response(input: &str) -> Result<Message> {
    let mut messages = message::find(&read(input)?)?;
    let held = kinds(&messages);
    messages.retain(|message| message.kind == Kind::Response);
    match messages.len() {
        1 => Ok(messages.remove(0)),
        0 => Err(Error::failed(
            "response-not-found",
            format!("no SAML Response was found: the input holds {held}"),
        )
        .hint("capture the form field SAMLResponse of the POST to …/login/…")),
        count => Err(Error::failed(
            "response-ambiguous",
            format!("the input holds {count} SAML Responses, and one is judged at a time"),
        )
        .hint("saml inspect shows all of them; save the one to be judged by itself")),
    }
}

/// What messages there are, in words.
pub fn kinds(messages: &[Message]) -> String {
    let kinds: Vec<String> = messages.iter().map(|m| m.kind.to_string()).collect();
    kinds.join(", ")
}

/// Whether an input is fetched, instead of read here.
pub fn is_address(input: &str) -> bool {
    let is = |scheme: &str| {
        let start = input.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    is("https://") || is("http://")
}

/// A file, or stdin for `-`, no further than one byte more than is taken.
fn read(input: &str) -> Result<Vec<u8>> {
    let limit = MAX_INPUT as u64 + 1;
    let mut bytes = Vec::new();
    let result = match input {
        "-" => std::io::stdin().lock().take(limit).read_to_end(&mut bytes),
        path => File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
    };
    match result {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let name = if input == "-" { "stdin" } else { input };
            Err(Error::failed(
                "file-not-read",
                format!("{name} could not be read: {error}"),
            )
            .hint("name a file that is there, or - for stdin"))
        }
    }
}
