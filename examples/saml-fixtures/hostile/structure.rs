//! Signatures that hold more than they must: what one reader takes, another passes over.

use super::super::draft::{
    ASSERTION, DS, Draft, EVIL, RESPONSE, Signer, TRANSFORMS, USER, between, key_info, once,
};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

const RULE: &str = "signature-structure";

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let mut fixtures = doubled(&signer);
    fixtures.extend(comments(&signer));
    fixtures.extend(strays(&signer, keys));
    fixtures
}

/// The Assertion of another user, with the canonical text that its attacker wants to be digested.
fn forged() -> Draft {
    Draft::new().edit(USER, EVIL)
}

fn doubled(signer: &Signer<'_>) -> Vec<Fixture> {
    let signed = Draft::new().sign_assertion(signer).finish();
    let info = between(&signed, "<ds:SignedInfo>", "</ds:SignedInfo>").to_owned();
    let value = between(&signed, "<ds:SignatureValue>", "</ds:SignatureValue>").to_owned();
    // What the attacker needs: a SignedInfo that fits the forged Assertion, signed by nobody.
    let evil = forged().sign_assertion(signer).finish();
    let evil_info = between(&evil, "<ds:SignedInfo>", "</ds:SignedInfo>").to_owned();
    let evil_digest = between(&evil, "<ds:DigestValue>", "</ds:DigestValue>").to_owned();
    let digest = between(&signed, "<ds:DigestValue>", "</ds:DigestValue>").to_owned();
    let unsigned = forged()
        .put_assertion_signature(between(&signed, "<ds:Signature ", "</ds:Signature>"))
        .finish();
    let reference = between(&info, "<ds:Reference ", "</ds:Reference>").to_owned();
    let response_reference = {
        let whole = Draft::new().sign_response(signer).finish();
        between(&whole, "<ds:Reference ", "</ds:Reference>").to_owned()
    };
    vec![
        hostile("two-signed-infos", RULE, "A second SignedInfo, which fits a forged Assertion, after the signed one.",
            once(&unsigned, &info, &format!("{info}{evil_info}"))).documented("documented: CVE-2025-29774, xml-crypto and several SignedInfo"),
        hostile("two-signed-infos-evil-first", RULE, "A second SignedInfo, which fits a forged Assertion, before the signed one.",
            once(&unsigned, &info, &format!("{evil_info}{info}"))).documented("documented: CVE-2025-29774, xml-crypto and several SignedInfo"),
        hostile("signed-info-in-object", RULE, "The SignedInfo that was signed is in an Object.",
            once(&once(&unsigned, &info, &evil_info), "</ds:KeyInfo>", &format!("</ds:KeyInfo><ds:Object>{info}</ds:Object>"))),
        hostile("signed-info-in-signed-info", RULE, "The SignedInfo that was signed is inside another.",
            once(&unsigned, &info, &once(&evil_info, "</ds:SignedInfo>", &format!("{info}</ds:SignedInfo>")))),
        hostile("two-digest-values", RULE, "A second DigestValue, of a forged Assertion.",
            once(&unsigned, &digest, &format!("{digest}{evil_digest}"))),
        hostile("two-digest-values-evil-first", RULE, "A second DigestValue, of a forged Assertion, comes first.",
            once(&unsigned, &digest, &format!("{evil_digest}{digest}"))),
        hostile("digest-value-in-digest-value", RULE, "A DigestValue inside the DigestValue.",
            once(&unsigned, &digest, &once(&digest, "</ds:DigestValue>", &format!("{evil_digest}</ds:DigestValue>")))),
        hostile("digest-value-outside", RULE, "A DigestValue in Extensions comes before the signed one, for readers that search the document.",
            once(
                &once(&forged().put_assertion_signature(between(&signed, "<ds:Signature ", "</ds:Signature>")).finish(), "</ds:KeyInfo>",
                    &format!("</ds:KeyInfo><ds:Object>{evil_digest}</ds:Object>")),
                "<samlp:Status>",
                &format!("<samlp:Extensions><x:y xmlns:ds=\"{DS}\" xmlns:x=\"urn:example:x\">{evil_digest}</x:y></samlp:Extensions><samlp:Status>"),
            )).documented("documented: CVE-2024-45409, ruby-saml and a DigestValue found anywhere"),
        hostile("two-signature-values", RULE, "A second SignatureValue.", once(&signed, &value, &format!("{value}{value}"))),
        hostile("two-references", RULE, "Two references, both valid, both to the Assertion.",
            Draft::new().sign_assertion(&signer.clone().edit("</ds:Reference></ds:SignedInfo>", format!("</ds:Reference>{reference}</ds:SignedInfo>"))).finish()),
        hostile("two-references-two-elements", RULE, "Two references: the Assertion and the Response.",
            Draft::new().sign_assertion(&signer.clone().edit("</ds:Reference></ds:SignedInfo>", format!("</ds:Reference>{response_reference}</ds:SignedInfo>"))).finish()),
        hostile("no-reference", RULE, "A SignedInfo without reference: a valid signature over nothing.",
            forged().sign_assertion(&{
                let evil_reference = between(&evil_info, "<ds:Reference ", "</ds:Reference>").to_owned();
                signer.clone().edit(evil_reference, "")
            }).finish()).documented("documented: signatures without references verified in several libraries, among them CVE-2025-47949's kin"),
        hostile("reference-in-manifest", RULE, "The reference is in a Manifest, which a signature does not have to verify.",
            forged().sign_assertion(&signer.clone().edit("<ds:Reference ", "<ds:Manifest><ds:Reference ").edit("</ds:Reference>", "</ds:Reference></ds:Manifest>")).finish()),
        hostile("two-digest-methods", RULE, "Two digest methods.",
            Draft::new().sign_assertion(&signer.clone().edit("<ds:DigestMethod ", "<ds:DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"></ds:DigestMethod><ds:DigestMethod ")).finish()),
        hostile("two-signature-methods", RULE, "Two signature methods.",
            Draft::new().sign_assertion(&signer.clone().edit("<ds:SignatureMethod ", "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#hmac-sha1\"></ds:SignatureMethod><ds:SignatureMethod ")).finish()),
        hostile("two-canonicalisations", RULE, "Two canonicalisation methods.",
            Draft::new().sign_assertion(&signer.clone().edit("<ds:CanonicalizationMethod ", "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"></ds:CanonicalizationMethod><ds:CanonicalizationMethod ")).finish()),
        hostile("two-transforms-elements", RULE, "Two Transforms elements.",
            Draft::new().sign_assertion(&signer.clone().edit("<ds:Transforms>", format!("<ds:Transforms>{TRANSFORMS}</ds:Transforms><ds:Transforms>"))).finish()),
    ]
}

fn comments(signer: &Signer<'_>) -> Vec<Fixture> {
    let signed = Draft::new().sign_assertion(signer).finish();
    let evil = forged().sign_assertion(signer).finish();
    let digest = |text: &str| {
        let whole = between(text, "<ds:DigestValue>", "</ds:DigestValue>");
        whole["<ds:DigestValue>".len()..whole.len() - "</ds:DigestValue>".len()].to_owned()
    };
    let forged = forged()
        .put_assertion_signature(between(&signed, "<ds:Signature ", "</ds:Signature>"))
        .finish();
    vec![
        hostile(
            "comment-in-digest-value",
            RULE,
            "A comment in the DigestValue holds the digest of a forged Assertion.",
            once(
                &forged,
                &digest(&signed),
                &format!("<!--{}-->{}", digest(&evil), digest(&signed)),
            ),
        )
        .documented("documented: CVE-2025-29775, xml-crypto and comments in DigestValue"),
        hostile(
            "comment-splits-digest-value",
            RULE,
            "A comment in the middle of the DigestValue.",
            once(
                &signed,
                &digest(&signed),
                &format!("{}<!-- -->{}", &digest(&signed)[..8], &digest(&signed)[8..]),
            ),
        ),
        hostile(
            "comment-in-signature-value",
            RULE,
            "A comment in the SignatureValue.",
            once(
                &signed,
                "</ds:SignatureValue>",
                "<!-- --></ds:SignatureValue>",
            ),
        ),
        hostile(
            "comment-in-signed-info",
            RULE,
            "A comment between the parts of SignedInfo.",
            once(
                &signed,
                "<ds:SignatureMethod ",
                "<!-- --><ds:SignatureMethod ",
            ),
        ),
        hostile(
            "comment-in-key-info",
            RULE,
            "A comment in the KeyInfo's certificate.",
            once(
                &signed,
                "<ds:X509Certificate>",
                "<ds:X509Certificate><!-- -->",
            ),
        ),
    ]
}

fn strays(signer: &Signer<'_>, keys: &Keys) -> Vec<Fixture> {
    let sign = |signer: &Signer<'_>| Draft::new().sign_assertion(signer).finish();
    let signed = sign(signer);
    let evil = " xmlns:evil=\"urn:example:evil\"";
    vec![
        hostile("object", RULE, "An empty Object in the Signature.", once(&signed, "</ds:KeyInfo>", "</ds:KeyInfo><ds:Object></ds:Object>")),
        hostile("foreign-element-in-signature", RULE, "An element of another namespace in the Signature.",
            once(&signed, "<ds:KeyInfo>", "<x:y xmlns:x=\"urn:example:x\"></x:y><ds:KeyInfo>")),
        hostile("foreign-element-in-signed-info", RULE, "An element of another namespace in the SignedInfo, signed.",
            sign(&signer.clone().edit("<ds:SignatureMethod ", "<x:y xmlns:x=\"urn:example:x\"></x:y><ds:SignatureMethod "))),
        hostile("two-key-infos", RULE, "Two KeyInfo elements, the second the attacker's.",
            once(&signed, "</ds:KeyInfo>", &format!("</ds:KeyInfo>{}", key_info(&keys.attacker)))),
        hostile("key-info-first", RULE, "The KeyInfo comes before the SignedInfo.", {
            let info = key_info(&keys.rsa);
            once(&once(&signed, &info, ""), "<ds:SignedInfo>", &format!("{info}<ds:SignedInfo>"))
        }),
        hostile("signature-value-first", RULE, "The SignatureValue comes before the SignedInfo.", {
            let value = between(&signed, "<ds:SignatureValue>", "</ds:SignatureValue>").to_owned();
            once(&once(&signed, &value, ""), "<ds:SignedInfo>", &format!("{value}<ds:SignedInfo>"))
        }),
        hostile("no-signed-info", RULE, "A Signature without SignedInfo.", once(&signed, between(&signed, "<ds:SignedInfo>", "</ds:SignedInfo>"), "")),
        hostile("no-signature-value", RULE, "A Signature without SignatureValue.", once(&signed, between(&signed, "<ds:SignatureValue>", "</ds:SignatureValue>"), "")),
        hostile("empty-signature", RULE, "A Signature with nothing in it.",
            Draft::new().put_assertion_signature(&format!("<ds:Signature xmlns:ds=\"{DS}\"></ds:Signature>")).finish()),
        hostile("no-digest-value", RULE, "A reference without DigestValue.",
            sign(&signer.clone().edit(between(&signed, "<ds:DigestValue>", "</ds:DigestValue>"), ""))),
        hostile("no-transforms", RULE, "A reference without Transforms: what is digested holds the Signature itself.",
            sign(&signer.clone().edit(format!("<ds:Transforms>{TRANSFORMS}</ds:Transforms>"), ""))),
        hostile("namespaced-algorithm", RULE, "A second Algorithm attribute, of another namespace.",
            sign(&signer.clone().edit("<ds:SignatureMethod Algorithm=", format!("<ds:SignatureMethod{evil} Algorithm=")).edit(
                "rsa-sha256\">", "rsa-sha256\" evil:Algorithm=\"http://www.w3.org/2000/09/xmldsig#hmac-sha1\">"))),
        hostile("namespaced-uri", RULE, "A second URI attribute, of another namespace, names the Response.",
            sign(&signer.clone().edit(
                format!("<ds:Reference URI=\"#{ASSERTION}\">"),
                format!("<ds:Reference{evil} URI=\"#{ASSERTION}\" evil:URI=\"#{RESPONSE}\">"),
            ))),
        hostile("misplaced-signed-parts", RULE, "The method of the signature comes after the reference.", {
            let method = between(&signed, "<ds:SignatureMethod ", "</ds:SignatureMethod>").to_owned();
            sign(&signer.clone().edit(method.clone(), "").edit("</ds:Reference></ds:SignedInfo>", format!("</ds:Reference>{method}</ds:SignedInfo>")))
        }),
    ]
}
