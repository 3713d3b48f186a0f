//! Directory groups: what an application setting points at.

use serde::Serialize;
use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use crate::error::{Error, Result};
use crate::http::{Repeat, redact};

const FIND_GROUPS: Api = Api {
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
    /// The cloud group whose name is exactly `name`. Mimecast's query matches parts of names, so
    /// its answer is compared here.
    ///
    /// # Errors
    /// `mimecast-group-ambiguous` when several groups in different folders have the name;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn find_group(&self, name: &str) -> Result<Option<Group>> {
        let shown = redact::printable(name, 80);
        let doing = format!("finding the Mimecast group \"{shown}\"");
        let query = json!({ "query": name, "source": "cloud" });
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

    /// The e-mail addresses of a group's members, lower case; members without one (whole domains)
    /// are left out.
    ///
    /// # Errors
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn group_members(&self, id: &str) -> Result<Vec<String>> {
        let doing = "listing the members of the Mimecast group";
        let data = self
            .list(&GROUP_MEMBERS, doing, vec![json!({ "id": id })])
            .await?;
        Ok(items(&data, "groupMembers")
            .filter_map(|member| member.get("emailAddress")?.as_str())
            .filter(|email| !email.is_empty())
            .map(str::to_lowercase)
            .collect())
    }
}

/// The records under `key` of every page.
fn items<'a>(data: &'a [Value], key: &'a str) -> impl Iterator<Item = &'a Value> {
    data.iter()
        .filter_map(move |page| page.get(key)?.as_array())
        .flatten()
}
