//! What is no document of SAML's at all: syntax, DOCTYPE, entities, processing instructions, the root.

use super::super::draft::{ASSERTION, Draft, EVIL, RESPONSE, Signer, USER, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let good = Draft::new().sign_assertion(&signer).sign_response(&signer).finish();
    let mut fixtures = syntax(&good);
    fixtures.extend(namespaces(&signer, &good));
    fixtures.extend(doctype(&good));
    fixtures.extend(instructions(&signer, &good));
    fixtures.extend(root(&signer));
    fixtures
}

fn syntax(good: &str) -> Vec<Fixture> {
    const RULE: &str = "well-formed";
    let utf16 = |little: bool| {
        let text = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{good}");
        let units = text.encode_utf16();
        let bytes: Vec<u8> = units
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect();
        bytes
    };
    let mut not_utf8 = good.as_bytes().to_vec();
    let at = good.find("Research").expect("an attribute's value");
    not_utf8[at] = 0xe9;
    let mut overlong = good.as_bytes().to_vec();
    overlong.splice(at..=at, [0xc1, 0x92]);
    let declared = |declaration: &str| format!("{declaration}{good}");
    vec![
        hostile("empty", RULE, "Nothing.", ""),
        hostile("cut-off", RULE, "The second half is missing.", &good[..good.len() / 2]),
        hostile("two-roots", RULE, "Two Responses, one after the other.", format!("{good}{good}"))
            .documented("documented: CVE-2022-39299, node-saml and several roots"),
        hostile("text-after-root", RULE, "Text after the root.", format!("{good}{EVIL}")),
        hostile("not-closed", RULE, "An end tag of another name.", once(good, "</saml:Conditions>", "</saml:Condition>")),
        hostile("duplicate-attribute", RULE, "An attribute twice in an element.",
            once(good, &format!("ID=\"{ASSERTION}\""), &format!("ID=\"{ASSERTION}\" ID=\"_other\""))),
        hostile("duplicate-attribute-by-namespace", RULE, "Two prefixes of one namespace make an attribute appear twice.",
            once(good, "<saml:AttributeStatement>", "<saml:AttributeStatement xmlns:a=\"urn:example:a\" xmlns:b=\"urn:example:a\" a:x=\"1\" b:x=\"2\">")),
        hostile("attribute-without-quotes", RULE, "An attribute without quotation marks.", once(good, "SessionIndex=\"_session-1\"", "SessionIndex=_session-1")),
        hostile("less-than-in-attribute", RULE, "A less-than sign in an attribute.", once(good, "\"department\"", "\"depart<ment\"")),
        hostile("utf-16-little-endian", RULE, "UTF-16, little end first.", utf16(true)),
        hostile("utf-16-big-endian", RULE, "UTF-16, big end first.", utf16(false)),
        hostile("latin-1", RULE, "A byte that is not UTF-8.", not_utf8),
        hostile("overlong-utf-8", RULE, "A letter in two bytes, which UTF-8 forbids.", overlong),
        hostile("declared-latin-1", RULE, "The declaration says ISO-8859-1.", declared("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")),
        hostile("declared-utf-7", RULE, "The declaration says UTF-7.", declared("<?xml version=\"1.0\" encoding=\"UTF-7\"?>")),
        hostile("xml-1-1", RULE, "XML 1.1, which has other rules for line ends.", declared("<?xml version=\"1.1\" encoding=\"UTF-8\"?>")),
        hostile("late-declaration", RULE, "The XML declaration is not at the start.", declared("\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>")),
        hostile("nul", RULE, "A NUL in the NameID.", once(good, USER, "alice@example.com\0")),
        hostile("nul-reference", RULE, "A reference to NUL in the NameID.", once(good, USER, "alice@example.com&#0;")),
        hostile("control-character", RULE, "A control character that XML forbids.", once(good, "Research", "Re\u{1}search")),
        hostile("control-character-reference", RULE, "A reference to a control character that XML forbids.", once(good, "Research", "Re&#x1;search")),
        hostile("surrogate-reference", RULE, "A reference to half a character.", once(good, "Research", "Re&#xD800;search")),
        hostile("double-hyphen-in-comment", RULE, "Two hyphens inside a comment.", once(good, "<samlp:Status>", "<!-- a -- b --><samlp:Status>")),
        hostile("cdata-end-in-text", RULE, "The end of a CDATA section outside of one.", once(good, "Research", "Re]]>search")),
        hostile("cdata-outside-root", RULE, "A CDATA section after the root.", format!("{good}<![CDATA[ ]]>")),
        hostile("not-xml", RULE, "An HTML page, as a proxy might answer.", "<!-- --><html><body>Sign in<br></body></html>"),
    ]
}

