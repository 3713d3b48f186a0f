//! Which proxy stands between this machine and a service, by the environment.
//!
//! reqwest passes a value over that it cannot read, and then connects directly. Whoever sets a proxy means that nothing
//! goes past it, so it is found here: a value that is no proxy's address is an error.

use std::ffi::OsString;
use std::fmt;

use hyper_util::client::proxy::matcher::Matcher;
use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

use super::BaseUrl;
use crate::error::{Error, Result};
use crate::text::printable;

/// Where the proxy for `https` addresses is read from; the first that is not empty counts. `HTTP_PROXY` is for `http`
/// addresses, and those are this machine's only.
const NAMES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The proxy of an address.
#[derive(Clone)]
pub(super) struct Proxy {
    /// The environment variable that names it.
    variable: &'static str,
    /// With user name and password, where it has them.
    url: Url,
}

/// How a proxy failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It wants a user name and a password, or others (407).
    Credentials,
    /// It answers, and makes no connection.
    Refusal,
    /// It does not answer as a proxy does, or not at all.
    Silence,
}

impl fmt::Display for Proxy {
    /// `the proxy http://proxy.example.com:8080 of HTTPS_PROXY`, without its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        write!(
            f,
            "the proxy {}://{}",
            self.url.scheme(),
            printable(host, 100)
        )?;
        if let Some(port) = self.url.port_or_known_default() {
            write!(f, ":{port}")?;
        }
        write!(f, " of {}", self.variable)
    }
}

impl Proxy {
    /// The environment variable that names it.
    pub(super) fn variable(&self) -> &'static str {
        self.variable
    }

    /// Whether a user name or a password is given for it.
    pub(super) fn has_credentials(&self) -> bool {
        !self.url.username().is_empty() || self.url.password().is_some()
    }

    /// Its password, as it is written and as it is meant.
    pub(super) fn secrets(&self) -> Vec<SecretString> {
        let Some(written) = self.url.password() else {
            return Vec::new();
        };
        let meant = percent_decode_str(written).decode_utf8_lossy().into_owned();
        vec![SecretString::from(written), SecretString::from(meant)]
    }

    /// For the client, which then goes by nothing else.
    pub(super) fn for_client(&self) -> reqwest::Result<reqwest::Proxy> {
        reqwest::Proxy::all(self.url.clone())
    }
}

/// The proxy for `base`; `None` where there is none. `variable` reads the environment.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage): `proxy-malformed`, `proxy-unsupported`. Neither repeats the value, which may
/// hold a password.
pub(super) fn find(
    base: &BaseUrl,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Option<Proxy>> {
    // A proxy would carry the credential off this machine in the clear.
    if base.is_loopback() {
        return Ok(None);
    }
    let set = |name: &&'static str| {
        let value = variable(name).filter(|value| !value.is_empty());
        value.map(|value| (*name, value))
    };
    let Some((name, value)) = NAMES.iter().find_map(set) else {
        return Ok(None);
    };
    if is_excepted(base, &variable) {
        return Ok(None);
    }
    let malformed = |why: &str| {
        let message = format!("{name} does not name a proxy: {why}");
        Error::usage("proxy-malformed", message)
            .hint(format!(
                "set {name} to an address like http://proxy.example.com:8080; what a password has of / ? # @ : is written \
                 as %2F %3F %23 %40 %3A"
            ))
            .hint(format!(
                "or name {} in NO_PROXY, if it is to be reached without a proxy",
                base.host()
            ))
    };
    let value = value.to_str().ok_or_else(|| malformed("it is no text"))?;
    let url = parsed(value.trim()).map_err(|why| malformed(&why))?;
    match url.scheme() {
        "http" | "https" => {}
        scheme if scheme.starts_with("socks") => {
            let message = format!("{name} names a SOCKS proxy, which is not supported");
            return Err(Error::usage("proxy-unsupported", message).hint(
                "name an HTTP proxy that takes CONNECT (http://host:port); many SOCKS proxies offer one on another port",
            ));
        }
        _ => {
            return Err(malformed(
                "it begins neither with http:// nor with https://",
            ));
        }
    }
    // The client would pass over what it cannot read.
    let dialled = Matcher::builder().all(url.as_str()).build();
    if !intercepts(&dialled, base) {
        return Err(malformed("it is not an address"));
    }
    Ok(Some(Proxy {
        variable: name,
        url,
    }))
}

