//! Mimecast as a service provider: the login page of a grid, the ACS URLs, and where they lead.

mod addresses;
mod consume;
mod memory;
mod pages;
mod request;
mod site;
mod target;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRef, OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use time::OffsetDateTime;

use self::addresses::{log_out_path, login_url};
use self::memory::{Memory, Request};
use self::target::{LOGIN_ACS, Target};
use super::mimecast::audit;
use super::pages::Page;
use super::quirk::Quirk;
use super::state::State as Everything;
use super::store::Store;
use super::web::address::{go, go_with_cookie, played, real};
use super::web::fields::Fields;
use super::web::missing::nobody;
use crate::connector::Grid;

pub use self::addresses::login_path;
pub use self::site::home;

/// What the handlers share: the state, and what was seen of people signing in.
#[derive(Clone)]
struct Shared {
    store: Arc<Store>,
    memory: Arc<Memory>,
}

impl FromRef<Shared> for Arc<Store> {
    fn from_ref(shared: &Shared) -> Self {
        shared.store.clone()
    }
}

impl FromRef<Shared> for Arc<Memory> {
    fn from_ref(shared: &Shared) -> Self {
        shared.memory.clone()
    }
}

/// The routes, relative to `/web`.
pub fn router(store: Arc<Store>) -> Router {
    let mut router = Router::new()
        .route("/{host}/u/login/", get(login_page).post(log_in))
        .route("/{host}/u/logout/", post(log_out));
    router = router.route(&format!("/{{host}}{LOGIN_ACS}"), acs(None));
    for target in Target::ALL {
        let at = |path: &str| format!("/{{host}}{path}");
        router = router.route(&at(target.path()), landing(target));
        router = router.route(&at(target.tile_acs()), acs(Some(target)));
    }
    router.with_state(Shared {
        store,
        memory: Arc::default(),
    })
}

/// Whether the account signs in at this host; else the page that says so.
fn account_is_at(state: &Everything, host: &str) -> Result<&'static Grid, Page> {
    let home = site::home(state);
    let here = |grid: &&Grid| site::is_universal(host) || grid.login_host == host;
    home.filter(here)
        .ok_or_else(|| pages::elsewhere(host, home))
}

fn target_of(query: Option<&str>) -> Target {
    let fields = Fields::of_query(query);
    match fields.one("gta") {
        Ok(Some("administration")) => Target::Console,
        _ => Target::Portal,
    }
}

/// `GET …/u/login/`, with `?gta=administration` for the console.
async fn login_page(
    State(store): State<Arc<Store>>,
    Path(host): Path<String>,
    uri: OriginalUri,
) -> Page {
    if !site::is_login_host(&host) {
        return nobody(uri).await;
    }
    let here = store.read(|state| account_is_at(state, &host));
    here.map_or_else(|page| page, |_| pages::login(&host, target_of(uri.query())))
}

