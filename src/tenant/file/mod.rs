//! A tenants file: what is wanted of each of many tenants, and where the credentials of each are to be had.
//!
//! It may come from a pull request. So it holds no credential and no address that one is sent to, confirms nothing that a
//! person has to confirm, and runs or reads nothing of this machine unless somebody says that it is trusted. What it says
//! of options is given to the parser of the command line, and so taken or refused as if it had been typed.

mod entry;
mod keys;
mod place;
mod read;
mod reference;
#[cfg(test)]
mod tests;
mod write;

pub use entry::Entry;
pub use keys::NAMES_A_FILE;
pub use read::Tenants;
pub use reference::{of_variable, owners_text, untrusted};
pub use write::{Part, Written, name_of, render, variable_of};
