//! What both services write down of people signing in: in memory, bounded, and gone when the sandbox ends.

use std::collections::VecDeque;
use std::sync::Mutex;

use serde_json::Value;
use time::OffsetDateTime;

use super::lock::lock;

/// How many events of one service are kept; the oldest go first.
const LIMIT: usize = 20_000;

/// An event as its service answers with it.
#[derive(Debug, Clone)]
pub struct Event {
    /// When it happened.
    pub at: OffsetDateTime,
    /// Its identifier, which its document has too.
    pub id: String,
    /// The document.
    pub document: Value,
}

/// The events of one service, in the order in which they happened.
#[derive(Debug, Default)]
pub struct Events(Mutex<VecDeque<Event>>);

impl Events {
    /// Writes one down.
    pub fn add(&self, event: Event) {
        let mut events = lock(&self.0);
        if events.len() >= LIMIT {
            events.pop_front();
        }
        events.push_back(event);
    }

    /// Those that `wanted` picks.
    pub fn pick(&self, wanted: impl Fn(&Event) -> bool) -> Vec<Event> {
        let events = lock(&self.0);
        events
            .iter()
            .filter(|event| wanted(event))
            .cloned()
            .collect()
    }
}
