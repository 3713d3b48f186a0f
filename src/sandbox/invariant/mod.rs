//! The sandbox watches the one thing that must never happen: people who have to sign in through SAML and
//! cannot. [`rules`] says what that is; this file looks after each write, and keeps what each did, in the words of
//! [`touched`].

mod rules;
mod touched;

use std::sync::{Mutex, MutexGuard};

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::lock::lock;
use super::served::Served;
use super::state::State;
use rules::Ours;
use touched::{DANGEROUS, Touched};

/// The most writes that are kept with what they did.
const KEPT: usize = 10_000;

/// What is known of the past, and what went wrong in it.
#[derive(Debug, Default)]
pub struct Watch {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Writes that changed the state.
    writes: u64,
    /// The state before the last of them.
    before: Option<State>,
    ours: Ours,
    violations: Vec<Violation>,
    done: Vec<Write>,
}

/// A write, and what it did.
#[derive(Debug)]
struct Write {
    request: String,
    touched: Vec<Touched>,
    /// How many answers had been spoilt when it was made.
    spoilt: u64,
}

/// A write that took away the last way to sign in from people who need one.
#[derive(Debug, Clone)]
pub struct Violation {
    /// The how many-th write that changed the state, from 1.
    pub write: u64,
    /// What was written, like `jumpcloud DELETE /api/applications/…`.
    pub request: String,
    /// Whom it concerns and what is wrong, in a sentence.
    pub sentence: String,
}

impl Watch {
    /// Starts from `state`: what is wrong in it already is nobody's doing.
    pub fn new(state: &State) -> Self {
        let mut inner = Inner::default();
        inner.ours.learn(state);
        Watch {
            inner: Mutex::new(inner),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }

    /// Looks at a write that made `after` of `before`. What was wrong before it is not its doing; what is
    /// wrong since then is recorded once, with that write.
    /// `spoilt` is how many answers looked fine and were not, by then.
    pub fn after_write(&self, before: State, after: &State, spoilt: u64) {
        if before == *after {
            return;
        }
        let mut inner = self.inner();
        inner.writes += 1;
        inner.ours.learn(after);
        let now = OffsetDateTime::now_utc();
        let old = rules::broken(&before, &inner.ours, now);
        let mut new = rules::broken(after, &inner.ours, now);
        new.retain(|whom, _| !old.contains_key(whom));
        let mistaken = rules::mistaken(&before, after, &inner.ours);
        let (write, request) = (inner.writes, request());
        let found = new.into_values().chain(mistaken);
        let found = found.map(|sentence| Violation {
            write,
            request: request.clone(),
            sentence,
        });
        inner.violations.extend(found);
        if inner.done.len() < KEPT {
            let touched = touched::touched(&before, after);
            inner.done.push(Write {
                request,
                touched,
                spoilt,
            });
        }
        inner.before = Some(before);
    }

    /// The state before the last write; `None` where nothing was written yet.
    pub fn before_last_write(&self) -> Option<State> {
        self.inner().before.clone()
    }

    /// Every violation so far, the oldest first.
    pub fn violations(&self) -> Vec<Violation> {
        self.inner().violations.clone()
    }

    /// As `/sandbox/writes` shows them: what each write that changed the state did, and to which objects; whether that
    /// is dangerous for who did not read for certain; and how many answers had been spoilt by then.
    pub fn writes(&self) -> Value {
        let inner = self.inner();
        let writes = inner.done.iter().map(|write| {
            let touched = write.touched.iter().map(|one| {
                let dangerous = DANGEROUS.contains(&one.did);
                json!({ "kind": one.kind, "name": one.name, "did": one.did, "dangerous": dangerous })
            });
            json!({
                "request": write.request,
                "touched": touched.collect::<Vec<_>>(),
                "spoilt": write.spoilt,
            })
        });
        json!({ "writes": writes.collect::<Vec<_>>() })
    }

    /// As `/sandbox/violations` shows it: also how many writes were looked at.
    pub fn to_json(&self) -> Value {
        let inner = self.inner();
        let violations = inner.violations.iter().map(|violation| {
            json!({
                "write": violation.write,
                "request": violation.request,
                "sentence": violation.sentence,
            })
        });
        json!({ "writes": inner.writes, "violations": violations.collect::<Vec<_>>() })
    }
}

fn request() -> String {
    Served::current().map_or_else(String::new, |served| {
        let service = served.service.as_str();
        format!("{service} {} {}", served.method, served.path)
    })
}
