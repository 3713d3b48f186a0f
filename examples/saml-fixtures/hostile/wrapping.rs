//! Signature wrapping: the signature stays valid, and another Assertion is meant to be believed.

use super::super::draft::{ASSERTION, Draft, EVIL, RESPONSE, Signer, USER, between, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;
use super::pieces::{Pieces, after_issuer, at_end, with_object};

const RULE: &str = "one-assertion";

const RAIDER: &str =
    "documented: SAML Raider's wrapping attacks, after Somorovsky et al., On Breaking SAML (2012)";

fn advice(what: &str) -> String {
    format!("</saml:Conditions><saml:Advice>{what}</saml:Advice>")
}

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let p = Pieces::new(&signer);
    let mut fixtures = classic(&signer, &p);
    fixtures.extend(later(&signer, &p));
    fixtures
}

fn classic(signer: &Signer<'_>, p: &Pieces) -> Vec<Fixture> {
    let whole = Draft::new().sign_response(signer).finish();
    let signature = between(&whole, "<ds:Signature ", "</ds:Signature>").to_owned();
    let original = once(&whole, &signature, "");
    let evil_response = once(&original, USER, EVIL)
        .replace(RESPONSE, "_evil-response")
        .replace(&format!("\"{ASSERTION}\""), "\"_evil-assertion\"");
    let after = |what: &str| {
        once(
            &evil_response,
            "</saml:Issuer><samlp:Status>",
            &format!("</saml:Issuer>{what}<samlp:Status>"),
        )
    };
    let changed = once(
        &p.signed
            .replace(&format!("ID=\"{ASSERTION}\""), "ID=\"_evil-assertion\""),
        USER,
        EVIL,
    );
    vec![
        hostile(
            "xsw-1",
            RULE,
            "A forged Response around a Signature that holds the original Response.",
            after(&once(
                &signature,
                "</ds:Signature>",
                &format!("{original}</ds:Signature>"),
            )),
        )
        .documented(RAIDER),
        hostile(
            "xsw-2",
            RULE,
            "A forged Response with the original Response before its Signature.",
            after(&format!("{original}{signature}")),
        )
        .documented(RAIDER),
        hostile(
            "xsw-3",
            RULE,
            "A forged Assertion before the signed one.",
            p.with(&format!("{}{}", p.evil, p.signed)),
        )
        .documented(RAIDER),
        hostile(
            "xsw-4",
            RULE,
            "A forged Assertion around the signed one.",
            p.with(&at_end(&p.evil, &p.signed)),
        )
        .documented(RAIDER),
        hostile(
            "xsw-5",
            RULE,
            "The signed Assertion is forged, and its original without Signature stands at the end.",
            p.with(&format!("{changed}{}", p.bare)),
        )
        .documented(RAIDER),
        hostile(
            "xsw-6",
            RULE,
            "A forged Assertion whose Signature holds the original.",
            p.with(&after_issuer(
                &p.evil,
                &once(
                    &p.signature,
                    "</ds:Signature>",
                    &format!("{}</ds:Signature>", p.bare),
                ),
            )),
        )
        .documented(RAIDER),
        hostile(
            "xsw-7",
            RULE,
            "A forged Assertion in Extensions, before the signed one.",
            once(
                &p.response,
                "<samlp:Status>",
                &format!(
                    "<samlp:Extensions>{}</samlp:Extensions><samlp:Status>",
                    p.evil
                ),
            ),
        )
        .documented(RAIDER),
        hostile(
            "xsw-8",
            RULE,
            "A forged Assertion whose Signature holds the original in an Object.",
            p.with(&after_issuer(&p.evil, &with_object(&p.signature, &p.bare))),
        )
        .documented(RAIDER),
    ]
}

