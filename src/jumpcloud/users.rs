//! Users, as far as signing in is concerned.

use std::collections::BTreeSet;

use futures_util::future::try_join_all;
use serde::Serialize;
use serde_json::{Value, json};

use super::client::{JumpCloud, Need};
use super::one;
use super::paging::List;
use crate::error::{Error, Result};
use crate::http::{Request, path_segment};
use crate::text;

const USERS: &str = "/api/systemusers";
const SEARCH: &str = "/api/search/systemusers";

/// What is asked of a user: v1 separates fields by spaces.
const FIELDS: &str = "email state activated suspended account_locked password_expired";

/// A JumpCloud user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The e-mail address, which becomes the NameID; empty where there is none.
    pub email: String,
    /// Whether the user can sign in.
    pub sign_in: SignIn,
}

impl User {
    /// What one costs in memory, near enough.
    fn bytes(&self) -> usize {
        size_of::<User>() + self.id.len() + self.email.len()
    }
}

/// Whether a user can sign in (JumpCloud KB, *User Status Indicator* and *Password Statuses*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// State `ACTIVATED`, with a password that is neither missing nor expired, neither suspended nor locked.
    Can,
    /// Not before setting a password (`activated: false`, possibly with `state: ACTIVATED`).
    PasswordPending,
    /// No.
    Cannot(Hindrance),
}

impl SignIn {
    /// Whether the user can sign in now.
    pub fn can(self) -> bool {
        self == SignIn::Can
    }
}

/// What keeps a user from signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hindrance {
    /// Suspended.
    Suspended,
    /// Staged, or in any state but `ACTIVATED`.
    NotActivated,
    /// Locked after too many wrong passwords (`account_locked`).
    Locked,
    /// The password has expired (`password_expired`).
    PasswordExpired,
    /// The record lacks one of the fields that were asked for. Every record seen has them all: one without them does
    /// not say that the user can sign in (*assumed*).
    NotTold,
}

impl SignIn {
    /// Not known means no.
    fn of(record: &Value) -> Self {
        let says = |key: &str| record.get(key).and_then(Value::as_bool);
        let state = record.get("state").and_then(Value::as_str);
        if says("suspended") == Some(true) || state == Some("SUSPENDED") {
            return SignIn::Cannot(Hindrance::Suspended);
        }
        match state {
            None => return SignIn::Cannot(Hindrance::NotTold),
            Some("ACTIVATED") => {}
            Some(_) => return SignIn::Cannot(Hindrance::NotActivated),
        }
        if says("account_locked") == Some(true) {
            return SignIn::Cannot(Hindrance::Locked);
        }
        let told = ["suspended", "account_locked", "password_expired"];
        match (says("activated"), says("password_expired")) {
            // Whoever has no password yet has none that could have expired.
            (Some(false), _) => SignIn::PasswordPending,
            (_, Some(true)) => SignIn::Cannot(Hindrance::PasswordExpired),
            (Some(true), _) if told.iter().all(|key| says(key).is_some()) => SignIn::Can,
            _ => SignIn::Cannot(Hindrance::NotTold),
        }
    }
}

fn user_of(id: &str, record: &Value) -> User {
    let email = record.get("email").and_then(Value::as_str);
    User {
        id: id.to_owned(),
        email: email.unwrap_or_default().to_owned(),
        sign_in: SignIn::of(record),
    }
}

fn users_list(doing: &str) -> List<'_> {
    let list = List::v1(USERS, doing, Need::ReadUsers).passing_over();
    list.query("sort", "_id").query("fields", FIELDS)
}

impl JumpCloud {
    /// Every user (v1 `GET /systemusers`). A record that is missing is passed over.
    ///
    /// # Errors
    /// `list-unreadable` where nothing at all can be read; else as [`JumpCloud::organizations`].
    pub async fn users(&self) -> Result<Vec<User>> {
        self.users_of(users_list("listing the JumpCloud users"))
            .await
    }

    async fn users_of(&self, list: List<'_>) -> Result<Vec<User>> {
        let mut users = Vec::new();
        let keep = |id: &str, record: Value| {
            let user = user_of(id, &record);
            let bytes = user.bytes();
            users.push(user);
            bytes
        };
        self.each(list, keep).await?;
        Ok(users)
    }

