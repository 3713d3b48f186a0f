//! Mimecast's API 2.0: account, directory groups, audit events, and the assumed authentication-profile contract.
//!
//! Profiles and application settings have no public API: those calls follow a contract that this
//! project wrote down itself, marked *assumed* (see `fixtures/mimecast/`).

mod account;
mod audit;
mod client;
mod directory;
mod group;
mod group_lists;
mod groups;
mod objects;
mod page;
mod paging;
mod paired;
mod permissions;
mod profiles;
mod records;
mod settings;
mod token;
pub mod worksheet;

pub use account::{Account, AccountTold, WhoAmI};
pub use audit::Logon;
pub use client::Mimecast;
pub use group::Group;
pub use groups::credentials_missing;
pub use paired::Paired;
pub use permissions::{Reading, Tried, Wanted};
pub use profiles::Profile;
pub use settings::Setting;

pub use crate::plan::MimecastGroupId;
