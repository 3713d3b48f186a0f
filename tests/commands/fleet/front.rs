//! Several sandboxes behind one address, each with its own organisation, account, people and credentials: a request goes to
//! the one whose credentials it carries, as with the real services.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;
use serde_json::Value;

use crate::common::{Run, Tool, World, tool};
use crate::tenants_file::Filed;

/// The account codes, and the grid of each.
const ACCOUNTS: [(&str, &str); 3] = [("CUK1A1", "eu"), ("CUK2B2", "eu"), ("CUSA3C3", "us")];

/// The tenants' names, and what stands in the place of the seed's in ids, domains and names.
const MARKS: [(&str, &str, &str); 3] = [
    ("acme", "a5c0de", "Acme"),
    ("gadgets", "b5c0de", "Gizmos"),
    ("zebra", "c5c0de", "Zebra"),
];

/// One service behind the address.
struct Behind {
    origin: String,
    /// Every request that reached it: method, path, credentials left out, and body.
    seen: Vec<String>,
}

/// What a request is answered with in place of the service, a status and a body, where the rule says so.
type Rule = dyn Fn(usize, &str, &str) -> Option<(u16, String)> + Send + Sync;

#[derive(Default)]
struct Routes {
    behind: Vec<Behind>,
    /// Whose a key, client id or token is.
    whose: BTreeMap<String, usize>,
    /// Requests that carried credentials of nobody, or none.
    of_nobody: Vec<String>,
}

/// Three tenants that differ in everything.
pub struct Front {
    pub worlds: Vec<World>,
    address: std::net::SocketAddr,
    routes: Arc<Mutex<Routes>>,
    kept: tempfile::TempDir,
}

impl Front {
    pub fn start() -> Front {
        Front::answering(|_, _, _| None)
    }

    /// One where `rule` answers some requests, by tenant, method and path.
    pub fn answering(
        rule: impl Fn(usize, &str, &str) -> Option<(u16, String)> + Send + Sync + 'static,
    ) -> Front {
        let worlds: Vec<World> = (0..3).map(world).collect();
        let routes = Arc::new(Mutex::new(Routes::default()));
        for (at, world) in worlds.iter().enumerate() {
            let mut routes = routes.lock().unwrap();
            let credentials = world.sandbox.credentials();
            let key = credentials.jumpcloud_api_key.expose_secret().to_owned();
            assert!(routes.whose.insert(key, at).is_none(), "keys differ");
            routes.whose.insert(credentials.mimecast_client_id, at);
            routes.behind.push(Behind {
                origin: world.sandbox.page().trim_end_matches('/').to_owned(),
                seen: Vec::new(),
            });
        }
        let (rule, shared): (Arc<Rule>, _) = (Arc::new(rule), routes.clone());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
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
            worlds,
            address,
            routes,
            kept: tempfile::tempdir().unwrap(),
        }
    }

    /// A tenants file of the three, with `more` in the entry of each.
    pub fn file(&self, more: impl Fn(&str) -> &'static str) -> Filed {
        let mut text = "[defaults]\ngroup = [\"All Staff\"]\n\n".to_owned();
        for (at, (name, _, title)) in MARKS.iter().enumerate() {
            let (code, grid) = ACCOUNTS[at];
            let upper = name.to_uppercase();
            text += &format!(
                "[[tenant]]\nname = \"{name}\"\naccount-code = \"{code}\"\nsubdomain = \"{grid}\"\nlabel = \"{title} mail\"\n\
                 mimecast-group = \"All Mimecast users\"\n{}[tenant.credentials]\nJUMPCLOUD_API_KEY = \"env:{upper}_KEY\"\n\
                 MIMECAST_CLIENT_ID = \"env:{upper}_ID\"\nMIMECAST_CLIENT_SECRET = \"env:{upper}_SECRET\"\n\n",
                more(name),
            );
        }
        Filed::new(&text)
    }

    /// The program, pointed at this address, with everybody's credentials in variables of their own.
    pub fn tool(&self) -> Tool {
        let url = |service| format!("http://{}/{service}", self.address);
        let tool = tool()
            .env("XDG_STATE_HOME", self.kept.path())
            .env("SSO_SETUP_JUMPCLOUD_URL", url("jumpcloud"))
            .env("SSO_SETUP_MIMECAST_URL", url("mimecast"));
        let worlds = MARKS.iter().zip(&self.worlds);
        worlds.fold(tool, |tool, ((name, ..), world)| {
            let (upper, credentials) = (name.to_uppercase(), world.sandbox.credentials());
            let key = credentials.jumpcloud_api_key.expose_secret();
            let secret = credentials.mimecast_client_secret.expose_secret();
            tool.env(&format!("{upper}_KEY"), key)
                .env(&format!("{upper}_ID"), &credentials.mimecast_client_id)
                .env(&format!("{upper}_SECRET"), secret)
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

    /// The journals, by their files.
    pub fn journals(&self) -> Vec<String> {
        let folder = self.kept.path().join("sso-setup/journal");
        let mut names: Vec<_> = std::fs::read_dir(folder)
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
            assert!(!behind.seen.is_empty(), "{} was asked", MARKS[at].0);
            for request in &behind.seen {
                let lower = request.to_lowercase();
                for other in (0..3).filter(|other| *other != at) {
                    let (_, ids, title) = MARKS[other];
                    for mark in [ids, title, ACCOUNTS[other].0] {
                        let found = lower.contains(&mark.to_lowercase());
                        assert!(!found, "{mark} was told to {}: {request}", MARKS[at].0);
                    }
                }
            }
        }
    }
}

/// A sandbox in which nothing is as in another.
fn world(at: usize) -> World {
    let ((_, ids, title), (code, _)) = (MARKS[at], ACCOUNTS[at]);
    World::edited(|state| {
        let organizations = state["jumpcloud"]["organizations"].as_array_mut().unwrap();
        organizations.truncate(1);
        let text = state.to_string();
        let text = text.replace("65c0de", ids).replace("Widgets", title);
        *state = serde_json::from_str(&text.replace("CUK1A1", code)).unwrap();
    })
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
    let (at, origin) = {
        let mut routes = routes.lock().unwrap();
        let at = whose(&routes, &headers, is_token.then_some(&text));
        let Some(at) = at else {
            routes.of_nobody.push(format!("{method} {uri}"));
            return StatusCode::UNAUTHORIZED.into_response();
        };
        // A secret stands in the body that asks for a token.
        let body = if is_token { "" } else { &text };
        let behind = &mut routes.behind[at];
        behind.seen.push(format!("{method} {uri} {body}"));
        (at, behind.origin.clone())
    };
    if let Some((status, body)) = rule(at, method.as_str(), uri.path()) {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        return (StatusCode::from_u16(status).unwrap(), kind, body).into_response();
    }
    headers.remove(header::HOST);
    headers.remove(header::CONTENT_LENGTH);
    let sent = http.request(method, format!("{origin}{uri}"));
    let answer = sent.headers(headers).body(body).send().await.unwrap();
    let mut response = Response::builder().status(answer.status());
    for name in [header::CONTENT_TYPE, "x-total-count".parse().unwrap()] {
        if let Some(value) = answer.headers().get(&name) {
            response = response.header(name, value);
        }
    }
    let bytes = answer.bytes().await.unwrap();
    if is_token
        && let Ok(answer) = serde_json::from_slice::<Value>(&bytes)
        && let Some(token) = answer["access_token"].as_str()
    {
        routes.lock().unwrap().whose.insert(token.to_owned(), at);
    }
    response.body(Body::from(bytes)).unwrap()
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
