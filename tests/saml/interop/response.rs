//! Responses for this moment, signed by us with keys made for this run.

use sso_setup::saml::Certificate;
use sso_setup::saml::metadata::{self, IdpMetadata};
use sso_setup::saml::response::{self, Expected};
use sso_setup::saml::signature::{SigningKey, sign};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::collection::failed;

pub const IDP: &str = "https://sso.jumpcloud.com/widgets";
pub const ACS: &str = "https://eu-api.mimecast.com/login/saml";
pub const SP: &str = "eu-api.mimecast.com.CUK1A1";
pub const USER: &str = "alice@example.com";

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    Assertion,
    Response,
    Both,
}

impl Signed {
    pub const fn name(self) -> &'static str {
        match self {
            Signed::Assertion => "assertion",
            Signed::Response => "response",
            Signed::Both => "both",
        }
    }

    pub const fn count(self) -> usize {
        match self {
            Signed::Both => 2,
            _ => 1,
        }
    }
}

/// A kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Rsa,
    Ec,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Rsa => "RSA",
            Kind::Ec => "EC",
        }
    }
}

/// An identity provider with a key of its own.
pub struct Made {
    pub kind: Kind,
    pub key_pem: String,
    pub certificate: Certificate,
    key: SigningKey,
    metadata: IdpMetadata,
}

impl Made {
    pub fn new(kind: Kind) -> Made {
        let pair = match kind {
            Kind::Rsa => {
                rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048)
            }
            Kind::Ec => rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256),
        };
        let pair = pair.unwrap();
        let mut params = rcgen::CertificateParams::default();
        let now = OffsetDateTime::now_utc();
        params.not_before = now - Duration::days(1);
        params.not_after = now + Duration::days(365);
        let certificate = params.self_signed(&pair).unwrap();
        let certificate = Certificate::from_der(certificate.der()).unwrap();
        let key_pem = pair.serialize_pem();
        Made {
            kind,
            key: SigningKey::from_pem(&key_pem).unwrap(),
            metadata: metadata::parse(published(&certificate).as_bytes()).unwrap(),
            key_pem,
            certificate,
        }
    }

    /// Signs a Response as the sandbox does: the Assertion first.
    pub fn sign(&self, xml: &str, signed: Signed) -> String {
        let mut xml = xml.to_owned();
        for (id, wanted) in [
            ("_assertion-1", signed != Signed::Response),
            ("_response-1", signed != Signed::Assertion),
        ] {
            if wanted {
                xml = sign(&xml, id, &self.key, &self.certificate).unwrap();
            }
        }
        xml
    }

    /// The user whom our own checker believes, or the rules that refuse.
    pub fn judge(&self, xml: &str, request_id: Option<&str>) -> Result<String, String> {
        let expected = Expected {
            metadata: &self.metadata,
            acs_url: ACS,
            sp_entity_id: SP,
            request_id,
            at: OffsetDateTime::now_utc(),
        };
        let verdict = response::check(xml.as_bytes(), &expected);
        let failed = failed(&verdict).join(", ");
        verdict.sign_in.map(|sign_in| sign_in.name_id).ok_or(failed)
    }
}

fn published(certificate: &Certificate) -> String {
    format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{IDP}\">\
         <md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\
         <md:KeyDescriptor use=\"signing\"><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
         <md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
         Location=\"https://sso.jumpcloud.com/saml2/mimecast\"/></md:IDPSSODescriptor></md:EntityDescriptor>",
        certificate.to_base64()
    )
}

/// An answer made now, not signed.
pub fn unsigned(request_id: Option<&str>) -> String {
    let now = OffsetDateTime::now_utc().replace_nanosecond(0).unwrap();
    let at = |offset: i64| (now + Duration::seconds(offset)).format(&Rfc3339).unwrap();
    let (issued, until, from) = (at(0), at(300), at(-60));
    let request = request_id.map_or_else(String::new, |id| format!(" InResponseTo=\"{id}\""));
    format!(
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" \
         ID=\"_response-1\" Version=\"2.0\" IssueInstant=\"{issued}\" Destination=\"{ACS}\"{request}>\
         <saml:Issuer>{IDP}</saml:Issuer>\
         <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>\
         <saml:Assertion ID=\"_assertion-1\" Version=\"2.0\" IssueInstant=\"{issued}\"><saml:Issuer>{IDP}</saml:Issuer>\
         <saml:Subject><saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">{USER}</saml:NameID>\
         <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
         <saml:SubjectConfirmationData NotOnOrAfter=\"{until}\" Recipient=\"{ACS}\"{request}/></saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"{from}\" NotOnOrAfter=\"{until}\"><saml:AudienceRestriction><saml:Audience>{SP}</saml:Audience>\
         </saml:AudienceRestriction></saml:Conditions>\
         <saml:AuthnStatement AuthnInstant=\"{issued}\" SessionIndex=\"_session-1\"><saml:AuthnContext>\
         <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>\
         </saml:AuthnContext></saml:AuthnStatement>\
         <saml:AttributeStatement><saml:Attribute Name=\"department\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\">\
         <saml:AttributeValue>Größe &amp; Co</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>"
    )
}
