//! Users, as far as signing in is concerned.

use serde::Serialize;
use serde_json::Value;

use super::client::{JumpCloud, Need};
use super::one;
use super::paging::{List, record_id};
use crate::error::Result;
use crate::http::{Request, path_segment, redact};

const USERS: &str = "/api/systemusers";

/// A JumpCloud user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The e-mail address, which becomes the NameID; empty where there is none.
    pub email: String,
    /// Whether the user can sign in: state `ACTIVATED` and not suspended. Not known means no.
    pub active: bool,
}

fn user_of(record: &Value) -> User {
    let text = |key| {
        record
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let suspended = record.get("suspended").and_then(Value::as_bool);
    User {
        id: record_id(record).unwrap_or_default().to_owned(),
        email: text("email"),
        active: text("state") == "ACTIVATED" && suspended != Some(true),
    }
}

fn users_list(doing: &str) -> List<'_> {
    List::new(USERS, doing, Need::ReadUsers)
        .query("sort", "_id")
        .query("fields", "email state suspended username")
}

impl JumpCloud {
    /// Every user (v1 `GET /systemusers`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn users(&self) -> Result<Vec<User>> {
        let records = self.list(users_list("listing the JumpCloud users")).await?;
        Ok(records.iter().map(user_of).collect())
    }

    /// One user (v1 `GET /systemusers/{id}`); `None` where there is none with this id.
    ///
    /// # Errors
    /// `answer-of-another` when the answer is another user; `unexpected-answer`; else as
    /// [`JumpCloud::organizations`].
    pub async fn user(&self, id: &str) -> Result<Option<User>> {
        let request = Request::get(
            format!("{USERS}/{}", path_segment(id)?),
            format!("reading the JumpCloud user {id}"),
        );
        let reply = self.send_or(request, Need::ReadUsers, &[404]).await?;
        match reply.status() {
            404 => Ok(None),
            _ => Ok(Some(user_of(&one::object_with(&reply, id, "a user")?))),
        }
    }

    /// The user with this e-mail address, upper and lower case aside.
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn find_user(&self, email: &str) -> Result<Option<User>> {
        let doing = format!(
            "finding the JumpCloud user {}",
            redact::printable(email, 100)
        );
        // The filter is case-sensitive: ask for the address as given, then in lower case.
        let mut spellings = vec![email.to_owned(), email.to_lowercase()];
        spellings.dedup();
        for spelling in spellings {
            let list = users_list(&doing).query("filter", format!("email:$eq:{spelling}"));
            let found = self
                .list(list)
                .await?
                .iter()
                .map(user_of)
                .find(|user| user.email.to_lowercase() == email.to_lowercase());
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}
