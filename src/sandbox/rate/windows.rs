//! How much each credential has asked in a window of time.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::sandbox::lock::lock;
use crate::sandbox::service::Service;

/// Requests in one window of Mimecast, and its length, unless it is said otherwise. Its own numbers are not documented, and of
/// JumpCloud not even that there are any.
const MIMECAST: (u64, Duration) = (10_000, Duration::from_secs(10));

/// The requests of each credential.
#[derive(Debug)]
pub struct Rates {
    /// Requests a second of each credential at each service, where that was asked for.
    each: Option<NonZeroU32>,
    windows: Mutex<HashMap<(&'static str, String), Window>>,
}

/// What a credential asked lately, and what was too much so far.
#[derive(Debug)]
struct Window {
    began: Instant,
    used: u64,
    refused: u64,
}

/// A request in its window.
pub(super) struct Counted {
    pub(super) limit: u64,
    pub(super) used: u64,
    pub(super) ends: Instant,
}

impl Rates {
    pub fn new(each: Option<NonZeroU32>) -> Rates {
        Rates {
            each,
            windows: Mutex::default(),
        }
    }

    /// How many requests to a service were refused for rate.
    pub fn refused(&self, service: Service) -> u64 {
        let windows = lock(&self.windows);
        let of = windows
            .iter()
            .filter(|((of, _), _)| *of == service.as_str());
        of.map(|(_, window)| window.refused).sum()
    }

    /// Counts a request, where there is a limit.
    pub(super) fn count(&self, service: Service, credential: String) -> Option<Counted> {
        let (limit, length) = match (self.each, service) {
            (Some(each), _) => (u64::from(each.get()), Duration::from_secs(1)),
            (None, Service::Mimecast) => MIMECAST,
            (None, Service::JumpCloud) => return None,
        };
        let now = Instant::now();
        let mut windows = lock(&self.windows);
        let window = windows.entry((service.as_str(), credential));
        let window = window.or_insert(Window {
            began: now,
            used: 0,
            refused: 0,
        });
        if window.began + length <= now {
            (window.began, window.used) = (now, 0);
        }
        window.used += 1;
        window.refused += u64::from(window.used > limit);
        Some(Counted {
            limit,
            used: window.used,
            ends: window.began + length,
        })
    }
}
