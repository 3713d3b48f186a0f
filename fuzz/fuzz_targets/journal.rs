//! Journals: whatever stands in the file, it is read or refused, and what was read can be summed up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sso_setup::journal;

fuzz_target!(|data: &[u8]| {
    if let Ok(Some(recorded)) = journal::parse("fuzz", data) {
        journal::touched(recorded.lines().unwrap());
        recorded.ended();
    }
});
