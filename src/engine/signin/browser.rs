//! A browser without eyes: cookies, forms and addresses of one sandbox.

use std::collections::BTreeMap;

use reqwest::header::{ACCEPT_LANGUAGE, COOKIE, HeaderName, HeaderValue};
use secrecy::SecretString;
use serde::Serialize;
use url::Url;

use super::page::{self, Page};
use crate::error::Error;
use crate::http::{BaseUrl, Reply, Request, Service, Transport};
use crate::text::{self, printable};

/// Where the sandbox plays the pages of real addresses.
const PLAYED: &str = "/web/";

/// Largest page that is read, in bytes.
const MAX_PAGE: usize = 1 << 20;

/// Most cookies that are kept.
const MAX_COOKIES: usize = 50;

/// The pages of a sandbox, and the cookies that it set.
#[derive(Debug)]
pub struct Sandbox {
    transport: Transport,
    cookies: BTreeMap<String, String>,
}

/// One request of a sign-in and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// The method, like `POST`.
    pub method: &'static str,
    /// The real address that was played.
    pub url: String,
    /// The status of the answer; none where there was no answer.
    pub status: Option<u16>,
    /// What came back, in words.
    pub answer: String,
}

/// The next request.
#[derive(Debug)]
pub(super) enum Step {
    Get(String),
    Post(String, Vec<(String, String)>),
}

/// What came back from one request.
pub(super) struct Answer {
    pub(super) hop: Hop,
    /// What to go on with, or why there is nothing.
    pub(super) page: Result<Came, String>,
}

/// An answer that can be gone on with.
pub(super) enum Came {
    Page(Page),
    Redirect(String),
}

/// Where the page at a real address is played.
pub(super) fn played(url: &str) -> String {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    format!("{PLAYED}{address}")
}

/// The real address that is played at a path; a query that is longer than a word or two is left out.
fn real(path: &str) -> String {
    let address = match path.split_once('?') {
        Some((address, query)) if query.len() > 30 => address,
        _ => path,
    };
    format!(
        "https://{}",
        address.strip_prefix(PLAYED).unwrap_or(address)
    )
}

impl Sandbox {
    /// The sandbox that serves `jumpcloud`, where it is one: on this machine, and answering as ours does.
    pub async fn at(jumpcloud: &BaseUrl) -> Option<Sandbox> {
        if !jumpcloud.is_loopback() {
            return None;
        }
        let origin = Url::parse(jumpcloud.as_str()).ok()?.origin();
        let origin = origin.ascii_serialization().parse().ok()?;
        let transport = Transport::new(Service::Sandbox, origin, Vec::new()).ok()?;
        let request = Request::get("/sandbox/counters", "looking for the sandbox");
        let counters = transport.send(request).await.ok()?.json().ok()?;
        let is_ours = counters["jumpcloud"].is_object() && counters["mimecast"].is_object();
        is_ours.then(|| Sandbox {
            transport,
            cookies: BTreeMap::new(),
        })
    }

    /// Forgets every cookie.
    pub(super) fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Makes one request and reads what came back.
    pub(super) async fn go(&mut self, step: &Step) -> Answer {
        let (method, path) = match step {
            Step::Get(path) => ("GET", path),
            Step::Post(path, _) => ("POST", path),
        };
        let hop = |status, answer: String| Hop {
            method,
            url: text::value(&real(path), 300),
            status,
            answer,
        };
        // A form or a redirect that leads out of the sandbox is not followed.
        if !path.starts_with(PLAYED) {
            let why = format!("it leads out of the sandbox, to {}", text::value(path, 200));
            return Answer {
                hop: hop(None, "not requested".to_owned()),
                page: Err(why),
            };
        }
        match self.transport.send(self.request(step, path)).await {
            Err(error) => {
                let error = Error::from(error);
                Answer {
                    hop: hop(None, error.message.clone()),
                    page: Err(error.message),
                }
            }
            Ok(reply) => {
                self.keep_cookies(&reply);
                let status = reply.status();
                let came = came(&reply);
                Answer {
                    hop: hop(Some(status), told(&came)),
                    page: Ok(came),
                }
            }
        }
    }

    fn request(&self, step: &Step, path: &str) -> Request {
        let doing = "signing in";
        let request = match step {
            Step::Get(_) => Request::get(path, doing),
            Step::Post(_, fields) => {
                let secret = |value: &String| SecretString::from(value.as_str());
                let fields = fields.iter().map(|(n, v)| (n.clone(), secret(v)));
                Request::post(path, doing).form(fields.collect())
            }
        };
        let mut request = request
            .accept("text/html")
            .limit(MAX_PAGE)
            .redirect_is_answer()
            .header(ACCEPT_LANGUAGE, HeaderValue::from_static("en"))
            .header(
                HeaderName::from_static("upgrade-insecure-requests"),
                HeaderValue::from_static("1"),
            );
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        if let Ok(mut value) = HeaderValue::from_str(&cookies.join("; "))
            && !cookies.is_empty()
        {
            value.set_sensitive(true);
            request = request.header(COOKIE, value);
        }
        request
    }

    fn keep_cookies(&mut self, reply: &Reply) {
        for cookie in reply.headers("set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            match value {
                "" => {
                    self.cookies.remove(name.trim());
                }
                value if self.cookies.len() < MAX_COOKIES => {
                    self.cookies
                        .insert(name.trim().to_owned(), value.trim().to_owned());
                }
                _ => {}
            }
        }
    }
}

fn came(reply: &Reply) -> Came {
    if (300..400).contains(&reply.status()) {
        return Came::Redirect(reply.header("location").unwrap_or_default().to_owned());
    }
    Came::Page(page::read(&String::from_utf8_lossy(reply.body())))
}

/// What came back, in words.
fn told(came: &Came) -> String {
    match came {
        Came::Redirect(path) => format!("on to {}", text::value(&real(path), 300)),
        Came::Page(page) => {
            let mut told = match page.heading.as_str() {
                "" => "no page".to_owned(),
                heading => format!("\"{}\"", printable(heading, 100)),
            };
            for (name, what) in [
                ("SAMLRequest", "an AuthnRequest"),
                ("SAMLResponse", "a SAML Response"),
            ] {
                if let Some(form) = page.forms.iter().find(|form| form.value(name).is_some()) {
                    let to = text::value(&real(&form.action), 300);
                    told.push_str(&format!(" with {what} for {to}"));
                }
            }
            told
        }
    }
}
