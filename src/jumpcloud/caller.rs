//! Who asks JumpCloud: an administrator by an API key, or a service account by an access token.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded::byte_serialize;

use crate::error::{Error, Kind, Result};
use crate::http::{BaseUrl, Reply, Request, SendError, Service, Tokens, Transport};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// Where a service account gets its tokens, below the OAuth host.
const TOKEN: &str = "/oauth2/token";

/// What a caller signs in with.
#[derive(Clone)]
pub(super) enum Caller {
    /// Marked sensitive, so that no `Debug` shows it.
    Key(HeaderValue),
    ServiceAccount(Arc<Tokens>),
}

impl Caller {
    /// An administrator's key.
    ///
    /// # Errors
    /// `jumpcloud-key-malformed`.
    pub(super) fn key(api_key: &SecretString) -> Result<Self> {
        let header = header(api_key.expose_secret()).ok_or_else(|| {
            Error::new(
                Kind::Credentials,
                "jumpcloud-key-malformed",
                "the JumpCloud API key is empty or holds characters that no key has",
            )
            .hint(KEY_HINT)
        })?;
        Ok(Caller::Key(header))
    }

    /// A service account that gets its tokens at `oauth`, and the transport that learns them.
    ///
    /// `POST /oauth2/token` with Basic authentication and the form `grant_type=client_credentials&scope=api`, as
    /// JumpCloud's own command line sends it (medium to high confidence).
    ///
    /// # Errors
    /// `jumpcloud-credentials-malformed`; those of [`Transport::new`].
    pub(super) fn service_account(
        oauth: BaseUrl,
        client_id: &SecretString,
        client_secret: &SecretString,
    ) -> Result<(Self, Transport)> {
        let pair = [
            (client_id, "JUMPCLOUD_CLIENT_ID"),
            (client_secret, "JUMPCLOUD_CLIENT_SECRET"),
        ];
        for (value, name) in pair {
            if header(value.expose_secret()).is_none() {
                let message = format!("{name} is empty or holds characters that none has");
                return Err(Error::new(
                    Kind::Credentials,
                    "jumpcloud-credentials-malformed",
                    message,
                )
                .hint(ACCOUNT_HINT));
            }
        }
        let [id, secret] =
            pair.map(|(value, _)| SecretString::from(value.expose_secret().trim().to_owned()));
        let issuer = Transport::new(Service::JumpCloud, oauth, vec![id.clone(), secret.clone()])?;
        let request = Request::post(TOKEN, "signing in to JumpCloud's API")
            .form(vec![
                ("grant_type", SecretString::from("client_credentials")),
                ("scope", SecretString::from("api")),
            ])
            .header(AUTHORIZATION, basic(&id, &secret)?);
        let tokens = Tokens::new(issuer.clone(), request, refusal);
        Ok((Caller::ServiceAccount(Arc::new(tokens)), issuer))
    }

    /// Sends `request` in the caller's name.
    pub(super) async fn send(
        &self,
        transport: &Transport,
        request: Request,
    ) -> Result<Reply, SendError> {
        match self {
            Caller::Key(key) => transport.send(request.header(API_KEY, key.clone())).await,
            Caller::ServiceAccount(tokens) => tokens.send(transport, request).await,
        }
    }

    /// Whose permissions are asked for, in an error.
    pub(super) const fn subject(&self) -> &'static str {
        match self {
            Caller::Key(_) => "the key's administrator",
            Caller::ServiceAccount(_) => "the service account",
        }
    }

    /// What a 401 to the caller means.
    pub(super) fn rejected(&self, reply: &Reply) -> Error {
        match self {
            Caller::Key(_) => reply
                .error(Kind::Credentials, "jumpcloud-key-rejected")
                .hint(KEY_HINT)
                .hint(ENDED)
                .hint("a key of another region is unknown here: check --jumpcloud-region"),
            Caller::ServiceAccount(_) => reply
                .error(Kind::Credentials, "jumpcloud-token-refused")
                .hint(
                    "JumpCloud gave this service account the token, and refuses it for this call: no document says which \
                     calls take one; sso-setup doctor tries each, and JUMPCLOUD_API_KEY is taken by all",
                ),
        }
    }
}

/// A credential that can stand in a header, marked sensitive.
fn header(text: &str) -> Option<HeaderValue> {
    let text = text.trim();
    let fits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    let mut header = HeaderValue::from_str(text).ok().filter(|_| fits)?;
    header.set_sensitive(true);
    Some(header)
}

/// `Basic …` of a client's id and secret, each encoded as in a form first (RFC 6749, section 2.3.1).
fn basic(id: &SecretString, secret: &SecretString) -> Result<HeaderValue> {
    let encoded = |value: &SecretString| -> String {
        byte_serialize(value.expose_secret().as_bytes()).collect()
    };
    let pair = SecretString::from(format!("{}:{}", encoded(id), encoded(secret)));
    let basic = SecretString::from(format!(
        "Basic {}",
        BASE64_STANDARD.encode(pair.expose_secret())
    ));
    let mut header = HeaderValue::from_str(basic.expose_secret())
        .map_err(|_| Error::failed("request-malformed", "the token request cannot be built"))?;
    header.set_sensitive(true);
    Ok(header)
}

fn refusal(reply: &Reply) -> Error {
    match reply.status() {
        400 if reply.refuses_without_a_word() => reply.unexpected(&reply.excerpt(), "a token"),
        400 | 401 | 403 => reply
            .error(Kind::Credentials, "jumpcloud-credentials-rejected")
            .hint(ACCOUNT_HINT)
            .hint(ENDED)
            .hint("a service account of another region is unknown here: check --jumpcloud-region"),
        404 | 405 => reply
            .unexpected(&reply.excerpt(), "a token")
            .hint("check --jumpcloud-oauth-url"),
        _ => reply
            .error(Kind::Failed, "jumpcloud-refused")
            .hint("no access token was given; the message says why"),
    }
}

const KEY_HINT: &str = "set JUMPCLOUD_API_KEY to an administrator's key: JumpCloud Admin Portal, \
                        your initials, My API Key";

const ACCOUNT_HINT: &str = "set JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET to those of a service account, \
                            which an administrator with billing makes in the JumpCloud Admin Portal";

/// Lifetimes from JumpCloud's own command line ("verified live"); a switch for the whole organisation from the API's
/// introduction.
const ENDED: &str = "a key or secret ends by itself, as was chosen when it was made (30 to 365 days for a service account's), \
                     and an organisation can switch API keys off: make a new one";
