//! What the API application and its role may read, found out by the very calls that other commands make.

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use super::account::GET_ACCOUNT;
use super::audit::{GET_EVENTS, between};
use super::client::{Api, Mimecast};
use super::directory::{FIND_GROUPS, GROUP_MEMBERS};
use super::group_lists;
use crate::error::Result;

/// Something that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The account's details.
    Account,
    /// Directory groups.
    Groups,
    /// Who is in a directory group.
    Members,
    /// Audit events.
    Audit,
}

/// What a call wants: the product that the API application must include, and the permission that its role must have; empty
/// where none is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Name of the product.
    pub product: &'static str,
    /// Name of the permission.
    pub role: &'static str,
}

impl Wanted {
    const fn by(api: &Api) -> Self {
        Wanted {
            product: api.product,
            role: api.role,
        }
    }
}

/// What came of trying to read something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// Whether anything was told: an empty answer does not show that it may be read.
    pub told: bool,
    /// What the call wants that was answered.
    pub wanted: Wanted,
}

impl Reading {
    /// All, in the order in which they are needed.
    pub const ALL: [Reading; 4] = [
        Reading::Account,
        Reading::Groups,
        Reading::Members,
        Reading::Audit,
    ];

    /// What the call wants that is made first.
    pub const fn wanted(self) -> Wanted {
        Wanted::by(match self {
            Reading::Account => &GET_ACCOUNT,
            Reading::Groups => &group_lists::LIST,
            Reading::Members => &group_lists::MEMBERS,
            Reading::Audit => &GET_EVENTS,
        })
    }

    /// What the older call wants, where there is one that is made instead.
    pub const fn otherwise(self) -> Option<Wanted> {
        match self {
            Reading::Groups => Some(Wanted::by(&FIND_GROUPS)),
            Reading::Members => Some(Wanted::by(&GROUP_MEMBERS)),
            Reading::Account | Reading::Audit => None,
        }
    }
}

impl Mimecast {
    /// Makes the call that other commands make to read this, and tells what came of it.
    ///
    /// # Errors
    /// `mimecast-permission-missing`, `mimecast-endpoint-missing`; else as [`Mimecast::account`].
    pub async fn try_reading(&self, reading: Reading) -> Result<Tried> {
        let (told, newer) = match reading {
            Reading::Account => {
                let doing = "reading the Mimecast account";
                (self.tells(&GET_ACCOUNT, doing, Vec::new()).await?, true)
            }
            Reading::Groups => {
                let (group, newer) = self.any_group().await?;
                (group.is_some(), newer)
            }
            Reading::Members => match self.any_group().await? {
                (Some(group), _) => {
                    let (_, newer) = self.members_told(&group.id).await?;
                    // A list that is empty and says so was read too.
                    (true, newer)
                }
                (None, newer) => (false, newer),
            },
            Reading::Audit => {
                // In Mimecast's own time, which may be anything.
                let ahead = self.skew().unwrap_or_default();
                let now = OffsetDateTime::now_utc().saturating_add(ahead);
                let query = between(now.saturating_sub(Duration::DAY), now);
                let doing = "reading Mimecast's audit events";
                (self.tells(&GET_EVENTS, doing, vec![query]).await?, true)
            }
        };
        let older = reading.otherwise().filter(|_| !newer);
        Ok(Tried {
            told,
            wanted: older.unwrap_or(reading.wanted()),
        })
    }

    async fn tells(&self, api: &Api, doing: &str, data: Vec<Value>) -> Result<bool> {
        let data = self.call(api, doing, data).await?;
        Ok(data.iter().any(tells_something))
    }
}

/// Whether there is a text anywhere in it.
fn tells_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.iter().any(tells_something),
        Value::Object(fields) => fields.values().any(tells_something),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
