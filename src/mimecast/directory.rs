//! Directory groups, their members and the account's users, at the older addresses.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use super::group::{Group, Members, Named};
use super::records::{identifier, optional, required, text};
use crate::error::{Error, Kind, Result};
use crate::http::Repeat;
use crate::plan::MimecastGroupId;

pub(super) const FIND_GROUPS: Api = Api {
    method: "POST",
    path: "/api/directory/find-groups",
    product: "userandgroupmanagement",
    // Edit, although it reads: so says the published catalogue (medium confidence).
    role: "Directories | Groups | Edit",
    repeat: Repeat::Safe,
};

pub(super) const GROUP_MEMBERS: Api = Api {
    path: "/api/directory/get-group-members",
    role: "Services | Directory Sync | Read",
    ..FIND_GROUPS
};

const INTERNAL_USERS: Api = Api {
    path: "/api/user/get-internal-users",
    role: "",
    ..FIND_GROUPS
};

impl Mimecast {
    /// The group whose name is exactly `name`: one kept in Mimecast, else one synchronised from a directory. Mimecast's query
    /// matches parts of names, so its answer is compared here.
    ///
    /// # Errors
    /// Those of [`Mimecast::find_group`].
    pub(super) async fn group_found(&self, name: &str, doing: &str) -> Result<Option<Group>> {
        match self.group_found_in("cloud", name, doing).await? {
            None => self.group_found_in("ldap", name, doing).await,
            found => Ok(found),
        }
    }

    async fn group_found_in(&self, source: &str, name: &str, doing: &str) -> Result<Option<Group>> {
        let mut named = Named::new(name);
        let wanted = name.to_lowercase();
        let (mut told, mut fitting) = (0, 0);
        let query = json!({ "query": name, "source": source });
        self.each_folder(query, doing, |group, said| {
            // An answer to another question, where it says so.
            if said.is_some_and(|said| said != source) {
                return Err(format!("a group is not of the source {source}"));
            }
            told += 1;
            fitting += usize::from(group.name.to_lowercase().contains(&wanted));
            named.take(group, said);
            Ok(())
        })
        .await?;
        // Who asks for a part of a name is answered with what has it, or with nothing.
        if told > 0 && fitting == 0 {
            let message = format!(
                "{doing}: none of the groups that Mimecast answers with has that in its name"
            );
            return Err(Error::failed("list-unreadable", message)
                .hint("a proxy may have changed Mimecast's answer: run the same command again"));
        }
        named.only()
    }

    /// Some group that is kept in Mimecast.
    ///
    /// # Errors
    /// Those of [`Mimecast::find_group`].
    pub(super) async fn any_group_found(&self, doing: &str) -> Result<Option<Group>> {
        let mut first = None;
        self.each_folder(json!({ "source": "cloud" }), doing, |group, _| {
            first.get_or_insert(group);
            Ok(())
        })
        .await?;
        Ok(first)
    }

    /// The names of all groups, those that are kept in Mimecast and those that are synchronised from a directory.
    ///
    /// # Errors
    /// Those of [`Mimecast::find_group`].
    pub(super) async fn groups_found(&self, doing: &str) -> Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for source in ["cloud", "ldap"] {
            self.each_folder(json!({ "source": source }), doing, |group, _| {
                names.insert(group.name);
                Ok(())
            })
            .await?;
        }
        Ok(names)
    }

    async fn each_folder(
        &self,
        query: Value,
        doing: &str,
        mut take: impl FnMut(Group, Option<&str>) -> Result<(), String>,
    ) -> Result<()> {
        self.list(
            &FIND_GROUPS,
            doing,
            vec![query],
            Some("folders"),
            |folder| {
                let group = Group {
                    id: MimecastGroupId::new(identifier(&folder)?),
                    name: required(&folder, "description")?.to_owned(),
                };
                self.same_object("group", group.id.as_str(), &group.name)?;
                // Noted as an object, and perhaps kept.
                let bytes = 2 * (size_of::<Group>() + group.id.as_str().len() + group.name.len());
                take(group, optional(&folder, "source")?)?;
                Ok(bytes)
            },
        )
        .await
    }

    /// A group's members.
    ///
    /// # Errors
    /// Those of [`Mimecast::group_members`].
    pub(super) async fn members_found(&self, id: &MimecastGroupId, doing: &str) -> Result<Members> {
        let mut members = Members::default();
        let request = vec![json!({ "id": id })];
        let take = |member: Value| members.take(&member);
        self.list(&GROUP_MEMBERS, doing, request, Some("groupMembers"), take)
            .await?;
        Ok(members)
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
