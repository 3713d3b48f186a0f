//! Responses: no document makes the checker panic, every verdict names every rule once, and nobody signs in
//! whom the IdP of the fixtures never named: its keys are gone, so nothing new can be signed.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sso_setup::check::Status;
use sso_setup::saml::metadata::{self, IdpMetadata};
use sso_setup::saml::response::{self, Expected, Rule};
use time::macros::datetime;

static IDP: LazyLock<IdpMetadata> = LazyLock::new(|| {
    let xml = include_bytes!("../../fixtures/saml/metadata/rsa.xml");
    metadata::parse(xml).expect("the fixture is metadata")
});

/// Whom the attacker of the fixtures wants to be.
const NEVER_NAMED: &str = "mallory";

fuzz_target!(|data: &[u8]| {
    for request_id in [Some("_request-1"), None] {
        let expected = Expected {
            metadata: &IDP,
            acs_url: "https://eu-api.mimecast.com/login/saml",
            sp_entity_id: "eu-api.mimecast.com.CUK1A1",
            request_id,
            at: datetime!(2026-03-01 12:00:30 UTC),
        };
        let verdict = response::check(data, &expected);
        let names: Vec<&str> = verdict
            .checks
            .iter()
            .map(|check| check.name.as_str())
            .collect();
        assert_eq!(names, Rule::ALL.map(Rule::name));
        let all_passed = verdict
            .checks
            .iter()
            .all(|check| check.status == Status::Pass);
        assert_eq!(verdict.accepted(), all_passed);
        for check in &verdict.checks {
            assert!(
                !check.message.chars().any(char::is_control),
                "{}",
                check.message
            );
        }
        if let Some(sign_in) = verdict.sign_in {
            assert!(
                !sign_in.name_id.contains(NEVER_NAMED),
                "{}",
                sign_in.name_id
            );
        }
    }
});
