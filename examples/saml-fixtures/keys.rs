//! Throw-away keys, made anew in every run and never written down, and certificates over them.

use std::io::Write as _;
use std::process::{Command, Stdio};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RsaEncoding, RsaKeyPair,
};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use rcgen::{CertificateParams, DistinguishedName, DnType, RsaKeySize};
use time::OffsetDateTime;
use time::macros::datetime;

/// A private key with its self-signed certificate.
pub struct Key {
    pkcs8: Vec<u8>,
    certificate: Vec<u8>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    Ec,
    /// Smaller than the signature libraries sign with: `openssl` does it.
    Weak,
}

/// Every key that the fixtures need.
pub struct Keys {
    /// The IdP's, as JumpCloud makes them.
    pub rsa: Key,
    /// The same IdP's with a P-256 key.
    pub ec: Key,
    /// An IdP whose certificate ended before the fixtures' time.
    pub expired: Key,
    /// An IdP whose certificate begins after it.
    pub future: Key,
    /// An IdP with a key of 1024 bits.
    pub weak: Key,
    /// The attacker's: in no metadata.
    pub attacker: Key,
}

const START: OffsetDateTime = datetime!(2026-01-01 0:00 UTC);
const END: OffsetDateTime = datetime!(2031-01-01 0:00 UTC);

impl Keys {
    /// Makes them all.
    pub fn generate() -> Keys {
        Keys {
            rsa: Key::rsa("JumpCloudSAMLUser", START, END),
            ec: Key::ec("JumpCloudSAMLUser"),
            expired: Key::rsa("JumpCloudSAMLUser", datetime!(2021-01-01 0:00 UTC), START),
            future: Key::rsa("JumpCloudSAMLUser", datetime!(2030-01-01 0:00 UTC), END),
            weak: Key::weak(),
            attacker: Key::rsa("Mallory", START, END),
        }
    }
}

impl Key {
    fn rsa(name: &str, from: OffsetDateTime, to: OffsetDateTime) -> Key {
        let pair = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048);
        Key::over(&pair.expect("an RSA key"), Kind::Rsa, name, from, to)
    }

    fn ec(name: &str) -> Key {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256);
        Key::over(&pair.expect("a P-256 key"), Kind::Ec, name, START, END)
    }

    fn over(
        pair: &rcgen::KeyPair,
        kind: Kind,
        name: &str,
        from: OffsetDateTime,
        to: OffsetDateTime,
    ) -> Key {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::OrganizationName, "Test fixture, worthless");
        params.distinguished_name.push(DnType::CommonName, name);
        params.not_before = from;
        params.not_after = to;
        let certificate = params.self_signed(pair).expect("a certificate");
        Key {
            pkcs8: pair.serialize_der(),
            certificate: certificate.der().to_vec(),
            kind,
        }
    }

    fn weak() -> Key {
        let pkcs8 = openssl(
            &[
                "genpkey",
                "-algorithm",
                "RSA",
                "-pkeyopt",
                "rsa_keygen_bits:1024",
                "-outform",
                "DER",
            ],
            &[],
        );
        // Valid for long, and no earlier than today: the test's time comes after.
        let subject = "/O=Test fixture, worthless/CN=JumpCloudSAMLUser";
        let days = "3650";
        let certificate = with_key_file(&pkcs8, |key| {
            openssl(
                &[
                    "req", "-x509", "-new", "-sha256", "-key", key, "-keyform", "DER", "-subj",
                    subject, "-days", days, "-outform", "DER",
                ],
                &[],
            )
        });
        Key {
            pkcs8,
            certificate,
            kind: Kind::Weak,
        }
    }

    /// The certificate's base64 on one line.
    pub fn certificate(&self) -> String {
        BASE64_STANDARD.encode(&self.certificate)
    }

    /// The certificate's DER.
    pub fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    /// The signature over `text`, in base64.
    pub fn sign(&self, hash: super::draft::Hash, text: &str) -> String {
        use super::draft::Hash;
        let signature = match (self.kind, hash) {
            (Kind::Weak, _) | (Kind::Rsa, Hash::Sha1) => with_key_file(&self.pkcs8, |key| {
                let flag = match hash {
                    Hash::Sha1 => "-sha1",
                    _ => "-sha256",
                };
                openssl(
                    &["dgst", flag, "-sign", key, "-keyform", "DER"],
                    text.as_bytes(),
                )
            }),
            (Kind::Rsa, Hash::Sha256) => self.rsa_signature(&RSA_PKCS1_SHA256, text),
            (Kind::Rsa, Hash::Sha384) => self.rsa_signature(&RSA_PKCS1_SHA384, text),
            (Kind::Rsa, Hash::Sha512) => self.rsa_signature(&RSA_PKCS1_SHA512, text),
            (Kind::Ec, _) => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &self.pkcs8)
                    .expect("a P-256 key");
                let signature = pair.sign(&SystemRandom::new(), text.as_bytes());
                signature.expect("a signature").as_ref().to_vec()
            }
        };
        BASE64_STANDARD.encode(signature)
    }

    fn rsa_signature(&self, padding: &'static dyn RsaEncoding, text: &str) -> Vec<u8> {
        let pair = RsaKeyPair::from_pkcs8(&self.pkcs8).expect("an RSA key");
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(
            padding,
            &SystemRandom::new(),
            text.as_bytes(),
            &mut signature,
        )
        .expect("a signature");
        signature
    }

    /// IdP metadata as JumpCloud publishes it, with this key's certificate.
    pub fn metadata(&self, entity_id: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{entity_id}\">\
             <md:IDPSSODescriptor WantAuthnRequestsSigned=\"false\" protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\
             <md:KeyDescriptor use=\"signing\"><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
             <ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
             <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>\
             <md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
             Location=\"https://sso.jumpcloud.com/saml2/mimecast-cuk1a1\"/>\
             </md:IDPSSODescriptor></md:EntityDescriptor>\n",
            self.certificate()
        )
    }
}

/// Runs `openssl`: what the libraries rightly refuse to make, a weak key and SHA-1, it still makes.
fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl is installed");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("openssl reads");
    drop(stdin);
    let output = child.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl {arguments:?}");
    output.stdout
}

fn with_key_file(pkcs8: &[u8], run: impl FnOnce(&str) -> Vec<u8>) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), pkcs8).expect("it can be written");
    run(file.path().to_str().expect("a path in UTF-8"))
}
