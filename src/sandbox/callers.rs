//! Who may ask: the sandbox knows its own name, and does nothing that another site's page asks for.
//!
//! It listens on loopback, and so does every browser of the machine. A page from elsewhere could reach it in two
//! ways. A name of that page's own can be made to point here (DNS rebinding): then the browser reads the answers, but it
//! still sends that name in `Host`, which is refused. Or the page sends a form or a simple request and does not care for
//! the answer: then the browser says so in `Origin` and `Sec-Fetch-Site`, and the content type is one that a form can
//! have. Programs like curl send neither, and a proxy on loopback may keep its own port in `Host`.

use axum::Json;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::console::addresses::CONSOLE;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// The content types that a page can send to another site without asking first (Fetch Standard, "CORS-safelisted
/// request-header").
const OF_FORMS: [&str; 3] = [
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
];

/// A request that is not taken.
#[derive(Debug, PartialEq, Eq)]
struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
    hint: &'static str,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let error = json!({ "code": self.code, "message": self.message, "hints": [self.hint] });
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}

/// Lets through what this machine's own programs and the sandbox's own pages ask for.
pub async fn admit(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let authority = request.uri().authority().map(Authority::as_str);
    match refusal(request.method(), &path, authority, request.headers()) {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    }
}

fn refusal(
    method: &Method,
    path: &str,
    authority: Option<&str>,
    headers: &HeaderMap,
) -> Option<Refused> {
    let named = headers.get_all(header::HOST).iter();
    let named = named.map(|host| host.to_str().unwrap_or_default());
    let names: Vec<&str> = named.chain(authority).collect();
    let Some(host) = names
        .first()
        .filter(|_| names.iter().all(|name| is_loopback(name)))
    else {
        let name = names.join(", ");
        return Some(Refused {
            status: StatusCode::MISDIRECTED_REQUEST,
            code: "sandbox-other-host",
            message: format!("{name:?} is not the sandbox"),
            hint: "ask for it as 127.0.0.1, [::1] or localhost",
        });
    };
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    if let Some(site) = other_site(host, headers) {
        return Some(Refused {
            status: StatusCode::FORBIDDEN,
            code: "sandbox-other-site",
            message: format!("a page of another site ({site}) asks for a change"),
            hint: "only the sandbox's own pages and programs without Origin may change anything",
        });
    }
    let content_type = headers
        .get(header::CONTENT_TYPE)?
        .to_str()
        .unwrap_or_default();
    let kind = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    (OF_FORMS.contains(&kind.as_str()) && !takes(path, &kind)).then(|| Refused {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        code: "sandbox-not-json",
        message: format!("{kind} is not taken here"),
        hint: "send application/json",
    })
}

/// Whether a `Host` or an authority is a name of loopback, with any port.
fn is_loopback(name: &str) -> bool {
    let Ok(authority) = name.parse::<Authority>() else {
        return false;
    };
    if name.contains('@') {
        return false;
    }
    let host = authority.host();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let address = address.parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// The site that a page which sends this is from, as far as its browser says so, where it is not this one.
fn other_site<'h>(host: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    let text = |name: HeaderName| {
        let value = headers.get(name)?;
        Some(value.to_str().unwrap_or("not a text"))
    };
    let site = text(SEC_FETCH_SITE);
    if let Some(site) = site.filter(|site| !matches!(*site, "same-origin" | "none")) {
        return Some(site);
    }
    let origin = text(header::ORIGIN)?;
    // The sandbox's pages send no referrer, and so no origin either; only a browser writes the other header.
    let own_page = origin == "null" && site == Some("same-origin");
    let own = origin
        .strip_prefix("http://")
        .is_some_and(|of| of.eq_ignore_ascii_case(host));
    (!own && !own_page).then_some(origin)
}

