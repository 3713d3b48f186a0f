//! Fetching what anyone may read, with no credential at all.

use super::{Request, Service, Transport, base_url};
use crate::error::{Kind, Result};

/// Fetches a public document, like a metadata URL, without any credential.
///
/// `url` is `https`, or `http` to this machine; at most `limit` bytes after decompression. Neither
/// the status nor the query of the address is repeated in an error, the host is.
///
/// # Errors
/// [`Kind::Usage`] for an address that is not TLS; `document-unreadable` for a status other than
/// 2xx; those of [`Transport::send`].
pub async fn fetch_public(url: &str, limit: usize) -> Result<Vec<u8>> {
    let url = base_url::document_url(url)?;
    let origin = url.origin().ascii_serialization().parse()?;
    let transport = Transport::new(Service::Metadata, origin, Vec::new())?;
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let reply = transport
        .send(
            Request::get(path, "fetching the metadata URL")
                .accept("application/samlmetadata+xml, application/xml, text/xml, */*;q=0.1")
                .limit(limit),
        )
        .await?;
    if !reply.is_success() {
        return Err(reply.error(Kind::Failed, "document-unreadable").hint(
            "the address must be readable without signing in: open it in a private browser window",
        ));
    }
    Ok(reply.into_body())
}
