//! The sandbox over real HTTP: it must be as strict as what it plays.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod bench;
mod callers;
#[path = "../common/mod.rs"]
mod common;
mod console;
mod contract;
mod digest;
mod events;
mod faults;
mod faults_answers;
mod forms;
mod jumpcloud_access;
mod jumpcloud_applications;
mod jumpcloud_directory;
mod mimecast;
mod mimecast_groups;
mod peers;
mod service;
mod signin;
