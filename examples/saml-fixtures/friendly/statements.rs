//! What an IdP may say, and leave out.

use super::super::draft::{ACS, Draft, IDP, REQUEST, RESPONSE, Signer, USER, between};
use super::super::fixture::{Fixture, friendly};
use super::super::keys::Keys;
use super::FREE_TEXT_IDP;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let rsa = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| draft.sign_assertion(&rsa).sign_response(&rsa).finish();
    let unasked = || Draft::new().edit_all(&format!(" InResponseTo=\"{REQUEST}\""), "");
    let restriction = between(
        Draft::new().assertion(),
        "<saml:AudienceRestriction>",
        "</saml:AudienceRestriction>",
    )
    .to_owned();
    vec![
        friendly("idp-initiated", "No request is answered: nothing names one.",
            both(unasked())).with("request_id", ""),
        friendly("two-audiences", "One restriction with two audiences: either may be meant.",
            both(Draft::new().edit("<saml:AudienceRestriction>", "<saml:AudienceRestriction><saml:Audience>https://other.example.com</saml:Audience>"))),
        friendly("two-audience-restrictions", "Two restrictions: each holds the audience.",
            both(Draft::new().edit(&restriction, &format!("{restriction}{restriction}")))),
        friendly("free-text-entity-id", "The IdP's entity ID is no URL.",
            both(Draft::new().edit_all(IDP, FREE_TEXT_IDP))).with("metadata", "free-text")
            .documented("documented: JumpCloud, IdP Entity ID is free text"),
        friendly("fractional-seconds", "Times with fractions of a second, of several lengths.",
            both(Draft::new()
                .edit_all("12:00:00Z", "12:00:00.000Z")
                .edit("12:05:00Z", "12:05:00.5Z")
                .edit("11:55:00Z", "11:55:00.123456789Z")
                .edit("12:10:00Z", "12:10:00.1234567Z"))),
        friendly("no-not-before", "The Conditions have an end and no beginning.",
            both(Draft::new().without(" NotBefore=\"2026-03-01T11:55:00Z\""))),
        friendly("no-attributes", "No AttributeStatement.",
            {
                let draft = Draft::new();
                let statement = between(draft.assertion(), "<saml:AttributeStatement>", "</saml:AttributeStatement>").to_owned();
                both(draft.without(&statement))
            }),
        friendly("many-attributes", "Several attributes with several values, some empty.",
            both(Draft::new().edit(
                "<saml:AttributeStatement>",
                "<saml:AttributeStatement><saml:Attribute FriendlyName=\"Groups\" Name=\"memberOf\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\">\
                 <saml:AttributeValue>All Staff</saml:AttributeValue><saml:AttributeValue></saml:AttributeValue></saml:Attribute>\
                 <saml:Attribute Name=\"empty\"></saml:Attribute>",
            ))),
        friendly("issuer-format", "The Issuers say that they are entity IDs.",
            both(Draft::new()
                .edit("<saml:Issuer>", "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">")
                .edit("2.0:assertion\">https", "2.0:assertion\" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">https"))),
        friendly("status-message", "The status carries a message.",
            both(Draft::new().edit("</samlp:Status>", "<samlp:StatusMessage>All is well</samlp:StatusMessage></samlp:Status>"))),
        friendly("extensions", "The Response carries an extension of another namespace.",
            both(Draft::new().edit("<samlp:Status>", "<samlp:Extensions><x:hint xmlns:x=\"urn:example:x\">none</x:hint></samlp:Extensions><samlp:Status>"))),
        friendly("one-time-use", "The Conditions ask for the Assertion to be used once.",
            both(Draft::new().edit("</saml:AudienceRestriction>", "</saml:AudienceRestriction><saml:OneTimeUse></saml:OneTimeUse>"))),
        friendly("client-address", "The confirmation names the browser's address.",
            both(Draft::new().edit("<saml:SubjectConfirmationData ", "<saml:SubjectConfirmationData Address=\"192.0.2.1\" "))),
        friendly("session-end", "The session has an end, still to come.",
            both(Draft::new().edit("SessionIndex=\"_session-1\"", "SessionIndex=\"_session-1\" SessionNotOnOrAfter=\"2026-03-01T20:00:00Z\""))),
        friendly("other-user", "Another user, with characters that addresses may hold.",
            both(Draft::new().edit(USER, "o'neil+mail@mail.example.co.uk"))).with("name_id", "o'neil+mail@mail.example.co.uk"),
        friendly("tile", "The Personal Portal's tile: its own ACS URL, and no request.",
            both(unasked()
                .edit_all(ACS, "https://eu-api.mimecast.com/login/sso/mpp")
                .edit(RESPONSE, "_response-2")))
            .with("request_id", "").with("acs", "https://eu-api.mimecast.com/login/sso/mpp"),
    ]
}
