//! What the handlers share: the state behind a lock, its file, the counters, the tokens.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::certificate::KeyKind;
use super::current_request::CurrentRequest;
use super::events::Events;
use super::faults::Faults;
use super::invariant::Watch;
use super::kept::Kept;
use super::lock::lock;
use super::quirk::Quirk;
use super::rate::Rates;
use super::service::Service;
use super::state::State;

/// The state could not be saved; the change was not made.
#[derive(Debug)]
pub struct NotSaved;

#[derive(Debug, Default)]
struct Counter {
    requests: AtomicU64,
    writes: AtomicU64,
}

impl Counter {
    fn to_json(&self) -> Value {
        json!({
            "requests": self.requests.load(Ordering::Relaxed),
            "writes": self.writes.load(Ordering::Relaxed),
        })
    }
}

/// A bearer token that a service gave out; the other knows nothing of it.
#[derive(Debug)]
struct Token {
    service: Service,
    client_id: String,
    expires: Instant,
}

/// What the handlers share.
#[derive(Debug)]
pub struct Store {
    kept: Mutex<Kept>,
    file: Option<PathBuf>,
    /// JumpCloud's catalogue. It cannot be changed, so it is not part of the state.
    pub templates: &'static [Value],
    /// How long each answer of the two services is held back.
    pub latency: Duration,
    /// The keys that applications get.
    pub keys: KeyKind,
    /// What the services do that they were seen to do now and then.
    pub quirks: Vec<Quirk>,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// What each write did to people who have to sign in.
    pub watch: Watch,
    jumpcloud: Counter,
    mimecast: Counter,
    /// How many requests came for each method and path.
    paths: Mutex<BTreeMap<String, u64>>,
    tokens: Mutex<HashMap<String, Token>>,
    /// How much each credential has asked.
    pub rates: Rates,
    /// What Directory Insights knows.
    pub insights: Events,
    /// What Mimecast's audit log knows.
    pub audit: Events,
}

impl Store {
    /// A store over what is kept, in `file` where there is one.
    pub fn new(
        kept: Kept,
        file: Option<PathBuf>,
        templates: &'static [Value],
        latency: Duration,
        keys: KeyKind,
        quirks: Vec<Quirk>,
        rates: Rates,
    ) -> Self {
        Store {
            faults: Faults::default(),
            watch: Watch::new(&kept.state),
            kept: Mutex::new(kept),
            file,
            templates,
            latency,
            keys,
            quirks,
            jumpcloud: Counter::default(),
            mimecast: Counter::default(),
            paths: Mutex::default(),
            tokens: Mutex::default(),
            rates,
            insights: Events::default(),
            audit: Events::default(),
        }
    }

    /// Looks at the state; for a request that a stale read struck, at the one before the last write.
    pub fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        let stale = CurrentRequest::is_stale().then(|| self.watch.before_last_write());
        match stale.flatten() {
            Some(before) => look(&before),
            None => look(&lock(&self.kept).state),
        }
    }

    /// Looks at the state as sign-in does: at the profiles and settings that are in effect, which may not be the newest. The
    /// second thing that `look` is told is whether they are.
    pub fn read_in_effect<T>(&self, look: impl FnOnce(&State, bool) -> T) -> T {
        let kept = lock(&self.kept);
        let older = kept.propagation.before_the_newest(Instant::now());
        match older.first() {
            Some(rules) => look(&rules.put_into(&kept.state), false),
            None => look(&kept.state, true),
        }
    }

    /// Changes the state and saves it. Nothing is changed when `change` refuses or saving fails.
    pub fn write<T, E: From<NotSaved>>(
        &self,
        change: impl FnOnce(&mut State) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut kept = lock(&self.kept);
        let mut state = kept.state.clone();
        let answer = change(&mut state)?;
        let now = Instant::now();
        let mut propagation = kept.propagation.clone();
        propagation.wrote(&kept.state.mimecast, &state.mimecast, now);
        let changed = Kept { state, propagation };
        if let Some(file) = &self.file {
            changed.save(file).map_err(|_| NotSaved)?;
        }
        let before = std::mem::replace(&mut *kept, changed).state;
        let older = kept.propagation.before_the_newest(now);
        self.watch
            .after_write(before, &kept.state, &older, self.faults.spoilt());
        Ok(answer)
    }

    /// The template called `name`.
    pub fn template(&self, name: &str) -> Option<&Value> {
        self.templates.iter().find(|t| t["name"] == name)
    }

    fn counter(&self, service: Service) -> &Counter {
        match service {
            Service::JumpCloud => &self.jumpcloud,
            Service::Mimecast => &self.mimecast,
        }
    }

    /// Counts a request to `service`, like `GET /api/organizations`.
    pub fn count_request(&self, service: Service, request: String) {
        let counter = self.counter(service);
        counter.requests.fetch_add(1, Ordering::Relaxed);
        *lock(&self.paths).entry(request).or_default() += 1;
    }

    /// How many requests came for each method and path, as `/sandbox/requests` shows them.
    pub fn requests(&self) -> Value {
        json!(*lock(&self.paths))
    }

    /// Counts a request that is about to be acted on and may change the state of `service`.
    pub fn count_write(&self, service: Service) {
        let counter = self.counter(service);
        counter.writes.fetch_add(1, Ordering::Relaxed);
    }

    /// The counters, as `/sandbox/counters` shows them.
    pub fn counters(&self) -> Value {
        let of = |service, counter: &Counter| {
            let mut shown = counter.to_json();
            shown["refused_for_rate"] = json!(self.rates.refused(service));
            shown
        };
        json!({
            "jumpcloud": of(Service::JumpCloud, &self.jumpcloud),
            "mimecast": of(Service::Mimecast, &self.mimecast),
        })
    }

    /// Remembers a new bearer token, and forgets those that ended.
    pub fn add_token(
        &self,
        service: Service,
        token: String,
        client_id: String,
        lifetime: Duration,
    ) {
        let now = Instant::now();
        let mut tokens = lock(&self.tokens);
        tokens.retain(|_, token| token.expires > now);
        let expires = now + lifetime;
        let known = Token {
            service,
            client_id,
            expires,
        };
        tokens.insert(token, known);
    }

    /// The client that `service` gave `token` to, while it lasts.
    pub fn token_client(&self, service: Service, token: &str) -> Option<String> {
        let tokens = lock(&self.tokens);
        let token = tokens.get(token).filter(|token| token.service == service)?;
        (token.expires > Instant::now()).then(|| token.client_id.clone())
    }

    /// Ends every token now, as if its time had run out. Returns how many there were.
    pub fn expire_tokens(&self) -> usize {
        let mut tokens = lock(&self.tokens);
        let count = tokens.len();
        tokens.clear();
        count
    }
}
