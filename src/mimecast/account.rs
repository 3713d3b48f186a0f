//! Which account the credentials belong to.

use serde::Serialize;
use serde_json::Value;

use super::client::{Api, Mimecast, refusal};
use crate::connector::AccountCode;
use crate::error::{Error, Result};
use crate::http::{Repeat, Request};
use crate::text;

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
    method: "POST",
    path: "/api/account/get-account",
    product: "accountmanagement",
    role: "Account | Dashboard | Read",
    repeat: Repeat::Safe,
};

const DOING: &str = "reading the Mimecast account";

/// What Mimecast says when it is asked whose credentials these are.
#[derive(Debug, Clone)]
pub enum AccountTold {
    /// The account.
    Told(Account),
    /// Mimecast answered, and did not tell: the permission or the call is missing (403, 404), or there is no
    /// account code in the answer. The error says which. Never for refused credentials or an answer that was lost.
    NotTold(Error),
}

/// What `whoami` says: the codes of Cloud Gateway (`cg`) and of the partner's main account (`lead`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhoAmI {
    /// Cloud Gateway's code, which is the one of the console; `None` where it is null, malformed or left out.
    pub gateway: Option<AccountCode>,
    /// The code of a partner's main account: never that of this account.
    pub lead: Option<AccountCode>,
    /// The home account's name, where one is told.
    pub name: Option<String>,
}

impl Mimecast {
    /// The account of these credentials, or that Mimecast does not tell it: `whoami` first, which needs the lesser
    /// permission, then `get-account` where that is missing or says no code.
    ///
    /// # Errors
    /// `mimecast-credentials-rejected` ([`Kind::Credentials`]) for a 401; `unexpected-answer` for one that is not
    /// Mimecast's; those of the transport for one that was lost.
    ///
    /// [`Kind::Credentials`]: crate::error::Kind::Credentials
    pub async fn account_told(&self) -> Result<AccountTold> {
        let WhoAmI { gateway, name, .. } = self.whoami().await?.unwrap_or_default();
        match gateway {
            Some(code) => Ok(AccountTold::Told(Account { code, name })),
            None => self.get_account().await,
        }
    }

    /// As [`Mimecast::account_told`], where an account that is not told is an error.
    ///
    /// # Errors
    /// Those of [`Mimecast::account_told`]; `mimecast-permission-missing` ([`Kind::Credentials`]);
    /// `account-code-unreadable` when neither answer holds one.
    ///
    /// [`Kind::Credentials`]: crate::error::Kind::Credentials
    pub async fn account(&self) -> Result<Account> {
        match self.account_told().await? {
            AccountTold::Told(account) => Ok(account),
            AccountTold::NotTold(error) => Err(error),
        }
    }

    /// What `whoami` says; `None` where the gateway does not offer it to these credentials (403, 404, 405).
    ///
    /// # Errors
    /// Those of [`Mimecast::account_told`].
    pub async fn whoami(&self) -> Result<Option<WhoAmI>> {
        let reply = self.authorized(Request::get(WHOAMI, DOING)).await?;
        match reply.status() {
            _ if reply.is_success() => Ok(Some(of_whoami(&reply.json()?))),
            403..=405 => Ok(None),
            _ => Err(refusal(&reply, &GET_ACCOUNT)),
        }
    }

    /// What `get-account` says, which is the authority: `whoami` may tell a partner's code.
    ///
    /// # Errors
    /// Those of [`Mimecast::account_told`].
    pub async fn get_account(&self) -> Result<AccountTold> {
        let data = match self.call_loosely(&GET_ACCOUNT, DOING).await {
            Ok(data) => data,
            Err(error) => {
                let error = Error::from(error);
                return match error.code {
                    "mimecast-permission-missing" | "mimecast-endpoint-missing" => {
                        Ok(AccountTold::NotTold(error))
                    }
                    _ => Err(error),
                };
            }
        };
        let mut told = data.iter().filter_map(|record| {
            Some(Account {
                code: code_in(record)?,
                name: text(record, &["accountName"]),
            })
        });
        let found = told.next();
        // One code, whatever else stands there: two would be a guess.
        let others = told.any(|other| Some(&other.code) != found.as_ref().map(|f| &f.code));
        Ok(match found.filter(|_| !others) {
            Some(account) => AccountTold::Told(account),
            None => AccountTold::NotTold(unreadable()),
        })
    }
}

fn unreadable() -> Error {
    Error::failed(
        "account-code-unreadable",
        format!(
            "{DOING}: neither {WHOAMI} nor {} tells the account code",
            GET_ACCOUNT.path
        ),
    )
    .hint("give it with --account-code; the Mimecast console shows it under Account Settings")
}

/// Reads `{"account-codes":{"cg":…,"lead":…},"home-account":{…}}`; medium confidence in this shape. `cg` can be
/// null, and `lead` is then a partner's code (fixtures of Scriptception's Terraform provider). The home account's
/// code counts only where no `account-codes` is told: nobody saw what it is beside a null `cg`.
fn of_whoami(document: &Value) -> WhoAmI {
    let codes = document.get("account-codes");
    let home = document.get("home-account");
    let code = |key: &str| codes?.get(key)?.as_str()?.parse().ok();
    WhoAmI {
        gateway: match codes {
            Some(_) => code("cg"),
            None => home.and_then(code_in),
        },
        lead: code("lead"),
        name: home.and_then(|home| text(home, &["name", "accountName", "account-name"])),
    }
}

fn code_in(record: &Value) -> Option<AccountCode> {
    ["accountCode", "account-code", "code"]
        .iter()
        .find_map(|key| record.get(key)?.as_str()?.parse().ok())
}

fn text(record: &Value, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| record.get(key)?.as_str())
        .map(|name| text::value(name, 200))
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
                json!({"account-codes":{"cg":null,"lead":"CUK9Z9"},"home-account":{"code":"CDE1A1"}}),
                None,
            ),
            (
                json!({"home-account":{"account-code":"cusa1a1"}}),
                Some("CUSA1A1"),
            ),
            (
                json!({"account-codes":{"cg":"?"},"home-account":{"code":"CDE1A1"}}),
                None,
            ),
            (json!({"account-codes":["CUK1A1"]}), None),
            (json!({}), None),
            (json!("CUK1A1"), None),
        ] {
            let told = of_whoami(&document).gateway;
            assert_eq!(told.as_ref().map(AccountCode::as_str), code, "{document}");
        }
    }
}
