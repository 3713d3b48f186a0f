//! What the program prints, held as snapshots. Where a change is wanted, `cargo insta review` (or
//! `INSTA_UPDATE=always cargo test --test output`) renews them.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "common/saml.rs"]
mod idp;
#[path = "common/run.rs"]
mod run;

#[path = "output/completions.rs"]
mod completions;
#[path = "output/environment.rs"]
mod environment;
#[path = "output/format.rs"]
mod format;
#[path = "output/help.rs"]
mod help;
#[path = "output/hostile.rs"]
mod hostile;
#[path = "output/human.rs"]
mod human;
#[path = "output/saml.rs"]
mod saml;

/// A snapshot next to this file, without what differs from run to run.
macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
            filters => vec![
                // The certificate, whose key is a new one in each sandbox.
                (r"MII[A-Za-z0-9+/=]{200,}", "[certificate]"),
                // A sandbox of its own process listens on a new port, which is part of the digest.
                (r"sha256:[0-9a-f]{64}", "sha256:[digest]"),
                (r"127\.0\.0\.1:\d+", "[address]"),
                (r"\b(?:[0-9A-F]{2}:){31}[0-9A-F]{2}\b", "[fingerprint]"),
            ],
        }, { insta::assert_snapshot!($name, $text) })
    };
}
pub(crate) use snapshot;
