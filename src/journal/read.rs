//! Reading journals back. A journal is a file like any other: hostile until it was looked at, and read line by line, for
//! a folder may hold a thousand large ones.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::file::{self, Kept, Links, Unfit};

use super::format::{End, FORMAT_VERSION, Line, Start, Tenant};
use super::shape::Shape;

/// The largest journal that is written and read, in bytes. One application document has a few kilobytes.
pub(super) const MAX_FILE: u64 = 16 << 20;

/// The longest line that is written and read, in bytes.
pub(super) const MAX_LINE: usize = 2 << 20;

/// The most files of a journal folder that are looked at.
const MAX_FILES: usize = 20_000;

/// How a journal's file name ends.
pub(super) const EXTENSION: &str = ".jsonl";

/// What the names of an account's journals hold after the time.
pub(super) fn mark(account_code: &str) -> String {
    format!("-{account_code}-")
}

/// A run as its journal tells it. What it did is read when it is asked for: see [`Recorded::lines`].
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The journal's file name.
    pub name: String,
    /// Whose run it was, and what for.
    pub start: Start,
    /// How it ended; `None` for a run that was killed.
    pub end: Option<End>,
    changes: usize,
    lines: Lines,
}

/// Where the lines of a run are.
#[derive(Debug, Clone, PartialEq)]
enum Lines {
    Here(Vec<Line>),
    File(PathBuf),
}

impl Recorded {
    /// How many writes were sent, and console steps confirmed.
    pub fn changes(&self) -> usize {
        self.changes
    }

    /// How it ended, in a word.
    pub fn ended(&self) -> &'static str {
        self.end
            .as_ref()
            .map_or("killed", |end| end.outcome.as_str())
    }

    /// What it did, in order: intents, results and steps. Its file is read again.
    ///
    /// # Errors
    /// As [`Recorded::each`].
    pub fn lines(&self) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        self.each(|line| lines.push(line.clone()))?;
        Ok(lines)
    }

    /// Goes through what it did, line by line. Its file is read again.
    ///
    /// # Errors
    /// Those of [`runs_of`], should the file have changed in the meantime.
    pub fn each(&self, mut seen: impl FnMut(&Line)) -> Result<()> {
        let path = match &self.lines {
            Lines::Here(lines) => {
                lines.iter().for_each(seen);
                return Ok(());
            }
            Lines::File(path) => path,
        };
        let told = Source::new(&self.name, path, open(path)?).run(|text| {
            let line: Line = read_line(text)?;
            if line.is_deed() {
                seen(&line);
            }
            Ok(Shape::from(&line))
        })?;
        match told {
            Some(told) if told.start == self.start => Ok(()),
            _ => Err(unreadable(path, &"it is another one than a moment ago")
                .hint("run the same command again")),
        }
    }

    /// A run that is only in memory.
    #[cfg(test)]
    pub fn of(name: &str, start: Start, lines: Vec<Line>, end: Option<End>) -> Self {
        let counts = |line: &&Line| matches!(line, Line::Intent(_) | Line::Step(_));
        Recorded {
            name: name.to_owned(),
            start,
            end,
            changes: lines.iter().filter(counts).count(),
            lines: Lines::Here(lines),
        }
    }
}

/// What the lines of a journal come to.
struct Told {
    start: Start,
    changes: usize,
    end: Option<End>,
}

/// A journal that is being read.
struct Source<'a, R> {
    name: &'a str,
    path: &'a Path,
    reader: R,
    /// Bytes and lines read so far.
    read: u64,
    number: usize,
}

impl<'a, R: Read> Source<'a, BufReader<R>> {
    fn new(name: &'a str, path: &'a Path, reader: R) -> Self {
        let reader = BufReader::new(reader);
        Source {
            name,
            path,
            reader,
            read: 0,
            number: 0,
        }
    }
}

