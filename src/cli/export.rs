//! `sso-setup mimecast export`: a tenants file from what is live.

use std::collections::BTreeMap;

use clap::ValueEnum;

use crate::connector::{Connector, Gateway};
use crate::engine;
use crate::error::{EXIT_DONE, EXIT_PENDING, Error, Result};
use crate::jumpcloud::Region;
use crate::output::{self, Document, ExportedTenant};
use crate::plan::{Exported, Finding, Purpose, Wanted, still_to_change};
use crate::tenant::{
    Asked, Choice, MimecastMode, Options, Written, name_of, render_tenants, variable_of,
};
use crate::text;

use super::connect::{Need, connect};
use super::connected::{Tenant, wanted};
use super::outcome::Outcome;
use super::plan;
use super::printer::Printer;

pub async fn run(options: Options, printer: &Printer) -> Result<Outcome> {
    let connectors = match options.connectors.is_empty() {
        true => Connector::ALL.to_vec(),
        false => options.chosen_connectors(),
    };
    let mut tenant = connect(options, Need::Existing, printer).await?;
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
    let (what, mut notes) = asked(&tenant, wanted)?;
    notes.splice(0..0, found);

    // What it leaves to change the plan of it tells.
    tenant.options = tenant.options.asking(what.options()?);
    tenant.want_again()?;
    let plan = plan::planned(&mut tenant).await?.plan;
    notes.extend(still_to_change(&plan));
    let pending = !plan.changes.is_empty() || !plan.refusals.is_empty();

    let written = written(&tenant, what, &notes);
    let said = notes.len();
    let document = document(&tenant, written, notes);
    Ok(Outcome {
        code: match pending && tenant.options.detailed_exitcode {
            true => EXIT_PENDING,
            false => EXIT_DONE,
        },
        remark: (said > 0)
            .then(|| "What is to be known of it stands in the file, as comments.\n".to_owned()),
        ..Outcome::done(Document::Exported(document))
    })
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

/// The tenant as it is written.
fn written(tenant: &Tenant, what: Asked, notes: &[Finding]) -> Written {
    let summary = tenant.session.summary(&tenant.desired);
    let code = summary.account_code.to_string();
    let name = summary.name.clone();
    let name = name.or_else(|| name_of(&tenant.session.organization.name));
    let name = name.unwrap_or_else(|| code.to_ascii_lowercase());
    let mut comments = vec![format!(
        "JumpCloud organisation \"{}\", Mimecast account {code} ({})",
        text::name(&summary.organization),
        summary.grid
    )];
    for note in notes {
        comments.push(format!("{}: {}", note.code, note.message));
        comments.push(format!("  {}", note.remedy));
    }
    let credentials = tenant.credentials.iter();
    let credentials = credentials.map(|one| (*one, variable_of(&name, one)));
    Written {
        credentials: credentials.collect(),
        asked: Asked([who(tenant), what.0].concat()),
        comments,
        name,
    }
}

/// Whose it is, and how both services are reached.
fn who(tenant: &Tenant) -> Vec<(&'static str, Option<String>)> {
    let options = &tenant.options;
    let named = |value: &dyn Fn() -> Option<clap::builder::PossibleValue>| {
        value().map(|value| value.get_name().to_owned())
    };
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
        who.push(("mimecast-gateway", named(&|| gateway.to_possible_value())));
    }
    if region != Region::default() {
        who.push(("jumpcloud-region", named(&|| region.to_possible_value())));
    }
    if options.mimecast_mode != MimecastMode::Auto {
        let mode = options.mimecast_mode;
        who.push(("mimecast-mode", named(&|| mode.to_possible_value())));
    }
    who
}

fn document(tenant: &Tenant, written: Written, notes: Vec<Finding>) -> output::Exported {
    let mut options: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (name, value) in &written.asked.0 {
        let value = value.clone().unwrap_or_else(|| "true".to_owned());
        options.entry(name).or_default().push(value);
    }
    let credentials = written.credentials.iter();
    let credentials = credentials.map(|(name, variable)| (*name, format!("env:{variable}")));
    output::Exported {
        tenants: vec![ExportedTenant {
            name: written.name.clone(),
            tenant: tenant.session.summary(&tenant.desired),
            options,
            credentials: credentials.collect(),
            notes,
        }],
        file: render_tenants(&head(), &[written]),
    }
}

/// What stands on top of the file.
fn head() -> Vec<String> {
    [
        "Tenants of sso-setup, as mimecast export found them live. To look at them: sso-setup mimecast plan --tenants FILE",
        "It holds no credential: each is taken from the variable that is named below [tenant.credentials]. These begin with the",
        "tenant's name; set them, or have others referred to (\"env:NAME\").",
    ]
    .map(str::to_owned)
    .into()
}
