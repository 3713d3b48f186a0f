//! Finding messages in arbitrary text: whatever comes, it ends, and what is found lies within its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sso_setup::saml::message::{MAX_MESSAGE, find};

fuzz_target!(|data: &[u8]| {
    for message in find(data).unwrap_or_default() {
        assert!(message.xml.len() <= MAX_MESSAGE);
        let again = find(&message.xml).expect("what was found is a message by itself");
        assert_eq!(again.len(), 1);
    }
});
