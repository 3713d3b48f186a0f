//! DOCTYPE, entities, processing instructions, and roots that are no Response.

use super::super::draft::{ASSERTION, Draft, RESPONSE, Signer, USER, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let good = Draft::new()
        .sign_assertion(&signer)
        .sign_response(&signer)
        .finish();
    let mut fixtures = doctype(&good);
    fixtures.extend(instructions(&signer, &good));
    fixtures.extend(root(&signer));
    fixtures
}

fn doctype(good: &str) -> Vec<Fixture> {
    const RULE: &str = "no-doctype";
    let with = |doctype: &str| format!("{doctype}\n{good}");
    let replaced =
        |doctype: &str, from: &str, to: &str| format!("{doctype}\n{}", once(good, from, to));
    let laughs: String = (1..10)
        .map(|level| {
            let inner = format!("&l{};", level - 1).repeat(10);
            format!("<!ENTITY l{level} \"{inner}\">")
        })
        .collect();
    vec![
        hostile(
            "doctype",
            RULE,
            "A DOCTYPE that says nothing.",
            with("<!DOCTYPE samlp:Response>"),
        ),
        hostile(
            "doctype-external",
            RULE,
            "A DOCTYPE that points to a file.",
            with("<!DOCTYPE samlp:Response SYSTEM \"file:///etc/passwd\">"),
        ),
        hostile(
            "doctype-public",
            RULE,
            "A DOCTYPE that points to the network.",
            with("<!DOCTYPE samlp:Response PUBLIC \"-//X//X\" \"http://127.0.0.1:9/x.dtd\">"),
        ),
        hostile(
            "doctype-late",
            RULE,
            "A DOCTYPE after a comment.",
            with("<!-- a comment -->\n<!DOCTYPE samlp:Response>"),
        ),
        hostile(
            "internal-entity",
            RULE,
            "The NameID is an entity of the document itself.",
            replaced(
                &format!("<!DOCTYPE samlp:Response [<!ENTITY user \"{USER}\">]>"),
                USER,
                "&user;",
            ),
        ),
        hostile(
            "external-entity",
            RULE,
            "An attribute's value is an external entity.",
            replaced(
                "<!DOCTYPE samlp:Response [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "Research",
                "&x;",
            ),
        )
        .documented("documented: OWASP, XML external entity processing"),
        hostile(
            "parameter-entity",
            RULE,
            "A parameter entity that loads declarations.",
            with(
                "<!DOCTYPE samlp:Response [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x.dtd\"> %x;]>",
            ),
        )
        .documented("documented: OWASP, XML external entity processing"),
        hostile(
            "billion-laughs",
            RULE,
            "Entities that grow to a thousand million.",
            replaced(
                &format!("<!DOCTYPE samlp:Response [<!ENTITY l0 \"ha\">{laughs}]>"),
                "Research",
                "&l9;",
            ),
        )
        .documented("documented: OWASP, XML entity expansion"),
        hostile(
            "quadratic-entity",
            RULE,
            "One long entity, used often.",
            replaced(
                &format!(
                    "<!DOCTYPE samlp:Response [<!ENTITY a \"{}\">]>",
                    "a".repeat(5000)
                ),
                "Research",
                &"&a;".repeat(1000),
            ),
        ),
        hostile(
            "recursive-entity",
            RULE,
            "Two entities that hold each other.",
            replaced(
                "<!DOCTYPE samlp:Response [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>",
                "Research",
                "&a;",
            ),
        ),
        hostile(
            "predefined-entity-declared",
            RULE,
            "A DOCTYPE that declares amp.",
            with("<!DOCTYPE samlp:Response [<!ENTITY amp \"&#38;#38;\">]>"),
        ),
        hostile(
            "id-by-attlist",
            RULE,
            "A DOCTYPE gives every Assertion a default ID.",
            with(&format!(
                "<!DOCTYPE samlp:Response [<!ATTLIST saml:Assertion ID CDATA \"{ASSERTION}\">]>"
            )),
        ),
        hostile(
            "doctype-differential",
            RULE,
            "A DOCTYPE whose entity value looks like the end of one and of a document.",
            with(&format!(
                "<!DOCTYPE samlp:Response [<!ENTITY x \"]><samlp:Response ID='{RESPONSE}'>\"> ]>"
            )),
        )
        .documented("documented: CVE-2025-25291, parsers that read a DOCTYPE differently"),
        hostile(
            "undeclared-entity",
            RULE,
            "An entity that is not one of XML's five, and no DOCTYPE.",
            once(good, "Research", "&nbsp;"),
        ),
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
        hostile(
            "instruction-before-root",
            RULE,
            "A style sheet instruction before the root.",
            format!("<?xml-stylesheet type=\"text/xsl\" href=\"x.xsl\"?>{good}"),
        ),
        hostile(
            "instruction-after-root",
            RULE,
            "An instruction after the root.",
            format!("{good}<?x y?>"),
        ),
        hostile(
            "instruction-in-status",
            RULE,
            "An instruction in the unsigned part.",
            {
                let assertion_only = Draft::new().sign_assertion(signer).finish();
                once(&assertion_only, "<samlp:Status>", "<samlp:Status><?x y?>")
            },
        ),
        hostile(
            "instruction-in-name-id",
            RULE,
            "A signed instruction in the NameID.",
            signed_in_it,
        ),
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
        hostile(
            "assertion-as-root",
            RULE,
            "An Assertion without a Response.",
            assertion,
        ),
        hostile(
            "soap-envelope",
            RULE,
            "A Response inside a SOAP envelope.",
            format!(
                "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>{response}</S:Body></S:Envelope>"
            ),
        ),
        hostile(
            "artifact-response",
            RULE,
            "A Response inside an ArtifactResponse.",
            format!(
                "<samlp:ArtifactResponse {protocol} ID=\"_artifact-1\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\">{response}</samlp:ArtifactResponse>"
            ),
        ),
        hostile(
            "logout-response",
            RULE,
            "The root is a LogoutResponse.",
            both(Draft::new()).replace("samlp:Response", "samlp:LogoutResponse"),
        ),
        hostile(
            "foreign-namespace-response",
            RULE,
            "The root is a Response of another namespace.",
            response.replace("SAML:2.0:protocol", "SAML:2.1:protocol"),
        ),
        hostile(
            "no-namespace-response",
            RULE,
            "The root is a Response without namespace.",
            response
                .replace("<samlp:Response", "<Response")
                .replace("</samlp:Response", "</Response"),
        ),
        hostile(
            "response-version-1-1",
            RULE,
            "The Response says version 1.1.",
            both(Draft::new().edit(version, &version.replace("2.0", "1.1"))),
        ),
        hostile(
            "response-version-missing",
            RULE,
            "The Response does not say its version.",
            both(Draft::new().edit(&format!(" {version}"), "><saml:Issuer xmlns")),
        ),
        hostile(
            "response-id-missing",
            RULE,
            "The Response has no ID.",
            Draft::new()
                .without(&format!(" ID=\"{RESPONSE}\""))
                .sign_assertion(signer)
                .finish(),
        ),
        hostile(
            "response-id-empty",
            RULE,
            "The Response's ID is empty.",
            Draft::new()
                .edit(RESPONSE, "")
                .sign_assertion(signer)
                .finish(),
        ),
        hostile(
            "assertion-version-1-1",
            "one-assertion",
            "The Assertion says version 1.1.",
            both(Draft::new().edit(
                "Version=\"2.0\"><saml:Issuer>",
                "Version=\"1.1\"><saml:Issuer>",
            )),
        ),
        hostile(
            "assertion-id-missing",
            "one-assertion",
            "The Assertion has no ID; the Response is signed.",
            Draft::new()
                .without(&format!(" ID=\"{ASSERTION}\""))
                .sign_response(signer)
                .finish(),
        ),
    ]
}
