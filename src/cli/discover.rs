//! `sso-setup discover`: which Mimecast grid and account it is.

use std::net::{AddrParseError, IpAddr, SocketAddr};

use clap::Args;

use crate::dns::MailDomain;
use crate::engine::{Clues, discover};
use crate::error::{Error, Result};
use crate::mimecast::Mimecast;
use crate::output::Document;
use crate::tenant::{Access, Account, MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET};

use super::outcome::Outcome;
use super::printer::Printer;
use super::reach::{self, keep_to_the_sandbox};

#[derive(Debug, Args)]
#[command(next_help_heading = "Who")]
pub struct DiscoverArgs {
    #[command(flatten)]
    account: Account,

    /// Domain of your mail addresses: its public MX records name the grid
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<MailDomain>,

    #[command(flatten)]
    access: Access,

    /// Resolver to ask for MX records instead of this system's, like 192.0.2.53 or 127.0.0.1:5353
    #[arg(
        long,
        value_name = "ADDR[:PORT]",
        value_parser = resolver,
        requires = "domain"
    )]
    dns: Option<SocketAddr>,
}

pub async fn run(args: DiscoverArgs, printer: &Printer) -> Result<Outcome> {
    let DiscoverArgs {
        account,
        domain,
        access,
        dns,
    } = args;
    keep_to_the_sandbox(&access, None)?;
    let told = account.account_code.is_some() || domain.is_some();
    let reach = match told && !access.sandbox {
        true => None,
        false => Some(reach::mimecast(account.mimecast_gateway, &access).await?),
    };
    let sandbox = reach.as_ref().and_then(|reach| reach.sandbox.as_ref());
    let server = dns.or(sandbox.map(|sandbox| sandbox.dns()));
    let mimecast = match reach.as_ref().filter(|_| !told) {
        None => None,
        Some(reach) => {
            printer.mask(reach.credentials.secrets());
            let (id, secret) = reach
                .credentials
                .mimecast
                .clone()
                .ok_or_else(nothing_given)?;
            let mimecast = Mimecast::new(reach.base.clone(), id, secret)?;
            printer.secrets.include(mimecast.secrets());
            Some(mimecast)
        }
    };
    let discovered = discover(Clues {
        account_code: account.account_code,
        mimecast,
        domain: domain.map(|domain| (domain, server)),
    })
    .await?;
    let found = discovered.grid.is_some();
    Ok(Outcome::judged(Document::Discovered(discovered), found))
}

/// An address, at DNS's own port where it names none.
fn resolver(text: &str) -> Result<SocketAddr, AddrParseError> {
    let bare = text.parse::<IpAddr>().map(|ip| SocketAddr::from((ip, 53)));
    bare.or_else(|_| text.parse())
}

fn nothing_given() -> Error {
    Error::usage(
        "nothing-to-go-by",
        "there is nothing that could tell the Mimecast grid: no account code, no mail domain and no Mimecast credentials",
    )
    .hint("pass --account-code CODE; the Mimecast console shows it under Account Settings")
    .hint("or --domain DOMAIN, the domain of your mail addresses")
    .hint(format!(
        "or set {MIMECAST_CLIENT_ID} and {MIMECAST_CLIENT_SECRET}, or name a file with --credentials FILE"
    ))
}

#[cfg(test)]
mod tests {
    use super::resolver;

    #[test]
    fn a_resolver_is_asked_at_its_own_port() {
        for (text, address) in [
            ("192.0.2.53", Some("192.0.2.53:53")),
            ("192.0.2.53:5353", Some("192.0.2.53:5353")),
            ("2001:db8::1", Some("[2001:db8::1]:53")),
            ("[2001:db8::1]:5353", Some("[2001:db8::1]:5353")),
            ("dns.example", None),
            ("", None),
        ] {
            let read = resolver(text).ok().map(|address| address.to_string());
            assert_eq!(read.as_deref(), address, "{text}");
        }
    }
}
