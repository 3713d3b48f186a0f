//! User groups.

use serde::Serialize;
use serde_json::{Value, json};

use super::client::{JumpCloud, Need};
use super::one::{self, id_of};
use super::paging::{Length, List};
use crate::error::{Error, Result};
use crate::http::{Request, SendError, path_segment, unconfirmed};
use crate::text;

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
        id: id_of(record).ok()?.to_owned(),
        name: record.get("name")?.as_str()?.to_owned(),
    })
}

/// What every user group has beside its id.
fn shape(record: &Value) -> Result<(), &'static str> {
    match record.get("name").and_then(Value::as_str) {
        Some(_) => Ok(()),
        None => Err("a group without a name"),
    }
}

impl JumpCloud {
    /// Every user group (v2 `GET /usergroups`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn groups(&self) -> Result<Vec<Group>> {
        let list = List::v2(
            GROUPS,
            "listing the JumpCloud user groups",
            Need::ReadGroups,
        );
        self.groups_of(list).await
    }

    async fn groups_of(&self, list: List<'_>) -> Result<Vec<Group>> {
        let mut groups = Vec::new();
        let list = list.query("sort", "name").shaped(shape);
        let keep = |_: &str, record: Value| {
            let group = group_of(&record);
            let bytes = group
                .as_ref()
                .map_or(0, |group| group.id.len() + group.name.len());
            groups.extend(group);
            size_of::<Group>() + bytes
        };
        self.each(list, keep).await?;
        Ok(groups)
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
    /// `group-ambiguous` when several have it; else as [`JumpCloud::organizations`].
    pub async fn find_group(&self, name: &str) -> Result<Option<Group>> {
        let filterable = !name.contains([',', '*', '?', '\\', ':']);
        let groups = if filterable {
            let doing = format!("finding the user group \"{}\"", text::value(name, 80));
            let list = List::v2(GROUPS, &doing, Need::ReadGroups)
                .query("filter", format!("name:eq:{name}"));
            self.groups_of(list).await?
        } else {
            self.groups().await?
        };
        let mut named = groups.into_iter().filter(|group| group.name == name);
        match (named.next(), named.next()) {
            (Some(one), Some(other)) => Err(Error::failed(
                "group-ambiguous",
                format!(
                    "JumpCloud has several user groups named \"{}\": {} and {}",
                    text::value(name, 80),
                    one.id,
                    other.id
                ),
            )
            .hint("give one of them another name in the JumpCloud console")),
            (found, _) => Ok(found),
        }
    }

    /// Creates a user group, once; one that is there already, or that turns out to have been
    /// created when the answer was lost, is returned.
    ///
    /// # Errors
    /// `create-unconfirmed`, [`Kind::Unavailable`](crate::error::Kind::Unavailable), when the
    /// answer was lost and the group is not there; else as [`JumpCloud::organizations`].
    pub async fn create_group(&self, name: &str) -> Result<Group> {
        let doing = format!("creating the user group \"{}\"", text::value(name, 80));
        let request = Request::post(GROUPS, doing).json(&json!({ "name": name }));
        let lost = match self.send_or(request, Need::WriteGroups, &[409]).await {
            Ok(reply) if reply.status() == 409 => {
                let conflict = reply.error(crate::error::Kind::Failed, "group-conflict");
                return match self.find_group(name).await? {
                    Some(group) => Ok(group),
                    None => Err(conflict.hint("another object may have this name: choose another")),
                };
            }
            Ok(reply) => {
                let made = one::object(&reply, "a user group").map(|record| group_of(&record));
                match made {
                    Ok(Some(group)) if group.name == name => return Ok(group),
                    Ok(Some(group)) => reply.of_another(&group.name, name),
                    Ok(None) => reply.unexpected("a group without a name", "a user group"),
                    Err(error) => error,
                }
            }
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

    /// The user ids of a group's members (v2 `GET /usergroups/{id}/members`), for deciding who has access: one that
    /// is missing makes a guard stricter, and is passed over.
    ///
    /// # Errors
    /// `list-unreadable` where nothing at all can be read; else as [`JumpCloud::organizations`].
    pub async fn group_members(&self, id: &str) -> Result<Vec<String>> {
        let doing = format!("listing the members of the user group {id}");
        let path = format!("{GROUPS}/{}/members", path_segment(id)?);
        let list = List::graph(path, &doing, Need::ReadGroups, id, "user").passing_over();
        let (ids, length) = self.list_ids(list).await?;
        if ids.is_empty() && length == Length::NotTold {
            // An empty list that does not tell its length may be an answer that says nothing.
            let path = format!("{GROUPS}/{}/membership", path_segment(id)?);
            let list = List::reached(path, &doing, Need::ReadGroups);
            let (members, _) = self.list_ids(list).await?;
            if !members.is_empty() {
                return Err(Error::failed(
                    "list-unreadable",
                    format!(
                        "{doing}: JumpCloud lists none, and {} of them elsewhere",
                        members.len()
                    ),
                )
                .hint("somebody may be changing it just now: run the same command again"));
            }
        }
        Ok(ids)
    }
}
