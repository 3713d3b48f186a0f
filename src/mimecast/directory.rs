//! Directory groups: what an application setting points at.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use super::objects::text;
use super::records::{identifier, optional, required};
use crate::error::{Error, Kind, Result};
use crate::http::Repeat;
use crate::text;

pub(super) const FIND_GROUPS: Api = Api {
    path: "/api/directory/find-groups",
    product: "userandgroupmanagement",
    // Edit, although it reads: so says the published catalogue (medium confidence).
    role: "Directories | Groups | Edit",
    repeat: Repeat::Safe,
};

const GROUP_MEMBERS: Api = Api {
    path: "/api/directory/get-group-members",
    role: "Services | Directory Sync | Read",
    ..FIND_GROUPS
};

const INTERNAL_USERS: Api = Api {
    path: "/api/user/get-internal-users",
    role: "",
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
    /// `mimecast-group-ambiguous` when several groups in different folders have the name; `list-unreadable`;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn find_group(&self, name: &str) -> Result<Option<Group>> {
        match self.find_group_in("cloud", name).await? {
            None => self.find_group_in("ldap", name).await,
            found => Ok(found),
        }
    }

    async fn find_group_in(&self, source: &str, name: &str) -> Result<Option<Group>> {
        let shown = text::value(name, 80);
        let doing = format!("finding the Mimecast group \"{shown}\"");
        let query = json!({ "query": name, "source": source });
        let mut groups: Vec<Group> = Vec::new();
        let wanted = name.to_lowercase();
        let (mut told, mut fitting) = (0, 0);
        self.list(
            &FIND_GROUPS,
            &doing,
            vec![query],
            Some("folders"),
            |folder| {
                let group = Group {
                    id: identifier(&folder)?.to_owned(),
                    name: required(&folder, "description")?.to_owned(),
                };
                // An answer to another question, where it says so.
                if optional(&folder, "source")?.is_some_and(|found| found != source) {
                    return Err(format!("a group is not of the source {source}"));
                }
                self.same_object("group", &group.id, &group.name)?;
                told += 1;
                fitting += usize::from(group.name.to_lowercase().contains(&wanted));
                // Noted as an object, and perhaps kept.
                let bytes = 2 * (size_of::<Group>() + group.id.len() + group.name.len());
                if group.name == name {
                    groups.push(group);
                }
                Ok(bytes)
            },
        )
        .await?;
        // Who asks for a part of a name is answered with what has it, or with nothing.
        if told > 0 && fitting == 0 {
            let message = format!(
                "{doing}: none of the groups that Mimecast answers with has that in its name"
            );
            return Err(Error::failed("list-unreadable", message)
                .hint("a proxy may have changed Mimecast's answer: run the same command again"));
        }
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
    /// people are; `list-unreadable` for an answer without its list, with less than it counts, or with a member that is none;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn group_members(&self, id: &str) -> Result<Vec<String>> {
        let doing = "listing the members of the Mimecast group";
        let mut members = Vec::new();
        let mut domains = Vec::new();
        let request = vec![json!({ "id": id })];
        self.list(
            &GROUP_MEMBERS,
            doing,
            request,
            Some("groupMembers"),
            |member| {
                match (text(&member, "emailAddress"), text(&member, "domain")) {
                    ("", "") => {
                        return Err("a member has neither an address nor a domain".to_owned());
                    }
                    ("", domain) => domains.push(text::value(domain, 80)),
                    (email, _) if email.contains('@') => {
                        members.push(email.to_lowercase());
                        return Ok(size_of::<String>() + email.len());
                    }
                    _ => return Err("the address of a member is none".to_owned()),
                }
                Ok(80)
            },
        )
        .await?;
        match domains.first() {
            None => Ok(members),
            Some(domain) => Err(Error::failed(
                "mimecast-group-unlistable",
                format!(
                    "the whole domain \"{domain}\" is a member of the Mimecast group, so its people cannot be listed"
                ),
            )
            .hint("use a group whose members are single addresses")),
        }
    }

    /// Which of these addresses Mimecast knows as an alias of somebody's: an alias can be a member of a group, and is never
    /// who signs in. `None` where Mimecast does not tell. The path is *assumed*: of `get-internal-users` only the name and
    /// the mark `alias` were found.
    ///
    /// # Errors
    /// Those of the transport.
    pub async fn aliases(&self, addresses: &BTreeSet<String>) -> Result<Option<BTreeSet<String>>> {
        let doing = "listing Mimecast's internal users";
        let mut aliases = BTreeSet::new();
        let listed = self
            .list(&INTERNAL_USERS, doing, Vec::new(), Some("users"), |user| {
                let email = text(&user, "emailAddress").to_lowercase();
                if user.get("alias") == Some(&Value::Bool(true)) && addresses.contains(&email) {
                    aliases.insert(email);
                }
                Ok(0)
            })
            .await;
        match listed {
            Ok(()) => Ok(Some(aliases)),
            Err(error) if matches!(error.kind, Kind::Unavailable | Kind::Interrupted) => Err(error),
            Err(_) => Ok(None),
        }
    }
}
