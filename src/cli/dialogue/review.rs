//! The answers, all of them, before anything is sent.

use dialoguer::console::Term;

use crate::cli::connected::Tenant;
use crate::cli::prompt;
use crate::error::Result;
use crate::plan::BACKUP_ADMINISTRATOR;
use crate::tenant::{Options, Scoped, pilot_group};
use crate::text;

use super::answers::Answers;
use super::question::{Question, concerns_administrators};

/// Below so many columns, names and answers do not fit beside each other.
const NARROW: usize = 70;

/// Shows every answer, and lets one that a person gave be chosen to be given anew. `None` where they stand: none is to be
/// changed, or none was asked for.
///
/// # Errors
/// The person interrupted the run.
pub fn to_change(tenant: &Tenant, answers: &Answers) -> Result<Option<Question>> {
    let asked = answers.asked();
    if asked.is_empty() {
        return Ok(None);
    }
    let said = said(tenant, &asked);
    let labels = said.iter().map(|(question, _)| question.label().len());
    let width = labels.max().unwrap_or(0);
    let narrow = prompt::columns(&Term::stderr()).is_some_and(|columns| columns < NARROW);
    prompt::remark("\nYour answers:");
    for (question, answer) in &said {
        let label = question.label();
        prompt::remark(&match narrow {
            true => format!("  {label}:\n    {answer}"),
            false => format!("  {label:<width$}  {answer}"),
        });
    }
    let change = asked
        .iter()
        .map(|question| format!("Change: {}", question.label()));
    let items: Vec<String> = ["Go on".to_owned()].into_iter().chain(change).collect();
    let explained = "Nothing was changed yet. Go on makes a plan of these answers, which changes nothing either. An answer \
                     that is chosen is asked for once more, and what hangs on it too where it is another.";
    let chosen = prompt::one("Go on, or change an answer", explained, &items, 0)?;
    Ok(chosen.checked_sub(1).map(|at| asked[at]))
}

/// Every answer, whoever gave it.
fn said(tenant: &Tenant, asked: &[Question]) -> Vec<(Question, String)> {
    let (options, desired) = (&tenant.options, &tenant.desired);
    let mut said = vec![
        (Question::AccountCode, desired.account_code.to_string()),
        (Question::Subdomain, desired.site.to_string()),
        (
            Question::Organization,
            text::name(tenant.session.organization.shown()),
        ),
        (
            Question::Connectors,
            listed(options.chosen_connectors().iter().map(ToString::to_string)),
        ),
    ];
    for connector in options.chosen_connectors() {
        if let Some(suffix) = options.idp_url_suffix_of(connector) {
            let question = Question::Application(connector);
            let new = suffix == connector.default_suffix(&desired.account_code);
            // Of one that was typed, whether it is there is what the plan will say.
            let what = match (asked.contains(&question), new) {
                (true, true) => "one of its own, ",
                (true, false) => "the one there, ",
                (false, _) => "",
            };
            said.push((question, format!("{what}saml2/{suffix}")));
        }
    }
    said.push((Question::Groups, who(options)));
    if options.mimecast_group.is_some() || Question::MimecastGroup.is_skipped(options) {
        let group = options.mimecast_group.as_deref().map(text::name);
        let answer = group.unwrap_or_else(|| "none: the setting exists already".to_owned());
        said.push((Question::MimecastGroup, answer));
    }
    if concerns_administrators(options) {
        let admin = options.admin.as_deref().map(text::name);
        said.push((Question::Administrator, admin.unwrap_or_else(none)));
        let mut confirmed = options.confirm_steps.iter();
        let answer = match confirmed.any(|step| step == BACKUP_ADMINISTRATOR) {
            true => "can sign in",
            false => "not tried",
        };
        said.push((Question::BackupAdministrator, answer.to_owned()));
    }
    if let Some(answer) = pilot(options) {
        said.push((Question::Pilot, answer));
    }
    for connector in options.chosen_connectors() {
        let question = Question::MetadataUrl(connector);
        let of_it = |url: &&Scoped<url::Url>| url.connector == Some(connector);
        let url = options.metadata_url.iter().rev().find(of_it);
        let url = url.map(|url| text::name(url.value.as_str()));
        let url = url.or_else(|| asked.contains(&question).then(none));
        said.extend(url.map(|url| (question, url)));
    }
    said
}

/// The groups and people that are given access.
fn who(options: &Options) -> String {
    let all = options.groups.iter().chain(&options.users);
    let named = all.map(|one| match one.connector {
        Some(connector) => format!("{} ({connector})", text::name(&one.value)),
        None => text::name(&one.value),
    });
    match options.groups.is_empty() && options.users.is_empty() {
        true => none(),
        false => listed(named),
    }
}

/// Who tries it first; `None` where that was no question.
fn pilot(options: &Options) -> Option<String> {
    if !options.pilot.is_empty() {
        return Some(listed(options.pilot.iter().map(|email| text::name(email))));
    }
    if options.pilot_only {
        let group = text::name(&pilot_group(&options.application_setting));
        return Some(format!("whom you put into \"{group}\""));
    }
    let skipped = Question::Pilot.is_skipped(options);
    skipped.then(|| "nobody: everybody at once".to_owned())
}

fn listed(entries: impl Iterator<Item = String>) -> String {
    entries.collect::<Vec<_>>().join(", ")
}

fn none() -> String {
    "none".to_owned()
}
