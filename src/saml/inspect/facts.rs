//! What a document says, value by value, and how it is told of what stands in every kind of document.

use serde::Serialize;

use crate::saml::Certificate;
use crate::saml::document::Element;

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
    pub(super) fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Fact {
            name: name.into(),
            value: value.into(),
            jumpcloud: None,
            mimecast: None,
        }
    }

    pub(super) fn jumpcloud(mut self, field: &'static str) -> Self {
        self.jumpcloud = Some(field);
        self
    }

    pub(super) fn mimecast(mut self, field: &'static str) -> Self {
        self.mimecast = Some(field);
        self
    }
}

impl Section {
    pub(super) fn new(title: impl Into<String>) -> Self {
        Section {
            title: title.into(),
            facts: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Adds an attribute of an element, where it is there.
    pub(super) fn attribute(&mut self, element: Element<'_>, attribute: &str, name: &str) {
        self.attribute_as(element, attribute, |value| Fact::new(name, value));
    }

    pub(super) fn attribute_as(
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

/// What a certificate says; the first line is its subject.
pub(super) fn certificate_facts(certificate: &Certificate) -> Vec<Fact> {
    vec![
        Fact::new("Subject", certificate.subject()),
        Fact::new("Key", certificate.key().to_string()),
        Fact::new("Valid from", moment(certificate.not_before())),
        Fact::new("Valid until", moment(certificate.not_after())),
        Fact::new("SHA-256 fingerprint", certificate.fingerprint_sha256()),
    ]
}

pub(super) fn moment(at: time::OffsetDateTime) -> String {
    let format = &time::format_description::well_known::Rfc3339;
    at.format(format).unwrap_or_else(|_| at.to_string())
}

/// The last part of a URN or URL, like `HTTP-POST`; the whole where that says nothing.
pub(super) fn short(identifier: &str) -> &str {
    let last = identifier.rsplit([':', '/', '#']).next();
    last.filter(|last| !last.is_empty()).unwrap_or(identifier)
}
