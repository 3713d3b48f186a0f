//! Attestations: whatever stands in the file, it is read or refused, and what was read can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sso_setup::attestation::{Attested, Owner, parse, render};

fuzz_target!(|data: &str| {
    let owner = Owner {
        organization_id: "o1".to_owned(),
        account_code: "CUK1A1".to_owned(),
        jumpcloud: "https://jumpcloud.example".to_owned(),
        mimecast: "https://mimecast.example".to_owned(),
    };
    // A header of the tenant's own, so that the lines are looked at too.
    for text in [data.to_owned(), render(&owner, &[]) + data] {
        if let Ok(read) = parse("fuzz", &text, &owner) {
            let again = parse("fuzz", &render(&owner, &read), &owner).unwrap();
            assert_eq!(Attested::of(&again), Attested::of(&read));
        }
    }
});
