//! The services that a transport can talk to.

use std::fmt;

/// Which service a transport talks to; names it in errors, with the option that sets its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// JumpCloud's console API.
    JumpCloud,
    /// Mimecast's API gateway.
    Mimecast,
    /// A public metadata URL.
    Metadata,
    /// The pages of the sandbox.
    Sandbox,
}

impl Service {
    /// Requests a second, and how many at once. Neither service publishes numbers; 10 a second is
    /// what integrators use with JumpCloud.
    pub(super) const fn quota(self) -> (u32, u32) {
        match self {
            Service::JumpCloud | Service::Mimecast | Service::Sandbox => (10, 20),
            Service::Metadata => (2, 4),
        }
    }

    /// What to check when the wrong thing answers at this address.
    pub(super) const fn address_hint(self) -> &'static str {
        match self {
            Service::JumpCloud => {
                "check the address: --jumpcloud-region, or --jumpcloud-url if you gave one"
            }
            Service::Mimecast => {
                "check the address: --mimecast-gateway, or --mimecast-url if you gave one"
            }
            Service::Metadata => "check the address of the metadata",
            Service::Sandbox => "check the address given with --jumpcloud-url",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Service::JumpCloud => "JumpCloud",
            Service::Mimecast => "Mimecast",
            Service::Metadata => "the metadata host",
            Service::Sandbox => "the sandbox",
        })
    }
}
