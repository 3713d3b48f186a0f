//! IdP metadata: no document makes the reader panic, and what it reads keeps the promises of its types.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sso_setup::saml::{document, metadata, rules};
use time::macros::datetime;

fuzz_target!(|data: &[u8]| {
    let Ok(idp) = metadata::parse(data) else {
        return;
    };
    assert!(!idp.entity_id.trim().is_empty());
    assert!(!idp.entity_id.chars().any(char::is_control));
    assert!(!idp.sso.is_empty());
    assert!(!idp.signing_certificates.is_empty());
    assert!(data.len() <= document::MAX_BYTES);
    let at = datetime!(2026-03-01 12:00:30 UTC);
    for check in rules::metadata_checks(&idp, None, at) {
        assert!(
            !check.message.chars().any(char::is_control),
            "{}",
            check.message
        );
    }
});
