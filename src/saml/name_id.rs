//! How a NameID is declared, and what Mimecast is known to take.

/// An e-mail address: what most guides tell administrators to choose for Mimecast.
pub const EMAIL_ADDRESS: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

/// The formats that Mimecast is known to take: emailAddress by most guides, unspecified by one. The
/// last is a misspelling that JumpCloud's custom template has as its default.
const TAKEN: [&str; 3] = [
    EMAIL_ADDRESS,
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
    "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
];

/// Another misspelling, which some guides tell administrators to choose; SAML 2.0 defines no such format.
/// *Assumed* to be taken for the format that it means.
const MISSPELT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified";

/// What is known of a NameID format at Mimecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// It takes it.
    Taken,
    /// It is assumed to take it, and nobody has seen that.
    Misspelt,
    /// It says something else than an e-mail address does.
    Other,
}

impl Format {
    /// What is known of this one, by its whole name.
    pub fn of(format: &str) -> Self {
        match format {
            MISSPELT => Format::Misspelt,
            format if TAKEN.contains(&format) => Format::Taken,
            _ => Format::Other,
        }
    }
}
