//! The one table of Mimecast grids. No other file spells a Mimecast host.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::AccountCode;
use crate::error::{Error, Result};

/// A row of the grid table.
///
/// Sources: API hosts and account-code prefixes from Mimecast's own SSO and account-code articles
/// (eu, de, us, usb, ca, za, au: high confidence); `jer` from Microsoft's and Google's guides,
/// contested by `je-api` in scripts (medium); `uspcom` from an open Microsoft documentation change
/// (medium). Login hosts only where one was seen in use. Mail hosts: `us` and `za` from Mimecast's own
/// MX article (KB 34000417366675), the others from MX records in public files, no row from one alone
/// but `jer` (one scan, and Mimecast's other hosts there: medium); those of `ca` and `uspcom` are
/// assumed to begin as the hosts that send mail there do (`ca-smtp-outbound-1.mimecast.com`,
/// `uspcom-smtp-outbound-1.mimecast-pscom-us.com`: low).
#[derive(Debug, PartialEq, Eq)]
pub struct Grid {
    /// What the article calls the Mimecast subdomain (`XX`).
    pub subdomain: &'static str,
    /// The region in words.
    pub name: &'static str,
    /// Host of the ACS URLs and, followed by the account code, the SP entity ID.
    pub api_host: &'static str,
    /// How account codes of this grid begin; empty where none is documented.
    pub account_prefixes: &'static [&'static str],
    /// Host of the sign-in page; the universal one where no regional host is known.
    pub login_host: &'static str,
    /// Hosts that the MX records of this grid's customers name: how the first label begins, and the
    /// domain below it. Empty where none was seen in use.
    pub mail_hosts: &'static [(&'static str, &'static str)],
    /// Spellings people try, answered with this grid's subdomain and never accepted silently.
    pub spellings: &'static [&'static str],
    /// What is uncertain about this row, in a sentence for the person.
    pub caveat: Option<&'static str>,
}

const UNIVERSAL_LOGIN_HOST: &str = "login.mimecast.com";

static GRIDS: [Grid; 9] = [
    Grid {
        subdomain: "eu",
        name: "Europe (excluding Germany)",
        api_host: "eu-api.mimecast.com",
        account_prefixes: &["CUK"],
        login_host: "login-uk.mimecast.com",
        mail_hosts: &[("eu-smtp-", "mimecast.com")],
        spellings: &["uk", "gb", "europe", "emea", "eu-api", "login-uk"],
        caveat: None,
    },
    Grid {
        subdomain: "de",
        name: "Germany",
        api_host: "de-api.mimecast.com",
        account_prefixes: &["CDE"],
        login_host: UNIVERSAL_LOGIN_HOST,
        mail_hosts: &[("de-smtp-", "mimecast.com")],
        spellings: &["ger", "germany", "deutschland", "de-api"],
        caveat: None,
    },
    Grid {
        subdomain: "us",
        name: "United States (grid A)",
        api_host: "us-api.mimecast.com",
        account_prefixes: &["CUSA"],
        login_host: "login-us.mimecast.com",
        mail_hosts: &[("us-smtp-", "mimecast.com")],
        spellings: &["usa", "us-a", "united-states", "us-api"],
        caveat: None,
    },
    Grid {
        subdomain: "usb",
        name: "United States (grid B)",
        api_host: "usb-api.mimecast.com",
        account_prefixes: &["CUSB"],
        login_host: "login-usb.mimecast.com",
        mail_hosts: &[("usb-smtp-", "mimecast.com")],
        spellings: &["us-b", "us2", "usb-api"],
        caveat: None,
    },
    Grid {
        subdomain: "ca",
        name: "Canada",
        api_host: "ca-api.mimecast.com",
        account_prefixes: &["CCA"],
        login_host: UNIVERSAL_LOGIN_HOST,
        mail_hosts: &[("ca-smtp-", "mimecast.com")],
        spellings: &["can", "canada", "ca-api"],
        caveat: None,
    },
    Grid {
        subdomain: "za",
        name: "South Africa",
        api_host: "za-api.mimecast.com",
        account_prefixes: &["CSA"],
        login_host: "login-za.mimecast.com",
        mail_hosts: &[("", "mimecast.co.za")],
        spellings: &["sa", "rsa", "south-africa", "za-api"],
        caveat: None,
    },
    Grid {
        subdomain: "au",
        name: "Australia",
        api_host: "au-api.mimecast.com",
        account_prefixes: &["CAU"],
        login_host: "login-au.mimecast.com",
        mail_hosts: &[("au-smtp-", "mimecast.com")],
        spellings: &["aus", "australia", "apac", "au-api"],
        caveat: None,
    },
    Grid {
        subdomain: "jer",
        name: "Offshore (Jersey)",
        api_host: "jer-api.mimecast.com",
        account_prefixes: &[],
        login_host: "login-jer.mimecast.com",
        mail_hosts: &[("", "mimecast-offshore.com")],
        spellings: &[
            "je",
            "jersey",
            "offshore",
            "jer-api",
            "je-api",
            "offshore-api",
        ],
        caveat: Some(
            "public sources disagree about the Offshore host (jer-api, je-api); \
             compare it with your Mimecast console and pass --mimecast-host if it differs",
        ),
    },
    Grid {
        subdomain: "uspcom",
        name: "United States (public sector)",
        api_host: "uspcom-api.mimecast-pscom-us.com",
        account_prefixes: &[],
        login_host: UNIVERSAL_LOGIN_HOST,
        mail_hosts: &[("uspcom-smtp-", "mimecast-pscom-us.com")],
        spellings: &["pscom", "us-pscom", "uspcom-api"],
        caveat: Some(
            "the public-sector host comes from third-party documents; \
             compare it with your Mimecast console and pass --mimecast-host if it differs",
        ),
    },
];