fn namespaces(signer: &Signer<'_>, good: &str) -> Vec<Fixture> {
    const RULE: &str = "well-formed";
    let relative = Draft::new()
        .edit("<saml:AttributeValue>Research", "<saml:AttributeValue><x:y xmlns:x=\"./relative\"></x:y>Research")
        .sign_assertion(signer)
        .sign_response(signer)
        .finish();
    vec![
        hostile("undeclared-prefix", RULE, "An element with a prefix that nothing declares.", once(good, "<samlp:Status>", "<samlp:Status><x:y/>")),
        hostile("undeclared-attribute-prefix", RULE, "An attribute with a prefix that nothing declares.", once(good, "<samlp:Status>", "<samlp:Status x:y=\"1\">")),
        hostile("prefix-undeclared-again", RULE, "A prefix bound to nothing, which only XML 1.1 allows.", once(good, "<samlp:Status>", "<samlp:Status xmlns:x=\"\">")),
        hostile("xml-prefix-elsewhere", RULE, "The prefix xml bound to another namespace.", once(good, "<samlp:Status>", "<samlp:Status xmlns:xml=\"urn:example:evil\">")),
        hostile("xmlns-prefix-bound", RULE, "The prefix xmlns bound to a namespace.", once(good, "<samlp:Status>", "<samlp:Status xmlns:xmlns=\"urn:example:evil\">")),
        hostile("two-colons", RULE, "A name with two colons.", once(good, "<samlp:Status>", "<samlp:Status><samlp:x:y/>")),
        hostile("relative-namespace", RULE, "A namespace that is no absolute URI: canonicalisation is not defined.", relative)
            .documented("documented: Canonical XML 1.0, 1.3; the way into a void canonical form in 2025's attacks on ruby-saml"),
    ]
}

