//! What doctor is given to look at.

use crate::connector::AccountCode;
use crate::error::Result;
use crate::jumpcloud::JumpCloud;
use crate::mimecast::Mimecast;
use crate::plan::{Desired, Mode};

/// Both services, and what is wanted of them.
pub struct Prerequisites<'a> {
    /// JumpCloud, or why it cannot be asked.
    pub jumpcloud: Result<JumpCloud>,
    /// Mimecast's API, or why it cannot be asked; in `worksheet` mode it need not be.
    pub mimecast: Result<Mimecast>,
    /// The organisation chosen, by id or name.
    pub organization: Option<&'a str>,
    /// The account code given.
    pub account_code: Option<AccountCode>,
    /// How the Mimecast side is going to be changed.
    pub mode: Mode,
    /// What is wanted of this account, as the command line says.
    pub wanted: &'a dyn Fn(AccountCode) -> Result<Desired>,
}
