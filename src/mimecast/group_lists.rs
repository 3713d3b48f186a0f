//! The newer addresses of groups and their members, which want a lesser permission than the older ones of
//! [`super::directory`].
//!
//! Their shape is that of a public Terraform provider (Scriptception, `internal/client/resources.go` and `client.go`) and was not
//! tried on an account (medium to low confidence): whatever does not look like it is left to the older addresses.

use std::collections::BTreeSet;

use serde_json::Value;

use super::client::{Api, Mimecast, refused};
use super::group::{Group, Members, Named, segment};
use super::paging::{Listed, PAGE, pages};
use super::records::{identifier, optional, required, unreadable};
use crate::error::{Error, Result};
use crate::http::{Repeat, Request};
use crate::plan::MimecastGroupId;

/// Where groups are.
pub(super) const GROUPS: &str = "/directory/cloud-gateway/v1/groups";

pub(super) const LIST: Api = Api {
    method: "GET",
    path: GROUPS,
    product: "userandgroupmanagement",
    role: "Directories | Groups | Read",
    repeat: Repeat::Safe,
};

pub(super) const MEMBERS: Api = Api {
    path: "/directory/cloud-gateway/v1/groups/{id}/members",
    ..LIST
};

/// What came of asking at a newer address.
pub(super) enum Newer<T> {
    /// An answer.
    Told(T),
    /// Nothing to go by: the older address is to be asked. The error says why, where there was one.
    Nothing(Option<Error>),
}

impl<T> Newer<T> {
    /// Sorts what came of it: what says something of the service or the credentials is final.
    fn of(told: Result<Option<T>>) -> Result<Self> {
        match told {
            Ok(Some(told)) => Ok(Newer::Told(told)),
            Ok(None) => Ok(Newer::Nothing(None)),
            Err(error) if is_no_answer(&error) => Ok(Newer::Nothing(Some(error))),
            Err(error) => Err(error),
        }
    }
}

/// Whether an error tells only that this address, or its answer, is not as was expected.
fn is_no_answer(error: &Error) -> bool {
    matches!(
        error.code,
        "mimecast-permission-missing"
            | "mimecast-endpoint-missing"
            | "mimecast-refused"
            | "unexpected-answer"
            | "list-unreadable"
            | "list-endless"
            | "id-malformed"
    )
}

impl Mimecast {
    /// The group whose name is exactly `name`, by the list of all groups.
    ///
    /// # Errors
    /// `mimecast-group-ambiguous`; what says something of the service or the credentials.
    pub(super) async fn group_listed(&self, name: &str, doing: &str) -> Result<Newer<Group>> {
        let mut named = Named::new(name);
        let listed = self.each_group(doing, |group, source| named.take(group, source));
        Newer::of(match listed.await {
            Ok(()) => named.only(),
            Err(error) => Err(error),
        })
    }

    /// Some group that is there, the first of the list.
    ///
    /// # Errors
    /// As [`Mimecast::group_listed`].
    pub(super) async fn any_group_listed(&self, doing: &str) -> Result<Newer<Group>> {
        let mut first = None;
        let listed = self.each_group(doing, |group, _| {
            first.get_or_insert(group);
        });
        Newer::of(listed.await.map(|()| first))
    }

    /// The names of all groups; nothing to go by where there is none.
    ///
    /// # Errors
    /// As [`Mimecast::group_listed`].
    pub(super) async fn groups_listed(&self, doing: &str) -> Result<Newer<BTreeSet<String>>> {
        let mut names = BTreeSet::new();
        let listed = self.each_group(doing, |group, _| {
            names.insert(group.name);
        });
        let listed = listed.await;
        Newer::of(listed.map(|()| Some(names).filter(|names| !names.is_empty())))
    }

