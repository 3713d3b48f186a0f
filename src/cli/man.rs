//! `sso-setup man`: manual pages.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_mangen::Man;

use crate::error::{Error, Result};
use crate::output::Document;

use super::outcome::{Outcome, Shown};
use super::printer::Printer;

/// What ends the program's help, and its manual page.
pub const AFTER_HELP: &str = "\
Credentials come from the environment or from --credentials FILE, never from an option: \
JUMPCLOUD_API_KEY, or JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET of a service account; \
optionally MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET. The file holds lines like JUMPCLOUD_API_KEY = \"cmd:pass show jumpcloud\".

Exit codes: 0 done or nothing to do; 1 failed; 2 pending (with --detailed-exitcode); \
3 refused by a guard or a stale plan; 4 credentials missing or rejected; 5 service unavailable; \
64 usage; 130 interrupted. A run over several tenants ends with the worst of theirs: 130, 1, 3, 4, 5, 64, 2, 0 in that order.";

#[derive(Debug, Args)]
pub struct ManArgs {
    /// Folder to write a page for each command into, made where there is none; without it the main page
    /// is printed
    dir: Option<PathBuf>,
}

pub fn run(args: &ManArgs, printer: &Printer) -> Result<Outcome> {
    let root = super::command();
    Ok(Outcome::done(match &args.dir {
        Some(dir) => Shown::Document(Document::Pages {
            files: write(root, dir, printer)?,
            folder: dir.display().to_string(),
        }),
        None => Shown::Text(page(root)?),
    }))
}

/// The page of a command, and those of the commands below it. Gives the names of the files, sorted.
fn write(command: clap::Command, dir: &Path, printer: &Printer) -> Result<Vec<String>> {
    std::fs::create_dir_all(dir).map_err(|error| {
        Error::failed(
            "output-not-written",
            format!("the folder {} could not be made: {error}", dir.display()),
        )
        .hint("name a folder, or a place where one can be made")
    })?;
    let mut files = Vec::new();
    let mut root = command.disable_help_subcommand(true);
    root.build();
    let mut open = vec![root];
    while let Some(command) = open.pop() {
        let below = command.get_subcommands().filter(|c| !c.is_hide_set());
        open.extend(below.cloned());
        let file = Man::new(command.clone()).get_filename();
        printer.to_file(&dir.join(&file), &page(command)?)?;
        files.push(file);
    }
    files.sort();
    Ok(files)
}

fn page(command: clap::Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(|e| {
        Error::failed(
            "output-not-written",
            format!("the manual page could not be made: {e}"),
        )
        .hint("report it")
    })?;
    Ok(page)
}
