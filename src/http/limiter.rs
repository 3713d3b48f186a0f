//! How fast one credential may ask one service: shared by everybody in this process who uses it, and learnt from what the
//! service says.
//!
//! Nothing goes faster than the default of the service, unless its headers allow more. What they allow in a window of time
//! is never exceeded: each answer says what was left when it was given, and what was sent since counts as well. Once a window
//! was used up, or a request was refused, requests go out evenly and not all at once when the window ends. Where a refusal
//! comes without headers, the rate is what was answered in the last second, and grows with every answer: one refusal may be of
//! another cause. With a second one it stays below what was too fast, and with every further one below less.
//!
//! Where several machines share the credentials, each takes an equal part of the default and of what headers allow.
//!
//! On this machine there is no default: only what a service says counts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::allowance::Allowance;
use super::retry::LONGEST_WAIT;
use super::{BaseUrl, Service};

/// How many requests are sent before the first answer, which may say how many are allowed.
const FIRST: usize = 20;
/// What of a limit is used where requests go out evenly: a little faster, since the window itself is never exceeded.
const EVENLY: f64 = 0.97;
/// Of a rate that was only seen, to stay below it.
const SEEN: f64 = 0.95;
/// One refusal may be of another cause: it leaves at least this many requests a second.
const AT_LEAST: usize = 20;
/// What a further refusal leaves of a rate that was only seen.
const REFUSED: f64 = 0.7;
/// What is used of a rate that was too fast after all, for good.
const TOO_FAST: f64 = 0.85;
/// What each answer makes of a rate that was only seen, up to what was too fast once.
const ANSWERED: f64 = 1.05;
/// How many limiters are kept before those are forgotten that nobody needs.
const KEPT: usize = 64;

/// The limiters of this process, by address and credential: tenants that share a credential share its limit, at the same
/// time and one after the other.
static SHARED: Mutex<BTreeMap<String, Arc<Limiter>>> = Mutex::new(BTreeMap::new());

/// How many machines share every credential of this process, this one included: each takes an equal part of what is allowed.
static MACHINES: AtomicU16 = AtomicU16::new(1);

/// Has this process take a part of every limit: so many machines, this one included, have the same credentials at work.
pub fn share_limits(machines: NonZeroU16) {
    MACHINES.store(machines.get(), Ordering::Relaxed);
}

/// The limiter of one credential at one address.
pub(super) struct Limiter {
    /// Who waits, in order: only the first looks when it may go.
    queue: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    ended: Notify,
}

/// A request that may be sent now, until it is answered or given up.
pub(super) struct Turn<'a> {
    limiter: &'a Limiter,
    number: u64,
}

impl Limiter {
    /// The limiter of a credential, by what names it without telling it; one of its own without.
    pub(super) fn of(service: Service, base: &BaseUrl, credential: Option<&str>) -> Arc<Limiter> {
        let new = || {
            let default = (!base.is_loopback()).then(|| service.quota());
            Arc::new(Limiter {
                queue: tokio::sync::Mutex::default(),
                state: Mutex::new(State {
                    machines: MACHINES.load(Ordering::Relaxed).into(),
                    ..State::new(default, Instant::now(), jitter())
                }),
                ended: Notify::new(),
            })
        };
        let Some(credential) = credential else {
            return new();
        };
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.len() >= KEPT {
            let now = Instant::now();
            shared.retain(|_, one| Arc::strong_count(one) > 1 || !one.state().is_idle(now));
        }
        let name = format!("{base} {credential}");
        Arc::clone(shared.entry(name).or_insert_with(new))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until another request may be sent.
    pub(super) async fn turn(&self) -> Turn<'_> {
        let _first = self.queue.lock().await;
        loop {
            let ended = self.ended.notified();
            let taken = self.state().take(Instant::now());
            match taken {
                Ok(number) => {
                    return Turn {
                        limiter: self,
                        number,
                    };
                }
                Err(Wait::For(time)) => tokio::time::sleep(time).await,
                Err(Wait::ForAnswer) => ended.await,
            }
        }
    }
}

impl Turn<'_> {
    /// What the answer says of the limit; `wait` is how long a refusal asks to wait.
    pub(super) fn answered(
        &self,
        refused: bool,
        wait: Option<Duration>,
        allowance: Option<Allowance>,
    ) {
        let mut state = self.limiter.state();
        state.learn(self.number, refused, wait, allowance, Instant::now());
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.limiter.state().in_flight.remove(&self.number);
        self.limiter.ended.notify_one();
    }
}

/// Part of a wait, up to a tenth, that is this process's own: others that were told the same time come back at another.
fn jitter() -> f64 {
    let random = RandomState::new().hash_one(0) % 1000;
    random as f64 / 10_000.0
}

/// Why no request may be sent now.
#[derive(Debug, PartialEq, Eq)]
enum Wait {
    For(Duration),
    ForAnswer,
}

/// A window of time in which so much may be asked.
#[derive(Debug)]
struct Window {
    limit: u64,
    left: u64,
    ends: Instant,
    /// The longest that one was seen to last.
    length: Duration,
}

/// Everything is decided here, by a clock that is an argument.
#[derive(Debug)]
struct State {
    /// Requests a second, and how many at once, of one machine.
    default: Option<(u32, u32)>,
    /// How many machines share the limit.
    machines: u64,
    jitter: f64,
    /// When the next request is due that goes out evenly.
    due: Instant,
    window: Option<Window>,
    /// The rate that was seen to be allowed, where headers tell none.
    seen: Option<f64>,
    /// Nothing goes faster than this, once a rate that was seen to be allowed was too fast after all.
    most: f64,
    /// The most answers that came in a second so far.
    peak: usize,
    /// Whether the limit was reached once.
    reached: bool,
    closed_until: Instant,
    /// The number of the last request that was sent, and of the last one before the last refusal that counted.
    sent: u64,
    sent_at_refusal: u64,
    in_flight: BTreeSet<u64>,
    heard: bool,
    /// When requests were answered in the last second.
    answered: VecDeque<Instant>,
}

