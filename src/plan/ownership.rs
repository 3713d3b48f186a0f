//! Whose an application is. It is ours by its IdP URL, never by its label.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::connector::{AccountCode, Connector, MimecastSite};
use crate::error::{Error, Result};
use crate::text;

use super::acs_urls::default_acs;
use super::desired::DesiredApplication;
use super::observed::{Observed, ObservedApplication};
use super::signer::OwnCertificate;

/// What is known beside the list of applications when several of them have one IdP URL.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// Creations that this tool is known to have sent, and that were not told to Mimecast by its run.
    pub made: Vec<Made>,
    /// SHA-256 fingerprints of the certificates that blocks at Mimecast hold, whoever enforces them; `None` where Mimecast
    /// cannot be read.
    pub held: Option<BTreeSet<String>>,
}

/// An application that this tool sent the creation of, in a run that did not come to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// What was sent.
    pub sent: Value,
    /// The id that was found for it; `None` where nobody waited for the answer.
    pub id: Option<String>,
    /// Whether its run spoke to a person of Mimecast's console, who may have entered its certificate.
    pub spoken_of: bool,
}

/// Which application is `desired`'s, and which others were made too many.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed<'a> {
    /// Ours.
    pub ours: Option<&'a ObservedApplication>,
    /// Others with its IdP URL, which this tool made and Mimecast knows nothing of.
    pub duplicates: Vec<&'a ObservedApplication>,
}

/// The application that is `desired`'s, found by the last segment of its IdP URL.
///
/// The host is not compared: it depends on the JumpCloud region, and no source tells all of them.
///
/// # Errors
/// `application-ambiguous` when several share the IdP URL, which JumpCloud does not prevent.
pub fn find_ours<'a>(
    applications: &'a [ObservedApplication],
    desired: &DesiredApplication,
) -> Result<Option<&'a ObservedApplication>> {
    find_among(applications, desired, &Claims::default()).map(|found| found.ours)
}

/// The same, where several may have been made at once, or by a run that was killed: the one whose certificate Mimecast holds
/// stays, else the one with the smallest id. The others must be proved to be this tool's.
///
/// # Errors
/// `application-ambiguous` where they are not.
pub fn find_among<'a>(
    applications: &'a [ObservedApplication],
    desired: &DesiredApplication,
    claims: &Claims,
) -> Result<Claimed<'a>> {
    let all = with_suffix(applications, desired);
    if all.len() < 2 {
        return Ok(Claimed {
            ours: all.first().copied(),
            duplicates: Vec::new(),
        });
    }
    let ambiguous = || ambiguous(&all, desired);
    let ours = winner(applications, desired, claims)?;
    let duplicates: Vec<&ObservedApplication> =
        (all.iter().copied()).filter(|a| ours.id != a.id).collect();
    // Each creation that nobody waited for accounts for one application.
    let mut unclaimed: Vec<&Made> = claims.made.iter().filter(|m| m.id.is_none()).collect();
    let accounted =
        |a: &ObservedApplication| claims.made.iter().any(|m| m.id.as_deref() == Some(&a.id));
    let can_tell = |m: &Made| claims.held.is_some() || !m.spoken_of;
    for duplicate in &duplicates {
        // One that does not show its certificate may be the one that Mimecast holds.
        let shows = OwnCertificate::of(&duplicate.document)
            .fingerprint()
            .is_some();
        if claims.held.is_some() && !shows {
            return Err(ambiguous());
        }
        let by_id = claims
            .made
            .iter()
            .any(|m| m.id.as_deref() == Some(duplicate.id.as_str()) && can_tell(m));
        if by_id {
            continue;
        }
        let fits = |m: &&Made| is_as_sent(&duplicate.document, &m.sent) && can_tell(m);
        let at = unclaimed
            .iter()
            .position(fits)
            .filter(|_| !accounted(duplicate));
        match at {
            Some(at) => unclaimed.remove(at),
            None => return Err(ambiguous()),
        };
    }
    Ok(Claimed {
        ours: Some(ours),
        duplicates,
    })
}

/// Of the applications with `desired`'s IdP URL, of which there must be one, the one that stays.
///
/// # Errors
/// `application-ambiguous` where Mimecast holds the certificates of several; `application-not-found`.
pub fn winner<'a>(
    applications: &'a [ObservedApplication],
    desired: &DesiredApplication,
    claims: &Claims,
) -> Result<&'a ObservedApplication> {
    let all = with_suffix(applications, desired);
    let is_held = |a: &&ObservedApplication| {
        let own = OwnCertificate::of(&a.document).fingerprint();
        own.zip(claims.held.as_ref())
            .is_some_and(|(own, held)| held.contains(&own))
    };
    let held: Vec<&ObservedApplication> = all.iter().copied().filter(is_held).collect();
    match (held.as_slice(), all.first()) {
        ([one], _) => Ok(one),
        ([], Some(first)) => Ok(first),
        ([], None) => Err(Error::failed(
            "application-not-found",
            format!(
                "no JumpCloud application has the IdP URL …/saml2/{}",
                desired.suffix
            ),
        )
        .hint("run the same command again")),
        _ => Err(ambiguous(&all, desired)),
    }
}

/// Those with `desired`'s IdP URL, by id. A list that is read while records come and go may show one twice.
fn with_suffix<'a>(
    applications: &'a [ObservedApplication],
    desired: &DesiredApplication,
) -> Vec<&'a ObservedApplication> {
    let mut all: Vec<&ObservedApplication> = applications
        .iter()
        .filter(|a| has_suffix(&a.idp_url, &desired.suffix))
        .collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all.dedup_by(|a, b| a.id == b.id);
    all
}

