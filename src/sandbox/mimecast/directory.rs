//! Directory groups, their members and the account's users, at the older addresses; the newer ones are in `groups`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use serde_json::{Value, json};

use super::envelope::Envelope;
use super::fail::Fail;
use super::refused::Refused;
use super::state::{Folder, Source};
use crate::sandbox::store::Store;

/// `POST /api/directory/find-groups`: by a part of the name, in any case, so that asking for one group may
/// bring several.
pub async fn find_groups(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse_open(body)?;
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
    let (folders, place) = store.read(|state| {
        let all = state.mimecast.folders.iter();
        let found = all
            .filter(|folder| folder.source == source)
            .filter(|folder| folder.description.to_lowercase().contains(&wanted));
        let (page, place) = envelope.page(found.collect());
        (page.into_iter().map(to_json).collect::<Vec<_>>(), place)
    });
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
    let page = store.read(|state| {
        let mut all = state.mimecast.folders.iter();
        let folder = all.find(|folder| folder.id == id)?;
        let (page, place) = envelope.page(folder.members.iter().collect());
        let members = page.into_iter().map(|email| member(email));
        Some((members.collect::<Vec<_>>(), place))
    });
    let Some((members, place)) = page else {
        let message = "there is no group with this id";
        return Ok(envelope.failed(Fail::new("err_folder_group_not_found", message)));
    };
    Ok(envelope.answer_page(vec![json!({ "groupMembers": members })], place))
}

/// A member as both families of addresses show one.
pub fn member(email: &str) -> Value {
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
    let (users, place) = store.read(|state| {
        let members = state.mimecast.folders.iter().flat_map(|f| &f.members);
        let unique: std::collections::BTreeSet<&String> = members.collect();
        let (page, place) = envelope.page(unique.into_iter().collect());
        let users = page.into_iter().map(|email| {
            let mut user = member(email);
            user["alias"] = json!(email.starts_with(ALIAS));
            user
        });
        (users.collect::<Vec<_>>(), place)
    });
    Ok(envelope.answer_page(vec![json!({ "users": users })], place))
}

/// How the addresses begin that the sandbox holds for aliases.
const ALIAS: &str = "alias.";
