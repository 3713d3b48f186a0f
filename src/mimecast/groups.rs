//! Directory groups: what an application setting points at.
//!
//! They are read at the newer addresses ([`super::group_lists`]), which want less, and where those say nothing at the older ones
//! ([`super::directory`]). They are made and filled at the newer ones alone: paths and bodies are those that a public Terraform
//! provider sends, and were not tried on an account (low confidence); what an answer leaves out is looked up.

use serde_json::{Value, json};

use super::client::{Api, Mimecast, refused};
use super::group::{Group, Members, segment};
use super::group_lists::{GROUPS, Newer, lacks};
use super::records::{identifier, optional};
use crate::error::{Error, Kind, Result};
use crate::http::{Repeat, Reply, Request, SendError, unconfirmed};
use crate::plan::MimecastGroupId;
use crate::text;

const CREATE: Api = Api {
    method: "POST",
    path: GROUPS,
    product: "userandgroupmanagement",
    role: "Directories | Groups | Edit",
    repeat: Repeat::Never,
};

const ADD_MEMBERS: Api = Api {
    path: "/directory/cloud-gateway/v1/groups/{id}/members",
    ..CREATE
};

/// Of two refusals, that of the lesser permission, where that is what is missing at both addresses.
fn lesser(newer: Option<Error>, older: Error) -> Error {
    let missing = |error: &Error| error.code == "mimecast-permission-missing";
    newer
        .filter(|error| missing(error) && lacks(&older))
        .unwrap_or(older)
}

