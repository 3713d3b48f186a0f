//! Writing a run's journal.

use std::cell::RefCell;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde_json::Value;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use crate::error::{Error, Kind, Result};
use crate::file::{self, Fit, Unfit};
use crate::text::{self, Redactor};

use super::brake::Brake;
use super::format::{End, Ended, Intent, Line, Object, Outcome, Start, Status, Step, public};
use super::read::{EXTENSION, MAX_FILE, MAX_LINE, mark, names};

/// The journal of one run. Dropped without an end, it says that the run was interrupted.
#[derive(Debug)]
pub struct Journal(RefCell<Inner>);

#[derive(Debug, Default)]
struct Inner {
    file: Option<Kept>,
    /// Taken out of every line, should a service repeat one.
    secrets: Redactor,
    lines: Vec<Line>,
    brake: Brake,
    count: u32,
    /// Nothing more is written: the run is over, or a line got through in part only.
    ended: bool,
}

/// The file of a journal.
#[derive(Debug)]
struct Kept {
    file: File,
    path: PathBuf,
    /// Bytes that were written to it.
    written: u64,
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
    pub fn create(folder: &Path, start: Start, secrets: Redactor) -> Result<Self> {
        let failed = |path: &Path, unfit: &Unfit| {
            let otherwise = "name a folder that can be written to with --journal DIR";
            unwritable(path, unfit, otherwise).hint("nothing was changed")
        };
        file::make_folder(folder).map_err(|e| failed(folder, &e))?;
        let mark = mark(&start.tenant.account_code);
        let last = names(folder)?
            .into_iter()
            .rfind(|name| name.contains(&mark));
        let stem = format!("{mark}{}", start.command.as_str());
        let made = make_file(folder, &stem, last.as_deref());
        let (file, path) = made.map_err(|(path, e)| failed(&path, &e))?;
        let journal = Journal(RefCell::new(Inner {
            file: Some(Kept {
                file,
                path: path.clone(),
                written: 0,
            }),
            secrets,
            ..Inner::default()
        }));
        let written = journal.0.borrow_mut().write(Line::Start(Box::new(start)));
        written.map_err(|unfit| failed(&path, &unfit))?;
        Ok(journal)
    }

    /// The file, where there is one.
    pub fn path(&self) -> Option<PathBuf> {
        let inner = self.0.borrow();
        inner.file.as_ref().map(|kept| kept.path.clone())
    }

    /// Lets no write begin once this is used.
    pub fn stopped_by(&self, brake: &Brake) {
        self.0.borrow_mut().brake = brake.clone();
    }

    /// What was written so far.
    pub fn lines(&self) -> Vec<Line> {
        self.0.borrow().lines.clone()
    }

    /// Writes down what is about to be sent, sends it, and writes down what became of it.
    ///
    /// # Errors
    /// Those of the write; `journal-unwritable`, and then nothing was sent, or it says that it was; `interrupted`, and
    /// then nothing was sent.
    pub async fn record<T>(
        &self,
        object: Object,
        before: Option<&Value>,
        wanted: Option<&Value>,
        write: impl Future<Output = Result<T>>,
        after: impl FnOnce(&T) -> (Status, Option<Value>),
    ) -> Result<T> {
        let brake = self.0.borrow().brake.clone();
        let _in_hand = brake.begin()?;
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
        let path = inner.file.as_ref().map(|kept| kept.path.clone());
        let written = match inner.ended {
            true => Err(std::io::Error::other("an earlier line could not be written").into()),
            false => inner.write(line),
        };
        written.map_err(|unfit| {
            unwritable(
                &path.unwrap_or_default(),
                &unfit,
                "make room, or name another folder with --journal DIR; then run the same command again",
            )
        })
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.end(Ended::Interrupted);
    }
}

impl Inner {
    /// Writes one line through to the disk. A file that is not there any more, or not as it was left, is one that
    /// nobody could undo the next write from.
    fn write(&mut self, line: Line) -> Fit<()> {
        if let Some(kept) = &mut self.file {
            let written = kept.write(&line, &self.secrets);
            if written.is_err() {
                self.ended = true;
            }
            written?;
        }
        self.lines.push(line);
        Ok(())
    }
}

impl Kept {
    fn write(&mut self, line: &Line, secrets: &Redactor) -> Fit<()> {
        let mut value = serde_json::to_value(line).map_err(std::io::Error::from)?;
        secrets.redact_value(&mut value);
        let mut text = text::json(&value.to_string());
        text.push('\n');
        // What could not be read back could not be undone.
        if text.len() > MAX_LINE {
            return Err(file::too_large(MAX_LINE as u64));
        }
        if self.written + text.len() as u64 > MAX_FILE {
            return Err(file::too_large(MAX_FILE));
        }
        file::still_there(&self.file, &self.path, self.written)?;
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        self.written += text.len() as u64;
        Ok(())
    }
}

fn unwritable(path: &Path, unfit: &Unfit, otherwise: &str) -> Error {
    let error = Error::failed(
        "journal-unwritable",
        format!("the journal {} cannot be written", path.display()),
    );
    unfit.told(error, otherwise)
}

/// The time now, RFC 3339.
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    // Milliseconds are enough, and can be read.
    let short = now.replace_nanosecond(now.nanosecond() / 1_000_000 * 1_000_000);
    short.unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

/// How the time in a journal's name is written: names sort by it.
const TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second].[subsecond digits:6]Z");

/// Makes a file that was not there, named so that names sort in the order of the runs: by time, and after the
/// `newest` also where the clock was set back since.
fn make_file(
    folder: &Path,
    stem: &str,
    newest: Option<&str>,
) -> std::result::Result<(File, PathBuf), (PathBuf, Unfit)> {
    let mut last = newest.and_then(time_in);
    let mut tries = 0;
    loop {
        tries += 1;
        let now = OffsetDateTime::now_utc();
        let now = PrimitiveDateTime::new(now.date(), now.time());
        let after = last.map(|last| last.checked_add(Duration::MICROSECOND));
        let Some(after) = after.unwrap_or(Some(now)) else {
            let why = "it says that it is of the end of time, and no run can follow it";
            let last = folder.join(newest.unwrap_or_default());
            return Err((last, std::io::Error::other(why).into()));
        };
        let time = after.max(now);
        let name = time.format(TIME).unwrap_or_default();
        let path = folder.join(format!("{name}{stem}{EXTENSION}"));
        match file::create(&path) {
            Ok(file) => {
                file::sync_folder(folder);
                return Ok((file, path));
            }
            Err(unfit) if unfit.kind == ErrorKind::AlreadyExists && tries < 100 => {
                last = Some(time);
            }
            Err(unfit) => return Err((path, unfit)),
        }
    }
}

/// The time that a journal's name begins with.
fn time_in(name: &str) -> Option<PrimitiveDateTime> {
    let (time, _) = name.split_once('-')?;
    PrimitiveDateTime::parse(time, TIME).ok()
}

#[cfg(test)]
mod tests;
