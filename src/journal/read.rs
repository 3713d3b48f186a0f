//! Reading journals back. A journal is a file like any other: hostile until it was looked at.

use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};

use super::format::{End, FORMAT_VERSION, Line, Start, Tenant};

/// The largest journal that is read, in bytes. One application document has a few kilobytes.
const MAX_FILE: u64 = 16 << 20;

/// The longest line that is read, in bytes.
const MAX_LINE: usize = 2 << 20;

/// The most files of a journal folder that are looked at.
const MAX_FILES: usize = 20_000;

/// How a journal's file name ends.
pub(super) const EXTENSION: &str = ".jsonl";

/// A run as its journal tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The journal's file name.
    pub name: String,
    /// Whose run it was, and what for.
    pub start: Start,
    /// What it did, in order: intents, results and steps.
    pub lines: Vec<Line>,
    /// How it ended; `None` for a run that was killed.
    pub end: Option<End>,
}

impl Recorded {
    /// How many writes were sent, and console steps confirmed.
    pub fn changes(&self) -> usize {
        let counts = |line: &&Line| matches!(line, Line::Intent(_) | Line::Step(_));
        self.lines.iter().filter(counts).count()
    }

    /// How it ended, in a word.
    pub fn ended(&self) -> &'static str {
        self.end
            .as_ref()
            .map_or("killed", |end| end.outcome.as_str())
    }
}

/// Reads a journal's text. `None` for one that was killed before its first line was whole: such a run
/// had changed nothing yet. A last line without its end is left out.
///
/// # Errors
/// `journal-malformed`, naming file and line; `journal-version`.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Option<Recorded>> {
    let whole = match bytes.iter().rposition(|byte| *byte == b'\n') {
        Some(end) => &bytes[..end],
        None => return Ok(None),
    };
    let mut lines = whole.split(|byte| *byte == b'\n').zip(1usize..);
    let (first, _) = lines.next().unwrap_or((&[], 1));
    let mut recorded = Recorded {
        start: start(name, first)?,
        name: name.to_owned(),
        lines: Vec::new(),
        end: None,
    };
    let (mut open, mut last) = (None, 0);
    for (text, number) in lines {
        let wrong = |why: &str| malformed(name, number, why);
        if recorded.end.is_some() {
            return Err(wrong("it follows the last one"));
        }
        let line = line(text).map_err(|why| wrong(&why))?;
        match &line {
            Line::Start(_) => return Err(wrong("a second beginning")),
            Line::Intent(intent) if intent.number == last + 1 => {
                last += 1;
                open = Some(last);
            }
            Line::Intent(_) => return Err(wrong("its number does not follow the one before")),
            Line::Result(result) if open == Some(result.number) => open = None,
            Line::Result(_) => return Err(wrong("it ends a write that was not begun")),
            Line::Step(_) => {}
            Line::End(end) => {
                recorded.end = Some(end.clone());
                continue;
            }
        }
        recorded.lines.push(line);
    }
    Ok(Some(recorded))
}

fn start(name: &str, text: &[u8]) -> Result<Start> {
    let wrong = |why: &str| malformed(name, 1, why);
    if text.len() > MAX_LINE {
        return Err(wrong("it is too long"));
    }
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

fn line(text: &[u8]) -> std::result::Result<Line, String> {
    if text.len() > MAX_LINE {
        return Err("it is too long".to_owned());
    }
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
    let mark = format!("-{}-", tenant.account_code);
    for name in names(folder)? {
        if !name.contains(&mark) {
            continue;
        }
        let bytes = bytes(&folder.join(&name))?;
        let Some(run) = parse(&name, &bytes)? else {
            continue;
        };
        let theirs = &run.start.tenant;
        let same = theirs.organization_id == tenant.organization_id
            && theirs.account_code == tenant.account_code
            && theirs.jumpcloud == tenant.jumpcloud
            && theirs.mimecast == tenant.mimecast;
        if same {
            runs.push(run);
        }
    }
    Ok(runs)
}

fn unreadable(path: &Path, why: impl std::fmt::Display) -> Error {
    Error::failed(
        "journal-unreadable",
        format!("the journal {} cannot be read: {why}", path.display()),
    )
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(unreadable(folder, error)
                .hint("check its permissions, or name another folder with --journal"));
        }
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| unreadable(folder, e).hint("try again"))?;
        // A name that is not text is none of ours.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.ends_with(EXTENSION) {
            names.push(name);
        }
        if names.len() > MAX_FILES {
            return Err(
                unreadable(folder, format!("it holds more than {MAX_FILES} files"))
                    .hint("move old journals elsewhere"),
            );
        }
    }
    names.sort();
    Ok(names)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let metadata = std::fs::symlink_metadata(path);
    let metadata = metadata.map_err(|e| unreadable(path, e).hint("check its permissions"))?;
    if !metadata.is_file() {
        return Err(unreadable(path, "it is no regular file").hint("move it elsewhere"));
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o022 != 0 {
        return Err(unreadable(path, "others can write to it").hint(format!(
            "make sure of what it says, then: chmod 600 {}",
            path.display()
        )));
    }
    let file = std::fs::File::open(path);
    let file = file.map_err(|e| unreadable(path, e).hint("check its permissions"))?;
    let mut bytes = Vec::new();
    let read = file.take(MAX_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|e| unreadable(path, e).hint("try again"))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(
            unreadable(path, format!("it has more than {} MiB", MAX_FILE >> 20))
                .hint("no run writes that much: move it elsewhere"),
        );
    }
    Ok(bytes)
}

#[cfg(test)]
pub(super) mod tests;
