//! Whether a SAML Response may be believed: every rule that Mimecast, or the best of service
//! providers, would hold it to.
//!
//! The document is hostile until all rules passed. It is parsed once, and what is read from it is read
//! from the tree whose signatures were verified. A valid signature is one rule among many: which element
//! it covers, by which algorithms and transforms, and that no second element could be taken for
//! the signed one, are rules of their own.

mod content;
mod expected;
mod found;
mod name;
mod namespace;
mod report;
mod shape;
mod verdict;

use super::certificate::{Certificate, PublicKey};
use super::document::{self, Element, Instructions};
use super::rules;
use super::signature::{self, Verified};
use crate::check::{Check, Status};
pub use expected::{Expected, SKEW};
pub use namespace::{ASSERTION, PROTOCOL};
use report::Report;
pub use report::Rule;
use shape::Shape;
pub use verdict::{SignIn, Verdict};

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

#[cfg(test)]
mod tests;
