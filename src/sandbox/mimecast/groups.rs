//! Mimecast's newer group addresses: `/directory/cloud-gateway/v1/groups` and `/{id}/members`.
//!
//! No envelope here. Their shape is *documented by a third party*, and nobody here has seen an answer of the real service: the
//! Terraform provider Scriptception/terraform-provider-mimecast, `internal/client/resources.go` (`ProfileGroup`, `GroupMember`,
//! `ListProfileGroups`, `ListProfileGroupMembers`), `client.go` (`DoAllPages`, `nextPageToken`, `parseErrorMessage`) and the
//! fixtures of its tests. So:
//!
//! - `GET …/groups?pageSize=100&pageToken=…` answers `{"groups":[{"id","description","source","parentId","userCount",
//!   "groupCount"}],"meta":{"nextPage":"…"}}`. `source` is `cloud` or `ldap`: groups of both kinds stand in one list (*assumed*),
//!   and two of different kinds may bear one name.
//! - `GET …/groups/{id}/members?pageSize=100&pageToken=…` answers `{"groupMembers":[{"emailAddress","name","domain","type",
//!   "internal"}],"meta":{"nextPage":"…"}}`.
//! - The token of the next page stands in `meta.nextPage`, which the last page does not have; its `meta` is `{}`. That provider
//!   also looks for it in `meta.nextPageToken` and in `meta.pagination.nextPageToken`, `.nextPage` and `.next`. There is no total.
//! - A request asks for 100 a page at most (that provider's own limit); more, or a token that was not given here, is 400
//!   (*assumed*).
//! - An error is `{"errors":[{"code","message"}]}` with its HTTP status; a group that is not there is 404 (the status from that
//!   provider, the code *assumed*).
//! - Reading wants the permission *Directories | Groups | Read* and no other, making and filling *Directories | Groups | Edit*
//!   (that provider's ledger of the published catalogue, `capabilities/api-v2.json`, 2026-08-08).

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::addresses::GROUPS;
use super::directory::member;
use super::page::{Page, Place};
use super::refused::Refused;
use super::state::{Folder, Source};
use crate::sandbox::random;
use crate::sandbox::store::Store;

fn refuse(status: StatusCode, code: &'static str, message: impl Into<String>) -> Refused {
    Refused::new(status, code, message).at(GROUPS)
}

fn malformed(why: impl Into<String>) -> Refused {
    refuse(StatusCode::BAD_REQUEST, "err_validation_request", why)
}

fn no_group(message: &str) -> Refused {
    refuse(StatusCode::NOT_FOUND, "err_folder_group_not_found", message)
}

/// What the query string of a list says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    page_size: Option<usize>,
    page_token: Option<String>,
}

type AskedFor = Result<Query<Asked>, QueryRejection>;

fn page(asked: AskedFor) -> Result<Page, Refused> {
    let Query(asked) = asked.map_err(|rejection| malformed(rejection.body_text()))?;
    let page = Page::new(asked.page_size, asked.page_token.as_deref());
    page.map_err(|refused| refused.at(GROUPS))
}

fn answer(key: &str, records: Vec<Value>, place: Place) -> Json<Value> {
    let meta = match place.next {
        Some(next) => json!({ "nextPage": next }),
        None => json!({}),
    };
    Json(json!({ key: records, "meta": meta }))
}

/// `GET /directory/cloud-gateway/v1/groups`.
pub async fn list(
    State(store): State<Arc<Store>>,
    asked: AskedFor,
) -> Result<Json<Value>, Refused> {
    let page = page(asked)?;
    Ok(store.read(|state| {
        let (folders, place) = page.of(state.mimecast.folders.iter().collect());
        answer("groups", folders.into_iter().map(shown).collect(), place)
    }))
}

fn shown(folder: &Folder) -> Value {
    json!({
        "id": folder.id,
        "description": folder.description,
        "source": folder.source,
        "parentId": "mc-group-root",
        "userCount": folder.members.len(),
        "groupCount": 0,
    })
}

/// `GET /directory/cloud-gateway/v1/groups/{id}/members`.
pub async fn members(
    State(store): State<Arc<Store>>,
    Path(id): Path<String>,
    asked: AskedFor,
) -> Result<Json<Value>, Refused> {
    let page = page(asked)?;
    store.read(|state| {
        let mut folders = state.mimecast.folders.iter();
        let folder = folders.find(|folder| folder.id == id);
        let folder = folder.ok_or_else(|| no_group("there is no group with this id"))?;
        let (emails, place) = page.of(folder.members.iter().collect());
        let members = emails.into_iter().map(|email| member(email)).collect();
        Ok(answer("groupMembers", members, place))
    })
}

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
    let body = body.map_err(|rejection| malformed(rejection.body_text()))?;
    serde_json::from_slice(&body).map_err(|error| malformed(error.to_string()))
}

/// `POST /directory/cloud-gateway/v1/groups`. A name that is taken is refused (*assumed*).
pub async fn create(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    let NewGroup { description } = plain(body)?;
    let refused = |code, why: &str| Err(refuse(StatusCode::BAD_REQUEST, code, why));
    if description.trim().is_empty() {
        return refused("err_validation", "description is required");
    }
    let made = store.write(|state| {
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
    });
    made.map_err(|refused: Refused| refused.at(GROUPS))
}

/// `POST /directory/cloud-gateway/v1/groups/{id}/members`: each for itself. A group that comes from a directory is filled
/// there.
pub async fn add_members(
    State(store): State<Arc<Store>>,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    let NewMembers { group_members } = plain(body)?;
    let added = store.write(|state| {
        let mut folders = state.mimecast.folders.iter_mut();
        let folder = folders.find(|f| f.id == id && f.source == Source::Cloud);
        let Some(folder) = folder else {
            return Err(no_group(
                "there is no group with this id that can be filled here",
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
    });
    added.map_err(|refused: Refused| refused.at(GROUPS))
}
