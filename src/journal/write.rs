//! Writing a run's journal.

use std::cell::RefCell;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use crate::error::{Error, Kind, Result};
use crate::http::redact::REDACTED;

use super::format::{End, Ended, Intent, Line, Object, Outcome, Start, Status, Step, public};
use super::read::EXTENSION;

/// The journal of one run. Dropped without an end, it says that the run was interrupted.
#[derive(Debug)]
pub struct Journal(RefCell<Inner>);

#[derive(Debug, Default)]
struct Inner {
    file: Option<(File, PathBuf)>,
    /// Taken out of every line, should a service repeat one.
    secrets: Vec<SecretString>,
    lines: Vec<Line>,
    count: u32,
    /// Nothing more is written: the run is over, or a line got through in part only.
    ended: bool,
}

impl Journal {
    /// One that is kept in memory only: for the sandbox in this process.
    pub fn in_memory() -> Self {
        Journal(RefCell::default())
    }

    /// Makes the file of a run, and its folder where that is missing; readable by its owner only.
    ///
    /// # Errors
    /// `journal-unwritable`. Nothing was changed by then.
    pub fn create(folder: &Path, start: Start, secrets: Vec<SecretString>) -> Result<Self> {
        let failed = |path: &Path, error: &std::io::Error| {
            unwritable(path, error).hint(
                "nothing was changed; name a folder that can be written to with --journal DIR",
            )
        };
        make_folder(folder).map_err(|e| failed(folder, &e))?;
        let stem = format!("{}-{}", start.tenant.account_code, start.command.as_str());
        let (file, path) = make_file(folder, &stem).map_err(|(path, e)| failed(&path, &e))?;
        let journal = Journal(RefCell::new(Inner {
            file: Some((file, path.clone())),
            secrets,
            ..Inner::default()
        }));
        let written = journal.0.borrow_mut().write(Line::Start(Box::new(start)));
        written.map_err(|error| failed(&path, &error))?;
        Ok(journal)
    }

    /// The file, where there is one.
    pub fn path(&self) -> Option<PathBuf> {
        let inner = self.0.borrow();
        inner.file.as_ref().map(|(_, path)| path.clone())
    }

    /// What was written so far.
    pub fn lines(&self) -> Vec<Line> {
        self.0.borrow().lines.clone()
    }

    /// Writes down what is about to be sent, sends it, and writes down what became of it.
    ///
    /// # Errors
    /// Those of the write; `journal-unwritable`, and then nothing was sent, or it says that it was.
    pub async fn record<T>(
        &self,
        object: Object,
        before: Option<&Value>,
        wanted: Option<&Value>,
        write: impl Future<Output = Result<T>>,
        after: impl FnOnce(&T) -> (Status, Option<Value>),
    ) -> Result<T> {
        let number = self.intent(object, before, wanted)?;
        match write.await {
            Ok(made) => {
                let (status, after) = after(&made);
                let noted = self.note(Line::Result(Outcome {
                    number,
                    at: now(),
                    status,
                    after: after.as_ref().map(public),
                    error: None,
                }));
                let noted = noted.map_err(|e| e.hint("the change itself was made"));
                noted.map(|()| made)
            }
            Err(error) => {
                // Of the two failures, that of the service is the one to tell.
                let _ = self.note(Line::Result(Outcome {
                    number,
                    at: now(),
                    status: match error.kind {
                        Kind::Unavailable => Status::Unknown,
                        _ => Status::Failed,
                    },
                    after: None,
                    error: Some(error.message.clone()),
                }));
                Err(error)
            }
        }
    }

    /// Writes down what is about to be sent; gives its number.
    ///
    /// # Errors
    /// `journal-unwritable`.
    pub fn intent(
        &self,
        object: Object,
        before: Option<&Value>,
        wanted: Option<&Value>,
    ) -> Result<u32> {
        let number = self.0.borrow().count + 1;
        self.note(Line::Intent(Box::new(Intent {
            number,
            at: now(),
            object,
            before: before.map(public),
            wanted: wanted.map(public),
        })))?;
        self.0.borrow_mut().count = number;
        Ok(number)
    }

    /// Writes down that a person said a console step is done.
    ///
    /// # Errors
    /// `journal-unwritable`.
    pub fn step(&self, change: &str, removing: bool) -> Result<()> {
        self.note(Line::Step(Step {
            at: now(),
            change: change.to_owned(),
            removing,
        }))
    }

    /// Writes down how the run ended. What could not be written is lost: the run is over.
    pub fn end(&self, outcome: Ended) {
        let mut inner = self.0.borrow_mut();
        if !inner.ended {
            let _ = inner.write(Line::End(End { at: now(), outcome }));
            inner.ended = true;
        }
    }

    fn note(&self, line: Line) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        let path = inner.file.as_ref().map(|(_, path)| path.clone());
        let written = match inner.ended {
            true => Err(std::io::Error::other(
                "an earlier line could not be written",
            )),
            false => inner.write(line),
        };
        written.map_err(|error| {
            unwritable(&path.unwrap_or_default(), &error)
                .hint("make room, or name another folder with --journal DIR; then run the same command again")
        })
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.end(Ended::Interrupted);
    }
}

impl Inner {
    /// Writes one line through to the disk.
    fn write(&mut self, line: Line) -> std::io::Result<()> {
        if let Some((file, _)) = &mut self.file {
            let mut text = serde_json::to_string(&line)?;
            for secret in &self.secrets {
                let secret = secret.expose_secret();
                if !secret.is_empty() {
                    text = text.replace(secret, REDACTED);
                }
            }
            text.push('\n');
            let written = file.write_all(text.as_bytes());
            if let Err(error) = written.and_then(|()| file.sync_data()) {
                self.ended = true;
                return Err(error);
            }
        }
        self.lines.push(line);
        Ok(())
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::failed(
        "journal-unwritable",
        format!("the journal {} cannot be written: {error}", path.display()),
    )
}

/// The time now, RFC 3339.
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    // Milliseconds are enough, and can be read.
    let short = now.replace_nanosecond(now.nanosecond() / 1_000_000 * 1_000_000);
    short.unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

/// Makes a folder that only its owner can look into, and those above it that are missing.
///
/// # Errors
/// Those of the file system.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a file that was not there, named so that names sort by time.
fn make_file(
    folder: &Path,
    stem: &str,
) -> std::result::Result<(File, PathBuf), (PathBuf, std::io::Error)> {
    let mut tries = 0;
    loop {
        tries += 1;
        let time = OffsetDateTime::now_utc()
            .format(format_description!(
                "[year][month][day]T[hour][minute][second].[subsecond digits:6]Z"
            ))
            .unwrap_or_default();
        let path = folder.join(format!("{time}-{stem}{EXTENSION}"));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(file) => {
                // The name must survive a crash as well; where a folder cannot be synced, it is not.
                let _ = File::open(folder).and_then(|folder| folder.sync_all());
                return Ok((file, path));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && tries < 100 => {}
            Err(error) => return Err((path, error)),
        }
    }
}
