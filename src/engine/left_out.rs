//! Whether the list of applications lacks one that is there: it would be made a second time, under the same IdP URL.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::plan::{DesiredApplication, ObservedApplication, has_suffix};
use crate::text;

use super::listed::applications_from_the_last;
use super::session::Session;

/// Looks in other ways for the applications that a list does not have: by the ids that earlier runs noted and, where they
/// `would_be_made`, in a list from the last to the first. Whoever asks JumpCloud a second time in the same way gets the same
/// answer where a page was cut short on the way.
///
/// # Errors
/// `list-unreadable`; those of the client.
pub(super) async fn none_is_left_out(
    session: &Session,
    listed: &[ObservedApplication],
    missing: &[&DesiredApplication],
    would_be_made: bool,
) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    for wanted in missing {
        let mut left = session.left_there.iter();
        let Some((url, id)) = left.find(|(url, _)| has_suffix(url, &wanted.suffix)) else {
            continue;
        };
        match session.jumpcloud.application(id).await {
            Ok(there) if there.sso_url() == url => {
                return Err(lacks(there.label(), url, "which is there"));
            }
            Err(error) if error.code != "jumpcloud-not-found" => return Err(error),
            _ => {}
        }
    }
    if !would_be_made {
        return Ok(());
    }
    let turned = applications_from_the_last(&session.jumpcloud).await?;
    match only_one_has(&turned, listed).or(only_one_has(listed, &turned)) {
        Some(one) => {
            let shown = "which it has when it is asked in the reverse order";
            Err(lacks(&one.label, &one.idp_url, shown))
        }
        None => Ok(()),
    }
}

/// The first application of a list that another has not.
fn only_one_has<'a>(
    one: &'a [ObservedApplication],
    other: &[ObservedApplication],
) -> Option<&'a ObservedApplication> {
    let ids: BTreeSet<&str> = other.iter().map(|a| a.id.as_str()).collect();
    one.iter().find(|a| !ids.contains(a.id.as_str()))
}

fn lacks(label: &str, idp_url: &str, why: &str) -> Error {
    Error::failed(
        "list-unreadable",
        format!(
            "JumpCloud's list of applications lacks \"{}\" ({}), {why}",
            text::name(label),
            text::name(idp_url)
        ),
    )
    .hint(
        "the list was cut short on the way, or somebody changed the applications just now: run the same command again",
    )
}
