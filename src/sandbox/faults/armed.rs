//! The faults that are armed: which of them strikes a request, and what is counted of each.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};

use super::exchange::{Answer, Asked, is_read};
use super::form::Form;
use super::spec::{Fault, Kind};
use super::wire::Door;
use crate::error::{Error, Result};
use crate::sandbox::lock::lock;
use crate::sandbox::service::Service;

/// The most faults that can be armed at once.
const MOST: usize = 1000;
/// How many answers are remembered, to be given to another request.
const REMEMBERED: usize = 16;
/// How many requests are told of that a form could have struck.
const TOLD: usize = 1000;

/// A fault that waits for its requests.
#[derive(Debug)]
struct Armed {
    /// Its name among all that were ever armed.
    number: u64,
    fault: Fault,
    /// Requests that fitted it since it was armed.
    seen: u64,
    /// Requests that it struck.
    struck: u64,
    /// Requests that it was due for and whose answers it could not spoil.
    unfit: u64,
    /// Of the requests before it is due, by their number, those whose answers it could have spoilt.
    could: Vec<u64>,
}

impl Armed {
    fn is_used_up(&self) -> bool {
        self.fault.times.is_some_and(|times| self.struck >= times)
    }
}

/// The faults that are armed, and the door that they can close.
#[derive(Debug, Default)]
pub struct Faults {
    armed: Mutex<Vec<Armed>>,
    /// How many were ever armed.
    count: AtomicU64,
    /// How many answers were spoilt.
    spoilt: AtomicU64,
    /// Answers that are being held back.
    holding: AtomicU64,
    /// What was answered last, as long as that may be given to another request.
    recent: Mutex<VecDeque<Recent>>,
    pub(super) door: Arc<Door>,
}

/// An answer that was given.
#[derive(Debug)]
struct Recent {
    service: Service,
    path: String,
    answer: Answer,
}

/// What is to become of a request.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The fault that strikes it, and its number.
    pub(super) fault: Option<(u64, Fault)>,
    /// Forms that fit the request and are not due: the number of each, and that of the request.
    pub(super) waiting: Vec<(u64, u64, Form)>,
}

/// Counts an answer that is held back, until it goes out or nobody waits for it any more.
struct Held<'a>(&'a AtomicU64);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Faults {
    /// The door to put before the listener.
    pub fn door(&self) -> Arc<Door> {
        self.door.clone()
    }

