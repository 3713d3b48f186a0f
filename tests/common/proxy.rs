//! A sandbox behind a plain reverse proxy that writes down every request and every answer.
//!
//! It knows nothing of either service, so it cannot hide what they say to each other. A test can have it answer
//! in the services' place, to see what the tool makes of an answer that the sandbox never gives.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::BTreeMap;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Response};
use secrecy::ExposeSecret;
use sso_setup::sandbox::{Options, Sandbox};
use tokio::sync::oneshot;

/// Bodies are small; a larger one is a mistake.
const MAX_BODY: usize = 4 << 20;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    /// Path and query, with the service's prefix.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// An answer as it was passed on.
#[derive(Debug, Clone)]
pub struct Answered {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// One request with its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub asked: Asked,
    pub answered: Answered,
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The target without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Whether the tool sent it, and not the test.
    pub fn by_tool(&self) -> bool {
        let agent = self.header("user-agent").unwrap_or_default();
        agent.starts_with("sso-setup/")
    }
}

impl Answered {
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Answered {
        Answered {
            status,
            headers: vec![("content-type".to_owned(), media_type.to_owned())],
            body: body.into(),
        }
    }
}

type Intercept = Box<dyn Fn(&Asked) -> Option<Answered> + Send>;

#[derive(Default)]
struct Shared {
    log: Mutex<Vec<Exchange>>,
    intercept: Mutex<Option<Intercept>>,
}

/// The proxy and the sandbox behind it. Both end when it is dropped.
pub struct Rig {
    /// `http://127.0.0.1:port` of the proxy.
    pub origin: String,
    /// What the environment of the tool takes: credentials that may do everything.
    pub credentials: BTreeMap<&'static str, String>,
    /// Credentials that may do less, or see more.
    pub others: BTreeMap<&'static str, String>,
    /// Where the tool keeps its lock and journals.
    pub kept: tempfile::TempDir,
    shared: Arc<Shared>,
    _stop: oneshot::Sender<()>,
}

struct Started {
    origin: String,
    credentials: BTreeMap<&'static str, String>,
    others: BTreeMap<&'static str, String>,
}

impl Rig {
    /// Starts both on free ports.
    pub fn start() -> Rig {
        let shared = Arc::new(Shared::default());
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let kept = shared.clone();
        std::thread::spawn(move || runtime().block_on(serve(kept, tell, stopped)));
        let started = told.recv().expect("the proxy starts");
        Rig {
            origin: started.origin,
            credentials: started.credentials,
            others: started.others,
            kept: tempfile::tempdir().unwrap(),
            shared,
            _stop: stop,
        }
    }

    /// The tool, with nothing in its environment but the rig's addresses and credentials. `line` is cut into [`words`].
    pub fn command(&self, line: &str) -> Command {
        let mut command = bare_command(line);
        command
            .envs(&self.credentials)
            .env("XDG_STATE_HOME", self.kept.path())
            .env(
                "SSO_SETUP_JUMPCLOUD_URL",
                format!("{}/jumpcloud", self.origin),
            )
            .env(
                "SSO_SETUP_MIMECAST_URL",
                format!("{}/mimecast", self.origin),
            );
        command
    }

    /// Runs the tool and says everything if it does not end with `code`.
    pub fn run(&self, line: &str, code: i32) -> Output {
        expect(&mut self.command(line), code)
    }

    /// Answers in the services' place from now on, where `intercept` gives an answer.
    pub fn intercept(&self, intercept: impl Fn(&Asked) -> Option<Answered> + Send + 'static) {
        *self.shared.intercept.lock().unwrap() = Some(Box::new(intercept));
    }

    /// Everything that passed so far.
    pub fn log(&self) -> Vec<Exchange> {
        self.shared.log.lock().unwrap().clone()
    }

