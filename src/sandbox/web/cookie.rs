//! The cookies that say who is signed in.

use axum::http::{HeaderMap, header};

use crate::sandbox::random;

/// A cookie's name. It ends differently in every sandbox: browsers tell ports apart for pages, and not for
/// cookies.
#[derive(Debug)]
pub struct Cookie(String);

impl Cookie {
    /// A cookie whose name begins with `name`.
    pub fn new(name: &str) -> Self {
        Cookie(format!("{name}-{}", random::object_id()))
    }

    /// The value that the browser sent.
    pub fn value<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let cookies = headers.get_all(header::COOKIE).iter();
        cookies
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == self.0)
            .map(|(_, value)| value)
    }

    /// What makes the browser send `value` from now on, until it is closed. There is no TLS here, so the
    /// cookie cannot be for secure connections only.
    pub fn set(&self, value: &str) -> String {
        format!("{}={value}; Path=/web/; HttpOnly; SameSite=Lax", self.0)
    }

    /// What makes the browser forget it.
    pub fn clear(&self) -> String {
        format!("{}; Max-Age=0", self.set(""))
    }
}