impl<R: BufRead> Source<'_, R> {
    /// The next line without its end; `None` where there is no whole one left.
    fn next(&mut self, text: &mut Vec<u8>) -> Result<Option<()>> {
        text.clear();
        let limit = MAX_LINE as u64 + 1;
        let read = (&mut self.reader).take(limit).read_until(b'\n', text);
        self.number += 1;
        self.read += read.map_err(|e| unreadable(self.path, &e).hint("try again"))? as u64;
        if self.read > MAX_FILE {
            return Err(unfit(self.path, &file::too_large(MAX_FILE)));
        }
        match text.pop() {
            Some(b'\n') => Ok(Some(())),
            Some(_) if text.len() >= MAX_LINE => Err(self.wrong("it is too long")),
            _ => Ok(None),
        }
    }

    fn wrong(&self, why: &str) -> Error {
        malformed(self.name, self.number, why)
    }

    /// The first line; `None` for a journal that was killed before it was whole.
    fn start(&mut self) -> Result<Option<Start>> {
        let mut text = Vec::new();
        match self.next(&mut text)? {
            Some(()) => start(self.name, &text).map(Some),
            None => Ok(None),
        }
    }

    /// Every line: `shape` says what one is, and keeps what it wants of it.
    fn run(self, shape: impl FnMut(&[u8]) -> Shaped) -> Result<Option<Told>> {
        let mut source = self;
        match source.start()? {
            Some(start) => source.rest(start, shape).map(Some),
            None => Ok(None),
        }
    }

    fn rest(mut self, start: Start, mut shape: impl FnMut(&[u8]) -> Shaped) -> Result<Told> {
        let mut told = Told {
            start,
            changes: 0,
            end: None,
        };
        let (mut open, mut last) = (None, 0u32);
        let mut text = Vec::new();
        while self.next(&mut text)?.is_some() {
            if told.end.is_some() {
                return Err(self.wrong("it follows the last one"));
            }
            match shape(&text).map_err(|why| self.wrong(&why))? {
                Shape::Start(_) => return Err(self.wrong("a second beginning")),
                Shape::Intent(intent) if Some(intent.number) == last.checked_add(1) => {
                    last = intent.number;
                    open = Some(last);
                    told.changes += 1;
                }
                Shape::Intent(_) => {
                    return Err(self.wrong("its number does not follow the one before"));
                }
                Shape::Result(result) if open == Some(result.number) => open = None,
                Shape::Result(_) => return Err(self.wrong("it ends a write that was not begun")),
                Shape::Step(_) => told.changes += 1,
                Shape::End(end) => told.end = Some(end),
            }
        }
        Ok(told)
    }
}

type Shaped = std::result::Result<Shape, String>;

/// Reads a journal's text. `None` for one that was killed before its first line was whole: such a run
/// had changed nothing yet. A last line without its end is left out.
///
/// # Errors
/// `journal-malformed`, naming file and line; `journal-version`.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Option<Recorded>> {
    let mut lines = Vec::new();
    let told = Source::new(name, Path::new(name), bytes).run(|text| {
        let line: Line = read_line(text)?;
        let shape = Shape::from(&line);
        if line.is_deed() {
            lines.push(line);
        }
        Ok(shape)
    })?;
    Ok(told.map(|told| Recorded {
        name: name.to_owned(),
        start: told.start,
        end: told.end,
        changes: told.changes,
        lines: Lines::Here(lines),
    }))
}

fn start(name: &str, text: &[u8]) -> Result<Start> {
    let wrong = |why: &str| malformed(name, 1, why);
    let value: serde_json::Value =
        serde_json::from_slice(text).map_err(|_| wrong("it is not JSON"))?;
    let version = value.pointer("/start/format_version");
    let version = version.and_then(serde_json::Value::as_u64);
    match version {
        None => return Err(wrong("it is not the beginning of a journal")),
        Some(version) if version != u64::from(FORMAT_VERSION) => {
            return Err(Error::failed(
                "journal-version",
                format!(
                    "the journal {name} has format version {version}, this program reads {FORMAT_VERSION}"
                ),
            )
            .hint("undo the run with the version of the program that made it"));
        }
        Some(_) => {}
    }
    let start = match serde_json::from_value(value) {
        Ok(Line::Start(start)) => *start,
        _ => return Err(wrong("it is not the beginning of a journal")),
    };
    // A run can only undo what was before it; names sort by time.
    match &start.undoes {
        Some(undoes) if undoes.as_str() >= name => Err(wrong("it undoes a later run")),
        _ => Ok(start),
    }
}