fn ambiguous(all: &[&ObservedApplication], desired: &DesiredApplication) -> Error {
    let shown = all.iter().take(10);
    let list: Vec<String> = shown
        .map(|a| format!("\"{}\" ({})", text::name(&a.label), text::name(&a.id)))
        .collect();
    Error::failed(
        "application-ambiguous",
        format!(
            "{} JumpCloud applications have the IdP URL …/saml2/{}: {}",
            all.len(),
            desired.suffix,
            text::listed(list)
        ),
    )
    .hint("delete the ones that are not in use, or choose another --idp-url-suffix")
}

/// Whether an application is what was sent to create it: its template, its IdP URL but for the host, and the values that
/// sign-in hangs on.
pub fn is_as_sent(document: &Value, sent: &Value) -> bool {
    let url = |d: &Value| d["ssoUrl"].as_str().and_then(suffix_of).map(str::to_owned);
    let same = |pointer: &str| {
        let wanted = sent.pointer(pointer);
        wanted.is_none_or(|wanted| document.pointer(pointer) == Some(wanted))
    };
    url(document).is_some()
        && url(document) == url(sent)
        && same("/name")
        && ["acsUrl", "spEntityId", "idpEntityId"]
            .iter()
            .all(|key| same(&format!("/config/{key}/value")))
}

/// Whether an IdP URL ends in this suffix.
pub fn has_suffix(idp_url: &str, suffix: &str) -> bool {
    suffix_of(idp_url) == Some(suffix)
}

/// The applications that this tool looks after in an account, by id, and the connector of each: those that were `asked` for,
/// and the default ones of the connectors that were not. Of several with one IdP URL none is known to be ours.
pub fn looked_after<'d>(
    applications: &[ObservedApplication],
    (site, account_code): (&MimecastSite, &AccountCode),
    asked: impl Fn(Connector) -> Option<&'d DesiredApplication>,
) -> BTreeMap<String, Connector> {
    let ours = Connector::ALL.into_iter().filter_map(|connector| {
        let default = || DesiredApplication::by_default(connector, site, account_code);
        let wanted = asked(connector).cloned().unwrap_or_else(default);
        let found = find_ours(applications, &wanted);
        Some((found.ok()??.id.clone(), connector))
    });
    ours.collect()
}

/// Applications that carry this connector's ACS URL and SP entity ID under another IdP URL.
pub fn lookalikes<'a>(
    applications: &'a [ObservedApplication],
    desired: &'a DesiredApplication,
) -> impl Iterator<Item = &'a ObservedApplication> {
    applications.iter().filter(|a| {
        suffix_of(&a.idp_url) != Some(desired.suffix.as_str())
            && default_acs(&a.document).as_deref() == Some(desired.acs.own.as_str())
            && a.document["config"]["spEntityId"]["value"] == desired.sp_entity_id.as_str()
    })
}

/// Whether a lookalike is the tool's own, made under the suffix it chooses by itself.
pub fn is_superseded(application: &ObservedApplication, desired: &DesiredApplication) -> bool {
    desired.suffix != desired.default_suffix
        && suffix_of(&application.idp_url) == Some(desired.default_suffix.as_str())
}

/// Whether a login URL is the IdP URL that `desired`'s application has or would have: the last segment is its own, and IdP
/// URLs are at that host, as far as it is known.
pub fn is_idp_url_of(login_url: &str, desired: &DesiredApplication, observed: &Observed) -> bool {
    suffix_of(login_url) == Some(desired.suffix.as_str()) && is_idp_host(login_url, observed)
}

/// Whether IdP URLs of this organisation are at the host of a URL: JumpCloud's own hosts, the one assumed, and those of the
/// applications that are there.
pub fn is_idp_host(url: &str, observed: &Observed) -> bool {
    let Some(origin) = origin_of(url) else {
        return false;
    };
    let host = origin.strip_prefix("https://").unwrap_or_default();
    let known = observed.applications.iter().map(|a| a.idp_url.as_str());
    host == "jumpcloud.com"
        || host.ends_with(".jumpcloud.com")
        || origin == observed.idp_origin.to_ascii_lowercase()
        || known
            .filter_map(origin_of)
            .any(|of_other| of_other == origin)
}

/// `https://sso.jumpcloud.com`, in lower case, of an IdP URL.
fn origin_of(idp_url: &str) -> Option<String> {
    let (origin, _) = idp_url.split_once("/saml2/")?;
    Some(origin.to_ascii_lowercase())
}

/// The option that has an application looked after, by what its IdP URL ends in: `--idp-url-suffix apps:mail`.
pub fn adopting(connector: &str, suffix: &str) -> String {
    let value = format!("{connector}:{suffix}");
    format!("--idp-url-suffix {}", text::shell_word(&value))
}

/// The options that name a connector's application: without the suffix where that is the default one.
pub fn naming(connector: Connector, suffix: &str, account_code: &AccountCode) -> String {
    match suffix == connector.default_suffix(account_code) {
        true => format!("--connector {connector}"),
        false => format!(
            "--connector {connector} {}",
            adopting(connector.as_str(), suffix)
        ),
    }
}

/// `mimecast-cuk1a1` of `https://sso.jumpcloud.com/saml2/mimecast-cuk1a1`.
pub fn suffix_of(idp_url: &str) -> Option<&str> {
    let (_, suffix) = idp_url.trim_end_matches('/').rsplit_once("/saml2/")?;
    Some(suffix)
}

#[cfg(test)]
mod tests;
