//! Several sandboxes behind one address, each with its own organisation, account, people and credentials: a request goes to
//! the one whose credentials it carries, as with the real services. What a sandbox does to a connection, the address does too.
#![allow(dead_code)] // Each test program takes what it needs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::common::{Run, Tool, World, tool};
use crate::filed::Filed;

/// A tenant, and what is its own.
#[derive(Clone, Copy)]
pub struct Tenant {
    pub name: &'static str,
    /// What stands in the place of the seed's in ids and domains.
    ids: &'static str,
    /// What stands in the place of the seed's in names.
    title: &'static str,
    pub code: &'static str,
    grid: &'static str,
}

impl Tenant {
    pub const fn new(
        name: &'static str,
        ids: &'static str,
        title: &'static str,
        code: &'static str,
        grid: &'static str,
    ) -> Tenant {
        Tenant {
            name,
            ids,
            title,
            code,
            grid,
        }
    }

    /// A sandbox in which nothing is as in another tenant's, and that is `edited` further.
    pub fn world(&self, edit: impl FnOnce(&mut Value)) -> World {
        World::edited(|state| {
            let organizations = state["jumpcloud"]["organizations"].as_array_mut().unwrap();
            organizations.truncate(1);
            let text = state.to_string();
            let text = text.replace("65c0de", self.ids);
            let text = text.replace("Widgets", self.title);
            *state = serde_json::from_str(&text.replace("CUK1A1", self.code)).unwrap();
            edit(state);
        })
    }

    /// The variable that holds one of its credentials.
    pub fn variable(&self, what: &str) -> String {
        format!("{}_{what}", self.name.to_uppercase().replace('-', "_"))
    }

    /// Its entry in a tenants file, with `more` in it.
    fn entry(&self, more: &str) -> String {
        let Tenant {
            name,
            title,
            code,
            grid,
            ..
        } = self;
        let [key, id, secret] = ["KEY", "ID", "SECRET"].map(|what| self.variable(what));
        format!(
            "[[tenant]]\nname = \"{name}\"\naccount-code = \"{code}\"\nsubdomain = \"{grid}\"\nlabel = \"{title} mail\"\n\
             mimecast-group = \"All Mimecast users\"\n{more}[tenant.credentials]\nJUMPCLOUD_API_KEY = \"env:{key}\"\n\
             MIMECAST_CLIENT_ID = \"env:{id}\"\nMIMECAST_CLIENT_SECRET = \"env:{secret}\"\n\n"
        )
    }
}

/// Three tenants that differ in everything.
pub const THREE: [Tenant; 3] = [
    Tenant::new("acme", "a5c0de", "Acme", "CUK1A1", "eu"),
    Tenant::new("gadgets", "b5c0de", "Gizmos", "CUK2B2", "eu"),
    Tenant::new("zebra", "c5c0de", "Zebra", "CUSA3C3", "us"),
];

/// Nothing more in anybody's entry.
pub fn plain(_: &str) -> &'static str {
    ""
}

/// One service behind the address.
struct Behind {
    origin: String,
    /// Its JumpCloud organisation, as a list of them shows it.
    organization: Value,
    /// An API key of that organisation alone.
    key: String,
    /// Every request that reached it: method, path, credentials left out, and body.
    seen: Vec<String>,
}

/// What becomes of a request in place of the service's answer.
pub enum Instead {
    /// A status and a body.
    Answer(u16, String),
    /// The connection ends.
    Broken,
}

/// What becomes of a request, by tenant, method and path, where the service is not to answer.
type Rule = dyn Fn(usize, &str, &str) -> Option<Instead> + Send + Sync;

#[derive(Default)]
struct Routes {
    behind: Vec<Behind>,
    /// Whose a key, client id or token is.
    whose: BTreeMap<String, usize>,
    /// Requests that carried credentials of nobody, or none.
    of_nobody: Vec<String>,
}

/// An API key that sees the JumpCloud organisations of all, as a provider's does.
pub const PROVIDER: &str = "jca_providers_key_of_all_organizations";

/// Tenants' sandboxes behind one address.
pub struct Front {
    tenants: Vec<Tenant>,
    pub worlds: Vec<World>,
    address: std::net::SocketAddr,
    routes: Arc<Mutex<Routes>>,
    kept: tempfile::TempDir,
}

impl Front {
    /// Three that differ in everything.
    pub fn start() -> Front {
        Front::answering(|_, _, _| None)
    }

    /// Three of which `rule` answers some requests, by tenant, method and path.
    pub fn answering(
        rule: impl Fn(usize, &str, &str) -> Option<(u16, String)> + Send + Sync + 'static,
    ) -> Front {
        let worlds = THREE.iter().map(|tenant| tenant.world(|_| {})).collect();
        Front::of(&THREE, worlds, move |at, method, path| {
            rule(at, method, path).map(|(status, body)| Instead::Answer(status, body))
        })
    }

