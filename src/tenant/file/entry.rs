//! What a tenants file says of one tenant.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::place::Place;
use super::reference::References;

/// An option, as if it had been typed, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its long name.
    pub option: String,
    /// Where that stands.
    pub place: Place,
    /// What would have been typed, one argument a value: none for a flag that is off, and for an empty list.
    pub arguments: Vec<(String, Place)>,
}

impl Said {
    /// Where a value stands that was not taken; a list in one text has it as a part.
    pub fn place_of(&self, value: &str) -> &Place {
        let begins = format!("--{}=", self.option);
        let is = |(argument, _): &&(String, Place)| {
            let given = argument.strip_prefix(&begins).unwrap_or_default();
            given == value || given.split(',').any(|part| part == value)
        };
        let found = self.arguments.iter().find(is).or(self.arguments.first());
        found.map_or(&self.place, |(_, place)| place)
    }
}

/// One tenant of the file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its name, which no other tenant of the file has.
    pub name: String,
    pub(super) own: Vec<Said>,
    /// What the file says of all tenants.
    pub(super) defaults: Arc<[Said]>,
    pub(super) credentials: References,
    /// The variables with credentials of any tenant of the file.
    pub(super) variables: Arc<BTreeSet<String>>,
}

impl Entry {
    /// What is said of it: its own, and the defaults for the rest.
    pub fn said(&self) -> impl Iterator<Item = &Said> {
        let own = |option: &str| self.own.iter().any(|said| said.option == option);
        let defaults = self.defaults.iter().filter(move |said| !own(&said.option));
        self.own.iter().chain(defaults)
    }

    /// Where its credentials are to be had.
    pub fn credentials(&self) -> &References {
        &self.credentials
    }

    /// The variables that a password manager does not get to see.
    pub fn variables(&self) -> &BTreeSet<String> {
        &self.variables
    }
}
