//! One request, described so that it can be built again for another try.

use std::borrow::Cow;
use std::fmt;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, multipart};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::{Repeat, limit};
use crate::error::{Error, Result};

/// A request, relative to a transport's base address.
#[derive(Clone)]
pub struct Request {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) repeat: Repeat,
    pub(super) limit: usize,
    pub(super) accept: &'static str,
    pub(super) takes_redirects: bool,
    pub(super) doing: String,
}

#[derive(Clone)]
pub(super) enum Body {
    None,
    Json(Vec<u8>),
    Form(Vec<(Cow<'static, str>, SecretString)>),
    File {
        field: &'static str,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    },
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} {})", self.method, self.path)
    }
}

impl Request {
    fn new(method: Method, path: impl Into<String>, doing: impl Into<String>) -> Self {
        let repeat = match method {
            Method::GET => Repeat::Safe,
            _ => Repeat::Never,
        };
        Request {
            method,
            path: path.into(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::None,
            repeat,
            limit: limit::PAGE,
            accept: "application/json",
            takes_redirects: false,
            doing: doing.into(),
        }
    }

    /// A GET of `path` (with its leading slash). `doing` is what errors begin with, like
    /// `listing the applications`.
    pub fn get(path: impl Into<String>, doing: impl Into<String>) -> Self {
        Request::new(Method::GET, path, doing)
    }

    /// A POST; never repeated unless [`Request::repeat`] says otherwise.
    pub fn post(path: impl Into<String>, doing: impl Into<String>) -> Self {
        Request::new(Method::POST, path, doing)
    }

    /// A PUT; never repeated unless [`Request::repeat`] says otherwise: of the same document twice the second can make
    /// something else again (JumpCloud mints a certificate for one without).
    pub fn put(path: impl Into<String>, doing: impl Into<String>) -> Self {
        Request::new(Method::PUT, path, doing)
    }

    /// A DELETE; never repeated unless [`Request::repeat`] says otherwise.
    pub fn delete(path: impl Into<String>, doing: impl Into<String>) -> Self {
        Request::new(Method::DELETE, path, doing)
    }

    /// The path, as given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Adds one query parameter.
    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a header. A value that is a secret must be marked sensitive by the caller.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends `body` as JSON.
    pub fn json(mut self, body: &Value) -> Self {
        self.body = Body::Json(body.to_string().into_bytes());
        self
    }

    /// Sends a URL-encoded form.
    pub fn form<N: Into<Cow<'static, str>>>(mut self, fields: Vec<(N, SecretString)>) -> Self {
        let fields = fields.into_iter().map(|(name, value)| (name.into(), value));
        self.body = Body::Form(fields.collect());
        self
    }

    /// Sends one file as `multipart/form-data`.
    pub fn file(
        mut self,
        field: &'static str,
        name: impl Into<String>,
        media_type: impl Into<String>,
        bytes: Vec<u8>,
    ) -> Self {
        self.body = Body::File {
            field,
            name: name.into(),
            media_type: media_type.into(),
            bytes,
        };
        self
    }

    /// Whether the request may be repeated when it is not known what became of it.
    pub fn repeat(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// Takes a redirect for an answer instead of an error. It is not followed either way.
    pub fn redirect_is_answer(mut self) -> Self {
        self.takes_redirects = true;
        self
    }

    /// Refuses an answer of more than `bytes` after decompression, instead of [`limit::PAGE`].
    pub fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The `Accept` header, instead of `application/json`.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// The builder of one try.
    pub(super) fn build(
        &self,
        client: &reqwest::Client,
        url: url::Url,
    ) -> reqwest::Result<reqwest::Request> {
        let mut builder = client
            .request(self.method.clone(), url)
            .header(reqwest::header::ACCEPT, self.accept)
            .headers(self.headers.clone());
        if !self.query.is_empty() {
            builder = builder.query(&self.query);
        }
        builder = match &self.body {
            Body::None => builder,
            Body::Json(bytes) => builder
                .header(reqwest::header::CONTENT_TYPE, "application/json")
                .body(bytes.clone()),
            Body::Form(fields) => {
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (&**name, value.expose_secret()))
                    .collect();
                builder.form(&fields)
            }
            Body::File {
                field,
                name,
                media_type,
                bytes,
            } => {
                let part = multipart::Part::bytes(bytes.clone())
                    .file_name(name.clone())
                    .mime_str(media_type)?;
                builder.multipart(multipart::Form::new().part(*field, part))
            }
        };
        builder.build()
    }
}

/// `id` as one segment of a path: letters, digits, `-` and `_` only, so that an identifier made up
/// by a service or a file cannot reach another endpoint.
///
/// # Errors
/// `id-malformed`, [`Kind::Failed`](crate::error::Kind::Failed).
pub fn path_segment(id: &str) -> Result<&str> {
    let fits = (1..=128).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits {
        return Ok(id);
    }
    Err(Error::failed(
        "id-malformed",
        format!(
            "\"{}\" is not an identifier of JumpCloud",
            crate::text::printable(id, 60)
        ),
    )
    .hint("an identifier is 24 hexadecimal digits; list the objects to see theirs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_segment_stays_one_segment() {
        for id in ["", ".", "..", "a/b", "a?b", "a#b", "a%2fb", "a b", "é"] {
            assert_eq!(path_segment(id).unwrap_err().code, "id-malformed", "{id}");
        }
        assert_eq!(
            path_segment("5f0c1e2d3b4a596877665544").unwrap(),
            "5f0c1e2d3b4a596877665544"
        );
    }

    #[test]
    fn only_a_read_is_repeated_blindly() {
        for (request, repeat) in [
            (Request::get("/x", "x"), Repeat::Safe),
            (Request::post("/x", "x"), Repeat::Never),
            (Request::put("/x", "x"), Repeat::Never),
            (Request::delete("/x", "x"), Repeat::Never),
        ] {
            assert_eq!(request.repeat, repeat, "{request:?}");
        }
    }

    #[test]
    fn debug_shows_neither_headers_nor_body() {
        let request = Request::post("/oauth/token", "signing in")
            .form(vec![("client_secret", SecretString::from("hush"))])
            .header(
                HeaderName::from_static("x-api-key"),
                HeaderValue::from_static("hush"),
            );
        assert_eq!(format!("{request:?}"), "Request(POST /oauth/token)");
    }
}
