//! Whether a list of applications can be decided on: whose they are, whether those of Mimecast show whom they sign in
//! where, and whether one is missing that is there.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::plan::{DesiredApplication, ObservedApplication, has_suffix};
use crate::text;

use super::session::Session;

const DOING: &str = "listing the JumpCloud applications";

/// The settings that say which service an application is for.
const SERVICE: [&str; 2] = ["acsUrl", "spEntityId"];

/// Holds the applications of a list against the organisation that was asked for.
///
/// # Errors
/// `answer-of-another` for an application that says it is another organisation's.
pub fn hold(applications: &[ObservedApplication], organization: Option<&str>) -> Result<()> {
    for application in applications {
        let document = &application.document;
        let of = document["organization"]
            .as_str()
            .filter(|id| !id.is_empty());
        if let (Some(of), Some(chosen)) = (of, organization)
            && !of.eq_ignore_ascii_case(chosen)
        {
            return Err(Error::failed(
                "answer-of-another",
                format!(
                    "{DOING}: \"{}\" is of the organisation {}, and {chosen} was asked for",
                    text::name(&application.label),
                    text::name(of)
                ),
            )
            .hint("something in between may mix answers up: run the same command again"));
        }
    }
    Ok(())
}

/// Whether the list says enough to decide by.
///
/// # Errors
/// `list-unreadable` for a SAML application without any configuration, and for one of Mimecast's without its ACS URL or SP
/// entity ID: it could be somebody else's with the values that are wanted.
pub fn hold_complete(applications: &[ObservedApplication]) -> Result<()> {
    for application in applications {
        let document = &application.document;
        let lacks = if is_saml(document) && !document["config"].is_object() {
            "configuration"
        } else if is_mimecasts(document) && !shows_its_service(document) {
            "ACS URL or SP entity ID"
        } else {
            continue;
        };
        return Err(Error::failed(
            "list-unreadable",
            format!(
                "{DOING}: \"{}\" is shown without its {lacks}",
                text::name(&application.label)
            ),
        )
        .hint("look at it in the JumpCloud console, and run the same command again"));
    }
    Ok(())
}

fn is_saml(document: &Value) -> bool {
    matches!(document["sso"]["type"].as_str(), None | Some("" | "saml"))
}

/// Whether a SAML application is Mimecast's by its template, its IdP URL or one of these settings.
fn is_mimecasts(document: &Value) -> bool {
    let says = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        text.to_ascii_lowercase().contains("mimecast")
    };
    let own = ["name", "ssoUrl"].iter().map(|key| &document[*key]);
    let settings = SERVICE.iter().map(|key| &document["config"][*key]["value"]);
    is_saml(document) && own.chain(settings).any(says)
}

/// Whether an application tells the ACS URL and the SP entity ID; one that is not set reads back as null.
fn shows_its_service(document: &Value) -> bool {
    SERVICE.iter().all(|key| {
        let value = document["config"][*key].get("value");
        value.is_some_and(|value| value.is_string() || value.is_null())
    })
}

/// Asks for the applications that the list does not have, and that an earlier run left there: a list that lacks one which is
/// there is no list.
///
/// # Errors
/// `list-unreadable`; those of the client.
pub(super) async fn none_is_left_out(
    session: &Session,
    missing: impl Iterator<Item = &DesiredApplication>,
) -> Result<()> {
    for wanted in missing {
        let mut left = session.left_there.iter();
        let Some((url, id)) = left.find(|(url, _)| has_suffix(url, &wanted.suffix)) else {
            continue;
        };
        match session.jumpcloud.application(id).await {
            Ok(there) if there.sso_url() == url => {
                let label = text::name(there.label());
                return Err(Error::failed(
                    "list-unreadable",
                    format!(
                        "JumpCloud's list of applications lacks \"{label}\" ({}), which is there",
                        text::name(url)
                    ),
                )
                .hint(
                    "something in between may have changed the list: run the same command again",
                ));
            }
            Err(error) if error.code != "jumpcloud-not-found" => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
