//! The one place where requests leave this process.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use backon::{BackoffBuilder, Retryable};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;
use url::Url;

use super::about::About;
use super::allowance::Allowance;
use super::blocked;
use super::body::{BodyError, read_body};
use super::clock;
use super::failure::{
    Failed, certain, no_tls, not_connected, redirected, root_cause, too_large, unreachable,
};
use super::limiter::{Limiter, Turn};
use super::proxy::{self, Proxy};
use super::retry::{self, Again, Repeat};
use super::roots;
use super::timeout::{CONNECT_TIMEOUT, REQUEST_TIMEOUT};
use super::tls;
use super::verdict;
use super::{BaseUrl, Redactor, Reply, Request, SendError, Service};
use crate::error::{Error, Kind, Result};
use crate::hash::sha256_hex;

/// The way to one service for one tenant: client, limiter, retries.
///
/// Cloning shares the connections and the list of secrets; the limiter is shared with everybody who has the same credential.
#[derive(Clone)]
pub struct Transport {
    service: Service,
    base: BaseUrl,
    client: Client,
    limiter: Arc<Limiter>,
    /// What names the credential that a limit is of, without telling it.
    credential: Option<String>,
    redactor: Redactor,
    /// What stands in between.
    proxy: Option<Proxy>,
    /// Of the last answer that had a `Date`.
    skew: Arc<Mutex<Option<time::Duration>>>,
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transport({} at {})", self.service, self.base)
    }
}

