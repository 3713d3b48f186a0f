//! How TLS is spoken: one configuration for the whole process, so that the trust store is read and checked once, and a
//! connection to a host that was spoken to before is resumed, whichever client makes it.

use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::rand;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, Error};
use rustls_platform_verifier::Verifier;

use super::roots;

/// The configuration, and the certificates of `--ca-file` that it was made with.
static MADE: Mutex<Option<(Vec<CertificateDer<'static>>, ClientConfig)>> = Mutex::new(None);

/// The configuration. It is cheap to copy: the copies share the trust store and the sessions to resume.
///
/// # Errors
/// Where this machine offers no usable trust store.
pub fn config() -> Result<ClientConfig, Error> {
    let added = roots::added();
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((with, config)) = &*made
        && *with == added
    {
        return Ok(config.clone());
    }
    // The first random number of a process costs tens of milliseconds of CPU (docs/entropy.md), which is time to find and
    // reach a host in. A thread that cannot be started leaves it to the handshake.
    let _seeding = std::thread::Builder::new().spawn(|| rand::fill(&mut [0]));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier = match added.is_empty() {
        true => Verifier::new(Arc::clone(&provider))?,
        false => Verifier::new_with_extra_roots(added.clone(), Arc::clone(&provider))?,
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    *made = Some((added, config.clone()));
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once() {
        let [one, other] = [config().unwrap(), config().unwrap()];
        assert!(Arc::ptr_eq(one.crypto_provider(), other.crypto_provider()));
    }
}
