//! No request carries a credential that it does not need, and no credential appears in anything printed or written:
//! seen through a plain logging proxy between the tool and the sandbox.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod learnt;
mod listener;
mod masking;
mod own_files;
mod printed;
#[path = "../common/proxy.rs"]
mod proxy;
mod put_back;
mod requests;
mod sandbox_only;
mod secrets;
mod sentinels;
