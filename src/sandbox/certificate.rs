//! The key pairs and certificates the sandbox's identity provider signs with.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, RsaKeySize};
use time::{Duration, OffsetDateTime};

/// Lifetime of a certificate that JumpCloud's own recipe makes. How long the automatic ones live is
/// not documented.
const LIFETIME: Duration = Duration::days(1095);

/// What kind of key to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// What JumpCloud makes.
    Rsa2048,
    /// It takes no time: for applications that only stand in the seed, and where thousands of sandboxes are
    /// started one after the other.
    P256,
}

/// A private key and the self-signed certificate over it.
#[derive(Debug)]
pub struct KeyAndCertificate {
    /// PKCS #8, PEM.
    pub private_key_pem: String,
    /// X.509, PEM.
    pub certificate_pem: String,
}

/// A new key and certificate for `organization`, with the subject seen in JumpCloud metadata in use.
pub fn generate(organization: &str, kind: KeyKind) -> Result<KeyAndCertificate, rcgen::Error> {
    let key = match kind {
        KeyKind::Rsa2048 => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048),
        KeyKind::P256 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256),
    }?;
    let mut subject = DistinguishedName::new();
    for (field, value) in [
        (DnType::CountryName, "US"),
        (DnType::StateOrProvinceName, "CO"),
        (DnType::LocalityName, "Boulder"),
        (DnType::OrganizationName, organization),
        (DnType::OrganizationalUnitName, "JumpCloudSAMLIdP"),
        (DnType::CommonName, "JumpCloudSAMLUser"),
    ] {
        subject.push(field, value);
    }
    let now = OffsetDateTime::now_utc();
    let mut params = CertificateParams::default();
    params.distinguished_name = subject;
    params.not_before = now;
    params.not_after = now + LIFETIME;
    let certificate = params.self_signed(&key)?;
    Ok(KeyAndCertificate {
        private_key_pem: key.serialize_pem(),
        certificate_pem: certificate.pem(),
    })
}

/// What stands in `config.idpCertificate.value`: base64 of the PEM text, armour included.
pub fn to_config_value(certificate_pem: &str) -> String {
    BASE64_STANDARD.encode(certificate_pem)
}

/// A certificate as it is held: its DER bytes and when it ends.
#[derive(Debug)]
pub struct Certificate {
    /// The X.509 bytes.
    pub der: Vec<u8>,
    /// The end of its validity.
    pub expires: OffsetDateTime,
}

impl Certificate {
    /// Reads a `config.idpCertificate.value`: base64 of PEM, as JumpCloud gives one, or the PEM text itself, as administrators
    /// have it at hand.
    pub fn from_config_value(value: &str) -> Option<Self> {
        let value = value.trim();
        let pem = match value.starts_with("-----BEGIN ") {
            true => value.as_bytes().to_vec(),
            false => BASE64_STANDARD.decode(value).ok()?,
        };
        let (_, pem) = x509_parser::pem::parse_x509_pem(&pem).ok()?;
        Certificate::from_der(pem.contents)
    }

    /// Reads DER bytes, refusing what is not exactly one certificate.
    pub fn from_der(der: Vec<u8>) -> Option<Self> {
        let (rest, certificate) = x509_parser::parse_x509_certificate(&der).ok()?;
        if !rest.is_empty() {
            return None;
        }
        let expires = certificate.validity().not_after.to_datetime();
        Some(Certificate { der, expires })
    }

    /// The DER in base64 on one line, as metadata carries it.
    pub fn to_base64_der(&self) -> String {
        BASE64_STANDARD.encode(&self.der)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_certificate_reads_back_with_its_subject_and_lifetime() {
        let made = generate("Widgets", KeyKind::Rsa2048).unwrap();
        let value = to_config_value(&made.certificate_pem);
        let read = Certificate::from_config_value(&value).unwrap();
        let (_, x509) = x509_parser::parse_x509_certificate(&read.der).unwrap();
        assert_eq!(
            x509.subject().to_string(),
            "C=US, ST=CO, L=Boulder, O=Widgets, OU=JumpCloudSAMLIdP, CN=JumpCloudSAMLUser"
        );
        let validity = x509.validity();
        assert_eq!(
            validity.not_after.timestamp() - validity.not_before.timestamp(),
            LIFETIME.whole_seconds()
        );
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        for value in ["", "!", "aGVsbG8=", "LS0tLS1CRUdJTg=="] {
            assert!(Certificate::from_config_value(value).is_none(), "{value:?}");
        }
    }
}