    /// These tenants, each with its sandbox.
    pub fn of(
        tenants: &[Tenant],
        worlds: Vec<World>,
        rule: impl Fn(usize, &str, &str) -> Option<Instead> + Send + Sync + 'static,
    ) -> Front {
        assert_eq!(tenants.len(), worlds.len());
        let routes = Arc::new(Mutex::new(Routes::default()));
        for (at, world) in worlds.iter().enumerate() {
            let mut routes = routes.lock().unwrap();
            let credentials = world.sandbox.credentials();
            let key = credentials.jumpcloud_api_key.expose_secret().to_owned();
            assert!(
                routes.whose.insert(key.clone(), at).is_none(),
                "keys differ"
            );
            let organization = &world.state()["jumpcloud"]["organizations"][0];
            let (id, name) = (&organization["id"], &organization["name"]);
            routes.whose.insert(credentials.mimecast_client_id, at);
            routes.behind.push(Behind {
                origin: world.sandbox.page().trim_end_matches('/').to_owned(),
                organization: json!({"_id": id, "displayName": name, "logoUrl": ""}),
                key,
                seen: Vec::new(),
            });
        }
        let (rule, shared): (Arc<Rule>, _) = (Arc::new(rule), routes.clone());
        // A request is sent once, as it came, and without TLS there is nothing to read certificates for.
        let http = reqwest::Client::builder()
            .no_proxy()
            .retry(reqwest::retry::never())
            .tls_certs_only([])
            .build()
            .unwrap();
        let app = Router::new().fallback(move |request: Request| {
            let (rule, routes, http) = (rule.clone(), shared.clone(), http.clone());
            async move { handle(&*rule, &routes, &http, request).await }
        });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        worlds[0].runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await
        });
        Front {
            tenants: tenants.to_vec(),
            worlds,
            address,
            routes,
            kept: tempfile::tempdir().unwrap(),
        }
    }

    /// A tenants file of all, with `more` in the entry of each.
    pub fn file(&self, more: impl Fn(&str) -> &'static str) -> Filed {
        let entries = self.tenants.iter().map(|one| one.entry(more(one.name)));
        let defaults = "[defaults]\ngroup = [\"All Staff\"]\n\n".to_owned();
        Filed::new(&entries.fold(defaults, |text, entry| text + &entry))
    }

    /// The program, pointed at this address, with everybody's credentials in variables of their own.
    pub fn tool(&self) -> Tool {
        let url = |service| format!("http://{}/{service}", self.address);
        let tool = tool()
            .env("XDG_STATE_HOME", self.kept.path())
            .env("SSO_SETUP_JUMPCLOUD_URL", url("jumpcloud"))
            .env("SSO_SETUP_MIMECAST_URL", url("mimecast"));
        let worlds = self.tenants.iter().zip(&self.worlds);
        worlds.fold(tool, |tool, (tenant, world)| {
            let credentials = world.sandbox.credentials();
            let key = credentials.jumpcloud_api_key.expose_secret();
            let secret = credentials.mimecast_client_secret.expose_secret();
            tool.env(&tenant.variable("KEY"), key)
                .env(&tenant.variable("ID"), &credentials.mimecast_client_id)
                .env(&tenant.variable("SECRET"), secret)
        })
    }

    pub fn run(&self, file: &Filed, args: &[&str]) -> Run {
        file.run(self.tool(), args)
    }

    /// The program as a process, for a test that ends it.
    pub fn started(&self, file: &Filed, args: &[&str]) -> Child {
        let mut command: Command = self.tool().command;
        command
            .arg("mimecast")
            .args(args)
            .arg("--tenants")
            .arg(&file.path);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Where the program keeps its journals.
    pub fn folder_of_journals(&self) -> PathBuf {
        self.kept.path().join("sso-setup/journal")
    }

    /// The journals, by their files.
    pub fn journals(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.folder_of_journals())
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        let read = |path: &Path| std::fs::read_to_string(path).unwrap();
        names.iter().map(|path| read(path)).collect()
    }

    /// How many requests with a tenant's credentials JumpCloud got so far.
    pub fn asked_of_jumpcloud(&self, at: usize) -> usize {
        let routes = self.routes.lock().unwrap();
        let seen = routes.behind[at].seen.iter();
        seen.filter(|request| request.contains(" /jumpcloud/"))
            .count()
    }

    /// The number of writes that reached each tenant's services so far.
    pub fn writes(&self) -> Vec<u64> {
        let writes = self.worlds.iter().map(World::writes);
        writes.map(|(one, other)| one + other).collect()
    }

    /// That each tenant's services were asked and saw nothing of another tenant, and that no request came without the
    /// credentials of one.
    #[track_caller]
    pub fn kept_apart(&self) {
        let routes = self.routes.lock().unwrap();
        assert!(routes.of_nobody.is_empty(), "{:?}", routes.of_nobody);
        for (at, behind) in routes.behind.iter().enumerate() {
            let name = self.tenants[at].name;
            assert!(!behind.seen.is_empty(), "{name} was asked");
            for request in &behind.seen {
                if let Some(mark) = self.mark_of_another(at, request) {
                    panic!("{mark} was told to {name}: {request}");
                }
            }
        }
    }

    /// What stands in a text of one tenant that is another's.
    pub fn mark_of_another(&self, at: usize, text: &str) -> Option<&'static str> {
        let lower = text.to_lowercase();
        let others = self.tenants.iter().enumerate();
        let others = others.filter(|(other, _)| *other != at);
        let mut marks = others.flat_map(|(_, other)| [other.ids, other.title, other.code]);
        marks.find(|mark| lower.contains(&mark.to_lowercase()))
    }
}