    /// The users with these ids, as far as there are any: the first page of all of them and, where that does not
    /// have everybody, whichever takes fewer requests: each of the others by id, or the rest of the pages. (No
    /// filter by several ids is documented.)
    ///
    /// # Errors
    /// As [`JumpCloud::users`] and [`JumpCloud::user`].
    pub async fn users_with(&self, ids: &BTreeSet<String>) -> Result<Vec<User>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let doing = "listing the JumpCloud users";
        let mut users = Vec::new();
        let take = |id: &str, record: Value| {
            if ids.contains(id) {
                users.push(user_of(id, &record));
            }
            0
        };
        let more = self.first_page(users_list(doing), take).await?;
        let found: BTreeSet<&str> = users.iter().map(|user| user.id.as_str()).collect();
        let missing: Vec<String> = ids
            .iter()
            .filter(|id| !found.contains(id.as_str()))
            .cloned()
            .collect();
        if more > 0 && missing.len() as u64 <= more {
            let asked = try_join_all(missing.iter().map(|id| self.user(id))).await?;
            users.extend(asked.into_iter().flatten());
        } else if more > 0 {
            users = self.users().await?;
            users.retain(|user| ids.contains(&user.id));
        }
        if users.is_empty() {
            return Err(Error::failed(
                "list-unreadable",
                format!(
                    "{doing}: JumpCloud names {} users who have access, and shows none of them",
                    ids.len()
                ),
            )
            .hint("somebody may be changing them just now: run the same command again"));
        }
        Ok(users)
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
        if reply.status() == 404 {
            return Ok(None);
        }
        let record = one::object_with(&reply, id, "a user")?;
        Ok(Some(user_of(id, &record)))
    }

    /// The user with this e-mail address, upper and lower case aside.
    ///
    /// The filter is case-sensitive and stored addresses may be in mixed case: the address is asked for as given, in
    /// lower case, and then searched for (v1 `POST /search/systemusers`, which finds parts of texts; that it ignores
    /// case is *assumed* from JumpCloud's own module using it so).
    ///
    /// # Errors
    /// `user-ambiguous` when several have it; else as [`JumpCloud::organizations`].
    pub async fn find_user(&self, email: &str) -> Result<Option<User>> {
        let doing = format!("finding the JumpCloud user {}", text::value(email, 100));
        let mut spellings = vec![email.to_owned(), email.to_lowercase()];
        spellings.dedup();
        let filtered = spellings
            .iter()
            .map(|spelling| users_list(&doing).query("filter", format!("email:$eq:{spelling}")));
        let search = json!({
            "searchFilter": { "searchTerm": email, "fields": ["email"] },
            "fields": FIELDS,
        });
        let searched = List::v1(SEARCH, &doing, Need::ReadUsers).passing_over();
        for list in filtered.chain([searched.searching(search)]) {
            let mut users = self.users_of(list).await?;
            users.retain(|user| user.email.to_lowercase() == email.to_lowercase());
            match users.as_slice() {
                [] => {}
                [one] => return Ok(Some(one.clone())),
                [one, other, ..] => {
                    return Err(Error::failed(
                        "user-ambiguous",
                        format!(
                            "{doing}: several users have this address: {} and {}",
                            one.id, other.id
                        ),
                    )
                    .hint("correct the addresses in the JumpCloud console"));
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_can_sign_in_is_said_in_full() {
        let full = || {
            json!({
                "state": "ACTIVATED", "activated": true, "suspended": false,
                "account_locked": false, "password_expired": false,
            })
        };
        let cannot = |why| SignIn::Cannot(why);
        let table = [
            (json!({}), SignIn::Can),
            (json!({"suspended": true}), cannot(Hindrance::Suspended)),
            (json!({"state": "SUSPENDED"}), cannot(Hindrance::Suspended)),
            (json!({"state": "STAGED"}), cannot(Hindrance::NotActivated)),
            (
                json!({"state": "activated"}),
                cannot(Hindrance::NotActivated),
            ),
            (json!({"account_locked": true}), cannot(Hindrance::Locked)),
            (
                json!({"password_expired": true}),
                cannot(Hindrance::PasswordExpired),
            ),
            (json!({"activated": false}), SignIn::PasswordPending),
            (
                json!({"activated": false, "password_expired": true}),
                SignIn::PasswordPending,
            ),
            (
                json!({"activated": false, "account_locked": true}),
                cannot(Hindrance::Locked),
            ),
            (
                json!({"activated": false, "state": "STAGED"}),
                cannot(Hindrance::NotActivated),
            ),
            (json!({"state": null}), cannot(Hindrance::NotTold)),
            (json!({"activated": null}), cannot(Hindrance::NotTold)),
            (json!({"activated": "true"}), cannot(Hindrance::NotTold)),
            (json!({"suspended": null}), cannot(Hindrance::NotTold)),
            (json!({"account_locked": null}), cannot(Hindrance::NotTold)),
            (json!({"password_expired": 0}), cannot(Hindrance::NotTold)),
        ];
        for (change, expected) in table {
            let mut record = full();
            for (key, value) in change.as_object().into_iter().flatten() {
                record[key] = value.clone();
            }
            assert_eq!(SignIn::of(&record), expected, "{change}");
        }
        for key in [
            "state",
            "activated",
            "suspended",
            "account_locked",
            "password_expired",
        ] {
            let mut record = full();
            record.as_object_mut().into_iter().for_each(|r| {
                r.remove(key);
            });
            assert_eq!(SignIn::of(&record), cannot(Hindrance::NotTold), "{key}");
        }
        assert_eq!(SignIn::of(&json!(null)), cannot(Hindrance::NotTold));
    }
}
