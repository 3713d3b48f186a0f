use super::*;
use crate::saml::Certificate;
use crate::saml::certificate::tests::sample;
use crate::saml::message::find;

#[track_caller]
fn inspected(xml: &str) -> Inspected {
    let messages = find(xml.as_bytes()).unwrap();
    inspect(&messages[0]).unwrap()
}

/// Every value of a fact in a section, with the fields it belongs in.
fn values<'i>(
    inspected: &'i Inspected,
    section: &str,
    name: &str,
) -> Vec<(&'i str, Option<&'static str>, Option<&'static str>)> {
    let sections = inspected.sections.iter().filter(|s| s.title == section);
    sections
        .flat_map(|s| &s.facts)
        .filter(|f| f.name == name)
        .map(|f| (f.value.as_str(), f.jumpcloud, f.mimecast))
        .collect()
}

const IDP: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";
const ACS: &str = "https://eu-api.mimecast.com/login/saml";

/// A Response with everything in it that can be told; nothing of it is signed for real.
fn response(more: &str) -> String {
    let certificate = sample().to_base64();
    format!(
        r##"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="_r" Version="2.0" IssueInstant="2026-11-24T12:00:00Z" Destination="{ACS}" InResponseTo="_q">
<saml:Issuer>JumpCloud</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode><samlp:StatusMessage>no</samlp:StatusMessage></samlp:Status>
{more}
<saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-24T12:00:00Z"><saml:Issuer>JumpCloud</saml:Issuer>
<ds:Signature><ds:SignedInfo><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#_a"/></ds:SignedInfo><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@widgets.example</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="{ACS}" NotOnOrAfter="2026-11-24T12:05:00Z" InResponseTo="_q"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="2026-11-24T11:59:00Z" NotOnOrAfter="2026-11-24T13:00:00Z"><saml:AudienceRestriction><saml:Audience>eu-api.mimecast.com.CUK1A1</saml:Audience><saml:Audience>other</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="2026-11-24T11:58:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="groups"><saml:AttributeValue>Staff</saml:AttributeValue><saml:AttributeValue>IT</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
</saml:Assertion></samlp:Response>"##
    )
}

#[test]
fn a_response_is_told_in_the_words_of_the_console() {
    let told = inspected(&response(""));
    for (section, name, wanted) in [
        (
            "Response",
            "Destination",
            vec![(ACS, Some("ACS URL"), None)],
        ),
        ("Response", "Answers the request", vec![("_q", None, None)]),
        (
            "Response",
            "Issuer",
            vec![("JumpCloud", Some("IdP Entity ID"), Some("Issuer"))],
        ),
        (
            "Response",
            "Status",
            vec![("Responder", None, None), ("AuthnFailed", None, None)],
        ),
        ("Response", "Status message", vec![("no", None, None)]),
        (
            "Assertion",
            "NameID",
            vec![("ada@widgets.example", Some("SAMLSubject NameID"), None)],
        ),
        ("Assertion", "Recipient", vec![(ACS, Some("ACS URL"), None)]),
        ("Assertion", "Confirmed by", vec![("bearer", None, None)]),
        (
            "Assertion",
            "Audience",
            vec![
                ("eu-api.mimecast.com.CUK1A1", Some("SP Entity ID"), None),
                ("other", Some("SP Entity ID"), None),
            ],
        ),
        (
            "Assertion",
            "Not on or after",
            vec![("2026-11-24T13:00:00Z", None, None)],
        ),
        (
            "Assertion",
            "Authentication context",
            vec![(
                "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
                None,
                Some("Use Password protected Context"),
            )],
        ),
        (
            "Assertion",
            "Attribute groups",
            vec![
                ("Staff", Some("Attributes"), None),
                ("IT", Some("Attributes"), None),
            ],
        ),
        (
            "Signature of the Assertion",
            "Signs",
            vec![("#_a", Some("Sign Assertion"), None)],
        ),
        (
            "Signature of the Assertion",
            "Key",
            vec![("EC-256", None, None)],
        ),
    ] {
        assert_eq!(values(&told, section, name), wanted, "{section}: {name}");
    }
    assert!(
        !told
            .sections
            .iter()
            .any(|s| s.title == "Signature of the Response")
    );
}

