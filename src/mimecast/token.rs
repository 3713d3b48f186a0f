//! The access token: fetched when first needed, once for all callers, and again when it expires.

use std::time::{Duration, Instant};

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::error::{Error, Kind, Result};
use crate::http::{Reply, Request, Transport};

/// A token this close to its end is not used any more.
const MARGIN: Duration = Duration::from_secs(30);

/// How long a token lives whose answer does not say: sources disagree between 30 and 60 minutes.
const ASSUMED_LIFETIME: Duration = Duration::from_secs(300);

/// The credentials of one API 2.0 application, and its current token.
pub(super) struct Tokens {
    client_id: SecretString,
    client_secret: SecretString,
    current: Mutex<State>,
}

enum State {
    None,
    Good(Token),
    /// The credentials were rejected: asking again would only look like guessing.
    Rejected(Error),
}

struct Token {
    /// `Bearer …`, marked sensitive.
    header: HeaderValue,
    good_until: Instant,
}

impl Tokens {
    pub(super) fn new(client_id: SecretString, client_secret: SecretString) -> Self {
        Tokens {
            client_id,
            client_secret,
            current: Mutex::new(State::None),
        }
    }

    /// The `Authorization` header. Callers that need a new token at once wait for one fetch.
    pub(super) async fn header(&self, transport: &Transport) -> Result<HeaderValue> {
        let mut current = self.current.lock().await;
        match &*current {
            State::Good(token) if Instant::now() < token.good_until => {
                return Ok(token.header.clone());
            }
            State::Rejected(error) => return Err(error.clone()),
            State::Good(_) | State::None => {}
        }
        match self.fetch(transport).await {
            Ok(token) => {
                let header = token.header.clone();
                *current = State::Good(token);
                Ok(header)
            }
            Err(error) => {
                if error.kind == Kind::Credentials {
                    *current = State::Rejected(error.clone());
                }
                Err(error)
            }
        }
    }

    /// Forgets the token that was refused, unless another caller has already replaced it.
    pub(super) async fn forget(&self, refused: &HeaderValue) {
        let mut current = self.current.lock().await;
        if matches!(&*current, State::Good(token) if token.header == *refused) {
            *current = State::None;
        }
    }

    /// `POST /oauth/token`, a form without any other credential.
    fn request(&self) -> Request {
        Request::post("/oauth/token", "signing in to Mimecast's API")
            .form(vec![
                ("grant_type", SecretString::from("client_credentials")),
                ("client_id", self.client_id.clone()),
                ("client_secret", self.client_secret.clone()),
            ])
            // A second token does no harm.
            .repeat(crate::http::Repeat::Safe)
            .limit(crate::http::limit::TOKEN)
    }

    async fn fetch(&self, transport: &Transport) -> Result<Token> {
        let mut started = Instant::now();
        let mut reply = transport.send(self.request()).await?;
        if reply.tells_of_a_token() {
            // Whatever token was meant, there is none in this request: a new one is asked for once.
            started = Instant::now();
            reply = transport.send(self.request()).await?;
        }
        if !reply.is_success() {
            return Err(refusal(&reply));
        }
        let document = reply.json()?;
        let token = document
            .get("access_token")
            .and_then(Value::as_str)
            .filter(|token| !token.is_empty())
            .ok_or_else(|| reply.unexpected("a document without a token", "a token"))?;
        transport.redactor().add(SecretString::from(token));
        let bearer = SecretString::from(format!("Bearer {token}"));
        let mut header = HeaderValue::from_str(bearer.expose_secret())
            .map_err(|_| reply.unexpected("a malformed token", "a token"))?;
        header.set_sensitive(true);
        let lifetime = document
            .get("expires_in")
            .and_then(Value::as_u64)
            .map_or(ASSUMED_LIFETIME, Duration::from_secs)
            // More than a day is no lifetime of such a token.
            .min(Duration::from_secs(86_400));
        Ok(Token {
            header,
            good_until: started + lifetime.saturating_sub(MARGIN),
        })
    }
}

fn refusal(reply: &Reply) -> Error {
    let error = match reply.status() {
        400 if reply.refuses_without_a_word() => {
            return reply.unexpected(&reply.excerpt(), "a token");
        }
        400 | 401 => reply.error(Kind::Credentials, "mimecast-credentials-rejected"),
        403 => reply.error(Kind::Credentials, "mimecast-permission-missing"),
        404 => {
            return reply.unexpected(&reply.excerpt(), "a token");
        }
        _ => reply.error(Kind::Failed, "mimecast-refused"),
    };
    error
        .hint(
            "set MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET to those of an API 2.0 application: \
             Mimecast console, Integrations Hub, Mimecast API 2.0",
        )
        .hint("a new application's secret is shown once; make a new one if it is lost")
}
