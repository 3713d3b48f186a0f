//! X.509 certificates, as far as a SAML signature needs them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey as ParsedKey;

use crate::error::{Error, Result};
use crate::text;

/// Larger than any real certificate; the largest seen in JumpCloud metadata is 1.5 KB.
const MAX_DER: usize = 64 << 10;

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// The kind and size of a certificate's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA, with the modulus' size.
    Rsa {
        /// Bits of the modulus, without leading zeros.
        bits: usize,
    },
    /// An elliptic curve, with the field's size.
    Ec {
        /// Bits of the field.
        bits: usize,
    },
    /// Another kind of key.
    Other,
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublicKey::Rsa { bits } => write!(f, "RSA-{bits}"),
            PublicKey::Ec { bits } => write!(f, "EC-{bits}"),
            PublicKey::Other => f.write_str("another kind of key"),
        }
    }
}

/// What a certificate is signed with, as far as it matters how strong that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureAlgorithm(String);

impl SignatureAlgorithm {
    /// Whether its digest is one that collisions are known of.
    pub fn is_weak(&self) -> bool {
        let weak = [
            "1.2.840.113549.1.1.2",
            "1.2.840.113549.1.1.4",
            "1.2.840.113549.1.1.5",
            "1.2.840.10045.4.1",
            "1.2.840.10040.4.3",
        ];
        weak.contains(&self.0.as_str())
    }
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.as_str() {
            "1.2.840.113549.1.1.2" => "RSA-MD2",
            "1.2.840.113549.1.1.4" => "RSA-MD5",
            "1.2.840.113549.1.1.5" => "RSA-SHA1",
            "1.2.840.113549.1.1.10" => "RSA-PSS",
            "1.2.840.113549.1.1.11" => "RSA-SHA256",
            "1.2.840.113549.1.1.12" => "RSA-SHA384",
            "1.2.840.113549.1.1.13" => "RSA-SHA512",
            "1.2.840.10040.4.3" => "DSA-SHA1",
            "1.2.840.10045.4.1" => "ECDSA-SHA1",
            "1.2.840.10045.4.3.2" => "ECDSA-SHA256",
            "1.2.840.10045.4.3.3" => "ECDSA-SHA384",
            "1.2.840.10045.4.3.4" => "ECDSA-SHA512",
            other => other,
        })
    }
}

/// A certificate: its DER and what was read from it. Nothing is verified.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    subject: String,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
    key: PublicKey,
    signature_algorithm: SignatureAlgorithm,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Certificate({}, {})",
            self.subject,
            self.fingerprint_sha256()
        )
    }
}

fn malformed(why: &str) -> Error {
    Error::failed(
        "certificate-malformed",
        format!("the certificate cannot be read: {why}"),
    )
    .hint("it must be one X.509 certificate, as PEM or as base64 of its DER")
}

impl Certificate {
    /// Reads one certificate from its DER, with nothing after it.
    ///
    /// # Errors
    /// `certificate-malformed`, [`Kind::Failed`](crate::error::Kind::Failed).
    pub fn from_der(der: &[u8]) -> Result<Self> {
        if der.len() > MAX_DER {
            return Err(malformed("it is larger than 64 KiB"));
        }
        let (rest, parsed) =
            X509Certificate::from_der(der).map_err(|_| malformed("it is not X.509 DER"))?;
        if !rest.is_empty() {
            return Err(malformed("something follows it"));
        }
        let spki = parsed.public_key();
        let key = match spki.parsed() {
            Ok(ParsedKey::RSA(rsa)) => PublicKey::Rsa {
                bits: bit_length(rsa.modulus),
            },
            Ok(ParsedKey::EC(point)) => PublicKey::Ec {
                // A coordinate of P-521 takes 66 bytes.
                bits: match point.key_size() {
                    528 => 521,
                    bits => bits,
                },
            },
            _ => PublicKey::Other,
        };
        Ok(Certificate {
            subject: text::value(&parsed.subject().to_string(), 300),
            not_before: parsed.validity().not_before.to_datetime(),
            not_after: parsed.validity().not_after.to_datetime(),
            key,
            signature_algorithm: SignatureAlgorithm(
                parsed.signature_algorithm.algorithm.to_id_string(),
            ),
            der: der.to_vec(),
        })
    }

