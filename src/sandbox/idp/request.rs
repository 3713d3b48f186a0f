//! The AuthnRequest that a service provider has the browser bring.
//!
//! Whether JumpCloud verifies signed requests depends on a certificate that nobody uploads here: a
//! signature on a request is not looked at. What JumpCloud makes of ForceAuthn, IsPassive, NameIDPolicy and
//! RequestedAuthnContext is not known either: they change nothing.

use super::settings::Settings;
use crate::saml::document::{self, Element, Instructions};
use crate::saml::metadata::POST_BINDING;
use crate::saml::response::{ASSERTION, PROTOCOL};
use crate::saml::time;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use miniz_oxide::inflate::{DecompressError, decompress_to_vec_with_limit};

/// Longest ID that is answered to; it is repeated in the answer.
const MAX_ID: usize = 256;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its ID, which the answer repeats.
    pub id: String,
    /// Where it wants the answer.
    pub acs_url: Option<String>,
    /// Or the index of where.
    pub acs_index: Option<String>,
}

/// The document in a `SAMLRequest` form field: base64, on one line or several.
///
/// # Errors
/// In words, what is wrong with it.
pub fn of_post(field: &str) -> Result<Vec<u8>, String> {
    let document = decoded(field)?;
    // No document that this would strike is XML.
    let packed = inflated(&document).is_ok_and(|inflated| inflated.trim_ascii().starts_with(b"<"));
    match packed {
        true => Err("it is deflated, which it is by redirect only, and was posted".to_owned()),
        false => Ok(document),
    }
}

/// The document in a `SAMLRequest` of an address: deflated, then base64.
///
/// # Errors
/// In words, what is wrong with it.
pub fn of_redirect(field: &str) -> Result<Vec<u8>, String> {
    let document = inflated(&decoded(field)?);
    document.map_err(|_| "it is not deflated, or inflates to more than 1 MiB".to_owned())
}

fn decoded(field: &str) -> Result<Vec<u8>, String> {
    let packed: String = field.split_ascii_whitespace().collect();
    let decoded = BASE64_STANDARD.decode(packed);
    decoded.map_err(|_| "it is not base64".to_owned())
}

fn inflated(deflated: &[u8]) -> Result<Vec<u8>, DecompressError> {
    decompress_to_vec_with_limit(deflated, document::MAX_BYTES)
}

/// Reads a request to the application with these settings and this IdP URL.
///
/// # Errors
/// In words that follow "the request cannot be answered:", what is wrong with it.
pub fn read(xml: &[u8], settings: &Settings, sso_url: &str) -> Result<Asked, String> {
    let text = document::screen(xml, Instructions::Refused).map_err(|problem| problem.message)?;
    let tree = document::parse(&text).map_err(|problem| problem.message)?;
    let root = Element::root(&tree).ok_or("it is empty")?;
    if !root.is(PROTOCOL, "AuthnRequest") {
        return Err("it is no AuthnRequest".to_owned());
    }
    if root.attribute("Version") != Some("2.0") {
        return Err("its Version is not 2.0".to_owned());
    }
    let id = root.attribute("ID").unwrap_or_default();
    if !is_id(id) {
        return Err("its ID is missing, malformed or longer than 256 characters".to_owned());
    }
    let issued = root.attribute("IssueInstant").unwrap_or_default();
    if time::parse(issued).is_none() {
        return Err("its IssueInstant is not a date and time".to_owned());
    }
    match root.attribute("Destination") {
        Some(destination) if destination != sso_url => {
            return Err(format!(
                "its Destination is \"{destination}\", not \"{sso_url}\""
            ));
        }
        _ => {}
    }
    match root.attribute("ProtocolBinding") {
        Some(binding) if binding != POST_BINDING => {
            return Err("it wants its answer by another binding than HTTP-POST".to_owned());
        }
        _ => {}
    }
    check_issuer(root, &settings.sp_entity_id)?;
    let attribute = |name: &str| root.attribute(name).map(str::to_owned);
    Ok(Asked {
        id: id.to_owned(),
        acs_url: attribute("AssertionConsumerServiceURL"),
        acs_index: attribute("AssertionConsumerServiceIndex"),
    })
}

fn check_issuer(root: Element<'_>, sp_entity_id: &str) -> Result<(), String> {
    let mut issuers = root.all(ASSERTION, "Issuer");
    let (Some(issuer), None) = (issuers.next(), issuers.next()) else {
        return Err("it does not have exactly one Issuer".to_owned());
    };
    let issuer = issuer.text();
    let issuer = issuer.map_err(|what| format!("its Issuer holds {what}"))?;
    if issuer != sp_entity_id {
        return Err(format!(
            "its Issuer is \"{issuer}\", and the application's SP entity ID is \"{sp_entity_id}\""
        ));
    }
    Ok(())
}

/// Whether `text` can be an XML ID of ASCII characters, as every known service provider makes them.
fn is_id(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && text.len() <= MAX_ID
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
