//! A folder with a file for each of several tenants, under the tenant's name: kept plans.
//!
//! A tenant's name is a name that a file can have, and no two of a tenants file are one even where letters are not told apart
//! by their case.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::file::{self, Unfit};
use crate::tenant::Shard;
use crate::text;

use super::tenants_file::Several;

/// What a run does with its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It writes a plan of each tenant that comes to one.
    KeepsPlans,
    /// It applies the plan of each tenant.
    AppliesPlans,
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
        self.path.join(format!("{tenant}.{ENDING}"))
    }

    /// That the path of kept plans that are to be applied is a folder.
    ///
    /// # Errors
    /// `one-tenant`: it is the plan of one.
    pub fn check(&self) -> Result<()> {
        if self.purpose == Use::KeepsPlans || self.path.is_dir() {
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
        (self.purpose == Use::KeepsPlans).then(|| {
            format!(
                "The plan of each tenant that came to one is kept. To apply these and no others, with the same tenants file: \
                 sso-setup mimecast apply {folder}\n"
            )
        })
    }

    /// Looks at it before any tenant is begun, and gives the names of the files in it that are of no tenant of the tenants
    /// file; of those only that a run over a part is about. Where files are to be written it is made, and what stands there of
    /// these tenants is taken away: of a tenant that fails there is no file then, and not one of an earlier run.
    ///
    /// # Errors
    /// `output-not-written`, `plan-file-unreadable`: it cannot be used.
    pub fn begin(
        &self,
        several: &Several,
        named: bool,
        shard: Option<Shard>,
    ) -> Result<Vec<String>> {
        let shown = self.path.display();
        match self.purpose {
            Use::KeepsPlans => {
                let error = || {
                    let message = format!("the folder {shown} cannot be written to");
                    Error::failed("output-not-written", message)
                };
                let told =
                    |unfit: Unfit| unfit.told(error(), "make room, or choose another folder");
                file::make_folder(&self.path).map_err(told)?;
                for tenant in &several.tenants {
                    let path = self.file_of(&tenant.name);
                    // What is no file is left for the tenant to refuse.
                    if fs::symlink_metadata(&path).is_ok_and(|there| there.is_file()) {
                        fs::remove_file(&path).map_err(|error| told(error.into()))?;
                    }
                }
                Ok(Vec::new())
            }
            Use::AppliesPlans => {
                let error = || {
                    let message = format!("the plans in {shown} cannot be read");
                    Error::usage("plan-file-unreadable", message)
                };
                let told = |unfit: Unfit| unfit.told(error(), "name the folder that --out made");
                file::check_folder(&self.path).map_err(told)?;
                let names = plans(&self.path).map_err(|error| told(error.into()))?;
                let of_run = |name: &String| !named && shard.is_none_or(|shard| shard.has(name));
                let of_nobody = names.difference(&several.all).filter(|name| of_run(name));
                Ok(of_nobody.cloned().collect())
            }
        }
    }
}

/// What the names of kept plans end with.
const ENDING: &str = "json";

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
