//! Mimecast's API 2.0 gateways. Not a grid: all three serve every account.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// One of the three documented API 2.0 gateways (Mimecast KB 41019270938643, June 2025).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gateway {
    /// Global, with automatic failover; may process in another region.
    #[default]
    Global,
    /// United Kingdom; data stays, no failover.
    Uk,
    /// United States; data stays, no failover.
    Us,
}

impl Gateway {
    /// The base address of the API.
    pub const fn base_url(self) -> &'static str {
        match self {
            Gateway::Global => "https://api.services.mimecast.com",
            Gateway::Uk => "https://uk-api.services.mimecast.com",
            Gateway::Us => "https://us-api.services.mimecast.com",
        }
    }
}
