//! Friendly documents that must pass, hostile and mistaken ones that must not.

mod told;

use proptest::prelude::*;

use super::*;
use crate::saml::document::MAX_BYTES;

/// Self-signed, RSA-2048, with a subject like JumpCloud's own.
const PEM: &str = include_str!("../../../fixtures/saml/idp-rsa-2048.pem");
const SSO: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

fn certificate() -> Certificate {
    Certificate::from_pem(PEM).unwrap()
}

fn key(usage: &str) -> String {
    format!(
        "<md:KeyDescriptor{usage}><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
         </md:KeyDescriptor>",
        certificate().to_base64()
    )
}

fn sso() -> String {
    format!("<md:SingleSignOnService Binding=\"{POST_BINDING}\" Location=\"{SSO}\"/>")
}

fn idp(attributes: &str, content: &str) -> String {
    format!(
        "<md:IDPSSODescriptor{attributes} \
         protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{content}\
         </md:IDPSSODescriptor>"
    )
}

fn entity(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><md:EntityDescriptor entityID=\"JumpCloud\" \
         xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{content}</md:EntityDescriptor>"
    )
}

/// The shape that JumpCloud serves.
fn jumpcloud() -> String {
    let format = "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\
                  </md:NameIDFormat>";
    let content = format!("{}{format}{}", key(" use=\"signing\""), sso());
    entity(&idp(" WantAuthnRequestsSigned=\"false\"", &content))
}

#[test]
fn reads_what_jumpcloud_serves() {
    let metadata = parse(jumpcloud().as_bytes()).unwrap();
    assert_eq!(metadata.entity_id, "JumpCloud");
    assert_eq!(metadata.post_location(), Some(SSO));
    assert_eq!(metadata.signing_certificates, [certificate()]);
    assert_eq!(metadata.want_authn_requests_signed, Some(false));
}

