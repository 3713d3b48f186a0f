//! What Mimecast's pages remember of people signing in.

use std::time::Duration;

use time::OffsetDateTime;

use super::target::Target;
use crate::sandbox::web::cookie::Cookie;
use crate::sandbox::web::memory::{Once, Remembered};

/// Who is signed in, which requests are not answered yet, and which assertions were used.
#[derive(Debug)]
pub struct Memory {
    pub(super) cookie: Cookie,
    pub(super) sessions: Remembered<SignedIn>,
    pub(super) requests: Remembered<Request>,
    pub(super) used: Once,
}

impl Default for Memory {
    fn default() -> Self {
        Memory {
            cookie: Cookie::new("sp"),
            sessions: Remembered::new(Duration::from_hours(8)),
            requests: Remembered::new(Duration::from_mins(10)),
            used: Once::default(),
        }
    }
}

/// A request that was sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// What somebody wants to sign in to.
    pub target: Target,
}

/// Somebody who was let in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What they signed in to.
    pub target: Target,
    /// Whether the sign-in began at a tile.
    pub from_tile: bool,
    /// Their address.
    pub user: String,
    /// Who says that it is them.
    pub issuer: String,
    /// What JumpCloud calls the application, where it is one of its own.
    pub application: Option<String>,
    /// The authentication profile that let them in.
    pub profile: String,
    /// Where they land after signing out.
    pub logout_url: String,
    /// What else the answer says of them.
    pub attributes: Vec<(String, Vec<String>)>,
    /// When.
    pub at: OffsetDateTime,
}
