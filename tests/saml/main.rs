//! What `saml::response` must believe and must refuse: documents made for it, random changes of them,
//! and what other people's implementations sign and verify.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod collection;
#[path = "../common/mod.rs"]
mod common;
mod fixtures;
mod interop;
mod limits;
mod manifest;
mod tampering;
