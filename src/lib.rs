#![forbid(unsafe_code)]
pub mod connector;
pub mod error;
pub mod http;
pub mod jumpcloud;
pub mod mimecast;
pub mod saml;
