//! How a file of ours is opened, made and replaced.
//!
//! Lock, journal, attestations and credentials stand in folders that others may know. Nothing that somebody else put
//! in their place is taken: no symbolic link is followed where something is made or emptied, no file of another
//! owner is used, no folder in which others can swap files, and nothing that a process could be made to wait for (a
//! FIFO, a device). A file is replaced by a whole new one or not at all.

use std::fmt;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use crate::error::Error;
use crate::text;

mod put;
#[cfg(test)]
mod tests;

pub use put::{append, put_owners_only, replace, write_out};

/// Why a file or folder cannot be used, and what to do about it.
#[derive(Debug)]
pub struct Unfit {
    /// The kind of the system's error; `Other` where the system would have let it pass.
    pub kind: io::ErrorKind,
    why: String,
    remedy: Option<String>,
}

impl Unfit {
    fn new(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Unfit {
            kind: io::ErrorKind::Other,
            why: why.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// The error that says `what` cannot be done and why; `otherwise` is the hint where there is no remedy of its
    /// own.
    pub fn told(&self, error: Error, otherwise: &str) -> Error {
        let hint = self.remedy.as_deref().unwrap_or(otherwise);
        let mut error = error;
        error.message = format!("{}: {}", error.message, self.why);
        error.hint(hint)
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Self {
        Unfit {
            kind: error.kind(),
            why: error.to_string(),
            remedy: None,
        }
    }
}

/// The result of this room.
pub type Fit<T> = Result<T, Unfit>;

/// From whom a file is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Others may read it, and not write.
    FromWriting,
    /// Others may do neither.
    FromReading,
}

/// Whether a symbolic link is a way to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// The file that it leads to is meant: for what is only read.
    Followed,
    /// It is refused: for what is made, emptied or replaced as well.
    Refused,
}

/// Opens a file of ours for reading.
///
/// # Errors
/// One that is not there or cannot be opened, is no regular file, belongs to somebody else, or is not `kept`.
pub fn open(path: &Path, kept: Kept, links: Links) -> Fit<File> {
    let file = at(path, OpenOptions::new().read(true), links)?;
    examine(&file.metadata()?, path, kept)?;
    Ok(file)
}

/// Reads a file of ours, of at most `limit` bytes.
///
/// # Errors
/// As [`open`]; one that is larger, which is read no further.
pub fn read(path: &Path, kept: Kept, links: Links, limit: u64) -> Fit<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path, kept, links)?;
    file.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(too_large(limit)),
        false => Ok(bytes),
    }
}

/// What a file of more than `limit` bytes is told to be.
pub fn too_large(limit: u64) -> Unfit {
    let limit = match limit >> 20 {
        0 => format!("{} KiB", limit >> 10),
        mebibytes => format!("{mebibytes} MiB"),
    };
    Unfit::new(
        format!("it has more than {limit}"),
        "no run writes that much: move it elsewhere",
    )
}

/// Makes a file that was not there, for writing; only its owner can read it.
///
/// # Errors
/// `AlreadyExists`, also for a symbolic link that leads nowhere; those of the system.
pub fn create(path: &Path) -> Fit<File> {
    let mut options = OpenOptions::new();
    owner_only(options.write(true).create_new(true));
    Ok(options.open(path)?)
}

/// Opens a file of ours for reading and writing, and makes it where there is none; it is not emptied.
///
/// # Errors
/// As [`open`]; one that has another name elsewhere, which would be written to as well.
pub fn open_or_create(path: &Path) -> Fit<File> {
    let mut options = OpenOptions::new();
    owner_only(options.read(true).write(true).create(true).truncate(false));
    let file = at(path, &mut options, Links::Refused)?;
    let metadata = file.metadata()?;
    examine(&metadata, path, Kept::FromWriting)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&metadata) > 1 {
        return Err(Unfit::new(
            "it has a second name elsewhere (a hard link)",
            format!("look what it is, then: rm {}", shown(path)),
        ));
    }
    Ok(file)
}

