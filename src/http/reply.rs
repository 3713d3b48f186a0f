//! An answer that was read whole, within its size limit.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::about::About;
use super::failure::too_large;
use super::json::Problem;
use super::limit::READ;
use super::verdict::Said;
use crate::error::{Error, Kind, Result};

/// A complete answer with a status of 2xx or 4xx.
pub struct Reply {
    /// What it counts as.
    pub(super) status: StatusCode,
    /// What the body said against an HTTP status of 2xx.
    pub(super) said: Option<Said>,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) about: About,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({} to {})", self.status, self.about.endpoint)
    }
}

impl Reply {
    /// The HTTP status, or what the body says in its place: a service can answer 200 and say in it that it did not.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Whether the answer says that nothing was done: a 4xx, but not one that came with results.
    pub fn refuses(&self) -> bool {
        self.status.is_client_error() && !self.said.as_ref().is_some_and(|said| said.partly)
    }

    /// Whether the body of a successful answer says that a token is not good any more.
    pub(crate) fn tells_of_a_token(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.token)
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// A response header, where it is printable ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Every response header of a name, where it is printable ASCII.
    pub fn headers<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        let all = self.headers.get_all(name).iter();
        all.filter_map(|value| value.to_str().ok())
    }

    /// The media type without parameters, lower case; empty where the answer names none.
    pub fn media_type(&self) -> String {
        self.header("content-type")
            .and_then(|value| value.split(';').next())
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }

    /// The body, decompressed.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, decompressed.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Whether a successful answer refuses in its body and gives no reason: it may be anything.
    pub(crate) fn refuses_without_a_word(&self) -> bool {
        let document = || serde_json::from_slice(&self.body);
        self.said.is_some() && document().is_ok_and(|d| super::redact::worded(&d).is_none())
    }

    /// What the body says, fit for an error message.
    pub fn excerpt(&self) -> String {
        self.about.redactor.excerpt(&self.body)
    }

    /// `text`, which came from this answer, fit for an error message.
    pub fn scrub(&self, text: &str) -> String {
        self.about.redactor.scrub(text)
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// `unexpected-answer` when it is HTML, cut off, or otherwise not JSON; `answer-too-large` where it would take too
    /// much memory.
    pub fn json(&self) -> Result<Value> {
        let document = super::json::parse(&self.body, READ);
        let document = document.inspect(|document| self.about.redactor.learn(document));
        document.map_err(|problem| {
            let error = match problem {
                Problem::Malformed(error) => error,
                Problem::Costly => return too_large(&self.about, READ),
            };
            // Only the position: serde_json's text could repeat a value.
            let position = match error.is_eof() {
                true => format!(" (it ends at byte {})", self.body.len()),
                false => String::new(),
            };
            self.unexpected(&format!("{}{position}", self.excerpt()), "JSON")
        })
    }

    /// An error of this answer: what was being done, who answered what, and what it said.
    pub fn error(&self, kind: Kind, code: &'static str) -> Error {
        let about = &self.about;
        let status = match &self.said {
            None => status_text(self.status),
            Some(said) => format!("200 with {} in it", said.words),
        };
        Error::new(
            kind,
            code,
            format!(
                "{}: {} answered {status}: {}",
                about.doing,
                about.origin(),
                self.excerpt()
            ),
        )
    }

    /// The error for an answer that is not what this endpoint answers: `found` instead of `wanted`.
    pub fn unexpected(&self, found: &str, wanted: &str) -> Error {
        let about = &self.about;
        Error::failed(
            "unexpected-answer",
            format!(
                "{}: {} answered {} with {} where {wanted} was expected",
                about.doing,
                about.origin(),
                about.endpoint,
                found,
            ),
        )
        .hint(about.service.address_hint())
        .hint("a proxy or a sign-in portal in between may have answered instead")
    }

    /// The error for a list that does not say what it must, `found` instead: it is not taken for an empty one.
    pub fn unreadable(&self, found: &str) -> Error {
        let error = self.unexpected(found, "a whole list");
        Error {
            code: "list-unreadable",
            ..error
        }
        .hint("somebody may be changing it just now: run the same command again")
    }

    /// The error for an answer that is about another object than the one asked for: `found` instead of `asked`
    /// (ids, names or addresses). Nothing may be concluded from it, and nothing sent on.
    pub fn of_another(&self, found: &str, asked: &str) -> Error {
        let about = &self.about;
        Error::failed(
            "answer-of-another",
            format!(
                "{}: {} answered {} with another object: \"{}\" instead of \"{}\"",
                about.doing,
                about.origin(),
                about.endpoint,
                about.redactor.scrub(found),
                about.redactor.scrub(asked),
            ),
        )
        .hint("a proxy or a cache in between may mix answers up; run the same command again")
        .hint(about.service.address_hint())
    }
}

/// `404 Not Found`. Those of 520 to 526 are Cloudflare's own.
fn status_text(status: StatusCode) -> String {
    let reason = match status.as_u16() {
        520 => Some("Web Server Returned an Unknown Error"),
        521 => Some("Web Server Is Down"),
        522 => Some("Connection Timed Out"),
        523 => Some("Origin Is Unreachable"),
        524 => Some("A Timeout Occurred"),
        525 => Some("SSL Handshake Failed"),
        526 => Some("Invalid SSL Certificate"),
        _ => status.canonical_reason(),
    };
    match reason {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}
