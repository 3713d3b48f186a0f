//! Which Mimecast grid and account it is, from as little as the person has.

use std::net::SocketAddr;

use serde::Serialize;

use crate::connector::{AccountCode, Grid, MailRoute, MimecastSite};
use crate::dns::{self, MailDomain};
use crate::error::Result;
use crate::mimecast::Mimecast;
use crate::plan::Warning;

/// What there is to go by; at least one of them.
#[derive(Debug)]
pub struct Clues {
    /// The account code; its prefix names the grid, offline.
    pub account_code: Option<AccountCode>,
    /// A client that can say which account it belongs to. It is asked where no account code is given.
    pub mimecast: Option<Mimecast>,
    /// A domain whose mail goes to Mimecast, and the resolver to ask instead of this system's.
    pub domain: Option<(MailDomain, Option<SocketAddr>)>,
}

/// What was found.
#[derive(Debug, Serialize)]
pub struct Discovered {
    /// Where the account lives; `None` where nothing tells.
    pub grid: Option<MimecastSite>,
    /// The account code; MX records do not tell it.
    pub account_code: Option<AccountCode>,
    /// What was looked at, in the order of its weight.
    pub evidence: Vec<Evidence>,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// What to do next, one remedy an entry.
    pub hints: Vec<String>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub struct Evidence {
    /// `mimecast-api`, `account-code` or `mx`.
    pub source: &'static str,
    /// What it says.
    pub message: String,
    /// The subdomain of the grid that it points to.
    pub grid: Option<&'static str>,
}

/// Looks at every clue. The account code outweighs MX records: those tell where mail goes, which differs
/// while a domain is moving.
///
/// # Errors
/// Those of Mimecast's client and of [`dns::mail_hosts`].
pub async fn discover(clues: Clues) -> Result<Discovered> {
    let mut evidence = Vec::new();
    let account_code = match (clues.account_code, clues.mimecast) {
        (None, Some(mimecast)) => {
            let account = mimecast.account().await?;
            let name = account.name.map(|name| format!(" ({name})"));
            evidence.push(Evidence {
                source: "mimecast-api",
                message: format!(
                    "the credentials belong to the account {}{}",
                    account.code,
                    name.unwrap_or_default()
                ),
                grid: None,
            });
            Some(account.code)
        }
        (given, _) => given,
    };
    let by_code = account_code.as_ref().and_then(Grid::of_account_code);
    evidence.extend(account_code.as_ref().map(|code| of_code(code, by_code)));
    let route = match &clues.domain {
        None => None,
        Some((domain, server)) => {
            let hosts = dns::mail_hosts(domain, *server).await?;
            let route = MailRoute::of_hosts(&hosts);
            evidence.push(of_route(domain, &hosts, &route));
            Some(route)
        }
    };
    let by_mail = match &route {
        Some(MailRoute::Grid(grid)) => Some(*grid),
        _ => None,
    };
    let grid = by_code.or(by_mail);
    Ok(Discovered {
        warnings: warnings(by_code, by_mail),
        hints: match (&route, grid) {
            (Some(MailRoute::Unknown(unknown)), None) => vec![unknown.hint(), CONSOLE.to_owned()],
            _ => hints(grid, account_code.as_ref(), by_code.is_some()),
        },
        grid: grid.map(MimecastSite::from),
        account_code,
        evidence,
    })
}

fn of_code(code: &AccountCode, grid: Option<&'static Grid>) -> Evidence {
    Evidence {
        source: "account-code",
        message: match grid {
            Some(grid) => format!(
                "{code}: account codes of this grid begin with {}",
                grid.account_prefixes.join(" or ")
            ),
            None => format!("{code}: no grid is documented whose account codes begin so"),
        },
        grid: grid.map(|grid| grid.subdomain),
    }
}

fn of_route(domain: &MailDomain, hosts: &[String], route: &MailRoute) -> Evidence {
    let found = match route {
        MailRoute::Grid(grid) => format!("hosts of the grid {}", grid.subdomain),
        MailRoute::Several(grids) => {
            let names: Vec<&str> = grids.iter().map(|g| g.subdomain).collect();
            format!("hosts of several grids ({})", names.join(", "))
        }
        MailRoute::Unknown(grid) => format!(
            "hosts of Mimecast's grid {}, which exists and is not known here",
            grid.name
        ),
        MailRoute::Mimecast => "Mimecast's, and not documented to be of one grid".to_owned(),
        MailRoute::Elsewhere => "none of them is Mimecast's".to_owned(),
    };
    Evidence {
        source: "mx",
        message: format!("{domain}: {}: {found}", hosts.join(", ")),
        grid: match route {
            MailRoute::Grid(grid) => Some(grid.subdomain),
            _ => None,
        },
    }
}

fn warnings(by_code: Option<&Grid>, by_mail: Option<&Grid>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let (Some(code), Some(mail)) = (by_code, by_mail)
        && code != mail
    {
        warnings.push(Warning {
            code: "mx-other-grid",
            message: format!(
                "the mail goes to the grid {} ({}), and the account is of {} ({}): the domain may be \
                 moving, or belong to another account",
                mail.subdomain, mail.name, code.subdomain, code.name
            ),
        });
    }
    if by_code.is_none() && by_mail.is_some() {
        warnings.push(Warning {
            code: "grid-by-mail",
            message: "MX records tell where mail goes; compare the grid with your account code"
                .to_owned(),
        });
    }
    if let Some(caveat) = by_code.or(by_mail).and_then(|grid| grid.caveat) {
        warnings.push(Warning {
            code: "grid-contested",
            message: caveat.to_owned(),
        });
    }
    warnings
}

/// Where the account code is shown.
const CONSOLE: &str = "the Mimecast console shows the account code under Account Settings";

fn hints(grid: Option<&Grid>, code: Option<&AccountCode>, by_code: bool) -> Vec<String> {
    match (grid, code) {
        (Some(grid), Some(code)) => {
            let subdomain = match by_code {
                true => String::new(),
                false => format!(" --subdomain {}", grid.subdomain),
            };
            vec![format!(
                "check everything else with sso-setup doctor --account-code {code}{subdomain}"
            )]
        }
        (Some(_), None) => vec![
            CONSOLE.to_owned(),
            "or set MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET, and run this again without --domain"
                .to_owned(),
        ],
        (None, _) => {
            let unprefixed: Vec<&str> = Grid::all()
                .iter()
                .filter(|grid| grid.account_prefixes.is_empty())
                .map(|grid| grid.subdomain)
                .collect();
            let code = code.is_none().then(|| CONSOLE.to_owned());
            code.into_iter()
                .chain([format!(
                    "no account-code prefix is documented for {}: if the account is there, pass \
                     --subdomain to the other commands",
                    unprefixed.join(" and ")
                )])
                .collect()
        }
    }
}
