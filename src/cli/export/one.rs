//! One tenant of an export.

use std::collections::BTreeMap;

use clap::ValueEnum;

use crate::cli::connected::{Tenant, wanted};
use crate::cli::plan;
use crate::connector::{AccountCode, Connector, Gateway};
use crate::engine;
use crate::error::{Error, Result};
use crate::jumpcloud::Region;
use crate::output::ExportedTenant;
use crate::plan::{Exported, Finding, Purpose, Wanted, still_to_change};
use crate::tenant::{Asked, Choice, MimecastMode, Options, Written, name_of, variable_of};
use crate::text;

/// A tenant as it is exported.
pub struct One {
    tenant: Tenant,
    what: Asked,
    notes: Vec<Finding>,
    /// Whether a plan of it has changes, or is refused.
    pub pending: bool,
}

impl One {
    /// Reads what is live, and makes the plan of what is to be written.
    ///
    /// # Errors
    /// What is live could be meant in several ways, or cannot be planned; those of both services.
    pub async fn of(mut tenant: Tenant) -> Result<Self> {
        let connectors = match tenant.options.connectors.is_empty() {
            true => Connector::ALL.to_vec(),
            false => tenant.options.chosen_connectors(),
        };
        let live = engine::live(&tenant.session, &tenant.desired, &connectors).await?;
        let found = live.applications.iter();
        tenant.options.connectors = found.map(|(c, _)| Choice::One(*c)).collect();
        // Of an image only its application has the file.
        tenant.options.tile_logo.clear();
        tenant.want_again()?;
        let Exported {
            wanted,
            notes: found,
        } = live.exported(&tenant.desired)?;
        let (what, unsayable) = asked(&tenant, wanted)?;

        // What it leaves to change the plan of it tells.
        tenant.options = tenant.options.asking(what.options()?);
        tenant.want_again()?;
        let plan = plan::planned(&mut tenant).await?.plan;
        Ok(One {
            notes: [found, unsayable, still_to_change(&plan)].concat(),
            pending: !plan.changes.is_empty() || !plan.refusals.is_empty(),
            tenant,
            what,
        })
    }

    /// Whether there is anything to be known of it.
    pub fn is_noted(&self) -> bool {
        !self.notes.is_empty()
    }

    /// The name that it has in its tenants file, or else that its organisation, or else its account, gives it.
    pub fn name(&self) -> String {
        let session = &self.tenant.session;
        let name = session.name.clone();
        let name = name.or_else(|| name_of(&session.organization.name));
        name.unwrap_or_else(|| self.code().to_lower())
    }

    /// The account code.
    pub fn code(&self) -> &AccountCode {
        &self.tenant.desired.account_code
    }

    /// It under a name, for the file and as a document.
    pub fn named(self, name: String) -> (Written, ExportedTenant) {
        let summary = self.tenant.session.summary(&self.tenant.desired);
        let mut comments = vec![format!(
            "JumpCloud organisation \"{}\", Mimecast account {} ({})",
            text::name(&summary.organization),
            summary.account_code,
            summary.grid
        )];
        for note in &self.notes {
            comments.push(format!("{}: {}", note.code, note.message));
            comments.push(format!("  {}", note.remedy));
        }
        let credentials = self.tenant.credentials.iter();
        let credentials = credentials.map(|one| (*one, variable_of(&name, one)));
        let written = Written {
            credentials: credentials.collect(),
            to_come: Vec::new(),
            asked: Asked([who(&self.tenant), self.what.0].concat()),
            comments,
            name,
        };
        let mut options: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for (name, value) in &written.asked.0 {
            let value = value.clone().unwrap_or_else(|| "true".to_owned());
            options.entry(name).or_default().push(value);
        }
        let credentials = written.credentials.iter();
        let credentials = credentials.map(|(name, variable)| (*name, format!("env:{variable}")));
        let document = ExportedTenant {
            name: written.name.clone(),
            tenant: summary,
            options,
            credentials: credentials.collect(),
            notes: self.notes,
        };
        (written, document)
    }
}

/// The least that asks for this, and what of it no option takes.
///
/// # Errors
/// `suffix-unsayable`: without its IdP URL an application would be made a second time.
fn asked(tenant: &Tenant, of: Wanted) -> Result<(Asked, Vec<Finding>)> {
    let (fits, unfit) = Asked::of(&of).fitting();
    let mut notes = Vec::new();
    for (name, value, why) in unfit {
        let message = format!("\"{}\" cannot be said as {name}: {why}", text::name(&value));
        if name == "idp-url-suffix" {
            return Err(Error::failed("suffix-unsayable", message)
                .hint("leave that connector out by naming the others with --connector"));
        }
        let remedy = "correct it in the console that holds it, and export again";
        notes.push(Finding::new("value-unsayable", message, remedy));
    }
    let asks_for = |options: &Options| {
        let options = tenant.options.clone().asking(options.clone());
        let (code, mode) = (tenant.desired.account_code.clone(), tenant.desired.mode);
        let desired = wanted(&options, code, mode, None).ok()?;
        Some(Wanted::of(&desired, Purpose::SetUp).sorted())
    };
    let all = asks_for(&fits.options()?);
    let least = fits.least(|options| all.is_some() && asks_for(options) == all);
    Ok((least, notes))
}

/// Whose it is, and how both services are reached.
fn who(tenant: &Tenant) -> Vec<(&'static str, Option<String>)> {
    let options = &tenant.options;
    let site = &tenant.desired.site;
    let place = match options.mimecast_host {
        Some(_) => ("mimecast-host", site.api_host.clone()),
        None => ("subdomain", site.subdomain.clone()),
    };
    let mut who = vec![
        (
            "jumpcloud-org",
            Some(tenant.session.organization.id.clone()),
        ),
        (
            "account-code",
            Some(tenant.desired.account_code.to_string()),
        ),
        (place.0, Some(place.1)),
    ];
    let (gateway, region) = (options.account.mimecast_gateway, options.jumpcloud_region);
    if gateway != Gateway::default() {
        who.push(("mimecast-gateway", typed(&gateway)));
    }
    if region != Region::default() {
        who.push(("jumpcloud-region", typed(&region)));
    }
    if options.mimecast_mode != MimecastMode::Auto {
        who.push(("mimecast-mode", typed(&options.mimecast_mode)));
    }
    who
}

/// A value as it is typed.
fn typed(value: &impl ValueEnum) -> Option<String> {
    let value = value.to_possible_value();
    value.map(|value| value.get_name().to_owned())
}