/// Makes a folder that only its owner can look into, and those above it that are missing; one that is there must be
/// one in which nobody else can put files in the place of ours.
///
/// # Errors
/// A folder that others can write to or that belongs to somebody else; those of the system.
pub fn make_folder(folder: &Path) -> Fit<()> {
    let folder = named(folder);
    let mut above = folder;
    while let Err(error) = std::fs::metadata(above) {
        match above.parent() {
            Some(parent) if error.kind() == io::ErrorKind::NotFound => above = named(parent),
            _ => return Err(error.into()),
        }
    }
    check_folder(above)?;
    if above == folder {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    check_folder(folder)
}

/// That nobody else can put files in the place of ours in this folder.
///
/// # Errors
/// As [`make_folder`]; `NotFound`.
pub fn check_folder(folder: &Path) -> Fit<()> {
    let folder = named(folder);
    let metadata = std::fs::metadata(folder)?;
    if !metadata.is_dir() {
        return Err(Unfit::new(
            format!("{} is no folder", folder.display()),
            "name a folder, or move that file elsewhere",
        ));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let mode = metadata.permissions().mode();
        // Where the sticky bit is set, as for /tmp, only the owner of a file can move it.
        if mode & 0o022 != 0 && mode & 0o1000 == 0 {
            return Err(Unfit::new(
                format!(
                    "others can write to the folder {} (mode {:04o})",
                    folder.display(),
                    mode & 0o7777
                ),
                format!(
                    "make sure of what is in it, then: chmod go-w {}",
                    shown(folder)
                ),
            ));
        }
        if !ours(metadata.uid()) {
            return Err(Unfit::new(
                format!(
                    "the folder {} belongs to another user (uid {})",
                    folder.display(),
                    metadata.uid()
                ),
                "name a folder of your own, or run this as the user that it belongs to",
            ));
        }
    }
    Ok(())
}

/// The folder that a file stands in.
pub fn folder_of(path: &Path) -> &Path {
    named(path.parent().unwrap_or(Path::new("")))
}

/// Has a new name survive a crash; where a folder cannot be synced, it may not.
pub fn sync_folder(folder: &Path) {
    let _ = File::open(named(folder)).and_then(|folder| folder.sync_all());
}

/// Whether the file that is open is still the one that stands under its name, with as many bytes as were written.
///
/// # Errors
/// Says what became of it.
pub fn still_there(file: &File, path: &Path, written: u64) -> Fit<()> {
    let gone = |what: &str| Unfit {
        kind: io::ErrorKind::NotFound,
        why: format!("{what} since the run began"),
        remedy: None,
    };
    let there = match std::fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(gone("it was removed"));
        }
        Err(error) => return Err(error.into()),
    };
    let open = file.metadata()?;
    if !same(&open, &there) {
        return Err(gone("another file was put in its place"));
    }
    match open.len() == written {
        true => Ok(()),
        false => Err(gone("somebody else wrote to it or cut it off")),
    }
}

/// Whether the file that is open is the one that stands under its name.
pub fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => same(&open, &there),
        _ => false,
    }
}

#[cfg(unix)]
fn same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same(one: &Metadata, other: &Metadata) -> bool {
    one.is_file() && other.is_file()
}

/// Opens without waiting: a FIFO would hold the process until somebody opens its other end.
fn at(path: &Path, options: &mut OpenOptions, links: Links) -> Fit<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        if links == Links::Refused {
            flags |= OFlags::NOFOLLOW;
        }
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    options.open(path).map_err(|error| {
        // The system's own words for these say little.
        match std::fs::symlink_metadata(path) {
            Ok(there) if there.is_symlink() && links == Links::Refused => symbolic_link(path),
            Ok(there) if !there.is_file() && !there.is_symlink() => {
                regular(&there).err().unwrap_or_else(|| error.into())
            }
            _ => error.into(),
        }
    })
}

fn symbolic_link(path: &Path) -> Unfit {
    let target = std::fs::read_link(path).unwrap_or_default();
    Unfit::new(
        "it is a symbolic link, and none is followed here",
        format!(
            "name the file itself ({}), or take the link away",
            target.display()
        ),
    )
}

fn regular(metadata: &Metadata) -> Fit<()> {
    match metadata.is_file() {
        true => Ok(()),
        false if metadata.is_dir() => Err(Unfit::new(
            "it is a folder, and no regular file",
            "name a file, or move that folder elsewhere",
        )),
        false => Err(Unfit::new(
            "it is no regular file",
            "name a regular file, and move what is there elsewhere",
        )),
    }
}

fn examine(metadata: &Metadata, path: &Path, kept: Kept) -> Fit<()> {
    regular(metadata)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let mode = metadata.permissions().mode();
        let told = |what: &str, remedy: String| {
            Unfit::new(
                format!("others can {what} it (mode {:04o})", mode & 0o7777),
                remedy,
            )
        };
        if !ours(metadata.uid()) {
            return Err(Unfit::new(
                format!("it belongs to another user (uid {})", metadata.uid()),
                "use a file of your own, or run this as the user that it belongs to",
            ));
        }
        if kept == Kept::FromReading && mode & 0o077 != 0 {
            return Err(told("read", format!("chmod 600 {}", shown(path))));
        }
        if mode & 0o022 != 0 {
            let remedy = format!("make sure of what it says, then: chmod 600 {}", shown(path));
            return Err(told("write to", remedy));
        }
    }
    #[cfg(not(unix))]
    let _ = (path, kept);
    Ok(())
}

/// Whether a user id is that of this process, or of root, who can do everything anyway.
#[cfg(unix)]
fn ours(user: u32) -> bool {
    user == 0 || user == rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

#[cfg(not(unix))]
fn owner_only(_: &mut OpenOptions) {}

/// The folder that a path names; nothing is the current one.
fn named(folder: &Path) -> &Path {
    match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    }
}

/// A path that can be pasted into a shell.
fn shown(path: &Path) -> String {
    text::shell_word(&path.display().to_string())
}
