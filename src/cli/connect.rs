//! From options to a tenant: addresses, credentials, who they belong to, and what is still to be asked.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::attestation::Owner;
use crate::connector::{AccountCode, Block, Connector};
use crate::engine::{Identity, Session, Whose};
use crate::error::{Error, Kind, Result};
use crate::http::BaseUrl;
use crate::jumpcloud::{JumpCloud, Region};
use crate::mimecast::Mimecast;
use crate::plan::{Desired, LeftOpen, Mode, TenantSummary, Warning};
use crate::sandbox::Sandbox;
use crate::tenant::{
    JumpCloudCredentials, MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET, Options, Scoped, desired,
    email, locate,
};
use crate::text::Redactor;

use super::attestations;
use super::printer::Printer;
use super::prompt;
use super::reach::{Reach, jumpcloud_key_missing, reach};
use super::values::{account_code_missing, ask_account_code, ask_subdomain};

/// The Mimecast group that only `--sandbox` fills in by itself.
const SANDBOX_GROUP: &str = "All Mimecast users";

/// How long Mimecast takes to act on a changed profile (Mimecast KB, application settings).
const PROPAGATION: Duration = Duration::from_secs(15 * 60);

/// What a command is going to need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Both services, and an answer to every open question.
    Everything,
    /// Both services, to look at or change what is there: nothing is asked for beyond the account.
    Existing,
    /// JumpCloud; Mimecast only to learn the account code.
    JumpcloudOnly,
}

/// One tenant, connected.
#[derive(Debug)]
pub struct Tenant {
    /// The clients.
    pub session: Session,
    /// What is wanted.
    pub desired: Desired,
    /// The options, completed by what was asked.
    pub options: Options,
    /// What must stand in no journal, should a service repeat it.
    pub secrets: Redactor,
    /// Kept alive with `--sandbox`.
    _sandbox: Option<Sandbox>,
}

/// Connects: finds addresses and credentials, asks both services who they belong to, asks the
/// person what is missing.
///
/// # Errors
/// Usage where something is missing and there is nobody to ask; credentials missing or refused.
pub async fn connect(mut options: Options, need: Need, printer: &Printer) -> Result<Tenant> {
    let ask = prompt::can_ask(options.no_input);
    // What cannot fit is said before anything is asked of a service.
    if let Some(code) = &options.account.account_code {
        locate(options.subdomain, options.mimecast_host.as_deref(), code)?;
    }
    let mut reach = reach(&options).await?;
    require(&mut reach, &options, need, ask)?;
    printer.mask(reach.credentials.secrets());
    let jumpcloud = reach.jumpcloud_client()?;
    let mut mimecast = mimecast_client(&reach, &options, need)?;
    printer.secrets.include(jumpcloud.secrets());
    if let Some(mimecast) = &mimecast {
        printer.secrets.include(mimecast.secrets());
    }
    if mimecast.is_none() && options.account.account_code.is_none() {
        ask_for_account(&mut options, ask)?;
    }

    let identity = Identity::read(
        &jumpcloud,
        mimecast.as_ref(),
        options.jumpcloud_org.as_deref(),
    )
    .await?;
    let (code, unconfirmed) = account_code(&options, identity.account)?;
    if let Some(why) = &unconfirmed {
        // Nothing is read from or written to an account that nobody knows to be the one meant.
        if !options.pilot.is_empty() {
            return Err(pilot_unconfirmed(&code, why));
        }
        mimecast = None;
        reach.mode = Mode::Worksheet;
    }
    let located = locate(options.subdomain, options.mimecast_host.as_deref(), &code)?;
    let jumpcloud = jumpcloud.in_organization(identity.organization.id.clone());
    if options.access.sandbox && options.mimecast_group.is_none() {
        options.mimecast_group = Some(SANDBOX_GROUP.to_owned());
    }
    if ask && !options.yes && need == Need::Everything {
        ask_for_the_rest(&mut options, &jumpcloud).await?;
    }
    let mut desired = desired(&options, located, code, reach.mode)?;
    if let Some(why) = unconfirmed {
        desired
            .notes
            .push(account_unconfirmed(&desired.account_code, &why));
    }
    let address = |url: &BaseUrl| match reach.sandbox {
        Some(_) => TenantSummary::SANDBOX.to_owned(),
        None => url.to_string(),
    };
    let (jumpcloud_address, mimecast_address) =
        (address(&reach.jumpcloud), address(&reach.mimecast));
    let owner = Owner {
        organization_id: identity.organization.id.clone(),
        account_code: desired.account_code.to_string(),
        jumpcloud: jumpcloud_address.clone(),
        mimecast: mimecast_address.clone(),
    };
    Ok(Tenant {
        session: Session {
            jumpcloud,
            mimecast,
            organization: identity.organization,
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
        },
        desired,
        options,
        secrets: printer.secrets.clone(),
        _sandbox: reach.sandbox,
    })
}

