//! Algorithms that prove nothing, keys that are not the IdP's, and signatures that do not fit.

use aws_lc_rs::hmac;
use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::super::draft::{Draft, EVIL, Hash, Signer, USER, between, key_info, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::{Key, Keys};

const HMAC_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let mut fixtures = algorithms(keys);
    fixtures.extend(certificates(keys));
    fixtures.extend(signatures(keys));
    fixtures
}

/// The certificate, public to everybody, as the key of an HMAC.
fn hmac_with_der(key: &Key, text: &str) -> String {
    hmac(key.certificate_der(), text)
}

fn hmac_with_pem(key: &Key, text: &str) -> String {
    let certificate = key.certificate();
    let lines: Vec<&str> = (0..certificate.len())
        .step_by(64)
        .map(|at| &certificate[at..certificate.len().min(at + 64)])
        .collect();
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.join("\n")
    );
    hmac(pem.as_bytes(), text)
}

fn hmac(key: &[u8], text: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    BASE64_STANDARD.encode(hmac::sign(&key, text.as_bytes()))
}

fn algorithms(keys: &Keys) -> Vec<Fixture> {
    const RULE: &str = "signature-algorithm";
    let rsa = Signer::rsa(&keys.rsa);
    let sign = |signer: Signer<'_>| Draft::new().sign_assertion(&signer).finish();
    let forge = |signer: Signer<'_>| {
        Draft::new()
            .edit(USER, EVIL)
            .sign_assertion(&signer)
            .finish()
    };
    let method = |method: &'static str| rsa.clone().method(method, Hash::Sha256);
    vec![
        hostile("sha-1-signature", RULE, "The IdP signed with RSA-SHA1.",
            sign(rsa.clone().method("http://www.w3.org/2000/09/xmldsig#rsa-sha1", Hash::Sha1))),
        hostile("sha-1-digest", RULE, "The IdP signed with RSA-SHA256, over a SHA-1 digest.", sign(rsa.clone().digest(Hash::Sha1))),
        hostile("sha-1-both", RULE, "Signature and digest with SHA-1.",
            sign(rsa.clone().method("http://www.w3.org/2000/09/xmldsig#rsa-sha1", Hash::Sha1).digest(Hash::Sha1))),
        hostile("hmac-with-certificate", RULE, "An HMAC whose key is the IdP's certificate, as DER.", forge(method(HMAC_SHA256).value(hmac_with_der)))
            .documented("documented: key confusion, McLean et al. on signature algorithms chosen by the message"),
        hostile("hmac-with-pem", RULE, "An HMAC whose key is the IdP's certificate, as PEM.", forge(method(HMAC_SHA256).value(hmac_with_pem))),
        hostile("hmac-with-empty-key", RULE, "An HMAC with an empty key.", forge(method(HMAC_SHA256).value(|_, text| hmac(&[], text)))),
        hostile("hmac-truncated", "signature-structure", "An HMAC cut to eight bits.",
            forge(method(HMAC_SHA256)
                .edit("hmac-sha256\">", "hmac-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength>")
                .value(|key, text| BASE64_STANDARD.encode(&BASE64_STANDARD.decode(hmac_with_der(key, text)).expect("base64")[..1]))))
            .documented("documented: CVE-2009-0217, HMAC truncation"),
        hostile("md5-signature", RULE, "The method is RSA-MD5.", sign(method("http://www.w3.org/2001/04/xmldsig-more#rsa-md5"))),
        hostile("dsa-signature", RULE, "The method is DSA-SHA1.", sign(method("http://www.w3.org/2000/09/xmldsig#dsa-sha1"))),
        hostile("no-signature-algorithm", RULE, "The method does not say which.",
            sign(rsa.clone().edit("<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\">", "<ds:SignatureMethod>"))),
        hostile("empty-signature-algorithm", RULE, "The method's name is empty.", sign(method(""))),
        hostile("algorithm-with-white-space", RULE, "The method's name has white space around.", sign(method(" http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 "))),
        hostile("algorithm-none", RULE, "The method is none, and the value empty.", forge(method("none").value(|_, _| String::new()))),
        hostile("md5-digest", RULE, "The digest method is MD5.",
            sign(rsa.clone().edit("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#md5"))),
    ]
}

fn certificates(keys: &Keys) -> Vec<Fixture> {
    const RULE: &str = "certificate";
    let both = |key: &Key| {
        let signer = Signer::rsa(key);
        Draft::new()
            .sign_assertion(&signer)
            .sign_response(&signer)
            .finish()
    };
    vec![
        hostile(
            "weak-key",
            RULE,
            "The IdP's key has 1024 bits.",
            both(&keys.weak),
        )
        .with("metadata", "weak"),
        hostile(
            "expired-certificate",
            RULE,
            "The IdP's certificate has expired.",
            both(&keys.expired),
        )
        .with("metadata", "expired"),
        hostile(
            "certificate-not-yet-valid",
            RULE,
            "The IdP's certificate is not valid yet.",
            both(&keys.future),
        )
        .with("metadata", "future"),
    ]
}

