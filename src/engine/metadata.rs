//! The IdP metadata document of an application, for people and other programs.

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::plan::{Desired, find_ours};

use super::listed::applications;
use super::own_metadata;
use super::session::Session;

/// The label and the IdP metadata document of a connector's application.
///
/// # Errors
/// `application-not-found`; `metadata-unfit` for a document that is not the application's, or no IdP metadata;
/// those of the client.
pub async fn metadata_document(
    session: &Session,
    desired: &Desired,
    connector: Connector,
) -> Result<(String, Vec<u8>)> {
    let applications = applications(&session.jumpcloud).await?;
    let wanted = desired.application(connector);
    let found = wanted.map(|w| find_ours(&applications, w)).transpose()?;
    let Some(ours) = found.flatten() else {
        return Err(Error::failed(
            "application-not-found",
            format!(
                "JumpCloud has no application for the connector {connector} of {}",
                desired.account_code
            ),
        )
        .hint("set it up first, or pass the --idp-url-suffix it was set up with"));
    };
    let document = own_metadata::read(&session.jumpcloud, &session.organization.id, ours).await?;
    Ok((ours.label.clone(), document))
}
