//! Stopping a run between two writes: the one in hand ends, and no other begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::Notify;

use crate::error::{Error, Result};

/// Shared between a run and whoever may interrupt it.
#[derive(Debug, Clone, Default)]
pub struct Brake(Arc<Held>);

#[derive(Debug, Default)]
struct Held {
    /// How many writes are being sent: the tenants of a batch write at the same time.
    in_hand: AtomicUsize,
    stopped: AtomicBool,
    ended: Notify,
}

/// A write that is being sent. It ends when dropped.
#[derive(Debug)]
pub(super) struct InHand(Brake);

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.0.in_hand.fetch_sub(1, Ordering::SeqCst);
        self.0.0.ended.notify_one();
    }
}

impl Brake {
    /// Whether a write is being sent now.
    pub fn in_hand(&self) -> bool {
        self.0.in_hand.load(Ordering::SeqCst) > 0
    }

    /// Lets no further write begin.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
    }

    /// Waits until no write is being sent.
    pub async fn idle(&self) {
        while self.in_hand() {
            self.0.ended.notified().await;
        }
    }

    /// A write is about to be sent.
    ///
    /// # Errors
    /// `interrupted` once the run was stopped.
    pub(super) fn begin(&self) -> Result<InHand> {
        if self.0.stopped.load(Ordering::SeqCst) {
            return Err(Error::interrupted());
        }
        self.0.in_hand.fetch_add(1, Ordering::SeqCst);
        Ok(InHand(self.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_write_in_hand_ends_and_no_other_begins() {
        let brake = Brake::default();
        brake.idle().await;
        let write = brake.begin().unwrap();
        brake.stop();
        assert!(brake.in_hand());
        let (_, code) = tokio::join!(brake.idle(), async {
            drop(write);
            brake.begin().unwrap_err().code
        });
        assert_eq!(code, "interrupted");
        assert!(!brake.in_hand());
    }

    #[tokio::test]
    async fn all_writes_in_hand_are_waited_for() {
        let brake = Brake::default();
        let (one, other) = (brake.begin().unwrap(), brake.begin().unwrap());
        drop(one);
        assert!(brake.in_hand());
        tokio::join!(brake.idle(), async { drop(other) });
        assert!(!brake.in_hand());
    }
}
