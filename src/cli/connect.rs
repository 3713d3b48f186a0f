//! From options to a tenant: addresses, credentials, who they belong to, and what is still to be asked.

use std::collections::BTreeSet;

use crate::connector::AccountCode;
use crate::engine::{Identity, Whose, Wishes};
use crate::error::{Error, Kind, Result};
use crate::jumpcloud::JumpCloud;
use crate::mimecast::Mimecast;
use crate::plan::Mode;
use crate::tenant::{MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET, Options, Scoped, locate};

use super::connected::{Identified, Tenant};
use super::dialogue;
use super::dialogue::answers::Answers;
use super::dialogue::asking::Asking;
use super::dialogue::keys::{ask_jumpcloud_key, ask_mimecast_credentials};
use super::dialogue::questions::ask_for_the_rest;
use super::dialogue::whose::{ask_account_code, ask_organization, ask_subdomain};
use super::printer::Printer;
use super::prompt;
use super::reach::{Reach, jumpcloud_key_missing, reach};
use super::values::account_code_missing;

/// The Mimecast group that only `--sandbox` fills in by itself.
const SANDBOX_GROUP: &str = "All Mimecast users";

/// What a command is going to need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Both services, and an answer to every open question.
    Everything,
    /// Both services, to take away what is there: nothing is asked for beyond the account.
    Removal,
    /// The same, to renew what is there.
    Rotation,
    /// The same, to look at what is there.
    Existing,
    /// JumpCloud; Mimecast only to learn the account code.
    JumpcloudOnly,
}

/// Connects: finds addresses and credentials, asks both services who they belong to, asks the
/// person what is missing.
///
/// # Errors
/// Usage where something is missing and there is nobody to ask; credentials missing or refused.
pub async fn connect(mut options: Options, need: Need, printer: &Printer) -> Result<Tenant> {
    let ask = prompt::can_ask(options.no_input);
    let answers = &printer.answers;
    // What cannot fit is said before anything is asked of a service.
    if let Some(code) = options.account.account_code.clone() {
        if ask {
            ask_subdomain(&mut options, &code, answers)?;
        }
        locate(options.subdomain, options.mimecast_host.as_deref(), &code)?;
    }
    let mut reach = reach(&options).await?;
    printer.mask(reach.credentials.secrets());
    require(&mut reach, &options, need, ask, printer).await?;
    loop {
        let mut tenant = tenant(&reach, options, need, ask, printer).await?;
        let asks = ask && !tenant.options.yes && need == Need::Everything;
        if !asks || dialogue::stands(&mut tenant, answers).await? {
            tenant.sandbox = reach.sandbox;
            return Ok(tenant);
        }
        // Another account or organisation is meant.
        options = tenant.options;
    }
}

/// A tenant of the services that were reached.
async fn tenant(
    reach: &Reach,
    mut options: Options,
    need: Need,
    ask: bool,
    printer: &Printer,
) -> Result<Tenant> {
    let answers = &printer.answers;
    let jumpcloud = reach.jumpcloud_client()?;
    let mut mimecast = mimecast_client(reach, &options, need)?;
    let mut mode = reach.mode;
    printer.secrets.include(jumpcloud.secrets());
    if let Some(mimecast) = &mimecast {
        printer.secrets.include(mimecast.secrets());
    }
    if mimecast.is_none() && options.account.account_code.is_none() {
        ask_for_account(&mut options, ask, answers)?;
    }

    // Not ahead of a person's answers: what was read before them is old by then.
    let wishes = match ask {
        true => None,
        false => wishes(&options, need, mode),
    };
    let wishes = wishes.as_ref();
    let clients = (&jumpcloud, mimecast.as_ref());
    let identity = identity(clients, &mut options, wishes, ask, answers).await?;
    let (code, unconfirmed) = account_code(&options, identity.account)?;
    if let Some(why) = &unconfirmed {
        // Nothing is planned of or written to an account that nobody knows to be the one meant.
        if !options.pilot.is_empty() {
            return Err(pilot_unconfirmed(&code, why));
        }
        mimecast = None;
        mode = Mode::Worksheet;
    }
    if ask {
        ask_subdomain(&mut options, &code, answers)?;
    }
    let jumpcloud = jumpcloud.in_organization(identity.organization.id.clone());
    if options.access.sandbox && options.mimecast_group.is_none() {
        options.mimecast_group = Some(SANDBOX_GROUP.to_owned());
    }
    if ask && !options.yes && need == Need::Everything {
        let before = options.clone();
        let asking = Asking {
            jumpcloud: &jumpcloud,
            mimecast: mimecast.as_ref(),
            account_code: &code,
            answers,
            before: &before,
        };
        ask_for_the_rest(&mut options, &asking).await?;
    }
    let identified = Identified {
        jumpcloud,
        mimecast,
        mode,
        organization: identity.organization,
        account_code: code,
        unconfirmed,
        ahead: identity.ahead,
    };
    identified.tenant(reach, options, printer)
}

