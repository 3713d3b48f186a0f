//! The AuthnRequest with which Mimecast sends somebody to the identity provider.
//!
//! No request of Mimecast's was found in public. Issuer, ACS URL and the POST binding are documented; the
//! rest is assumed: the shape that every implementation tried accepts, unsigned, and one context class
//! for each of the profile's two ticks.

use time::OffsetDateTime;

use crate::saml::metadata::POST_BINDING;
use crate::saml::response::{ASSERTION, PROTOCOL};
use crate::sandbox::idp::{instant, xml};
use crate::sandbox::mimecast::state::Block;

const EMAIL_ADDRESS: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const PASSWORD: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const INTEGRATED: &str = "urn:federation:authentication:windows";

/// The request called `id` for a block; whether Mimecast's name the ACS URL is one of the things assumed.
pub fn authn_request(
    id: &str,
    block: &Block,
    sp_entity_id: &str,
    acs_url: Option<&str>,
    at: OffsetDateTime,
) -> String {
    format!(
        "<samlp:AuthnRequest xmlns:samlp=\"{PROTOCOL}\" xmlns:saml=\"{ASSERTION}\" ID=\"{id}\" \
         Version=\"2.0\" IssueInstant=\"{now}\" Destination=\"{destination}\" ProtocolBinding=\"{POST_BINDING}\"{acs}>\
         <saml:Issuer>{issuer}</saml:Issuer>\
         <samlp:NameIDPolicy Format=\"{EMAIL_ADDRESS}\" AllowCreate=\"true\"/>{contexts}\
         </samlp:AuthnRequest>",
        id = xml(id),
        now = instant(at),
        destination = xml(&block.login_url),
        acs = acs_url.map(acs_attribute).unwrap_or_default(),
        issuer = xml(sp_entity_id),
        contexts = contexts(block),
    )
}

fn acs_attribute(url: &str) -> String {
    format!(" AssertionConsumerServiceURL=\"{}\"", xml(url))
}

fn contexts(block: &Block) -> String {
    let ticks = [
        (block.password_protected_context, PASSWORD),
        (block.integrated_authentication_context, INTEGRATED),
    ];
    let ticked = ticks.iter().filter(|(ticked, _)| *ticked);
    let classes: String = ticked
        .map(|(_, class)| format!("<saml:AuthnContextClassRef>{class}</saml:AuthnContextClassRef>"))
        .collect();
    if classes.is_empty() {
        return classes;
    }
    format!(
        "<samlp:RequestedAuthnContext Comparison=\"exact\">{classes}</samlp:RequestedAuthnContext>"
    )
}
