//! JumpCloud as an identity provider: sign-in, the user console, and answers to service providers.
//!
//! There are no passwords here. Which words JumpCloud's own pages use is not played; which answer is
//! given to whom is.

mod addresses;
mod denial;
mod grant;
mod memory;
mod pages;
mod people;
mod request;
mod response;
mod second_step;
mod settings;
mod xml;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRef, OriginalUri, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use time::OffsetDateTime;

use self::addresses::{GO_ON, LOGIN, SIGN_OUT, go_on_path, login_path};
use self::denial::{Denial, bad_request};
use self::grant::active_user;
use self::memory::{Memory, Session, Wish};
use self::settings::Settings;
use super::jumpcloud::insights::{self, Outcome};
use super::pages::Page;
use super::quirk::Quirk;
use super::state::Application;
use super::store::Store;
use super::web::address::{go, go_with_cookie, played, real};
use super::web::fields::Fields;
use crate::connector::DEFAULT_LOGOUT_URL;

pub use self::addresses::console_path;
pub use self::people::application_with_certificate;
pub use self::response::instant;
pub use self::xml::xml;

/// Longest RelayState that is carried. The specification allows 80 bytes; many are longer.
const MAX_RELAY_STATE: usize = 1024;

/// What the handlers share: the state, and who is signed in.
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
    let relative = |url: &str| {
        let path = played(url).unwrap_or_default();
        path.strip_prefix("/web").unwrap_or_default().to_owned()
    };
    let console = relative(DEFAULT_LOGOUT_URL);
    Router::new()
        .route(
            console.trim_end_matches('/'),
            get(async || go(&console_path())),
        )
        .route(&console, get(user_console))
        .route(&relative(LOGIN), get(login_page).post(sign_in))
        .route(&relative(GO_ON), get(go_on))
        .route(
            &relative(second_step::SECOND_STEP),
            post(second_step::confirm),
        )
        .route(&relative(SIGN_OUT), post(sign_out))
        .route("/{host}/saml2/{*suffix}", get(by_address).post(by_form))
        .with_state(Shared {
            store,
            memory: Arc::default(),
        })
}

/// Where an application's answers may go, the default first.
pub fn acs_urls(application: &Application) -> Vec<String> {
    let acs = Settings::of(application).acs;
    acs.into_iter().map(|acs| acs.url).collect()
}

/// `GET …/userconsole/`.
async fn user_console(
    State(store): State<Arc<Store>>,
    State(memory): State<Arc<Memory>>,
    headers: HeaderMap,
) -> Response {
    let Some(session) = memory.session(&headers) else {
        return go(&login_path(None)).into_response();
    };
    store.read(|state| match active_user(state, &session.user) {
        Ok(user) => pages::console(user, &people::tiles(state, user)).into_response(),
        Err(denial) => denial.page(DEFAULT_LOGOUT_URL).into_response(),
    })
}

/// `GET …/login`: with `?wish=…` where sign-in goes on to an application.
async fn login_page(State(store): State<Arc<Store>>, OriginalUri(uri): OriginalUri) -> Page {
    let fields = Fields::of_query(uri.query());
    let wish = fields.one("wish").ok().flatten();
    store.read(|state| pages::login(state, wish, None))
}

/// `POST …/login`: an e-mail address, and nothing else.
async fn sign_in(
    State(store): State<Arc<Store>>,
    State(memory): State<Arc<Memory>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = match Fields::of_body(&headers, body) {
        Ok(fields) => fields,
        Err(why) => return bad_request(why, LOGIN),
    };
    let (email, wish) = match (fields.one("email"), fields.one("wish")) {
        (Ok(email), Ok(wish)) => (email.unwrap_or_default(), wish),
        (Err(why), _) | (_, Err(why)) => return bad_request(why, LOGIN),
    };
    let found = store.read(|state| match people::by_email(state, email) {
        None => Err(pages::login(state, wish, Some(email))),
        Some(user) => {
            let hindrance = people::hindrance(user);
            insights::login_attempt(&store, user, hindrance);
            match hindrance {
                Some(why) => Err(Denial::InactiveUser(why).page(LOGIN)),
                None => Ok(user.id.clone()),
            }
        }
    });
    let user = match found {
        Ok(user) => user,
        Err(page) => return page.into_response(),
    };
    let session = memory.sessions.add(Session {
        user,
        since: OffsetDateTime::now_utc(),
        second_step: false,
    });
    let next = match wish {
        Some(wish) => go_on_path(wish),
        None => console_path(),
    };
    go_with_cookie(&next, memory.cookie.set(&session))
}

/// `GET …/login/continue?wish=…`: on to the application that somebody wanted before they signed in.
async fn go_on(
    State(store): State<Arc<Store>>,
    State(memory): State<Arc<Memory>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let fields = Fields::of_query(uri.query());
    let name = fields.one("wish").ok().flatten().unwrap_or_default();
    let wish = match memory.session(&headers) {
        Some(_) => memory.wishes.take(name),
        None => return go(&login_path(None)).into_response(),
    };
    match wish {
        Some(wish) => grant(&store, &memory, &headers, wish),
        None => Denial::Ended.page(GO_ON).into_response(),
    }
}

