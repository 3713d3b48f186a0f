//! Addresses that this machine was told to leave alone: a 403 that speaks of suspected abuse is said to whoever asks from
//! here, so all tenants of a run obey it, whichever was told.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::about::About;
use super::{BaseUrl, Service};
use crate::error::{Error, Kind};

/// The addresses that said so.
static BLOCKED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Whether an answer with status 403 says that this network's address is blocked ("IP has been blocked due to suspected
/// abuse": JumpCloud's API knowledge base).
pub(super) fn says_so(service: Service, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body).to_lowercase();
    service == Service::JumpCloud && text.contains("suspected abuse")
}

/// Nothing more is asked there.
pub(super) fn remember(base: &BaseUrl) {
    let mut blocked = BLOCKED.lock().unwrap_or_else(PoisonError::into_inner);
    blocked.insert(base.to_string());
}

/// The error in place of a request that is not sent.
pub(super) fn check(base: &BaseUrl, about: &About) -> Result<(), Error> {
    let blocked = BLOCKED.lock().unwrap_or_else(PoisonError::into_inner);
    match blocked.contains(base.as_str()) {
        false => Ok(()),
        true => Err(hints(Error::new(
            Kind::Unavailable,
            CODE,
            format!(
                "{}: {} blocked this network's address for suspected abuse, so it is not asked again",
                about.doing,
                about.origin()
            ),
        ))),
    }
}

/// The code of both errors.
pub(super) const CODE: &str = "address-blocked";

/// What to do about it.
pub(super) fn hints(error: Error) -> Error {
    error
        .hint("do not try again at once: wait, or ask the service's support to lift the block")
        .hint("then work on fewer tenants at a time: --jobs")
}
