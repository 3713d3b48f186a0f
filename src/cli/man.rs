//! `sso-setup man`: manual pages.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_mangen::Man;

use crate::error::{Error, Result};
use crate::output::Document;

use super::outcome::{Outcome, Shown};
use super::printer::Printer;

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