/// `POST …/u/login/`: an address; then a request to the identity provider, or the word for a password.
async fn log_in(
    State(store): State<Arc<Store>>,
    State(memory): State<Arc<Memory>>,
    Path(host): Path<String>,
    uri: OriginalUri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Page {
    if !site::is_login_host(&host) {
        return nobody(uri).await;
    }
    let address = address_in(&headers, body);
    let asked = address
        .map_err(|why| pages::unusable(&real(&uri), &why))
        .and_then(|address| {
            let target = target_of(uri.query());
            store.read_in_effect(|state, newest| {
                let grid = account_is_at(state, &host)?;
                let quiet = store.quirks.contains(&Quirk::SpNamesNoAcs);
                let acs_url = (!quiet).then(|| site::acs_url(grid, None));
                let asked = ask(&memory, state, (grid, acs_url), &host, target, &address);
                asked.map_err(|page| if newest { page } else { pages::not_yet(page) })
            })
        });
    asked.unwrap_or_else(|page| page)
}

fn address_in(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<String, String> {
    let fields = Fields::of_body(headers, body)?;
    let address = fields.one("email")?.map(str::trim);
    let address = address.filter(|address| !address.is_empty());
    let address = address.ok_or("The form has no e-mail address.")?;
    Ok(address.to_owned())
}

/// The page that sends somebody on to the identity provider of their profile's block, with the ACS URL that the request
/// is to name.
fn ask(
    memory: &Memory,
    state: &Everything,
    (grid, acs_url): (&'static Grid, Option<String>),
    host: &str,
    target: Target,
    address: &str,
) -> Result<Page, Page> {
    let profile = target::profile(&state.mimecast, address, target);
    let Some((profile, code)) = profile.zip(site::account_code(state)) else {
        return Err(pages::incomplete(host, target, "none"));
    };
    let name = &profile.description;
    let block = target::block(profile, target.block());
    if !block.enforced {
        return Err(pages::password(host, target, address, name));
    }
    let action = played(&block.login_url);
    let action = action.ok_or_else(|| pages::incomplete(host, target, name))?;
    let id = memory.requests.add(Request { target });
    let request = request::authn_request(
        &id,
        block,
        &site::sp_entity_id(grid, &code),
        acs_url.as_deref(),
        OffsetDateTime::now_utc(),
    );
    Ok(pages::request(host, target, &action, &request))
}

/// `POST` to an ACS URL: a tile's, or else the one for answers to requests.
fn acs(tile: Option<Target>) -> MethodRouter<Shared> {
    post(
        async move |State(store): State<Arc<Store>>,
                    State(memory): State<Arc<Memory>>,
                    Path(host): Path<String>,
                    uri: OriginalUri,
                    headers: HeaderMap,
                    body: Result<Bytes, BytesRejection>| {
            let grid = store.read(|state| {
                let grid = site::of_api_host(&host)?;
                site::home(state).filter(|home| *home == grid)
            });
            let Some(grid) = grid else {
                return nobody(uri).await.into_response();
            };
            let real = real(&uri);
            match response_in(&headers, body) {
                Ok(xml) => bring(&store, &memory, grid, tile, &xml, &real),
                Err(why) => pages::unusable(&real, &why).into_response(),
            }
        },
    )
}

/// The document in a form's `SAMLResponse`.
fn response_in(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Vec<u8>, String> {
    let fields = Fields::of_body(headers, body)?;
    let field = fields.one("SAMLResponse")?;
    let field = field.ok_or("The form has no SAMLResponse.")?;
    let packed: String = field.split_ascii_whitespace().collect();
    let decoded = BASE64_STANDARD.decode(packed);
    decoded.map_err(|_| "The SAMLResponse is not base64.".to_owned())
}

fn bring(
    store: &Store,
    memory: &Memory,
    grid: &'static Grid,
    tile: Option<Target>,
    xml: &[u8],
    real: &str,
) -> Response {
    let outcome = consume::consume(store, memory, grid, tile, xml, OffsetDateTime::now_utc());
    if let Some((name, target)) = &outcome.named {
        let application = target.unwrap_or(Target::Portal).name();
        audit::signed_in(store, name, application, outcome.signed_in.is_some());
    }
    let Some(signed_in) = outcome.signed_in else {
        return pages::refused(real, &outcome.checks).into_response();
    };
    let landing = format!("https://{}{}", grid.login_host, signed_in.target.path());
    let session = memory.sessions.add(signed_in);
    // After a redirect, loading the page again does not bring the same answer again.
    let landing = played(&landing).unwrap_or_default();
    go_with_cookie(&landing, memory.cookie.set(&session))
}

/// `GET` of where a sign-in leads to.
fn landing(target: Target) -> MethodRouter<Shared> {
    get(
        async move |State(memory): State<Arc<Memory>>,
                    Path(host): Path<String>,
                    uri: OriginalUri,
                    headers: HeaderMap| {
            if !site::is_login_host(&host) {
                return nobody(uri).await.into_response();
            }
            let session = memory.cookie.value(&headers);
            let session = session.and_then(|session| memory.sessions.get(session));
            match session.filter(|signed_in| signed_in.target == target) {
                Some(signed_in) => {
                    pages::landing(&host, &signed_in, &log_out_path(&host)).into_response()
                }
                None => go(&played(&login_url(&host, target)).unwrap_or_default()).into_response(),
            }
        },
    )
}

/// `POST …/u/logout/`: on to the profile's logout URL.
async fn log_out(
    State(memory): State<Arc<Memory>>,
    Path(host): Path<String>,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    if !site::is_login_host(&host) {
        return nobody(uri).await.into_response();
    }
    let session = memory.cookie.value(&headers);
    let signed_in = session.and_then(|session| memory.sessions.take(session));
    let next = signed_in.and_then(|signed_in| played(&signed_in.logout_url));
    let login = || played(&login_url(&host, Target::Portal)).unwrap_or_default();
    go_with_cookie(&next.unwrap_or_else(login), memory.cookie.clear())
}
