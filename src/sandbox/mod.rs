//! The sandbox: JumpCloud and Mimecast, played by one stateful server on loopback.
//!
//! It shares no type with the clients, so that a mistake in a client cannot hide in it. Each service is
//! a router of its own (`jumpcloud`, `mimecast`) over one `store`; what stands in front of both, counting,
//! latency and `faults`, is a layer put on in `router`; `callers` says who may ask at all. `invariant` looks at the state after each write.
//!
//! What people see of them in a browser is `web`: `idp` and `sp` are the two ends of sign-in, over the same
//! store. `console` is where Mimecast's half is done by hand, `pages` is the frame of every page, and `dns` answers for the mail domain. They read and check SAML with the crate's own `saml`.

mod callers;
mod certificate;
mod console;
mod control;
mod current_request;
mod digest;
mod dns;
mod escape;
mod events;
mod faults;
mod idp;
mod invariant;
mod jumpcloud;
mod kept;
mod lock;
mod mimecast;
mod oauth;
mod pages;
mod quirk;
mod random;
mod rate;
mod seed;
mod service;
mod sp;
mod state;
mod store;
mod web;

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::routing::{get, post};
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::error::{Error, Result};
pub use certificate::KeyKind;
use current_request::MAX_BODY;
pub use faults::Fault;
use faults::{Gate, Wire};
use kept::Kept;
pub use quirk::Quirk;
use rate::Rates;
use service::Service;
use state::State;
use store::Store;

/// How to start a sandbox.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The file to keep the state in; without one it ends with the sandbox.
    pub state: Option<PathBuf>,
    /// How long each answer of the two services is held back.
    pub latency: Duration,
    /// How late Mimecast acts on changed profiles and settings. What is there at the start is in effect, but for what a state
    /// file says of changes that were not.
    pub propagation: Duration,
    /// What goes wrong on purpose, from the first request on.
    pub faults: Vec<Fault>,
    /// What to start from where there is no state file yet; without one, the seed.
    pub snapshot: Option<Snapshot>,
    /// The keys that applications get.
    pub keys: KeyKind,
    /// What the services do that they were seen to do now and then.
    pub quirks: Vec<Quirk>,
    /// How many requests a second each credential may make at each service; more are answered with 429.
    pub rate: Option<NonZeroU32>,
}

/// Everything that a sandbox held at one moment, credentials included, for another one to start from.
#[derive(Clone)]
pub struct Snapshot(Arc<State>);

/// The API keys after the first, and the Mimecast clients after the first, id and secret of each, in the state's order. The last
/// client is not in states that older versions wrote.
const OTHER_KEYS: [&str; 2] = ["read_only_api_key", "multi_tenant_api_key"];
const OTHER_CLIENTS: [&str; 4] = [
    "mimecast_limited_client_id",
    "mimecast_limited_client_secret",
    "mimecast_reader_client_id",
    "mimecast_reader_client_secret",
];
/// The service account, id and secret; not in states that older versions wrote either.
const SERVICE_ACCOUNT: [&str; 2] = ["service_account_client_id", "service_account_client_secret"];

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot(…)")
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            state: None,
            latency: Duration::ZERO,
            propagation: Duration::ZERO,
            faults: Vec::new(),
            snapshot: None,
            keys: KeyKind::Rsa2048,
            quirks: Vec::new(),
            rate: None,
        }
    }
}

/// Credentials that may do everything in the sandbox's own organisation.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// `JUMPCLOUD_API_KEY`.
    pub jumpcloud_api_key: SecretString,
    /// `MIMECAST_CLIENT_ID`.
    pub mimecast_client_id: String,
    /// `MIMECAST_CLIENT_SECRET`.
    pub mimecast_client_secret: SecretString,
}

