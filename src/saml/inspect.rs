//! What a SAML document says, in the words of the two consoles: each value with the field of the form
//! that it belongs in.
//!
//! Nothing is judged here: a forged Response is told like a good one. [`super::response`] judges.

mod facts;
mod metadata;
mod signed;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::document::{self, Element, Instructions, Problem};
use super::message::{Kind, Message};
use crate::error::{Error, Result};
pub use facts::{Fact, Section};

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspected {
    /// What it is.
    pub kind: Kind,
    /// How it was wrapped, in words.
    pub found: String,
    /// Where it was sent, where that is known.
    pub url: Option<String>,
    /// The RelayState sent beside it.
    pub relay_state: Option<String>,
    /// Its parts, in the document's order.
    pub sections: Vec<Section>,
}

/// Reads a message and tells what it says.
///
/// # Errors
/// `saml-document-unreadable` for one that is not XML as SAML wants it; those of
/// [`super::metadata::parse`].
pub fn inspect(message: &Message) -> Result<Inspected> {
    let sections = match message.kind {
        Kind::Metadata => metadata::sections(&super::metadata::parse(&message.xml)?),
        Kind::Response | Kind::AuthnRequest => {
            let text = document::screen(&message.xml, Instructions::Refused)
                .map_err(|p| unreadable(message, &p))?;
            let tree = document::parse(&text).map_err(|p| unreadable(message, &p))?;
            let root = Element::root(&tree).ok_or_else(|| {
                Error::failed("saml-document-unreadable", "the document has no element")
            })?;
            match message.kind {
                Kind::Response => signed::response(root),
                _ => signed::request(root),
            }
        }
    };
    Ok(Inspected {
        kind: message.kind,
        found: message.found.clone(),
        url: message.url.clone(),
        relay_state: message.relay_state.clone(),
        sections,
    })
}

fn unreadable(message: &Message, problem: &Problem) -> Error {
    Error::failed(
        "saml-document-unreadable",
        format!("{} cannot be read: {}", message.kind, problem.message),
    )
    .hint("take another capture; if it stays so, do not trust where it came from")
}