    fn armed(&self) -> MutexGuard<'_, Vec<Armed>> {
        lock(&self.armed)
    }

    /// How many answers so far looked fine and were not.
    pub fn spoilt(&self) -> u64 {
        self.spoilt.load(Ordering::SeqCst)
    }

    /// An answer goes out that looks fine and is not.
    pub(super) fn spoils(&self) {
        self.spoilt.fetch_add(1, Ordering::SeqCst);
    }

    /// Arms a fault; it counts requests from now on.
    ///
    /// # Errors
    /// `fault-limit` where too many are armed.
    pub async fn arm(&self, fault: Fault) -> Result<()> {
        {
            let mut armed = self.armed();
            if armed.len() >= MOST {
                let message = format!("{MOST} faults are armed, which is all there can be");
                return Err(Error::usage("fault-limit", message)
                    .hint("clear them with DELETE /sandbox/faults"));
            }
            armed.push(Armed {
                number: self.count.fetch_add(1, Ordering::SeqCst),
                fault,
                seen: 0,
                struck: 0,
                unfit: 0,
                could: Vec::new(),
            });
        }
        self.refuse_the_next().await;
        Ok(())
    }

    /// Forgets all faults and takes connections again. Returns how many there were.
    pub fn clear(&self) -> usize {
        let count = std::mem::take(&mut *self.armed()).len();
        self.door.open();
        count
    }

    /// Holds an answer back. Whatever was to be done with its request is done by now.
    pub(super) async fn hold(&self, time: Duration) {
        self.holding.fetch_add(1, Ordering::SeqCst);
        let _held = Held(&self.holding);
        tokio::time::sleep(time).await;
    }

    /// The armed faults and how many answers stall now, as `/sandbox/faults` shows them.
    pub fn list(&self) -> Value {
        let armed = self.armed();
        let shown = armed.iter().map(|armed| {
            let mut shown = json!({
                "fault": armed.fault.to_string(),
                "seen": armed.seen,
                "struck": armed.struck,
            });
            if let Kind::Spoilt(_) = armed.fault.kind {
                shown["unfit"] = json!(armed.unfit);
                shown["could"] = json!(armed.could);
            }
            shown
        });
        json!({
            "faults": shown.collect::<Vec<_>>(),
            "holding": self.holding.load(Ordering::SeqCst),
        })
    }

    /// Counts a request and finds the fault that strikes it: the first that is due. Another one that is
    /// due too waits for its next request.
    pub(super) fn choose(&self, service: Service, method: &str, path: &str) -> Chosen {
        let mut chosen = Chosen::default();
        for armed in self.armed().iter_mut() {
            if !armed.fault.fits(service, method, path) {
                continue;
            }
            armed.seen += 1;
            // Only reading can be stale.
            let can_strike = armed.fault.kind != Kind::Stale || is_read(service, method, path);
            let is_due = armed.seen >= armed.fault.at && !armed.is_used_up();
            if chosen.fault.is_none() && can_strike && is_due {
                armed.struck += 1;
                chosen.fault = Some((armed.number, armed.fault.clone()));
            }
            if let (Kind::Spoilt(form), true) = (&armed.fault.kind, armed.seen < armed.fault.at) {
                let waiting = (armed.number, armed.seen, form.clone());
                chosen.waiting.push(waiting);
            }
        }
        chosen
    }

    fn with_armed(&self, number: u64, change: impl FnOnce(&mut Armed)) {
        let mut armed = self.armed();
        if let Some(armed) = armed.iter_mut().find(|armed| armed.number == number) {
            change(armed);
        }
    }

    /// A fault that was chosen could not spoil the answer: it waits for the next one.
    pub(super) fn take_back(&self, number: u64) {
        self.with_armed(number, |armed| {
            armed.struck = armed.struck.saturating_sub(1);
            armed.unfit += 1;
        });
    }

    /// A fault that is not due could have spoilt the answer to this request.
    pub(super) fn could_have(&self, number: u64, request: u64) {
        self.with_armed(number, |armed| {
            if armed.could.len() < TOLD {
                armed.could.push(request);
            }
        });
    }

    /// Whether an answer may be given to another request.
    pub(super) fn may_be_swapped(&self) -> bool {
        let swaps = |armed: &Armed| armed.fault.kind == Kind::Spoilt(Form::Swapped);
        self.armed().iter().any(swaps)
    }

    /// Remembers an answer that may be given to another request.
    pub(super) fn remember(&self, asked: &Asked, answer: &Answer) {
        let mut recent = lock(&self.recent);
        if recent.len() >= REMEMBERED {
            recent.pop_front();
        }
        recent.push_back(Recent {
            service: asked.service,
            path: asked.path().to_owned(),
            answer: answer.clone(),
        });
    }

    /// The last answer of this service to another address.
    pub(super) fn previous(&self, asked: &Asked) -> Option<Answer> {
        let recent = lock(&self.recent);
        let mut others = recent.iter().rev();
        let other =
            others.find(|other| other.service == asked.service && other.path != asked.path())?;
        Some(other.answer.clone())
    }

    /// Closes the port before a request that is to be refused is sent. That is possible only for a fault
    /// that counts every request: for any other nobody knows whether the next request is the one.
    pub(super) async fn refuse_the_next(&self) {
        if let Some(time) = self.refusal_due() {
            self.door.close(time).await;
        }
    }

    fn refusal_due(&self) -> Option<Duration> {
        self.armed().iter_mut().find_map(|armed| {
            let Kind::Refuse(time) = armed.fault.kind else {
                return None;
            };
            let is_next = armed.fault.counts_everything() && armed.seen + 1 >= armed.fault.at;
            (is_next && armed.struck == 0).then(|| {
                armed.struck += 1;
                time
            })
        })
    }
}
