//! The real addresses of JumpCloud's pages, and where they are played.

use crate::connector::DEFAULT_LOGOUT_URL;
use crate::sandbox::web::address::played;

/// The sign-in page.
pub const LOGIN: &str = "https://console.jumpcloud.com/login";
/// Where sign-in goes on to what somebody wanted before it.
pub const GO_ON: &str = "https://console.jumpcloud.com/login/continue";
/// Where somebody signs out.
pub const SIGN_OUT: &str = "https://console.jumpcloud.com/logout";

/// Where the user console is played.
pub fn console_path() -> String {
    played(DEFAULT_LOGOUT_URL).unwrap_or_default()
}

/// Where signing out is played.
pub fn sign_out_path() -> String {
    played(SIGN_OUT).unwrap_or_default()
}

/// Where sign-in goes on to the wish of this name.
pub fn go_on_path(wish: &str) -> String {
    let query = url::form_urlencoded::byte_serialize(wish.as_bytes());
    let path = played(GO_ON).unwrap_or_default();
    format!("{path}?wish={}", query.collect::<String>())
}

/// Where the sign-in page is played, for a wish where there is one.
pub fn login_path(wish: Option<&str>) -> String {
    let login = played(LOGIN).unwrap_or_default();
    match wish {
        Some(wish) => format!("{login}?wish={wish}"),
        None => login,
    }
}
