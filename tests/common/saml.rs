//! Responses and metadata of an IdP that a test makes up, with a key of its own.
#![allow(dead_code)] // Each test file takes what it needs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sso_setup::saml::Certificate;
use sso_setup::saml::signature::{SigningKey, sign};

pub const IDP_URL: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";
pub const ACS: &str = "https://eu-api.mimecast.com/login/saml";
pub const AUDIENCE: &str = "eu-api.mimecast.com.CUK1A1";
/// A time at which the Responses are valid.
pub const AT: &str = "2026-11-24T12:01:00Z";

/// An IdP: its key is made anew for each test and goes with it.
pub struct Idp {
    key: SigningKey,
    certificate: Certificate,
}

impl Idp {
    pub fn new() -> Idp {
        Idp::valid_until(rcgen::date_time_ymd(2036, 1, 1))
    }

    pub fn valid_until(end: time::OffsetDateTime) -> Idp {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec!["idp.example".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2024, 1, 1);
        params.not_after = end;
        Idp {
            certificate: Certificate::from_der(params.self_signed(&key).unwrap().der()).unwrap(),
            key: SigningKey::from_pem(&key.serialize_pem()).unwrap(),
        }
    }

    /// Its metadata, in the shape of JumpCloud's.
    pub fn metadata(&self, entity_id: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" \
             entityID=\"{entity_id}\"><md:IDPSSODescriptor WantAuthnRequestsSigned=\"false\" \
             protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:KeyDescriptor use=\"signing\">\
             <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>{}\
             </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>\
             urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat><md:SingleSignOnService \
             Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"{IDP_URL}\"/></md:IDPSSODescriptor>\
             </md:EntityDescriptor>",
            self.certificate.to_base64()
        )
    }

    /// A Response for ada@widgets.example, its Assertion signed; the answer to `request`, where there was one.
    pub fn response(&self, request: Option<&str>) -> String {
        self.response_with(request, |xml| xml)
    }

    /// The same with a change made before it is signed.
    pub fn response_with(
        &self,
        request: Option<&str>,
        change: impl FnOnce(String) -> String,
    ) -> String {
        let answers = request.map_or(String::new(), |id| format!(" InResponseTo=\"{id}\""));
        let issuer = "<saml:Issuer>JumpCloud</saml:Issuer>";
        let xml = format!(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
             xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_r\" Version=\"2.0\" \
             IssueInstant=\"2026-11-24T12:00:00Z\" Destination=\"{ACS}\"{answers}>{issuer}<samlp:Status>\
             <samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>\
             <saml:Assertion ID=\"_a\" Version=\"2.0\" IssueInstant=\"2026-11-24T12:00:00Z\">{issuer}<saml:Subject>\
             <saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">ada@widgets.example\
             </saml:NameID><saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
             <saml:SubjectConfirmationData NotOnOrAfter=\"2026-11-24T12:05:00Z\" Recipient=\"{ACS}\"{answers}/>\
             </saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore=\"2026-11-24T12:00:00Z\" \
             NotOnOrAfter=\"2026-11-24T12:05:00Z\"><saml:AudienceRestriction><saml:Audience>{AUDIENCE}\
             </saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement \
             AuthnInstant=\"2026-11-24T12:00:00Z\"><saml:AuthnContext><saml:AuthnContextClassRef>\
             urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>\
             </saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name=\"groups\">\
             <saml:AttributeValue>Staff</saml:AttributeValue><saml:AttributeValue>IT</saml:AttributeValue>\
             </saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>"
        );
        sign(&change(xml), "_a", &self.key, &self.certificate).unwrap()
    }
}

/// A form body that carries a Response.
pub fn form(response: &str) -> String {
    let value = STANDARD
        .encode(response)
        .replace('+', "%2B")
        .replace('=', "%3D");
    format!("RelayState=&SAMLResponse={value}")
}
