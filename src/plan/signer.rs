//! Whether IdP metadata is that of an application: the one place that decides which certificate Mimecast may be told
//! to believe.
//!
//! A metadata document is an answer like any other, and one of another application looks just as good. What settles it
//! is the application's own document: JumpCloud keeps there the certificate that it signs with
//! (`config.idpCertificate`), the entity ID and the IdP URL.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

use crate::saml::Certificate;

use super::observed::Metadata;

/// The certificate that an application's own document shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnCertificate {
    /// None: the value is missing, `null`, empty or no text.
    NotShown,
    /// This one.
    Shown(Certificate),
    /// A text that is not one certificate.
    Unreadable,
}

impl OwnCertificate {
    /// Reads `config.idpCertificate.value` of an application's document.
    pub fn of(document: &Value) -> Self {
        let value = document.pointer("/config/idpCertificate/value");
        let text = value.and_then(Value::as_str).unwrap_or_default();
        match text.trim() {
            "" => OwnCertificate::NotShown,
            text => certificate_of(text).map_or(OwnCertificate::Unreadable, Self::Shown),
        }
    }

    /// Its SHA-256 fingerprint, where one is shown.
    pub fn fingerprint(&self) -> Option<String> {
        match self {
            OwnCertificate::Shown(certificate) => Some(certificate.fingerprint_sha256()),
            OwnCertificate::NotShown | OwnCertificate::Unreadable => None,
        }
    }
}

/// The one certificate of a text: base64 of the PEM, as JumpCloud holds it (loadsmart provider), the PEM itself, or
/// base64 of the DER; with white space anywhere in it.
pub fn certificate_of(text: &str) -> Option<Certificate> {
    const BEGIN: &str = "-----BEGIN";
    if text.contains(BEGIN) {
        return Certificate::from_pem(text).ok();
    }
    if let Ok(certificate) = Certificate::from_base64(text) {
        return Some(certificate);
    }
    let packed: String = text.split_ascii_whitespace().collect();
    let decoded = BASE64_STANDARD.decode(packed).ok()?;
    let pem = std::str::from_utf8(&decoded).ok()?;
    Certificate::from_pem(pem).ok()
}

/// How far it is proved that metadata is an application's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signer {
    /// Its one certificate is the one that the application shows, and its entity ID and address are the application's.
    Proven,
    /// Entity ID and address are the application's and there is one certificate, but the application does not show which
    /// it signs with.
    Unproven,
    /// It is not the application's, or cannot be told to be: why, in sentences about the metadata.
    Unfit(Vec<String>),
}

/// Holds metadata against the document of the application that it should be of. `issuer` is the entity ID that the plan
/// shows, `idp_url` the IdP URL that the plan shows.
pub fn signer(document: &Value, issuer: &str, idp_url: &str, metadata: &Metadata) -> Signer {
    let mut problems = mismatches(metadata, issuer, idp_url);
    let text = |pointer: &str| {
        let value = document.pointer(pointer).and_then(Value::as_str);
        value.unwrap_or_default()
    };
    let own_id = text("/config/idpEntityId/value");
    if own_id != issuer {
        problems.push(format!(
            "the application's own entity ID is \"{own_id}\" instead of \"{issuer}\""
        ));
    }
    let own_url = text("/ssoUrl");
    if own_url != idp_url {
        problems.push(format!(
            "the application's own IdP URL is {own_url} instead of {idp_url}"
        ));
    }
    if metadata.certificates.len() > 1 {
        problems.push(format!(
            "it carries {} signing certificates, and the application signs with one",
            metadata.certificates.len()
        ));
    }
    let own = OwnCertificate::of(document);
    match &own {
        OwnCertificate::NotShown => {}
        OwnCertificate::Unreadable => problems.push(
            "the application shows an IdP certificate that cannot be read, so nobody can tell whether it is this one"
                .to_owned(),
        ),
        OwnCertificate::Shown(own) => {
            let own = own.fingerprint_sha256();
            let other = metadata.certificates.iter().find(|c| c.fingerprint != own);
            problems.extend(other.map(|other| {
                format!(
                    "its certificate (SHA-256 {}) is not the application's ({own})",
                    other.fingerprint
                )
            }));
        }
    }
    match (problems.is_empty(), own) {
        (false, _) => Signer::Unfit(problems),
        (true, OwnCertificate::Shown(_)) => Signer::Proven,
        (true, _) => Signer::Unproven,
    }
}

/// Where metadata says something else than expected, in sentences; empty where it does not.
pub(super) fn mismatches(metadata: &Metadata, issuer: &str, idp_url: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if metadata.entity_id != issuer {
        problems.push(format!(
            "its entity ID is \"{}\" instead of \"{issuer}\"",
            metadata.entity_id
        ));
    }
    match metadata.login_url.as_deref() {
        Some(url) if url == idp_url => {}
        Some(url) => problems.push(format!("its login URL is {url} instead of {idp_url}")),
        None => problems.push("it declares no HTTP-POST SingleSignOnService".to_owned()),
    }
    if metadata.certificates.is_empty() {
        problems.push("it has no signing certificate".to_owned());
    }
    problems
}

#[cfg(test)]
mod tests;
