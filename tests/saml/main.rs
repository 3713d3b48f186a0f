//! What `saml::response` must believe and must refuse: documents made for it, random changes of them,
//! and what other people's implementations sign and verify.

mod collection;
mod fixtures;
mod interop;
mod limits;
mod manifest;
mod tampering;
