//! How a request can fail before it has an answer, in words and for the caller to decide on.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::HeaderMap;
use url::Url;

use super::about::About;
use super::proxy::{self, Proxy, Trouble};
use super::retry::Again;
use super::timeout::{CONNECT_TIMEOUT, REQUEST_TIMEOUT};
use super::{Service, roots};
use crate::error::{Error, Kind};
use crate::text::printable;

/// Why a request brought no usable answer.
#[derive(Debug, Clone)]
pub enum SendError {
    /// The service did not act on the request, or the request may be made again.
    Certain(Error),
    /// A request that must not be repeated may or may not have been acted on: look, then decide.
    Ambiguous(Error),
}

impl From<SendError> for Error {
    fn from(error: SendError) -> Error {
        match error {
            SendError::Certain(error) | SendError::Ambiguous(error) => error,
        }
    }
}

impl From<Error> for SendError {
    fn from(error: Error) -> SendError {
        SendError::Certain(error)
    }
}

/// The error of a create whose outcome is not known: its answer was `lost` and looking for it
/// ([`Transport::look`](crate::http::Transport::look)) did not find it, or `lost` kept it from being looked for.
/// `create-unconfirmed`, [`Kind::Unavailable`].
pub fn unconfirmed(lost: Error, found: &str) -> Error {
    Error {
        kind: Kind::Unavailable,
        code: "create-unconfirmed",
        message: format!("{}; {found}", lost.message),
        hints: lost.hints,
    }
    .hint("run the same command again: it looks first, and creates only what is not there")
}

/// One try that failed.
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) again: Again,
    pub(super) ambiguous: bool,
    pub(super) wait: Option<Duration>,
}

pub(super) fn certain(error: Error) -> Failed {
    Failed {
        error,
        again: Again::No,
        ambiguous: false,
        wait: None,
    }
}

pub(super) fn unreachable(about: &About, proxy: Option<&Proxy>, text: &str) -> Error {
    let through = proxy.map(|proxy| format!(" through {proxy}"));
    let error = Error::new(
        Kind::Unavailable,
        "unreachable",
        format!(
            "{}: {} did not answer {}{}: {text}",
            about.doing,
            about.origin(),
            about.endpoint,
            through.unwrap_or_default()
        ),
    );
    let plain = proxy::hint_of_plain(about.is_loopback, |name| std::env::var_os(name));
    let hints = match (text.contains("certificate"), plain) {
        (true, _) => roots::hints(text),
        (false, Some(plain)) => vec![plain.to_owned()],
        (false, None) => {
            vec!["check the network, and HTTPS_PROXY if you need a proxy".to_owned()]
        }
    };
    let error = hints.into_iter().fold(error, Error::hint);
    error.hint(about.service.address_hint())
}

/// A connection that was not made: nothing was sent, and where it is the proxy's doing, that is said.
pub(super) fn not_connected(
    about: &About,
    proxy: Option<&Proxy>,
    error: &reqwest::Error,
    text: &str,
) -> Failed {
    let trouble = proxy.and_then(|proxy| Some((proxy, proxy::trouble(error)?)));
    // Trying again mends neither a certificate nor a password.
    let again = match (text.contains("certificate"), &trouble) {
        (true, _) | (_, Some((_, Trouble::Credentials))) => Again::No,
        _ => Again::Yes,
    };
    let error = match trouble {
        Some((proxy, trouble)) => of_proxy(about, proxy, trouble, text),
        None => unreachable(about, proxy, text),
    };
    Failed {
        again,
        ..certain(error)
    }
}

fn of_proxy(about: &About, proxy: &Proxy, trouble: Trouble, text: &str) -> Error {
    let variable = proxy.variable();
    let (kind, code, what) = match (trouble, proxy.has_credentials()) {
        (Trouble::Credentials, false) => (
            Kind::Credentials,
            "proxy-credentials",
            "wants a user name and a password (407)".to_owned(),
        ),
        (Trouble::Credentials, true) => (
            Kind::Credentials,
            "proxy-credentials",
            "does not take the user name and password given (407)".to_owned(),
        ),
        (Trouble::Refusal, _) => (
            Kind::Unavailable,
            "proxy-refused",
            format!("makes no connection to {}", about.host),
        ),
        (Trouble::Silence, _) => (
            Kind::Unavailable,
            "proxy-unreachable",
            format!("did not answer: {text}"),
        ),
    };
    let error = Error::new(kind, code, format!("{}: {proxy} {what}", about.doing));
    match trouble {
        Trouble::Credentials => error.hint(format!(
            "write them into {variable}: http://USER:PASSWORD@host:port, with / ? # @ : in them as %2F %3F %23 %40 %3A; only \
             Basic authentication is spoken"
        )),
        Trouble::Refusal => error.hint(format!(
            "whoever runs the proxy must let CONNECT through to {}; or name that host in NO_PROXY, if it can be reached \
             without",
            about.host
        )),
        Trouble::Silence if text.contains("certificate") => {
            roots::hints(text).into_iter().fold(error, Error::hint)
        }
        Trouble::Silence => error.hint(format!(
            "check {variable}; if {} can be reached without a proxy, name it in NO_PROXY",
            about.host
        )),
    }
}

pub(super) fn redirected(about: &About, headers: &HeaderMap, url: &Url) -> Error {
    let target = headers
        .get("location")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| url.join(value).ok())
        .and_then(|target| target.host_str().map(str::to_owned))
        .filter(|host| !about.redactor.finds_in(host));
    let target = match target {
        Some(host) => format!("to {}", printable(&host, 100)),
        None => "elsewhere".to_owned(),
    };
    Error::failed(
        "redirected",
        format!(
            "{}: {} redirects {} {target}, which is not followed: it would carry the credential along",
            about.doing,
            about.origin(),
            about.endpoint
        ),
    )
    .hint(about.service.address_hint())
}

pub(super) fn too_large(about: &About, limit: usize) -> Error {
    Error::failed(
        "answer-too-large",
        format!(
            "{}: the answer of {} to {} is larger than {} KiB",
            about.doing,
            about.origin(),
            about.endpoint,
            limit >> 10
        ),
    )
    .hint(about.service.address_hint())
}

/// That no TLS can be spoken on this machine.
pub(super) fn no_tls(service: Service, why: &str) -> Error {
    Error::failed(
        "tls-unavailable",
        format!("cannot set up TLS to {service}: {}", printable(why, 200)),
    )
    .hint(roots::hint_of_none())
}

/// The innermost cause of a transport error. The outer ones only repeat the address.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return match error.is_connect() {
            true => format!("no connection within {} s", CONNECT_TIMEOUT.as_secs()),
            false => format!("no answer within {} s", REQUEST_TIMEOUT.as_secs()),
        };
    }
    let mut cause: Option<&dyn std::error::Error> = error.source();
    let mut text = "the request failed".to_owned();
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    printable(&text, 200)
}
