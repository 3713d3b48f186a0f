//! Which grid's hosts the played account answers at.

use super::target::{LOGIN_ACS, Target};
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

/// Where a grid takes answers: of a tile, or else to a request.
pub fn acs_url(grid: &Grid, tile: Option<Target>) -> String {
    let path = tile.map_or(LOGIN_ACS, Target::tile_acs);
    format!("https://{}{path}", grid.api_host)
}

/// What an account calls itself to an identity provider.
pub fn sp_entity_id(grid: &Grid, code: &AccountCode) -> String {
    format!("{}.{code}", grid.api_host)
}
