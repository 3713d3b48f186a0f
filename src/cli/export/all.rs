//! The tenants of an export: one, or those of every organisation that the key sees.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use futures_util::stream;

use crate::cli::connected::{Identified, Tenant};
use crate::cli::printer::Printer;
use crate::cli::reach::{Reach, reach};
use crate::connector::{AccountCode, Grid};
use crate::engine::{self, Accounts};
use crate::error::{Error, Result};
use crate::jumpcloud::{JumpCloud, Organization};
use crate::mimecast::{AccountTold, Mimecast};
use crate::output::ExportedTenant;
use crate::plan::Mode;
use crate::tenant::{MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET, Options, Part, variable_of};
use crate::text;

use super::one::One;

/// How many organisations are read at the same time.
const AT_ONCE: usize = 8;

/// The credentials that are of one Mimecast account.
const OF_MIMECAST: [&str; 2] = [MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET];

/// What is exported.
#[derive(Default)]
pub struct Tenants {
    /// The parts of the file.
    pub parts: Vec<Part>,
    pub documents: Vec<ExportedTenant>,
    /// Credentials of all of them, and the variables that they are in.
    pub shared: Vec<(&'static str, String)>,
    /// Whether the plan of one has changes, or is refused.
    pub pending: bool,
    /// Whether there is anything to be known.
    pub noted: bool,
    /// The exit codes of those that could not be exported.
    pub failed: Vec<u8>,
}

impl Tenants {
    /// One tenant.
    pub fn only(one: One, name: String) -> Self {
        let mut all = Tenants::default();
        all.add(one, name);
        all
    }

    fn add(&mut self, one: One, name: String) {
        self.pending |= one.pending;
        self.noted |= one.is_noted();
        let (mut written, mut document) = one.named(name);
        if !self.shared.is_empty() {
            let shared = |name: &str| self.shared.iter().any(|(known, _)| *known == name);
            written.credentials.retain(|(name, _)| !shared(name));
            document.credentials.retain(|name, _| !shared(name));
            // An account of its own has credentials of its own, whether or not they were there.
            let missing = OF_MIMECAST.into_iter();
            let missing = missing.filter(|own| !written.credentials.iter().any(|(n, _)| n == own));
            let missing: Vec<_> = missing
                .map(|own| (own, variable_of(&written.name, own)))
                .collect();
            written.to_come = missing;
        }
        self.parts.push(Part::Tenant(Box::new(written)));
        self.documents.push(document);
    }

