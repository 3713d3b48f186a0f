//! SAML's fields of a form or a query.

/// The names of those that carry a message.
pub(super) const NAMES: [&str; 2] = ["SAMLResponse", "SAMLRequest"];

/// What a form or a query says, as far as it is SAML's.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) response: Option<String>,
    pub(super) request: Option<String>,
    pub(super) relay_state: Option<String>,
}

impl Fields {
    /// Keeps a field if it is one of SAML's; the first of its name.
    pub(super) fn set(&mut self, name: &str, value: impl FnOnce() -> String) {
        let slot = match name {
            "SAMLResponse" => &mut self.response,
            "SAMLRequest" => &mut self.request,
            "RelayState" => &mut self.relay_state,
            _ => return,
        };
        slot.get_or_insert_with(value);
    }

    /// Takes what this has not from another.
    pub(super) fn merge(&mut self, other: Fields) {
        self.response = self.response.take().or(other.response);
        self.request = self.request.take().or(other.request);
        self.relay_state = self.relay_state.take().or(other.relay_state);
    }
}
