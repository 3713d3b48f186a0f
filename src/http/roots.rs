//! Which certificates are trusted: the system's, or those of `SSL_CERT_FILE` in their place, and those of `--ca-file` beside.

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::sync::RwLock;

use rustls::pki_types::CertificateDer;
use x509_parser::pem::Pem;

use crate::error::{Error, Result};
use crate::text::printable;

/// The option, and the environment variable that stands for it.
const OPTION: &str = "--ca-file";
const VARIABLE: &str = "SSO_SETUP_CA_FILE";
/// Read by the TLS library; in place of the system's certificates.
const SYSTEM_FILE: &str = "SSL_CERT_FILE";
const SYSTEM_FOLDER: &str = "SSL_CERT_DIR";

/// The most that is read of a file of certificates: a system's whole store has 250 KB.
const LIMIT: u64 = 16 << 20;

/// The certificates of `--ca-file`. What a machine trusts is the same for every tenant of a run.
static ADDED: RwLock<Vec<CertificateDer<'static>>> = RwLock::new(Vec::new());

/// Trusts the certificates of a PEM file beside the system's, from now on and in every
/// [`Transport`](crate::http::Transport) that is made.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) `ca-file-not-read`, naming the file, for one that cannot be read or has no
/// certificate in it.
pub fn trust_file(path: &Path) -> Result<()> {
    let of_variable = std::env::var_os(VARIABLE).is_some_and(|value| value == *path);
    let source = match of_variable {
        true => VARIABLE,
        false => OPTION,
    };
    let certificates = certificates(source, path)?;
    let mut added = ADDED
        .write()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    *added = certificates;
    Ok(())
}

/// The certificates that are trusted beside the system's.
pub(super) fn added() -> Vec<CertificateDer<'static>> {
    let added = ADDED
        .read()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    added.clone()
}

/// That the file of `SSL_CERT_FILE` is there and has certificates. Where it is not, the TLS library says only that there are
/// no roots, or goes on with those of `--ca-file` alone.
///
/// # Errors
/// `ca-file-not-read`.
pub(super) fn check_system_file(value: Option<&OsStr>) -> Result<()> {
    // Elsewhere the system's own verifier decides, and does not look at it.
    let read = cfg!(all(unix, not(target_vendor = "apple")));
    match value.filter(|_| read) {
        Some(path) => certificates(SYSTEM_FILE, Path::new(path)).map(drop),
        None => Ok(()),
    }
}

/// What to do about a certificate that is not trusted; `text` is the reason.
pub(super) fn hints(text: &str) -> Vec<String> {
    let (text, others) = (
        text.to_lowercase(),
        ["expired", "not valid", "notvalid", "revoked"],
    );
    if others.iter().any(|reason| text.contains(reason)) {
        return vec![
            "the certificate itself is wrong, whoever signed it: look at it, at the address, and at this machine's clock"
                .to_owned(),
        ];
    }
    let mut hints = vec![format!(
        "a proxy that inspects TLS, or a gateway of your own, has a CA that this machine does not know: give its certificate \
         as PEM with {OPTION} FILE (or {VARIABLE}), which adds it to the system's"
    )];
    hints.push(match std::env::var_os(SYSTEM_FILE) {
        Some(path) => format!(
            "{SYSTEM_FILE} is set: only the certificates in {} are trusted, not the system's",
            printable(&path.to_string_lossy(), 200)
        ),
        None => format!("or put it into this system's trust store; {SYSTEM_FILE}=FILE replaces that store for this run"),
    });
    hints
}

/// What to do where no certificate at all is trusted.
pub(super) fn hint_of_none() -> String {
    match std::env::var_os(SYSTEM_FOLDER) {
        Some(folder) => format!(
            "{SYSTEM_FOLDER} is set to {}: no certificate was found there",
            printable(&folder.to_string_lossy(), 200)
        ),
        None => format!(
            "install the system's CA certificates (package ca-certificates), or name a PEM file with {OPTION} FILE or {SYSTEM_FILE}"
        ),
    }
}

