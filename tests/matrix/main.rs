//! Whatever fails, at whatever request: a run that broke off locks nobody out, says where it stands, and the
//! same command again reaches what was wanted, with nothing there twice and nothing of others touched.
//!
//! For each operation the requests of an undisturbed run are counted first. Then each fault of the sandbox's
//! language strikes each of them, once, in a sandbox of its own; then the same without faults. Likewise with the
//! program killed, or interrupted, while each request is in hand. Everything runs through the built program.
//!
//! `SSO_SETUP_MATRIX=TEXT` runs only the cases whose name holds the text, and fails at the end: it is for
//! looking into one.

#[path = "../common/mod.rs"]
mod common;

mod case;
mod ended;
mod faults;
mod operation;
mod pool;
mod state;
mod told;

/// The tests of one operation.
macro_rules! matrix {
    ($name:ident, $operation:expr) => {
        mod $name {
            use super::*;

            #[test]
            fn every_fault_at_every_request() {
                faults::every_fault_at_every_request(&$operation);
            }

            #[test]
            fn killed_at_every_request() {
                ended::killed_at_every_request(&$operation);
            }

            #[test]
            fn interrupted_at_every_request() {
                ended::interrupted_at_every_request(&$operation);
            }
        }
    };
}

matrix!(set_up, operation::SET_UP);
matrix!(update, operation::UPDATE);
matrix!(rotation, operation::ROTATION);
matrix!(removal, operation::REMOVAL);
matrix!(undo_of_a_set_up, operation::UNDO_OF_A_SET_UP);
matrix!(undo_of_a_removal, operation::UNDO_OF_A_REMOVAL);
