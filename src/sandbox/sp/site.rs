//! Which grid's hosts the played account answers at.

use crate::connector::{AccountCode, Grid};
use crate::sandbox::state::State;

/// The account's code.
pub fn account_code(state: &State) -> Option<AccountCode> {
    state.mimecast.account.code.parse().ok()
}

/// The grid that the account is on, by its code.
pub fn home(state: &State) -> Option<&'static Grid> {
    Grid::of_account_code(&account_code(state)?)
}

/// Whether a host is the sign-in page of any grid.
pub fn is_login_host(host: &str) -> bool {
    Grid::all().iter().any(|grid| grid.login_host == host)
}

/// Whether a host is the sign-in page that several grids share: it takes everybody.
pub fn is_universal(host: &str) -> bool {
    let all = Grid::all().iter();
    all.filter(|grid| grid.login_host == host).count() > 1
}

/// The grid whose ACS URLs are at this host.
pub fn of_api_host(host: &str) -> Option<&'static Grid> {
    Grid::all().iter().find(|grid| grid.api_host == host)
}
