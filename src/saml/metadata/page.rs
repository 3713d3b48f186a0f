//! Web pages that were taken for metadata.

use crate::error::Error;
use crate::text::is_invisible;

/// What a page begins with, in small letters, where it does not begin with its `html` element.
const STARTS: [&str; 8] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<script",
    "<form",
];

/// How much of a document is looked at.
const LOOKED_AT: usize = 16 << 10;

/// Whether a document is an HTML page, however badly it is written.
pub fn is_html(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
    let mut rest = &*text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let skipped = [("<!--", "-->"), ("<?", "?>")]
            .iter()
            .find_map(|(open, close)| {
                let inside = rest.strip_prefix(open)?;
                inside.split_once(close).map(|(_, after)| after)
            });
        match skipped {
            Some(after) => rest = after,
            None => break,
        }
    }
    STARTS.iter().any(|start| {
        let found = rest
            .get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start));
        let next = rest.get(start.len()..).and_then(|rest| rest.chars().next());
        // `<metadata>` is no `<meta>`.
        found && next.is_none_or(|next| next.is_whitespace() || matches!(next, '>' | '/'))
    })
}

/// That a page is no metadata, and what JumpCloud's page of such an address is: `sso.jumpcloud.com/saml2/…` shows a
/// sign-in page to whoever opens it (BookStack, issue 2838), and after it a page that posts a Response.
pub fn error() -> Error {
    Error::failed(
        "metadata-malformed",
        "the IdP metadata cannot be used: it is an HTML page, not an XML document",
    )
    .hint(
        "an address like https://sso.jumpcloud.com/saml2/NAME is the application's IdP URL: what JumpCloud shows there is \
         its sign-in page, never the metadata",
    )
    .hint(
        "take the file of JumpCloud, the application's SSO tab, Export Metadata, or of sso-setup mimecast metadata",
    )
}
