//! Responses written in canonical form, and signatures over them.
//!
//! No canonicaliser and no signature library is used: the text of a [`Draft`] is its own exclusive
//! canonical form (attributes in order, namespaces where they are used, no empty-element tags), so
//! that a digest is a hash of a piece of text. What may differ without a difference in meaning is
//! edited in after signing. Thus the fixtures do not inherit a mistake of the library that checks them.

use aws_lc_rs::digest;
use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::keys::Key;

/// The time of the fixtures: thirty seconds after they were issued.
pub const AT: &str = "2026-03-01T12:00:30Z";
/// The IdP's entity ID.
pub const IDP: &str = "https://sso.jumpcloud.com/widgets";
/// The ACS URL.
pub const ACS: &str = "https://eu-api.mimecast.com/login/saml";
/// The SP's entity ID.
pub const SP: &str = "eu-api.mimecast.com.CUK1A1";
/// The request that is answered.
pub const REQUEST: &str = "_request-1";
/// Who signed in.
pub const USER: &str = "alice@example.com";
/// Who the attacker wants to be.
pub const EVIL: &str = "mallory@example.com";
/// The ID of the Response.
pub const RESPONSE: &str = "_response-1";
/// The ID of the Assertion.
pub const ASSERTION: &str = "_assertion-1";
/// The namespace of XML signatures.
pub const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Exclusive canonicalisation.
pub const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
/// The transforms as SAML wants them.
pub const TRANSFORMS: &str = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>\
    <ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";

const ASSERTION_MARK: &str = "[[assertion-signature]]";
const RESPONSE_MARK: &str = "[[response-signature]]";

/// A hash function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn base64(self, text: &str) -> String {
        let algorithm = match self {
            Hash::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Hash::Sha256 => &digest::SHA256,
            Hash::Sha384 => &digest::SHA384,
            Hash::Sha512 => &digest::SHA512,
        };
        BASE64_STANDARD.encode(digest::digest(algorithm, text.as_bytes()))
    }

    fn digest_method(self) -> &'static str {
        match self {
            Hash::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
            Hash::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
            Hash::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#sha384",
            Hash::Sha512 => "http://www.w3.org/2001/04/xmlenc#sha512",
        }
    }
}

/// How a signature is made.
#[derive(Clone)]
pub struct Signer<'a> {
    key: &'a Key,
    method: &'static str,
    hash: Hash,
    digest: Hash,
    digest_of: Option<String>,
    edits: Vec<(String, String)>,
    canonical_open: String,
    key_info: String,
    value: Option<fn(&Key, &str) -> String>,
}

impl<'a> Signer<'a> {
    /// RSA-SHA256, as JumpCloud signs.
    pub fn rsa(key: &'a Key) -> Self {
        Signer {
            key,
            method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            hash: Hash::Sha256,
            digest: Hash::Sha256,
            digest_of: None,
            edits: Vec::new(),
            canonical_open: format!("<ds:SignedInfo xmlns:ds=\"{DS}\">"),
            key_info: key_info(key),
            value: None,
        }
    }

    /// ECDSA-SHA256.
    pub fn ec(key: &'a Key) -> Self {
        Signer {
            method: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            ..Signer::rsa(key)
        }
    }

    /// With another signature method.
    pub fn method(self, method: &'static str, hash: Hash) -> Self {
        Signer {
            method,
            hash,
            ..self
        }
    }

    /// With another digest method.
    pub fn digest(self, digest: Hash) -> Self {
        Signer { digest, ..self }
    }

    /// With the digest of this text, whatever is signed.
    pub fn digest_of(self, text: impl Into<String>) -> Self {
        Signer {
            digest_of: Some(text.into()),
            ..self
        }
    }

    /// With something else in the SignedInfo, under a signature that is valid for it.
    pub fn edit(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.edits.push((from.into(), to.into()));
        self
    }

    /// With other transforms.
    pub fn transforms(self, transforms: &str) -> Self {
        self.edit(TRANSFORMS, transforms)
    }

    /// With another start of the SignedInfo's canonical form.
    pub fn canonical_open(self, canonical_open: impl Into<String>) -> Self {
        Signer {
            canonical_open: canonical_open.into(),
            ..self
        }
    }

    /// With another KeyInfo, or none.
    pub fn key_info(self, key_info: impl Into<String>) -> Self {
        Signer {
            key_info: key_info.into(),
            ..self
        }
    }

    /// With a signature value computed otherwise.
    pub fn value(self, value: fn(&Key, &str) -> String) -> Self {
        Signer {
            value: Some(value),
            ..self
        }
    }

    /// The Signature element over an element with this ID and canonical form.
    pub fn signature(&self, id: &str, canonical: &str) -> String {
        let canonical = self.digest_of.as_deref().unwrap_or(canonical);
        let mut info = format!(
            "<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"></ds:CanonicalizationMethod>\
             <ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod>\
             <ds:Reference URI=\"#{id}\"><ds:Transforms>{TRANSFORMS}</ds:Transforms>\
             <ds:DigestMethod Algorithm=\"{}\"></ds:DigestMethod>\
             <ds:DigestValue>{}</ds:DigestValue></ds:Reference></ds:SignedInfo>",
            self.method,
            self.digest.digest_method(),
            self.digest.base64(canonical),
        );
        for (from, to) in &self.edits {
            info = once(&info, from, to);
        }
        let signed = once(&info, "<ds:SignedInfo>", &self.canonical_open);
        let value = match self.value {
            Some(value) => value(self.key, &signed),
            None => self.key.sign(self.hash, &signed),
        };
        format!(
            "<ds:Signature xmlns:ds=\"{DS}\">{info}<ds:SignatureValue>{value}</ds:SignatureValue>{}</ds:Signature>",
            self.key_info
        )
    }