impl State {
    fn new(default: Option<(u32, u32)>, now: Instant, jitter: f64) -> State {
        State {
            default,
            machines: 1,
            jitter,
            due: now,
            window: None,
            seen: None,
            most: f64::INFINITY,
            peak: 0,
            reached: false,
            closed_until: now,
            sent: 0,
            sent_at_refusal: 0,
            in_flight: BTreeSet::new(),
            heard: false,
            answered: VecDeque::new(),
        }
    }

    /// Whether nothing is known that matters.
    fn is_idle(&self, now: Instant) -> bool {
        let last = self.answered.back();
        self.in_flight.is_empty()
            && self.closed_until <= now
            && last.is_none_or(|last| now.duration_since(*last) > LONGEST_WAIT)
    }

    /// The time between two requests, and how many intervals they may be early.
    fn pace(&self) -> Option<(f64, f64)> {
        let window = self.window.as_ref();
        let window = window.map(|w| w.length.as_secs_f64() * EVENLY / w.limit as f64);
        let machines = self.machines as f64;
        let default = self.default.map(|(rate, _)| machines / f64::from(rate));
        let seen = self.seen.map(|rate| 1.0 / rate);
        let interval = match (window, default) {
            (Some(window), Some(_)) if self.reached => Some(window),
            (Some(window), Some(default)) => Some(default.min(window)),
            (Some(window), None) => self.reached.then_some(window),
            (None, default) => default,
        };
        let interval = match (interval, seen) {
            (Some(interval), Some(seen)) => Some(interval.max(seen)),
            (interval, seen) => interval.or(seen),
        };
        let burst = match (self.reached, self.default) {
            (false, Some((_, burst))) => (f64::from(burst) / machines - 1.0).max(0.0),
            _ => 1.0,
        };
        interval.map(|interval| (interval, burst))
    }

    /// The number of the request that may be sent now, or how long to wait.
    fn take(&mut self, now: Instant) -> Result<u64, Wait> {
        if !self.heard && self.in_flight.len() >= FIRST {
            return Err(Wait::ForAnswer);
        }
        if let Some(wait) = until(self.closed_until, now) {
            return Err(Wait::For(wait));
        }
        let in_flight = self.in_flight.len() as u64;
        if let Some(window) = &mut self.window {
            if now >= window.ends {
                window.left = window.limit.saturating_sub(in_flight);
                window.ends = now + window.length;
            }
            if window.left == 0 {
                self.reached = true;
                let wait = until(window.ends, now).unwrap_or_default();
                return Err(Wait::For(wait.max(Duration::from_millis(1))));
            }
        }
        if let Some((interval, burst)) = self.pace() {
            let early = Duration::from_secs_f64(interval * burst);
            if let Some(wait) = until(self.due, now + early) {
                return Err(Wait::For(wait));
            }
            self.due = self.due.max(now) + Duration::from_secs_f64(interval);
        }
        if let Some(window) = &mut self.window {
            window.left -= 1;
        }
        self.sent += 1;
        self.in_flight.insert(self.sent);
        Ok(self.sent)
    }

    /// What the answer to a request says.
    fn learn(
        &mut self,
        number: u64,
        refused: bool,
        wait: Option<Duration>,
        allowance: Option<Allowance>,
        now: Instant,
    ) {
        self.heard = true;
        if let Some(said) = allowance {
            let before = self.in_flight.range(..number).count() as u64;
            let uncounted = before + (self.sent - number);
            let reset = said.reset.min(LONGEST_WAIT);
            let known = self.window.as_ref().map(|window| window.length);
            let length = said.window.unwrap_or(reset).min(LONGEST_WAIT);
            self.window = Some(Window {
                limit: (said.limit / self.machines).max(1),
                left: (said.remaining / self.machines).saturating_sub(uncounted),
                ends: now + reset,
                length: known.unwrap_or_default().max(length),
            });
        }
        if !refused {
            self.answered.push_back(now);
            self.seen = self.seen.map(|rate| (rate * ANSWERED).min(self.most));
        }
        let recent = |at: &Instant| now.duration_since(*at) < Duration::from_secs(1);
        while self.answered.len() > 1 && self.answered.front().is_some_and(|at| !recent(at)) {
            self.answered.pop_front();
        }
        self.peak = self.peak.max(self.answered.len());
        if !refused {
            return;
        }
        self.reached = true;
        let wait = wait.unwrap_or_default();
        let wait = wait + wait.mul_f64(self.jitter);
        self.closed_until = self.closed_until.max(now + wait);
        // Requests that were under way by then are refused for the same reason.
        if allowance.is_none() && number > self.sent_at_refusal {
            self.sent_at_refusal = self.sent;
            self.seen = Some(match self.seen {
                Some(rate) => {
                    let rate = rate.min(self.peak.max(1) as f64);
                    self.most = rate * TOO_FAST;
                    (rate * REFUSED).max(0.1)
                }
                None => self.answered.len().max(AT_LEAST) as f64 * SEEN,
            });
        }
    }
}

fn until(then: Instant, now: Instant) -> Option<Duration> {
    then.checked_duration_since(now).filter(|d| !d.is_zero())
}

#[cfg(test)]
mod tests;
