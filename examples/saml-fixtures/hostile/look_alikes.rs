//! Elements that one reader takes for an Assertion and another does not.

use super::super::draft::Signer;
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;
use super::pieces::Pieces;

const RULE: &str = "one-assertion";

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let p = &Pieces::new(&Signer::rsa(&keys.rsa));
    let namespace = "urn:oasis:names:tc:SAML:2.0:assertion";
    let in_namespace = |other: &str| p.evil.replace(namespace, other);
    let encrypted = "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
        <xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>\
        </saml:EncryptedAssertion>";
    vec![
        hostile(
            "foreign-namespace-assertion",
            RULE,
            "An Assertion of another namespace before the signed one.",
            p.with(&format!("{}{}", in_namespace("urn:example:evil"), p.signed)),
        ),
        hostile(
            "no-namespace-assertion",
            RULE,
            "An Assertion without namespace before the signed one.",
            p.with(&format!(
                "{}{}",
                p.evil
                    .replace("saml:", "")
                    .replace(&format!(" xmlns:saml=\"{namespace}\""), ""),
                p.signed
            )),
        ),
        hostile(
            "saml-1-assertion",
            RULE,
            "An Assertion of SAML 1.1 before the signed one.",
            p.with(&format!(
                "{}{}",
                in_namespace("urn:oasis:names:tc:SAML:1.0:assertion"),
                p.signed
            )),
        ),
        hostile(
            "protocol-namespace-assertion",
            RULE,
            "An Assertion in the protocol's namespace after the signed one.",
            p.with(&format!(
                "{}{}",
                p.signed,
                in_namespace("urn:oasis:names:tc:SAML:2.0:protocol")
            )),
        ),
        hostile(
            "only-a-foreign-assertion",
            RULE,
            "The only Assertion is of another namespace.",
            p.with(&in_namespace("urn:example:evil")),
        ),
        hostile(
            "encrypted-assertion-too",
            RULE,
            "An EncryptedAssertion before the signed one.",
            p.with(&format!("{encrypted}{}", p.signed)),
        ),
        hostile(
            "encrypted-assertion-only",
            RULE,
            "An EncryptedAssertion and no other.",
            p.with(encrypted),
        ),
        hostile("no-assertion", RULE, "No Assertion.", p.with("")),
        hostile(
            "assertion-inside-another-element",
            RULE,
            "The signed Assertion is not a child of the Response.",
            p.with(&format!(
                "<wrapper xmlns=\"urn:example:wrapper\">{}</wrapper>",
                p.signed
            )),
        ),
        hostile(
            "assertion-inside-extensions",
            RULE,
            "The signed Assertion is in Extensions and nowhere else.",
            p.with(&format!(
                "<samlp:Extensions>{}</samlp:Extensions>",
                p.signed
            )),
        ),
    ]
}