    /// The same with the signature's namespace as the default.
    pub fn default_namespace_signature(&self, id: &str, canonical: &str) -> String {
        let without = |text: &str| text.replace("ds:", "").replace("xmlns:ds", "xmlns");
        let signature = self.signature(id, canonical);
        let info = between(&signature, "<ds:SignedInfo>", "</ds:SignedInfo>");
        let open = format!("<SignedInfo xmlns=\"{DS}\">");
        let signed = once(&without(info), "<SignedInfo>", &open);
        let old = between(&signature, "<ds:SignatureValue>", "</ds:SignatureValue>");
        let value = format!(
            "<SignatureValue>{}</SignatureValue>",
            self.key.sign(self.hash, &signed)
        );
        let signature = once(&signature, "xmlns:ds", "xmlns");
        once(&without(&signature), &without(old), &value)
    }
}

/// KeyInfo with the certificate of `key`.
pub fn key_info(key: &Key) -> String {
    format!(
        "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
        key.certificate()
    )
}

/// A Response while it is being made.
#[derive(Clone)]
pub struct Draft(String);

impl Draft {
    /// The answer to a request that every other one is a variant of, not signed.
    pub fn new() -> Draft {
        Draft(format!(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" Destination=\"{ACS}\" ID=\"{RESPONSE}\" InResponseTo=\"{REQUEST}\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\">\
             <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{IDP}</saml:Issuer>{RESPONSE_MARK}\
             <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></samlp:StatusCode></samlp:Status>\
             {}</samlp:Response>",
            assertion()
        ))
    }

    /// Puts `to` in the place of `from`, which must stand there exactly once.
    pub fn edit(self, from: &str, to: &str) -> Draft {
        Draft(once(&self.0, from, to))
    }

    /// Puts `to` in every place of `from`.
    pub fn edit_all(self, from: &str, to: &str) -> Draft {
        assert!(self.0.contains(from), "{from}");
        Draft(self.0.replace(from, to))
    }

    /// Takes a piece out.
    pub fn without(self, from: &str) -> Draft {
        self.edit(from, "")
    }

    /// Signs the Assertion.
    pub fn sign_assertion(self, signer: &Signer<'_>) -> Draft {
        let canonical = self.assertion().replace(ASSERTION_MARK, "");
        let id = id_of(&canonical).to_owned();
        self.put_assertion_signature(&signer.signature(&id, &canonical))
    }

    /// Puts a text where the Assertion's signature belongs.
    pub fn put_assertion_signature(self, signature: &str) -> Draft {
        self.edit(ASSERTION_MARK, signature)
    }

    /// Signs the Response.
    pub fn sign_response(self, signer: &Signer<'_>) -> Draft {
        let canonical = self
            .0
            .replace(RESPONSE_MARK, "")
            .replace(ASSERTION_MARK, "");
        let id = id_of(&canonical).to_owned();
        self.put_response_signature(&signer.signature(&id, &canonical))
    }

    /// Puts a text where the Response's signature belongs.
    pub fn put_response_signature(self, signature: &str) -> Draft {
        self.edit(RESPONSE_MARK, signature)
    }

    /// The Assertion as it stands.
    pub fn assertion(&self) -> &str {
        for prefix in ["saml:", "saml2:", ""] {
            let end = format!("</{prefix}Assertion>");
            if let Some(start) = self.0.find(&format!("<{prefix}Assertion ")) {
                let last = self.0.rfind(&end).expect("its end");
                return &self.0[start..last + end.len()];
            }
        }
        panic!("no Assertion in {}", self.0);
    }

    /// The Assertion without the place for its signature.
    pub fn unsigned_assertion(&self) -> String {
        self.assertion().replace(ASSERTION_MARK, "")
    }

    /// The text.
    pub fn finish(self) -> String {
        self.0
            .replace(RESPONSE_MARK, "")
            .replace(ASSERTION_MARK, "")
    }
}

fn assertion() -> String {
    format!(
        "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{ASSERTION}\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\">\
         <saml:Issuer>{IDP}</saml:Issuer>{ASSERTION_MARK}<saml:Subject>\
         <saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">{USER}</saml:NameID>\
         <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
         <saml:SubjectConfirmationData InResponseTo=\"{REQUEST}\" NotOnOrAfter=\"2026-03-01T12:05:00Z\" Recipient=\"{ACS}\"></saml:SubjectConfirmationData>\
         </saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"2026-03-01T11:55:00Z\" NotOnOrAfter=\"2026-03-01T12:10:00Z\">\
         <saml:AudienceRestriction><saml:Audience>{SP}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
         <saml:AuthnStatement AuthnInstant=\"2026-03-01T11:59:00Z\" SessionIndex=\"_session-1\">\
         <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
         <saml:AttributeStatement><saml:Attribute Name=\"department\"><saml:AttributeValue>Research</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>\
         </saml:Assertion>"
    )
}

fn id_of(element: &str) -> &str {
    between_inner(element, " ID=\"", "\"")
}

/// `text` with `to` in the one place of `from`.
pub fn once(text: &str, from: &str, to: &str) -> String {
    let count = text.matches(from).count();
    assert_eq!(count, 1, "{from:?} must stand once; it is to become {to:?}");
    text.replacen(from, to, 1)
}

/// From `start` to `end`, both included.
pub fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap_or_else(|| panic!("no {start}"));
    let length = text[from..].find(end).unwrap_or_else(|| panic!("no {end}"));
    &text[from..from + length + end.len()]
}

fn between_inner<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let whole = between(text, start, end);
    // `start` may hold `end`; what is asked for follows it.
    let from = text.find(start).expect("found above") + start.len();
    let length = text[from..].find(end).unwrap_or(whole.len());
    &text[from..from + length]
}