/// A running sandbox. It serves as a task of the runtime it was started on, and stops when dropped.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    store: Arc<Store>,
    task: JoinHandle<std::io::Result<()>>,
    dns: dns::Dns,
    /// Dropping it ends the task and closes idle connections.
    _stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox with the state of `options.state`, or a new one.
    ///
    /// # Errors
    /// `sandbox-not-loopback` where it would listen for others than this machine,
    /// `sandbox-cannot-listen`, and `sandbox-state-…` where the state cannot be read or written.
    pub async fn start(options: Options) -> Result<Sandbox> {
        if !options.listen.ip().is_loopback() {
            return Err(Error::usage(
                "sandbox-not-loopback",
                format!("the sandbox does not listen on {}", options.listen.ip()),
            )
            .hint(
                "it holds credentials and has no TLS: use a loopback address, like 127.0.0.1:0",
            ));
        }
        let kept = prepare(&options)?;
        let cannot_listen = |error: std::io::Error| {
            let message = format!("cannot listen on {}: {error}", options.listen);
            Error::failed("sandbox-cannot-listen", message)
                .hint("name another port, or port 0 for any that is free")
        };
        let listener = TcpListener::bind(options.listen)
            .await
            .map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let templates = seed::catalogue::catalogue();
        let store = Arc::new(Store::new(
            kept,
            options.state,
            templates,
            options.latency,
            options.keys,
            options.quirks,
            Rates::new(options.rate),
        ));
        let (stop, stopped) = oneshot::channel::<()>();
        let gate = Gate::new(listener, store.faults.door()).map_err(cannot_listen)?;
        let service = router(store.clone()).into_make_service_with_connect_info::<Wire>();
        let server = axum::serve(gate, service).with_graceful_shutdown(async {
            // An error means that the sender was dropped, which is the signal.
            let _ = stopped.await;
        });
        let dns = dns::Dns::start(address.ip()).await.map_err(cannot_listen)?;
        let sandbox = Sandbox {
            address,
            dns,
            store,
            task: tokio::spawn(async move { server.await }),
            _stop: stop,
        };
        for fault in options.faults {
            sandbox.arm(fault).await?;
        }
        Ok(sandbox)
    }

    /// Arms a fault; it counts requests from now on.
    ///
    /// # Errors
    /// `fault-limit` where too many are armed.
    pub async fn arm(&self, fault: Fault) -> Result<()> {
        self.store.faults.arm(fault).await
    }

    /// Forgets all faults, and takes connections again if one of them had closed the port.
    pub fn clear_faults(&self) {
        self.store.faults.clear();
    }

    /// The armed faults, as `/sandbox/faults` shows them; also while one of them keeps the port closed.
    pub fn faults(&self) -> serde_json::Value {
        self.store.faults.list()
    }

    /// Everything it holds now, for [`Options::snapshot`].
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(Arc::new(self.store.read(State::clone)))
    }

    /// Base address of JumpCloud; clients append `/api/…`, `/api/v2/…`, and `/oauth2/token`, whose real host is another.
    pub fn jumpcloud_url(&self) -> String {
        format!("http://{}/jumpcloud", self.address)
    }

    /// Base address of Mimecast; clients append `/oauth/token`, `/identity/…` and `/api/…`.
    pub fn mimecast_url(&self) -> String {
        format!("http://{}/mimecast", self.address)
    }

    /// The status page, for a browser.
    pub fn page(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Where it answers DNS over UDP: the MX records of `widgets.example` and a few other domains.
    pub fn dns(&self) -> SocketAddr {
        self.dns.address
    }

    /// The Mimecast account code.
    pub fn account_code(&self) -> String {
        self.store.read(|state| state.mimecast.account.code.clone())
    }

    /// The JumpCloud organisation's id.
    pub fn organization_id(&self) -> String {
        self.store
            .read(|state| state.jumpcloud.organizations[0].id.clone())
    }

    /// Credentials that may do everything in the sandbox's own organisation.
    pub fn credentials(&self) -> Credentials {
        self.store.read(|state| {
            let credentials = &state.credentials;
            let client = &credentials.clients[0];
            Credentials {
                jumpcloud_api_key: credentials.api_keys[0].key.clone().into(),
                mimecast_client_id: client.id.clone(),
                mimecast_client_secret: client.secret.clone().into(),
            }
        })
    }

    /// Credentials that may do less, or see more, for trying what happens then.
    pub fn other_credentials(&self) -> Vec<(&'static str, SecretString)> {
        self.store.read(|state| {
            let credentials = &state.credentials;
            let keys = credentials.api_keys.iter().map(|known| &known.key);
            let clients = credentials.clients.iter();
            let clients = clients.flat_map(|client| [&client.id, &client.secret]);
            let accounts = credentials.service_accounts.iter();
            let accounts = accounts.flat_map(|account| [&account.id, &account.secret]);
            let named = OTHER_KEYS.into_iter().zip(keys.skip(1));
            let named = named.chain(OTHER_CLIENTS.into_iter().zip(clients.skip(2)));
            let named = named.chain(SERVICE_ACCOUNT.into_iter().zip(accounts));
            named
                .map(|(name, value)| (name, value.clone().into()))
                .collect()
        })
    }

    /// Serves until the server ends, which it does by itself only when it fails.
    ///
    /// # Errors
    /// `sandbox-ended` with what the server died of.
    pub async fn run(mut self) -> Result<()> {
        let ended =
            |why: String| Error::failed("sandbox-ended", format!("the sandbox ended: {why}"));
        match (&mut self.task).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(ended(error.to_string())),
            Err(error) => Err(ended(error.to_string())),
        }
    }
}

