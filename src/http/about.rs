//! Which request an answer or an error belongs to.

use super::{Redactor, Service};

/// What an answer is the answer to; errors are worded from it.
#[derive(Clone)]
pub(super) struct About {
    pub(super) service: Service,
    pub(super) host: String,
    pub(super) is_loopback: bool,
    pub(super) endpoint: String,
    pub(super) doing: String,
    pub(super) redactor: Redactor,
}

impl About {
    /// `JumpCloud (console.jumpcloud.com)`
    pub(super) fn origin(&self) -> String {
        format!("{} ({})", self.service, self.host)
    }
}
