//! Directory groups: what an application setting points at.

use serde::Serialize;
use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use crate::error::{Error, Result};
use crate::http::{Repeat, redact};

pub(super) const FIND_GROUPS: Api = Api {
    path: "/api/directory/find-groups",
    product: "userandgroupmanagement",
    role: "Directories | Groups | Read",
    repeat: Repeat::Safe,
};

const GROUP_MEMBERS: Api = Api {
    path: "/api/directory/get-group-members",
    ..FIND_GROUPS
};

/// A Mimecast profile group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Mimecast's opaque identifier.
    pub id: String,
    /// The name (`description` in Mimecast's words).
    pub name: String,
}

impl Mimecast {
    /// The group whose name is exactly `name`: one kept in Mimecast, else one synchronised from a
    /// directory. Mimecast's query matches parts of names, so its answer is compared here.
    ///
    /// # Errors
    /// `mimecast-group-ambiguous` when several groups in different folders have the name;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn find_group(&self, name: &str) -> Result<Option<Group>> {
        match self.find_group_in("cloud", name).await? {
            None => self.find_group_in("ldap", name).await,
            found => Ok(found),
        }
    }

    async fn find_group_in(&self, source: &str, name: &str) -> Result<Option<Group>> {
        let shown = redact::printable(name, 80);
        let doing = format!("finding the Mimecast group \"{shown}\"");
        let query = json!({ "query": name, "source": source });
        let data = self.list(&FIND_GROUPS, &doing, vec![query]).await?;
        let mut groups: Vec<Group> = items(&data, "folders")
            .filter_map(|folder| {
                Some(Group {
                    id: folder.get("id")?.as_str()?.to_owned(),
                    name: folder.get("description")?.as_str()?.to_owned(),
                })
            })
            .filter(|group| group.name == name)
            .collect();
        groups.dedup();
        match groups.len() {
            0 | 1 => Ok(groups.pop()),
            several => Err(Error::failed(
                "mimecast-group-ambiguous",
                format!("{several} Mimecast groups are named \"{shown}\""),
            )
            .hint("rename one of them: an application setting must point at exactly one")),
        }
    }

    /// The e-mail addresses of a group's members, lower case.
    ///
    /// # Errors
    /// `mimecast-group-unlistable` when a whole domain is a member: nobody can then say who the
    /// people are; `mimecast-permission-missing`; those of the transport.
    pub async fn group_members(&self, id: &str) -> Result<Vec<String>> {
        let doing = "listing the members of the Mimecast group";
        let data = self
            .list(&GROUP_MEMBERS, doing, vec![json!({ "id": id })])
            .await?;
        items(&data, "groupMembers")
            .map(|member| {
                let text = |key: &str| member.get(key).and_then(Value::as_str).unwrap_or_default();
                match text("emailAddress") {
                    "" => Err(Error::failed(
                        "mimecast-group-unlistable",
                        format!(
                            "the whole domain \"{}\" is a member of the Mimecast group, so its people cannot be listed",
                            redact::printable(text("domain"), 80)
                        ),
                    )
                    .hint("use a group whose members are single addresses")),
                    email => Ok(email.to_lowercase()),
                }
            })
            .collect()
    }
}

/// The records under `key` of every page.
fn items<'a>(data: &'a [Value], key: &'a str) -> impl Iterator<Item = &'a Value> {
    data.iter()
        .filter_map(move |page| page.get(key)?.as_array())
        .flatten()
}
