//! One API application's way to Mimecast: the envelope, and what its refusals mean.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use reqwest::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use super::token::Tokens;
use crate::error::{Error, Kind, Result};
use crate::http::{BaseUrl, Repeat, Reply, Request, SendError, Service, Transport};

/// Records asked for at once. One source caps pages at 100, another at 500.
const PAGE: usize = 100;

/// Most records of one list.
const MOST: usize = 10_000;

/// A client of one Mimecast account. Cloning shares connections, limits and the token.
#[derive(Clone)]
pub struct Mimecast {
    transport: Transport,
    tokens: Arc<Tokens>,
}

impl fmt::Debug for Mimecast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mimecast")
            .field("base", &self.transport.base().as_str())
            .finish_non_exhaustive()
    }
}

/// A call and what it needs: product and role are named when Mimecast says 403.
pub(super) struct Api {
    pub(super) path: &'static str,
    /// The product that the API application must include.
    pub(super) product: &'static str,
    /// The permission that its role must have; empty where none is documented.
    pub(super) role: &'static str,
    /// Whether the call reads, replaces or otherwise may be made twice.
    pub(super) repeat: Repeat,
}

/// One page of an answer.
struct Page {
    data: Vec<Value>,
    next: Option<String>,
}

impl Mimecast {
    /// A client at `base` with the credentials of an API 2.0 application.
    ///
    /// # Errors
    /// [`Kind::Credentials`] `mimecast-credentials-malformed` when one is empty; those of
    /// [`Transport::new`].
    pub fn new(
        base: BaseUrl,
        client_id: SecretString,
        client_secret: SecretString,
    ) -> Result<Self> {
        let trimmed = |secret: &SecretString| SecretString::from(secret.expose_secret().trim());
        let (client_id, client_secret) = (trimmed(&client_id), trimmed(&client_secret));
        for (secret, name) in [
            (&client_id, "MIMECAST_CLIENT_ID"),
            (&client_secret, "MIMECAST_CLIENT_SECRET"),
        ] {
            if secret.expose_secret().is_empty() {
                return Err(Error::new(
                    Kind::Credentials,
                    "mimecast-credentials-malformed",
                    format!("{name} is empty"),
                )
                .hint(
                    "both come from an API 2.0 application: Mimecast console, Integrations Hub",
                ));
            }
        }
        let transport = Transport::new(
            Service::Mimecast,
            base,
            vec![client_id.clone(), client_secret.clone()],
        )?;
        Ok(Mimecast {
            transport,
            tokens: Arc::new(Tokens::new(client_id, client_secret)),
        })
    }

    /// The base address.
    pub fn base(&self) -> &BaseUrl {
        self.transport.base()
    }

    /// How far Mimecast's clock is ahead of this machine's, as of its last answer.
    pub fn skew(&self) -> Option<time::Duration> {
        self.transport.skew()
    }

    /// Gets an access token, unless there is a good one.
    ///
    /// # Errors
    /// `mimecast-credentials-rejected`, `mimecast-permission-missing` ([`Kind::Credentials`]); those of
    /// the transport.
    pub async fn sign_in(&self) -> Result<()> {
        self.tokens.header(&self.transport).await.map(drop)
    }

    pub(super) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// Calls `api` with one page of `data`, and answers the `data` of the envelope.
    ///
    /// # Errors
    /// `mimecast-refused` for a `fail`, which Mimecast also sends with status 200; 401 and 403 as
    /// [`Kind::Credentials`]; `unexpected-answer`; those of the transport. An answer to a
    /// [`Repeat::Never`] call that cannot be read is ambiguous.
    pub(super) async fn call(
        &self,
        api: &Api,
        doing: &str,
        data: Vec<Value>,
    ) -> Result<Vec<Value>, SendError> {
        let body = json!({ "data": data });
        Ok(self.exchange(api, doing, &body).await?.data)
    }

