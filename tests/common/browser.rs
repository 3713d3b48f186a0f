//! As much of a browser as signing in needs: cookies, redirects, links and forms, and no scripts.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, StatusCode, header};
use tokio::runtime::Handle;

pub struct Browser {
    /// Where the sandbox is, without a slash at the end.
    origin: String,
    runtime: Handle,
    http: Client,
    cookies: BTreeMap<String, String>,
    pub status: StatusCode,
    pub html: String,
    /// Path and query of the page.
    pub path: String,
}

impl Browser {
    /// One that has not been anywhere; `page` is the sandbox's.
    pub fn new(page: &str, runtime: Handle) -> Self {
        let http = Client::builder().no_proxy().redirect(Policy::none());
        Browser {
            origin: page.trim_end_matches('/').to_owned(),
            runtime,
            http: http.build().unwrap(),
            cookies: BTreeMap::new(),
            status: StatusCode::OK,
            html: String::new(),
            path: String::new(),
        }
    }

    /// Opens an address of the sandbox.
    pub fn open(&mut self, path: &str) -> &mut Self {
        self.request(Method::GET, path, None)
    }

    /// Sends a form with these fields to an address.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> &mut Self {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        self.request(Method::POST, path, Some(body.finish()))
    }

    /// Sends the page's first form with its hidden fields and these.
    #[track_caller]
    pub fn submit(&mut self, typed: &[(&str, &str)]) -> &mut Self {
        let (action, hidden) = self.form();
        let hidden = hidden.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let fields: Vec<(&str, &str)> = hidden.chain(typed.iter().copied()).collect();
        self.post(&action, &fields)
    }

    /// Follows the link with this text in it.
    #[track_caller]
    pub fn click(&mut self, text: &str) -> &mut Self {
        let mut links = self.html.split("<a ").skip(1);
        let link = links
            .find(|link| link.split("</a>").next().unwrap().contains(text))
            .unwrap_or_else(|| panic!("no link {text} in {}", self.html));
        let href = attribute(link, "href");
        self.open(&href)
    }

    /// Sends a request, and follows where the answers lead.
    pub fn request(&mut self, method: Method, path: &str, body: Option<String>) -> &mut Self {
        let (mut method, mut path, mut body) = (method, path.to_owned(), body);
        for _ in 0..10 {
            let url = format!("{}{path}", self.origin);
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let mut request = self.http.request(method.clone(), url);
            request = request.header(header::COOKIE, cookies.join("; "));
            if let Some(body) = body.take() {
                let kind = "application/x-www-form-urlencoded";
                request = request.header(header::CONTENT_TYPE, kind).body(body);
            }
            let (status, headers, html) = self.runtime.block_on(async {
                let answer = request.send().await.unwrap();
                let (status, headers) = (answer.status(), answer.headers().clone());
                (status, headers, answer.text().await.unwrap())
            });
            for cookie in headers.get_all(header::SET_COOKIE) {
                let cookie = cookie.to_str().unwrap();
                for wanted in ["Path=/web/", "HttpOnly", "SameSite=Lax"] {
                    assert!(cookie.contains(wanted), "{cookie}");
                }
                let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            if status != StatusCode::SEE_OTHER {
                (self.status, self.html, self.path) = (status, html, path);
                if status != StatusCode::METHOD_NOT_ALLOWED {
                    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
                    assert!(policy.starts_with("default-src 'none'"), "{policy}");
                    assert!(!policy.contains("unsafe"), "{policy}");
                }
                return self;
            }
            path = headers[header::LOCATION].to_str().unwrap().to_owned();
            let own = ["/web/", "/console/"];
            assert!(
                own.iter().any(|own| path.starts_with(own)),
                "it leads away: {path}"
            );
            method = Method::GET;
        }
        panic!("it leads around in circles: {path}");
    }

    /// The page must be this one.
    #[track_caller]
    pub fn is(&mut self, page: &str) -> &mut Self {
        let marked = format!("<main data-page=\"{page}\">");
        assert!(
            self.html.contains(&marked),
            "not {page}: {}\n{}",
            self.path,
            self.html
        );
        self
    }

    /// The page must say all of this.
    #[track_caller]
    pub fn says(&mut self, parts: &[&str]) -> &mut Self {
        for part in parts {
            assert!(self.html.contains(part), "\"{part}\" not in {}", self.html);
        }
        self
    }

    /// Mimecast must refuse, and these must be the checks that failed.
    #[track_caller]
    pub fn is_refused(&mut self, failed: &[&str]) -> &mut Self {
        self.is("refused")
            .says(&["validate your identity", "SAML issue"]);
        assert_eq!(self.status, StatusCode::FORBIDDEN);
        let rows = self.html.split("<tr data-check=\"").skip(1);
        let found: Vec<&str> = rows
            .filter(|row| row.contains("data-status=\"fail\""))
            .map(|row| row.split('"').next().unwrap())
            .collect();
        assert_eq!(found, failed, "{}", self.html);
        self
    }

    /// Where the page's first form goes, and its hidden fields.
    #[track_caller]
    pub fn form(&self) -> (String, Vec<(String, String)>) {
        let form = self.html.split("<form ").nth(1);
        let form = form.unwrap_or_else(|| panic!("no form in {}", self.html));
        let form = form.split("</form>").next().unwrap();
        let hidden = form.split("<input type=\"hidden\" ").skip(1);
        let hidden = hidden.map(|input| (attribute(input, "name"), attribute(input, "value")));
        (attribute(form, "action"), hidden.collect())
    }

    /// The XML document in the first form's `SAMLResponse` or `SAMLRequest`.
    #[track_caller]
    pub fn document(&self) -> String {
        let (_, fields) = self.form();
        let field = fields.iter().find(|(name, _)| name.starts_with("SAMLRe"));
        let (_, value) = field.expect("a SAML document");
        String::from_utf8(BASE64_STANDARD.decode(value).unwrap()).unwrap()
    }

    /// Brings a changed document to where the first form goes.
    #[track_caller]
    pub fn submit_changed(&mut self, change: impl FnOnce(String) -> String) -> &mut Self {
        let (action, mut fields) = self.form();
        let document = BASE64_STANDARD.encode(change(self.document()));
        let field = fields
            .iter_mut()
            .find(|(name, _)| name.starts_with("SAMLRe"));
        field.unwrap().1 = document;
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post(&action, &fields)
    }
}

/// The value of an attribute at the beginning of some markup.
pub fn attribute(markup: &str, name: &str) -> String {
    let marked = format!("{name}=\"");
    let value = markup.split(&marked).nth(1).unwrap_or_default();
    unescape(value.split('"').next().unwrap())
}

/// Text of a page as it is read.
pub fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
