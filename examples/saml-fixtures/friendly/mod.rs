//! What SAML and XML allow, and an IdP may send.

mod markup;
mod signatures;
mod statements;

use super::draft::{IDP, between, once};
use super::fixture::Fixture;
use super::keys::{Key, Keys};

/// An entity ID that is no URL, escaped as XML asks.
pub const FREE_TEXT_IDP: &str = "Widgets &amp; Sons, single sign-on";

/// Metadata with the certificate of `key` as a second one, as while a key is being changed.
pub fn with_a_second_certificate(metadata: &str, key: &Key) -> String {
    let first = between(metadata, "<md:KeyDescriptor", "</md:KeyDescriptor>").to_owned();
    let other = key.metadata(IDP);
    let second = between(&other, "<md:KeyDescriptor", "</md:KeyDescriptor>");
    once(metadata, &first, &format!("{first}{second}"))
}

/// All of them.
pub fn all(keys: &Keys) -> Vec<Fixture> {
    [signatures::all, markup::all, statements::all]
        .into_iter()
        .flat_map(|group| group(keys))
        .collect()
}
