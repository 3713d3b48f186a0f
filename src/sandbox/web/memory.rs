//! What the pages remember between two requests: bounded, for a while, and gone when the sandbox ends.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::sandbox::lock::lock;
use crate::sandbox::random;

/// How many things of one kind are remembered. Far more than a demonstration or a test makes.
const LIMIT: usize = 4096;

/// Things under unguessable names, each for a while. When there are too many, the oldest go.
#[derive(Debug)]
pub struct Remembered<T> {
    lifetime: Duration,
    limit: usize,
    items: Mutex<HashMap<String, (Instant, T)>>,
}

impl<T: Clone> Remembered<T> {
    /// Remembers each thing for `lifetime`.
    pub fn new(lifetime: Duration) -> Self {
        Remembered {
            lifetime,
            limit: LIMIT,
            items: Mutex::default(),
        }
    }

    /// Remembers `item` under a new name, which is also a valid XML ID.
    pub fn add(&self, item: T) -> String {
        let name = random::credential("_");
        let now = Instant::now();
        let mut items = lock(&self.items);
        if items.len() >= self.limit {
            items.retain(|_, (since, _)| now.duration_since(*since) < self.lifetime);
        }
        if items.len() >= self.limit {
            let oldest = items.iter().min_by_key(|(_, (since, _))| *since);
            let oldest = oldest.map(|(name, _)| name.clone());
            oldest.and_then(|oldest| items.remove(&oldest));
        }
        items.insert(name.clone(), (now, item));
        name
    }

    /// What was remembered under `name`, if it still is.
    pub fn get(&self, name: &str) -> Option<T> {
        let items = lock(&self.items);
        let (since, item) = items.get(name)?;
        (since.elapsed() < self.lifetime).then(|| item.clone())
    }

    /// As [`Remembered::get`], and it is forgotten: only one caller ever gets it.
    pub fn take(&self, name: &str) -> Option<T> {
        let (since, item) = lock(&self.items).remove(name)?;
        (since.elapsed() < self.lifetime).then_some(item)
    }
}

/// What may happen only once. Nothing is ever forgotten: what would make it happen twice is refused, and
/// so is everything once there is no room left.
#[derive(Debug)]
pub struct Once {
    limit: usize,
    seen: Mutex<HashSet<[u8; 32]>>,
}

impl Default for Once {
    fn default() -> Self {
        Once {
            limit: 100_000,
            seen: Mutex::default(),
        }
    }
}

impl Once {
    /// Whether this is the first time for `what`.
    pub fn first_time(&self, what: &str) -> bool {
        let mut seen = lock(&self.seen);
        seen.len() < self.limit && seen.insert(Sha256::digest(what).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_can_be_looked_at_often_and_taken_once() {
        let things = Remembered::new(Duration::from_secs(600));
        let name = things.add("x");
        assert_eq!(things.get(&name), Some("x"));
        assert_eq!(things.take(&name), Some("x"));
        assert_eq!(things.take(&name), None);
        assert_eq!(things.get(&name), None);
    }

    #[test]
    fn what_is_too_old_is_forgotten() {
        let things = Remembered::new(Duration::ZERO);
        let name = things.add("x");
        assert_eq!(things.get(&name), None);
        assert_eq!(things.take(&name), None);
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut things = Remembered::new(Duration::from_secs(600));
        things.limit = 2;
        let names: Vec<String> = (0..3).map(|n| things.add(n)).collect();
        let left: Vec<Option<i32>> = names.iter().map(|name| things.get(name)).collect();
        assert_eq!(left, [None, Some(1), Some(2)]);
    }

    #[test]
    fn what_may_happen_once_does_and_without_room_nothing_does() {
        let once = Once {
            limit: 2,
            ..Once::default()
        };
        assert!(once.first_time("a"));
        assert!(!once.first_time("a"));
        assert!(once.first_time("b"));
        assert!(!once.first_time("c"));
    }
}