/// `POST …/logout`.
async fn sign_out(State(memory): State<Arc<Memory>>, headers: HeaderMap) -> Response {
    if let Some(session) = memory.cookie.value(&headers) {
        memory.sessions.take(session);
    }
    go_with_cookie(&login_path(None), memory.cookie.clear())
}

/// `GET https://sso…/saml2/{suffix}`: a tile, or a request by redirect.
async fn by_address(
    State(store): State<Arc<Store>>,
    State(memory): State<Arc<Memory>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let fields = Fields::of_query(uri.query());
    let wish = wish(&store, &uri, &fields, |settings, field| {
        match field {
        None => Ok(None),
        Some(_) if !settings.takes_redirect => Err(
            "The request came by redirect, and the application does not declare a redirect endpoint."
                .to_owned(),
        ),
        Some(field) => request::of_redirect(field).map(Some).map_err(unusable),
    }
    });
    granted(&store, &memory, &headers, &uri, wish)
}

/// `POST https://sso…/saml2/{suffix}`: a request by form.
async fn by_form(
    State(store): State<Arc<Store>>,
    State(memory): State<Arc<Memory>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = match Fields::of_body(&headers, body) {
        Ok(fields) => fields,
        Err(why) => return bad_request(why, &real(&uri)),
    };
    let wish = wish(&store, &uri, &fields, |_, field| match field {
        None => Err("The form has no SAMLRequest.".to_owned()),
        Some(field) => request::of_post(field).map(Some).map_err(unusable),
    });
    granted(&store, &memory, &headers, &uri, wish)
}

fn unusable(why: String) -> String {
    format!("The request cannot be answered: {why}.")
}

/// What the browser wants of the application at `uri`; `document_of` finds the request in its fields.
fn wish(
    store: &Store,
    uri: &Uri,
    fields: &Fields,
    document_of: impl FnOnce(&Settings, Option<&str>) -> Result<Option<Vec<u8>>, String>,
) -> Result<Wish, Denial> {
    store.read(|state| {
        let application = people::application_at(state, uri.path());
        let application = application.ok_or(Denial::UnknownApplication)?;
        let settings = Settings::of(application);
        let sso_url = application.document["ssoUrl"].as_str().unwrap_or_default();
        let field = fields.one("SAMLRequest").map_err(Denial::BadRequest)?;
        let document = document_of(&settings, field).map_err(Denial::BadRequest)?;
        let asked = document.map(|document| request::read(&document, &settings, sso_url));
        let asked = asked.transpose().map_err(unusable);
        let mut asked = asked.map_err(Denial::BadRequest)?;
        if store.quirks.contains(&Quirk::IdpIgnoresAcs)
            && let Some(asked) = &mut asked
        {
            (asked.acs_url, asked.acs_index) = (None, None);
        }
        let relay_state = fields.one("RelayState").map_err(Denial::BadRequest)?;
        if relay_state.is_some_and(|text| text.len() > MAX_RELAY_STATE) {
            return Err(Denial::BadRequest("The RelayState is too long.".to_owned()));
        }
        Ok(Wish {
            application: application.id.clone(),
            relay_state: match asked {
                Some(_) => relay_state.map(str::to_owned),
                None => settings.relay_state,
            },
            asked,
            at: sso_url.to_owned(),
        })
    })
}

fn granted(
    store: &Store,
    memory: &Memory,
    headers: &HeaderMap,
    uri: &Uri,
    wish: Result<Wish, Denial>,
) -> Response {
    match wish {
        Ok(wish) => grant(store, memory, headers, wish),
        Err(denial) => denial.page(&real(uri)).into_response(),
    }
}

/// Sends the browser to the service provider with an answer, or to the sign-in page first.
fn grant(store: &Store, memory: &Memory, headers: &HeaderMap, wish: Wish) -> Response {
    let Some(session) = memory.session(headers) else {
        let wish = memory.wishes.add(wish);
        return go(&login_path(Some(&wish))).into_response();
    };
    let first = store.quirks.contains(&Quirk::SecondStep) && !session.second_step;
    let answer = store.read(|state| {
        let person = people::by_id(state, &session.user);
        let both = person.zip(people::application(state, &wish.application));
        let came = |outcome: Outcome<'_>| {
            if let Some((user, application)) = both {
                insights::wanted(store, user, application, wish.asked.is_none(), outcome);
            }
        };
        let answer = grant::answer(state, &session, &wish);
        match &answer {
            Ok(_) if first => came(Outcome::OnTheWay),
            Ok(_) => came(Outcome::Given),
            Err(denial) => came(Outcome::Refused(&denial.words())),
        }
        answer
    });
    match answer {
        Ok(_) if first => second_step::page(&memory.wishes.add(wish)).into_response(),
        Ok(page) => page.into_response(),
        Err(denial) => denial.page(&wish.at).into_response(),
    }
}
