//! What JumpCloud's pages remember of people signing in.

use std::time::Duration;

use axum::http::HeaderMap;
use time::OffsetDateTime;

use super::request::Asked;
use crate::sandbox::web::cookie::Cookie;
use crate::sandbox::web::memory::Remembered;

/// Who is signed in, and where they wanted to go.
#[derive(Debug)]
pub struct Memory {
    pub(super) cookie: Cookie,
    pub(super) sessions: Remembered<Session>,
    pub(super) wishes: Remembered<Wish>,
}

impl Default for Memory {
    fn default() -> Self {
        Memory {
            cookie: Cookie::new("idp"),
            sessions: Remembered::new(Duration::from_hours(8)),
            wishes: Remembered::new(Duration::from_mins(10)),
        }
    }
}

impl Memory {
    /// Who the browser is signed in as.
    pub fn session(&self, headers: &HeaderMap) -> Option<Session> {
        self.sessions.get(self.cookie.value(headers)?)
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Their id.
    pub user: String,
    /// Since when.
    pub since: OffsetDateTime,
    /// Whether they confirmed it by a second step.
    pub second_step: bool,
}

/// What somebody wants of an application.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The application's id.
    pub application: String,
    /// The request, where there was one.
    pub asked: Option<Asked>,
    /// What goes along with the answer.
    pub relay_state: Option<String>,
    /// The real address that it was brought to.
    pub at: String,
}