    /// Sends a request of the test's own through the proxy, with the full key; JSON back, where it is JSON.
    pub fn send(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Option<&serde_json::Value>,
    ) -> (u16, serde_json::Value) {
        let url = format!("{}{target}", self.origin);
        let mut request = client().request(method.parse().unwrap(), url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        runtime().block_on(async {
            let answer = request.send().await.expect("an answer");
            let status = answer.status().as_u16();
            (status, answer.json().await.unwrap_or_default())
        })
    }

    /// Sends a form of the test's own through the proxy; JSON back.
    pub fn form(&self, target: &str, form: &str) -> serde_json::Value {
        let url = format!("{}{target}", self.origin);
        let request = client().post(url).body(form.to_owned());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        runtime().block_on(async {
            let answer = request.send().await.expect("an answer");
            answer.json().await.expect("JSON")
        })
    }

    /// [`Rig::send`] to JumpCloud with the key that may do everything.
    pub fn jumpcloud(
        &self,
        method: &str,
        path: &str,
        body: Option<&serde_json::Value>,
    ) -> (u16, serde_json::Value) {
        let key = self.credentials["JUMPCLOUD_API_KEY"].as_str();
        self.send(
            method,
            &format!("/jumpcloud{path}"),
            &[("x-api-key", key)],
            body,
        )
    }
}

/// A command line's words; single quotes keep spaces together.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// The tool with an empty environment: no credential, address or proxy of the machine reaches it.
pub fn bare_command(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sso-setup"));
    command.args(words(line)).env_clear();
    command.stdin(std::process::Stdio::null());
    command
}

/// Runs a command to its end, which must be `code`.
pub fn expect(command: &mut Command, code: i32) -> Output {
    let output = command.output().expect("the tool runs");
    assert_eq!(
        output.status.code(),
        Some(code),
        "{command:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .no_gzip()
        // Loopback only: no trust store need be read.
        .tls_certs_only([])
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

async fn serve(
    shared: Arc<Shared>,
    tell: std::sync::mpsc::Sender<Started>,
    stopped: oneshot::Receiver<()>,
) {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let upstream = sandbox.page().trim_end_matches('/').to_owned();
    let client = client();
    let app = Router::new().fallback(async move |request: axum::extract::Request| {
        pass(&shared, &client, &upstream, request).await
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let credentials = sandbox.credentials();
    let others = sandbox.other_credentials();
    let started = Started {
        origin: format!("http://{}", listener.local_addr().unwrap()),
        credentials: BTreeMap::from([
            (
                "JUMPCLOUD_API_KEY",
                credentials.jumpcloud_api_key.expose_secret().to_owned(),
            ),
            ("MIMECAST_CLIENT_ID", credentials.mimecast_client_id),
            (
                "MIMECAST_CLIENT_SECRET",
                credentials
                    .mimecast_client_secret
                    .expose_secret()
                    .to_owned(),
            ),
        ]),
        others: others
            .iter()
            .map(|(name, secret)| (*name, secret.expose_secret().to_owned()))
            .collect(),
    };
    tell.send(started).unwrap();
    tokio::select! {
        ended = axum::serve(listener, app).into_future() => ended.unwrap(),
        _ = stopped => {}
    }
}

async fn pass(
    shared: &Shared,
    client: &reqwest::Client,
    upstream: &str,
    request: axum::extract::Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let asked = Asked {
        method: parts.method.to_string(),
        target: parts.uri.to_string(),
        headers: pairs(&parts.headers),
        body: to_bytes(body, MAX_BODY).await.unwrap().into(),
    };
    let intercepted = {
        let intercept = shared.intercept.lock().unwrap();
        intercept.as_ref().and_then(|intercept| intercept(&asked))
    };
    let answered = match intercepted {
        Some(answered) => answered,
        None => forward(client, upstream, &asked).await,
    };
    let mut response = Response::builder().status(answered.status);
    for (name, value) in &answered.headers {
        response = response.header(name, value);
    }
    let response = response.body(Body::from(answered.body.clone())).unwrap();
    shared
        .log
        .lock()
        .unwrap()
        .push(Exchange { asked, answered });
    response
}

/// Headers that are about one connection only, or that the client writes anew.
const OF_THE_CONNECTION: [&str; 4] = ["connection", "host", "content-length", "transfer-encoding"];

async fn forward(client: &reqwest::Client, upstream: &str, asked: &Asked) -> Answered {
    let url = format!("{upstream}{}", asked.target);
    let mut request = client.request(asked.method.parse().unwrap(), url);
    for (name, value) in &asked.headers {
        if !OF_THE_CONNECTION.contains(&name.as_str()) {
            request = request.header(name, value);
        }
    }
    let answer = request.body(asked.body.clone()).send().await.unwrap();
    let status = answer.status().as_u16();
    let mut headers = pairs(answer.headers());
    headers.retain(|(name, _)| !OF_THE_CONNECTION.contains(&name.as_str()));
    Answered {
        status,
        headers,
        body: answer.bytes().await.unwrap().into(),
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let pairs = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    pairs.collect()
}