/// Refuses, or asks for, the credentials that the command cannot do without; JumpCloud's first. Mimecast's are asked for
/// too, and may be left out, where nothing else would tell the account.
async fn require(
    reach: &mut Reach,
    options: &Options,
    need: Need,
    ask: bool,
    printer: &Printer,
) -> Result<()> {
    let account_known =
        options.account.account_code.is_some() || reach.credentials.mimecast.is_some();
    if !account_known && !ask && reach.mode == Mode::Worksheet {
        return Err(account_code_missing());
    }
    if reach.credentials.jumpcloud.is_none() {
        if !ask {
            return Err(jumpcloud_key_missing());
        }
        ask_jumpcloud_key(reach, printer).await?;
    }
    if need == Need::JumpcloudOnly || reach.credentials.mimecast.is_some() {
        return Ok(());
    }
    match reach.mode {
        Mode::Api if !ask => Err(mimecast_credentials_missing()),
        Mode::Api => ask_mimecast_credentials(reach, false, printer).await,
        Mode::Worksheet if account_known => Ok(()),
        Mode::Worksheet => ask_mimecast_credentials(reach, true, printer).await,
    }
}

/// Who the credentials belong to. Where JumpCloud's see several organisations, a person is asked which is meant.
async fn identity(
    (jumpcloud, mimecast): (&JumpCloud, Option<&Mimecast>),
    options: &mut Options,
    wishes: Option<&Wishes>,
    ask: bool,
    answers: &Answers,
) -> Result<Identity> {
    let read = Identity::read(
        jumpcloud,
        mimecast,
        options.jumpcloud_org.as_deref(),
        wishes,
    )
    .await;
    match read {
        Err(error) if ask && error.code == "organization-ambiguous" => {
            let seen = jumpcloud.organizations().await?;
            ask_organization(options, &seen, answers)?;
            Identity::read(
                jumpcloud,
                mimecast,
                options.jumpcloud_org.as_deref(),
                wishes,
            )
            .await
        }
        read => read,
    }
}

/// What the first reading is going to ask for, whatever the account is.
fn wishes(options: &Options, need: Need, mode: Mode) -> Option<Wishes> {
    let by_default = || options.access.sandbox.then(|| SANDBOX_GROUP.to_owned());
    let group = || options.mimecast_group.clone().or_else(by_default);
    let none = Wishes {
        profiles: mode == Mode::Api,
        ..Wishes::default()
    };
    match need {
        Need::Everything => Some(Wishes {
            groups: distinct(&options.groups),
            users: distinct(&options.users),
            // A pilot group of its own has another name.
            mimecast_group: group().filter(|_| !options.pilot_only),
            ..none
        }),
        Need::Rotation => Some(Wishes {
            mimecast_group: group(),
            ..none
        }),
        Need::Removal => Some(none),
        Need::Existing | Need::JumpcloudOnly => None,
    }
}

fn distinct(names: &[Scoped<String>]) -> Vec<String> {
    let names: BTreeSet<String> = names.iter().map(|scoped| scoped.value.clone()).collect();
    names.into_iter().collect()
}

/// Mimecast's client, where there are credentials and the command has a use for it.
fn mimecast_client(reach: &Reach, options: &Options, need: Need) -> Result<Option<Mimecast>> {
    let useful = need != Need::JumpcloudOnly || options.account.account_code.is_none();
    let Some((id, secret)) = reach.credentials.mimecast.clone().filter(|_| useful) else {
        return Ok(None);
    };
    Mimecast::new(reach.mimecast.clone(), id, secret).map(Some)
}

pub fn mimecast_credentials_missing() -> Error {
    Error::new(
        Kind::Credentials,
        "mimecast-credentials-missing",
        format!("the Mimecast credentials are missing: {MIMECAST_CLIENT_ID} and {MIMECAST_CLIENT_SECRET} are not set"),
    )
    .hint("create an API 2.0 application in the Mimecast console: Integrations Hub, Mimecast API 2.0")
    .hint("or use --mimecast-mode worksheet, which prints the console steps and needs none")
}

/// Asks for the account code where no API can tell it, and for the subdomain where that does not.
fn ask_for_account(options: &mut Options, ask: bool, answers: &Answers) -> Result<()> {
    if !ask {
        return Err(account_code_missing());
    }
    let code = ask_account_code(options, answers)?;
    ask_subdomain(options, &code, answers)
}

/// The account code given, the one Mimecast told, or both if they agree; and why Mimecast does not tell it
/// where a given one has to do.
fn account_code(options: &Options, told: Whose) -> Result<(AccountCode, Option<Error>)> {
    match (options.account.account_code.clone(), told) {
        (Some(given), Whose::Told(told)) if given != told => Err(Error::refused(
            "account-code-mismatch",
            format!("--account-code says {given}, and the Mimecast credentials belong to {told}"),
        )
        .hint(
            "use the credentials of the account that is to be set up, or leave --account-code out",
        )),
        (Some(code), Whose::NotTold(why)) => Ok((code, Some(why))),
        (Some(code), _) | (None, Whose::Told(code)) => Ok((code, None)),
        (None, Whose::NotTold(why)) => Err(why),
        (None, Whose::NotAsked) => Err(account_code_missing()),
    }
}

fn pilot_unconfirmed(code: &AccountCode, why: &Error) -> Error {
    Error::refused(
        "account-unconfirmed",
        format!(
            "--pilot adds people to a group at Mimecast, and the credentials do not tell whether they are of {code}: {}",
            why.message
        ),
    )
    .hint("give the API application the product and role that tell the account: sso-setup doctor names them")
    .hint("or leave --pilot out, and add the people in the Mimecast console")
}