fn doctype(good: &str) -> Vec<Fixture> {
    const RULE: &str = "no-doctype";
    let with = |doctype: &str| format!("{doctype}\n{good}");
    let replaced = |doctype: &str, from: &str, to: &str| format!("{doctype}\n{}", once(good, from, to));
    let laughs: String = (1..10)
        .map(|level| {
            let inner = format!("&l{};", level - 1).repeat(10);
            format!("<!ENTITY l{level} \"{inner}\">")
        })
        .collect();
    vec![
        hostile("doctype", RULE, "A DOCTYPE that says nothing.", with("<!DOCTYPE samlp:Response>")),
        hostile("doctype-external", RULE, "A DOCTYPE that points to a file.", with("<!DOCTYPE samlp:Response SYSTEM \"file:///etc/passwd\">")),
        hostile("doctype-public", RULE, "A DOCTYPE that points to the network.", with("<!DOCTYPE samlp:Response PUBLIC \"-//X//X\" \"http://127.0.0.1:9/x.dtd\">")),
        hostile("doctype-late", RULE, "A DOCTYPE after a comment.", with("<!-- a comment -->\n<!DOCTYPE samlp:Response>")),
        hostile("internal-entity", RULE, "The NameID is an entity of the document itself.",
            replaced(&format!("<!DOCTYPE samlp:Response [<!ENTITY user \"{USER}\">]>"), USER, "&user;")),
        hostile("external-entity", RULE, "An attribute's value is an external entity.",
            replaced("<!DOCTYPE samlp:Response [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "Research", "&x;"))
            .documented("documented: OWASP, XML external entity processing"),
        hostile("parameter-entity", RULE, "A parameter entity that loads declarations.",
            with("<!DOCTYPE samlp:Response [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x.dtd\"> %x;]>"))
            .documented("documented: OWASP, XML external entity processing"),
        hostile("billion-laughs", RULE, "Entities that grow to a thousand million.",
            replaced(&format!("<!DOCTYPE samlp:Response [<!ENTITY l0 \"ha\">{laughs}]>"), "Research", "&l9;"))
            .documented("documented: OWASP, XML entity expansion"),
        hostile("quadratic-entity", RULE, "One long entity, used often.",
            replaced(&format!("<!DOCTYPE samlp:Response [<!ENTITY a \"{}\">]>", "a".repeat(5000)), "Research", &"&a;".repeat(1000))),
        hostile("recursive-entity", RULE, "Two entities that hold each other.",
            replaced("<!DOCTYPE samlp:Response [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>", "Research", "&a;")),
        hostile("predefined-entity-declared", RULE, "A DOCTYPE that declares amp.", with("<!DOCTYPE samlp:Response [<!ENTITY amp \"&#38;#38;\">]>")),
        hostile("id-by-attlist", RULE, "A DOCTYPE gives every Assertion a default ID.",
            with(&format!("<!DOCTYPE samlp:Response [<!ATTLIST saml:Assertion ID CDATA \"{ASSERTION}\">]>"))),
        hostile("doctype-differential", RULE, "A DOCTYPE whose entity value looks like the end of one and of a document.",
            with(&format!("<!DOCTYPE samlp:Response [<!ENTITY x \"]><samlp:Response ID='{RESPONSE}'>\"> ]>")))
            .documented("documented: CVE-2025-25291, parsers that read a DOCTYPE differently"),
        hostile("undeclared-entity", RULE, "An entity that is not one of XML's five, and no DOCTYPE.", once(good, "Research", "&nbsp;")),
    ]
}

fn instructions(signer: &Signer<'_>, good: &str) -> Vec<Fixture> {
    const RULE: &str = "no-processing-instruction";
    let signed_in_it = Draft::new()
        .edit(&format!(">{USER}<"), &format!(">{USER}<?x y?><"))
        .sign_assertion(signer)
        .sign_response(signer)
        .finish();
    vec![
        hostile("instruction-before-root", RULE, "A style sheet instruction before the root.",
            format!("<?xml-stylesheet type=\"text/xsl\" href=\"x.xsl\"?>{good}")),
        hostile("instruction-after-root", RULE, "An instruction after the root.", format!("{good}<?x y?>")),
        hostile("instruction-in-status", RULE, "An instruction in the unsigned part.", {
            let assertion_only = Draft::new().sign_assertion(signer).finish();
            once(&assertion_only, "<samlp:Status>", "<samlp:Status><?x y?>")
        }),
        hostile("instruction-in-name-id", RULE, "A signed instruction in the NameID.", signed_in_it),
    ]
}

fn root(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "response";
    let both = |draft: Draft| draft.sign_assertion(signer).sign_response(signer).finish();
    let response = Draft::new().sign_assertion(signer).finish();
    let assertion = Draft::new().sign_assertion(signer).assertion().to_owned();
    let protocol = "xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"";
    let version = "Version=\"2.0\"><saml:Issuer xmlns";
    vec![
        hostile("assertion-as-root", RULE, "An Assertion without a Response.", assertion),
        hostile("soap-envelope", RULE, "A Response inside a SOAP envelope.",
            format!("<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>{response}</S:Body></S:Envelope>")),
        hostile("artifact-response", RULE, "A Response inside an ArtifactResponse.",
            format!("<samlp:ArtifactResponse {protocol} ID=\"_artifact-1\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\">{response}</samlp:ArtifactResponse>")),
        hostile("logout-response", RULE, "The root is a LogoutResponse.",
            both(Draft::new()).replace("samlp:Response", "samlp:LogoutResponse")),
        hostile("foreign-namespace-response", RULE, "The root is a Response of another namespace.",
            response.replace("SAML:2.0:protocol", "SAML:2.1:protocol")),
        hostile("no-namespace-response", RULE, "The root is a Response without namespace.",
            response.replace("<samlp:Response", "<Response").replace("</samlp:Response", "</Response")),
        hostile("response-version-1-1", RULE, "The Response says version 1.1.", both(Draft::new().edit(version, &version.replace("2.0", "1.1")))),
        hostile("response-version-missing", RULE, "The Response does not say its version.",
            both(Draft::new().edit(&format!(" {version}"), "><saml:Issuer xmlns"))),
        hostile("response-id-missing", RULE, "The Response has no ID.",
            Draft::new().without(&format!(" ID=\"{RESPONSE}\"")).sign_assertion(signer).finish()),
        hostile("response-id-empty", RULE, "The Response's ID is empty.",
            Draft::new().edit(RESPONSE, "").sign_assertion(signer).finish()),
        hostile("assertion-version-1-1", "one-assertion", "The Assertion says version 1.1.",
            both(Draft::new().edit("Version=\"2.0\"><saml:Issuer>", "Version=\"1.1\"><saml:Issuer>"))),
        hostile("assertion-id-missing", "one-assertion", "The Assertion has no ID; the Response is signed.",
            Draft::new().without(&format!(" ID=\"{ASSERTION}\"")).sign_response(signer).finish()),
    ]
}
