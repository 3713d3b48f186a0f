//! SAML documents: IdP metadata and the certificates in it.

pub mod certificate;
pub mod metadata;

pub use certificate::{Certificate, PublicKey};
pub use metadata::{Endpoint, IdpMetadata};