    /// What stands on top of the file.
    pub fn head(&self) -> Vec<String> {
        let mut head = vec![
            "Tenants of sso-setup, as mimecast export found them live. To look at them: sso-setup mimecast plan --tenants FILE",
            "It holds no credential: each is taken from the variable that is named below [tenant.credentials]. These begin with the",
            "tenant's name; set them, or have others referred to (\"env:NAME\").",
        ];
        if !self.shared.is_empty() {
            head.push("JumpCloud's are the same for all tenants.");
        }
        head.into_iter().map(str::to_owned).collect()
    }
}

/// Those of every organisation that the JumpCloud key sees, in the order in which JumpCloud lists them. Mimecast's credentials are
/// of one account: they are used for its organisation, and no other.
///
/// # Errors
/// `one-tenant` for an option that is about one; `nothing-to-export`; those of reading whose the credentials are.
pub async fn tenants(options: Options, printer: &Printer) -> Result<Tenants> {
    of_all(&options)?;
    let reach = reach(&options).await?;
    printer.mask(reach.credentials.secrets());
    let jumpcloud = reach.jumpcloud_client()?;
    printer.secrets.include(jumpcloud.secrets());
    let own = async {
        let Some((id, secret)) = reach.credentials.mimecast.clone() else {
            return Ok(None);
        };
        let client = Mimecast::new(reach.mimecast.clone(), id, secret)?;
        printer.secrets.include(client.secrets());
        client.sign_in().await?;
        match client.account_told().await? {
            AccountTold::Told(account) => Ok(Some((client, account.code))),
            AccountTold::NotTold(why) => {
                printer.note(&format!(
                    "warning: account-unconfirmed: the Mimecast credentials do not tell their account ({}), so nothing is read with them\n",
                    why.message
                ));
                Ok::<_, Error>(None)
            }
        }
    };
    let (organizations, own) = tokio::try_join!(engine::organizations(&jumpcloud), own)?;
    let organizations = &organizations;
    let read = organizations.iter().map(|organization| {
        let (reach, options, own) = (&reach, &options, own.as_ref());
        let client = jumpcloud.clone();
        async move {
            let client = client.in_organization(organization.id.clone());
            let of = (organization, client);
            One::of(connected(reach, options, of, own, printer).await?).await
        }
    });
    let read: Vec<Result<One>> = stream::iter(read).buffered(AT_ONCE).collect().await;

    let jumpclouds = reach.credentials.names().into_iter();
    let jumpclouds = jumpclouds.filter(|name| !OF_MIMECAST.contains(name));
    let mut all = Tenants {
        shared: jumpclouds.map(|name| (name, name.to_owned())).collect(),
        ..Tenants::default()
    };
    let mut taken = BTreeSet::new();
    for (organization, read) in organizations.iter().zip(read) {
        match read {
            Ok(one) => {
                let name = free_name(&one, &mut taken);
                all.add(one, name);
            }
            Err(error) => {
                if error.code != NOTHING {
                    all.failed.push(error.exit_code());
                }
                all.noted = true;
                all.parts.push(Part::Comments(told(organization, &error)));
            }
        }
    }
    match all.documents.is_empty() {
        false => Ok(all),
        true => Err(none(organizations.len(), &all)),
    }
}

/// The code of an organisation without any application of Mimecast's.
const NOTHING: &str = "nothing-to-export";

/// Refuses what is about one tenant.
fn of_all(options: &Options) -> Result<()> {
    let given = [
        (options.jumpcloud_org.is_some(), "--jumpcloud-org"),
        (options.account.account_code.is_some(), "--account-code"),
        (options.subdomain.is_some(), "--subdomain"),
        (options.mimecast_host.is_some(), "--mimecast-host"),
        (options.attestations.is_some(), "--attestations"),
        (options.access.tenant.is_some(), "--tenants"),
    ];
    match given.into_iter().find(|(given, _)| *given) {
        None => Ok(()),
        Some((_, option)) => Err(Error::usage(
            "one-tenant",
            format!(
                "{option} is about one tenant, and --all-organizations about every organisation"
            ),
        )
        .hint("leave one of the two out")),
    }
}

/// The tenant of an organisation, of the one account that its applications are for.
async fn connected(
    reach: &Reach,
    options: &Options,
    (organization, jumpcloud): (&Organization, JumpCloud),
    own: Option<&(Mimecast, AccountCode)>,
    printer: &Printer,
) -> Result<Tenant> {
    let Accounts { found, ahead } = engine::accounts(&jumpcloud).await?;
    let mut accounts = found.iter();
    let (code, host) = match (accounts.next(), accounts.next()) {
        (Some(one), None) => one,
        (None, _) => return Err(no_account(organization)),
        // The one that the credentials are of is known.
        _ => match own.and_then(|(_, code)| found.get_key_value(code)) {
            Some(one) => one,
            None => return Err(several_accounts(organization, found.keys())),
        },
    };
    let mut options = options.clone();
    // A grid that is not in the table.
    if Grid::of_account_code(code).is_none() {
        options.mimecast_host = Some(host.clone());
    }
    let mimecast = own.filter(|(_, own)| own == code);
    let mode = match mimecast {
        Some(_) => reach.mode,
        None => Mode::Worksheet,
    };
    let identified = Identified {
        jumpcloud,
        mimecast: mimecast.map(|(client, _)| client.clone()),
        mode,
        organization: organization.clone(),
        account_code: code.clone(),
        unconfirmed: None,
        ahead,
    };
    let mut tenant = identified.tenant(reach, options, printer)?;
    let has = |name: &&str| mimecast.is_some() || !OF_MIMECAST.contains(name);
    tenant.credentials.retain(has);
    Ok(tenant)
}

/// A name that no other tenant has, nor its variables.
fn free_name(one: &One, taken: &mut BTreeSet<String>) -> String {
    let name = one.name();
    let with = |end: String| {
        let begins: String = name.chars().take(50).collect();
        format!("{begins}-{end}")
    };
    let others = (2..).map(|n: usize| with(n.to_string()));
    let mut all = [name.clone(), with(one.code().to_lower())]
        .into_iter()
        .chain(others);
    let free = all.find(|name| taken.insert(variable_of(name, "")));
    free.unwrap_or(name)
}

/// Why an organisation is not in the file.
fn told(organization: &Organization, error: &Error) -> Vec<String> {
    let shown = text::name(&organization.to_string());
    let mut lines = vec![format!(
        "JumpCloud organisation {shown} is not exported: {}: {}",
        error.code, error.message
    )];
    lines.extend(error.hints.iter().map(|hint| format!("  {hint}")));
    lines
}

fn no_account(organization: &Organization) -> Error {
    Error::failed(
        NOTHING,
        "it has no application of which the SP entity ID names a Mimecast account",
    )
    .hint(format!(
        "sso-setup mimecast status --jumpcloud-org {} --account-code CODE shows what there is",
        organization.id
    ))
}

fn several_accounts<'a>(
    organization: &Organization,
    codes: impl Iterator<Item = &'a AccountCode>,
) -> Error {
    let codes: Vec<&str> = codes.map(AccountCode::as_str).collect();
    let message = format!(
        "its applications are for several Mimecast accounts: {}",
        text::list(codes)
    );
    Error::usage("export-ambiguous", message).hint(format!(
        "export each by itself: --jumpcloud-org {} --account-code CODE",
        organization.id
    ))
}

fn none(organizations: usize, all: &Tenants) -> Error {
    let message = format!(
        "none of the {organizations} JumpCloud organisations that the key sees could be exported"
    );
    let why = all.parts.iter().filter_map(|part| match part {
        Part::Comments(lines) => lines.first().cloned(),
        Part::Tenant(_) => None,
    });
    why.take(text::MAX_ENTRIES)
        .fold(Error::failed(NOTHING, message), Error::hint)
}
