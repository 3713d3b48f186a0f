//! A second step (multi-factor sign-in) before JumpCloud's first answer to somebody, where the sandbox asks for one.
//!
//! That JumpCloud writes an `sso_auth` of it, with `sso_token_success` false and no message, is from a pasted event and a
//! field note; where in a sign-in it asks, and what for, is not played: one button stands for it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::addresses::{go_on_path, login_path};
use super::denial::bad_request;
use super::memory::{Memory, Session};
use crate::sandbox::pages::{Look, Page, post_form};
use crate::sandbox::web::address::{go, go_with_cookie, played};
use crate::sandbox::web::fields::Fields;

/// Where it is confirmed.
pub const SECOND_STEP: &str = "https://console.jumpcloud.com/login/second-step";

/// The page that asks for it; `wish` is what somebody wanted.
pub fn page(wish: &str) -> Page {
    let path = played(SECOND_STEP).unwrap_or_default();
    Page::new(Look::JumpCloud, "second-step", "Confirm that it is you")
        .stands_for(SECOND_STEP)
        .text("JumpCloud waits for a second step. The sandbox has no codes: the button is enough.")
        .html(&post_form(&path, &[("wish", wish)], "It is me", ""))
}

/// `POST …/login/second-step`: from now on the session needs none.
pub async fn confirm(
    State(memory): State<Arc<Memory>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = match Fields::of_body(&headers, body) {
        Ok(fields) => fields,
        Err(why) => return bad_request(why, SECOND_STEP),
    };
    let wish = match fields.one("wish") {
        Ok(wish) => wish.unwrap_or_default(),
        Err(why) => return bad_request(why, SECOND_STEP),
    };
    let session = memory.cookie.value(&headers);
    let Some(session) = session.and_then(|session| memory.sessions.take(session)) else {
        return go(&login_path(None)).into_response();
    };
    let session = memory.sessions.add(Session {
        second_step: true,
        ..session
    });
    go_with_cookie(&go_on_path(wish), memory.cookie.set(&session))
}
