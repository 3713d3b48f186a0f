//! The other objects of a kind: whose answer, or whose id, comes instead.

use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::exchange::{Answer, Asked};
use super::records::{id_pointer, only_id, records, set_records};
use crate::sandbox::mimecast::addresses::GROUPS;
use crate::sandbox::service::Service;
use crate::sandbox::state::State;
use crate::sandbox::store::Store;

/// Where Mimecast's objects are listed, by a part of the path of whatever is about one.
const LISTS: [(&str, &str); 3] = [
    (
        "/api/authentication-profile/",
        "/api/authentication-profile/find-profiles",
    ),
    (
        "/api/application-setting/",
        "/api/application-setting/find-settings",
    ),
    ("/api/directory/", "/api/directory/find-groups"),
];
/// An account that is nobody's here, of the same grid.
const STRANGER: (&str, &str) = ("CUK9Z9", "Somebody Else Ltd");

/// Asks the services what else there is.
pub struct Others<'a> {
    /// The state behind them.
    pub store: &'a Store,
    /// The services.
    pub next: Next,
    /// What another request to the same service was answered last.
    pub previous: Option<Answer>,
}

impl Others<'_> {
    /// Reads at a service as the request's own client would.
    async fn read(&self, asked: &Asked, target: &str, body: Option<&Value>) -> Option<Answer> {
        let method = if body.is_some() { "POST" } else { "GET" };
        let request = asked.like(method, target, body)?;
        let answer = Answer::of(self.next.clone().run(request).await).await;
        (answer.status == StatusCode::OK).then_some(answer)
    }

    /// The records of the Mimecast list that a path's object is in.
    async fn listed(&self, asked: &Asked) -> Option<Vec<Value>> {
        if asked.path().starts_with(GROUPS) {
            let answer = self.read(asked, GROUPS, None).await?;
            return records(&answer.json()?).cloned();
        }
        let mut lists = LISTS.into_iter();
        let (_, list) = lists.find(|(part, _)| asked.path().starts_with(part))?;
        let body = json!({ "meta": { "pagination": { "pageSize": 100 } }, "data": [] });
        let answer = self.read(asked, list, Some(&body)).await?;
        records(&answer.json()?).cloned()
    }

    /// The answer that another object of the kind would have got. `None` where the request is about none, or
    /// there is no other.
    pub async fn answer(&self, asked: &Asked, answer: &Answer) -> Option<Answer> {
        match asked.service {
            Service::JumpCloud => self.of_jumpcloud(asked, answer).await,
            Service::Mimecast => self.of_mimecast(asked, answer).await,
        }
    }

    async fn of_jumpcloud(&self, asked: &Asked, answer: &Answer) -> Option<Answer> {
        let uri = &asked.parts.uri;
        let named = self.store.read(|state| neighbour_in_path(state, uri));
        if asked.parts.method == "GET" {
            return match named {
                Some(target) => self.read(asked, &target, None).await,
                None => self.unasked(asked, answer).await,
            };
        }
        // What is said of an object that was written: the document of another one.
        let document = match named {
            Some(target) => Some(target),
            None => self.store.read(|state| {
                let written = answer
                    .json()
                    .and_then(|mut said| only_id(&mut said).cloned());
                let written = written.as_ref().and_then(Value::as_str);
                let created = asked.parts.method == "POST";
                let list = if created {
                    uri.path()
                } else {
                    parent(uri.path())?
                };
                let other = neighbour(of_path(state, list)?, written.unwrap_or_default())?;
                Some(format!("{list}/{other}"))
            }),
        }?;
        let other = self.read(asked, &document, None).await?;
        // Where nothing is said of the object, there is nothing to be mistaken about.
        let said = other.json()?;
        let silent = answer.status == StatusCode::NO_CONTENT;
        (!silent && said.is_object()).then(|| answer.with_json(&said))
    }

    /// Of a list that was asked for by name: as many records that do not fit.
    async fn unasked(&self, asked: &Asked, answer: &Answer) -> Option<Answer> {
        let target = unfiltered(&asked.parts.uri)?;
        let everything = self.read(asked, &target, None).await?;
        instead(answer, records(&everything.json()?)?)
    }

    async fn of_mimecast(&self, asked: &Asked, answer: &Answer) -> Option<Answer> {
        let path = asked.path();
        let mut said = answer.json()?;
        if path == "/identity/whoami" || path == "/api/account/get-account" {
            said = renamed(said, &[("code", STRANGER.0), ("name", STRANGER.1)]);
            return Some(answer.with_json(&said));
        }
        let all = self.listed(asked).await?;
        let is_read = asked.parts.method == "GET";
        if path.ends_with("/find-groups") || is_read && path == GROUPS {
            return instead(answer, &all);
        }
        if path.ends_with("/get-group-members") {
            let mut body = asked.json()?;
            let id = body.pointer_mut("/data/0/id")?;
            let other = all.iter().find(|one| one["id"] != *id)?;
            *id = other["id"].clone();
            return self.read(asked, path, Some(&body)).await;
        }
        if is_read {
            let (groups, members) = path.rsplit_once('/')?;
            let (_, id) = groups.rsplit_once('/')?;
            let other = all.iter().find(|one| one["id"] != id)?["id"].as_str()?;
            return self
                .read(asked, &format!("{GROUPS}/{other}/{members}"), None)
                .await;
        }
        let written = asked.json()?;
        let item = written.pointer("/data/0").unwrap_or(&written);
        // An id may change from read to read; a name does not.
        let name = &item["description"];
        let id = &item["id"];
        let mut others = all.into_iter();
        let other = others.find(|one| one["description"] != *name && one["id"] != *id)?;
        if let Some(place) = said.get_mut("id") {
            *place = other["id"].clone();
            return Some(answer.with_json(&said));
        }
        if path.contains("/find-") || path.contains("/groups/") {
            return None;
        }
        *said.get_mut("data")? = json!([other]);
        said["fail"] = json!([]);
        Some(answer.with_json(&said))
    }

    /// The id of another object of the kind.
    pub async fn id(&self, asked: &Asked, id: &str) -> Option<String> {
        match asked.service {
            Service::JumpCloud => self.store.read(|state| {
                let mut lists = lists(state).into_iter();
                let list = lists.find(|list| list.iter().any(|known| known == id))?;
                neighbour(list, id)
            }),
            Service::Mimecast => {
                let all = self.listed(asked).await?;
                let ids = all.iter().filter_map(|one| one["id"].as_str());
                neighbour(ids.map(str::to_owned).collect(), id)
            }
        }
    }
}

