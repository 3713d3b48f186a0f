//! Both clients over real loopback HTTP, against small canned servers.

#[path = "common/canned.rs"]
mod canned;
#[path = "clients/jumpcloud.rs"]
mod jumpcloud;
#[path = "clients/mimecast.rs"]
mod mimecast;
