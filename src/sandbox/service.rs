//! The two services that are played.

/// Which of the two services a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The identity provider.
    JumpCloud,
    /// The service provider.
    Mimecast,
}

impl Service {
    /// Its name, in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Service::JumpCloud => "jumpcloud",
            Service::Mimecast => "mimecast",
        }
    }

    /// The service of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let all = [Service::JumpCloud, Service::Mimecast];
        all.into_iter().find(|service| service.as_str() == name)
    }
}
