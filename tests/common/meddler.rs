//! A server in front of the sandbox that answers some requests itself: the broken, slow and hostile answers
//! that a well-behaved sandbox does not give.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::{Tool, World};

/// Both services' times, in UTC.
const TIMES: [&[BorrowedFormatItem<'_>]; 3] = [
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z"),
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"),
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+0000"),
];

/// The form of `Date`.
const DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);

/// What to do with a request.
pub enum Then {
    /// Let the sandbox answer.
    Forward,
    /// Answer with this status, content type and body.
    Answer(u16, &'static str, String),
    /// Answer 200 with these headers and this body.
    Whole(Vec<(&'static str, String)>, Vec<u8>),
    /// Answer with a redirect to this address.
    Redirect(&'static str),
    /// Let the sandbox answer, and change the JSON of it.
    Alter(fn(&mut Value)),
    /// Let the sandbox answer, and change the text of it.
    Rewrite(Arc<dyn Fn(&str) -> String + Send + Sync>),
    /// Wait before the sandbox hears of it, whether or not anybody still waits for the answer.
    Delay(std::time::Duration),
    /// Answer as a service whose clock is this far ahead: in `Date`, in the events of both services, and in what it takes the
    /// times of a question for.
    Ahead(time::Duration),
    /// Let the sandbox act on it, and answer as a gateway that lost the answer.
    Lose,
    /// Let the sandbox act on it, and never say so.
    Silence,
}

type Rule = dyn Fn(&str, &str) -> Then + Send + Sync;

/// A server in front of a [`World`]'s sandbox. `seen` holds `METHOD path` of each request.
pub struct Meddler {
    address: std::net::SocketAddr,
    pub seen: Arc<Mutex<Vec<String>>>,
}

impl Meddler {
    /// Starts one; `rule` decides by method and path, which begins with `/jumpcloud` or `/mimecast`.
    pub fn start(
        world: &World,
        rule: impl Fn(&str, &str) -> Then + Send + Sync + 'static,
    ) -> Meddler {
        let rule: Arc<Rule> = Arc::new(rule);
        let origin = world.sandbox.page().trim_end_matches('/').to_owned();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = seen.clone();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let app = Router::new().fallback(move |request: Request| {
            let (rule, origin, log, http) =
                (rule.clone(), origin.clone(), log.clone(), http.clone());
            async move { handle(&*rule, &origin, &log, &http, request).await }
        });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        world.runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await
        });
        Meddler { address, seen }
    }

    /// One whose JumpCloud lists each application as `alter` leaves it.
    pub fn listing(world: &World, alter: fn(&mut Value)) -> Meddler {
        let altered: Arc<dyn Fn(&str) -> String + Send + Sync> = Arc::new(move |answer: &str| {
            let mut list: Value = serde_json::from_str(answer).unwrap();
            let all = list["results"].as_array_mut().unwrap();
            all.iter_mut().for_each(alter);
            list.to_string()
        });
        Meddler::start(world, move |method, path| {
            match method == "GET" && path.ends_with("/api/applications") {
                true => Then::Rewrite(altered.clone()),
                false => Then::Forward,
            }
        })
    }

    /// The program with full credentials, pointed at this server.
    pub fn tool(&self, world: &World) -> Tool {
        world
            .tool()
            .env("SSO_SETUP_JUMPCLOUD_URL", self.url("/jumpcloud"))
            .env("SSO_SETUP_MIMECAST_URL", self.url("/mimecast"))
    }

    /// Makes every time in a document, in either service's form, later by this much.
    pub fn shift(document: &mut Value, by: time::Duration) {
        match document {
            Value::String(text) => {
                for form in TIMES {
                    if let Ok(at) = PrimitiveDateTime::parse(text, form) {
                        *text = (at + by).format(form).unwrap();
                        return;
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| Meddler::shift(item, by)),
            Value::Object(fields) => {
                fields
                    .values_mut()
                    .for_each(|field| Meddler::shift(field, by));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often a request with this method and path was seen.
    pub fn count(&self, line: &str) -> usize {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|s| *s == line).count()
    }
}

async fn handle(
    rule: &Rule,
    origin: &str,
    log: &Mutex<Vec<String>>,
    http: &reqwest::Client,
    request: Request,
) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let then = rule(method.as_str(), &path);
    log.lock().unwrap().push(format!("{method} {path}"));
    match then {
        Then::Answer(status, kind, body) => {
            let status = StatusCode::from_u16(status).unwrap();
            (status, [(header::CONTENT_TYPE, kind)], body).into_response()
        }
        Then::Whole(headers, body) => {
            let mut response = Response::new(Body::from(body));
            for (name, value) in headers {
                response.headers_mut().insert(name, value.parse().unwrap());
            }
            response
        }
        Then::Redirect(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Then::Forward => forward(origin, http, method, request, None).await,
        Then::Alter(alter) => forward(origin, http, method, request, Some(alter)).await,
        Then::Rewrite(rewrite) => {
            let answer = forward(origin, http, method, request, None).await;
            let (parts, body) = answer.into_parts();
            let bytes = to_bytes(body, 1 << 20).await.unwrap();
            let text = rewrite(std::str::from_utf8(&bytes).unwrap());
            Response::from_parts(parts, Body::from(text))
        }
        Then::Delay(time) => {
            let (origin, http) = (origin.to_owned(), http.clone());
            let late = async move {
                tokio::time::sleep(time).await;
                forward(&origin, &http, method, request, None).await
            };
            tokio::spawn(late).await.unwrap()
        }
        Then::Ahead(by) => {
            let has_times = path.ends_with("/events") || path.ends_with("/get-audit-events");
            let shift = if has_times { by } else { time::Duration::ZERO };
            let (parts, body) = request.into_parts();
            let asked = Request::from_parts(parts, shifted(body, -shift).await);
            let answer = forward(origin, http, method, asked, None).await;
            let (parts, body) = answer.into_parts();
            let mut answer = Response::from_parts(parts, shifted(body, shift).await);
            let now = (time::OffsetDateTime::now_utc() + by).format(DATE).unwrap();
            let headers = answer.headers_mut();
            headers.insert(header::DATE, now.parse().unwrap());
            answer
        }
        Then::Lose => {
            forward(origin, http, method, request, None).await;
            (StatusCode::BAD_GATEWAY, "the answer was lost").into_response()
        }
        Then::Silence => {
            forward(origin, http, method, request, None).await;
            std::future::pending().await
        }
    }
}

/// A body with later times, where it is JSON.
async fn shifted(body: Body, by: time::Duration) -> Body {
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(mut document) => {
            Meddler::shift(&mut document, by);
            Body::from(document.to_string())
        }
        Err(_) => Body::from(bytes),
    }
}

async fn forward(
    origin: &str,
    http: &reqwest::Client,
    method: Method,
    request: Request,
    alter: Option<fn(&mut Value)>,
) -> Response {
    let url = format!("{origin}{}", request.uri());
    let mut headers: HeaderMap = request.headers().clone();
    headers.remove(header::HOST);
    headers.remove(header::CONTENT_LENGTH);
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
    let sent = http.request(method, url).headers(headers).body(body).send();
    let answer = sent.await.expect("the sandbox answers");
    let mut response = Response::builder().status(answer.status());
    for name in [header::CONTENT_TYPE, "x-total-count".parse().unwrap()] {
        if let Some(value) = answer.headers().get(&name) {
            response = response.header(name, value);
        }
    }
    let mut bytes = answer.bytes().await.unwrap().to_vec();
    if let Some(alter) = alter {
        let mut document: Value = serde_json::from_slice(&bytes).unwrap();
        alter(&mut document);
        bytes = document.to_string().into_bytes();
    }
    response.body(Body::from(bytes)).unwrap()
}
