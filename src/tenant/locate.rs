//! Where a Mimecast account lives, from what is known of it.

use crate::connector::{AccountCode, Grid, GridName, MimecastSite};
use crate::error::{Error, Result};
use crate::plan::{Guard, Refusal, Warning};

/// A site, and what is doubtful about it.
#[derive(Debug, Clone)]
pub struct Located {
    /// Grid or host.
    pub site: MimecastSite,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// Set when the account code belongs to another grid.
    pub refusal: Option<Refusal>,
}

/// Finds the site of an account: a host given by hand, else the subdomain, else the account code's grid.
///
/// # Errors
/// Usage: neither is given and the account code's prefix names no grid, or the host is malformed.
pub fn locate(
    subdomain: Option<GridName>,
    host: Option<&str>,
    code: &AccountCode,
) -> Result<Located> {
    let by_code = Grid::of_account_code(code);
    let mut located = Located {
        site: match (host, subdomain, by_code) {
            (Some(host), _, _) => MimecastSite::from_host(host)?,
            (None, Some(GridName(grid)), _) => grid.into(),
            (None, None, Some(grid)) => grid.into(),
            (None, None, None) => {
                return Err(Error::usage(
                    "subdomain-missing",
                    format!(
                        "the account code {code} does not tell which Mimecast grid it belongs to"
                    ),
                )
                .hint("pass --subdomain, or --mimecast-host for a grid that is not in the table"));
            }
        },
        warnings: Vec::new(),
        refusal: None,
    };
    let grid = Grid::all()
        .iter()
        .find(|g| g.api_host == located.site.api_host);
    if let Some(caveat) = grid.and_then(|g| g.caveat) {
        located.warnings.push(Warning {
            code: "grid-contested",
            message: caveat.to_owned(),
        });
    }
    match by_code {
        Some(by_code) if by_code.api_host != located.site.api_host => {
            located.refusal = Some(Guard::GridMismatch.refuse(format!(
                "the account code {code} belongs to the Mimecast grid {} ({}), not to {}. \
                 Pass --subdomain {}, or check the account code",
                by_code.subdomain, by_code.name, located.site, by_code.subdomain
            )));
        }
        Some(_) => {}
        None => located.warnings.push(Warning {
            code: "account-prefix-unknown",
            message: format!(
                "no documented account-code prefix fits {code}, so it could not be checked that it belongs to {}",
                located.site
            ),
        }),
    }
    Ok(located)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> AccountCode {
        text.parse().unwrap()
    }

    #[test]
    fn the_account_code_alone_finds_its_grid() {
        let table = [
            ("CUK1A1", "eu"),
            ("CDE1A1", "de"),
            ("CUSA1A1", "us"),
            ("CUSB1A1", "usb"),
            ("CCA1A1", "ca"),
            ("CSA1A1", "za"),
            ("CAU1A1", "au"),
        ];
        for (text, subdomain) in table {
            let located = locate(None, None, &code(text)).unwrap();
            assert_eq!(located.site.subdomain, subdomain, "{text}");
            assert!(located.refusal.is_none() && located.warnings.is_empty());
        }
    }

    #[test]
    fn another_grids_account_code_is_refused() {
        let located = locate(Some("us".parse().unwrap()), None, &code("CUK1A1")).unwrap();
        let refusal = located.refusal.unwrap();
        assert_eq!(refusal.guard, "grid-mismatch");
        assert!(refusal.message.contains("--subdomain eu"));
    }

    #[test]
    fn an_unknown_prefix_warns_with_a_subdomain_and_fails_alone() {
        let located = locate(Some("jer".parse().unwrap()), None, &code("CZZ1A1")).unwrap();
        let codes: Vec<_> = located.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["grid-contested", "account-prefix-unknown"]);
        let error = locate(None, None, &code("CZZ1A1")).unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("subdomain-missing", 64));
    }

    #[test]
    fn a_host_by_hand_serves_a_grid_that_is_not_in_the_table() {
        let located = locate(None, Some("ae-api.mimecast.com"), &code("CAE1A1")).unwrap();
        assert_eq!(located.site.api_host, "ae-api.mimecast.com");
        assert_eq!(located.site.subdomain, "ae");
    }
}
