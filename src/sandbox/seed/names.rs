//! The names that the parts of the seed share.

/// Name of the sandbox's organisation, at both services.
pub const ORGANIZATION: &str = "Widgets";

/// An object id that says what it is for: ids of the seed are the same in every sandbox.
pub fn seed_id(kind: u16, number: usize) -> String {
    format!("65c0de00{kind:04x}{number:012x}")
}
