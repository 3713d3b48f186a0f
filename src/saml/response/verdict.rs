//! What checking a Response comes to.

use crate::check::Check;

/// What came out.
#[derive(Debug)]
pub struct Verdict {
    /// One entry a rule, all of them, in the order they are looked at.
    pub checks: Vec<Check>,
    /// Who signed in: only where every rule passed, and read only from what was signed.
    pub sign_in: Option<SignIn>,
}

impl Verdict {
    /// Whether every rule passed.
    pub fn accepted(&self) -> bool {
        self.sign_in.is_some()
    }
}

/// A sign-in that may be believed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SignIn {
    /// The user: the NameID.
    pub name_id: String,
    /// The NameID's Format, where it has one.
    pub name_id_format: Option<String>,
    /// The Assertion's ID, to recognise one that is sent twice.
    pub assertion_id: String,
    /// The IdP's name for the session, where it gives one.
    pub session_index: Option<String>,
    /// Attributes with their values, in the document's order.
    pub attributes: Vec<(String, Vec<String>)>,
}
