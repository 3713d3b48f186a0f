//! One tenant, connected.

use crate::connector::AccountCode;
use crate::engine::Session;
use crate::error::{Error, Result};
use crate::plan::{Desired, Mode, Warning};
use crate::sandbox::Sandbox;
use crate::tenant::{Options, desired, locate};
use crate::text::Redactor;

/// One tenant, connected.
#[derive(Debug)]
pub struct Tenant {
    /// The clients.
    pub session: Session,
    /// What is wanted.
    pub desired: Desired,
    /// The options, completed by what was asked.
    pub options: Options,
    /// The names of the credentials that it is reached with.
    pub credentials: Vec<&'static str>,
    /// What must stand in no journal, should a service repeat it.
    pub secrets: Redactor,
    /// Why Mimecast does not tell the account that was given, where it does not.
    pub unconfirmed: Option<Error>,
    /// Kept alive with `--sandbox`.
    pub sandbox: Option<Sandbox>,
}

impl Tenant {
    /// Wants what the options say by now.
    ///
    /// # Errors
    /// Those of [`wanted`].
    pub fn want_again(&mut self) -> Result<()> {
        let code = self.desired.account_code.clone();
        let unconfirmed = self.unconfirmed.as_ref();
        self.desired = wanted(&self.options, code, self.desired.mode, unconfirmed)?;
        Ok(())
    }
}

/// What the options ask for of an account; `unconfirmed` says why Mimecast does not tell it.
///
/// # Errors
/// Those of [`locate`] and [`desired`].
pub fn wanted(
    options: &Options,
    code: AccountCode,
    mode: Mode,
    unconfirmed: Option<&Error>,
) -> Result<Desired> {
    let located = locate(options.subdomain, options.mimecast_host.as_deref(), &code)?;
    let mut desired = desired(options, located, code, mode)?;
    let note = unconfirmed.map(|why| account_unconfirmed(&desired.account_code, why));
    desired.notes.extend(note);
    Ok(desired)
}

fn account_unconfirmed(code: &AccountCode, why: &Error) -> Warning {
    Warning {
        code: "account-unconfirmed",
        message: format!(
            "the Mimecast credentials do not tell their account ({}): {code} is taken as given, Mimecast is neither read \
             nor changed with them, and its side is left to be set up by hand",
            why.message
        ),
    }
}