/// The address of the whole list that a filtered one is a part of.
fn unfiltered(uri: &Uri) -> Option<String> {
    let all = form_urlencoded::parse(uri.query()?.as_bytes());
    let is_filter = |name: &str| name.starts_with("filter");
    if !all.clone().any(|(name, _)| is_filter(&name)) {
        return None;
    }
    let kept = all.filter(|(name, _)| !is_filter(name) && !matches!(&**name, "limit" | "skip"));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept).append_pair("limit", "100");
    Some(format!("{}?{}", uri.path(), query.finish()))
}

/// As many of `all` as the answer has records, and one where it has none, that are not among them.
fn instead(answer: &Answer, all: &[Value]) -> Option<Answer> {
    let mut said = answer.json()?;
    let asked_for = records(&said)?;
    let id = |record: &Value| record.pointer(id_pointer(record)?).cloned();
    let ids: Vec<Option<Value>> = asked_for.iter().map(id).collect();
    let others = all.iter().filter(|one| !ids.contains(&id(one)));
    let others: Vec<Value> = others.take(ids.len().max(1)).cloned().collect();
    if others.is_empty() {
        return None;
    }
    set_records(&mut said, others)?;
    Some(answer.with_json(&said))
}

/// The document with other texts where a key ends in a word.
fn renamed(value: Value, names: &[(&str, &str)]) -> Value {
    let Value::Object(map) = value else {
        return value;
    };
    let renamed = map.into_iter().map(|(key, value)| {
        let lower = key.to_lowercase();
        let name = names.iter().find(|(word, _)| lower.ends_with(word));
        let code_of_grid = key == "cg";
        let value = match (name, value) {
            (Some((_, name)), Value::String(_)) => json!(name),
            (_, Value::String(_)) if code_of_grid => json!(names[0].1),
            (_, Value::Array(list)) => list.into_iter().map(|one| renamed(one, names)).collect(),
            (_, value) => renamed(value, names),
        };
        (key, value)
    });
    Value::Object(renamed.collect())
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

/// The ids of JumpCloud's objects, a list for each kind in the first organisation's order.
fn lists(state: &State) -> Vec<Vec<String>> {
    let jumpcloud = &state.jumpcloud;
    let own = jumpcloud.organizations.first().map(|own| own.id.as_str());
    let own = |organization: &str| own == Some(organization);
    let applications = jumpcloud.applications.iter();
    let users = jumpcloud.users.iter();
    let groups = jumpcloud.groups.iter();
    vec![
        applications
            .filter(|one| own(&one.organization))
            .map(|one| one.id.clone())
            .collect(),
        users
            .filter(|one| own(&one.organization))
            .map(|one| one.id.clone())
            .collect(),
        groups
            .filter(|one| own(&one.organization))
            .map(|one| one.id.clone())
            .collect(),
        jumpcloud
            .organizations
            .iter()
            .map(|one| one.id.clone())
            .collect(),
    ]
}

/// The list whose objects a path ends with.
fn of_path(state: &State, path: &str) -> Option<Vec<String>> {
    let at = [
        "/applications",
        "/systemusers",
        "/usergroups",
        "/organizations",
    ]
    .into_iter()
    .position(|end| path.ends_with(end))?;
    lists(state).into_iter().nth(at)
}

/// The id after this one, going round; for one that is not in the list, the first.
fn neighbour(list: Vec<String>, id: &str) -> Option<String> {
    let at = list.iter().position(|known| known == id);
    let next = at.map_or(0, |at| (at + 1) % list.len());
    list.into_iter().nth(next).filter(|other| other != id)
}

/// A path that names an object, with another one of the kind in its place: the last that it names.
fn neighbour_in_path(state: &State, uri: &Uri) -> Option<String> {
    let lists = lists(state);
    let mut segments: Vec<&str> = uri.path().split('/').collect();
    let known = |id: &str| lists.iter().find(|list| list.iter().any(|one| one == id));
    let at = segments
        .iter()
        .rposition(|segment| known(segment).is_some())?;
    let other = neighbour(known(segments[at])?.clone(), segments[at])?;
    segments[at] = &other;
    let path = segments.join("/");
    Some(match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path,
    })
}
