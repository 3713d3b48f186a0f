//! Which account the credentials belong to.

use serde::Serialize;
use serde_json::Value;

use super::client::{Api, Mimecast, refusal};
use crate::connector::AccountCode;
use crate::error::{Error, Result};
use crate::http::{Repeat, Request, redact};

/// A Mimecast account. Of what Mimecast says about it only this is kept: the same answer holds a
/// passphrase and a support code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account code, whose prefix names the grid.
    pub code: AccountCode,
    /// The account's name, where one is told.
    pub name: Option<String>,
}

impl Serialize for Account {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut account = serializer.serialize_struct("Account", 2)?;
        account.serialize_field("code", self.code.as_str())?;
        account.serialize_field("name", &self.name)?;
        account.end()
    }
}

/// `GET /identity/whoami`: needs the product only, no role.
const WHOAMI: &str = "/identity/whoami";

pub(super) const GET_ACCOUNT: Api = Api {
    path: "/api/account/get-account",
    product: "accountmanagement",
    role: "Account | Dashboard | Read",
    repeat: Repeat::Safe,
};

const DOING: &str = "reading the Mimecast account";

impl Mimecast {
    /// The account of these credentials: `whoami` first, which needs the lesser permission, then
    /// `get-account` where that is missing or says no code.
    ///
    /// # Errors
    /// `mimecast-credentials-rejected`, `mimecast-permission-missing` ([`Kind::Credentials`]);
    /// `account-code-unreadable` when neither answer holds one; those of the transport.
    ///
    /// [`Kind::Credentials`]: crate::error::Kind::Credentials
    pub async fn account(&self) -> Result<Account> {
        let reply = self.authorized(|| Request::get(WHOAMI, DOING)).await?;
        if reply.is_success() {
            if let Some(account) = of_whoami(&reply.json()?) {
                return Ok(account);
            }
        } else if !matches!(reply.status(), 403..=405) {
            return Err(refusal(&reply, &GET_ACCOUNT));
        }
        let data = self.call(&GET_ACCOUNT, DOING, Vec::new()).await?;
        let account = data.iter().find_map(|record| {
            Some(Account {
                code: code_in(record)?,
                name: text(record, &["accountName"]),
            })
        });
        account.ok_or_else(|| {
            Error::failed(
                "account-code-unreadable",
                format!(
                    "{DOING}: neither {WHOAMI} nor {} tells the account code",
                    GET_ACCOUNT.path
                ),
            )
            .hint(
                "give it with --account-code; the Mimecast console shows it under Account Settings",
            )
        })
    }
}

/// Reads `{"account-codes":{"cg":…},"home-account":{…}}`; medium confidence in this shape.
fn of_whoami(document: &Value) -> Option<Account> {
    let codes = document.get("account-codes");
    let home = document.get("home-account");
    // Cloud Gateway's code is the one of the console; `lead` is that of a partner's main account.
    let code = ["cg", "lead"]
        .iter()
        .find_map(|key| codes?.get(key)?.as_str()?.parse().ok())
        .or_else(|| code_in(home?))?;
    let name = home.and_then(|home| text(home, &["name", "accountName", "account-name"]));
    Some(Account { code, name })
}

fn code_in(record: &Value) -> Option<AccountCode> {
    ["accountCode", "account-code", "code"]
        .iter()
        .find_map(|key| record.get(key)?.as_str()?.parse().ok())
}

fn text(record: &Value, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| record.get(key)?.as_str())
        .map(|name| redact::printable(name, 200))
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_every_shape_of_whoami() {
        for (document, code) in [
            (
                json!({"account-codes":{"cg":"CUK1A1","lead":"CUK9Z9"}}),
                Some("CUK1A1"),
            ),
            (
                json!({"account-codes":{"cg":null,"lead":"CUK9Z9"}}),
                Some("CUK9Z9"),
            ),
            (
                json!({"home-account":{"account-code":"cusa1a1"}}),
                Some("CUSA1A1"),
            ),
            (
                json!({"account-codes":{"cg":"?"},"home-account":{"code":"CDE1A1"}}),
                Some("CDE1A1"),
            ),
            (json!({"account-codes":["CUK1A1"]}), None),
            (json!({}), None),
            (json!("CUK1A1"), None),
        ] {
            let account = of_whoami(&document);
            assert_eq!(
                account.as_ref().map(|a| a.code.as_str()),
                code,
                "{document}"
            );
        }
    }
}
