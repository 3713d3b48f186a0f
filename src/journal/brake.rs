//! Stopping a run between two writes: the one in hand ends, and no other begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

use crate::error::{Error, Result};

/// Shared between a run and whoever may interrupt it.
#[derive(Debug, Clone, Default)]
pub struct Brake(Arc<Held>);

#[derive(Debug, Default)]
struct Held {
    in_hand: AtomicBool,
    stopped: AtomicBool,
    ended: Notify,
}

/// A write that is being sent. It ends when dropped.
#[derive(Debug)]
pub(super) struct InHand(Brake);

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.0.in_hand.store(false, Ordering::SeqCst);
        self.0.0.ended.notify_one();
    }
}

impl Brake {
    /// Whether a write is being sent now.
    pub fn in_hand(&self) -> bool {
        self.0.in_hand.load(Ordering::SeqCst)
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
        self.0.in_hand.store(true, Ordering::SeqCst);
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
}
