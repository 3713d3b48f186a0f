//! Access tokens of OAuth2 client credentials: fetched when first needed, once for all callers, and again
//! before they end or when the service refuses one.

use std::fmt;
use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;

use super::{Reply, Request, SendError, Transport, limit};
use crate::error::{Error, Kind, Result};

/// A token this close to its end is not used any more.
const MARGIN: Duration = Duration::from_secs(30);

/// How long a token lives whose answer does not say: both services tell it, and sources disagree between 30
/// and 60 minutes.
const ASSUMED_LIFETIME: Duration = Duration::from_secs(300);

/// More than a day is no lifetime of such a token.
const MAX_LIFETIME: Duration = Duration::from_secs(86_400);

/// One client's way to access tokens, and its current one.
pub struct Tokens {
    /// The way to who gives them out. Its redactor learns every token.
    issuer: Transport,
    /// What asks for one, credentials included.
    request: Request,
    /// What an answer means that is none.
    refusal: fn(&Reply) -> Error,
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

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({:?})", self.issuer)
    }
}

impl Tokens {
    /// Tokens that `request` asks of `issuer` for; `refusal` words what a status outside 2xx means.
    pub fn new(issuer: Transport, request: Request, refusal: fn(&Reply) -> Error) -> Self {
        Tokens {
            issuer,
            // A second token does no harm.
            request: request.repeat(super::Repeat::Safe).limit(limit::TOKEN),
            refusal,
            current: Mutex::new(State::None),
        }
    }

    /// The `Authorization` header. Callers that need a new token at once wait for one fetch.
    ///
    /// # Errors
    /// What `refusal` makes of a refused request, at every call from then on where it is
    /// [`Kind::Credentials`]; `unexpected-answer`; those of the transport.
    pub async fn header(&self) -> Result<HeaderValue> {
        let mut current = self.current.lock().await;
        match &*current {
            State::Good(token) if Instant::now() < token.good_until => {
                return Ok(token.header.clone());
            }
            State::Rejected(error) => return Err(error.clone()),
            State::Good(_) | State::None => {}
        }
        match self.fetch().await {
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

    /// Sends `request` with the token to `service`. A token that is refused in mid-run is replaced once: a refused
    /// token means that the request was not acted on.
    ///
    /// # Errors
    /// Those of [`Tokens::header`] and [`Transport::send`].
    pub async fn send(&self, service: &Transport, request: Request) -> Result<Reply, SendError> {
        let mut replaced = false;
        loop {
            let token = self.header().await?;
            let request = request.clone().header(AUTHORIZATION, token.clone());
            let reply = service.send(request).await?;
            if reply.status() != 401 || replaced {
                return Ok(reply);
            }
            replaced = true;
            self.forget(&token).await;
        }
    }

    /// Forgets the token that was refused, unless another caller has already replaced it.
    async fn forget(&self, refused: &HeaderValue) {
        let mut current = self.current.lock().await;
        if matches!(&*current, State::Good(token) if token.header == *refused) {
            *current = State::None;
        }
    }

    async fn fetch(&self) -> Result<Token> {
        let mut started = Instant::now();
        let mut reply = self.issuer.send(self.request.clone()).await?;
        if reply.tells_of_a_token() {
            // Whatever token was meant, there is none in this request: a new one is asked for once.
            started = Instant::now();
            reply = self.issuer.send(self.request.clone()).await?;
        }
        if !reply.is_success() {
            return Err((self.refusal)(&reply));
        }
        let document = reply.json()?;
        let token = document
            .get("access_token")
            .and_then(Value::as_str)
            .filter(|token| !token.is_empty())
            .ok_or_else(|| reply.unexpected("a document without a token", "a token"))?;
        self.issuer.redactor().add(SecretString::from(token));
        let bearer = SecretString::from(format!("Bearer {token}"));
        let mut header = HeaderValue::from_str(bearer.expose_secret())
            .map_err(|_| reply.unexpected("a malformed token", "a token"))?;
        header.set_sensitive(true);
        let lifetime = document
            .get("expires_in")
            .and_then(Value::as_u64)
            .map_or(ASSUMED_LIFETIME, Duration::from_secs)
            .min(MAX_LIFETIME);
        Ok(Token {
            header,
            good_until: started + lifetime.saturating_sub(MARGIN),
        })
    }
}
