//! An element that has to be there once, and its text; or why not.

use crate::saml::document::Element;

/// What was found, or why it cannot be used.
pub type Found<T = String> = Result<T, String>;

/// The one element of a name; what stands there twice is read by one reader here and by another there.
pub fn only<'d>(parent: Element<'d>, namespace: &str, name: &str) -> Found<Element<'d>> {
    let mut all = parent.all(namespace, name);
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(format!("the {} has no {name}", parent.name())),
        (Some(_), Some(_)) => Err(format!("the {} has more than one {name}", parent.name())),
    }
}

pub fn text(element: Element<'_>) -> Found {
    let name = element.name();
    element
        .text()
        .map_err(|what| format!("{what} stands in the {name}: its text cannot be relied on"))
}
