//! SAML documents: IdP metadata, certificates, signatures, and whether a Response may be believed.

pub mod certificate;
pub mod document;
mod envelope;
pub mod inspect;
pub mod message;
pub mod metadata;
pub mod name_id;
pub mod response;
pub mod rules;
pub mod signature;
pub mod time;

pub use certificate::{Certificate, PublicKey};
pub use metadata::{Endpoint, IdpMetadata};
