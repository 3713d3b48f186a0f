//! User groups.

use serde::Serialize;
use serde_json::{Value, json};

use super::client::{JumpCloud, Need};
use super::one;
use super::paging::{List, record_id};
use crate::error::Result;
use crate::http::{Request, SendError, path_segment, redact, unconfirmed};

const GROUPS: &str = "/api/v2/usergroups";

/// A JumpCloud user group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The name, case-sensitive.
    pub name: String,
}

fn group_of(record: &Value) -> Option<Group> {
    Some(Group {
        id: record_id(record)?.to_owned(),
        name: record.get("name")?.as_str()?.to_owned(),
    })
}

impl JumpCloud {
    /// Every user group (v2 `GET /usergroups`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn groups(&self) -> Result<Vec<Group>> {
        let list = List::new(
            GROUPS,
            "listing the JumpCloud user groups",
            Need::ReadGroups,
        )
        .query("sort", "name");
        Ok(self.list(list).await?.iter().filter_map(group_of).collect())
    }

    /// One user group (v2 `GET /usergroups/{id}`); `None` where there is none with this id.
    ///
    /// # Errors
    /// `answer-of-another` when the answer is another group; `unexpected-answer`; else as
    /// [`JumpCloud::organizations`].
    pub async fn group(&self, id: &str) -> Result<Option<Group>> {
        let request = Request::get(
            format!("{GROUPS}/{}", path_segment(id)?),
            format!("reading the JumpCloud user group {id}"),
        );
        let reply = self.send_or(request, Need::ReadGroups, &[404]).await?;
        if reply.status() == 404 {
            return Ok(None);
        }
        let record = one::object_with(&reply, id, "a user group")?;
        let group = group_of(&record);
        let group = group.ok_or_else(|| reply.unexpected("a group without a name", "a user group"));
        group.map(Some)
    }

    /// The user group whose name is exactly `name`, upper and lower case included.
    ///
    /// JumpCloud's filter takes wild cards and is broken by commas, so its answer is compared
    /// here, and a name with either is looked for in the whole list.
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn find_group(&self, name: &str) -> Result<Option<Group>> {
        let filterable = !name.contains([',', '*', '?', '\\', ':']);
        let groups = if filterable {
            let doing = format!("finding the user group \"{}\"", redact::printable(name, 80));
            let list = List::new(GROUPS, &doing, Need::ReadGroups)
                .query("sort", "name")
                .query("filter", format!("name:eq:{name}"));
            self.list(list).await?.iter().filter_map(group_of).collect()
        } else {
            self.groups().await?
        };
        Ok(groups.into_iter().find(|group| group.name == name))
    }

    /// Creates a user group, once; one that is there already, or that turns out to have been
    /// created when the answer was lost, is returned.
    ///
    /// # Errors
    /// `create-unconfirmed`, [`Kind::Unavailable`](crate::error::Kind::Unavailable), when the
    /// answer was lost and the group is not there; else as [`JumpCloud::organizations`].
    pub async fn create_group(&self, name: &str) -> Result<Group> {
        let doing = format!(
            "creating the user group \"{}\"",
            redact::printable(name, 80)
        );
        let request = Request::post(GROUPS, doing).json(&json!({ "name": name }));
        let lost = match self.send_or(request, Need::WriteGroups, &[409]).await {
            Ok(reply) if reply.status() == 409 => {
                let conflict = reply.error(crate::error::Kind::Failed, "group-conflict");
                return match self.find_group(name).await? {
                    Some(group) => Ok(group),
                    None => Err(conflict.hint("another object may have this name: choose another")),
                };
            }
            Ok(reply) => match reply.json() {
                Ok(record) => match group_of(&record) {
                    Some(group) => return Ok(group),
                    None => reply.unexpected("a document without id and name", "a group"),
                },
                Err(error) => error,
            },
            Err(SendError::Certain(error)) => return Err(error),
            Err(SendError::Ambiguous(error)) => error,
        };
        match self
            .transport()
            .look(async || self.find_group(name).await)
            .await
        {
            Ok(Some(group)) => Ok(group),
            Ok(None) => Err(unconfirmed(lost, "the group was not created so far")),
            Err(_) => Err(unconfirmed(lost, "and the groups could not be listed")),
        }
    }

    /// The user ids of a group's members (v2 `GET /usergroups/{id}/members`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn group_members(&self, id: &str) -> Result<Vec<String>> {
        let doing = format!("listing the members of the user group {id}");
        let list = List::new(
            format!("{GROUPS}/{}/members", path_segment(id)?),
            &doing,
            Need::ReadGroups,
        );
        let records = self.list(list).await?;
        Ok(records
            .iter()
            .filter_map(record_id)
            .map(str::to_owned)
            .collect())
    }
}