fn later(signer: &Signer<'_>, p: &Pieces) -> Vec<Fixture> {
    let same_id = p.evil.replace("_evil-assertion", ASSERTION);
    let no_id = p.evil.replace(" ID=\"_evil-assertion\"", "");
    let status = "</samlp:Status>";
    let error = Draft::new().sign_response(signer);
    let whole = error.finish();
    vec![
        hostile(
            "xsw-original-in-extensions",
            RULE,
            "The signed Assertion is in Extensions, the forged one in its place.",
            p.moved(
                "<samlp:Status>",
                "<samlp:Extensions>SIGNED</samlp:Extensions><samlp:Status>",
            ),
        ),
        hostile(
            "xsw-original-in-status-detail",
            RULE,
            "The signed Assertion is in StatusDetail, the forged one in its place.",
            p.moved(
                status,
                "<samlp:StatusDetail>SIGNED</samlp:StatusDetail></samlp:Status>",
            ),
        )
        .documented("documented: the shape used against CVE-2024-45409"),
        hostile(
            "xsw-evil-in-status-detail",
            RULE,
            "A forged Assertion is in StatusDetail, the signed one in its place.",
            once(
                &p.response,
                status,
                &format!(
                    "<samlp:StatusDetail>{}</samlp:StatusDetail>{status}",
                    p.evil
                ),
            ),
        ),
        hostile(
            "xsw-original-in-advice",
            RULE,
            "The signed Assertion is in the Advice of the forged one.",
            p.with(&once(&p.evil, "</saml:Conditions>", &advice(&p.signed))),
        ),
        hostile(
            "xsw-original-in-advice-with-signature",
            RULE,
            "The original is in the Advice of the forged one, which carries its Signature.",
            p.with(&once(
                &after_issuer(&p.evil, &p.signature),
                "</saml:Conditions>",
                &advice(&p.bare),
            )),
        ),
        hostile(
            "xsw-original-in-attribute-value",
            RULE,
            "The signed Assertion is in an attribute's value of the forged one.",
            p.with(&once(&p.evil, ">Research<", &format!(">{}<", p.signed))),
        ),
        hostile(
            "xsw-original-in-confirmation-data",
            RULE,
            "The signed Assertion is in the SubjectConfirmationData of the forged one.",
            p.with(&once(
                &p.evil,
                "</saml:SubjectConfirmationData>",
                &format!("{}</saml:SubjectConfirmationData>", p.signed),
            )),
        ),
        hostile(
            "xsw-original-in-key-info",
            RULE,
            "The original is in the KeyInfo of the forged one's Signature.",
            p.with(&after_issuer(
                &p.evil,
                &once(
                    &p.signature,
                    "</ds:KeyInfo>",
                    &format!("{}</ds:KeyInfo>", p.bare),
                ),
            )),
        ),
        hostile(
            "xsw-original-in-signature-value",
            RULE,
            "The original is in the SignatureValue of the forged one.",
            p.with(&after_issuer(
                &p.evil,
                &once(
                    &p.signature,
                    "</ds:SignatureValue>",
                    &format!("{}</ds:SignatureValue>", p.bare),
                ),
            )),
        ),
        hostile(
            "xsw-original-at-the-end",
            RULE,
            "The signed Assertion follows the forged one, at the end of the Response.",
            p.moved(
                "</samlp:Response>",
                "<wrapper xmlns=\"urn:example:wrapper\">SIGNED</wrapper></samlp:Response>",
            ),
        ),
        hostile(
            "xsw-evil-after-signed",
            RULE,
            "A forged Assertion after the signed one.",
            p.with(&format!("{}{}", p.signed, p.evil)),
        ),
        hostile(
            "xsw-same-id-before",
            RULE,
            "A forged Assertion with the same ID before the signed one.",
            p.with(&format!("{same_id}{}", p.signed)),
        )
        .also("unique-ids"),
        hostile(
            "xsw-same-id-after",
            RULE,
            "A forged Assertion with the same ID after the signed one.",
            p.with(&format!("{}{same_id}", p.signed)),
        )
        .also("unique-ids"),
        hostile(
            "xsw-no-id",
            RULE,
            "A forged Assertion without ID before the signed one.",
            p.with(&format!("{no_id}{}", p.signed)),
        ),
        hostile(
            "xsw-signature-on-evil",
            RULE,
            "The forged Assertion carries the Signature, the original follows without it.",
            p.with(&format!(
                "{}{}",
                after_issuer(&p.evil, &p.signature),
                p.bare
            )),
        ),
        hostile(
            "xsw-signature-outside",
            RULE,
            "The Signature is a child of the Response and means an Assertion in Extensions.",
            once(
                &p.with(&p.evil),
                "<samlp:Status>",
                &format!(
                    "{}<samlp:Extensions>{}</samlp:Extensions><samlp:Status>",
                    p.signature, p.bare
                ),
            ),
        ),
        hostile(
            "xsw-response-in-extensions",
            RULE,
            "A whole signed Response is in the Extensions of a forged one.",
            once(
                &p.with(&p.evil).replace(RESPONSE, "_evil-response"),
                "<samlp:Status>",
                &format!("<samlp:Extensions>{whole}</samlp:Extensions><samlp:Status>"),
            ),
        ),
        hostile(
            "xsw-response-in-object",
            RULE,
            "A whole signed Response is in an Object of the forged one's Signature.",
            once(
                &p.with(&p.evil).replace(RESPONSE, "_evil-response"),
                "<samlp:Status>",
                &format!(
                    "{}<samlp:Status>",
                    with_object(
                        &signature_of(&whole),
                        &once(&whole, &signature_of(&whole), "")
                    )
                ),
            ),
        ),
        hostile(
            "second-signed-assertion",
            RULE,
            "Two Assertions, each signed by the IdP.",
            p.with(&format!("{}{}", p.signed, second(signer))),
        ),
    ]
}

fn signature_of(response: &str) -> String {
    between(response, "<ds:Signature ", "</ds:Signature>").to_owned()
}

/// Another Assertion that the IdP signed.
fn second(signer: &Signer<'_>) -> String {
    let draft = Draft::new()
        .edit(ASSERTION, "_assertion-2")
        .edit(USER, "bob@example.com");
    draft.sign_assertion(signer).assertion().to_owned()
}
