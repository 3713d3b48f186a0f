//! Parses, runs, and ends with the exit code of [`sso_setup::error::Kind`].
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    sso_setup::cli::main()
}
