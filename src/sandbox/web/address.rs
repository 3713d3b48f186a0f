//! Where the page of a real address is played, and sending the browser there.

use axum::http::{Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use url::{Position, Url};

/// Where every played page is.
const PREFIX: &str = "/web/";

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
