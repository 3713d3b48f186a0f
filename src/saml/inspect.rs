//! What a SAML document says, in the words of the two consoles: each value with the field of the form
//! that it belongs in.
//!
//! Nothing is judged here: a forged Response is told like a good one. [`super::response`] judges.

mod metadata;
mod signed;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::Certificate;
use super::document::{self, Element, Instructions, Problem};
use super::message::{Kind, Message};
use crate::error::{Error, Result};

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

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is, like `Assertion`.
    pub title: String,
    /// What it says.
    pub facts: Vec<Fact>,
}

/// One value, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is called in SAML.
    pub name: String,
    /// The value.
    pub value: String,
    /// The field of JumpCloud's application that it comes from.
    pub jumpcloud: Option<&'static str>,
    /// The field of Mimecast's Authentication Profile that it belongs in.
    pub mimecast: Option<&'static str>,
}

impl Fact {
    fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Fact {
            name: name.into(),
            value: value.into(),
            jumpcloud: None,
            mimecast: None,
        }
    }

    fn jumpcloud(mut self, field: &'static str) -> Self {
        self.jumpcloud = Some(field);
        self
    }

    fn mimecast(mut self, field: &'static str) -> Self {
        self.mimecast = Some(field);
        self
    }
}

impl Section {
    fn new(title: impl Into<String>) -> Self {
        Section {
            title: title.into(),
            facts: Vec::new(),
        }
    }

    fn push(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Adds an attribute of an element, where it is there.
    fn attribute(&mut self, element: Element<'_>, attribute: &str, name: &str) {
        self.attribute_as(element, attribute, |value| Fact::new(name, value));
    }

    fn attribute_as(
        &mut self,
        element: Element<'_>,
        attribute: &str,
        fact: impl FnOnce(&str) -> Fact,
    ) {
        if let Some(value) = element.attribute(attribute) {
            self.facts.push(fact(value));
        }
    }
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

/// What a certificate says; the first line is its subject.
fn certificate_facts(certificate: &Certificate) -> Vec<Fact> {
    vec![
        Fact::new("Subject", certificate.subject()),
        Fact::new("Key", certificate.key().to_string()),
        Fact::new("Valid from", moment(certificate.not_before())),
        Fact::new("Valid until", moment(certificate.not_after())),
        Fact::new("SHA-256 fingerprint", certificate.fingerprint_sha256()),
    ]
}

fn moment(at: time::OffsetDateTime) -> String {
    let format = &time::format_description::well_known::Rfc3339;
    at.format(format).unwrap_or_else(|_| at.to_string())
}

/// The last part of a URN or URL, like `HTTP-POST`; the whole where that says nothing.
fn short(identifier: &str) -> &str {
    let last = identifier.rsplit([':', '/', '#']).next();
    last.filter(|last| !last.is_empty()).unwrap_or(identifier)
}
