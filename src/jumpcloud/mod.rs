//! JumpCloud's admin API: organisations, catalogue, SAML applications, access, metadata, events.
//!
//! Facts come from JumpCloud's published specifications (v1 and v2) and, where those are silent,
//! from clients that state live behaviour; each is noted where it is used.

mod access;
mod applications;
mod caller;
mod client;
mod documents;
mod endless;
mod events;
mod groups;
mod metadata;
mod one;
mod organizations;
mod paging;
mod region;
mod users;

pub use access::{Bound, Unbound};
pub use applications::Created;
pub use client::JumpCloud;
pub use documents::{Application, Template, is_saml};
pub use events::{Event, Insights, Outcome, What};
pub use groups::Group;
pub use organizations::{Organization, Product};
pub use region::Region;
pub use users::{Hindrance, SignIn, User};
