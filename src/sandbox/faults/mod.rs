//! What goes wrong on purpose: faults that are armed, and what they do to the requests they strike.

mod answer;
mod spec;
mod wire;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::served::Served;
use super::store::{Service, Store, lock};
use crate::error::{Error, Result};
pub use spec::Fault;
use spec::Kind;
use wire::Door;
pub use wire::{Gate, Wire};

/// The most faults that can be armed at once.
const MOST: usize = 1000;

/// A fault that waits for its requests.
#[derive(Debug)]
struct Armed {
    fault: Fault,
    /// Requests that fitted it since it was armed.
    seen: u64,
    /// Requests that it struck.
    struck: u64,
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
    /// Answers that are being held back.
    holding: AtomicU64,
    door: Arc<Door>,
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
            let (seen, struck) = (0, 0);
            armed.push(Armed {
                fault,
                seen,
                struck,
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
    async fn hold(&self, time: Duration) {
        self.holding.fetch_add(1, Ordering::SeqCst);
        let _held = Held(&self.holding);
        tokio::time::sleep(time).await;
    }

    /// The armed faults and how many answers stall now, as `/sandbox/faults` shows them.
    pub fn list(&self) -> Value {
        let armed = self.armed();
        let shown = armed.iter().map(|armed| {
            json!({
                "fault": armed.fault.to_string(),
                "seen": armed.seen,
                "struck": armed.struck,
            })
        });
        json!({
            "faults": shown.collect::<Vec<_>>(),
            "holding": self.holding.load(Ordering::SeqCst),
        })
    }

    /// Counts a request and finds the fault that strikes it: the first that is due. Another one that is
    /// due too waits for its next request.
    fn choose(&self, service: Service, method: &str, path: &str) -> Option<Fault> {
        let mut chosen = None;
        for armed in self.armed().iter_mut() {
            if !armed.fault.fits(service, method, path) {
                continue;
            }
            armed.seen += 1;
            // Only reading can be stale.
            let can_strike = armed.fault.kind != Kind::Stale || is_read(service, method, path);
            let is_due = armed.seen >= armed.fault.at && !armed.is_used_up();
            if chosen.is_none() && can_strike && is_due {
                armed.struck += 1;
                chosen = Some(armed.fault.clone());
            }
        }
        chosen
    }

    /// Closes the port before a request that is to be refused is sent. That is possible only for a fault
    /// that counts every request: for any other nobody knows whether the next request is the one.
    async fn refuse_the_next(&self) {
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

/// Whether a request only reads.
fn is_read(service: Service, method: &str, path: &str) -> bool {
    match service {
        Service::JumpCloud => matches!(method, "GET" | "HEAD"),
        Service::Mimecast => {
            let last = path.rsplit('/').next().unwrap_or_default();
            method == "GET" || last.starts_with("find-") || last.starts_with("get-")
        }
    }
}

/// Serves a request to `service`, or lets the fault that strikes it happen.
pub async fn serve(store: &Store, service: Service, request: Request, next: Next) -> Response {
    let wire = request.extensions().get::<ConnectInfo<Wire>>();
    let wire = wire.map(|info| info.0.clone());
    let (method, path) = (request.method().as_str(), request.uri().path());
    let fault = store.faults.choose(service, method, path);
    let served = Served {
        service,
        method: method.to_owned(),
        path: path.to_owned(),
        stale: fault.as_ref().is_some_and(|f| f.kind == Kind::Stale),
    };
    let answer = async {
        match fault {
            None => next.run(request).await,
            Some(fault) => strike(store, &fault, wire.as_ref(), request, next).await,
        }
    };
    let mut response = served.scope(answer).await;
    store.faults.refuse_the_next().await;
    if store.faults.door.is_closed() {
        // Nothing more is taken, on this connection neither.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    if let Some(wire) = wire {
        wire.answered();
    }
    response
}

async fn strike(
    store: &Store,
    fault: &Fault,
    wire: Option<&Wire>,
    request: Request,
    next: Next,
) -> Response {
    let reset = || {
        if let Some(wire) = wire {
            wire.reset();
        }
        // It goes nowhere.
        ().into_response()
    };
    let served = Served::current();
    let (service, path) = match &served {
        Some(served) => (served.service, served.path.as_str()),
        None => (Service::JumpCloud, ""),
    };
    match fault.kind {
        Kind::Stale => return next.run(request).await,
        Kind::Drip(time) => return answer::drip(next.run(request).await, time).await,
        Kind::Truncate => return answer::truncate(next.run(request).await).await,
        Kind::Refuse(time) => {
            store.faults.door.close(time).await;
            return reset();
        }
        Kind::Stall(time) if !fault.acted => {
            store.faults.hold(time).await;
            return next.run(request).await;
        }
        Kind::Status(401, _) if service == Service::Mimecast => {
            // As when its time has run out: the service says so itself, and a fresh token works.
            store.expire_tokens();
            if !answer::is_token_path(path) {
                return next.run(request).await;
            }
        }
        _ => {}
    }
    let acted = if fault.acted {
        Some(next.run(request).await)
    } else {
        None
    };
    match (fault.kind, acted) {
        (Kind::Reset, _) => reset(),
        (Kind::Stall(time), Some(response)) => {
            store.faults.hold(time).await;
            response
        }
        (Kind::Html, _) => answer::web_page(),
        (Kind::WrongJson, _) => answer::wrong_json(),
        (Kind::Status(code, wait), _) => answer::error(service, path, code, wait),
        _ => ().into_response(),
    }
}
