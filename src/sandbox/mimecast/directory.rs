//! Directory groups and their members.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::envelope::{Envelope, Fail, Refused};
use super::state::{Folder, Source};
use crate::sandbox::random;
use crate::sandbox::store::Store;

/// `POST /api/directory/find-groups`: by a part of the name, in any case, so that asking for one group may
/// bring several.
pub async fn find_groups(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let request = envelope.data.first().cloned().unwrap_or_default();
    let source = match request.get("source").and_then(Value::as_str) {
        None | Some("cloud") => Source::Cloud,
        Some("ldap") => Source::Ldap,
        Some(_) => return Ok(envelope.failed(Fail::validation("source must be cloud or ldap"))),
    };
    let query = request
        .get("query")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let wanted = query.to_lowercase();
    let folders = store.read(|state| {
        let all = state.mimecast.folders.iter();
        all.filter(|folder| folder.source == source)
            .filter(|folder| folder.description.to_lowercase().contains(&wanted))
            .map(to_json)
            .collect()
    });
    let (folders, place) = envelope.page::<Value>(folders);
    let answer = json!({ "folders": folders, "source": source, "query": query });
    Ok(envelope.answer_page(vec![answer], place))
}

fn to_json(folder: &Folder) -> Value {
    json!({
        "id": folder.id,
        "description": folder.description,
        "source": folder.source,
        "parentId": "mc-group-root",
        "userCount": folder.members.len(),
        "folderCount": 0,
    })
}

/// `POST /api/directory/get-group-members`.
pub async fn get_group_members(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let id = envelope.data.first().and_then(|item| item["id"].as_str());
    let Some(id) = id else {
        return Ok(envelope.failed(Fail::validation("id is required")));
    };
    let members = store.read(|state| {
        let mut all = state.mimecast.folders.iter();
        let folder = all.find(|folder| folder.id == id)?;
        Some(folder.members.iter().map(|email| member(email)).collect())
    });
    let Some(members) = members else {
        let message = "there is no group with this id";
        return Ok(envelope.failed(Fail::new("err_folder_group_not_found", message)));
    };
    let (members, place) = envelope.page::<Value>(members);
    Ok(envelope.answer_page(vec![json!({ "groupMembers": members })], place))
}

fn member(email: &str) -> Value {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    json!({
        "emailAddress": email,
        "name": local,
        "domain": domain,
        "type": "created_manually",
        "internal": domain == "widgets.example",
    })
}

/// `POST /api/user/get-internal-users` (path and shape *assumed*; that aliases are marked was seen): everybody of a group, and the
/// aliases of the seed.
pub async fn get_internal_users(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let users = store.read(|state| {
        let members = state.mimecast.folders.iter().flat_map(|f| &f.members);
        let unique: std::collections::BTreeSet<&String> = members.collect();
        let all = unique.into_iter().map(|email| {
            let mut user = member(email);
            user["alias"] = json!(email.starts_with(ALIAS));
            user
        });
        all.collect()
    });
    let (users, place) = envelope.page::<Value>(users);
    Ok(envelope.answer_page(vec![json!({ "users": users })], place))
}

/// How the addresses begin that the sandbox holds for aliases.
const ALIAS: &str = "alias.";

/// A group to make. Body and answer are *assumed* from what a public Terraform provider sends and reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewGroup {
    description: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewMembers {
    group_members: Vec<NewMember>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewMember {
    email_address: String,
}

/// A body without envelope, as the newer addresses take it.
fn plain<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Refused> {
    let wrong = |why: String| Refused::new(StatusCode::BAD_REQUEST, "err_validation_request", why);
    let body = body.map_err(|rejection| wrong(rejection.body_text()))?;
    serde_json::from_slice(&body).map_err(|error| wrong(error.to_string()))
}

/// `POST /directory/cloud-gateway/v1/groups`. A name that is taken is refused (*assumed*).
pub async fn create_group(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    let NewGroup { description } = plain(body)?;
    let refused = |code, why: &str| Err(Refused::new(StatusCode::BAD_REQUEST, code, why));
    if description.trim().is_empty() {
        return refused("err_validation", "description is required");
    }
    store.write(|state| {
        let folders = &mut state.mimecast.folders;
        let taken = |f: &Folder| f.source == Source::Cloud && f.description == description;
        if folders.iter().any(taken) {
            return refused("err_folder_exists", "there is a group of this name");
        }
        let id = random::mimecast_id("group");
        folders.push(Folder {
            id: id.clone(),
            description,
            source: Source::Cloud,
            members: Vec::new(),
        });
        Ok(Json(json!({ "id": id })))
    })
}

/// `POST /directory/cloud-gateway/v1/groups/{id}/members`: each for itself. A group that comes from a directory is filled
/// there.
pub async fn add_members(
    State(store): State<Arc<Store>>,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    let NewMembers { group_members } = plain(body)?;
    store.write(|state| {
        let mut folders = state.mimecast.folders.iter_mut();
        let folder = folders.find(|f| f.id == id && f.source == Source::Cloud);
        let Some(folder) = folder else {
            let message = "there is no group with this id that can be filled here";
            return Err(Refused::new(
                StatusCode::NOT_FOUND,
                "err_folder_group_not_found",
                message,
            ));
        };
        let results: Vec<Value> = group_members
            .into_iter()
            .map(|member| {
                let email = member.email_address.to_lowercase();
                let address = email.split_once('@');
                let fits = address
                    .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
                let new = fits && !folder.members.contains(&email);
                if new {
                    folder.members.push(email);
                }
                json!({ "success": new })
            })
            .collect();
        Ok(Json(json!({ "results": results })))
    })
}
