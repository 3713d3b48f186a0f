//! `sso-setup` connects JumpCloud single sign-on (the SAML identity provider) to Mimecast (the
//! service provider). This page says which file to change.
//!
//! A run of `sso-setup mimecast` goes through the rooms in this order:
//!
//! 1. [`cli`] parses the command line, asks what is missing and prints; nothing else does either.
//! 2. [`tenant`] turns options, environment, tenants file and credentials into what is wanted
//!    ([`plan::Desired`]), with every default filled in.
//! 3. [`engine`] reads both services ([`plan::Observed`]), has a plan made, and carries it out. It
//!    is the only room where plans meet clients.
//! 4. [`plan`] compares the two: changes, guards, order, digest. Pure: no I/O and no clock.
//! 5. [`output`] renders the plan and what became of it, for people, as JSON, for GitHub Actions.
//!
//! What they stand on:
//!
//! - [`attestation`]: what people confirmed of Mimecast's console, which no API reads; plans build on it.
//! - [`connector`]: grids, account codes, ACS URLs and SP entity IDs. The only place that spells a
//!   Mimecast host.
//! - [`journal`]: what each run changed, so that it can be undone.
//! - [`jumpcloud`] and [`mimecast`]: the two clients, which do not know each other.
//! - [`saml`]: IdP metadata, certificates, and whether a signed Response may be believed.
//! - [`http`]: one client builder: TLS, retries, limits, redaction.
//! - [`dns`]: the mail hosts of a domain.
//! - [`check`]: the lines of a report: what was looked at and how it came out.
//! - [`file`]: how a file of ours is opened, made and replaced.
//! - [`hash`]: SHA-256 as text.
//! - [`text`]: what may be shown of a text that came from elsewhere; stands on nothing, and everything may use it.
//! - [`error`]: error kinds with hints, and the only table of exit codes.
//!
//! Which room may use which stands in a table in `tests/rooms.rs`.
//!
//! [`sandbox`] plays both services on loopback. It shares no type with the clients, so that a
//! misunderstanding on one side shows on the other.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod attestation;
pub mod check;
pub mod cli;
pub mod connector;
mod dns;
mod engine;
pub mod error;
mod file;
mod hash;
pub mod http;
pub mod journal;
pub mod jumpcloud;
pub mod mimecast;
mod output;
mod plan;
pub mod saml;
pub mod sandbox;
mod tenant;
mod text;
