//! What a message is, and whom it is for, by its root element alone.

use std::borrow::Cow;
use std::fmt;

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use serde::Serialize;

use crate::saml::document::position;
use crate::text::printable;

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

/// What a document is by its root element; else what it is instead.
///
/// Reads no further than the root, and lets a DOCTYPE or a wrong namespace pass: whoever judges the
/// document has rules for them.
pub(super) fn kind_of(xml: &[u8]) -> Result<Kind, String> {
    let text = std::str::from_utf8(xml).map_err(|_| "the document is not UTF-8".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let local = start.local_name();
                return match local.as_ref() {
                    "EntityDescriptor" | "EntitiesDescriptor" => Ok(Kind::Metadata),
                    "Response" => Ok(Kind::Response),
                    "AuthnRequest" => Ok(Kind::AuthnRequest),
                    other if other.eq_ignore_ascii_case("html") => {
                        Err("the document is an HTML page".to_owned())
                    }
                    other => Err(format!(
                        "the document has the root element <{}>",
                        printable(other, 60)
                    )),
                };
            }
            Ok(Event::Eof) => return Err("the document has no element".to_owned()),
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
                let (line, column) = position(text, at);
                return Err(format!(
                    "the document is not well-formed XML ({}, line {line}, column {column})",
                    printable(&error.to_string(), 100),
                ));
            }
        }
    }
}

/// The `Destination` of a message's root element.
pub(super) fn destination(xml: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(xml).ok()?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => {
                let attribute = root.try_get_attribute("Destination").ok()??;
                return attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(Cow::into_owned);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
