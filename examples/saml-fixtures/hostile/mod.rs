//! Forgeries and documents that an IdP must not send, each with the rule that must refuse it.

mod addressing;
mod algorithms;
mod conditions;
mod doctype;
mod look_alikes;
mod names;
mod pieces;
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
        doctype::all,
        wrapping::all,
        look_alikes::all,
        presence::all,
        structure::all,
        references::all,
        algorithms::all,
        text::all,
        addressing::all,
        conditions::all,
        subject::all,
        names::all,
    ]
    .into_iter()
    .flat_map(|group| group(keys))
    // Where nobody is named, no format is either.
    .map(|fixture| fixture.also_where("name-id", "name-id-format"))
    .collect()
}
