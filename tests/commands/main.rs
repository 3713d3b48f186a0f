//! The built program against the sandbox, over real HTTP: what each command promises, from outside.

#[path = "../common/mod.rs"]
mod common;

mod credentials;
mod documents;
mod failures;
mod guards;
mod ownership;
mod recovery;
mod review;
mod setup;
mod values;
