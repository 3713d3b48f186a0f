//! The IdP metadata document of an application, held against the application itself: whoever is handed it, or
//! judges by it, believes the certificate in it.

use crate::error::{Error, Result};
use crate::jumpcloud::JumpCloud;
use crate::plan::{CertificateFacts, Guard, Metadata, ObservedApplication, Signer, signer};
use crate::saml::{PublicKey, metadata as saml_metadata};
use crate::text;

/// Reads the document.
///
/// # Errors
/// `metadata-unfit` where it is not this application's; a document that is no IdP metadata; those of the client.
pub async fn read(
    jumpcloud: &JumpCloud,
    organization_id: &str,
    application: &ObservedApplication,
) -> Result<Vec<u8>> {
    let document = jumpcloud.metadata(organization_id, &application.id).await?;
    hold(&document, application)?;
    Ok(document)
}

/// Holds a document against the application that it should be of. Where the application does not show its
/// certificate or has no entity ID, the rest of it has to do.
///
/// # Errors
/// `metadata-unfit`; a document that is no IdP metadata.
pub fn hold(document: &[u8], application: &ObservedApplication) -> Result<()> {
    let mut metadata = parse_metadata(document)?;
    let own_id = application.document["config"]["idpEntityId"]["value"]
        .as_str()
        .unwrap_or_default();
    if own_id.is_empty() {
        metadata.entity_id = String::new();
    }
    match signer(&application.document, own_id, &application.idp_url, &metadata) {
        Signer::Proven | Signer::Unproven => Ok(()),
        Signer::Unfit(problems) => Err(Error::refused(
            Guard::MetadataUnfit.name(),
            format!(
                "what JumpCloud serves as the IdP metadata of \"{}\" is not this application's: {}",
                text::name(&application.label),
                problems.join("; ")
            ),
        )
        .hint("run the same command again; if it stays so, compare it with the SSO tab of the application in JumpCloud")),
    }
}

/// What Mimecast is told of a document, and the certificates in it.
///
/// # Errors
/// A document that is no IdP metadata.
pub(super) fn parse_metadata(document: &[u8]) -> Result<Metadata> {
    let parsed = saml_metadata::parse(document)?;
    Ok(Metadata {
        login_url: parsed.post_location().map(str::to_owned),
        certificates: parsed
            .signing_certificates
            .iter()
            .map(|certificate| CertificateFacts {
                fingerprint: certificate.fingerprint_sha256(),
                base64: certificate.to_base64(),
                not_before: certificate.not_before(),
                not_after: certificate.not_after(),
                rsa_bits: match certificate.key() {
                    PublicKey::Rsa { bits } => Some(bits),
                    _ => None,
                },
            })
            .collect(),
        entity_id: parsed.entity_id,
    })
}
