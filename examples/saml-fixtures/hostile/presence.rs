//! Signatures that are not there, not where they belong, or on IDs that several elements have.

use super::super::draft::{ASSERTION, DS, Draft, EVIL, RESPONSE, Signer, USER, between, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let mut fixtures = missing(&signer);
    fixtures.extend(misplaced(&signer));
    fixtures.extend(ids(&signer));
    fixtures
}

fn missing(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "signature-present";
    let signed = Draft::new().sign_assertion(signer).finish();
    let signature = between(&signed, "<ds:Signature ", "</ds:Signature>").to_owned();
    vec![
        hostile(
            "unsigned",
            RULE,
            "Nothing is signed.",
            Draft::new().finish(),
        ),
        hostile(
            "signature-removed",
            RULE,
            "A Response of another user, its Signature taken out.",
            once(&once(&signed, &signature, ""), USER, EVIL),
        ),
        hostile(
            "signature-of-another-namespace",
            RULE,
            "What looks like a Signature is of another namespace.",
            signed.replace(DS, "http://www.w3.org/2000/09/xmldsig"),
        ),
        hostile(
            "signature-in-comment",
            RULE,
            "The Signature stands in a comment.",
            once(&signed, &signature, &format!("<!--{signature}-->")),
        ),
        hostile(
            "signature-in-cdata",
            RULE,
            "The Signature is text.",
            once(
                &once(&signed, &signature, ""),
                ">Research<",
                &format!("><![CDATA[{signature}]]><"),
            ),
        ),
    ]
}

fn misplaced(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "signature-structure";
    let signed = Draft::new().sign_assertion(signer).finish();
    let signature = between(&signed, "<ds:Signature ", "</ds:Signature>").to_owned();
    let whole = Draft::new().sign_response(signer).finish();
    let outer = between(&whole, "<ds:Signature ", "</ds:Signature>").to_owned();
    let moved = |text: &str, signature: &str, before: &str| {
        once(
            &once(text, signature, ""),
            before,
            &format!("{signature}{before}"),
        )
    };
    let twice = Draft::new().sign_assertion(signer);
    let second = Draft::new().edit(USER, "bob@example.com");
    let second = signer.signature(ASSERTION, &second.unsigned_assertion());
    vec![
        hostile(
            "signature-in-subject",
            RULE,
            "The Assertion's Signature stands in its Subject.",
            moved(&signed, &signature, "<saml:SubjectConfirmation "),
        ),
        hostile(
            "signature-in-extensions",
            RULE,
            "The Response's Signature stands in its Extensions.",
            once(
                &once(&whole, &outer, ""),
                "<samlp:Status>",
                &format!("<samlp:Extensions>{outer}</samlp:Extensions><samlp:Status>"),
            ),
        ),
        hostile(
            "signature-in-status-detail",
            RULE,
            "The Response's Signature stands in its StatusDetail.",
            once(
                &once(&whole, &outer, ""),
                "</samlp:Status>",
                &format!("<samlp:StatusDetail>{outer}</samlp:StatusDetail></samlp:Status>"),
            ),
        ),
        hostile(
            "signature-in-signature",
            RULE,
            "A Signature stands in the KeyInfo of another.",
            once(&signed, "</ds:X509Data>", &format!("</ds:X509Data>{outer}")),
        ),
        hostile(
            "stray-signature-in-attribute",
            RULE,
            "The Assertion is signed, and an unsigned attribute's value holds another Signature.",
            once(&whole, ">Research<", &format!(">{signature}<")),
        ),
        hostile(
            "two-signatures",
            RULE,
            "Two Signatures of the IdP in one Assertion, one over another user.",
            twice
                .clone()
                .edit(
                    "</saml:Issuer><ds:Signature ",
                    &format!("</saml:Issuer>{second}<ds:Signature "),
                )
                .finish(),
        ),
        hostile(
            "same-signature-twice",
            RULE,
            "The same Signature twice in one Assertion.",
            twice
                .edit(
                    "</saml:Issuer><ds:Signature ",
                    &format!("</saml:Issuer>{signature}<ds:Signature "),
                )
                .finish(),
        ),
        hostile(
            "two-signatures-of-response",
            RULE,
            "The same Signature twice in the Response.",
            once(&whole, "<samlp:Status>", &format!("{outer}<samlp:Status>")),
        ),
    ]
}

fn ids(signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "unique-ids";
    let both = |draft: Draft| draft.sign_assertion(signer).sign_response(signer).finish();
    let attribute = "<saml:AttributeValue>";
    let carrying = |attribute_text: &str| {
        both(Draft::new().edit(
            attribute,
            &format!("<saml:AttributeValue><x:y xmlns:x=\"urn:example:x\" {attribute_text}></x:y>"),
        ))
    };
    let signed = Draft::new().sign_assertion(signer).finish();
    vec![
        hostile(
            "same-id",
            RULE,
            "Response and Assertion have the same ID.",
            Draft::new()
                .edit(RESPONSE, ASSERTION)
                .sign_assertion(signer)
                .finish(),
        ),
        hostile(
            "id-in-attribute-value",
            RULE,
            "An element in an attribute's value has the Assertion's ID.",
            carrying(&format!("ID=\"{ASSERTION}\"")),
        ),
        hostile(
            "xml-id",
            RULE,
            "An element has the Assertion's ID as xml:id.",
            carrying(&format!("xml:id=\"{ASSERTION}\"")),
        ),
        hostile(
            "id-in-other-case",
            RULE,
            "An element has the Assertion's ID as Id, as signatures spell it.",
            carrying(&format!("Id=\"{ASSERTION}\"")),
        ),
        hostile(
            "id-with-prefix",
            RULE,
            "An element has the Assertion's ID as an ID of another namespace.",
            carrying(&format!("x:ID=\"{ASSERTION}\"")),
        ),
        hostile(
            "id-of-signature",
            RULE,
            "The Signature has the Assertion's ID.",
            once(
                &signed,
                "<ds:Signature ",
                &format!("<ds:Signature Id=\"{ASSERTION}\" "),
            ),
        ),
        hostile(
            "id-before-assertion",
            RULE,
            "An unsigned extension has the Assertion's ID and comes first.",
            once(
                &signed,
                "<samlp:Status>",
                &format!(
                    "<samlp:Extensions><x:y xmlns:x=\"urn:example:x\" ID=\"{ASSERTION}\"/></samlp:Extensions><samlp:Status>"
                ),
            ),
        ),
    ]
}
