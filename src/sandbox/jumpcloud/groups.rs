//! User groups and who is in them (v2).

use std::borrow::Cow;
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde_json::{Value, json};

use super::auth::{Caller, is_object_id};
use super::body::json_object;
use super::failure::{Failure, Version};
use super::graph::{Connection, End, Reached};
use super::query::ListQuery;
use super::record::{Fields, Made, Record, whole, write_fields};
use crate::sandbox::random;
use crate::sandbox::state::{Group, State as Everything};
use crate::sandbox::store::Store;

/// An id in a v2 path; one that cannot be an id is a bad request there.
pub fn checked_id(id: &str) -> Result<&str, Failure> {
    if is_object_id(id) {
        return Ok(id);
    }
    Err(Failure::V2Invalid {
        field: "id",
        message: format!("\"{id}\" is not a valid ObjectID"),
    })
}

/// `GET /api/v2/usergroups`. That it cannot be sorted by `id` was seen of a real organisation (saltext-jumpcloud 0.1.0, which quotes
/// the message).
pub async fn list(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Failure> {
    let query = ListQuery::parse(Version::V2, &uri)?.not_by_id()?;
    Ok(store.read(|state| {
        let all = state.jumpcloud.groups.iter();
        let own = all.filter(|group| group.organization == caller.organization);
        query.answer_v2(own.collect())
    }))
}

/// `GET /api/v2/usergroups/{id}`.
pub async fn one(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let found = store.read(|state| {
        let all = state.jumpcloud.groups.iter();
        all.filter(|group| group.organization == caller.organization)
            .find(|group| group.id == id)
            .map(|group| whole(&group))
    });
    found.ok_or_else(|| Failure::not_found(Version::V2))
}

/// `POST /api/v2/usergroups`: 201, or 409 where the name is taken.
pub async fn create(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Response), Failure> {
    let body = json_object(Version::V2, &headers, body)?;
    let text = |key: &'static str| match body.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(Failure::V2Invalid {
            field: key,
            message: format!("{key} must be a string"),
        }),
    };
    let (name, description) = (text("name")?, text("description")?);
    if name.trim().is_empty() {
        return Err(Failure::V2Invalid {
            field: "name",
            message: "name is required".to_owned(),
        });
    }
    let created = store.write(|state| {
        let taken =
            |group: &&Group| group.organization == caller.organization && group.name == name;
        if state.jumpcloud.groups.iter().find(taken).is_some() {
            return Err(Version::V2.failure(StatusCode::CONFLICT, "Already Exists"));
        }
        let group = Group {
            id: random::object_id(),
            organization: caller.organization.clone(),
            name,
            description,
            members: Vec::new(),
        };
        let shown = whole(&&group);
        state.jumpcloud.groups.push(group);
        Ok(shown)
    })?;
    Ok((StatusCode::CREATED, created))
}

/// `GET /api/v2/usergroups/{id}/members`.
///
/// A group that does not exist has no members, rather than being missing (JumpCloud's own client
/// notes that "absent data is not evidence": medium confidence).
pub async fn members(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let query = ListQuery::parse(Version::V2, &uri)?;
    Ok(store.read(|state| {
        let connections = members_of(state, &caller, &id).map(|user| {
            let group = End::group(&id);
            Made(move || Connection::new(group, End::user(user)))
        });
        query.answer_v2(connections.collect())
    }))
}

/// The users of a group; of one that does not exist, none.
fn members_of<'s>(
    state: &'s Everything,
    caller: &Caller,
    id: &str,
) -> impl Iterator<Item = &'s String> {
    let mut all = state.jumpcloud.groups.iter();
    let own = |group: &&Group| group.organization == caller.organization && group.id == id;
    all.find(own).into_iter().flat_map(|group| &group.members)
}

/// `GET /api/v2/usergroups/{id}/membership`: the members again, each with the path that leads there.
pub async fn membership(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let query = ListQuery::parse(Version::V2, &uri)?;
    Ok(store.read(|state| {
        let members = members_of(state, &caller, &id);
        let members = members.map(|user| Made(move || Reached::directly(End::user(user))));
        query.answer_v2(members.collect())
    }))
}

/// `GET /api/v2/users/{id}/memberof`; a user that does not exist is in no group.
pub async fn member_of(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let query = ListQuery::parse(Version::V2, &uri)?;
    Ok(store.read(|state| {
        let all = state.jumpcloud.groups.iter();
        let own = all.filter(|group| group.organization == caller.organization);
        let groups = own
            .filter(|group| group.members.contains(&id))
            .map(|group| Made(move || Reached::directly(End::group(&group.id))));
        query.answer_v2(groups.collect())
    }))
}

/// The fields of a group as v2 shows one (schema `UserGroup`).
const GROUP: [&str; 9] = [
    "id",
    "type",
    "name",
    "description",
    "email",
    "attributes",
    "membershipMethod",
    "memberSuggestionsNotify",
    "organizationObjectId",
];

impl Record for &Group {
    fn write(&self, asked: Fields<'_>, to: &mut Vec<u8>) {
        write_fields(self, &GROUP, asked, to);
    }

    fn field(&self, key: &str) -> Option<Cow<'_, Value>> {
        Some(Cow::Owned(match key {
            "attributes" => json!({ "sudo": { "enabled": false, "withoutPassword": false } }),
            "memberSuggestionsNotify" => json!(false),
            key => json!(self.held(key)?),
        }))
    }

    fn held(&self, key: &str) -> Option<&str> {
        Some(match key {
            "id" => &self.id,
            "type" => "user_group",
            "name" => &self.name,
            "description" => &self.description,
            "email" => "",
            "membershipMethod" => "STATIC",
            "organizationObjectId" => &self.organization,
            _ => return None,
        })
    }
}