/// What to start with, saved once so that a file that cannot be written is found out now.
fn prepare(options: &Options) -> Result<Kept> {
    let start = || -> Result<Kept> {
        let state = match &options.snapshot {
            Some(snapshot) => State::clone(&snapshot.0),
            None => seed::state()?,
        };
        Ok(Kept::new(state, options.propagation))
    };
    let Some(file) = &options.state else {
        return start();
    };
    let kept = match Kept::load(file, options.propagation)? {
        Some(kept) => kept,
        None => start()?,
    };
    kept.save(file).map_err(|error| {
        let message = format!("cannot write the sandbox state {}: {error}", file.display());
        Error::failed("sandbox-state-unwritable", message)
            .hint("name a file in a directory that you can write to")
    })?;
    Ok(kept)
}

fn router(store: Arc<Store>) -> Router {
    let in_front = |service: Service| {
        let store = store.clone();
        middleware::from_fn(move |request: Request, next: Next| {
            let store = store.clone();
            async move {
                let what = format!("{} {}", request.method(), request.uri().path());
                store.count_request(service, what);
                if !store.latency.is_zero() {
                    tokio::time::sleep(store.latency).await;
                }
                faults::serve(&store, service, request, next).await
            }
        })
    };
    // As a service of its own, behind the layer: what the layer sends there finds its own way.
    let behind = |layer, service: Router| Router::new().fallback_service(service).layer(layer);
    let limited = |service: Service| {
        let store = store.clone();
        middleware::from_fn(move |request: Request, next: Next| {
            let store = store.clone();
            async move { rate::limit(&store, service, request, next).await }
        })
    };
    let jumpcloud = jumpcloud::router(store.clone()).layer(limited(Service::JumpCloud));
    let jumpcloud = behind(in_front(Service::JumpCloud), jumpcloud);
    let mut service = mimecast::router(store.clone()).layer(limited(Service::Mimecast));
    if store.quirks.contains(&Quirk::IdsChange) {
        let given = Arc::new(mimecast::ids::Given::default());
        let change = middleware::from_fn_with_state(given, mimecast::ids::change_ids);
        service = Router::new().fallback_service(service).layer(change);
    }
    let mimecast = behind(in_front(Service::Mimecast), service);
    Router::new()
        .route("/", get(pages::status::status))
        .route("/sandbox/counters", get(control::counters))
        .route("/sandbox/requests", get(control::requests))
        .route("/sandbox/state", get(control::state))
        .route("/sandbox/digest", get(control::digest))
        .route("/sandbox/violations", get(control::violations))
        .route("/sandbox/writes", get(control::writes))
        .route(
            "/sandbox/faults",
            get(control::faults)
                .post(control::arm_fault)
                .delete(control::clear_faults),
        )
        .route("/sandbox/tokens/expire", post(control::expire_tokens))
        .with_state(store.clone())
        .nest("/web", web::router(store.clone()))
        .nest(console::addresses::CONSOLE, console::router(store))
        .nest_service("/jumpcloud", jumpcloud)
        .nest_service("/mimecast", mimecast)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(callers::admit))
}
