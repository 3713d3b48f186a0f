//! Whatever fails, at whatever request: a run that broke off locks nobody out, says where it stands, and the
//! same command again reaches what was wanted, with nothing there twice and nothing of others touched.
//!
//! For each operation the requests of an undisturbed run are counted first. Then each fault of the sandbox's
//! language strikes each of them, once, in a sandbox of its own; then the same without faults. Likewise with the
//! program killed, or interrupted, while each request is in hand. Everything runs through the built program.
//!
//! In a fleet of three one tenant's requests are struck, and the others must not notice, see [`fleet`].
//!
//! What announces nothing is a test of its own: [`forms`] answers every request of every goal in every form that looks fine and is
//! not.
//!
//! A run takes all that kills and interrupts, and of faults and forms a part that changes with the commit, see
//! [`pool::part`]. All of it: `SSO_SETUP_MATRIX_ALL=1 cargo test --profile matrix --test matrix`.
//!
//! `SSO_SETUP_MATRIX=TEXT` runs only the cases whose name holds the text, and fails at the end: it is for
//! looking into one.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/filed.rs"]
mod filed;
#[path = "../common/front.rs"]
mod front;

mod case;
mod ended;
mod faults;
mod fleet;
mod forms;
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

/// What an undo from the journal of a killed run puts back.
macro_rules! undone {
    ($name:ident, $operation:expr) => {
        #[test]
        fn $name() {
            ended::killed_at_every_request_and_undone(&$operation);
        }
    };
}

undone!(set_up_killed_and_undone, operation::SET_UP);
undone!(update_killed_and_undone, operation::UPDATE);
undone!(removal_killed_and_undone, operation::REMOVAL);
undone!(removal_of_one_killed_and_undone, operation::REMOVAL_OF_ONE);

matrix!(set_up, operation::SET_UP);
matrix!(update, operation::UPDATE);
matrix!(adoption, operation::ADOPTION);
matrix!(rotation, operation::ROTATION);
matrix!(removal, operation::REMOVAL);
matrix!(another_template, operation::ANOTHER_TEMPLATE);
matrix!(removal_of_one, operation::REMOVAL_OF_ONE);
matrix!(undo_of_a_set_up, operation::UNDO_OF_A_SET_UP);
matrix!(undo_of_a_removal, operation::UNDO_OF_A_REMOVAL);

/// Mimecast acts on what it was told a while later.
macro_rules! late {
    ($($name:ident: $operation:ident,)*) => {
        mod killed_while_mimecast_acts_late {
            $(
                #[test]
                fn $name() {
                    super::ended::killed_at_every_request(&super::operation::$operation);
                }
            )*
        }
    };
}

late! {
    replacement: LATE_REPLACEMENT,
    another_template: LATE_ANOTHER_TEMPLATE,
    rotation: LATE_ROTATION,
    removal: LATE_REMOVAL,
    removal_of_one: LATE_REMOVAL_OF_ONE,
}

#[test]
fn every_fault_at_every_request_of_a_service_account() {
    faults::every_fault_at_every_request(&operation::DEACTIVATION_BY_A_SERVICE_ACCOUNT);
}

/// The goals whose requests are answered in every form.
macro_rules! goals {
    ($($name:ident: $operation:ident,)*) => {
        mod every_request_in_every_form {
            $(
                #[test]
                fn $name() {
                    super::forms::every_request_in_every_form(&super::operation::$operation);
                }
            )*
        }
    };
}

goals! {
    set_up: SET_UP,
    set_up_of_the_rest: SET_UP_OF_THE_REST,
    update: UPDATE,
    adoption: ADOPTION,
    rotation: ROTATION,
    removal: REMOVAL,
    another_template: ANOTHER_TEMPLATE,
    removal_of_one: REMOVAL_OF_ONE,
    deactivation: DEACTIVATION,
    deactivation_by_a_service_account: DEACTIVATION_BY_A_SERVICE_ACCOUNT,
    undo_of_a_set_up: UNDO_OF_A_SET_UP,
    undo_of_a_removal: UNDO_OF_A_REMOVAL,
    refused_for_users: REFUSED_FOR_USERS,
    refused_for_users_at_the_older_addresses: REFUSED_FOR_USERS_AT_THE_OLDER_ADDRESSES,
    refused_for_the_administrator: REFUSED_FOR_THE_ADMINISTRATOR,
}
