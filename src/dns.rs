//! The mail hosts of a domain, from public DNS. What an answer says is hostile: it is bounded in size,
//! number and time, and names come out in printable ASCII.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

use hickory_resolver::config::{NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::rr::{Name, RData};
use hickory_resolver::{Resolver, TokioResolver};

use crate::error::{Error, Kind, Result};
use crate::text::{self, printable};

/// Most mail hosts of a domain: several times what anybody uses.
const MOST: usize = 32;

/// For one try at one server; there are two.
const TRY: Duration = Duration::from_secs(3);

/// For all of it.
const PATIENCE: Duration = Duration::from_secs(12);

/// A mail domain, as DNS spells it: lower case, internationalised names in their ASCII form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDomain(String);

impl fmt::Display for MailDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MailDomain {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let typed = text.trim().trim_end_matches('.');
        let label_fits = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        match url::Host::parse(typed) {
            Ok(url::Host::Domain(domain))
                if domain.len() <= 253
                    && domain.contains('.')
                    && domain.split('.').all(label_fits) =>
            {
                Ok(MailDomain(domain))
            }
            _ => Err(Error::usage(
                "domain-malformed",
                format!("\"{}\" is not a mail domain", text::value(typed, 80)),
            )
            .hint("give what stands after the @ of your addresses, like example.com")),
        }
    }
}

/// Looks up the mail hosts of `domain`, the preferred ones first, in lower case and without the trailing
/// dot; at `server`, or at the resolvers of this system.
///
/// # Errors
/// [`Kind::Failed`]: `domain-unknown`, `mx-absent` where the domain takes no mail, `mx-too-many`;
/// [`Kind::Unavailable`]: `dns-unanswered`; `dns-unconfigured` where this system names no resolver.
pub async fn mail_hosts(domain: &MailDomain, server: Option<SocketAddr>) -> Result<Vec<String>> {
    let asked = match server {
        Some(server) => format!("the resolver {server}"),
        None => "this system's resolver".to_owned(),
    };
    let doing = format!("looking up the MX records of {domain} at {asked}");
    let resolver = resolver(server).map_err(|error| {
        Error::failed(
            "dns-unconfigured",
            format!("{doing}: {}", printable(&error.to_string(), 200)),
        )
        .hint("name a resolver with --dns ADDR")
    })?;
    // A name that ends in a dot is not tried below this system's own domain.
    let name = Name::from_ascii(format!("{domain}.")).map_err(|_| {
        Error::usage(
            "domain-malformed",
            format!("\"{domain}\" is not a mail domain"),
        )
        .hint("give what stands after the @ of your addresses, like example.com")
    })?;
    let unanswered = |why: String| {
        Error::new(
            Kind::Unavailable,
            "dns-unanswered",
            format!("{doing}: {why}"),
        )
        .hint("check the network, or name another resolver with --dns ADDR")
        .hint("or say the grid yourself: --account-code, or --subdomain")
    };
    let lookup = match tokio::time::timeout(PATIENCE, resolver.mx_lookup(name)).await {
        Err(_) => {
            return Err(unanswered(format!(
                "no answer within {} s",
                PATIENCE.as_secs()
            )));
        }
        Ok(Err(error)) if error.is_nx_domain() => {
            return Err(Error::failed(
                "domain-unknown",
                format!("{doing}: there is no such domain"),
            )
            .hint("check the spelling: it is what stands after the @ of your addresses"));
        }
        Ok(Err(error)) if error.is_no_records_found() => {
            return Err(no_mail(&doing, "the answer holds no MX record"));
        }
        Ok(Err(error)) => return Err(unanswered(why(&error))),
        Ok(Ok(lookup)) => lookup,
    };
    let mut hosts: Vec<(u16, String)> = lookup
        .answers()
        .iter()
        .filter_map(|record| match &record.data {
            RData::MX(mx) => {
                let host = mx.exchange.to_ascii().to_ascii_lowercase();
                Some((mx.preference, host.trim_end_matches('.').to_owned()))
            }
            _ => None,
        })
        // RFC 7505: a single dot says that the domain takes no mail.
        .filter(|(_, host)| !host.is_empty())
        .collect();
    if hosts.is_empty() {
        return Err(no_mail(&doing, "the domain takes no mail"));
    }
    if hosts.len() > MOST {
        return Err(Error::failed(
            "mx-too-many",
            format!(
                "{doing}: {} records came, more than any domain has",
                hosts.len()
            ),
        )
        .hint("something in between answers in its place: name another resolver with --dns ADDR"));
    }
    hosts.sort();
    hosts.dedup();
    Ok(hosts.into_iter().map(|(_, host)| host).collect())
}

fn no_mail(doing: &str, why: &str) -> Error {
    Error::failed("mx-absent", format!("{doing}: {why}"))
        .hint("give the domain of the mail addresses, not of the website")
}

/// A resolver that keeps to DNS: no hosts file, and no search list.
fn resolver(server: Option<SocketAddr>) -> Result<TokioResolver, NetError> {
    let mut builder = match server {
        None => TokioResolver::builder_tokio()?,
        Some(server) => {
            let mut at = NameServerConfig::udp_and_tcp(server.ip());
            for connection in &mut at.connections {
                connection.port = server.port();
            }
            Resolver::builder_with_config(
                ResolverConfig::from_name_servers(vec![at]),
                TokioRuntimeProvider::default(),
            )
        }
    };
    let options: &mut ResolverOpts = builder.options_mut();
    options.timeout = TRY;
    options.attempts = 1;
    options.use_hosts_file = ResolveHosts::Never;
    builder.build()
}

/// Why a lookup failed, in the words of DNS.
fn why(error: &NetError) -> String {
    match error {
        NetError::Timeout => "no answer".to_owned(),
        NetError::Dns(DnsError::ResponseCode(code)) => format!("it answered {code}"),
        error => printable(&error.to_string(), 200),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mail_domain_is_what_stands_after_the_at() {
        for (typed, domain) in [
            ("Example.COM", "example.com"),
            (" widgets.example. ", "widgets.example"),
            ("bücher.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(typed.parse::<MailDomain>().unwrap().to_string(), domain);
        }
        for typed in [
            "",
            "example",
            "ada@example.com",
            "https://example.com",
            "example.com/x",
            "example.com:53",
            "192.0.2.1",
            "[::1]",
            "a..b",
            "-a.example",
            "a_b.example",
            "a b.example",
        ] {
            let error = typed.parse::<MailDomain>().unwrap_err();
            assert_eq!(error.code, "domain-malformed", "{typed}");
        }
    }

    proptest! {
        #[test]
        fn reading_a_domain_never_panics(text in "\\PC{0,80}") {
            let _ = text.parse::<MailDomain>();
        }
    }
}
