//! Where a tenant's attestations are kept.

use std::cell::RefCell;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use time::{Duration, OffsetDateTime};

use super::format::{Attestation, Owner, Piece, parse, render};
use super::standing::Attested;
use crate::error::{Error, Result};
use crate::file::{self, Kept, Links, Unfit};
use crate::text::Redactor;

/// The largest file that is read, in bytes. A line has a few hundred.
const MAX_FILE: u64 = 4 << 20;

/// How long another process may hold the file: it reads it and writes it once.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// How often the file is written where it cannot be locked, until what was confirmed is found in it.
const TRIES: usize = 5;

/// A tenant's attestations. The file is read each time: it is small, and a run may last.
#[derive(Debug)]
pub struct Book {
    place: Place,
    owner: Owner,
    by: String,
    secrets: Redactor,
    /// What the person should know of the file.
    remark: RefCell<Option<String>>,
}

#[derive(Debug)]
enum Place {
    Memory(RefCell<Vec<Attestation>>),
    File(PathBuf),
}

impl Book {
    /// One that is kept in memory only: for the sandbox in this process.
    pub fn in_memory(owner: Owner, by: String) -> Self {
        Book::new(Place::Memory(RefCell::default()), owner, by)
    }

    /// The file at `path`, which need not be there yet; `by` is who confirms.
    pub fn at(path: PathBuf, owner: Owner, by: String) -> Self {
        Book::new(Place::File(path), owner, by)
    }

    fn new(place: Place, owner: Owner, by: String) -> Self {
        Book {
            place,
            owner,
            by,
            secrets: Redactor::default(),
            remark: RefCell::default(),
        }
    }

    /// The same that writes down no secret: a part of the console whose name holds one is written without it, and
    /// is asked for again by the next run.
    pub fn without(mut self, secrets: Redactor) -> Self {
        self.secrets = secrets;
        self
    }

    /// What the person should know of the file, once: that it cannot be locked where it stands.
    pub fn remark(&self) -> Option<String> {
        self.remark.take()
    }

    /// What stands of what was confirmed.
    ///
    /// # Errors
    /// `attestations-unreadable`; those of [`parse`].
    pub fn standing(&self) -> Result<Attested> {
        Ok(Attested::of(&self.read()?))
    }

    /// Writes down what a person confirmed: the digest of a piece's values, or `None` where it was taken back. What
    /// others wrote to the file until then stays in it: it is locked, read again, and replaced as a whole.
    ///
    /// # Errors
    /// Those of reading it; `attestations-unwritable`.
    pub fn record(&self, confirmed: Vec<(Piece, Option<String>)>) -> Result<()> {
        if confirmed.is_empty() {
            return Ok(());
        }
        let path = match &self.place {
            Place::Memory(kept) => {
                let new = self.new_lines(&kept.borrow(), &confirmed);
                kept.borrow_mut().extend(new);
                return Ok(());
            }
            Place::File(path) => path,
        };
        for _ in 0..TRIES {
            let held = lock(path).map_err(|unfit| unwritable(path, &unfit))?;
            let mut all = self.read()?;
            let new = self.new_lines(&all, &confirmed);
            all.extend(new.clone());
            file::replace(path, render(&self.owner, &all).as_bytes())
                .map_err(|unfit| unwritable(path, &unfit))?;
            let Held::Not(why) = held else {
                return Ok(());
            };
            // Somebody else may have written at the same time, from what was there before.
            *self.remark.borrow_mut() = Some(format!(
                "the attestations {} stand where a file cannot be locked ({why}): let one run at a time confirm steps",
                path.display()
            ));
            let kept = self.read()?;
            if new.iter().all(|line| kept.contains(line)) {
                return Ok(());
            }
        }
        Err(Error::failed(
            "attestations-unwritable",
            format!(
                "what was confirmed is not found in the attestations {}: others write to them at the same time",
                path.display()
            ),
        )
        .hint("run the same command again when nobody else does"))
    }

    /// The lines for what was confirmed now. Never before what is known already, whatever another machine's clock
    /// said: the last word counts.
    fn new_lines(
        &self,
        known: &[Attestation],
        confirmed: &[(Piece, Option<String>)],
    ) -> Vec<Attestation> {
        let now = OffsetDateTime::now_utc();
        let now = now
            .replace_nanosecond(now.nanosecond() / 1_000_000 * 1_000_000)
            .unwrap_or(now);
        let after = known
            .iter()
            .map(|a| a.at.saturating_add(Duration::MILLISECOND));
        let at = after.max().map_or(now, |after| after.max(now));
        let line = |(piece, values): &(Piece, Option<String>)| Attestation {
            piece: Piece {
                change: self.secrets.redact(&piece.change),
                part: piece.part.as_deref().map(|part| self.secrets.redact(part)),
            },
            values: values.clone(),
            by: self.by.clone(),
            at,
        };
        confirmed.iter().map(line).collect()
    }

