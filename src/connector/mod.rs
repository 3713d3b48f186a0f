//! What Mimecast wants to be told: grids, account codes, and the SP values of the three connectors.
//!
//! Pure data and functions; nothing here does I/O.

mod account_code;
mod block;
mod gateway;
mod grid;
mod holder;
mod mail;
mod values;

pub use account_code::AccountCode;
pub use block::{ADMINISTRATORS_PROFILE, Block};
pub use gateway::Gateway;
pub use grid::{Grid, GridName, MimecastSite, UnknownGrid};
pub use holder::Holder;
pub use mail::MailRoute;
pub use values::{Connector, DEFAULT_LOGOUT_URL, Flow, SpValues};
