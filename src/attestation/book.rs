//! Where a tenant's attestations are kept.

use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use time::{Duration, OffsetDateTime};

use super::format::{Attestation, Owner, Piece, parse, render};
use super::standing::Attested;
use crate::error::{Error, Result};
use crate::journal::make_folder;

/// The largest file that is read, in bytes. A line has a few hundred.
const MAX_FILE: u64 = 4 << 20;

/// A tenant's attestations. The file is read each time: it is small, and a run may last.
#[derive(Debug)]
pub struct Book {
    place: Place,
    owner: Owner,
    by: String,
}

#[derive(Debug)]
enum Place {
    Memory(RefCell<Vec<Attestation>>),
    File(PathBuf),
}

impl Book {
    /// One that is kept in memory only: for the sandbox in this process.
    pub fn in_memory(owner: Owner, by: String) -> Self {
        let place = Place::Memory(RefCell::default());
        Book { place, owner, by }
    }

    /// The file at `path`, which need not be there yet; `by` is who confirms.
    pub fn at(path: PathBuf, owner: Owner, by: String) -> Self {
        let place = Place::File(path);
        Book { place, owner, by }
    }

    /// What stands of what was confirmed.
    ///
    /// # Errors
    /// `attestations-unreadable`; those of [`parse`].
    pub fn standing(&self) -> Result<Attested> {
        Ok(Attested::of(&self.read()?))
    }

    /// Writes down what a person confirmed: the digest of a piece's values, or `None` where it was taken back.
    ///
    /// # Errors
    /// Those of reading it; `attestations-unwritable`.
    pub fn record(&self, confirmed: Vec<(Piece, Option<String>)>) -> Result<()> {
        if confirmed.is_empty() {
            return Ok(());
        }
        let mut all = self.read()?;
        // Never before what is known already, whatever another machine's clock said: the last word counts.
        let now = OffsetDateTime::now_utc();
        let now = now
            .replace_nanosecond(now.nanosecond() / 1_000_000 * 1_000_000)
            .unwrap_or(now);
        let after = all.iter().map(|a| a.at + Duration::MILLISECOND).max();
        let at = after.map_or(now, |after| after.max(now));
        all.extend(confirmed.into_iter().map(|(piece, values)| Attestation {
            piece,
            values,
            by: self.by.clone(),
            at,
        }));
        match &self.place {
            Place::Memory(kept) => *kept.borrow_mut() = all,
            Place::File(path) => {
                let text = render(&self.owner, &all);
                write(path, text.as_bytes()).map_err(|error| {
                    Error::failed(
                        "attestations-unwritable",
                        format!("the attestations {} cannot be written: {error}", path.display()),
                    )
                    .hint("make room, or name another file with --attestations FILE; then run the same command again")
                })?;
            }
        }
        Ok(())
    }

    fn read(&self) -> Result<Vec<Attestation>> {
        let path = match &self.place {
            Place::Memory(kept) => return Ok(kept.borrow().clone()),
            Place::File(path) => path,
        };
        let unreadable = |why: String| {
            Error::failed(
                "attestations-unreadable",
                format!("the attestations {} cannot be read: {why}", path.display()),
            )
            .hint("check the file and its permissions, or name another with --attestations FILE")
        };
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        let regular = file.metadata().is_ok_and(|metadata| metadata.is_file());
        if !regular {
            return Err(unreadable("it is no regular file".to_owned()));
        }
        let mut bytes = Vec::new();
        let read = file.take(MAX_FILE + 1).read_to_end(&mut bytes);
        read.map_err(|error| unreadable(error.to_string()))?;
        if bytes.len() as u64 > MAX_FILE {
            let limit = MAX_FILE >> 20;
            return Err(unreadable(format!("it has more than {limit} MiB")));
        }
        let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not text".to_owned()))?;
        parse(&path.display().to_string(), &text, &self.owner)
    }
}

/// Puts a new text in a file's place, all of it or nothing. One that is new can be read by its owner only; one
/// that was there keeps its permissions.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A link stays one, and what it points to is written.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    make_folder(folder)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let draft = folder.join(name);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        if let Ok(before) = std::fs::metadata(path) {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&draft, path)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::super::format::tests::{attestation, owner};
    use super::*;

    fn book(path: &Path) -> Book {
        Book::at(path.to_owned(), owner(), "ada".to_owned())
    }

    #[test]
    fn what_was_recorded_stands_and_what_was_taken_back_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/file.jsonl");
        let piece = attestation("a", None, None).piece;
        assert_eq!(book(&path).standing().unwrap(), Attested::default());
        let values = "sha256:00".to_owned();
        book(&path)
            .record(vec![(piece.clone(), Some(values.clone()))])
            .unwrap();
        let standing = book(&path).standing().unwrap();
        let confirmed = standing.of_piece(&piece).unwrap();
        assert_eq!(
            (&confirmed.values, &confirmed.by),
            (&values, &"ada".to_owned())
        );
        book(&path).record(vec![(piece.clone(), None)]).unwrap();
        assert_eq!(book(&path).standing().unwrap(), Attested::default());
        // Nothing is left beside it.
        assert_eq!(
            std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1
        );
    }

    #[test]
    fn a_clock_that_is_behind_does_not_make_the_last_word_an_earlier_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.jsonl");
        let mut ahead = attestation("a", None, Some("sha256:00"));
        ahead.at = OffsetDateTime::now_utc() + Duration::DAY;
        std::fs::write(&path, render(&owner(), std::slice::from_ref(&ahead))).unwrap();
        book(&path)
            .record(vec![(ahead.piece.clone(), None)])
            .unwrap();
        assert_eq!(book(&path).standing().unwrap(), Attested::default());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_a_new_file_and_links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let piece = attestation("a", None, None).piece;
        book(&path).record(vec![(piece.clone(), None)]).unwrap();
        assert_eq!(mode(), 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        book(&link).record(vec![(piece, None)]).unwrap();
        assert_eq!(mode(), 0o644);
        assert!(
            std::fs::symlink_metadata(&link)
                .unwrap()
                .file_type()
                .is_symlink()
        );
    }

    #[test]
    fn too_much_and_what_is_no_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, vec![b'x'; MAX_FILE as usize + 1]).unwrap();
        for path in [path.as_path(), folder.path()] {
            assert_eq!(
                book(path).standing().unwrap_err().code,
                "attestations-unreadable"
            );
        }
    }
}
