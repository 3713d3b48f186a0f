//! What a signature must hold and what it must not, wherever it stands: one reference, to the element that it
//! stands in, by transforms and algorithms that leave no doubt about what was signed.

use super::document::Element;
use super::signature::{DSIG, ENVELOPED, EXCLUSIVE_C14N, SHA256};
use crate::text;

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

/// Why a signature says nothing of the element that it stands in, whoever made it.
pub fn problem(signature: Element<'_>) -> Option<String> {
    let rules = [structure, reference, transforms, algorithm];
    rules.into_iter().find_map(|rule| rule(signature).err())
}

/// Whether it holds one reference, and nothing that it need not hold.
pub fn structure(signature: Element<'_>) -> Result<(), String> {
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

/// Whether it refers to the element that it stands in.
pub fn reference(signature: Element<'_>) -> Result<(), String> {
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
        signature.parent().map_or("", Element::name),
        shown(uri)
    ))
}

/// Whether what it refers to is signed without the signature itself, in the exclusive canonical form, and nothing else is done to it.
pub fn transforms(signature: Element<'_>) -> Result<(), String> {
    let info = part(signature, "SignedInfo")?;
    let canonicalisation = part(info, "CanonicalizationMethod")?;
    exclusive(canonicalisation)?;
    let transforms = part(part(info, "Reference")?, "Transforms")?;
    let listed: Vec<Element<'_>> = transforms.children().collect();
    let [enveloped, canonical] = listed[..] else {
        return Err(format!("{} transforms instead of two", listed.len()));
    };
    for transform in [enveloped, canonical] {
        if !transform.is(DSIG, "Transform") {
            return Err(format!("<{}> is no transform", shown(transform.name())));
        }
    }
    if enveloped.attribute("Algorithm") != Some(ENVELOPED) || enveloped.children().next().is_some()
    {
        return Err("the first transform is not enveloped-signature".to_owned());
    }
    exclusive(canonical)
}

/// Whether it is made by an algorithm that may be relied on.
pub fn algorithm(signature: Element<'_>) -> Result<(), String> {
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

fn shown(value: &str) -> String {
    format!("\"{}\"", text::name(value))
}
