//! Who may use an application (v2): bindings, and the people they reach.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde_json::{Value, json};

use super::auth::Caller;
use super::failure::{Failure, Version};
use super::groups::checked_id;
use super::json_object;
use super::query::{ListQuery, pairs};
use crate::sandbox::state::{Application, Binding, BindingKind, State as Everything};
use crate::sandbox::store::Store;

fn application<'s>(state: &'s Everything, caller: &Caller, id: &str) -> Option<&'s Application> {
    let all = state.jumpcloud.applications.iter();
    all.filter(|application| application.organization == caller.organization)
        .find(|application| application.id == id)
}

fn invalid(field: &'static str, message: &str) -> Failure {
    Failure::V2Invalid {
        field,
        message: message.to_owned(),
    }
}

/// `GET /api/v2/applications/{id}/associations?targets=…`; an application that does not exist has none.
pub async fn list(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let query = ListQuery::parse(Version::V2, &uri)?;
    let target = pairs(&uri)
        .into_iter()
        .find(|(name, _)| name == "targets")
        .and_then(|(_, value)| BindingKind::parse(&value))
        .ok_or_else(|| invalid("targets", "targets must be user or user_group"))?;
    let connections = store.read(|state| {
        application(state, &caller, &id)
            .into_iter()
            .flat_map(|application| &application.bindings)
            .filter(|binding| binding.kind == target)
            .map(|binding| {
                json!({
                    "from": { "id": id, "type": "application" },
                    "to": { "id": binding.id, "type": binding.kind.as_str() },
                })
            })
            .collect()
    });
    Ok(query.answer_v2(connections))
}

/// `POST /api/v2/applications/{id}/associations`: 204; 409 for what is bound already, 404 for what is not.
pub async fn change(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Failure> {
    checked_id(&id)?;
    let body = json_object(Version::V2, &headers, body)?;
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
    let kind = BindingKind::parse(text("type"))
        .ok_or_else(|| invalid("type", "type must be user or user_group"))?;
    let binding = Binding {
        kind,
        id: checked_id(text("id"))?.to_owned(),
    };
    let operation = text("op").to_owned();
    store.write(|state| {
        let exists =
            application(state, &caller, &id).is_some() && target_exists(state, &caller, &binding);
        if !exists {
            return Err(Failure::not_found(Version::V2));
        }
        let mut applications = state.jumpcloud.applications.iter_mut();
        let application = applications
            .find(|application| application.id == id)
            .ok_or_else(|| Failure::not_found(Version::V2))?;
        let at = application.bindings.iter().position(|b| *b == binding);
        match (operation.as_str(), at) {
            ("add", None) => application.bindings.push(binding),
            ("add", Some(_)) => {
                return Err(Version::V2.failure(StatusCode::CONFLICT, "Already Exists"));
            }
            ("remove", Some(at)) => {
                application.bindings.remove(at);
            }
            ("update", Some(_)) => {}
            ("remove" | "update", None) => return Err(Failure::not_found(Version::V2)),
            _ => return Err(invalid("op", "op must be add, remove or update")),
        }
        Ok(StatusCode::NO_CONTENT)
    })
}

fn target_exists(state: &Everything, caller: &Caller, binding: &Binding) -> bool {
    let organization = &caller.organization;
    match binding.kind {
        BindingKind::User => {
            let mut users = state.jumpcloud.users.iter();
            users.any(|user| user.id == binding.id && user.organization == *organization)
        }
        BindingKind::UserGroup => {
            let mut groups = state.jumpcloud.groups.iter();
            groups.any(|group| group.id == binding.id && group.organization == *organization)
        }
    }
}

/// `GET /api/v2/applications/{id}/usergroups`: the groups bound, each with its path.
pub async fn user_groups(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let query = ListQuery::parse(Version::V2, &uri)?;
    let groups = store.read(|state| {
        application(state, &caller, &id)
            .into_iter()
            .flat_map(|application| &application.bindings)
            .filter(|binding| binding.kind == BindingKind::UserGroup)
            .map(|binding| reached(&binding.id, "user_group", vec![json!([step(binding)])]))
            .collect()
    });
    Ok(query.answer_v2(groups))
}

/// `GET /api/v2/applications/{id}/users`: everyone who is reached, each with every path that leads there.
pub async fn users(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    checked_id(&id)?;
    let query = ListQuery::parse(Version::V2, &uri)?;
    let users = store.read(|state| {
        let Some(application) = application(state, &caller, &id) else {
            return Vec::new();
        };
        let all = state.jumpcloud.users.iter();
        all.map(|user| (user, paths_to(state, application, &user.id)))
            .filter(|(_, paths)| !paths.is_empty())
            .map(|(user, paths)| reached(&user.id, "user", paths))
            .collect()
    });
    Ok(query.answer_v2(users))
}

fn step(binding: &Binding) -> Value {
    json!({ "to": { "id": binding.id, "type": binding.kind.as_str() } })
}

fn reached(id: &str, kind: &str, paths: Vec<Value>) -> Value {
    json!({ "id": id, "type": kind, "paths": paths })
}

fn paths_to(state: &Everything, application: &Application, user: &str) -> Vec<Value> {
    let bindings = application.bindings.iter();
    bindings
        .filter_map(|binding| match binding.kind {
            BindingKind::User => (binding.id == user).then(|| json!([step(binding)])),
            BindingKind::UserGroup => {
                let mut groups = state.jumpcloud.groups.iter();
                let group = groups.find(|group| group.id == binding.id)?;
                let inside = group.members.iter().any(|member| member == user);
                inside.then(|| {
                    json!([step(binding), {
                        "from": { "id": group.id, "type": "user_group" },
                        "to": { "id": user, "type": "user" },
                    }])
                })
            }
        })
        .collect()
}
