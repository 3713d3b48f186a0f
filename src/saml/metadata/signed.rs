//! Whether the signature that a metadata document carries says anything. JumpCloud's carry none; what federations
//! and other identity providers hand out often does.

use crate::saml::Certificate;
use crate::saml::document::Element;
use crate::saml::envelope;
use crate::saml::signature::{DSIG, verify};
use crate::text;
use uppsala::Document;

/// What is known of the signature of a metadata document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// Valid over the whole document, with the key of one of the certificates that the document itself lists: it
    /// is as it was signed, which says nothing of who signed it.
    Valid,
    /// Not valid with the key that it says it was made with.
    Broken,
    /// Not verified, and why.
    Unverified(String),
}

impl std::fmt::Display for Signature {
    /// A sentence without its full stop.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Signature::Valid => f.write_str(
                "the signature is valid, with the key of a certificate of this document: it is as it was signed, by \
                 whoever has that key",
            ),
            Signature::Broken => f.write_str(
                "the signature is not valid: the document was changed after it was signed",
            ),
            Signature::Unverified(why) => write!(f, "the signature was not verified: {why}"),
        }
    }
}

/// Looks at the signature of a document; none where nothing is signed.
pub fn signature(
    tree: &Document<'_>,
    root: Element<'_>,
    certificates: &[Certificate],
) -> Option<Signature> {
    let mut all = root
        .self_and_descendants()
        .filter(|element| element.is(DSIG, "Signature"));
    let first = all.next()?;
    let unverified = |why: &str| Some(Signature::Unverified(why.to_owned()));
    if all.next().is_some() {
        return unverified("the document has more than one");
    }
    if first.parent() != Some(root) {
        return unverified("it is not over the whole document");
    }
    if let Some(problem) = envelope::problem(first) {
        return unverified(&problem);
    }
    let valid = |certificates: &[&Certificate]| {
        verify(tree, certificates).map(|verified| {
            let mut verified = verified.into_iter();
            verified.any(|one| one.is_of(first) && one.covers(root))
        })
    };
    let own: Vec<&Certificate> = certificates.iter().collect();
    match valid(&own) {
        Ok(true) => return Some(Signature::Valid),
        Ok(false) => {}
        Err(why) => return unverified(&why),
    }
    let Some(carried) = carried(first) else {
        return unverified(
            "it does not say with which key it was made, and it was with none of the certificates of this document, or the \
             document was changed",
        );
    };
    Some(match valid(&[&carried]) {
        Ok(true) => Signature::Unverified(format!(
            "it was made with the key of a certificate that is none of the identity provider's ({}), and nothing here says \
             whose that is",
            text::name(carried.subject())
        )),
        Ok(false) => Signature::Broken,
        Err(why) => Signature::Unverified(why),
    })
}

/// The certificate that a signature says it was made with.
fn carried(signature: Element<'_>) -> Option<Certificate> {
    let mut below = signature.self_and_descendants();
    let element = below.find(|element| element.is(DSIG, "X509Certificate"))?;
    Certificate::from_base64(&element.text().ok()?).ok()
}