/// Whether `NO_PROXY` excepts `base`, by the rules of curl.
fn is_excepted(base: &BaseUrl, variable: &impl Fn(&str) -> Option<OsString>) -> bool {
    let except = ["NO_PROXY", "no_proxy"].iter().find_map(|name| {
        let value = variable(name)?.into_string().ok()?;
        (!value.is_empty()).then_some(value)
    });
    let Some(except) = except else { return false };
    let any = Matcher::builder().all("http://proxy.invalid").no(except);
    !intercepts(&any.build(), base)
}

fn intercepts(matcher: &Matcher, base: &BaseUrl) -> bool {
    let address = base.as_str().parse();
    address.is_ok_and(|address| matcher.intercept(&address).is_some())
}

/// The address of a proxy; without a scheme it is an `http` one. The error repeats nothing of it.
fn parsed(value: &str) -> Result<Url, String> {
    let with_scheme = match value.contains("://") {
        true => value.to_owned(),
        // Neither `http:/proxy:8080` nor `http//proxy:8080` is a host.
        false if value.trim_end_matches('/').contains(['/', '\\']) => {
            return Err("it is not an address".to_owned());
        }
        false => format!("http://{value}"),
    };
    let url = Url::parse(&with_scheme).map_err(|error| error.to_string())?;
    let rest = [Some(url.path()), url.query(), url.fragment()];
    if url.host_str().unwrap_or_default().is_empty() {
        return Err("it has no host".to_owned());
    }
    if url.port() == Some(0) {
        return Err("it has the port 0".to_owned());
    }
    // What looks like the host may be the beginning of a password.
    if rest.iter().flatten().any(|part| part.contains('@')) {
        return Err("its user name or password is not encoded".to_owned());
    }
    Ok(url)
}

/// What `HTTP_PROXY` has to do with it where there is no proxy for `base`: it is not for `https`, and people expect it.
pub(super) fn hint_of_plain(
    base_is_loopback: bool,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Option<&'static str> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let plain = !base_is_loopback
        && ["HTTP_PROXY", "http_proxy"].iter().any(|n| is_set(n))
        && !NAMES.iter().any(|n| is_set(n));
    plain.then_some("HTTP_PROXY is for http addresses only: name the proxy in HTTPS_PROXY")
}