impl Transport {
    /// A transport to `service` at `base`. `secrets` are the credential: they are taken out of whatever the service says.
    ///
    /// # Errors
    /// `tls-unavailable` when this machine offers no usable trust store. [`Kind::Usage`]: `ca-file-not-read` for a file of
    /// `SSL_CERT_FILE` that is none, `proxy-malformed` and `proxy-unsupported` for a proxy that cannot be gone through.
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
        let proxy = proxy::find(&base, |name| std::env::var_os(name))?;
        if let Some(proxy) = &proxy {
            let through = proxy.for_client().map_err(|_| {
                let message = format!("{} does not name a proxy", proxy.variable());
                Error::usage("proxy-malformed", message)
                    .hint("a proxy is named like http://proxy.example.com:8080")
            })?;
            // It is found already whether this address is excepted.
            builder = builder.proxy(through.no_proxy(None));
        }
        if base.is_plain() {
            // No TLS will be spoken: do not fail where there is no trust store.
            builder = builder.tls_certs_only([]);
        } else {
            roots::check_system_file(std::env::var_os("SSL_CERT_FILE").as_deref())?;
            let config = tls::config().map_err(|error| no_tls(service, &error.to_string()))?;
            builder = builder.tls_backend_preconfigured(config);
        }
        let client = builder
            .build()
            .map_err(|error| no_tls(service, &root_cause(&error)))?;
        let credential = named(&secrets);
        let limiter = Limiter::of(service, &base, credential.as_deref());
        let redactor = Redactor::default();
        let of_proxy = proxy.iter().flat_map(Proxy::secrets);
        for secret in secrets.into_iter().chain(of_proxy) {
            redactor.add(secret);
        }
        Ok(Transport {
            service,
            base,
            client,
            limiter,
            credential,
            redactor,
            proxy,
            skew: Arc::default(),
        })
    }

    /// This transport for the caller of another one: what either learns is taken out of what both are told, and where they
    /// have one address they have one limit.
    pub fn for_caller_of(self, other: &Transport) -> Self {
        self.redactor.include(&other.redactor);
        let credential = other.credential.clone();
        Transport {
            limiter: Limiter::of(self.service, &self.base, credential.as_deref()),
            credential,
            ..self
        }
    }

    /// The base address.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// The secrets that are taken out of what the service says; more can be added.
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// How far the service's clock is ahead of this machine's, by the `Date` of its last answer; negative
    /// where it is behind. `None` before there was one.
    pub fn skew(&self) -> Option<time::Duration> {
        *self.skew.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends `request` and reads the whole answer, trying up to four times where that is safe.
    ///
    /// What a body says against a successful status counts as that status (`verdict`). Tried again: no connection and 429,
    /// always; a broken connection, a timeout, 408, 502 to 504 and 520 to 526, when the request is [`Repeat::Safe`]; then
    /// 500 too, once. Waits grow from 0.25 s with jitter, or are what
    /// `Retry-After` or `X-RateLimit-Reset` ask for, at most 60 s.
    ///
    /// # Errors
    /// [`SendError::Ambiguous`] for a [`Repeat::Never`] request that may have been acted on.
    /// Within: [`Kind::Unavailable`] `unreachable`, `service-unavailable`, `rate-limited`,
    /// `answer-cut-off`;
    /// [`Kind::Failed`] `redirected`, `answer-too-large`.
    pub async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let about = About {
            service: self.service,
            host: self.base.host(),
            is_loopback: self.base.is_loopback(),
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
        let (mut tries, mut spare) = (0u32, 1u32);
        let result = (|| {
            tries += 1;
            self.attempt(&request, &url, &about, tries)
        })
        .retry(retry::backoff(self.base.is_loopback()))
        .when(|failed: &Failed| match failed.again {
            Again::Yes => true,
            Again::Once => std::mem::take(&mut spare) > 0,
            Again::No => false,
        })
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
        let turn = self.limiter.turn().await;
        blocked::check(&self.base, about).map_err(certain)?;
        let started = Instant::now();
        let result = self.exchange(request, url, about, &turn).await;
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

    async fn exchange(
        &self,
        request: &Request,
        url: &Url,
        about: &About,
        turn: &Turn<'_>,
    ) -> Result<Reply, (Failed, Option<StatusCode>)> {
        let safe = request.repeat == Repeat::Safe;
        // A request that was sent, of which nobody knows what became.
        let unknown = |error, wait| Failed {
            error,
            again: if safe { Again::Yes } else { Again::No },
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
        let sent = OffsetDateTime::now_utc();
        let response = self.client.execute(built).await.map_err(|error| {
            let text = root_cause(&error);
            let failed = match (error.is_connect(), &self.proxy) {
                (true, proxy) => not_connected(about, proxy.as_ref(), &error, &text),
                (false, proxy) => unknown(unreachable(about, proxy.as_ref(), &text), None),
            };
            (failed, None)
        })?;
        let status = response.status();
        let headers = response.headers().clone();
        if status.is_redirection() && !request.takes_redirects {
            return Err((certain(redirected(about, &headers, url)), Some(status)));
        }
        let now = OffsetDateTime::now_utc();
        let date = headers.get("date").and_then(|date| date.to_str().ok());
        if let Some(skew) = date.and_then(|date| clock::skew(date, sent, now)) {
            *self.skew.lock().unwrap_or_else(PoisonError::into_inner) = Some(skew);
        }
        let wait = retry::asked_wait(status, &headers, now);
        let refused = status == StatusCode::TOO_MANY_REQUESTS;
        turn.answered(refused, wait, Allowance::read(&headers, now));
        let body = match read_body(response, request.limit).await {
            Ok(body) => body,
            Err(BodyError::TooLarge) => {
                let error = too_large(about, request.limit);
                let failed = Failed {
                    again: Again::No,
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
        let said = match status.is_success() {
            true => verdict::said(self.service, &body),
            false => None,
        };
        let inside = said.is_some();
        let status = said.as_ref().map_or(status, |said| said.status);
        let wait = match inside && !self.base.is_loopback() {
            true => retry::asked_wait(status, &headers, now),
            false => wait,
        };
        let reply = Reply {
            status,
            said,
            headers,
            body,
            about: about.clone(),
        };
        if status == StatusCode::FORBIDDEN && blocked::says_so(self.service, &reply.body) {
            blocked::remember(&self.base);
            let error = blocked::hints(reply.error(Kind::Unavailable, blocked::CODE));
            return Err((certain(error), Some(status)));
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            if inside {
                turn.answered(true, wait, Allowance::read(&reply.headers, now));
            }
            let error = reply
                .error(Kind::Unavailable, "rate-limited")
                .hint("wait a few minutes, then run the same command again");
            // Said in the body it came from behind the gateway: nobody promises that nothing was done by then.
            let failed = match inside {
                true => unknown(error, wait),
                false => Failed {
                    error,
                    again: Again::Yes,
                    ambiguous: false,
                    wait,
                },
            };
            return Err((failed, Some(status)));
        }
        if retry::is_lost(status) {
            let failed = unknown(
                reply
                    .error(Kind::Unavailable, "service-unavailable")
                    .hint("look at the service's status page, then run the same command again"),
                wait,
            );
            let again = match safe {
                true => retry::again(status),
                false => Again::No,
            };
            return Err((Failed { again, ..failed }, Some(status)));
        }
        Ok(reply)
    }
}

/// A name of the credential that these secrets are, which does not tell them.
fn named(secrets: &[SecretString]) -> Option<String> {
    let hashes = secrets.iter().map(|one| sha256_hex(one.expose_secret()));
    (!secrets.is_empty()).then(|| hashes.collect())
}
