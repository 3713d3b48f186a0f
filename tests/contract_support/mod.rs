//! Holding recorded traffic against OpenAPI documents.

pub mod answers;
pub mod commands;
mod openapi;
pub mod recorded;
mod schema;
mod self_test;
