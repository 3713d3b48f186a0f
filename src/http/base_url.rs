//! Where a service lives: TLS only, except on this machine.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

use url::{Host, Url};

use crate::error::{Error, Result};

/// The base address of a service: `https`, or `http` to this machine only.
///
/// Holds no user name, password, query or fragment, and no trailing slash. Paths are appended to
/// it as they are: `{base}/api/applications`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
    url: Url,
}

impl BaseUrl {
    /// The address without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host, and the port where it is not the scheme's own.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Whether the host is this machine: 127.0.0.0/8, ::1 or `localhost`.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Whether the address is `http`; then it is a loopback address.
    pub(super) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip == Ipv6Addr::LOCALHOST,
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Parses an address that a credential or a secret may travel to: TLS, or plain HTTP to loopback.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage), `address-malformed` or `address-not-tls`. The
/// message repeats the address only where it cannot hold a password.
pub fn document_url(text: &str) -> Result<Url> {
    let text = text.trim();
    let malformed = |why: &str| {
        let shown = if text.contains('@') {
            "the address".to_owned()
        } else {
            format!("\"{}\"", crate::text::printable(text, 200))
        };
        Error::usage("address-malformed", format!("{shown} {why}"))
    };
    const EXAMPLE: &str = "an address looks like https://host.example.com";
    let url = Url::parse(text).map_err(|_| malformed("is not an address").hint(EXAMPLE))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(malformed("holds a user name or a password").hint(
            "leave out what stands before the @: credentials are given by \
             environment variables or a credentials file",
        ));
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => {
            return Err(Error::usage(
                "address-not-tls",
                format!(
                    "http://{} is not encrypted",
                    url.host_str().unwrap_or_default()
                ),
            )
            .hint("use https://; plain http is allowed to this machine only (127.0.0.1)"));
        }
        _ => return Err(malformed("is not an https address").hint(EXAMPLE)),
    }
    if url.host_str().unwrap_or_default().is_empty() {
        return Err(malformed("has no host").hint(EXAMPLE));
    }
    Ok(url)
}

impl FromStr for BaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut url = document_url(text)?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Error::usage(
                "address-malformed",
                format!(
                    "the base address of {} has a query or a fragment",
                    url.host_str().unwrap_or_default()
                ),
            )
            .hint("give the address up to the path, without ? and #"));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(BaseUrl { text, url })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_tls_and_loopback_and_trims_the_slash() {
        for (text, base, host, loopback) in [
            (
                "https://console.jumpcloud.com",
                "https://console.jumpcloud.com",
                "console.jumpcloud.com",
                false,
            ),
            (
                " https://h.example.com/a/ ",
                "https://h.example.com/a",
                "h.example.com",
                false,
            ),
            (
                "http://127.0.0.1:8080/jumpcloud/",
                "http://127.0.0.1:8080/jumpcloud",
                "127.0.0.1:8080",
                true,
            ),
            ("http://127.9.9.9", "http://127.9.9.9", "127.9.9.9", true),
            ("http://[::1]:1", "http://[::1]:1", "[::1]:1", true),
            (
                "http://LOCALHOST:1",
                "http://localhost:1",
                "localhost:1",
                true,
            ),
            ("https://127.0.0.1", "https://127.0.0.1", "127.0.0.1", true),
        ] {
            let parsed: BaseUrl = text.parse().unwrap();
            assert_eq!(parsed.as_str(), base);
            assert_eq!(parsed.host(), host);
            assert_eq!(parsed.is_loopback(), loopback, "{text}");
        }
    }

    #[test]
    fn refuses_what_would_carry_a_credential_in_the_clear() {
        for (text, code) in [
            ("http://console.jumpcloud.com", "address-not-tls"),
            ("http://127.0.0.1.example.com", "address-not-tls"),
            ("http://localhost.example.com", "address-not-tls"),
            ("http://0.0.0.0", "address-not-tls"),
            ("http://[::ffff:127.0.0.1]", "address-not-tls"),
            ("http://10.0.0.1", "address-not-tls"),
            ("ftp://127.0.0.1", "address-malformed"),
            ("file:///etc/passwd", "address-malformed"),
            ("console.jumpcloud.com", "address-malformed"),
            ("", "address-malformed"),
            ("https://", "address-malformed"),
            ("https://h.example.com/?a=b", "address-malformed"),
            ("https://h.example.com/#a", "address-malformed"),
        ] {
            let error = text.parse::<BaseUrl>().unwrap_err();
            assert_eq!(error.code, code, "{text}");
            assert_eq!(error.exit_code(), 64);
        }
    }

    #[test]
    fn however_many_slashes_are_at_the_end_it_is_the_same_address() {
        for (one, other) in [
            ("https://a", "https://a//"),
            ("https://a/b", "https://a/b///"),
        ] {
            let [one, other] = [one, other].map(|text| text.parse::<BaseUrl>().unwrap());
            assert_eq!(one, other);
        }
    }

    #[test]
    fn never_repeats_a_password() {
        for text in [
            "https://me:hunter2@h.example.com",
            "http://me:hunter2@h.example.com",
            "nonsense me:hunter2@h",
            "ftp://me:hunter2@h.example.com",
        ] {
            let error = text.parse::<BaseUrl>().unwrap_err();
            assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_is_idempotent(text in "(https?://)?[a-z0-9.:/@\\[\\]-]{0,30}") {
            if let Ok(base) = text.parse::<BaseUrl>() {
                prop_assert!(base.as_str().starts_with("https://") || base.is_loopback());
                prop_assert_eq!(base.as_str().parse::<BaseUrl>().unwrap(), base);
            }
        }
    }
}
