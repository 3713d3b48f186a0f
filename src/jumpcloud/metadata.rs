//! The IdP metadata document of an application.

use super::client::{JumpCloud, Need};
use crate::error::{Error, Result};
use crate::http::{Request, SendError, path_segment};
use crate::saml::document::MAX_BYTES;
use crate::saml::metadata;

impl JumpCloud {
    /// The metadata document of one application, as JumpCloud serves it.
    ///
    /// `GET /api/organizations/{organization}/applications/{application}/metadata.xml`, with the
    /// key: listed in the v1 specification without operations; used so by two public clients.
    /// Others stored its error answers as metadata, so status, content type and root element are
    /// checked here.
    ///
    /// # Errors
    /// `unexpected-answer` when the answer is HTML, JSON, or has another root than
    /// `EntityDescriptor`; else as [`JumpCloud::application`].
    pub async fn metadata(&self, organization_id: &str, application_id: &str) -> Result<Vec<u8>> {
        let path = format!(
            "/api/organizations/{}/applications/{}/metadata.xml",
            path_segment(organization_id)?,
            path_segment(application_id)?
        );
        let doing = format!("reading the metadata of the JumpCloud application {application_id}");
        let request = Request::get(path, doing)
            .accept("application/samlmetadata+xml, application/xml, text/xml")
            .limit(MAX_BYTES);
        let reply = self
            .send(request, Need::ReadApplications)
            .await
            .map_err(with_certificate_hint)?;
        let media_type = reply.media_type();
        if media_type.contains("html") || media_type.contains("json") {
            return Err(reply.unexpected(&reply.excerpt(), "an IdP metadata document"));
        }
        if let Err(found) = metadata::check_root(reply.body()) {
            return Err(reply.unexpected(&reply.scrub(&found), "an IdP metadata document"));
        }
        Ok(reply.into_body())
    }
}

/// A certificate that was uploaded makes JumpCloud answer 500 here each time (newriverstrat's
/// provider, from the live API): trying again does not help, so say so.
fn with_certificate_hint(error: SendError) -> Error {
    let error = Error::from(error);
    match error.code {
        "service-unavailable" => error.hint(
            "if it stays so: JumpCloud fails here for an application whose certificate was \
             uploaded; let JumpCloud make one",
        ),
        _ => error,
    }
}