    async fn each_group(
        &self,
        doing: &str,
        mut take: impl FnMut(Group, Option<&str>),
    ) -> Result<()> {
        if let Some(why) = self.lists.closed() {
            return Err(why);
        }
        let listed = self.plain_list(&LIST, GROUPS, doing, "groups", |record| {
            let group = Group {
                id: MimecastGroupId::new(identifier(&record)?),
                name: required(&record, "description")?.to_owned(),
            };
            self.same_object("group", group.id.as_str(), &group.name)?;
            if let Some(count) = record.get("userCount").and_then(Value::as_u64) {
                self.lists.count(&group.id, count);
            }
            // Noted as an object and with its count, and perhaps kept.
            let bytes = 3 * (size_of::<Group>() + group.id.as_str().len() + group.name.len());
            take(group, optional(&record, "source")?);
            Ok(bytes)
        });
        let listed = listed.await;
        if let Err(error) = &listed
            && lacks(error)
        {
            self.lists.close(error.clone());
        }
        listed
    }

    /// A group's members. An empty list says that there are none only where the list of groups said so too; and none may be
    /// missing of those that it counted.
    ///
    /// # Errors
    /// As [`Mimecast::group_listed`].
    pub(super) async fn members_listed(
        &self,
        id: &MimecastGroupId,
        doing: &str,
    ) -> Result<Newer<Members>> {
        if let Some(why) = self.lists.closed() {
            return Ok(Newer::Nothing(Some(why)));
        }
        let mut members = Members::default();
        let path = match segment(id) {
            Ok(segment) => format!("{GROUPS}/{segment}/members"),
            Err(error) => return Newer::of(Err(error)),
        };
        let listed = self.plain_list(&MEMBERS, &path, doing, "groupMembers", |member| {
            members.take(&member)
        });
        let listed = listed.await;
        let counted = self.lists.counted(id);
        Newer::of(listed.and_then(|()| {
            let count = members.len() as u64;
            match counted {
                Some(counted) if count < counted => Err(unreadable(
                    doing,
                    &format!("Mimecast counts {counted} and listed {count}"),
                )),
                None if count == 0 => Err(unreadable(
                    doing,
                    "an empty list that says nothing of its length",
                )),
                _ => Ok(Some(members)),
            }
        }))
    }

    /// Every record of a list without envelope, under `key`.
    async fn plain_list(
        &self,
        api: &Api,
        path: &str,
        doing: &str,
        key: &str,
        take: impl FnMut(Value) -> Result<usize, String>,
    ) -> Result<()> {
        let fetch = async |token: Option<&str>| {
            let request = Request::get(path, doing).query("pageSize", PAGE);
            let request = match token {
                Some(token) => request.query("pageToken", token),
                None => request,
            };
            let reply = self.authorized(request).await?;
            if !reply.is_success() {
                return Err(refused(&reply, api).into());
            }
            page_of(reply.json()?, key).map_err(|why| unreadable(doing, &why))
        };
        pages(doing, fetch, take).await
    }
}

/// Whether an error is about the address or the permission for it.
pub(super) fn lacks(error: &Error) -> bool {
    matches!(
        error.code,
        "mimecast-permission-missing" | "mimecast-endpoint-missing"
    )
}

/// The next page's token stands in `meta.nextPage`, and in other answers of Mimecast's in one of the other places.
const NEXT: [&str; 5] = [
    "/meta/nextPage",
    "/meta/nextPageToken",
    "/meta/pagination/nextPageToken",
    "/meta/pagination/nextPage",
    "/meta/pagination/next",
];

fn page_of(mut document: Value, key: &str) -> Result<Listed, String> {
    let items = match document.get_mut(key).map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => return Err(format!("the answer has no \"{key}\"")),
    };
    if items.is_empty() && !document["meta"].is_object() {
        return Err("the answer is empty, and no answer of Mimecast's".to_owned());
    }
    let mut tokens = NEXT.iter().filter_map(|at| document.pointer(at)?.as_str());
    let total = document.pointer("/meta/pagination/totalCount");
    Ok(Listed {
        next: tokens.find(|token| !token.is_empty()).map(str::to_owned),
        total: total.and_then(Value::as_u64),
        items,
    })
}
