//! What people read of SAML documents.

use sso_setup::saml::Certificate;

use crate::run::{ran, repository};
use crate::snapshot;

const ACS: &str = "https://eu-api.mimecast.com/login/saml";
const AUDIENCE: &str = "eu-api.mimecast.com.CUK1A1";

/// A request as a service provider sends it.
const REQUEST: &str = r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_q" Version="2.0" IssueInstant="2026-11-24T12:00:00Z" Destination="https://sso.jumpcloud.com/saml2/mimecast-cuk1a1" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" AssertionConsumerServiceURL="https://eu-api.mimecast.com/login/saml"><saml:Issuer>eu-api.mimecast.com.CUK1A1</saml:Issuer><samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" AllowCreate="true"/></samlp:AuthnRequest>"#;

/// A Response that nobody signed, and for another service provider.
const RESPONSE: &str = r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2026-11-24T12:00:00Z" Destination="https://eu-api.mimecast.com/login/saml"><saml:Issuer>JumpCloud</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-24T12:00:00Z"><saml:Issuer>JumpCloud</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@widgets.example</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-11-24T12:05:00Z" Recipient="https://eu-api.mimecast.com/login/saml"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-11-24T12:00:00Z" NotOnOrAfter="2026-11-24T12:05:00Z"><saml:AudienceRestriction><saml:Audience>de-api.mimecast.com.CDE1</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-11-24T12:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement></saml:Assertion></samlp:Response>"#;

fn metadata() -> String {
    let pem = std::fs::read_to_string(repository("fixtures/saml/idp-rsa-2048.pem")).unwrap();
    let certificate = Certificate::from_pem(&pem).unwrap().to_base64();
    format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="JumpCloud"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.jumpcloud.com/saml2/mimecast-cuk1a1"/></IDPSSODescriptor></EntityDescriptor>"#
    )
}

#[test]
fn inspected() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = String::new();
    for (name, content) in [
        ("request.xml", REQUEST.to_owned()),
        ("metadata.xml", metadata()),
        ("other.xml", "<LogoutRequest/>".to_owned()),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let shown = ran(&["saml", "inspect", file.to_str().unwrap()]);
        all += &format!("$ sso-setup saml inspect {name}\n{}\n", shown.transcript());
    }
    snapshot!("saml-inspect", all);
}

#[test]
fn refused() {
    let folder = tempfile::tempdir().unwrap();
    let [response, trusted] = ["response.xml", "metadata.xml"].map(|name| folder.path().join(name));
    std::fs::write(&response, RESPONSE).unwrap();
    std::fs::write(&trusted, metadata()).unwrap();
    let [response, trusted] = [&response, &trusted].map(|path| path.to_str().unwrap());
    let args = [
        "saml",
        "check",
        response,
        "--metadata",
        trusted,
        "--acs",
        ACS,
    ];
    let more = ["--audience", AUDIENCE, "--at", "2026-11-24T12:01:00Z"];
    let args = [&args[..], &more].concat();
    snapshot!("saml-check", ran(&args).ended(1).transcript());
    let github = ran(&[&args[..], &["-o", "github"]].concat()).ended(1);
    snapshot!("github-saml-check", github.transcript());
}

#[test]
fn nothing_set_up() {
    let verified = ran(&["mimecast", "verify", "--sandbox"]).ended(1);
    snapshot!("verify-nothing", verified.transcript());
}
