//! The built program against the sandbox, over real HTTP: what each command promises, from outside.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "../common/between.rs"]
mod between;
#[path = "../common/canned.rs"]
mod canned;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/filed.rs"]
mod filed;
#[path = "../common/front.rs"]
mod front;
#[path = "../common/run.rs"]
mod run;

mod account;
mod arbitrary;
mod article;
mod attestations;
mod by_console;
mod created;
mod credentials;
mod credentials_file;
mod discover;
mod doctor;
mod documents;
mod durations;
mod export;
mod failures;
mod faults;
mod files;
mod fleet;
mod gone;
mod group_lists;
mod guards;
mod junit;
mod kept;
mod memory;
mod mimecast_answers;
mod names;
mod one_of_several;
mod ownership;
mod people;
mod pilot;
mod profile;
mod proxies;
mod recovery;
mod remove;
mod review;
mod rotate;
mod saml;
mod service_account;
mod setup;
mod signer;
mod status;
mod taken_over;
mod template;
mod tenants_file;
mod undo;
mod unsaid;
mod validation;
mod values;
mod verify;
mod watch;
mod ways;
mod worksheet;
