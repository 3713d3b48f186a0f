//! What a Response is held against, and how exactly.

use time::{Duration, OffsetDateTime};

use crate::saml::metadata::IdpMetadata;

/// How far the clocks of identity provider and checker may differ.
pub const SKEW: Duration = Duration::seconds(60);

/// Whose it must be, and for whom, when.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The IdP that is trusted: its entity ID and its certificates.
    pub metadata: &'a IdpMetadata,
    /// Where the Response was to be sent.
    pub acs_url: &'a str,
    /// For whom it was to be.
    pub sp_entity_id: &'a str,
    /// The ID of the AuthnRequest that it answers; none for IdP-initiated sign-in.
    pub request_id: Option<&'a str>,
    /// The time it is judged at.
    pub at: OffsetDateTime,
}