async fn handle(
    rule: &Rule,
    routes: &Mutex<Routes>,
    http: &reqwest::Client,
    request: Request,
) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let mut headers: HeaderMap = request.headers().clone();
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
    // Whether a sandbox plays a service is asked without credentials.
    if uri.path().starts_with("/sandbox/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let text = String::from_utf8_lossy(&body).into_owned();
    let is_token = uri.path().ends_with("/oauth/token");
    let of_provider = headers.get("x-api-key").is_some_and(|key| key == PROVIDER);
    let (at, origin) = {
        let mut routes = routes.lock().unwrap();
        if of_provider && uri.path().ends_with("/api/organizations") {
            let all: Vec<&Value> = routes.behind.iter().map(|one| &one.organization).collect();
            return axum::Json(json!({"totalCount": all.len(), "results": all})).into_response();
        }
        let at = match of_provider {
            true => meant(&routes, &headers, uri.path()),
            false => whose(&routes, &headers, is_token.then_some(&text)),
        };
        let Some(at) = at else {
            routes.of_nobody.push(format!("{method} {uri}"));
            return StatusCode::UNAUTHORIZED.into_response();
        };
        // A secret stands in the body that asks for a token.
        let body = if is_token { "" } else { &text };
        let behind = &mut routes.behind[at];
        behind.seen.push(format!("{method} {uri} {body}"));
        if of_provider {
            headers.remove("x-org-id");
            headers.insert("x-api-key", behind.key.parse().unwrap());
        }
        (at, behind.origin.clone())
    };
    match rule(at, method.as_str(), uri.path()) {
        Some(Instead::Answer(status, body)) => {
            let kind = match body.starts_with("<?xml") {
                true => "application/xml",
                false => "application/json",
            };
            let kind = [(header::CONTENT_TYPE, kind)];
            return (StatusCode::from_u16(status).unwrap(), kind, body).into_response();
        }
        Some(Instead::Broken) => end_connection(),
        None => {}
    }
    headers.remove(header::HOST);
    headers.remove(header::CONTENT_LENGTH);
    let sent = http.request(method, format!("{origin}{uri}"));
    let answer = sent.headers(headers).body(body).send().await;
    let mut answer = answer.unwrap_or_else(|_| end_connection());
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        // Those are of one connection.
        if !["connection", "transfer-encoding", "content-length"].contains(&name.as_str()) {
            response = response.header(name, value);
        }
    }
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(more)) => bytes.extend(more),
            Ok(None) => break,
            Err(broken) => {
                let pieces = [Ok(bytes), Err(broken)];
                let pieces = futures_util::stream::iter(pieces);
                return response.body(Body::from_stream(pieces)).unwrap();
            }
        }
    }
    if is_token
        && let Ok(answer) = serde_json::from_slice::<Value>(&bytes)
        && let Some(token) = answer["access_token"].as_str()
    {
        routes.lock().unwrap().whose.insert(token.to_owned(), at);
    }
    response.body(Body::from(bytes)).unwrap()
}

/// Ends the connection without an answer: its task ends, and nothing is printed.
fn end_connection() -> ! {
    std::panic::resume_unwind(Box::new("the connection ends"))
}

/// Which organisation a request means whose key sees them all.
fn meant(routes: &Routes, headers: &HeaderMap, path: &str) -> Option<usize> {
    let named = headers.get("x-org-id").and_then(|id| id.to_str().ok());
    let in_path = path.split("/api/organizations/").nth(1);
    let id = named.or(in_path.and_then(|rest| rest.split('/').next()))?;
    let mut behind = routes.behind.iter();
    behind.position(|one| one.organization["_id"] == id)
}

/// Whose credentials a request carries.
fn whose(routes: &Routes, headers: &HeaderMap, token_form: Option<&String>) -> Option<usize> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(form) = token_form {
        let mut ids = routes.whose.iter();
        return ids.find(|(id, _)| form.contains(*id)).map(|(_, at)| *at);
    }
    let bearer = header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let given = header("x-api-key").or(bearer)?;
    routes.whose.get(given).copied()
}