#[test]
fn every_assertion_is_told_and_where_it_stands() {
    let other = r#"<samlp:Extensions><x:y xmlns:x="urn:x"><saml:Assertion ID="_b"><saml:Subject><saml:NameID>eve@evil.example<!-- --></saml:NameID></saml:Subject></saml:Assertion></x:y></samlp:Extensions><saml:EncryptedAssertion/>"#;
    let told = inspected(&response(other));
    assert_eq!(
        values(&told, "Assertion 1 of 2", "Stands in"),
        [("Response/Extensions/y", None, None)]
    );
    assert_eq!(
        values(&told, "Assertion 1 of 2", "NameID"),
        [(
            "(not told: it holds a comment)",
            Some("SAMLSubject NameID"),
            None
        )]
    );
    assert!(values(&told, "Assertion 2 of 2", "Stands in").is_empty());
    assert_eq!(
        values(&told, "Encrypted assertion", "Line"),
        [("4", None, None)]
    );
}

#[test]
fn a_request_is_told_in_the_words_of_the_console() {
    let told = inspected(&format!(
        r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_q" Version="2.0" IssueInstant="2026-11-24T12:00:00Z" Destination="{IDP}" AssertionConsumerServiceURL="{ACS}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ForceAuthn="true">
<saml:Issuer>eu-api.mimecast.com.CUK1A1</saml:Issuer><samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" AllowCreate="true"/>
<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>urn:federation:authentication:windows</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>"#
    ));
    for (name, wanted) in [
        ("Destination", (IDP, Some("IdP URL"), Some("Login URL"))),
        ("Wants the answer at", (ACS, Some("ACS URL"), None)),
        ("Wants the answer by", ("HTTP-POST", None, None)),
        (
            "Issuer",
            ("eu-api.mimecast.com.CUK1A1", Some("SP Entity ID"), None),
        ),
        (
            "Wants a NameID of format",
            (
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                Some("SAMLSubject NameID Format"),
                None,
            ),
        ),
        ("Authentication context must be", ("exact", None, None)),
        (
            "Wants the authentication context",
            (
                "urn:federation:authentication:windows",
                None,
                Some("Use Integrated Authentication Context"),
            ),
        ),
        ("Wants a fresh sign-in", ("true", None, None)),
    ] {
        assert_eq!(values(&told, "Request", name), [wanted], "{name}");
    }
}

#[test]
fn metadata_is_told_with_every_certificate() {
    let (first, second) = (sample(), sample());
    let key = |certificate: &Certificate| {
        format!(
            "<KeyDescriptor><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>{}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>",
            certificate.to_base64()
        )
    };
    let told = inspected(&format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="JumpCloud"><IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{}{}<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{IDP}"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{IDP}"/></IDPSSODescriptor></EntityDescriptor>"#,
        key(&first),
        key(&second)
    ));
    let idp = "Identity provider";
    assert_eq!(
        values(&told, idp, "Entity ID"),
        [("JumpCloud", Some("IdP Entity ID"), Some("Issuer"))]
    );
    assert_eq!(
        values(&told, idp, "Sign-in address (HTTP-POST)"),
        [(IDP, Some("IdP URL"), Some("Login URL"))]
    );
    assert_eq!(
        values(&told, idp, "Sign-in address (HTTP-Redirect)"),
        [(IDP, Some("IdP URL"), None)]
    );
    for (section, certificate) in [
        ("Signing certificate 1 of 2", first),
        ("Signing certificate 2 of 2", second),
    ] {
        assert_eq!(
            values(&told, section, "SHA-256 fingerprint"),
            [(certificate.fingerprint_sha256().as_str(), None, None)]
        );
        assert_eq!(
            values(&told, section, "Certificate"),
            [(
                certificate.to_base64().as_str(),
                Some("IdP Certificate"),
                Some("Identity Provider Certificate (Metadata)")
            )]
        );
    }
}

#[test]
fn a_hostile_document_is_an_error_that_says_where() {
    for (xml, says) in [
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]>\n<Response>&b;</Response>",
            "a SAML Response cannot be read: it has a DOCTYPE (line 1, column",
        ),
        ("<Response>\n  <?php ?></Response>", "line 2, column 3"),
        ("<AuthnRequest>\n<a></AuthnRequest>", "line 2"),
        ("<x:Response/>", "line 1"),
    ] {
        let messages = find(xml.as_bytes()).unwrap();
        let error = inspect(&messages[0]).unwrap_err();
        assert_eq!(error.code, "saml-document-unreadable");
        assert!(error.message.contains(says), "{error}");
        assert!(!error.hints.is_empty());
    }
}
