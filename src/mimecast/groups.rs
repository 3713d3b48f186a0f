//! Making and filling a directory group, through the published group endpoints.
//!
//! Paths and bodies are those that a public Terraform provider sends, and were not tried on an account (low confidence):
//! what an answer leaves out is looked up through the older endpoints, which [`super::directory`] reads.

use serde_json::{Value, json};

use super::client::{Api, Mimecast, refused};
use super::directory::Group;
use super::records::{identifier, is_identifier, optional};
use crate::error::{Error, Kind, Result};
use crate::http::{Repeat, Reply, Request, SendError, unconfirmed};
use crate::text;

const CREATE: Api = Api {
    path: "/directory/cloud-gateway/v1/groups",
    product: "userandgroupmanagement",
    role: "Directories | Groups | Edit",
    repeat: Repeat::Never,
};

const ADD_MEMBERS: Api = Api {
    path: "/directory/cloud-gateway/v1/groups/{id}/members",
    ..CREATE
};

impl Mimecast {
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
                Some(id) if self.same_object("group", &id, name).is_ok() => {
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

/// An opaque id as one segment of a path, so that none can reach another endpoint. They are long, and no alphabet of theirs
/// is documented.
fn segment(id: &str) -> Result<String> {
    if !is_identifier(id) {
        let shown = text::value(id, 60);
        let message = format!("\"{shown}\" is not an identifier of a Mimecast group");
        return Err(Error::failed("id-malformed", message)
            .hint("a proxy may have changed Mimecast's answer; otherwise report it"));
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    Ok(id
        .bytes()
        .map(|b| match plain(b) {
            true => char::from(b).to_string(),
            false => format!("%{b:02X}"),
        })
        .collect())
}

/// The id of the new group; `None` where the answer is about another one, or about none.
fn id_of(reply: &Reply, name: &str) -> Option<String> {
    let answer = reply.json().ok()?;
    let named = optional(&answer, "description").ok()?;
    let id = identifier(&answer).ok()?;
    named
        .is_none_or(|named| named == name)
        .then(|| id.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_reaches_another_endpoint() {
        assert_eq!(segment("eNo_x-1=").unwrap(), "eNo_x-1%3D");
        assert_eq!(segment("a/b+c").unwrap(), "a%2Fb%2Bc");
        for id in ["", ".", "..", "a/../b", "a?c", &"x".repeat(1025)] {
            assert_eq!(segment(id).unwrap_err().code, "id-malformed");
        }
    }
}