/// How the proxy failed, by the causes of a connection that was not made; `None` where it was not the proxy.
pub(super) fn trouble(error: &reqwest::Error) -> Option<Trouble> {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        // hyper-util gives the type of this error no public name.
        if let Some(what) = inner.to_string().strip_prefix("tunnel error: ") {
            return Some(match what {
                "proxy authorization required" => Trouble::Credentials,
                "unsuccessful" => Trouble::Refusal,
                _ => Trouble::Silence,
            });
        }
        cause = inner.source();
    }
    // Nobody took the connection in time, and the proxy is the one that was called.
    error.is_timeout().then_some(Trouble::Silence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(environment: &[(&str, &str)]) -> Result<Option<Proxy>> {
        found_for("https://console.jumpcloud.com", environment)
    }

    fn found_for(base: &str, environment: &[(&str, &str)]) -> Result<Option<Proxy>> {
        let variable = |name: &str| {
            let mut all = environment.iter();
            let known = all.find(|(known, _)| *known == name);
            known.map(|(_, value)| OsString::from(value))
        };
        find(&base.parse().unwrap(), variable)
    }

    fn shown(environment: &[(&str, &str)]) -> Option<String> {
        found(environment).unwrap().map(|proxy| proxy.to_string())
    }

    #[test]
    fn the_variable_that_counts_is_named_with_the_proxy() {
        for (environment, expected) in [
            (&[][..], None),
            (
                &[("HTTPS_PROXY", "http://p:8080")],
                Some("http://p:8080 of HTTPS_PROXY"),
            ),
            (
                &[("https_proxy", "p:8080")],
                Some("http://p:8080 of https_proxy"),
            ),
            (
                &[("all_proxy", "https://p")],
                Some("https://p:443 of all_proxy"),
            ),
            (
                &[("ALL_PROXY", " http://p/\n")],
                Some("http://p:80 of ALL_PROXY"),
            ),
            (
                &[("ALL_PROXY", "a:1"), ("HTTPS_PROXY", "b:2")],
                Some("http://b:2 of HTTPS_PROXY"),
            ),
            (
                &[("HTTPS_PROXY", ""), ("ALL_PROXY", "a:1")],
                Some("http://a:1 of ALL_PROXY"),
            ),
            (
                &[("HTTPS_PROXY", "http://[::1]:3128")],
                Some("http://[::1]:3128 of HTTPS_PROXY"),
            ),
            (
                &[("HTTPS_PROXY", "me:hunter2@p:1")],
                Some("http://p:1 of HTTPS_PROXY"),
            ),
            // Of a CGI program reqwest would take none at all.
            (
                &[("REQUEST_METHOD", "GET"), ("HTTPS_PROXY", "p:1")],
                Some("http://p:1 of HTTPS_PROXY"),
            ),
            (&[("HTTP_PROXY", "p:1")], None),
            (&[("HTTPS_PROXY", "p:1"), ("NO_PROXY", "*")], None),
            (
                &[("HTTPS_PROXY", "p:1"), ("no_proxy", ".jumpcloud.com")],
                None,
            ),
            (
                &[
                    ("HTTPS_PROXY", "nonsense://"),
                    ("NO_PROXY", "x, jumpcloud.com"),
                ],
                None,
            ),
            (
                &[("HTTPS_PROXY", "p:1"), ("NO_PROXY", "cloud.com")],
                Some("http://p:1 of HTTPS_PROXY"),
            ),
        ] {
            let expected = expected.map(|expected| format!("the proxy {expected}"));
            assert_eq!(shown(environment), expected, "{environment:?}");
        }
        let loopback = found_for("https://127.0.0.1:1", &[("HTTPS_PROXY", "socks5://p")]);
        assert!(loopback.unwrap().is_none());
    }

    #[test]
    fn what_is_no_proxy_is_an_error_that_tells_no_password() {
        for (value, code) in [
            (" ", "proxy-malformed"),
            ("http://", "proxy-malformed"),
            ("http://:8080", "proxy-malformed"),
            ("http:/p:8080", "proxy-malformed"),
            ("http//p:8080", "proxy-malformed"),
            ("http:p:8080", "proxy-malformed"),
            ("://p:8080", "proxy-malformed"),
            ("http://p:99999", "proxy-malformed"),
            ("http://p:0", "proxy-malformed"),
            ("http://p:http", "proxy-malformed"),
            ("http://a b:8080", "proxy-malformed"),
            ("http://[::1", "proxy-malformed"),
            ("ftp://p:21", "proxy-malformed"),
            ("file:///p", "proxy-malformed"),
            ("http://me:hunter2/@p:1", "proxy-malformed"),
            ("http://me:1/hunter2@p:1", "proxy-malformed"),
            ("http://me:1?hunter2@p:1", "proxy-malformed"),
            ("http://me:1#hunter2@p:1", "proxy-malformed"),
            ("me:hunter2@", "proxy-malformed"),
            ("me:hunter2/x@p:1", "proxy-malformed"),
            ("socks5://p:1080", "proxy-unsupported"),
            ("socks5h://me:hunter2@p:1080", "proxy-unsupported"),
            ("SOCKS4://p", "proxy-unsupported"),
        ] {
            for name in NAMES {
                let error = found(&[(name, value)]).err().expect(value);
                assert_eq!((error.code, error.exit_code()), (code, 64), "{value}");
                assert!(error.message.starts_with(name), "{error}");
                let told = format!("{error:?}");
                assert!(!told.contains("hunter2") && !told.contains("me:"), "{told}");
            }
        }
    }

    #[test]
    fn a_value_that_is_no_text_is_not_passed_over() {
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStringExt;
            let variable = |name: &str| {
                (name == "HTTPS_PROXY").then(|| OsString::from_vec(b"http://p\xff:1".to_vec()))
            };
            let base = "https://console.jumpcloud.com".parse().unwrap();
            let error = find(&base, variable).err().unwrap();
            assert_eq!(error.code, "proxy-malformed");
        }
    }

    #[test]
    fn a_password_is_known_in_both_spellings() {
        use secrecy::ExposeSecret;
        let proxy = found(&[("HTTPS_PROXY", "http://me:a%2Bb%40c+d@p:1")]);
        let proxy = proxy.unwrap().unwrap();
        assert!(proxy.has_credentials());
        let secrets = proxy.secrets();
        let known: Vec<&str> = secrets.iter().map(|s| s.expose_secret()).collect();
        assert_eq!(known, ["a%2Bb%40c+d", "a+b@c+d"]);
    }

    #[test]
    fn a_proxy_for_http_only_is_hinted_at() {
        let hint = |names: &[&str]| {
            hint_of_plain(false, |name| {
                names.contains(&name).then(|| OsString::from("http://p"))
            })
        };
        assert!(hint(&["http_proxy"]).is_some());
        assert!(hint(&[]).is_none() && hint(&["HTTP_PROXY", "ALL_PROXY"]).is_none());
    }
}
