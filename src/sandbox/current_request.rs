//! The request that is being answered: by it the store knows who wrote, and whether a read sees what was there before.

use std::future::Future;

use super::service::Service;

/// The largest request body taken: far more than any real one.
pub const MAX_BODY: usize = 1024 * 1024;

tokio::task_local! {
    static CURRENT: CurrentRequest;
}

/// A request to one of the services, while it is served.
#[derive(Debug, Clone)]
pub struct CurrentRequest {
    /// Which service it is for.
    pub service: Service,
    /// Its method.
    pub method: String,
    /// Its path, as the service sees it.
    pub path: String,
    /// Whether what it reads is the state before the last write.
    pub stale: bool,
}

impl CurrentRequest {
    /// Runs `work` as this request.
    pub async fn scope<T>(self, work: impl Future<Output = T>) -> T {
        CURRENT.scope(self, work).await
    }

    /// The request that the caller runs as; `None` outside of any.
    pub fn current() -> Option<CurrentRequest> {
        CURRENT.try_with(Clone::clone).ok()
    }

    /// Whether the caller is to see the state before the last write.
    pub fn is_stale() -> bool {
        CURRENT.try_with(|served| served.stale).unwrap_or_default()
    }
}
