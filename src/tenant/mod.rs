//! What is wanted of one tenant: options, their defaults, the tenants file that may say them, and credentials.

mod access;
mod asked;
mod credentials;
mod file;
mod helper;
mod kept;
mod locate;
mod names;
mod options;
mod parse;
mod scoped;
mod shard;
mod wanted;

pub use access::{Access, Account, MimecastMode};
pub use asked::Asked;
pub use credentials::{Credentials, JumpCloudCredentials};
pub use file::{
    Entry, NAMES_A_FILE, Part, Tenants, Written, name_of, render as render_tenants, untrusted,
    variable_of,
};
pub use kept::comes_from_plan;
pub use locate::locate;
pub use names::{
    JUMPCLOUD_API_KEY, JUMPCLOUD_CLIENT_ID, JUMPCLOUD_CLIENT_SECRET, MIMECAST_CLIENT_ID,
    MIMECAST_CLIENT_SECRET,
};
pub use options::{Batch, Choice, Options, Skip};
pub use parse::{email, scoped_document_url, suffix};
pub use scoped::Scoped;
pub use shard::Shard;
pub use wanted::{check_sp_entity_ids, desired, pilot_group};