    /// Calls `api` until its last page.
    ///
    /// # Errors
    /// As [`Mimecast::call`]; `list-endless` when a page token repeats or more than 10,000 records
    /// come.
    pub(super) async fn list(
        &self,
        api: &Api,
        doing: &str,
        data: Vec<Value>,
    ) -> Result<Vec<Value>> {
        let mut records = Vec::new();
        let mut tokens = HashSet::new();
        let mut pagination = json!({ "pageSize": PAGE });
        loop {
            let body = json!({ "meta": { "pagination": pagination }, "data": data });
            let page = self.exchange(api, doing, &body).await?;
            records.extend(page.data);
            let Some(next) = page.next else {
                return Ok(records);
            };
            if records.len() > MOST || tokens.len() >= MOST || !tokens.insert(next.clone()) {
                return Err(Error::failed(
                    "list-endless",
                    format!(
                        "{doing}: the list does not end (stopped after {} records)",
                        records.len()
                    ),
                )
                .hint(
                    "a proxy may repeat its answers; otherwise report it to Mimecast's support",
                ));
            }
            pagination = json!({ "pageSize": PAGE, "pageToken": next });
        }
    }

    async fn exchange(&self, api: &Api, doing: &str, body: &Value) -> Result<Page, SendError> {
        let reply = self
            .authorized(|| Request::post(api.path, doing).json(body).repeat(api.repeat))
            .await?;
        if !reply.is_success() {
            return Err(SendError::Certain(refusal(&reply, api)));
        }
        let unreadable = |error| match api.repeat {
            Repeat::Safe => SendError::Certain(error),
            Repeat::Never => SendError::Ambiguous(error),
        };
        let mut envelope = match reply.json().map_err(unreadable)? {
            Value::Object(map) => map,
            _ => {
                return Err(unreadable(
                    reply.unexpected("a single value", "an envelope"),
                ));
            }
        };
        if failed(&envelope) {
            return Err(SendError::Certain(
                reply
                    .error(Kind::Failed, "mimecast-refused")
                    .hint("nothing was changed by this request; the message says why"),
            ));
        }
        let next = envelope
            .get("meta")
            .and_then(|meta| meta.pointer("/pagination/next"))
            .and_then(Value::as_str)
            .filter(|token| !token.is_empty())
            .map(str::to_owned);
        match envelope.remove("data") {
            Some(Value::Array(data)) => Ok(Page { data, next }),
            _ => Err(unreadable(
                reply.unexpected("a document without `data`", "an envelope"),
            )),
        }
    }

    /// Sends a request with the token. One that is refused in mid-run is replaced once: a refused
    /// token means that the request was not acted on.
    pub(super) async fn authorized(
        &self,
        request: impl Fn() -> Request,
    ) -> Result<Reply, SendError> {
        let mut replaced = false;
        loop {
            let token = self.tokens.header(&self.transport).await?;
            let reply = self
                .transport
                .send(request().header(AUTHORIZATION, token.clone()))
                .await?;
            if reply.status() != 401 || replaced {
                return Ok(reply);
            }
            replaced = true;
            self.tokens.forget(&token).await;
        }
    }
}

/// Whether an envelope carries a `fail` that is not empty.
fn failed(envelope: &Map<String, Value>) -> bool {
    match envelope.get("fail") {
        None | Some(Value::Null) => false,
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    }
}

/// What a 4xx means (Mimecast KB 49448509755795; 403 is a missing product or role).
pub(super) fn refusal(reply: &Reply, api: &Api) -> Error {
    match reply.status() {
        401 => reply
            .error(Kind::Credentials, "mimecast-credentials-rejected")
            .hint(
                "Mimecast refused a fresh token: check that the API 2.0 application of \
                 MIMECAST_CLIENT_ID is enabled, and that --mimecast-gateway serves its account",
            ),
        403 => {
            let error = reply
                .error(Kind::Credentials, "mimecast-permission-missing")
                .hint(format!(
                    "POST {} needs an API 2.0 application with the product {}; products cannot be \
                     added later: make a new application",
                    api.path, api.product
                ));
            match api.role {
                "" => error,
                role => error.hint(format!("its application role needs the permission {role}")),
            }
        }
        404 | 405 => reply
            .error(Kind::Failed, "mimecast-endpoint-missing")
            .hint(
                "this gateway does not offer the call: check --mimecast-gateway or --mimecast-url",
            )
            .hint(
                "Mimecast has no public API for profiles and settings: --mimecast-mode worksheet",
            ),
        _ => reply
            .error(Kind::Failed, "mimecast-refused")
            .hint("nothing was changed by this request; the message says why"),
    }
}
