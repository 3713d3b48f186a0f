//! Forgeries and documents that an IdP must not send, each with the rule that must refuse it.

mod algorithms;
mod conditions;
mod presence;
mod references;
mod structure;
mod subject;
mod syntax;
mod text;
mod wrapping;

use super::fixture::Fixture;
use super::keys::Keys;

/// All of them.
pub fn all(keys: &Keys) -> Vec<Fixture> {
    [
        syntax::all,
        wrapping::all,
        presence::all,
        structure::all,
        references::all,
        algorithms::all,
        text::all,
        conditions::all,
        subject::all,
    ]
    .into_iter()
    .flat_map(|group| group(keys))
    .collect()
}
