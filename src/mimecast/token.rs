//! How an API 2.0 application signs in: its token request, and what a refusal of it means.

use secrecy::SecretString;

use crate::error::{Error, Kind};
use crate::http::{Reply, Request, Tokens, Transport};

/// Tokens of `POST /oauth/token`, a form without any other credential (Postman collection, and a public Terraform provider).
pub(super) fn tokens(
    gateway: Transport,
    client_id: SecretString,
    client_secret: SecretString,
) -> Tokens {
    let request = Request::post("/oauth/token", "signing in to Mimecast's API").form(vec![
        ("grant_type", SecretString::from("client_credentials")),
        ("client_id", client_id),
        ("client_secret", client_secret),
    ]);
    Tokens::new(gateway, request, refusal)
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
