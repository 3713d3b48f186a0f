//! XML signatures: the only file that touches the signature library.
//!
//! The library answers whether a signature is valid, never whether a document may be believed: which
//! algorithms, which transforms and which elements are acceptable is decided in `response`.

use std::fmt;

use bergshamra_dsig::sign::sign_owned;
use bergshamra_dsig::verify::verify_all_document;
use bergshamra_dsig::{DsigContext, VerifyResult};
use bergshamra_keys::loader::{load_ec_p256_private_pem, load_rsa_private_pem, load_spki_der};
use bergshamra_keys::{Key, KeysManager};
use uppsala::{Document, NodeId};

use super::certificate::Certificate;
use super::document::{self, Element};
use crate::error::{Error, Result};
use crate::text::printable;

/// The namespace of XML signatures.
pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Exclusive canonicalisation without comments.
pub const EXCLUSIVE_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
/// The transform that leaves the signature itself out of what it signs.
pub const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// The digest that [`sign`] uses.
pub const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const ECDSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

/// A private key that signs. `Debug` shows nothing of it.
pub struct SigningKey {
    key: Key,
    method: &'static str,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// Reads an RSA or P-256 key, PKCS #8 in PEM.
    ///
    /// # Errors
    /// `signing-key-malformed`; the message says nothing of the key.
    pub fn from_pem(pem: &str) -> Result<Self> {
        let rsa = load_rsa_private_pem(pem.as_bytes()).map(|key| (key, RSA_SHA256));
        let either = rsa
            .or_else(|_| load_ec_p256_private_pem(pem.as_bytes()).map(|key| (key, ECDSA_SHA256)));
        let (key, method) = either.map_err(|_| {
            Error::failed(
                "signing-key-malformed",
                "the private key is neither RSA nor P-256 in PKCS #8",
            )
        })?;
        Ok(SigningKey { key, method })
    }
}

/// Signs the element whose ID is `id`: an enveloped signature right after its own Issuer, over the
/// exclusive canonical form, with SHA-256, and `certificate` in its KeyInfo.
///
/// Of a Response and its Assertion, sign the Assertion first: the other way round, the Response would
/// no longer be what was signed.
///
/// # Errors
/// `signature-not-made`: the document cannot be read, or has no such element with an Issuer.
pub fn sign(xml: &str, id: &str, key: &SigningKey, certificate: &Certificate) -> Result<String> {
    let not_made = |why: &str| {
        let message = format!("the document was not signed: {}", printable(why, 200));
        Error::failed("signature-not-made", message)
    };
    let at = {
        let tree = document::parse(xml).map_err(|problem| not_made(&problem.message))?;
        let root = Element::root(&tree).ok_or_else(|| not_made("it is empty"))?;
        let mut elements = root.self_and_descendants();
        let parent = elements.find(|element| element.attribute("ID") == Some(id));
        let issuer = parent.and_then(|parent| parent.first(ASSERTION, "Issuer"));
        let range = issuer.and_then(|issuer| tree.node_range(issuer.id()));
        range
            .ok_or_else(|| not_made("it has no element with this ID and an Issuer"))?
            .end
    };
    let mut template = String::with_capacity(xml.len() + 4096);
    template.push_str(&xml[..at]);
    template.push_str(&empty_signature(id, key.method, certificate));
    template.push_str(&xml[at..]);
    let mut keys = KeysManager::new();
    keys.add_key(key.key.clone());
    // The library signs the first signature of a document: the one just put in stands before those inside.
    sign_owned(&DsigContext::new(keys), template).map_err(|error| not_made(&error.to_string()))
}

/// A signature whose digest and value are still to be filled in.
fn empty_signature(id: &str, method: &str, certificate: &Certificate) -> String {
    format!(
        "<ds:Signature xmlns:ds=\"{DSIG}\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE_C14N}\"/>\
         <ds:SignatureMethod Algorithm=\"{method}\"/>\
         <ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"{ENVELOPED}\"/>\
         <ds:Transform Algorithm=\"{EXCLUSIVE_C14N}\"/></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"{SHA256}\"/><ds:DigestValue></ds:DigestValue></ds:Reference>\
         </ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>\
         <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
         </ds:Signature>",
        certificate.to_base64()
    )
}

/// A signature that verified, and the element that its one reference covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    signature: NodeId,
    covers: NodeId,
}

impl Verified {
    /// Whether this is what was found out about `signature`.
    pub fn is_of(self, signature: Element<'_>) -> bool {
        self.signature == signature.id()
    }

    /// Whether `element` is what was signed.
    pub fn covers(self, element: Element<'_>) -> bool {
        self.covers == element.id()
    }
}

