//! The part of Mimecast's console that no public API reaches: authentication profiles and application settings, for a browser.
//!
//! What a form sends goes through the functions that the profile API uses, so that nothing is taken here that would be refused
//! there, and it becomes true in the same way: late, where Mimecast acts late, counted, and watched for people who are locked
//! out.

pub mod addresses;
mod form;
mod labels;
mod pages;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum::routing::{get, post};
use serde_json::{Value, json};

use self::addresses::List;
use self::form::Part;
use super::current_request::CurrentRequest;
use super::mimecast::fail::Fail;
use super::mimecast::state::{MimecastState, Profile, Setting};
use super::mimecast::{profiles, settings};
use super::pages::Page;
use super::service::Service;
use super::store::{NotSaved, Store};
use super::web::fields::Fields;

/// The routes, relative to [`addresses::CONSOLE`].
pub fn router(store: Arc<Store>) -> Router {
    let mut router = Router::new().route("/", get(async || pages::home()));
    for list in List::ALL {
        let at = |path: String| {
            let below = path.strip_prefix(addresses::CONSOLE);
            below.unwrap_or(&path).to_owned()
        };
        let show = async move |State(store): State<Arc<Store>>| shown(&store, list, None);
        let new = async move |State(store): State<Arc<Store>>| open_new(&store, list);
        let open = async move |State(store): State<Arc<Store>>, Path(id): Path<String>| {
            open(&store, list, &id)
        };
        let make = async move |State(store): State<Arc<Store>>,
                               uri: OriginalUri,
                               headers: HeaderMap,
                               body: Result<Bytes, BytesRejection>| {
            save(&store, list, None, &uri, &headers, body).await
        };
        let change = async move |State(store): State<Arc<Store>>,
                                 Path(id): Path<String>,
                                 uri: OriginalUri,
                                 headers: HeaderMap,
                                 body: Result<Bytes, BytesRejection>| {
            save(&store, list, Some(&id), &uri, &headers, body).await
        };
        let delete =
            async move |State(store): State<Arc<Store>>,
                        Path(id): Path<String>,
                        uri: OriginalUri| { delete(&store, list, &id, &uri).await };
        router = router
            .route(&at(list.path()), get(show))
            .route(&at(list.new_path()), get(new).post(make))
            .route(&at(list.form_path("{id}")), get(open).post(change))
            .route(&at(list.delete_path("{id}")), post(delete));
    }
    router.fallback(async || pages::nowhere()).with_state(store)
}

/// Why something was not saved.
#[derive(Debug)]
struct Refusal(String);

impl From<Fail> for Refusal {
    fn from(fail: Fail) -> Self {
        Refusal(labels::in_the_forms_words(&fail.message))
    }
}

impl From<NotSaved> for Refusal {
    fn from(_: NotSaved) -> Self {
        Refusal("the change could not be stored".to_owned())
    }
}

/// Changes the state as this request of a browser.
async fn write(
    store: &Store,
    path: &str,
    change: impl FnOnce(&mut MimecastState) -> Result<(), Fail>,
) -> Result<(), Refusal> {
    let request = CurrentRequest {
        service: Service::Mimecast,
        method: "POST".to_owned(),
        path: path.to_owned(),
        stale: false,
    };
    store.count_request(request.service, format!("POST {path}"));
    store.count_write(request.service);
    let written = async { store.write(|state| change(&mut state.mimecast).map_err(Refusal::from)) };
    request.scope(written).await
}

fn shown(store: &Store, list: List, refused: Option<&str>) -> Page {
    let newest = store.read_in_effect(|_, newest| newest);
    store.read(|state| pages::list(list, &state.mimecast, newest, refused))
}

/// The form of a list, with what it can choose from.
fn form_of(list: List, mimecast: &MimecastState) -> Vec<Part> {
    match list {
        List::Profiles => form::profile(),
        List::Settings => form::setting(mimecast),
    }
}

/// The record of this id as the API takes it; without an id, a new one.
fn item(list: List, mimecast: &MimecastState, id: Option<&str>) -> Option<Value> {
    let Some(id) = id else {
        let mut fresh = match list {
            List::Profiles => json!(Profile::default()),
            List::Settings => json!(Setting::default()),
        };
        // It gets its id when it is made.
        fresh.as_object_mut()?.shift_remove("id");
        return Some(fresh);
    };
    match list {
        List::Profiles => {
            let mut profiles = mimecast.profiles.iter();
            profiles
                .find(|known| known.id == id)
                .map(|known| json!(known))
        }
        List::Settings => {
            let mut settings = mimecast.settings.iter();
            settings
                .find(|known| known.id == id)
                .map(|known| json!(known))
        }
    }
}

fn open_new(store: &Store, list: List) -> Page {
    store.read(|state| {
        let item = item(list, &state.mimecast, None).unwrap_or_default();
        let form = form_of(list, &state.mimecast);
        pages::form(list, &form, &list.new_path(), &item, None)
    })
}

fn open(store: &Store, list: List, id: &str) -> Page {
    store.read(|state| match item(list, &state.mimecast, Some(id)) {
        Some(item) => {
            let form = form_of(list, &state.mimecast);
            pages::form(list, &form, &list.form_path(id), &item, None)
        }
        None => pages::gone(list),
    })
}

/// Saves a form, and leads back to its list; a refusal stands above the form, which still holds what was typed.
async fn save(
    store: &Store,
    list: List,
    id: Option<&str>,
    uri: &OriginalUri,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Redirect, Page> {
    let sent = Fields::of_body(headers, body).map_err(pages::unusable)?;
    let (form, item) = store.read(|state| {
        let mimecast = &state.mimecast;
        (form_of(list, mimecast), item(list, mimecast, id))
    });
    let mut item = item.ok_or_else(|| pages::gone(list))?;
    form::fill(&mut item, &form, &sent).map_err(|why| pages::unusable(&why))?;
    let saved = write(store, uri.path(), |mimecast| {
        let change = match (list, id) {
            (List::Profiles, None) => profiles::create_one,
            (List::Profiles, Some(_)) => profiles::update_one,
            (List::Settings, None) => settings::create_one,
            (List::Settings, Some(_)) => settings::update_one,
        };
        change(mimecast, &item).map(drop)
    });
    match saved.await {
        Ok(()) => Ok(Redirect::to(&list.path())),
        Err(Refusal(why)) => Err(pages::form(list, &form, uri.path(), &item, Some(&why))),
    }
}

/// Deletes one, and leads back to the list; a refusal stands above that.
async fn delete(store: &Store, list: List, id: &str, uri: &OriginalUri) -> Result<Redirect, Page> {
    let deleted = write(store, uri.path(), |mimecast| {
        let item = json!({ "id": id });
        match list {
            List::Profiles => profiles::delete_one(mimecast, &item),
            List::Settings => settings::delete_one(mimecast, &item),
        }
    });
    match deleted.await {
        Ok(()) => Ok(Redirect::to(&list.path())),
        Err(Refusal(why)) => Err(shown(store, list, Some(&why))),
    }
}