/// A grid that exists and of which no public source tells enough for a row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownGrid {
    /// What it is called.
    pub name: &'static str,
    /// The domain of its hosts.
    pub domain: &'static str,
    /// What people may type for it.
    spellings: &'static [&'static str],
}

/// The only one (low confidence: its domain in a public file).
static USPGOV: UnknownGrid = UnknownGrid {
    name: "USPGOV",
    domain: "mimecast-psgov-us.com",
    spellings: &["uspgov", "psgov", "us-psgov", "gov", "usgov", "uspgov-api"],
};

impl UnknownGrid {
    /// The unknown grid that `host`, in lower case, is of.
    pub fn of_host(host: &str) -> Option<&'static UnknownGrid> {
        let below = host.strip_suffix(USPGOV.domain)?;
        (below.is_empty() || below.ends_with('.')).then_some(&USPGOV)
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        format!(
            "the grid {} ({}) exists and is not known here: take its API host from your Mimecast console, and \
             pass --mimecast-host HOST",
            self.name, self.domain
        )
    }
}

impl Grid {
    /// Every grid, in the table's order.
    pub fn all() -> &'static [Grid] {
        &GRIDS
    }

    /// The grid whose documented account-code prefix `code` begins with, the longest prefix first.
    pub fn of_account_code(code: &AccountCode) -> Option<&'static Grid> {
        GRIDS
            .iter()
            .flat_map(|grid| grid.account_prefixes.iter().map(move |p| (grid, *p)))
            .filter(|(_, prefix)| code.as_str().starts_with(prefix))
            .max_by_key(|(_, prefix)| prefix.len())
            .map(|(grid, _)| grid)
    }

    /// Whether `host`, in lower case, is one that takes this grid's mail.
    pub fn takes_mail_at(&self, host: &str) -> bool {
        let Some((label, domain)) = host.split_once('.') else {
            return false;
        };
        let mut patterns = self.mail_hosts.iter();
        patterns.any(|(start, below)| domain == *below && label.starts_with(start))
    }

    /// Whether `host`, in lower case, is Mimecast's, of whatever grid.
    pub fn is_mimecast_host(host: &str) -> bool {
        let api = GRIDS.iter().filter_map(|g| g.api_host.split_once('.'));
        let mail = GRIDS.iter().flat_map(|g| g.mail_hosts);
        api.chain(mail.copied())
            .map(|(_, domain)| domain)
            .chain([USPGOV.domain])
            .any(|domain| host.strip_suffix(domain).is_some_and(|h| h.ends_with('.')))
    }
}