/// Verifies every signature of the document with the keys of `certificates` and no others: keys that the
/// document itself carries are not looked at. Gives the valid ones that have exactly one reference.
///
/// Certificates are taken for their keys alone; their dates and sizes are the caller's matter.
///
/// # Errors
/// Why nothing could be verified at all, in a few words: no signature, two elements of one ID, or no
/// key that the library can use.
pub fn verify(
    tree: &Document<'_>,
    certificates: &[&Certificate],
) -> std::result::Result<Vec<Verified>, String> {
    let (usable, unusable): (Vec<_>, Vec<_>) = certificates
        .iter()
        .map(|certificate| load_spki_der(&certificate.public_key_der()))
        .partition(std::result::Result::is_ok);
    // One key that the library does not know does not keep it from trying another.
    if usable.is_empty()
        && let Some(Err(error)) = unusable.into_iter().next()
    {
        return Err(printable(&error.to_string(), 200));
    }
    let mut keys = KeysManager::new();
    keys.add_keys(usable.into_iter().flatten());
    let context = DsigContext::new(keys);
    let results =
        verify_all_document(&context, tree).map_err(|error| printable(&error.to_string(), 200))?;
    Ok(results.into_iter().filter_map(verified).collect())
}

fn verified(result: VerifyResult) -> Option<Verified> {
    if !result.all_reference_digests_verified() {
        return None;
    }
    let VerifyResult::Valid {
        signature_node,
        references,
        ..
    } = result
    else {
        return None;
    };
    let [reference] = &references[..] else {
        return None;
    };
    Some(Verified {
        signature: signature_node,
        covers: reference.resolved_node?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(key: &rcgen::KeyPair) -> Certificate {
        let params = rcgen::CertificateParams::default();
        Certificate::from_der(params.self_signed(key).unwrap().der()).unwrap()
    }

    fn element(id: &str, inside: &str) -> String {
        format!("<a xmlns=\"{ASSERTION}\" ID=\"{id}\"><Issuer>i</Issuer>{inside}</a>")
    }

    #[test]
    fn what_is_signed_verifies_with_its_key_and_no_other() {
        for algorithm in [&rcgen::PKCS_RSA_SHA256, &rcgen::PKCS_ECDSA_P256_SHA256] {
            let pair = rcgen::KeyPair::generate_for(algorithm).unwrap();
            let own = certificate(&pair);
            let other = certificate(&rcgen::KeyPair::generate().unwrap());
            // A curve that the library does not know.
            let unknown = certificate(&rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap());
            let key = SigningKey::from_pem(&pair.serialize_pem()).unwrap();
            let signed = sign(&element("o", &element("i", "")), "i", &key, &own).unwrap();
            let signed = sign(&signed, "o", &key, &own).unwrap();
            let tree = document::parse(&signed).unwrap();
            let root = Element::root(&tree).unwrap();
            let inner = root.first(ASSERTION, "a").unwrap();
            let verified = verify(&tree, &[&unknown, &other, &own]).unwrap();
            for element in [root, inner] {
                let signature = element.first(DSIG, "Signature").unwrap();
                let of_it: Vec<_> = verified.iter().filter(|v| v.is_of(signature)).collect();
                assert!(of_it.len() == 1 && of_it[0].covers(element), "{element:?}");
            }
            assert!(
                !verified
                    .iter()
                    .any(|v| v.is_of(root) || v.covers(root.first(ASSERTION, "Issuer").unwrap()))
            );
            assert_eq!(verify(&tree, &[&other]), Ok(Vec::new()));
            let changed = signed.replace(">i<", ">j<");
            assert_eq!(
                verify(&document::parse(&changed).unwrap(), &[&own]),
                Ok(Vec::new())
            );
        }
    }

    #[test]
    fn says_why_nothing_was_signed_or_verified() {
        let pair = rcgen::KeyPair::generate().unwrap();
        let own = certificate(&pair);
        let key = SigningKey::from_pem(&pair.serialize_pem()).unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
        for (xml, id) in [
            (element("o", ""), "other"),
            ("<a ID=\"o\"/>".to_owned(), "o"),
            ("<a".to_owned(), "o"),
        ] {
            assert_eq!(
                sign(&xml, id, &key, &own).unwrap_err().code,
                "signature-not-made"
            );
        }
        for pem in ["", "x", &own.to_pem()] {
            let error = SigningKey::from_pem(pem).unwrap_err();
            assert_eq!(error.code, "signing-key-malformed");
        }
        let bare = element("o", "");
        assert!(verify(&document::parse(&bare).unwrap(), &[&own]).is_err());
        assert!(verify(&document::parse(&bare).unwrap(), &[]).is_err());
    }
}
