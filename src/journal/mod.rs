//! The journal: what each run changed, written down before and after every write, so that it can be undone.
//!
//! One file a run, JSON Lines, readable by its owner only, synced line by line: what a killed run left
//! is readable up to its last whole line. Secrets are taken out before a line is made.
//!
//! The format, the reading of it and what follows from it are pure; [`Journal`] writes.

mod brake;
mod fold;
mod format;
mod history;
mod read;
mod shape;
mod write;

pub use brake::Brake;
pub use fold::{Fold, Left, Touched, touched};
pub use format::{
    Command, Console, ConsoleBlock, End, Ended, FORMAT_VERSION, Intent, Line, Object, Outcome,
    Start, Status, Step, Tenant, public,
};
pub use history::{Target, target, undone};
pub use read::{Recorded, parse, runs_of};
pub use write::{Journal, now};
