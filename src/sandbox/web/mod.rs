//! The browser's side of both services: each page `https://HOST/PATH` is played at `/web/HOST/PATH`.
//!
//! Documents keep speaking of the real addresses; only links and forms lead here.

pub mod cookie;
pub mod fields;
pub mod memory;

use std::sync::Arc;

use axum::Router;
use axum::extract::OriginalUri;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use url::{Position, Url};

use super::pages::{Look, Page};
use super::store::Store;
use super::{idp, sp};

/// Where every played page is.
const PREFIX: &str = "/web/";

/// The routes of both services' pages.
pub fn router(store: Arc<Store>) -> Router {
    Router::new()
        .merge(idp::router())
        .merge(sp::router())
        .fallback(nobody)
        .method_not_allowed_fallback(wrong_method)
        .with_state(store)
}

/// Where the page at a real address is played; `None` for what is no address of a web page.
pub fn played(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
        return None;
    }
    let rest = &url[Position::BeforeHost..Position::AfterQuery];
    Some(format!("{PREFIX}{rest}"))
}

/// The real address of the page that is played at a path.
pub fn real(uri: &Uri) -> String {
    let path = uri.path().strip_prefix(PREFIX).unwrap_or_default();
    format!("https://{path}")
}

/// Sends the browser on to another page, with GET.
pub fn go(path: &str) -> Redirect {
    Redirect::to(path)
}

/// As [`go`], with a cookie set on the way.
pub fn go_with_cookie(path: &str, cookie: String) -> Response {
    ([(header::SET_COOKIE, cookie)], Redirect::to(path)).into_response()
}

async fn wrong_method(OriginalUri(uri): OriginalUri) -> Page {
    Page::new(
        Look::Sandbox,
        "wrong-method",
        "This address is not opened like that",
    )
    .status(StatusCode::METHOD_NOT_ALLOWED)
    .stands_for(real(&uri))
    .text("It takes only what a form of the sign-in sends. Start at the overview.")
}

/// An address that neither of the two services has.
pub async fn nobody(OriginalUri(uri): OriginalUri) -> Page {
    Page::new(Look::Sandbox, "nobody", "Nobody is played here")
        .status(StatusCode::NOT_FOUND)
        .stands_for(real(&uri))
        .text(
            "The sandbox plays JumpCloud and Mimecast only. In the real world the browser would now be \
             at another service.",
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_address_is_played_under_its_host() {
        for (real, here) in [
            (
                "https://sso.jumpcloud.com/saml2/x",
                Some("/web/sso.jumpcloud.com/saml2/x"),
            ),
            (
                "https://widgets.example:8443/acs?so=1&x=%22#top",
                Some("/web/widgets.example:8443/acs?so=1&x=%22"),
            ),
            (
                "https://user:secret@widgets.example/",
                Some("/web/widgets.example/"),
            ),
            ("javascript:alert(1)", None),
            ("/relative", None),
            ("", None),
        ] {
            assert_eq!(played(real).as_deref(), here, "{real}");
        }
    }
}