    fn read(&self) -> Result<Vec<Attestation>> {
        let path = match &self.place {
            Place::Memory(kept) => return Ok(kept.borrow().clone()),
            Place::File(path) => path,
        };
        let unreadable = || {
            Error::failed(
                "attestations-unreadable",
                format!("the attestations {} cannot be read", path.display()),
            )
        };
        let read = file::check_folder(file::folder_of(path))
            .and_then(|()| file::read(path, Kept::FromWriting, Links::Refused, MAX_FILE));
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(missing) if missing.kind == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(unfit) => {
                let otherwise =
                    "check the file and its permissions, or name another with --attestations FILE";
                return Err(unfit.told(unreadable(), otherwise));
            }
        };
        let text = String::from_utf8(bytes).map_err(|_| {
            let mut error = unreadable();
            error.message.push_str(": it is not text");
            error.hint(
                "name another file with --attestations FILE; one that is not there yet is made",
            )
        })?;
        parse(&path.display().to_string(), &text, &self.owner)
    }
}

fn unwritable(path: &Path, unfit: &Unfit) -> Error {
    let error = Error::failed(
        "attestations-unwritable",
        format!("the attestations {} cannot be written", path.display()),
    );
    unfit.told(
        error,
        "make room, or name another file with --attestations FILE; then run the same command again",
    )
}

/// Whether the file is ours alone for now.
enum Held {
    /// Until this is dropped.
    Locked(#[expect(dead_code, reason = "kept for its lock")] File),
    /// The file system cannot lock, and says why.
    Not(std::io::Error),
}

/// Waits for its turn at the file, which is made where there is none: an empty one says nothing. Locks are between
/// machines too where the file system carries them (NFS does).
fn lock(path: &Path) -> Result<Held, Unfit> {
    file::make_folder(file::folder_of(path))?;
    let since = Instant::now();
    loop {
        let file = file::open_or_create(path)?;
        match file.try_lock() {
            // Whoever had it before may have put another file in its place.
            Ok(()) if file::is_at(&file, path) => return Ok(Held::Locked(file)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                let held = "another process holds it, and does not let go";
                return Err(std::io::Error::new(ErrorKind::WouldBlock, held).into());
            }
            Err(TryLockError::Error(error)) => return Ok(Held::Not(error)),
        }
    }
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
        let standing = book(&path).standing().unwrap();
        assert!(standing.of_piece(&piece).is_none() && standing.speaks_of(&piece));
        // Nothing is left beside it.
        assert_eq!(
            std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1
        );
    }

    #[test]
    fn no_name_of_a_part_of_the_console_tells_a_secret() {
        let secret = "key-0123456789abcdef";
        let secrets = Redactor::default();
        secrets.add(secret.into());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.jsonl");
        let change = format!("mimecast/profile/{secret}");
        let piece = attestation(&change, Some(secret), None).piece;
        let book = book(&path).without(secrets);
        book.record(vec![(piece.clone(), Some("sha256:00".to_owned()))])
            .unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(!written.contains("0123456789"), "{written}");
        assert!(written.contains("mimecast/profile/[redacted]"), "{written}");
        assert!(book.standing().unwrap().of_piece(&piece).is_none());
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
        let standing = book(&path).standing().unwrap();
        assert!(standing.of_piece(&ahead.piece).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_a_new_file_permissions_stay_and_no_link_is_followed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let piece = attestation("a", None, None).piece;
        book(&path).record(vec![(piece.clone(), None)]).unwrap();
        assert_eq!(mode(), 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        book(&path).record(vec![(piece.clone(), None)]).unwrap();
        assert_eq!(mode(), 0o644);
        let before = std::fs::read(&path).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let error = book(&link).record(vec![(piece, None)]).unwrap_err();
        assert_eq!(error.code, "attestations-unwritable");
        assert!(error.message.contains("symbolic link"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    /// Whoever confirms at the same time: nothing is lost, and what was last said is what was last written.
    #[test]
    fn those_who_write_at_the_same_time_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    for step in 0..10 {
                        let change = format!("{writer}/{step}");
                        let piece = attestation(&change, None, None).piece;
                        let values = Some("sha256:00".to_owned());
                        book(path).record(vec![(piece, values)]).unwrap();
                    }
                });
            }
        });
        assert_eq!(book(&path).read().unwrap().len(), 40);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.jsonl");
        let mut last = attestation("a", None, Some("sha256:00"));
        last.at = time::macros::datetime!(9999-12-31 23:59:59.999_999_999 UTC);
        std::fs::write(&path, render(&owner(), std::slice::from_ref(&last))).unwrap();
        book(&path)
            .record(vec![(last.piece.clone(), None)])
            .unwrap();
        // Of two that contradict each other at the same time neither stands.
        assert_eq!(book(&path).standing().unwrap(), Attested::default());
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
