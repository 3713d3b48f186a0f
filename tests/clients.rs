//! The transport and both clients over real loopback HTTP, against small canned servers.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "common/canned.rs"]
mod canned;
#[path = "clients/events.rs"]
mod events;
#[path = "clients/hostile.rs"]
mod hostile;
#[path = "clients/jumpcloud.rs"]
mod jumpcloud;
#[path = "clients/jumpcloud_access.rs"]
mod jumpcloud_access;
#[path = "clients/jumpcloud_applications.rs"]
mod jumpcloud_applications;
#[path = "clients/mimecast.rs"]
mod mimecast;
#[path = "clients/mimecast_answers.rs"]
mod mimecast_answers;
#[path = "clients/mimecast_groups.rs"]
mod mimecast_groups;
#[path = "clients/transport.rs"]
mod transport;
