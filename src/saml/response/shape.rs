//! The shape of a signed Response: one Assertion, signatures where they may stand, and in them only
//! what they must hold.

use std::collections::HashSet;

use super::namespace::{ASSERTION, PROTOCOL};
use super::report::{Report, Rule, shown};
use crate::saml::document::Element;
use crate::saml::envelope;
use crate::saml::signature::DSIG;
use crate::saml::time::parse as parse_time;

/// The parts of a Response that everything else is read from.
#[derive(Debug)]
pub struct Shape<'d> {
    /// The root.
    pub response: Element<'d>,
    /// The one Assertion, directly in it.
    pub assertion: Element<'d>,
    /// Every signature of the document.
    pub signatures: Vec<Element<'d>>,
}

impl<'d> Shape<'d> {
    /// Finds the parts and judges them. None where there is no one Response with one Assertion to read
    /// anything from.
    pub fn of(root: Element<'d>, report: &mut Report) -> Option<Self> {
        let response = response(root);
        let is_response = response.is_ok();
        report.take(Rule::Response, response);
        report.take(Rule::UniqueIds, unique_ids(root));
        if !is_response {
            return None;
        }
        let assertion = match one_assertion(root) {
            Ok(assertion) => assertion,
            Err(why) => {
                report.fail(Rule::OneAssertion, why);
                return None;
            }
        };
        report.take(Rule::OneAssertion, well_made(assertion));
        let signatures: Vec<Element<'d>> = root
            .self_and_descendants()
            .filter(|element| element.is(DSIG, "Signature"))
            .collect();
        let shape = Shape {
            response: root,
            assertion,
            signatures,
        };
        shape.judge_signatures(report);
        Some(shape)
    }

    /// What a signature stands in, in a word.
    pub fn name_of_signed(&self, signature: Element<'_>) -> &'static str {
        if signature.parent() == Some(self.assertion) {
            "Assertion"
        } else {
            "Response"
        }
    }

    fn judge_signatures(&self, report: &mut Report) {
        if self.signatures.is_empty() {
            let what = "neither the Response nor the Assertion is signed";
            report.fail(Rule::SignaturePresent, what);
            return;
        }
        let signed: Vec<&str> = self
            .signatures
            .iter()
            .map(|s| self.name_of_signed(*s))
            .collect();
        report.pass(
            Rule::SignaturePresent,
            format!("signed: {}", signed.join(", ")),
        );
        let every = |rule: fn(Element<'d>) -> Result<(), String>| {
            self.signatures
                .iter()
                .try_for_each(|signature| rule(*signature))
        };
        let mut places = self.signatures.iter();
        let structure = places
            .try_for_each(|signature| self.structure(*signature))
            .and_then(|()| self.one_for_each());
        let sound = structure.is_ok();
        report.take(
            Rule::SignatureStructure,
            structure.map(|()| "one reference a signature, and nothing else in it".to_owned()),
        );
        if !sound {
            return;
        }
        report.take(
            Rule::SignatureReference,
            every(envelope::reference)
                .map(|()| "each refers to the element that it stands in".to_owned()),
        );
        report.take(
            Rule::SignatureTransforms,
            every(envelope::transforms)
                .map(|()| "enveloped signature and exclusive C14N".to_owned()),
        );
        report.take(
            Rule::SignatureAlgorithm,
            every(envelope::algorithm)
                .map(|()| "SHA-256 or stronger, with a public key".to_owned()),
        );
    }

    fn one_for_each(&self) -> Result<(), String> {
        for parent in [self.response, self.assertion] {
            if parent.all(DSIG, "Signature").count() > 1 {
                return Err(format!("the {} has two signatures", parent.name()));
            }
        }
        Ok(())
    }

    fn structure(&self, signature: Element<'d>) -> Result<(), String> {
        let parent = signature.parent();
        if parent != Some(self.response) && parent != Some(self.assertion) {
            return Err(format!(
                "a signature stands in <{}>, where nothing signs the Response or its Assertion",
                parent.map_or("", Element::name)
            ));
        }
        envelope::structure(signature)
    }
}

fn response(root: Element<'_>) -> Result<String, String> {
    if !root.is(PROTOCOL, "Response") {
        return Err(format!(
            "the root element is <{}>, not a SAML 2.0 Response",
            root.name()
        ));
    }
    versioned(root)?;
    Ok("a SAML 2.0 Response".to_owned())
}

fn well_made(assertion: Element<'_>) -> Result<String, String> {
    versioned(assertion)?;
    Ok("exactly one, directly in the Response".to_owned())
}

/// What every SAML 2.0 message and assertion carries.
fn versioned(element: Element<'_>) -> Result<(), String> {
    let name = element.name();
    match element.attribute("Version") {
        Some("2.0") => {}
        other => {
            let version = other.unwrap_or("none");
            return Err(format!(
                "the {name}'s Version is {} instead of 2.0",
                shown(version)
            ));
        }
    }
    if element.attribute("ID").is_none_or(str::is_empty) {
        return Err(format!("the {name} has no ID"));
    }
    let issued = element.attribute("IssueInstant");
    if issued.and_then(parse_time).is_none() {
        return Err(format!("the {name} has no readable IssueInstant"));
    }
    Ok(())
}

/// The one Assertion. Whatever another reader might take for one counts: in any namespace, in any case,
/// encrypted, or inside another Response.
fn one_assertion(root: Element<'_>) -> Result<Element<'_>, String> {
    let alike = |element: &Element<'_>, name: &str| element.name().eq_ignore_ascii_case(name);
    let mut found = Vec::new();
    for element in root.self_and_descendants() {
        if alike(&element, "EncryptedAssertion") {
            return Err(
                "it has an encrypted Assertion, which Mimecast is not known to take".to_owned(),
            );
        }
        if element != root && alike(&element, "Response") {
            return Err("a second Response stands in it".to_owned());
        }
        if alike(&element, "Assertion") {
            found.push(element);
        }
    }
    let [assertion] = found[..] else {
        return Err(match found.len() {
            0 => "it has no Assertion".to_owned(),
            count => format!("it has {count} Assertions, or elements that could be taken for one"),
        });
    };
    if !assertion.is(ASSERTION, "Assertion") {
        return Err("its Assertion is not in the namespace of SAML 2.0".to_owned());
    }
    if assertion.parent() != Some(root) {
        return Err("its Assertion does not stand directly in the Response".to_owned());
    }
    Ok(assertion)
}

/// Any attribute that some reader takes for an ID counts, whatever its prefix.
fn unique_ids(root: Element<'_>) -> Result<String, String> {
    let mut seen = HashSet::new();
    for attribute in root.self_and_descendants().flat_map(Element::attributes) {
        let is_id = attribute.name.eq_ignore_ascii_case("id") || attribute.name == "AssertionID";
        if is_id && !seen.insert(attribute.value) {
            return Err(format!(
                "two elements have the ID {}",
                shown(attribute.value)
            ));
        }
    }
    Ok("no ID is there twice".to_owned())
}
