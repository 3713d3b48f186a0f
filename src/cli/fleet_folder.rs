//! A folder with a file for each of several tenants, under the tenant's name: kept plans, and worksheets with an index.
//!
//! A tenant's name is a name that a file can have, and no two of a tenants file are one even where letters are not told apart
//! by their case.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::file::{self, Unfit};
use crate::output::{Fleet, Index, SheetFormat};
use crate::tenant::Batch;
use crate::text;

use super::printer::Printer;
use super::tenants_file::Several;

/// What a run does with its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It writes a plan of each tenant that comes to one.
    KeepsPlans,
    /// It applies the plan of each tenant.
    AppliesPlans,
    /// It writes a worksheet of each tenant, and an index of them.
    WritesWorksheets(SheetFormat),
}

/// The folder of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// What for.
    pub purpose: Use,
}

/// The longest part of a file's name that is repeated, in characters.
const SHOWN: usize = 64;

impl Folder {
    /// The file of a tenant.
    pub fn file_of(&self, tenant: &str) -> PathBuf {
        let ending = match self.purpose {
            Use::KeepsPlans | Use::AppliesPlans => ENDING,
            Use::WritesWorksheets(SheetFormat::Html) => "html",
            Use::WritesWorksheets(SheetFormat::Markdown) => "md",
        };
        self.path.join(format!("{tenant}.{ending}"))
    }

    /// That the path of kept plans that are to be applied is a folder.
    ///
    /// # Errors
    /// `one-tenant`: it is the plan of one.
    pub fn check(&self) -> Result<()> {
        if self.purpose != Use::AppliesPlans || self.path.is_dir() {
            return Ok(());
        }
        let shown = self.path.display();
        let message = format!("{shown} is no folder, and this run is over several tenants");
        Err(Error::usage("one-tenant", message)
            .hint("name the folder that plan --out made, or choose the tenant with --tenant NAME"))
    }

    /// What a person is told once the run has ended.
    pub fn remark(&self) -> Option<String> {
        let folder = text::shell_word(&self.path.display().to_string());
        match self.purpose {
            Use::KeepsPlans => Some(format!(
                "The plan of each tenant that came to one is kept. To apply these and no others, with the same tenants file: \
                 sso-setup mimecast apply {folder}\n"
            )),
            Use::WritesWorksheets(_) => {
                let index = self.file_of(INDEX);
                let index = text::shell_word(&index.display().to_string());
                Some(format!(
                    "The worksheets are written. All of them: {index}\n"
                ))
            }
            Use::AppliesPlans => None,
        }
    }

    /// Writes the index of what was written.
    ///
    /// # Errors
    /// `output-not-written`.
    pub fn end(&self, members: &Fleet, printer: &Printer) -> Result<()> {
        match self.purpose {
            Use::WritesWorksheets(format) => {
                let index = Index { fleet: members };
                put(&self.file_of(INDEX), &index.render(format), printer)
            }
            Use::KeepsPlans | Use::AppliesPlans => Ok(()),
        }
    }

    /// Looks at it before any tenant is begun, and gives the names of the plans in it that are of no tenant of the tenants file.
    ///
    /// # Errors
    /// `output-not-written`, `plan-file-unreadable`: it cannot be used; `name-taken`.
    pub fn begin(&self, several: &Several, batch: &Batch) -> Result<Vec<String>> {
        match self.purpose {
            Use::KeepsPlans => self.make(several, None).map(|()| Vec::new()),
            Use::WritesWorksheets(_) => self.make(several, Some(INDEX)).map(|()| Vec::new()),
            Use::AppliesPlans => self.plans_of_nobody(several, batch),
        }
    }

    /// Makes it where it is not there. What stands there of these tenants, and the index, is taken away: of a tenant that fails
    /// there is no file then, and not one of an earlier run.
    fn make(&self, several: &Several, index: Option<&str>) -> Result<()> {
        let told = |unfit: Unfit| {
            let message = format!("the folder {} cannot be written to", self.path.display());
            let error = Error::failed("output-not-written", message);
            unfit.told(error, "make room, or choose another folder")
        };
        let names = || several.tenants.iter().map(|tenant| tenant.name.as_str());
        if names().any(|name| index.is_some_and(|index| name.eq_ignore_ascii_case(index))) {
            return Err(index_is_taken());
        }
        file::make_folder(&self.path).map_err(told)?;
        for name in names().chain(index) {
            let path = self.file_of(name);
            // What is no file is left for the tenant to refuse.
            if fs::symlink_metadata(&path).is_ok_and(|there| there.is_file()) {
                fs::remove_file(&path).map_err(|error| told(error.into()))?;
            }
        }
        Ok(())
    }

    /// The plans in it of no tenant of the tenants file: all where the run is about all, its part's where it is about a part, and
    /// none where its tenants were named.
    fn plans_of_nobody(&self, several: &Several, batch: &Batch) -> Result<Vec<String>> {
        let told = |unfit: Unfit| {
            let message = format!("the plans in {} cannot be read", self.path.display());
            let error = Error::usage("plan-file-unreadable", message);
            unfit.told(error, "name the folder that --out made")
        };
        file::check_folder(&self.path).map_err(told)?;
        let names = plans(&self.path).map_err(|error| told(error.into()))?;
        let of_run = |name: &&String| {
            batch.only.is_empty() && batch.shard.is_none_or(|shard| shard.has(name))
        };
        let of_nobody = names.difference(&several.all).filter(of_run);
        Ok(of_nobody.cloned().collect())
    }
}

/// Writes a text to a file that its owner alone can read.
///
/// # Errors
/// `output-not-written`; a file that was there is as it was.
pub fn put(path: &Path, text: &str, printer: &Printer) -> Result<()> {
    let text = printer.secrets.redact(text);
    file::put_owners_only(path, text.as_bytes()).map_err(|unfit| {
        let message = format!("{} could not be written", path.display());
        let error = Error::failed("output-not-written", message);
        unfit.told(error, "make room, or choose another folder")
    })
}

/// What the names of kept plans end with.
const ENDING: &str = "json";

/// The name of the file that lists all worksheets, without its ending.
const INDEX: &str = "index";

fn index_is_taken() -> Error {
    let message = format!("a tenant is called {INDEX}, as the file is that lists all worksheets");
    Error::usage("name-taken", message)
        .hint("give it another name, or write its worksheet with --tenant and --print")
}

/// The names of the plans in a folder, without their ending.
fn plans(folder: &Path) -> std::io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let name = PathBuf::from(entry?.file_name());
        if name.extension() == Some(OsStr::new(ENDING)) {
            names.extend(
                name.file_stem()
                    .map(|stem| stem.to_string_lossy().into_owned()),
            );
        }
    }
    Ok(names)
}

/// A plan in the folder that is of no tenant, in the place of the tenant's name, and why it is not applied.
pub fn of_nobody(name: &str) -> (String, Error) {
    let name = text::printable(&text::inert(name), SHOWN);
    let message =
        format!("{name}.{ENDING} is of no tenant of the tenants file, so it was not applied");
    let error = Error::usage("plan-of-no-tenant", message);
    let error = error.hint(
        "give its tenant an entry, take the file away, or name those that are meant with --only",
    );
    (name, error)
}
