//! The one place where requests leave this process.

use std::error::Error as _;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backon::{BackoffBuilder, Retryable};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use secrecy::SecretString;
use time::OffsetDateTime;
use url::Url;

use super::reply::About;
use super::retry::{self, Repeat};
use super::{BaseUrl, Redactor, Reply, Request};
use crate::error::{Error, Kind, Result};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// For one try, from connecting to the last byte of the body.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// Most bytes of an error answer that are read: its message is at the beginning.
const ERROR_LIMIT: usize = 64 << 10;

/// Which service a transport talks to; names it in errors, with the option that sets its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// JumpCloud's console API.
    JumpCloud,
    /// Mimecast's API gateway.
    Mimecast,
    /// A public metadata URL.
    Metadata,
}

impl Service {
    /// Requests a second, and how many at once. Neither service publishes numbers; 10 a second is
    /// what integrators use with JumpCloud.
    const fn quota(self) -> (u32, u32) {
        match self {
            Service::JumpCloud | Service::Mimecast => (10, 20),
            Service::Metadata => (2, 4),
        }
    }

    /// What to check when the wrong thing answers at this address.
    pub(super) const fn address_hint(self) -> &'static str {
        match self {
            Service::JumpCloud => {
                "check the address: --jumpcloud-region, or --jumpcloud-url if you gave one"
            }
            Service::Mimecast => {
                "check the address: --mimecast-gateway, or --mimecast-url if you gave one"
            }
            Service::Metadata => "check the address given with --metadata-url",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Service::JumpCloud => "JumpCloud",
            Service::Mimecast => "Mimecast",
            Service::Metadata => "the metadata host",
        })
    }
}

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

/// The error of a create whose answer was `lost` and whose outcome could not be found by looking
/// ([`Transport::look`]): `create-unconfirmed`, [`Kind::Unavailable`].
pub fn unconfirmed(lost: Error, found: &str) -> Error {
    Error {
        kind: Kind::Unavailable,
        code: "create-unconfirmed",
        message: format!("{}; {found}", lost.message),
        hints: lost.hints,
    }
    .hint("run the same command again: it looks first, and creates only what is not there")
}

/// The way to one service for one tenant: client, limiter, retries.
///
/// Cloning shares the connections, the limiter and the list of secrets.
#[derive(Clone)]
pub struct Transport {
    service: Service,
    base: BaseUrl,
    client: Client,
    limiter: Arc<DefaultDirectRateLimiter>,
    redactor: Redactor,
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transport({} at {})", self.service, self.base)
    }
}

/// One try that failed.
struct Failed {
    error: Error,
    again: bool,
    ambiguous: bool,
    wait: Option<Duration>,
}