/// Whether an address takes what a form sends: the played pages, the console, a token request, an image.
fn takes(path: &str, kind: &str) -> bool {
    match kind {
        "application/x-www-form-urlencoded" => {
            path.starts_with("/web/")
                || path.starts_with(&format!("{CONSOLE}/"))
                || path == "/mimecast/oauth/token"
                || path == "/jumpcloud/oauth2/token"
        }
        "multipart/form-data" => {
            path.starts_with("/jumpcloud/api/v2/applications/") && path.ends_with("/logo")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(method: &str, path: &str, headers: &[(&'static str, &str)]) -> Option<&'static str> {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect();
        let method = method.parse().unwrap();
        refusal(&method, path, None, &headers).map(|refused| refused.code)
    }

    #[test]
    fn only_names_of_loopback_are_its_own() {
        for (host, fits) in [
            ("127.0.0.1:8080", true),
            ("127.0.0.1", true),
            ("127.8.8.8:1", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("localhost:3000", true),
            ("LocalHost", true),
            ("evil.example", false),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example:80", false),
            ("localhost.evil.example", false),
            ("evil@127.0.0.1:80", false),
            ("localhost.", false),
            ("0.0.0.0:80", false),
            ("192.168.0.1", false),
            ("[::ffff:127.0.0.1]:80", false),
            ("", false),
            (" 127.0.0.1", false),
        ] {
            let found = code("GET", "/", &[("host", host)]);
            assert_eq!(found.is_none(), fits, "{host:?}");
        }
        assert_eq!(code("GET", "/", &[]), Some("sandbox-other-host"));
        let twice = [("host", "127.0.0.1"), ("host", "evil.example")];
        let mut headers = HeaderMap::new();
        for (_, host) in twice {
            headers.append(header::HOST, host.parse().unwrap());
        }
        assert!(refusal(&Method::GET, "/", None, &headers).is_some());
        headers.remove(header::HOST);
        headers.append(header::HOST, "127.0.0.1".parse().unwrap());
        assert!(refusal(&Method::GET, "/", Some("evil.example"), &headers).is_some());
        assert!(refusal(&Method::GET, "/", Some("localhost:1"), &headers).is_none());
    }

    #[test]
    fn what_another_site_can_send_changes_nothing() {
        let host = ("host", "127.0.0.1:80");
        let json = ("content-type", "application/json");
        let form = ("content-type", "application/x-www-form-urlencoded");
        let page = "/web/sso.jumpcloud.com/login";
        for (path, headers, expected) in [
            ("/sandbox/faults", vec![json], None),
            ("/sandbox/faults", vec![], None),
            (
                "/sandbox/faults",
                vec![json, ("origin", "http://127.0.0.1:80")],
                None,
            ),
            (
                "/sandbox/faults",
                vec![json, ("origin", "http://evil.example")],
                Some("sandbox-other-site"),
            ),
            (
                "/sandbox/tokens/expire",
                vec![("origin", "null")],
                Some("sandbox-other-site"),
            ),
            (
                "/jumpcloud/api/applications",
                vec![json, ("origin", "http://127.0.0.1:81")],
                Some("sandbox-other-site"),
            ),
            (
                "/jumpcloud/api/applications",
                vec![json, ("origin", "https://127.0.0.1:80")],
                Some("sandbox-other-site"),
            ),
            (
                "/jumpcloud/api/applications",
                vec![json, ("sec-fetch-site", "cross-site")],
                Some("sandbox-other-site"),
            ),
            (
                page,
                vec![form, ("sec-fetch-site", "same-site")],
                Some("sandbox-other-site"),
            ),
            (
                page,
                vec![form, ("sec-fetch-site", "same-origin"), ("origin", "null")],
                None,
            ),
            (
                page,
                vec![form, ("origin", "null")],
                Some("sandbox-other-site"),
            ),
            (page, vec![form, ("origin", "http://127.0.0.1:80")], None),
            (page, vec![form], None),
            ("/console/application-settings/new", vec![form], None),
            (
                "/console/application-settings/new",
                vec![form, ("origin", "http://evil.example")],
                Some("sandbox-other-site"),
            ),
            (
                page,
                vec![("content-type", "text/plain")],
                Some("sandbox-not-json"),
            ),
            ("/mimecast/oauth/token", vec![form], None),
            ("/jumpcloud/oauth2/token", vec![form], None),
            (
                "/mimecast/api/authentication-profile/find-profiles",
                vec![form],
                Some("sandbox-not-json"),
            ),
            (
                "/mimecast/api/account/get-account",
                vec![("content-type", "Text/Plain; charset=utf-8")],
                Some("sandbox-not-json"),
            ),
            (
                "/jumpcloud/api/v2/applications/1/logo",
                vec![("content-type", "multipart/form-data; boundary=x")],
                None,
            ),
            (
                "/jumpcloud/api/applications",
                vec![("content-type", "multipart/form-data; boundary=x")],
                Some("sandbox-not-json"),
            ),
        ] {
            let headers: Vec<_> = [host].into_iter().chain(headers).collect();
            assert_eq!(code("POST", path, &headers), expected, "{path} {headers:?}");
        }
        let foreign = [host, ("origin", "http://evil.example")];
        assert_eq!(code("GET", "/sandbox/state", &foreign), None);
        assert_eq!(
            code("DELETE", "/sandbox/faults", &foreign),
            Some("sandbox-other-site")
        );
    }
}