#[test]
fn takes_what_is_unusual_and_legal() {
    let wrapped = certificate().to_base64();
    let wrapped = format!(
        "\n  {}&#10;<!-- half -->{}\n",
        &wrapped[..70],
        &wrapped[70..]
    );
    let redirect = sso().replace("HTTP-POST", "HTTP-Redirect");
    for (document, certificates, endpoints) in [
        // A byte-order mark, comments, processing instructions.
        (format!("\u{feff}{}<!-- end -->\n", jumpcloud()), 1, 1),
        (
            jumpcloud().replace("?><md", "?>\n<!-- a --><?b c?>\n<md"),
            1,
            1,
        ),
        // Wrapped base64, CDATA, a character reference.
        (
            jumpcloud().replace(&certificate().to_base64(), &wrapped),
            1,
            1,
        ),
        (
            jumpcloud().replace(
                &certificate().to_base64(),
                &format!("<![CDATA[{}]]>", certificate().to_base64()),
            ),
            1,
            1,
        ),
        // Another prefix, and none.
        (jumpcloud().replace("md:", "m:").replace(":md", ":m"), 1, 1),
        (jumpcloud().replace("md:", "").replace(":md", ""), 1, 1),
        // Two endpoints, two keys, a key for any use, one for encryption only.
        (
            entity(&idp("", &format!("{}{redirect}{}", key(""), sso()))),
            1,
            2,
        ),
        (
            entity(&idp(
                "",
                &format!(
                    "{}{}{}{}",
                    key(" use=\"signing\""),
                    key(""),
                    key(" use=\"encryption\""),
                    sso()
                ),
            )),
            2,
            1,
        ),
        // An IdP that is a service provider too.
        (
            entity(&format!(
                "{}<md:SPSSODescriptor>{}</md:SPSSODescriptor>",
                idp("", &format!("{}{}", key(""), sso())),
                key("")
            )),
            1,
            1,
        ),
        // A signature around it brings a certificate that is not the IdP's.
        (
            entity(&format!(
                "<ds:Signature xmlns:ds=\"{DSIG}\"><ds:KeyInfo><ds:X509Data>\
                 <ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
                 </ds:Signature>{}",
                idp("", &format!("{}{}", key(""), sso()))
            )),
            1,
            1,
        ),
    ] {
        let metadata =
            parse(document.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{document}"));
        assert_eq!(metadata.signing_certificates.len(), certificates);
        assert!(
            metadata
                .signing_certificates
                .iter()
                .all(|c| *c == certificate())
        );
        assert_eq!(metadata.sso.len(), endpoints);
        assert_eq!(metadata.post_location(), Some(SSO));
    }
    let escaped = jumpcloud().replace("entityID=\"JumpCloud\"", "entityID=\"R&amp;D &#x2F; x\"");
    assert_eq!(parse(escaped.as_bytes()).unwrap().entity_id, "R&D / x");
}

#[test]
fn refuses_what_is_not_the_metadata_of_one_idp() {
    let good = jumpcloud();
    let content = format!("{}{}", key(""), sso());
    for (why, document) in [
        ("empty", String::new()),
        ("white space", "  \n".to_owned()),
        ("JSON", "{\"message\":\"Not Found\"}".to_owned()),
        ("HTML", "<html><body/></html>".to_owned()),
        ("cut off", good[..good.len() - 30].to_owned()),
        ("twice", format!("{good}{}", &good[38..])),
        ("text after", format!("{good}x")),
        ("text before", format!("x{good}")),
        (
            "wrong end tag",
            good.replace("</md:KeyDescriptor>", "</md:Key>"),
        ),
        (
            "DOCTYPE",
            good.replace("?><md", "?><!DOCTYPE md [<!ENTITY e \"x\">]><md"),
        ),
        ("entity in text", good.replace("1.1:nameid", "&e;")),
        (
            "entity in attribute",
            good.replace("entityID=\"Jump", "entityID=\"&e;"),
        ),
        (
            "entity in certificate",
            good.replace("<ds:X509Certificate>", "<ds:X509Certificate>&lt;"),
        ),
        ("another encoding", good.replace("UTF-8", "ISO-8859-1")),
        ("undeclared prefix", good.replace("xmlns:md", "xmlns:mx")),
        (
            "no namespace",
            good.replace("SAML:2.0:metadata", "SAML:1.0:metadata"),
        ),
        ("no entity ID", good.replace("entityID=\"JumpCloud\"", "")),
        ("empty entity ID", good.replace("\"JumpCloud\"", "\" \"")),
        (
            "long entity ID",
            good.replace("\"JumpCloud\"", &format!("\"{}\"", "x".repeat(1025))),
        ),
        (
            "attribute twice",
            good.replace("entityID=", "entityID=\"x\" entityID="),
        ),
        ("no IdP", entity("")),
        (
            "a service provider",
            entity(&format!(
                "<md:SPSSODescriptor>{}</md:SPSSODescriptor>",
                key("")
            )),
        ),
        ("two IdPs", entity(&format!("{0}{0}", idp("", &content)))),
        (
            "SAML 1.1 only",
            good.replace("SAML:2.0:protocol", "SAML:1.1:protocol"),
        ),
        ("no sign-in address", entity(&idp("", &key("")))),
        ("no certificate", entity(&idp("", &sso()))),
        (
            "an encryption key only",
            entity(&idp(
                "",
                &format!("{}{}", key(" use=\"encryption\""), sso()),
            )),
        ),
        (
            "a key for nothing known",
            entity(&idp("", &format!("{}{}", key(" use=\"both\""), sso()))),
        ),
        (
            "bad base64",
            good.replace("<ds:X509Certificate>", "<ds:X509Certificate>*"),
        ),
        (
            "no certificate in base64",
            good.replace(&certificate().to_base64(), "AAAA"),
        ),
        (
            "element in certificate",
            good.replace("<ds:X509Certificate>", "<ds:X509Certificate><b/>"),
        ),
        ("relative address", good.replace(SSO, "/saml2/x")),
        ("script address", good.replace(SSO, "javascript:alert(1)")),
        (
            "address with a line end",
            good.replace(SSO, &format!("{SSO}&#10;x")),
        ),
        (
            "no binding",
            good.replace(&format!("Binding=\"{POST_BINDING}\""), ""),
        ),
        ("no boolean", good.replace("\"false\"", "\"tomorrow\"")),
        (
            "no date",
            good.replace("entityID=", "validUntil=\"tomorrow\" entityID="),
        ),
        (
            "no date at the IdP",
            good.replace(
                "WantAuthnRequestsSigned=",
                "validUntil=\"2026-02-30T00:00:00Z\" WantAuthnRequestsSigned=",
            ),
        ),
        (
            "no protocols",
            good.replace("protocolSupportEnumeration", "protocols"),
        ),
        (
            "an IdP in no namespace",
            entity(&idp("", &content).replace("md:IDP", "IDP")),
        ),
        (
            "a key in the wrong namespace",
            good.replace("<md:KeyDescriptor", "<md:KeyDescriptor xmlns:md=\"urn:x\""),
        ),
        (
            "a certificate in the wrong namespace",
            good.replace(
                "<ds:X509Certificate>",
                "<ds:X509Certificate xmlns:ds=\"urn:x\">",
            ),
        ),
        (
            "KeyInfo twice",
            good.replace(
                "</ds:KeyInfo>",
                "</ds:KeyInfo><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>",
            ),
        ),
        (
            "no KeyInfo",
            good.replace(
                "</md:KeyDescriptor>",
                "</md:KeyDescriptor><md:KeyDescriptor/>",
            ),
        ),
        ("many elements", entity(&"<a/>".repeat(30_000))),
        (
            "many attributes",
            entity(&format!(
                "<a {}/>",
                (0..100).map(|n| format!("a{n}=\"\" ")).collect::<String>()
            )),
        ),
        ("a relative namespace", entity("<a xmlns=\"x\"/>")),
        (
            "one attribute by two prefixes",
            entity("<a xmlns:p=\"urn:x\" xmlns:q=\"urn:x\" p:b=\"\" q:b=\"\"/>"),
        ),
        (
            "XML 1.1",
            good.replace("version=\"1.0\"", "version=\"1.1\""),
        ),
        (
            "a list of entities",
            format!(
                "<m:EntitiesDescriptor xmlns:m=\"{METADATA}\">{}</m:EntitiesDescriptor>",
                &good[38..]
            ),
        ),
        (
            "an entity in an entity",
            entity(&format!("{}{}", idp("", &content), &good[38..])),
        ),
        (
            "too deep",
            entity(&format!("{}{}", "<a>".repeat(100), "</a>".repeat(100))),
        ),
        ("too large", format!("{good}{}", " ".repeat(MAX_BYTES))),
    ] {
        assert_ne!(document, good, "{why}: the case changes nothing");
        let error = parse(document.as_bytes()).expect_err(why);
        assert_eq!(
            (error.code, error.exit_code()),
            ("metadata-malformed", 1),
            "{why}"
        );
        assert!(
            !error.message.chars().any(char::is_control),
            "{why}: {error}"
        );
    }
    assert!(parse(b"\xff\xfe<\0a\0").is_err());
}

#[test]
fn the_earlier_end_counts() {
    let end = |text: &str| parse_time(text);
    for (entity, idp, until) in [
        ("", "", None),
        ("2027-01-02T03:04:05Z", "", end("2027-01-02T03:04:05Z")),
        ("", "2027-01-02T03:04:05Z", end("2027-01-02T03:04:05Z")),
        (
            "2028-01-01T00:00:00Z",
            "2027-01-01T00:00:00.5+01:00",
            end("2026-12-31T23:00:00.5Z"),
        ),
    ] {
        let attribute = |value: &str| match value {
            "" => "cacheDuration=\"P1D\" ".to_owned(),
            value => format!("validUntil=\"{value}\" "),
        };
        let document = jumpcloud()
            .replace("entityID=", &format!("{}entityID=", attribute(entity)))
            .replace("WantAuthn", &format!("{}WantAuthn", attribute(idp)));
        assert_eq!(parse(document.as_bytes()).unwrap().valid_until, until);
    }
}

#[test]
fn says_where() {
    for (from, to, place) in [
        ("use=\"signing\"", "\n  use=\"both\"", "line 3, column 3"),
        (
            "<ds:X509Certificate>",
            "<ds:X509Certificate>*",
            "line 3, column ",
        ),
        (
            "</md:NameIDFormat>",
            "&x;</md:NameIDFormat>",
            "line 4, column ",
        ),
        ("</md:IDPSSODescriptor>", "</md:idp>", "line 5, column "),
        (
            "<md:NameIDFormat>",
            "<md:NameIDFormat a>",
            "line 4, column ",
        ),
    ] {
        let lines = jumpcloud()
            .replace("?><md", "?>\r\n<md")
            .replace("<md:Key", "\r\n  <md:Key")
            .replace("<md:Name", "\n<md:Name")
            .replace("</md:IDP", "\r</md:IDP");
        assert!(parse(lines.as_bytes()).is_ok());
        let error = parse(lines.replace(from, to).as_bytes()).unwrap_err();
        assert!(error.message.contains(place), "{from}: {error}");
    }
}

#[test]
fn tells_a_service_provider_from_an_idp() {
    let document = entity("<md:SPSSODescriptor/>");
    let error = parse(document.as_bytes()).unwrap_err();
    assert!(error.message.contains("service provider"), "{error}");
}

#[test]
fn the_root_alone_tells_metadata_from_an_error_page() {
    assert_eq!(check_root(jumpcloud().as_bytes()), Ok(()));
    for (document, said) in [
        ("<html></html>", "an HTML page"),
        ("<a/>", "XML with the root element <a>"),
        ("<!DOCTYPE html><html/>", "an HTML page"),
        ("<!DOCTYPE x><x/>", "a document with a DOCTYPE"),
        ("{}", "something that is not XML"),
        ("", "an empty body"),
    ] {
        assert_eq!(check_root(document.as_bytes()), Err(said.to_owned()));
    }
}

proptest! {
    #[test]
    fn parsing_never_panics(bytes in any::<Vec<u8>>()) {
        let _ = parse(&bytes);
        let _ = check_root(&bytes);
    }

    #[test]
    fn a_damaged_document_is_refused_or_sound(at in 0usize..3000, insert in "[<>&\"'/a ;!\\[\\]?-]{0,4}", drop in 0usize..4) {
        let mut text = jumpcloud();
        let at = at % text.len();
        let end = (at + drop).min(text.len());
        text.replace_range(at..end, &insert);
        if let Ok(metadata) = parse(text.as_bytes()) {
            prop_assert!(!metadata.entity_id.trim().is_empty());
            prop_assert!(!metadata.sso.is_empty() && !metadata.signing_certificates.is_empty());
        }
    }
}
