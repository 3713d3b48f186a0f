//! The Response that goes back to the service provider.
//!
//! Its shape is assumed where no source shows JumpCloud's own: five minutes of validity, the attribute
//! name format, the authentication context.

use std::fmt::Write as _;

use time::macros::format_description;
use time::{Duration, OffsetDateTime};

use super::settings::Settings;
use super::xml::xml;
use crate::error::Result;
use crate::saml::Certificate;
use crate::saml::response::{ASSERTION, PROTOCOL};
use crate::saml::signature::{SigningKey, sign};
use crate::sandbox::random;

const PASSWORD: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const BASIC: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";
const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";

/// How long an answer may be used.
const VALID_FOR: Duration = Duration::minutes(5);

/// Everything that an answer says.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The application's settings.
    pub settings: &'a Settings,
    /// The ID of the request; `None` for an answer that nobody asked for.
    pub in_response_to: Option<&'a str>,
    /// Where it goes.
    pub acs: &'a str,
    /// The user's name at the service provider.
    pub name_id: &'a str,
    /// Attributes with their values.
    pub attributes: &'a [(String, Vec<String>)],
    /// Now.
    pub at: OffsetDateTime,
    /// When the user signed in.
    pub signed_in_at: OffsetDateTime,
}

impl Answer<'_> {
    /// The Response, signed as the settings say.
    ///
    /// # Errors
    /// As [`sign`].
    pub fn signed(&self, key: &SigningKey, certificate: &Certificate) -> Result<String> {
        let (response_id, assertion_id) = (random::credential("_"), random::credential("_"));
        let mut document = self.response(&response_id, &assertion_id);
        if self.settings.sign_assertion {
            document = sign(&document, &assertion_id, key, certificate)?;
        }
        if self.settings.sign_response {
            document = sign(&document, &response_id, key, certificate)?;
        }
        Ok(document)
    }

    fn response(&self, response_id: &str, assertion_id: &str) -> String {
        format!(
            "<samlp:Response xmlns:samlp=\"{PROTOCOL}\" ID=\"{response_id}\" Version=\"2.0\" \
             IssueInstant=\"{now}\" Destination=\"{acs}\"{in_response_to}>{issuer}\
             <samlp:Status><samlp:StatusCode Value=\"{SUCCESS}\"/></samlp:Status>\
             {assertion}</samlp:Response>",
            now = instant(self.at),
            acs = xml(self.acs),
            in_response_to = self.in_response_to(),
            issuer = self.issuer(&format!(" xmlns:saml=\"{ASSERTION}\"")),
            assertion = self.assertion(assertion_id),
        )
    }

    fn assertion(&self, id: &str) -> String {
        let until = instant(self.at + VALID_FOR);
        format!(
            "<saml:Assertion xmlns:saml=\"{ASSERTION}\" ID=\"{id}\" Version=\"2.0\" IssueInstant=\"{now}\">\
             {issuer}<saml:Subject><saml:NameID Format=\"{format}\">{name_id}</saml:NameID>\
             <saml:SubjectConfirmation Method=\"{BEARER}\"><saml:SubjectConfirmationData{in_response_to} \
             NotOnOrAfter=\"{until}\" Recipient=\"{acs}\"/></saml:SubjectConfirmation></saml:Subject>\
             <saml:Conditions NotBefore=\"{now}\" NotOnOrAfter=\"{until}\"><saml:AudienceRestriction>\
             <saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
             <saml:AuthnStatement AuthnInstant=\"{signed_in}\" SessionIndex=\"{session}\"><saml:AuthnContext>\
             <saml:AuthnContextClassRef>{PASSWORD}</saml:AuthnContextClassRef></saml:AuthnContext>\
             </saml:AuthnStatement>{attributes}</saml:Assertion>",
            now = instant(self.at),
            issuer = self.issuer(""),
            format = xml(&self.settings.name_id_format),
            name_id = xml(self.name_id),
            in_response_to = self.in_response_to(),
            acs = xml(self.acs),
            audience = xml(&self.settings.sp_entity_id),
            signed_in = instant(self.signed_in_at),
            session = random::credential("_"),
            attributes = self.attribute_statement(),
        )
    }

    fn issuer(&self, declaration: &str) -> String {
        let issuer = xml(&self.settings.idp_entity_id);
        format!("<saml:Issuer{declaration}>{issuer}</saml:Issuer>")
    }

    fn in_response_to(&self) -> String {
        let id = self.in_response_to.map(xml);
        id.map(|id| format!(" InResponseTo=\"{id}\""))
            .unwrap_or_default()
    }

    /// The schema does not allow an empty one.
    fn attribute_statement(&self) -> String {
        if self.attributes.is_empty() {
            return String::new();
        }
        let mut statement = String::from("<saml:AttributeStatement>");
        for (name, values) in self.attributes {
            let name = xml(name);
            let _ = write!(
                statement,
                "<saml:Attribute Name=\"{name}\" NameFormat=\"{BASIC}\">"
            );
            for value in values {
                let value = xml(value);
                let _ = write!(
                    statement,
                    "<saml:AttributeValue>{value}</saml:AttributeValue>"
                );
            }
            statement.push_str("</saml:Attribute>");
        }
        statement.push_str("</saml:AttributeStatement>");
        statement
    }
}

/// A time as SAML wants it: UTC, whole seconds.
pub fn instant(at: OffsetDateTime) -> String {
    let seconds = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    at.to_offset(time::UtcOffset::UTC)
        .format(&seconds)
        .unwrap_or_default()
}
