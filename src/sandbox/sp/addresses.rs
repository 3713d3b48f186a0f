//! The real addresses of a grid's login pages, and where they are played.

use super::target::Target;
use crate::connector::Grid;
use crate::sandbox::web::address::played;

/// The real address of a login page.
pub fn login_url(host: &str, target: Target) -> String {
    format!("https://{host}/u/login/{}", target.login_query())
}

/// Where the login page of a grid is played.
pub fn login_path(grid: &Grid, console: bool) -> String {
    let target = match console {
        true => Target::Console,
        false => Target::Portal,
    };
    played(&login_url(grid.login_host, target)).unwrap_or_default()
}

/// Where logging out is played.
pub fn log_out_path(host: &str) -> String {
    played(&format!("https://{host}/u/logout/")).unwrap_or_default()
}