fn read_line<'a, T: Deserialize<'a>>(text: &'a [u8]) -> std::result::Result<T, String> {
    // The parser's own message may quote the line; where it stands is enough.
    serde_json::from_slice(text)
        .map_err(|error| format!("it is no line of a journal (column {})", error.column()))
}

fn malformed(name: &str, line: usize, why: &str) -> Error {
    Error::failed(
        "journal-malformed",
        format!("line {line} of the journal {name} cannot be used: {why}"),
    )
    .hint("if the run is not to be undone, move the file out of the journal folder")
}

/// The journals of a tenant, oldest first. A folder that is not there holds none.
///
/// # Errors
/// A folder or file that cannot be read, one that others can write, one that is too large; those of [`parse`].
pub fn runs_of(folder: &Path, tenant: &Tenant) -> Result<Vec<Recorded>> {
    let mut runs = Vec::new();
    let mark = mark(&tenant.account_code);
    for name in names(folder)? {
        if !name.contains(&mark) {
            continue;
        }
        let path = folder.join(&name);
        let mut source = Source::new(&name, &path, open(&path)?);
        let Some(start) = source.start()? else {
            continue;
        };
        let theirs = &start.tenant;
        let same = theirs.organization_id == tenant.organization_id
            && theirs.account_code == tenant.account_code
            && theirs.jumpcloud == tenant.jumpcloud
            && theirs.mimecast == tenant.mimecast;
        if same {
            let told = source.rest(start, |text| read_line(text))?;
            runs.push(Recorded {
                start: told.start,
                end: told.end,
                changes: told.changes,
                lines: Lines::File(path),
                name,
            });
        }
    }
    Ok(runs)
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Error {
    Error::failed(
        "journal-unreadable",
        format!("the journal {} cannot be read: {why}", path.display()),
    )
}

fn unfit(path: &Path, unfit: &Unfit) -> Error {
    let error = Error::failed(
        "journal-unreadable",
        format!("the journal {} cannot be read", path.display()),
    );
    unfit.told(
        error,
        "check its permissions, or name another folder with --journal",
    )
}

/// The journals of a folder by name, which is in the order of the runs.
///
/// # Errors
/// `journal-unreadable`: a folder that cannot be read, or that others can write to.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    match file::check_folder(folder) {
        // Below a file there is none either: whoever is to write one is told so.
        Err(missing) if matches!(missing.kind, ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        checked => checked.map_err(|e| unfit(folder, &e))?,
    }
    let entries = std::fs::read_dir(folder);
    let entries = entries.map_err(|error| unfit(folder, &error.into()))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| unreadable(folder, &e).hint("try again"))?;
        // A name that is not text is none of ours.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.ends_with(EXTENSION) {
            names.push(name);
        }
        if names.len() > MAX_FILES {
            return Err(
                unreadable(folder, &format!("it holds more than {MAX_FILES} files"))
                    .hint("move old journals elsewhere"),
            );
        }
    }
    names.sort();
    Ok(names)
}

fn open(path: &Path) -> Result<File> {
    let opened = file::open(path, Kept::FromWriting, Links::Refused);
    let file = opened.map_err(|e| unfit(path, &e))?;
    let metadata = file.metadata();
    let metadata = metadata.map_err(|e| unreadable(path, &e).hint("try again"))?;
    match metadata.len() > MAX_FILE {
        true => Err(unfit(path, &file::too_large(MAX_FILE))),
        false => Ok(file),
    }
}

#[cfg(test)]
pub(super) mod tests;
