//! What an attacker has after one sign-in of their own, and makes of it.

use super::super::draft::{ASSERTION, Draft, EVIL, Signer, USER, between, once};

/// What the attacker has, and makes of it.
pub struct Pieces {
    /// A Response in which the Assertion is signed.
    pub response: String,
    /// The signed Assertion.
    pub signed: String,
    /// Its Signature.
    pub signature: String,
    /// The Assertion without its Signature.
    pub bare: String,
    /// The attacker's own Assertion.
    pub evil: String,
}

impl Pieces {
    pub fn new(signer: &Signer<'_>) -> Pieces {
        let draft = Draft::new();
        let bare = draft.unsigned_assertion();
        let draft = draft.sign_assertion(signer);
        let signed = draft.assertion().to_owned();
        Pieces {
            response: draft.finish(),
            signature: between(&signed, "<ds:Signature ", "</ds:Signature>").to_owned(),
            signed,
            evil: evil(&bare),
            bare,
        }
    }

    /// The Response with something else in the Assertion's place.
    pub fn with(&self, assertions: &str) -> String {
        once(&self.response, &self.signed, assertions)
    }

    /// The Response with the attacker's Assertion in place and the signed one somewhere else.
    pub fn moved(&self, from: &str, to: &str) -> String {
        once(
            &self.with(&self.evil),
            from,
            &to.replace("SIGNED", &self.signed),
        )
    }
}

fn evil(assertion: &str) -> String {
    once(
        &assertion.replace(&format!("\"{ASSERTION}\""), "\"_evil-assertion\""),
        USER,
        EVIL,
    )
}

/// An Assertion with something right after its Issuer.
pub fn after_issuer(assertion: &str, what: &str) -> String {
    once(
        assertion,
        "</saml:Issuer>",
        &format!("</saml:Issuer>{what}"),
    )
}

/// An Assertion with something at its end.
pub fn at_end(assertion: &str, what: &str) -> String {
    let inner = assertion
        .strip_suffix("</saml:Assertion>")
        .expect("an Assertion");
    format!("{inner}{what}</saml:Assertion>")
}

/// A Signature with an Object at its end.
pub fn with_object(signature: &str, what: &str) -> String {
    let object = format!("<ds:Object>{what}</ds:Object></ds:Signature>");
    once(signature, "</ds:Signature>", &object)
}
