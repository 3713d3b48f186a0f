//! The shape of a signed Response: one Assertion, signatures where they may stand, and in them only
//! what they must hold.

use std::collections::HashSet;

use super::report::{Report, Rule};
use super::{ASSERTION, PROTOCOL, shown};
use crate::saml::document::Element;
use crate::saml::signature::{DSIG, ENVELOPED, EXCLUSIVE_C14N, SHA256};
use crate::saml::time::parse as parse_time;

const SIGNATURES: [&str; 6] = [
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
];

const DIGESTS: [&str; 3] = [
    SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
];

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
        let every = |rule: fn(&Self, Element<'d>) -> Result<(), String>| {
            self.signatures
                .iter()
                .try_for_each(|signature| rule(self, *signature))
        };
        let structure = every(Self::structure).and_then(|()| self.one_for_each());
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
            every(Self::reference)
                .map(|()| "each refers to the element that it stands in".to_owned()),
        );
        report.take(
            Rule::SignatureTransforms,
            every(Self::transforms).map(|()| "enveloped signature and exclusive C14N".to_owned()),
        );
        report.take(
            Rule::SignatureAlgorithm,
            every(Self::algorithm).map(|()| "SHA-256 or stronger, with a public key".to_owned()),
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
        if signature.holds_a_comment() {
            return Err("a comment stands in a signature".to_owned());
        }
        consists_of(signature, &["SignedInfo", "SignatureValue"], &["KeyInfo"])?;
        let info = part(signature, "SignedInfo")?;
        if info
            .self_and_descendants()
            .flat_map(Element::attributes)
            .any(|attribute| attribute.namespace.is_some())
        {
            return Err("an attribute in SignedInfo has a prefix".to_owned());
        }
        consists_of(
            info,
            &["CanonicalizationMethod", "SignatureMethod", "Reference"],
            &[],
        )?;
        let reference = part(info, "Reference")?;
        consists_of(
            reference,
            &["Transforms", "DigestMethod", "DigestValue"],
            &[],
        )?;
        for (element, leaf) in [
            (signature, "SignatureValue"),
            (info, "SignatureMethod"),
            (reference, "DigestMethod"),
            (reference, "DigestValue"),
        ] {
            if part(element, leaf)?.children().next().is_some() {
                return Err(format!("an element stands in {leaf}"));
            }
        }
        Ok(())
    }

    fn reference(&self, signature: Element<'d>) -> Result<(), String> {
        let reference = part(part(signature, "SignedInfo")?, "Reference")?;
        let Some(uri) = reference.attribute("URI") else {
            return Err("a reference has no URI".to_owned());
        };
        let id = signature.parent().and_then(|parent| parent.attribute("ID"));
        if uri.strip_prefix('#').is_some_and(|uri| Some(uri) == id) {
            return Ok(());
        }
        Err(format!(
            "the signature of the {} refers to {}, and not to the element that it stands in",
            self.name_of_signed(signature),
            shown(uri)
        ))
    }

    fn transforms(&self, signature: Element<'d>) -> Result<(), String> {
        let info = part(signature, "SignedInfo")?;
        let canonicalisation = part(info, "CanonicalizationMethod")?;
        exclusive(canonicalisation)?;
        let transforms = part(part(info, "Reference")?, "Transforms")?;
        let listed: Vec<Element<'d>> = transforms.children().collect();
        let [enveloped, canonical] = listed[..] else {
            return Err(format!("{} transforms instead of two", listed.len()));
        };
        for transform in [enveloped, canonical] {
            if !transform.is(DSIG, "Transform") {
                return Err(format!("<{}> is no transform", shown(transform.name())));
            }
        }
        if enveloped.attribute("Algorithm") != Some(ENVELOPED)
            || enveloped.children().next().is_some()
        {
            return Err("the first transform is not enveloped-signature".to_owned());
        }
        exclusive(canonical)
    }

    fn algorithm(&self, signature: Element<'d>) -> Result<(), String> {
        let info = part(signature, "SignedInfo")?;
        let digest = part(part(info, "Reference")?, "DigestMethod")?;
        for (method, allowed) in [
            (part(info, "SignatureMethod")?, &SIGNATURES[..]),
            (digest, &DIGESTS[..]),
        ] {
            let algorithm = method.attribute("Algorithm").unwrap_or_default();
            if !allowed.contains(&algorithm) {
                return Err(format!("{} is {}", method.name(), shown(algorithm)));
            }
        }
        Ok(())
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

/// Whether the elements in `element` are these signature elements, one each and in this order, and
/// then perhaps one of `optional`.
fn consists_of(element: Element<'_>, names: &[&str], optional: &[&str]) -> Result<(), String> {
    if element.holds_text() {
        return Err(format!("text stands directly in {}", element.name()));
    }
    let mut children = element.children();
    for name in names {
        match children.next() {
            Some(child) if child.is(DSIG, name) => {}
            Some(child) => {
                return Err(format!(
                    "<{}> stands in {} where {name} belongs",
                    child.name(),
                    element.name()
                ));
            }
            None => return Err(format!("{} has no {name}", element.name())),
        }
    }
    let mut optional = optional.iter();
    for child in children {
        if !optional.any(|name| child.is(DSIG, name)) {
            return Err(format!(
                "<{}> too stands in {}",
                child.name(),
                element.name()
            ));
        }
    }
    Ok(())
}

fn part<'d>(element: Element<'d>, name: &str) -> Result<Element<'d>, String> {
    let found = element.first(DSIG, name);
    found.ok_or_else(|| format!("{} has no {name}", element.name()))
}

/// Exclusive C14N without comments; a list of inclusive prefixes is legal.
fn exclusive(method: Element<'_>) -> Result<(), String> {
    let algorithm = method.attribute("Algorithm").unwrap_or_default();
    if algorithm != EXCLUSIVE_C14N {
        return Err(format!("{} is {}", method.name(), shown(algorithm)));
    }
    let prefixes = |child: Element<'_>| {
        child.is(EXCLUSIVE_C14N, "InclusiveNamespaces") && child.children().next().is_none()
    };
    let mut children = method.children();
    if children.next().is_none_or(prefixes) && children.next().is_none() {
        return Ok(());
    }
    Err(format!(
        "{} holds more than a list of prefixes",
        method.name()
    ))
}