fn signatures(keys: &Keys) -> Vec<Fixture> {
    const RULE: &str = "signature";
    let rsa = Signer::rsa(&keys.rsa);
    let attacker = Signer::rsa(&keys.attacker);
    let forge = |signer: &Signer<'_>| {
        Draft::new()
            .edit(USER, EVIL)
            .sign_assertion(signer)
            .finish()
    };
    let signed = Draft::new()
        .sign_assertion(&rsa)
        .sign_response(&rsa)
        .finish();
    let assertion_signed = Draft::new().sign_assertion(&rsa).finish();
    let response_signed = Draft::new().sign_response(&rsa).finish();
    let digest = between(&assertion_signed, "<ds:DigestValue>", "</ds:DigestValue>").to_owned();
    let value = between(
        &assertion_signed,
        "<ds:SignatureValue>",
        "</ds:SignatureValue>",
    )
    .to_owned();
    let own = key_info(&keys.rsa);
    vec![
        hostile("other-key", RULE, "Signed with the attacker's key, whose certificate KeyInfo brings.", forge(&attacker))
            .documented("documented: OWASP SAML Security Cheat Sheet, keys from the message"),
        hostile("other-key-with-own-key-info", RULE, "Signed with the attacker's key; KeyInfo shows the IdP's certificate.", forge(&attacker.clone().key_info(&own))),
        hostile("other-key-without-key-info", RULE, "Signed with the attacker's key; no KeyInfo.", forge(&attacker.clone().key_info(""))),
        hostile("other-key-with-both-certificates", RULE, "Signed with the attacker's key; KeyInfo brings both certificates.",
            forge(&attacker.clone().key_info(own.replace("<ds:X509Data>", &format!("<ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate>", keys.attacker.certificate()))))),
        hostile("other-kind-of-key", RULE, "Signed with another key of the IdP, of another kind than the metadata's.", forge(&Signer::ec(&keys.ec))),
        hostile("name-id-changed", RULE, "The NameID was changed after signing.", once(&assertion_signed, USER, EVIL)),
        hostile("attribute-changed", RULE, "An attribute's value was changed after signing.", once(&assertion_signed, "Research", "Administrators")),
        hostile("namespace-changed", RULE, "A namespace in the signed part was changed after signing.",
            once(&Draft::new().edit(">Research<", "><x:y xmlns:x=\"urn:example:x\"></x:y><").sign_assertion(&rsa).finish(), "urn:example:x", "urn:example:z")),
        hostile("white-space-added", RULE, "White space between elements was added after signing.", once(&assertion_signed, "<saml:Subject>", "\n<saml:Subject>")),
        hostile("response-changed", RULE, "The Response was changed after signing; the Assertion's Signature is valid.",
            once(&signed, "IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\"><saml:Issuer xmlns", "IssueInstant=\"2026-03-01T12:00:01Z\" Version=\"2.0\"><saml:Issuer xmlns")),
        hostile("only-response-valid", RULE, "The Response's Signature is valid, over an Assertion whose own is not.",
            Draft::new().sign_assertion(&attacker).sign_response(&rsa).finish()),
        hostile("only-assertion-valid", RULE, "The Assertion's Signature is valid; the Response's is the attacker's.",
            Draft::new().sign_assertion(&rsa).sign_response(&attacker).finish()),
        hostile("response-signed-before-assertion", RULE, "The Response was signed first, and the Assertion's Signature put in after.",
            {
                let bare = Draft::new().unsigned_assertion();
                let inner = rsa.signature("_assertion-1", &bare);
                Draft::new().put_response_signature(between(&response_signed, "<ds:Signature ", "</ds:Signature>")).put_assertion_signature(&inner).finish()
            }),
        hostile("digest-of-nothing", RULE, "The digest is that of the empty text: a canonicalisation that failed, for a reader that does not look.",
            forge(&rsa.clone().digest_of(""))).documented("documented: the void canonical form of 2025's attacks on ruby-saml"),
        hostile("digest-changed", RULE, "The digest fits a forged Assertion, and the SignatureValue does not fit the digest.", {
            let evil = forge(&rsa);
            once(&evil, between(&evil, "<ds:SignatureValue>", "</ds:SignatureValue>"), &value)
        }),
        hostile("empty-digest", RULE, "The DigestValue is empty.", forge(&rsa.clone().edit(digest_of_evil(&rsa), "<ds:DigestValue></ds:DigestValue>"))),
        hostile("digest-not-base64", RULE, "The DigestValue is not base64.", once(&assertion_signed, &digest, "<ds:DigestValue>!</ds:DigestValue>")),
        hostile("digest-cut", RULE, "The DigestValue is the start of the digest.", once(&assertion_signed, &digest, &format!("{}</ds:DigestValue>", &digest[.."<ds:DigestValue>".len() + 4]))),
        hostile("empty-signature-value", RULE, "The SignatureValue is empty.", once(&assertion_signed, &value, "<ds:SignatureValue></ds:SignatureValue>")),
        hostile("signature-value-not-base64", RULE, "The SignatureValue is not base64.", once(&assertion_signed, &value, "<ds:SignatureValue>?</ds:SignatureValue>")),
        hostile("signature-value-of-another", RULE, "The SignatureValue of another message of the IdP.", {
            let other = Draft::new().edit(USER, "bob@example.com").sign_assertion(&rsa).finish();
            once(&assertion_signed, &value, between(&other, "<ds:SignatureValue>", "</ds:SignatureValue>"))
        }),
        hostile("signature-value-zero", RULE, "The SignatureValue is a zero.", once(&assertion_signed, &value, "<ds:SignatureValue>AA==</ds:SignatureValue>")),
    ]
}

fn digest_of_evil(signer: &Signer<'_>) -> String {
    let evil = Draft::new()
        .edit(USER, EVIL)
        .sign_assertion(signer)
        .finish();
    between(&evil, "<ds:DigestValue>", "</ds:DigestValue>").to_owned()
}