impl Transport {
    /// A transport to `service` at `base`. `secrets` are taken out of whatever the service says.
    ///
    /// # Errors
    /// `tls-unavailable` when this machine offers no usable trust store.
    pub fn new(service: Service, base: BaseUrl, secrets: Vec<SecretString>) -> Result<Self> {
        let mut builder = Client::builder()
            .user_agent(concat!("sso-setup/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT);
        if base.is_loopback() {
            // A proxy would carry the credential off this machine in the clear, and a resolver
            // could send `localhost` elsewhere.
            builder = builder.no_proxy().resolve_to_addrs(
                "localhost",
                &[
                    SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                    SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
                ],
            );
        } else {
            builder = builder.https_only(true);
        }
        if base.is_plain() {
            // No TLS will be spoken: do not fail where there is no trust store.
            builder = builder.tls_certs_only([]);
        }
        let client = builder.build().map_err(|error| {
            Error::failed(
                "tls-unavailable",
                format!("cannot set up TLS to {service}: {}", root_cause(&error)),
            )
            .hint("install the system's CA certificates (package ca-certificates)")
        })?;
        let (rate, burst) = match base.is_loopback() {
            true => (10_000, 10_000),
            false => service.quota(),
        };
        let some = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(some(rate)).allow_burst(some(burst));
        let redactor = Redactor::default();
        for secret in secrets {
            redactor.add(secret);
        }
        Ok(Transport {
            service,
            base,
            client,
            limiter: Arc::new(RateLimiter::direct(quota)),
            redactor,
        })
    }

    /// The base address.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// The secrets that are taken out of what the service says; more can be added.
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// Sends `request` and reads the whole answer, trying up to four times where that is safe.
    ///
    /// Tried again: no connection and 429, always; a broken connection, a timeout, 502, 503 and
    /// 504, when the request is [`Repeat::Safe`]. Waits grow from 0.25 s with jitter, or are what
    /// `Retry-After` or `X-RateLimit-Reset` ask for, at most 60 s.
    ///
    /// # Errors
    /// [`SendError::Ambiguous`] for a [`Repeat::Never`] request that may have been acted on.
    /// Within: [`Kind::Unavailable`] `unreachable`, `service-unavailable`, `rate-limited`;
    /// [`Kind::Failed`] `redirected`, `answer-too-large`.
    pub async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let about = About {
            service: self.service,
            host: self.base.host(),
            endpoint: format!(
                "{} {}",
                request.method,
                request.path.split('?').next().unwrap_or_default()
            ),
            doing: request.doing.clone(),
            redactor: self.redactor.clone(),
        };
        let url = Url::parse(&format!("{}{}", self.base, request.path)).map_err(|_| {
            Error::failed(
                "address-malformed",
                format!("{}: the address cannot be built", about.doing),
            )
        })?;
        let mut tries = 0u32;
        let result = (|| {
            tries += 1;
            self.attempt(&request, &url, &about, tries)
        })
        .retry(retry::backoff(self.base.is_loopback()))
        .when(|failed: &Failed| failed.again)
        .adjust(|failed, next| next.map(|next| failed.wait.unwrap_or(next)))
        .await;
        result.map_err(|failed| {
            let mut error = failed.error;
            if tries > 1 {
                error.message.push_str(&format!(" (tried {tries} times)"));
            }
            match failed.ambiguous {
                true => SendError::Ambiguous(error),
                false => SendError::Certain(error),
            }
        })
    }

    /// Looks for the outcome of a request whose answer was lost: up to four times, with the same
    /// waits as between tries, since a service may show a change only after a moment.
    ///
    /// # Errors
    /// Those of `look`, at once.
    pub async fn look<T>(
        &self,
        mut look: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        let mut waits = retry::backoff(self.base.is_loopback()).build();
        loop {
            if let Some(found) = look().await? {
                return Ok(Some(found));
            }
            match waits.next() {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Ok(None),
            }
        }
    }

    async fn attempt(
        &self,
        request: &Request,
        url: &Url,
        about: &About,
        attempt: u32,
    ) -> Result<Reply, Failed> {
        self.wait_for_turn().await;
        let started = Instant::now();
        let result = self.exchange(request, url, about).await;
        let status = match &result {
            Ok(reply) => reply.status.as_u16(),
            Err((_, status)) => status.map_or(0, |s| s.as_u16()),
        };
        tracing::debug!(
            service = %self.service,
            method = %request.method,
            path = %url.path(),
            status,
            attempt,
            ms = started.elapsed().as_millis() as u64,
            "request"
        );
        result.map_err(|(failed, _)| failed)
    }

    async fn wait_for_turn(&self) {
        let clock = DefaultClock::default();
        while let Err(early) = self.limiter.check() {
            tokio::time::sleep(early.wait_time_from(clock.now())).await;
        }
    }

    async fn exchange(
        &self,
        request: &Request,
        url: &Url,
        about: &About,
    ) -> Result<Reply, (Failed, Option<StatusCode>)> {
        let safe = request.repeat == Repeat::Safe;
        // A request that was sent, of which nobody knows what became.
        let unknown = |error, wait| Failed {
            error,
            again: safe,
            ambiguous: !safe,
            wait,
        };
        let built = request.build(&self.client, url.clone()).map_err(|_| {
            let error = Error::failed(
                "request-malformed",
                format!("{}: the request cannot be built", about.doing),
            );
            (certain(error), None)
        })?;
        let response = self.client.execute(built).await.map_err(|error| {
            let text = root_cause(&error);
            let failed = if error.is_connect() {
                Failed {
                    // Trying again does not mend a certificate.
                    again: !text.contains("certificate"),
                    ..certain(unreachable(about, &text))
                }
            } else {
                unknown(unreachable(about, &text), None)
            };
            (failed, None)
        })?;
        let status = response.status();
        let headers = response.headers().clone();
        if status.is_redirection() {
            return Err((certain(redirected(about, &headers, url)), Some(status)));
        }
        let wait = retry::asked_wait(status, &headers, OffsetDateTime::now_utc());
        let body = match read_body(response, request.limit).await {
            Ok(body) => body,
            Err(BodyError::TooLarge) => {
                let error = too_large(about, request.limit);
                let failed = Failed {
                    again: false,
                    ..unknown(error, None)
                };
                return Err((failed, Some(status)));
            }
            Err(BodyError::Broken(text)) => {
                let error = Error::new(
                    Kind::Unavailable,
                    "answer-cut-off",
                    format!(
                        "{}: the answer of {} to {} broke off: {text}",
                        about.doing,
                        about.origin(),
                        about.endpoint
                    ),
                )
                .hint("try again; if it stays, look for a proxy in between");
                return Err((unknown(error, wait), Some(status)));
            }
        };
        let reply = Reply {
            status,
            headers,
            body,
            about: about.clone(),
        };
        if status == StatusCode::TOO_MANY_REQUESTS {
            let failed = Failed {
                error: reply
                    .error(Kind::Unavailable, "rate-limited")
                    .hint("wait a few minutes, then run the same command again"),
                again: true,
                ambiguous: false,
                wait,
            };
            return Err((failed, Some(status)));
        }
        if status.is_server_error() {
            let failed = unknown(
                reply
                    .error(Kind::Unavailable, "service-unavailable")
                    .hint("look at the service's status page, then run the same command again"),
                wait,
            );
            let again = failed.again && retry::is_transient(status);
            return Err((Failed { again, ..failed }, Some(status)));
        }
        Ok(reply)
    }
}

fn certain(error: Error) -> Failed {
    Failed {
        error,
        again: false,
        ambiguous: false,
        wait: None,
    }
}

fn unreachable(about: &About, text: &str) -> Error {
    let error = Error::new(
        Kind::Unavailable,
        "unreachable",
        format!(
            "{}: {} did not answer {}: {text}",
            about.doing,
            about.origin(),
            about.endpoint
        ),
    );
    let error = match text.contains("certificate") {
        true => error.hint(
            "a proxy that inspects TLS must have its CA certificate in this system's trust store",
        ),
        false => error.hint("check the network, and HTTPS_PROXY if you need a proxy"),
    };
    error.hint(about.service.address_hint())
}

fn redirected(about: &About, headers: &reqwest::header::HeaderMap, url: &Url) -> Error {
    let target = headers
        .get("location")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| url.join(value).ok())
        .and_then(|target| target.host_str().map(str::to_owned));
    let target = match target {
        Some(host) => format!("to {}", super::redact::printable(&host, 100)),
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

fn too_large(about: &About, limit: usize) -> Error {
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

enum BodyError {
    TooLarge,
    Broken(String),
}

/// Reads the body as it streams in, counting decompressed bytes. An error answer is cut instead of
/// refused: its status already says what it is.
async fn read_body(mut response: Response, limit: usize) -> Result<Vec<u8>, BodyError> {
    let success = response.status().is_success();
    let limit = if success { limit } else { ERROR_LIMIT };
    if success && response.content_length().is_some_and(|n| n > limit as u64) {
        return Err(BodyError::TooLarge);
    }
    let mut body = Vec::new();
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(body),
            Err(_) if !success => return Ok(body),
            Err(error) => return Err(BodyError::Broken(root_cause(&error))),
        };
        if body.len() + chunk.len() > limit {
            if success {
                return Err(BodyError::TooLarge);
            }
            body.extend_from_slice(&chunk[..limit - body.len()]);
            return Ok(body);
        }
        body.extend_from_slice(&chunk);
    }
}

/// The innermost cause of a transport error. The outer ones only repeat the address.
fn root_cause(error: &reqwest::Error) -> String {
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
    super::redact::printable(&text, 200)
}