    /// Reads one certificate from the base64 of its DER; white space in it is ignored.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn from_base64(text: &str) -> Result<Self> {
        if text.len() > 2 * MAX_DER {
            return Err(malformed("it is larger than 64 KiB"));
        }
        let packed: String = text.split_ascii_whitespace().collect();
        let der = STANDARD
            .decode(packed)
            .map_err(|_| malformed("it is not base64"))?;
        Certificate::from_der(&der)
    }

    /// Reads the one certificate of a PEM text.
    ///
    /// # Errors
    /// As [`Certificate::from_der`]; also when there are several.
    pub fn from_pem(text: &str) -> Result<Self> {
        let (_, after) = text
            .split_once(PEM_BEGIN)
            .ok_or_else(|| malformed("it is not a PEM certificate"))?;
        let (body, rest) = after
            .split_once(PEM_END)
            .ok_or_else(|| malformed("the PEM ends too early"))?;
        if rest.contains(PEM_BEGIN) {
            return Err(malformed("there are several"));
        }
        Certificate::from_base64(body)
    }

    /// The DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER, like `AB:CD:…` (32 pairs, upper case).
    pub fn fingerprint_sha256(&self) -> String {
        let pairs: Vec<String> = Sha256::digest(&self.der)
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        pairs.join(":")
    }

    /// The subject, like `C=US, O=…, CN=…`, fit to be shown.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// From when it is valid.
    pub fn not_before(&self) -> OffsetDateTime {
        self.not_before
    }

    /// Until when it is valid.
    pub fn not_after(&self) -> OffsetDateTime {
        self.not_after
    }

    /// Kind and size of its key.
    pub fn key(&self) -> PublicKey {
        self.key
    }

    /// What it is signed with.
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.signature_algorithm
    }

    /// The DER of its SubjectPublicKeyInfo.
    pub(super) fn public_key_der(&self) -> Vec<u8> {
        // It was read once already, so it can be read again.
        X509Certificate::from_der(&self.der)
            .map(|(_, parsed)| parsed.public_key().raw.to_vec())
            .unwrap_or_default()
    }

    /// The base64 of the DER on one line, as Mimecast's form takes it.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.der)
    }

    /// The PEM, 64 characters a line, with a line end after the last.
    pub fn to_pem(&self) -> String {
        let mut pem = format!("{PEM_BEGIN}\n");
        let mut rest = self.to_base64();
        while rest.len() > 64 {
            let tail = rest.split_off(64);
            pem.push_str(&rest);
            pem.push('\n');
            rest = tail;
        }
        pem.push_str(&rest);
        pem.push('\n');
        pem.push_str(PEM_END);
        pem.push('\n');
        pem
    }
}

fn bit_length(modulus: &[u8]) -> usize {
    let Some(first) = modulus.iter().position(|byte| *byte != 0) else {
        return 0;
    };
    (modulus.len() - first) * 8 - modulus[first].leading_zeros() as usize
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A self-signed certificate with an EC key.
    pub(crate) fn sample() -> Certificate {
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec!["idp.example.com".to_owned()]).unwrap();
        Certificate::from_der(params.self_signed(&key).unwrap().der()).unwrap()
    }

    /// Made once with openssl: RSA-2048, SHA-256, five years, a JumpCloud-like subject.
    const RSA: &str = include_str!("../../fixtures/saml/idp-rsa-2048.pem");

    #[test]
    fn reads_an_rsa_certificate() {
        let certificate = Certificate::from_pem(RSA).unwrap();
        assert_eq!(certificate.key(), PublicKey::Rsa { bits: 2048 });
        assert_eq!(
            certificate.subject(),
            "C=US, ST=CO, L=Boulder, O=Widgets, OU=JumpCloudSAMLIdP, CN=JumpCloudSAMLUser"
        );
        assert!(certificate.not_before() < certificate.not_after());
        assert_eq!(certificate.fingerprint_sha256().len(), 32 * 3 - 1);
    }

    #[test]
    fn every_form_comes_back() {
        let certificate = sample();
        assert_eq!(certificate.key(), PublicKey::Ec { bits: 256 });
        let pem = certificate.to_pem();
        assert!(pem.lines().all(|line| line.len() <= 64));
        for again in [
            Certificate::from_pem(&pem),
            Certificate::from_pem(&pem.replace('\n', "\r\n")),
            Certificate::from_base64(&certificate.to_base64()),
            Certificate::from_base64(&format!(" {}\n", certificate.to_base64())),
            Certificate::from_der(certificate.der()),
        ] {
            assert_eq!(again.unwrap(), certificate);
        }
    }

    #[test]
    fn refuses_what_is_not_one_certificate() {
        let pem = sample().to_pem();
        let mut longer = sample().der().to_vec();
        longer.push(0);
        for result in [
            Certificate::from_pem(""),
            Certificate::from_pem(&format!("{pem}{pem}")),
            Certificate::from_pem(&pem[..pem.len() / 2]),
            Certificate::from_base64("not base64!"),
            Certificate::from_base64(""),
            Certificate::from_der(&longer),
            Certificate::from_der(&longer[..longer.len() / 2]),
            Certificate::from_der(&vec![0x30; MAX_DER + 1]),
        ] {
            assert_eq!(result.unwrap_err().code, "certificate-malformed");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(bytes in any::<Vec<u8>>(), at in 0usize..400, byte in any::<u8>()) {
            let _ = Certificate::from_der(&bytes);
            let mut der = sample().der().to_vec();
            let at = at % der.len();
            der[at] = byte;
            if let Ok(certificate) = Certificate::from_der(&der) {
                prop_assert!(!certificate.subject().chars().any(char::is_control));
            }
        }
    }
}
