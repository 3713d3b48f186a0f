//! What Mimecast wants to be told: grids, account codes, and the SP values of the three connectors.
//!
//! Pure data and functions; nothing here does I/O.

mod account_code;
mod grid;
mod values;

pub use account_code::AccountCode;
pub use grid::{Grid, GridName, MimecastSite};
pub use values::{Connector, DEFAULT_LOGOUT_URL, Flow, SpValues};
