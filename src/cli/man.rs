//! `sso-setup man`: manual pages.

use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;

use crate::error::{Error, Result};

use super::printer::Printer;

#[derive(Debug, Args)]
pub struct ManArgs {
    /// Folder to write a page for each command into; without it the main page is printed
    dir: Option<PathBuf>,
}

pub fn run(args: &ManArgs, printer: &Printer) -> Result<u8> {
    let failed = |what: &str, error: std::io::Error| {
        Error::failed(
            "man-not-written",
            format!("{what} could not be written: {error}"),
        )
        .hint("choose a folder that exists and can be written to")
    };
    match &args.dir {
        Some(dir) => clap_mangen::generate_to(super::command(), dir)
            .map_err(|e| failed(&dir.display().to_string(), e))?,
        None => {
            let mut page = Vec::new();
            Man::new(super::command())
                .render(&mut page)
                .map_err(|e| failed("the manual page", e))?;
            printer.raw(&page);
        }
    }
    Ok(0)
}
