//! The sandbox's faults: no text makes the parser panic, and what is parsed is written as it is read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sso_setup::sandbox::Fault;

fuzz_target!(|text: &str| {
    if let Ok(fault) = text.parse::<Fault>() {
        let again = fault.to_string().parse::<Fault>().expect("what was written is read");
        assert_eq!(again.to_string(), fault.to_string());
    }
});