/// Refuses, or asks for, the credentials that the command cannot do without.
fn require(reach: &mut Reach, options: &Options, need: Need, ask: bool) -> Result<()> {
    let credentials = &mut reach.credentials;
    let account_known = options.account.account_code.is_some() || credentials.mimecast.is_some();
    if !account_known && !ask && reach.mode == Mode::Worksheet {
        return Err(account_code_missing());
    }
    if credentials.jumpcloud.is_none() {
        if !ask {
            return Err(jumpcloud_key_missing());
        }
        let key = prompt::secret("JumpCloud API key")?;
        credentials.jumpcloud = Some(JumpCloudCredentials::ApiKey(key));
    }
    if reach.mode == Mode::Api && need != Need::JumpcloudOnly && credentials.mimecast.is_none() {
        if !ask {
            return Err(mimecast_credentials_missing());
        }
        credentials.mimecast = Some((
            prompt::secret("Mimecast client id")?,
            prompt::secret("Mimecast client secret")?,
        ));
    }
    Ok(())
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

/// Asks for subdomain and account code where no API can tell them.
fn ask_for_account(options: &mut Options, ask: bool) -> Result<()> {
    if !ask {
        return Err(account_code_missing());
    }
    if options.subdomain.is_none() && options.mimecast_host.is_none() {
        options.subdomain = Some(ask_subdomain()?);
    }
    options.account.account_code = Some(ask_account_code()?);
    Ok(())
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

/// Asks a person for what has no default worth relying on.
async fn ask_for_the_rest(options: &mut Options, jumpcloud: &JumpCloud) -> Result<()> {
    if options.connectors.is_empty() {
        options.connectors = ask_connectors()?;
    }
    if options.groups.is_empty() && options.users.is_empty() {
        let names: Vec<String> = jumpcloud
            .groups()
            .await?
            .into_iter()
            .map(|g| g.name)
            .collect();
        if !names.is_empty() {
            let shown: Vec<String> = names.iter().map(|n| n.escape_debug().to_string()).collect();
            let chosen = prompt::many(
                "JumpCloud user groups that may sign in",
                &shown,
                &vec![false; names.len()],
                |i| shown[i].clone(),
            )?;
            if chosen.is_empty() {
                prompt::remark(
                    "No group ticked: groups that have access already keep it. Where none has, nobody could sign in, \
                     so SAML is not going to be enforced.",
                );
            }
            options.groups = chosen
                .into_iter()
                .map(|i| Scoped {
                    connector: None,
                    value: names[i].clone(),
                })
                .collect();
        }
    }
    if options.mimecast_group.is_none() && !options.pilot_only {
        prompt::remark(&format!(
            "The application setting \"{}\" is for one Mimecast group; leave the answer empty if the \
             setting exists already.",
            options.application_setting
        ));
        options.mimecast_group =
            prompt::optional_text("Mimecast group that is to sign in with SAML", |name| {
                Ok(name.to_owned())
            })?;
    }
    let administrators = options.enforce.contains(&Block::AdminConsole)
        || options.enforce.is_empty() && options.connectors.contains(&Connector::AdminConsole);
    if administrators && options.admin.is_none() {
        prompt::remark(
            "SAML is going to be enforced for administrators: name one who is to be able to sign in \
             through JumpCloud then, so that nobody is locked out.",
        );
        options.admin = prompt::optional_text("E-mail address of that administrator", |typed| {
            email(typed).map_err(|problem| Error::usage("email-malformed", problem))
        })?;
    }
    Ok(())
}

/// Which connectors; at least one.
fn ask_connectors() -> Result<Vec<Connector>> {
    let items: Vec<String> = [
        "apps: all sign-in that starts at Mimecast",
        "personal-portal: a tile for the Personal Portal",
        "admin-console: a tile for the Admin Console",
    ]
    .map(str::to_owned)
    .into();
    loop {
        let chosen = prompt::many("Connectors", &items, &[true, false, false], |i| {
            Connector::ALL[i].as_str().to_owned()
        })?;
        if !chosen.is_empty() {
            return Ok(chosen.into_iter().map(|i| Connector::ALL[i]).collect());
        }
        prompt::remark("At least one connector is needed: tick it with the space bar.");
    }
}
