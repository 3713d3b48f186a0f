//! Who may use an application (v2): bindings, and the people they reach.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use foldhash::fast::RandomState;
use serde_json::Value;

use super::auth::Caller;
use super::body::json_object;
use super::failure::{Failure, Version};
use super::graph::{Connection, End, Path as Way, Reached};
use super::groups::checked_id;
use super::query::{ListQuery, pairs};
use super::record::Made;
use crate::sandbox::state::{Application, Binding, BindingKind, Group, State as Everything};
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
    Ok(store.read(|state| {
        let bound = bindings(state, &caller, &id).filter(|binding| binding.kind == target);
        let connections = bound.map(|binding| {
            let application = End::application(&id);
            Made(move || Connection::new(application, end(binding)))
        });
        query.answer_v2(connections.collect())
    }))
}

/// What is bound to an application; to one that does not exist, nothing.
fn bindings<'s>(
    state: &'s Everything,
    caller: &Caller,
    id: &str,
) -> impl Iterator<Item = &'s Binding> {
    let application = application(state, caller, id).into_iter();
    application.flat_map(|application| &application.bindings)
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
    Ok(store.read(|state| {
        let groups = bindings(state, &caller, &id)
            .filter(|binding| binding.kind == BindingKind::UserGroup)
            .map(|binding| Made(move || Reached::directly(end(binding))));
        query.answer_v2(groups.collect())
    }))
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
    Ok(store.read(|state| {
        let reach = Reach::of(state, bindings(state, &caller, &id));
        let all = state.jumpcloud.users.iter();
        let users = all.filter_map(|user| {
            let (at, reach) = (reach.find(&user.id)?, &reach);
            Some(Made(move || {
                let user = End::user(&user.id);
                let paths = reach.ways(at).map(|binding| path(binding, user));
                Reached::by(paths.collect(), user)
            }))
        });
        query.answer_v2(users.collect())
    }))
}

fn end(binding: &Binding) -> End<'_> {
    match binding.kind {
        BindingKind::User => End::user(&binding.id),
        BindingKind::UserGroup => End::group(&binding.id),
    }
}

fn path<'s>(binding: &'s Binding, user: End<'s>) -> Way<'s> {
    match binding.kind {
        BindingKind::User => Way::direct(user),
        BindingKind::UserGroup => Way::through(end(binding), user),
    }
}

/// Whom an application's bindings reach, and by which of them.
struct Reach<'s> {
    /// Where the ways of each user stand. The ids themselves are the keys, so that ten thousand look-ups follow no pointer.
    users: HashMap<[u8; 24], usize, RandomState>,
    /// The first binding, which nearly always is the only one, and the others, in their order.
    ways: Vec<(&'s Binding, Vec<&'s Binding>)>,
}

impl<'s> Reach<'s> {
    fn of(state: &'s Everything, bindings: impl Iterator<Item = &'s Binding>) -> Self {
        let groups = state.jumpcloud.groups.iter();
        let groups: HashMap<&str, &Group> =
            groups.map(|group| (group.id.as_str(), group)).collect();
        let count = state.jumpcloud.users.len();
        let mut reach = Reach {
            users: HashMap::with_capacity_and_hasher(count, RandomState::default()),
            ways: Vec::with_capacity(count),
        };
        for binding in bindings {
            match binding.kind {
                BindingKind::User => reach.add(&binding.id, binding),
                BindingKind::UserGroup => {
                    let group = groups.get(binding.id.as_str()).into_iter();
                    for member in group.flat_map(|group| &group.members) {
                        reach.add(member, binding);
                    }
                }
            }
        }
        reach
    }

    fn add(&mut self, user: &str, binding: &'s Binding) {
        let Ok(id) = user.as_bytes().try_into() else {
            return;
        };
        let new = self.ways.len();
        match *self.users.entry(id).or_insert(new) {
            at if at == new => self.ways.push((binding, Vec::new())),
            at => self.ways[at].1.push(binding),
        }
    }

    fn find(&self, user: &str) -> Option<usize> {
        let id: [u8; 24] = user.as_bytes().try_into().ok()?;
        self.users.get(&id).copied()
    }

    fn ways(&self, at: usize) -> impl Iterator<Item = &'s Binding> {
        let (first, others) = &self.ways[at];
        std::iter::once(*first).chain(others.iter().copied())
    }
}
