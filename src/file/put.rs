//! How a file is written where another may stand: the new one is whole, or the old one is as it was.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::{Fit, Links, at, folder_of, regular, symbolic_link, sync_folder};

/// Puts a new text in the place of a file of ours, all of it or nothing. One that is new can be read by its owner
/// only; one that was there keeps its permissions. What is there is not followed, and was looked at before.
///
/// # Errors
/// Those of the system; the file is as it was then.
pub fn replace(path: &Path, bytes: &[u8]) -> Fit<()> {
    put(path, bytes, 0o600, Before::Kept)
}

/// Writes a file of ours to where the person wants it, all of it or nothing. Its owner alone can read it, whoever could
/// read what was there.
///
/// # Errors
/// A symbolic link, or what is no regular file; those of the system. What was there is as it was then.
pub fn put_owners_only(path: &Path, bytes: &[u8]) -> Fit<()> {
    match std::fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => return Err(symbolic_link(path)),
        Ok(there) => regular(&there)?,
        Err(_) => {}
    }
    put(path, bytes, 0o600, Before::Forgotten)
}

/// Writes a result to where the person wants it: a file is replaced when the new one is whole; what is no regular
/// file, such as `/dev/stdout` or a FIFO, is written to.
///
/// # Errors
/// Those of the system; a file is as it was then.
pub fn write_out(path: &Path, bytes: &[u8]) -> Fit<()> {
    let special = std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    // `/dev/stdout` may lead to a regular file, and its name must stay what it is.
    let folder = std::fs::canonicalize(folder_of(path)).unwrap_or_default();
    if special || folder.starts_with("/dev") || folder.starts_with("/proc") {
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.write_all(bytes)?;
        return Ok(file.flush()?);
    }
    put(path, bytes, 0o666, Before::Kept)
}

/// Adds to a file that something else reads later, and makes it where there is none.
///
/// # Errors
/// What is no regular file; those of the system.
pub fn append(path: &Path, bytes: &[u8]) -> Fit<()> {
    let mut file = at(
        path,
        OpenOptions::new().create(true).append(true),
        Links::Followed,
    )?;
    regular(&file.metadata()?)?;
    Ok(file.write_all(bytes)?)
}

/// What becomes of the permissions of a file that is replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Kept,
    Forgotten,
}

/// `mode` is that of a file that is new, before the umask.
fn put(path: &Path, bytes: &[u8], mode: u32, permissions: Before) -> Fit<()> {
    let folder = folder_of(path);
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    let mut draft = builder.tempfile_in(folder)?;
    draft.write_all(bytes)?;
    let before = std::fs::symlink_metadata(path).ok();
    let before = before.filter(|before| before.is_file() && permissions == Before::Kept);
    if let Some(before) = before {
        draft.as_file().set_permissions(before.permissions())?;
    }
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|failed| failed.error)?;
    sync_folder(folder);
    Ok(())
}