impl Mimecast {
    /// The group whose name is exactly `name`: one kept in Mimecast, else one synchronised from a directory.
    ///
    /// # Errors
    /// `mimecast-group-ambiguous` when several groups in different folders have the name; `list-unreadable`;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn find_group(&self, name: &str) -> Result<Option<Group>> {
        let doing = format!("finding the Mimecast group \"{}\"", text::value(name, 80));
        let nothing = match self.group_listed(name, &doing).await? {
            Newer::Told(group) => return Ok(Some(group)),
            Newer::Nothing(why) => why,
        };
        match self.group_found(name, &doing).await {
            // The newer list was read, and it is not there; nobody else may be asked.
            Err(error) if nothing.is_none() && lacks(&error) => Ok(None),
            found => found.map_err(|error| lesser(nothing, error)),
        }
    }

    /// Some group that is there, and whether the newer address told it.
    ///
    /// # Errors
    /// Those of [`Mimecast::find_group`].
    pub(super) async fn any_group(&self) -> Result<(Option<Group>, bool)> {
        let doing = "listing Mimecast's directory groups";
        let nothing = match self.any_group_listed(doing).await? {
            Newer::Told(group) => return Ok((Some(group), true)),
            Newer::Nothing(why) => why,
        };
        match self.any_group_found(doing).await {
            Ok(group) => Ok((group, false)),
            Err(error) if nothing.is_none() && lacks(&error) => Ok((None, true)),
            Err(error) => Err(lesser(nothing, error)),
        }
    }

    /// The names of all groups, each once, in alphabetical order.
    ///
    /// # Errors
    /// Those of [`Mimecast::find_group`], but that a name is ambiguous.
    pub async fn group_names(&self) -> Result<Vec<String>> {
        let doing = "listing Mimecast's directory groups";
        let nothing = match self.groups_listed(doing).await? {
            Newer::Told(names) => return Ok(names.into_iter().collect()),
            Newer::Nothing(why) => why,
        };
        match self.groups_found(doing).await {
            Ok(names) => Ok(names.into_iter().collect()),
            Err(error) if nothing.is_none() && lacks(&error) => Ok(Vec::new()),
            Err(error) => Err(lesser(nothing, error)),
        }
    }

    /// The e-mail addresses of a group's members, lower case.
    ///
    /// # Errors
    /// `mimecast-group-unlistable` when a whole domain is a member: nobody can then say who the
    /// people are; `list-unreadable` for an answer without its list, with less than it counts, or with a member that is none;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn group_members(&self, id: &MimecastGroupId) -> Result<Vec<String>> {
        let (members, _) = self.members_told(id).await?;
        members.into_addresses()
    }

    /// A group's members, and whether the newer address told them.
    ///
    /// # Errors
    /// As [`Mimecast::group_members`], but for a whole domain.
    pub(super) async fn members_told(&self, id: &MimecastGroupId) -> Result<(Members, bool)> {
        let doing = "listing the members of the Mimecast group";
        let nothing = match self.members_listed(id, doing).await? {
            Newer::Told(members) => return Ok((members, true)),
            Newer::Nothing(why) => why,
        };
        match (self.members_found(id, doing).await, nothing) {
            (Ok(members), _) => Ok((members, false)),
            // What the newer address said was no answer, and no other may be asked.
            (Err(error), Some(why)) if lacks(&error) && why.code == "list-unreadable" => Err(why),
            (Err(error), nothing) => Err(lesser(nothing, error)),
        }
    }

    /// Creates a group, once; one that turns out to have been created when the answer was lost is returned.
    ///
    /// # Errors
    /// `create-unconfirmed`, [`Kind::Unavailable`], when the answer was lost and the group is not there;
    /// `mimecast-permission-missing`; those of the transport.
    pub async fn create_group(&self, name: &str) -> Result<Group> {
        let shown = text::value(name, 80);
        let doing = format!("creating the Mimecast group \"{shown}\"");
        let body = json!({ "description": name });
        let lost = match self.write(&CREATE, CREATE.path, &doing, &body).await {
            Ok(reply) => match id_of(&reply, name) {
                Some(id) if self.same_object("group", id.as_str(), name).is_ok() => {
                    return Ok(Group {
                        id,
                        name: name.to_owned(),
                    });
                }
                _ => reply.unexpected("something else", "the new group"),
            },
            Err(SendError::Certain(error)) => return Err(error),
            Err(SendError::Ambiguous(error)) => error,
        };
        let look = async || self.find_group(name).await;
        match self.transport().look(look).await {
            Ok(Some(group)) => Ok(group),
            Ok(None) => Err(unconfirmed(lost, "the group was not created so far")),
            Err(_) => Err(unconfirmed(lost, "and the groups could not be listed")),
        }
    }

    /// Adds a member to a group, and makes sure of it where the answer does not say so.
    ///
    /// # Errors
    /// `mimecast-member-refused`; `create-unconfirmed`; `mimecast-permission-missing`; those of the transport.
    pub async fn add_group_member(&self, group: &Group, email: &str) -> Result<()> {
        let (shown, name) = (text::value(email, 80), text::value(&group.name, 80));
        let doing = format!("adding {shown} to the Mimecast group \"{name}\"");
        let path = format!("{}/{}/members", CREATE.path, segment(&group.id)?);
        let body = json!({ "groupMembers": [{ "emailAddress": email }] });
        let lost = match self.write(&ADD_MEMBERS, &path, &doing, &body).await {
            Ok(reply) => {
                let answer = reply.json().unwrap_or_default();
                match answer.pointer("/results/0/success").and_then(Value::as_bool) {
                    Some(true) => return Ok(()),
                    _ => reply.error(Kind::Failed, "mimecast-member-refused").hint(format!(
                        "check in the Mimecast console whether {shown} is an address of this account"
                    )),
                }
            }
            Err(SendError::Certain(error)) => return Err(error),
            Err(SendError::Ambiguous(error)) => {
                unconfirmed(error, "the member was not added so far")
            }
        };
        let added = async || {
            let members = self.group_members(&group.id).await?;
            Ok(members.contains(&email.to_lowercase()).then_some(()))
        };
        match self.transport().look(added).await {
            Ok(Some(())) => Ok(()),
            _ => Err(lost),
        }
    }

    async fn write(
        &self,
        api: &Api,
        path: &str,
        doing: &str,
        body: &Value,
    ) -> Result<Reply, SendError> {
        let request = Request::post(path, doing)
            .json(body)
            .repeat(api.repeat)
            .limit(64 << 10);
        let reply = self.authorized(request).await?;
        match reply.is_success() {
            true => Ok(reply),
            false => Err(refused(&reply, api)),
        }
    }
}

/// The id of the new group; `None` where the answer is about another one, or about none.
fn id_of(reply: &Reply, name: &str) -> Option<MimecastGroupId> {
    let answer = reply.json().ok()?;
    let named = optional(&answer, "description").ok()?;
    let id = identifier(&answer).ok()?;
    named
        .is_none_or(|named| named == name)
        .then(|| MimecastGroupId::new(id))
}

/// The error of a run that is to fill a group and has no credentials for it.
pub fn credentials_missing() -> Error {
    Error::new(
        Kind::Credentials,
        "mimecast-credentials-missing",
        "filling a Mimecast group needs MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET",
    )
    .hint(
        "create an API 2.0 application in the Mimecast console: Integrations Hub, Mimecast API 2.0",
    )
    .hint("or leave --pilot out, and fill the group in the Mimecast console")
}
