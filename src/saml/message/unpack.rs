//! What is wrapped around a message, taken off layer by layer; and what a message is.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use url::form_urlencoded;

use super::{Kind, MAX_MESSAGE, too_large};
use crate::error::Result;
use crate::saml::document::position;
use crate::text::printable;

/// Base64 as browsers, servers and mail programs write it: with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Takes base64, URL-encoding and deflate off a text, and says what it was. Inside: why it is none of them, to
/// follow what it is the text of.
pub(super) fn unpack(text: &str) -> Result<Result<(Vec<u8>, &'static str), String>> {
    let mut text = Cow::Borrowed(text);
    let encoded = text.contains('%');
    if encoded {
        // `%` is no letter of base64, and a plus stays one.
        let one: Option<String> = form_urlencoded::parse(text.replace('=', "%3D").as_bytes())
            .next()
            .map(|(name, _)| name.replace(' ', "+"));
        text = one.unwrap_or_default().into();
    }
    let letters: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    let Ok(bytes) = BASE64.decode(letters) else {
        return Ok(Err("is neither XML nor base64".to_owned()));
    };
    if looks_like_xml(&bytes) {
        let wrapping = if encoded {
            "URL-encoded base64"
        } else {
            "base64"
        };
        return Ok(Ok((bytes, wrapping)));
    }
    match decompress_to_vec_with_limit(&bytes, MAX_MESSAGE) {
        Ok(xml) if looks_like_xml(&xml) => Ok(Ok((xml, "deflated base64"))),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => {
            Err(too_large("what the input inflates to"))
        }
        _ => Ok(Err("is base64, and what is inside is not XML".to_owned())),
    }
}

fn looks_like_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
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
