//! Which applications are exported, each as which connector.

use time::OffsetDateTime;

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::plan::desired::{Desired, DesiredApplication};
use crate::plan::observed::{ObservedApplication, ObservedMimecast};
use crate::plan::ownership::{find_ours, has_suffix};
use crate::plan::survey::{Finding, Surveyed, survey};
use crate::text;

use super::live::LiveTenant;

/// The applications of these connectors: those under the IdP URL that was asked for, or else the default one; else the only one
/// that somebody made for that connector of this account, or of several the only one that a profile takes its IdP from.
/// `mimecast` is what an API reads.
///
/// # Errors
/// `application-ambiguous` where several have one IdP URL; `export-ambiguous`; `nothing-to-export`.
pub fn choose(
    desired: &Desired,
    connectors: &[Connector],
    all: &[ObservedApplication],
    mimecast: Option<ObservedMimecast>,
    now: OffsetDateTime,
) -> Result<LiveTenant> {
    let account = (&desired.site, &desired.account_code);
    let found = survey(account, all, |c| desired.application(c), now);
    let mut applications: Vec<(Connector, ObservedApplication)> = Vec::new();
    for connector in connectors {
        let default =
            || DesiredApplication::by_default(*connector, &desired.site, &desired.account_code);
        let asked = desired.application(*connector);
        let wanted = asked.cloned().unwrap_or_else(default);
        let one = match find_ours(all, &wanted)? {
            Some(ours) => Some(ours),
            None => {
                let one = by_hand(*connector, &found, mimecast.as_ref())?;
                one.and_then(|one| all.iter().find(|a| a.id == one.id))
            }
        };
        applications.extend(one.map(|one| (*connector, one.clone())));
    }
    let others = Connector::ALL.into_iter();
    let others = others.filter(|c| !applications.iter().any(|(chosen, _)| chosen == c));
    let neighbours = others.filter_map(|connector| {
        let suffix = connector.default_suffix(&desired.account_code);
        let there = all.iter().find(|a| has_suffix(&a.idp_url, &suffix))?;
        Some((connector, there.idp_url.clone()))
    });
    let neighbours = neighbours.collect();
    let chosen = |one: &Surveyed| applications.iter().any(|(_, a)| a.id == one.id);
    if applications.is_empty() {
        return Err(nothing(desired, &found));
    }
    let mut notes = Vec::new();
    for one in &found {
        match chosen(one) {
            true => notes.extend(one.findings.iter().map(|finding| of(one, finding))),
            false => notes.extend(left_out(one, connectors)),
        }
    }
    Ok(LiveTenant {
        applications,
        neighbours,
        mimecast,
        notes,
        ..LiveTenant::default()
    })
}

/// The application that somebody made for a connector under an IdP URL of their own.
fn by_hand<'f>(
    connector: Connector,
    found: &'f [Surveyed],
    mimecast: Option<&ObservedMimecast>,
) -> Result<Option<&'f Surveyed>> {
    let fits = |one: &&Surveyed| {
        let suffix = one.suffix().is_some_and(|suffix| !suffix.is_empty());
        one.connector == Some(connector) && one.is_lookalike() && suffix
    };
    let fitting: Vec<&Surveyed> = found.iter().filter(fits).collect();
    let profiles = || mimecast.iter().flat_map(|m| &m.profiles);
    let in_use = |one: &&&Surveyed| {
        let mut blocks = profiles().flat_map(|profile| profile.blocks.values());
        blocks.any(|block| block.login_url == one.idp_url)
    };
    let used: Vec<&Surveyed> = fitting.iter().filter(in_use).copied().collect();
    match (used.as_slice(), fitting.as_slice()) {
        ([one], _) | ([], [one]) => Ok(Some(one)),
        ([], []) => Ok(None),
        _ => {
            let named = fitting.iter().map(|one| shown(one));
            let message = format!(
                "several JumpCloud applications could be the connector {connector}: {}",
                text::listed(named)
            );
            let error = Error::usage("export-ambiguous", message);
            let options = fitting.iter().filter_map(|one| one.adopted_by());
            let remedy = format!("say which is meant: {}", text::listed(options));
            Err(error
                .hint(remedy)
                .hint("leave a connector out by naming the others with --connector"))
        }
    }
}

fn shown(one: &Surveyed) -> String {
    let (label, url) = (text::name(&one.label), text::name(&one.idp_url));
    format!("\"{label}\" ({url})")
}

/// What is wrong with an application that is exported.
fn of(one: &Surveyed, finding: &Finding) -> Finding {
    let message = format!("\"{}\": {}", text::name(&one.label), finding.message);
    Finding::new(finding.code, message, finding.remedy.clone())
}

/// What is said of an application that is not exported; nothing where it is of a connector that nobody asked for.
fn left_out(one: &Surveyed, connectors: &[Connector]) -> Option<Finding> {
    if one.connector.is_some_and(|c| !connectors.contains(&c)) {
        return None;
    }
    let (why, remedy) = match one.adopted_by() {
        _ if one.of_another_account => (
            "is for another Mimecast account",
            "export it with that account's credentials, or its --account-code".to_owned(),
        ),
        Some(option) => (
            "is Mimecast's too, and is not exported",
            format!("to have it looked after in place of another: {option}"),
        ),
        None => (
            "is Mimecast's too, and has no IdP URL to know it by",
            "look at it in the JumpCloud console".to_owned(),
        ),
    };
    let message = format!("the JumpCloud application {} {why}", shown(one));
    Some(Finding::new("not-exported", message, remedy))
}

fn nothing(desired: &Desired, found: &[Surveyed]) -> Error {
    let error = Error::failed(
        "nothing-to-export",
        format!(
            "no JumpCloud application of this organisation is known to be a connector of the Mimecast account {}",
            desired.account_code
        ),
    );
    let options = found.iter().filter(|one| one.is_lookalike());
    let options: Vec<String> = options.filter_map(Surveyed::adopted_by).collect();
    let error = match options.is_empty() {
        true => error,
        false => error.hint(format!("say which it is: {}", text::listed(options))),
    };
    error.hint("sso-setup mimecast status shows every Mimecast application that is there")
}
