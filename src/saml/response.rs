//! Whether a SAML Response may be believed: every rule that Mimecast, or the best of service
//! providers, would hold it to.
//!
//! The document is hostile until all rules passed. It is parsed once, and what is read from it is read
//! from the tree whose signatures were verified. A valid signature is one rule among many: which element
//! it covers, by which algorithms and transforms, and that no second element could be taken for
//! the signed one, are rules of their own.

mod content;
mod report;
mod shape;

use time::{Duration, OffsetDateTime};

use super::certificate::{Certificate, PublicKey};
use super::document::{self, Element, Instructions};
use super::metadata::IdpMetadata;
use super::rules;
use super::signature::{self, Verified};
use crate::check::{Check, Status};
use crate::text;
use report::Report;
pub use report::Rule;
use shape::Shape;

/// How far the clocks of identity provider and checker may differ.
pub const SKEW: Duration = Duration::seconds(60);

/// The namespace of SAML 2.0 assertions.
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// The namespace of SAML 2.0 protocol messages.
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";

/// What a Response is held against.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The IdP that is trusted: its entity ID and its certificates.
    pub metadata: &'a IdpMetadata,
    /// Where the Response was to be sent.
    pub acs_url: &'a str,
    /// For whom it was to be.
    pub sp_entity_id: &'a str,
    /// The ID of the AuthnRequest that it answers; none for IdP-initiated sign-in.
    pub request_id: Option<&'a str>,
    /// The time it is judged at.
    pub at: OffsetDateTime,
}

/// What came out.
#[derive(Debug)]
pub struct Verdict {
    /// One entry a rule, all of them, in the order they are looked at.
    pub checks: Vec<Check>,
    /// Who signed in: only where every rule passed, and read only from what was signed.
    pub sign_in: Option<SignIn>,
}

impl Verdict {
    /// Whether every rule passed.
    pub fn accepted(&self) -> bool {
        self.sign_in.is_some()
    }
}

/// A sign-in that may be believed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SignIn {
    /// The user: the NameID.
    pub name_id: String,
    /// The NameID's Format, where it has one.
    pub name_id_format: Option<String>,
    /// The Assertion's ID, to recognise one that is sent twice.
    pub assertion_id: String,
    /// The IdP's name for the session, where it gives one.
    pub session_index: Option<String>,
    /// Attributes with their values, in the document's order.
    pub attributes: Vec<(String, Vec<String>)>,
}

/// Checks the XML of a Response against every rule.
pub fn check(xml: &[u8], expected: &Expected<'_>) -> Verdict {
    let mut report = Report::default();
    let sign_in = judge(xml, expected, &mut report);
    let checks = report.finish();
    // Of what is to be known of a rule that passed, nothing has to be done before it is believed.
    let passed = |check: &Check| matches!(check.status, Status::Pass | Status::Warn);
    let all_passed = checks.iter().all(passed);
    let sign_in = sign_in.filter(|_| all_passed);
    Verdict { checks, sign_in }
}

/// Looks at rule after rule. Gives the sign-in when everything could be looked at; whether all of it
/// was good is in the report.
fn judge(xml: &[u8], expected: &Expected<'_>, report: &mut Report) -> Option<SignIn> {
    let text = match document::screen(xml, Instructions::Refused) {
        Ok(text) => text,
        Err(problem) => return report.unreadable(problem),
    };
    let tree = match document::parse(&text) {
        Ok(tree) => tree,
        Err(problem) => return report.unreadable(problem),
    };
    report.readable();
    let root = Element::root(&tree)?;
    let shape = Shape::of(root, report)?;
    let trusted = trusted_certificates(expected, report);
    // A signature of a shape that says nothing is not even computed: a hostile one could make that costly.
    let signed = report.all_passed() && {
        let verified = signature::verify(&tree, &trusted);
        verify(&shape, verified, report)
    };
    let sign_in = content::judge(&shape, expected, report)?;
    signed.then_some(sign_in)
}

/// The certificates of the metadata whose keys may be relied on at the time given.
fn trusted_certificates<'a>(expected: &Expected<'a>, report: &mut Report) -> Vec<&'a Certificate> {
    let certificates = &expected.metadata.signing_certificates;
    let problem = |certificate: &Certificate| {
        rules::key_problem(certificate)
            .or_else(|| rules::validity_problem(certificate, expected.at))
    };
    let (good, bad): (Vec<_>, Vec<_>) = certificates
        .iter()
        .partition(|certificate| problem(certificate).is_none());
    if good.is_empty() {
        let problems: Vec<String> = bad.into_iter().filter_map(problem).collect();
        report.fail(Rule::Certificate, problems.join("; "));
    } else {
        let keys: Vec<PublicKey> = good.iter().map(|certificate| certificate.key()).collect();
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        report.pass(
            Rule::Certificate,
            format!("the metadata has a valid certificate ({})", keys.join(", ")),
        );
    }
    good
}

/// Every signature must be valid and cover the element that it stands in, and one of them must cover the
/// Assertion.
fn verify(shape: &Shape<'_>, verified: Result<Vec<Verified>, String>, report: &mut Report) -> bool {
    let verified = match verified {
        Ok(verified) => verified,
        Err(why) => {
            report.fail(
                Rule::Signature,
                format!("no signature could be verified: {why}"),
            );
            return false;
        }
    };
    for signature in &shape.signatures {
        let valid = signature.parent().is_some_and(|parent| {
            let mut of_it = verified.iter().filter(|v| v.is_of(*signature));
            of_it.any(|v| v.covers(parent))
        });
        if !valid {
            not_valid(shape, *signature, report);
            return false;
        }
    }
    let covered = |element: Element<'_>| verified.iter().any(|v| v.covers(element));
    if !covered(shape.response) && !covered(shape.assertion) {
        report.fail(Rule::Signature, "no signature covers the Assertion");
        return false;
    }
    let signed: Vec<&str> = shape
        .signatures
        .iter()
        .map(|s| shape.name_of_signed(*s))
        .collect();
    report.pass(
        Rule::Signature,
        format!("valid, over the {}", signed.join(" and the ")),
    );
    true
}

/// That a signature is not valid, and what that may come from: a viewer that puts elements on lines of their own changes
/// what was signed, and does so far more often than a forger.
fn not_valid(shape: &Shape<'_>, signature: Element<'_>, report: &mut Report) {
    let what = shape.name_of_signed(signature);
    let not_valid = format!("the signature of the {what} is not valid");
    let is_signature = |element: Element<'_>| element.is(signature::DSIG, "Signature");
    let indented = signature
        .parent()
        .is_some_and(|parent| parent.looks_indented(is_signature));
    if indented {
        return report.fail_because(
            Rule::Signature,
            format!(
                "{not_valid}, and the document looks re-indented: white space stands between its elements, as a viewer or \
                 an editor puts it there, and with that no signature is valid any more"
            ),
            "take the form field SAMLResponse as the browser sent it (base64), not as a viewer shows it, and check that; \
             if its signature is not valid either, compare the certificates of application and metadata, and if they are \
             the same, treat the Response as forged",
        );
    }
    report.fail(
        Rule::Signature,
        format!(
            "{not_valid}: what it covers was changed, or it was made with another key than the metadata's"
        ),
    );
}

/// A value of the document, fit to be shown.
fn shown(value: &str) -> String {
    format!("\"{}\"", text::name(value))
}

#[cfg(test)]
mod tests;