/// A subdomain as typed: exactly one row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridName(pub &'static Grid);

impl FromStr for GridName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let typed = text.trim().to_ascii_lowercase();
        if let Some(grid) = GRIDS.iter().find(|g| g.subdomain == typed) {
            return Ok(GridName(grid));
        }
        let known: Vec<&str> = GRIDS.iter().map(|g| g.subdomain).collect();
        let error = Error::usage(
            "subdomain-unknown",
            format!("\"{}\" is not a Mimecast subdomain", text.trim()),
        );
        let option = |g: &Grid| format!("--subdomain {} ({}, {})", g.subdomain, g.name, g.api_host);
        let meant = GRIDS.iter().find(|g| {
            g.spellings.contains(&typed.as_str())
                || g.api_host == typed
                || g.login_host == typed && typed != UNIVERSAL_LOGIN_HOST
        });
        if USPGOV.spellings.contains(&typed.as_str()) || UnknownGrid::of_host(&typed).is_some() {
            let known = GRIDS.iter().filter(|g| g.subdomain == "uspcom");
            return Err(known.fold(error.hint(USPGOV.hint()), |error, grid| {
                error.hint(format!(
                    "the public-sector grid that is known: {}",
                    option(grid)
                ))
            }));
        }
        Err(match meant {
            Some(grid) => error.hint(format!("use {}", option(grid))),
            None => error
                .hint(format!("known subdomains: {}", known.join(", ")))
                .hint("for a grid that is not in the list, pass --mimecast-host HOST")
                .hint(USPGOV.hint()),
        })
    }
}

/// Where one account's Mimecast lives: a row of the table, or a host given by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MimecastSite {
    /// The `XX` of the article; for a host given by hand, its first label without `-api`.
    pub subdomain: String,
    /// The region in words.
    pub name: String,
    /// Host of the ACS URLs and of the SP entity ID.
    pub api_host: String,
    /// Host of the sign-in page.
    #[serde(skip)]
    pub login_host: String,
}

impl From<&'static Grid> for MimecastSite {
    fn from(grid: &'static Grid) -> Self {
        MimecastSite {
            subdomain: grid.subdomain.to_owned(),
            name: grid.name.to_owned(),
            api_host: grid.api_host.to_owned(),
            login_host: grid.login_host.to_owned(),
        }
    }
}

impl MimecastSite {
    /// A grid that is not in the table, by its API host (`xx-api.example.com`, no scheme or path).
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::error::Kind::Usage) when `host` is not a bare host name.
    pub fn from_host(host: &str) -> Result<Self> {
        let host = host.trim().to_ascii_lowercase();
        if let Some(grid) = GRIDS.iter().find(|g| g.api_host == host) {
            return Ok(grid.into());
        }
        let label_ok = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if host.len() > 253 || !host.contains('.') || !host.split('.').all(label_ok) {
            return Err(Error::usage(
                "mimecast-host-malformed",
                format!("\"{host}\" is not a host name"),
            )
            .hint(
                "give the bare host of the API, like xx-api.mimecast.com: \
                 no https://, no port and no path",
            ));
        }
        let first = host.split('.').next().unwrap_or_default();
        Ok(MimecastSite {
            subdomain: first.strip_suffix("-api").unwrap_or(first).to_owned(),
            name: "given by --mimecast-host".to_owned(),
            login_host: UNIVERSAL_LOGIN_HOST.to_owned(),
            api_host: host,
        })
    }
}

impl fmt::Display for MimecastSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, {})", self.subdomain, self.name, self.api_host)
    }
}

#[cfg(test)]
mod tests;
