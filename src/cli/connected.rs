//! One tenant, connected.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::attestation::Owner;
use crate::connector::AccountCode;
use crate::engine::{Session, Stash};
use crate::error::{Error, Result};
use crate::http::BaseUrl;
use crate::jumpcloud::{JumpCloud, Organization, Region};
use crate::mimecast::Mimecast;
use crate::plan::{Desired, LeftOpen, Mode, TenantSummary, Warning};
use crate::sandbox::Sandbox;
use crate::tenant::{Options, desired, locate};
use crate::text::Redactor;

use super::attestations;
use super::printer::Printer;
use super::reach::Reach;

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

/// How long Mimecast takes to act on a changed profile (Mimecast KB, application settings).
const PROPAGATION: Duration = Duration::from_secs(15 * 60);

/// Both services, and whose the credentials are.
pub struct Identified {
    /// In that organisation.
    pub jumpcloud: JumpCloud,
    pub mimecast: Option<Mimecast>,
    pub mode: Mode,
    pub organization: Organization,
    pub account_code: AccountCode,
    /// Why Mimecast does not tell the account that was given, where it does not.
    pub unconfirmed: Option<Error>,
    /// What was read meanwhile.
    pub ahead: Stash,
}

impl Identified {
    /// The tenant, of which the options say what is wanted.
    ///
    /// # Errors
    /// Those of [`wanted`], and of the attestations.
    pub fn tenant(self, reach: &Reach, options: Options, printer: &Printer) -> Result<Tenant> {
        let address = |url: &BaseUrl| match reach.sandbox {
            Some(_) => TenantSummary::SANDBOX.to_owned(),
            None => url.to_string(),
        };
        let (jumpcloud_address, mimecast_address) =
            (address(&reach.jumpcloud), address(&reach.mimecast));
        let owner = Owner {
            organization_id: self.organization.id.clone(),
            account_code: self.account_code.to_string(),
            jumpcloud: jumpcloud_address.clone(),
            mimecast: mimecast_address.clone(),
        };
        let of_file = options.access.tenant.as_ref();
        let session = Session {
            name: of_file.map(|tenant| tenant.name.clone()),
            jumpcloud: self.jumpcloud,
            mimecast: self.mimecast,
            organization: self.organization,
            jumpcloud_address,
            mimecast_address,
            attestations: attestations::book(&options, owner, &printer.secrets)?,
            propagation: options.propagation.unwrap_or(match reach.played {
                true => Duration::ZERO,
                false => PROPAGATION,
            }),
            left_open: LeftOpen::default(),
            left_there: BTreeMap::new(),
            idp_host_documented: options.jumpcloud_region == Region::Us,
            ahead: self.ahead,
        };
        let unconfirmed = self.unconfirmed.as_ref();
        Ok(Tenant {
            session,
            desired: wanted(&options, self.account_code, self.mode, unconfirmed)?,
            options,
            credentials: reach.credentials.names(),
            secrets: printer.secrets.clone(),
            unconfirmed: self.unconfirmed,
            sandbox: None,
        })
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
