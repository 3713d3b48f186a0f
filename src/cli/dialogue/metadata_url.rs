//! The metadata URLs that only JumpCloud's console tells, where a person types values in at Mimecast.

use std::collections::BTreeSet;

use url::Url;

use crate::cli::connected::Tenant;
use crate::cli::{journal, prompt};
use crate::connector::Connector;
use crate::engine::{self, Planned};
use crate::error::Result;
use crate::plan::{Action, DesiredApplication, Metadata, Mode, Subject};
use crate::tenant::{Scoped, Skip, scoped_document_url};
use crate::text;

use super::answers::{Answers, nothing};
use super::asking::keep;
use super::question::Question;

/// Whether a URL could still be asked for.
pub fn is_open(tenant: &Tenant) -> bool {
    let any = Connector::Apps;
    tenant.desired.mode == Mode::Worksheet
        && !Question::MetadataUrl(any).is_skipped(&tenant.options)
}

/// Asks for the URL of each application that is there and signs for a block whose values are typed in by this plan.
///
/// # Errors
/// The person interrupted the run.
pub async fn ask(tenant: &mut Tenant, planned: &Planned, answers: &Answers) -> Result<()> {
    for (connector, label, own) in open(planned) {
        // Another's may have been taken back.
        if answers.has(Question::MetadataUrl(connector)) {
            continue;
        }
        let url = match type_in(connector, label)? {
            Some(url) => fitting(url, connector, own).await?,
            None => None,
        };
        keep_url(connector, url, tenant, answers);
    }
    Ok(())
}

/// Goes on with URLs that were typed in as soon as their applications were there.
///
/// # Errors
/// Those of the clients; the person interrupted the run.
pub async fn go_on_with(
    typed: Vec<Scoped<Url>>,
    tenant: &mut Tenant,
    answers: &Answers,
) -> Result<()> {
    journal::look_back(tenant)?;
    let planned = engine::plan(&tenant.session, &tenant.desired).await?;
    for (connector, _, own) in open(&planned) {
        let mut of_it = typed.iter().filter(|url| url.connector == Some(connector));
        if let Some(url) = of_it.next() {
            let url = fitting(url.clone(), connector, own).await?;
            keep_url(connector, url, tenant, answers);
        }
    }
    tenant.want_again()
}

/// Asks for the URL of an application; `None` where Mimecast is to do without.
///
/// # Errors
/// The person interrupted the run.
pub fn type_in(connector: Connector, label: &str) -> Result<Option<Scoped<Url>>> {
    let label = text::name(label);
    prompt::remark(&format!(
        "\"{label}\" has a metadata URL: JumpCloud admin console, the application, SSO, Copy Metadata URL. With it Mimecast \
         follows a new certificate by itself."
    ));
    again(connector)
}

fn again(connector: Connector) -> Result<Option<Scoped<Url>>> {
    let question = format!("Metadata URL of {connector} (Enter: do without)");
    let explained = "Paste what Copy Metadata URL gave you. It is fetched without credentials, as Mimecast does, and held \
                     against what JumpCloud's API says of the application. Without it Mimecast is given the values themselves.";
    let parse = |typed: &str| scoped_document_url(&format!("{connector}:{typed}"));
    prompt::optional_text(&question, explained, parse)
}

/// A URL that serves the metadata of this application: the one that was typed, or another.
async fn fitting(
    mut typed: Scoped<Url>,
    connector: Connector,
    own: &Metadata,
) -> Result<Option<Scoped<Url>>> {
    loop {
        match engine::hold_public_metadata(typed.value.as_str(), own).await {
            Ok(()) => return Ok(Some(typed)),
            Err(error) => prompt::complain(&error),
        }
        match again(connector)? {
            Some(url) => typed = url,
            None => return Ok(None),
        }
    }
}

/// Keeps that Mimecast is to do without the URL of an application.
pub fn done_without(connector: Connector, answers: &Answers) {
    let nothing = nothing(Skip::MetadataUrl);
    answers.gave_last(Question::MetadataUrl(connector), vec![nothing]);
}

fn keep_url(
    connector: Connector,
    url: Option<Scoped<Url>>,
    tenant: &mut Tenant,
    answers: &Answers,
) {
    let given = url.as_ref().map(|url| {
        let value = format!("{connector}:{}", url.value);
        ("metadata-url", Some(value))
    });
    let given = given.into_iter().collect();
    tenant.options.metadata_url.extend(url);
    let question = Question::MetadataUrl(connector);
    keep(question, given, &mut tenant.options, answers);
}

/// The applications that a plan makes, and that sign for a block whose values are typed in: their URLs are known once they are
/// there. Each with its label.
pub fn to_come(tenant: &Tenant, planned: &Planned) -> Vec<(Connector, String)> {
    if tenant.options.yes || !is_open(tenant) {
        return Vec::new();
    }
    let made = |connector: Connector| {
        let mut changes = planned.plan.changes.iter();
        changes.any(|c| c.subject == Subject::Application(connector) && c.action == Action::Create)
    };
    let made = signing(planned).filter(|wanted| made(wanted.connector));
    made.map(|wanted| (wanted.connector, wanted.label.clone()))
        .collect()
}

/// The connectors whose URL is not known, each with its application's label and metadata.
fn open(planned: &Planned) -> Vec<(Connector, &str, &Metadata)> {
    let typed_in =
        |subject: &Subject| matches!(subject, Subject::Profile(_) | Subject::Enforcement(_));
    let mut by_hand = planned.plan.human_changes();
    if !by_hand.any(|change| typed_in(&change.subject) && !change.takes_away()) {
        return Vec::new();
    }
    let there = signing(planned).filter_map(|wanted| {
        let ours = planned.observed.ours.get(&wanted.connector)?;
        let own = ours.metadata.as_ref().ok()?;
        Some((wanted.connector, ours.application.label.as_str(), own))
    });
    there.collect()
}

/// The applications that sign for a block, and whose URL was not given.
fn signing(planned: &Planned) -> impl Iterator<Item = &DesiredApplication> {
    let desired = &planned.desired;
    let sources: BTreeSet<Connector> = desired.blocks.values().map(|b| b.source).collect();
    let chosen = desired.applications.iter();
    chosen.filter(move |a| sources.contains(&a.connector) && a.metadata_url.is_none())
}