/// The certificates of a PEM file: at least one, and none that is malformed.
fn certificates(source: &str, path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
        .map_err(|error| not_read(source, path, &format!("cannot be read: {error}")))?;
    let mut found = Vec::new();
    for pem in Pem::iter_from_buffer(&bytes) {
        let pem = pem.map_err(|_| not_read(source, path, "is malformed PEM"))?;
        if pem.label != "CERTIFICATE" {
            continue;
        }
        // Of a store that others filled, one certificate that is odd does not matter: it is passed over.
        if pem.parse_x509().is_err() && source != SYSTEM_FILE {
            return Err(not_read(
                source,
                path,
                "holds something that is no certificate",
            ));
        }
        found.push(pem.contents.into());
    }
    match found.is_empty() {
        true => Err(not_read(source, path, "holds no certificate in PEM")),
        false => Ok(found),
    }
}

fn not_read(source: &str, path: &Path, why: &str) -> Error {
    let shown = printable(&path.to_string_lossy(), 200);
    let error = Error::usage(
        "ca-file-not-read",
        format!("the file \"{shown}\" of {source} {why}"),
    );
    match source {
        SYSTEM_FILE => error.hint(format!(
            "correct {SYSTEM_FILE}, or unset it to trust what this system trusts; to add a CA use {OPTION} FILE"
        )),
        _ => error.hint(
            "it takes the CA's certificate as PEM (-----BEGIN CERTIFICATE-----); openssl x509 -inform der -in FILE -out FILE.pem \
             makes it of a .cer or .der file",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate() -> String {
        let key = rcgen::KeyPair::generate().unwrap();
        let named = rcgen::CertificateParams::new(vec!["ca.example".to_owned()]).unwrap();
        named.self_signed(&key).unwrap().pem()
    }

    #[test]
    fn a_file_of_certificates_is_read_or_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let good = certificate();
        let key = rcgen::KeyPair::generate().unwrap().serialize_pem();
        let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for (name, text, why) in [
            ("one", good.clone(), None),
            ("two", format!("# ours\n{good}\n{key}{good}"), None),
            ("empty", String::new(), Some("holds no certificate")),
            ("key", key, Some("holds no certificate")),
            ("words", "hello".to_owned(), Some("holds no certificate")),
            (
                "odd",
                format!("{good}{no_certificate}"),
                Some("no certificate"),
            ),
            (
                "cut",
                good[..good.len() / 2].to_owned(),
                Some("malformed PEM"),
            ),
        ] {
            let path = file(name, text.as_bytes());
            let read = certificates(OPTION, &path);
            assert_eq!(read.is_ok(), why.is_none(), "{name}: {read:?}");
            if let Some(why) = why {
                let error = read.unwrap_err();
                assert_eq!((error.code, error.exit_code()), ("ca-file-not-read", 64));
                for part in [why, OPTION, &*path.to_string_lossy()] {
                    assert!(error.message.contains(part), "{error}");
                }
            }
        }
        for path in [folder.path().join("none"), folder.path().to_owned()] {
            let error = certificates(SYSTEM_FILE, &path).unwrap_err();
            assert!(
                error.message.contains("SSL_CERT_FILE cannot be read"),
                "{error}"
            );
        }
    }

    #[test]
    fn an_unknown_ca_has_another_remedy_than_a_certificate_that_is_wrong() {
        let unknown = hints("invalid peer certificate: UnknownIssuer").join(" ");
        assert!(unknown.contains("--ca-file") && unknown.contains("SSL_CERT_FILE"));
        for reason in [
            "Expired",
            "certificate expired: verification time 2 (UNIX)",
            "NotValidForName",
            "certificate not valid for name \"a\"",
        ] {
            let wrong = hints(&format!("invalid peer certificate: {reason}")).join(" ");
            assert!(
                !wrong.contains("--ca-file") && wrong.contains("clock"),
                "{wrong}"
            );
        }
    }
}
