//! Whether the list of applications lacks one that is there: it would be made a second time, under the same IdP URL.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::plan::{DesiredApplication, has_suffix};
use crate::text;

use super::listed::applications_from_the_last;
use super::session::Session;

/// Looks in other ways for the applications that a list does not have: by the ids that earlier runs noted and, where they
/// `would_be_made`, in a list from the last to the first. Whoever asks JumpCloud a second time in the same way gets the same
/// answer where a page was cut short on the way. `listed` are the ids of the list.
///
/// # Errors
/// `list-unreadable`; those of the client.
pub(super) async fn none_is_left_out(
    session: &Session,
    listed: BTreeSet<String>,
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
    if let Some(one) = turned.iter().find(|one| !listed.contains(&one.id)) {
        let shown = "which it has when it is asked in the reverse order";
        return Err(lacks(&one.label, &one.idp_url, shown));
    }
    match turned.len() == listed.len() {
        true => Ok(()),
        false => Err(unreadable(format!(
            "JumpCloud's list of applications has {} of them, and {} when it is asked in the reverse order",
            listed.len(),
            turned.len()
        ))),
    }
}

fn lacks(label: &str, idp_url: &str, why: &str) -> Error {
    unreadable(format!(
        "JumpCloud's list of applications lacks \"{}\" ({}), {why}",
        text::name(label),
        text::name(idp_url)
    ))
}

fn unreadable(message: String) -> Error {
    Error::failed("list-unreadable", message).hint(
        "the list was cut short on the way, or somebody changed the applications just now: run the same command again",
    )
}
