//! Mimecast account codes: `CUK1A1`, `CUSA1A1`.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::{Error, Result};

/// A Mimecast account code, always upper case; its prefix names the grid ([`super::Grid::of_account_code`]).
///
/// Shape: `C`, then letters and digits, 5 to 20 characters in all. Codes should be capitalised
/// when pasted into an identity provider (Mimecast community, DOC-2992).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct AccountCode(String);

impl AccountCode {
    /// The code, upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code in lower case, as it stands in a default IdP URL suffix.
    pub fn to_lower(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AccountCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let code = text.trim().to_ascii_uppercase();
        let well_formed = (5..=20).contains(&code.len())
            && code.starts_with('C')
            && code.bytes().all(|b| b.is_ascii_alphanumeric())
            && code.bytes().any(|b| b.is_ascii_digit());
        if well_formed {
            return Ok(AccountCode(code));
        }
        Err(Error::usage(
            "account-code-malformed",
            format!("\"{}\" is not a Mimecast account code", text.trim()),
        )
        .hint(
            "an account code starts with C and looks like CUK1A1 or CUSA1A1; \
             the Mimecast console shows it under Account Settings",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn upper_cases_and_trims() {
        assert_eq!(
            " cuk1a1\n".parse::<AccountCode>().unwrap().as_str(),
            "CUK1A1"
        );
    }

    #[test]
    fn refuses_what_is_not_a_code() {
        for text in [
            "",
            "C",
            "CUK",
            "UK1A1",
            "CUK 1A1",
            "CUK-1A1",
            "XXXXXX",
            "CXXXXX",
            "C\u{212a}K1A1",
            "eu-api.mimecast.com.CUK1A1",
        ] {
            assert!(text.parse::<AccountCode>().is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_is_idempotent(text in ".{0,30}") {
            if let Ok(code) = text.parse::<AccountCode>() {
                prop_assert_eq!(code.as_str().parse::<AccountCode>().unwrap(), code);
            }
        }
    }
}
