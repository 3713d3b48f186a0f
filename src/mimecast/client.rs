//! One API application's way to Mimecast: the envelope, and what its refusals mean.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::group::Lists;
use super::page::Page;
use super::token::tokens;
use crate::error::{Error, Kind, Result};
use crate::http::{BaseUrl, Repeat, Reply, Request, SendError, Service, Tokens, Transport};
use crate::text;
use crate::text::Redactor;

/// A client of one Mimecast account. Cloning shares connections, limits and the token.
#[derive(Clone)]
pub struct Mimecast {
    transport: Transport,
    tokens: Arc<Tokens>,
    /// By kind and id, the name under which an object was seen: an id belongs to one object only.
    seen: Arc<Mutex<HashMap<(&'static str, String), String>>>,
    /// What is known of the newer group addresses.
    pub(super) lists: Arc<Lists>,
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
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// The product that the API application must include.
    pub(super) product: &'static str,
    /// The permission that its role must have; empty where none is documented.
    pub(super) role: &'static str,
    /// Whether the call reads, replaces or otherwise may be made twice.
    pub(super) repeat: Repeat,
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
            tokens: Arc::new(tokens(transport.clone(), client_id, client_secret)),
            transport,
            seen: Arc::default(),
            lists: Arc::default(),
        })
    }

    /// What must not be told of this client: its credentials, and every token that it got.
    pub fn secrets(&self) -> &Redactor {
        self.transport.redactor()
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
        self.tokens.header().await.map(drop)
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
        let page = self.exchange(api, doing, &body).await?;
        page.data.ok_or_else(|| {
            let error = Error::failed(
                "unexpected-answer",
                format!("{doing}: Mimecast answered without `data`"),
            )
            .hint("a proxy in between may have answered instead");
            match api.repeat {
                Repeat::Safe => SendError::Certain(error),
                Repeat::Never => SendError::Ambiguous(error),
            }
        })
    }

    /// As [`Mimecast::call`], for an answer in which there may be nothing at all.
    pub(super) async fn call_loosely(
        &self,
        api: &Api,
        doing: &str,
    ) -> Result<Vec<Value>, SendError> {
        let page = self.exchange(api, doing, &json!({ "data": [] })).await?;
        Ok(page.data.unwrap_or_default())
    }

    /// Notes that the object with this id has this name. Ids may differ at each read; but one that was another object's is
    /// a mistake in some answer, and writing by it would hit somebody else's object.
    pub(super) fn same_object(
        &self,
        kind: &'static str,
        id: &str,
        name: &str,
    ) -> Result<(), String> {
        if id.is_empty() || name.is_empty() {
            return Ok(());
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen
            .entry((kind, id.to_owned()))
            .or_insert_with(|| name.to_owned());
        match known == name {
            true => Ok(()),
            false => Err(format!(
                "the {kind} \"{}\" bears the id that \"{}\" had before",
                text::value(name, 80),
                text::value(known, 80)
            )),
        }
    }

    pub(super) async fn exchange(
        &self,
        api: &Api,
        doing: &str,
        body: &Value,
    ) -> Result<Page, SendError> {
        let request = Request::post(api.path, doing).json(body).repeat(api.repeat);
        let reply = self.authorized(request).await?;
        if !reply.is_success() {
            return Err(refused(&reply, api));
        }
        let unreadable = |error| match api.repeat {
            Repeat::Safe => SendError::Certain(error),
            Repeat::Never => SendError::Ambiguous(error),
        };
        let Value::Object(mut envelope) = reply.json().map_err(unreadable)? else {
            let error = reply.unexpected("no object", "an envelope");
            return Err(unreadable(error));
        };
        let meta = envelope.get("meta");
        let pagination = meta.and_then(|meta| meta.get("pagination"));
        let field = |key: &str| pagination.and_then(|pagination| pagination.get(key));
        Ok(Page {
            next: field("next")
                .and_then(Value::as_str)
                .filter(|token| !token.is_empty())
                .map(str::to_owned),
            total: field("totalCount").and_then(Value::as_u64),
            complete: meta.is_some_and(Value::is_object),
            data: match envelope.remove("data") {
                Some(Value::Array(data)) => Some(data),
                _ => None,
            },
        })
    }

    /// Sends a request with the token.
    pub(super) async fn authorized(&self, request: Request) -> Result<Reply, SendError> {
        self.tokens.send(&self.transport, request).await
    }
}

/// The error of an answer that is none: of a write that may have been acted on all the same it is ambiguous.
pub(super) fn refused(reply: &Reply, api: &Api) -> SendError {
    let error = refusal(reply, api);
    match api.repeat == Repeat::Safe || reply.refuses() {
        true => SendError::Certain(error),
        false => SendError::Ambiguous(error),
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
                    "{} {} needs an API 2.0 application with the product {}; products cannot be \
                     added later: make a new application",
                    api.method, api.path, api.product
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
