//! The applications of an organisation, and whether their list can be decided on: whose they are, and whether those of
//! Mimecast show whom they sign in where.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::jumpcloud::{Application, JumpCloud, is_saml};
use crate::plan::ObservedApplication;
use crate::text;

const DOING: &str = "listing the JumpCloud applications";

/// The settings that say which service an application is for.
const SERVICE: [&str; 2] = ["acsUrl", "spEntityId"];

/// Holds the applications of a list against the organisation that was asked for.
///
/// # Errors
/// `answer-of-another` for an application that says it is another organisation's.
fn hold(applications: &[ObservedApplication], organization: Option<&str>) -> Result<()> {
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
fn hold_complete(applications: &[ObservedApplication]) -> Result<()> {
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

/// Every application of the organisation, to decide by.
///
/// # Errors
/// Those of [`hold`], [`hold_complete`] and the client.
pub(super) async fn applications(jumpcloud: &JumpCloud) -> Result<Vec<ObservedApplication>> {
    let all = applications_as_shown(jumpcloud).await?;
    hold_complete(&all)?;
    Ok(all)
}

/// The same, from the last to the first: what is left out at the end of the one list is not at the end of the other.
///
/// # Errors
/// Those of [`applications`].
pub(super) async fn applications_from_the_last(
    jumpcloud: &JumpCloud,
) -> Result<Vec<ObservedApplication>> {
    let all = observed(jumpcloud, jumpcloud.applications_from_the_last().await?)?;
    hold_complete(&all)?;
    Ok(all)
}

/// Every application of the organisation, also where one is shown without what a decision would take.
///
/// # Errors
/// Those of [`hold`] and the client.
pub(super) async fn applications_as_shown(
    jumpcloud: &JumpCloud,
) -> Result<Vec<ObservedApplication>> {
    observed(jumpcloud, jumpcloud.applications().await?)
}

fn observed(jumpcloud: &JumpCloud, all: Vec<Application>) -> Result<Vec<ObservedApplication>> {
    let all = all.into_iter();
    let all: Vec<ObservedApplication> = all
        .map(|application| ObservedApplication {
            id: application.id().to_owned(),
            label: application.label().to_owned(),
            idp_url: application.sso_url().to_owned(),
            document: application.into_value(),
        })
        .collect();
    hold(&all, jumpcloud.organization_id())?;
    Ok(all)
}

#[cfg(test)]
mod tests;
