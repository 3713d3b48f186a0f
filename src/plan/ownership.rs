//! Whose an application is. It is ours by its IdP URL, never by its label.

use crate::error::{Error, Result};

use super::desired::DesiredApplication;
use super::document::default_acs;
use super::observed::{Observed, ObservedApplication};

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
    let ours: Vec<&ObservedApplication> = applications
        .iter()
        .filter(|a| suffix_of(&a.idp_url) == Some(desired.suffix.as_str()))
        .collect();
    match ours.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        many => {
            let list: Vec<String> = many
                .iter()
                .map(|a| format!("\"{}\" ({})", a.label, a.id))
                .collect();
            Err(Error::failed(
                "application-ambiguous",
                format!(
                    "{} JumpCloud applications have the IdP URL …/saml2/{}: {}",
                    many.len(),
                    desired.suffix,
                    list.join(", ")
                ),
            )
            .hint("delete the ones that are not in use, or choose another --idp-url-suffix"))
        }
    }
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

/// `mimecast-cuk1a1` of `https://sso.jumpcloud.com/saml2/mimecast-cuk1a1`.
pub fn suffix_of(idp_url: &str) -> Option<&str> {
    let (_, suffix) = idp_url.trim_end_matches('/').rsplit_once("/saml2/")?;
    Some(suffix)
}
