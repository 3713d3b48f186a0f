//! Where a JumpCloud tenant's data lives, and the hosts that go with it.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::http::BaseUrl;

/// Where a JumpCloud tenant's data lives. Not related to Mimecast's grid.
///
/// Hosts: US and EU from the v1 and v2 specifications; India from JumpCloud's own command line and PowerShell
/// module; those that give out tokens from the command line (medium to high confidence).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// United States.
    #[default]
    Us,
    /// European Union.
    Eu,
    /// India.
    In,
}

impl Region {
    const ALL: [Region; 3] = [Region::Us, Region::Eu, Region::In];

    /// The region whose console is at `base`; `None` for an address that is none of JumpCloud's.
    pub fn of(base: &BaseUrl) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|region| region.base_url() == base.as_str())
    }

    /// The base address of the console API.
    pub const fn base_url(self) -> &'static str {
        match self {
            Region::Us => "https://console.jumpcloud.com",
            Region::Eu => "https://console.eu.jumpcloud.com",
            Region::In => "https://console.in.jumpcloud.com",
        }
    }

    /// The base address of Directory Insights.
    pub const fn insights_url(self) -> &'static str {
        match self {
            Region::Us => "https://api.jumpcloud.com",
            Region::Eu => "https://api.eu.jumpcloud.com",
            Region::In => "https://api.in.jumpcloud.com",
        }
    }

    /// The base address of what gives out the tokens of service accounts.
    pub const fn oauth_url(self) -> &'static str {
        match self {
            Region::Us => "https://admin-oauth.id.jumpcloud.com",
            Region::Eu => "https://admin-oauth.id.eu.jumpcloud.com",
            Region::In => "https://admin-oauth.id.in.jumpcloud.com",
        }
    }
}
