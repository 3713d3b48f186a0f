#![forbid(unsafe_code)]
pub mod connector;
pub mod error;
pub mod sandbox;
