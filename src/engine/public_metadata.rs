//! The IdP metadata that anybody can read, at the URL that JumpCloud's console tells.

use crate::error::{Error, Result};
use crate::http::fetch_public;
use crate::plan::{DesiredApplication, Metadata};

use super::own_metadata::parse_metadata;

/// The largest metadata document that is read from a public URL, in bytes.
pub(super) const METADATA_LIMIT: usize = 1024 * 1024;

/// What the metadata URL that was given for an application serves.
pub(super) async fn public_metadata(wanted: &DesiredApplication) -> Option<Result<Metadata>> {
    let url = wanted.metadata_url.as_deref()?;
    let document = fetch_public(url, METADATA_LIMIT).await;
    Some(document.and_then(|bytes| parse_metadata(&bytes)))
}

/// Holds what a metadata URL serves to everybody against what JumpCloud's API serves of an application.
///
/// # Errors
/// `metadata-unfit` where it is another's; a document that is no IdP metadata; those of [`fetch_public`].
pub async fn hold_public_metadata(url: &str, own: &Metadata) -> Result<()> {
    let public = parse_metadata(&fetch_public(url, METADATA_LIMIT).await?)?;
    let differing = [
        (public.entity_id != own.entity_id, "the entity ID"),
        (public.login_url != own.login_url, "the login URL"),
        (public.certificates != own.certificates, "the certificate"),
    ];
    let differing = differing.into_iter().filter(|(differs, _)| *differs);
    let differing: Vec<&str> = differing.map(|(_, what)| what).collect();
    match differing.is_empty() {
        true => Ok(()),
        false => Err(Error::refused(
            "metadata-unfit",
            format!(
                "what this address serves is not the metadata of this application: {} is another",
                differing.join(", ")
            ),
        )),
    }
}
