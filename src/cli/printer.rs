//! The only place that writes to stdout and stderr.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use dialoguer::console::Term;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::check::Check;
use crate::error::{Error, Result};
use crate::file;
use crate::journal::Brake;
use crate::output::{Document, Figures, Format, Told, github, human, render, render_inspected};
use crate::plan::Plan;
use crate::saml::inspect::Inspected;
use crate::text::{self, Redactor};

use super::dialogue::answers::Answers;
use super::outcome::{Outcome, Shown};
use super::run_status::RunStatus;
use super::{prompt, wrap};

/// How much of a large result is written at a time, in bytes.
const PIECE: usize = 64 << 10;

/// Writes documents in one format.
#[derive(Debug)]
pub struct Printer {
    format: Format,
    /// What is taken out of everything that is printed.
    pub secrets: Redactor,
    /// Which changes are done, for when the run is interrupted.
    pub run_status: RunStatus,
    /// What was answered, as a command line.
    pub answers: Answers,
    /// Stops the run between two writes.
    pub brake: Brake,
    /// Why a result did not get to stdout whole, the first time.
    lost: RefCell<Option<std::io::Error>>,
    /// The plan in figures, once there is one.
    figures: RefCell<Option<Figures>>,
    /// Of a tenant among several: what is said on the way has its name in front.
    among: Option<(String, ProgressBar)>,
}

impl Format {
    /// The format asked for on a command line that could not be parsed.
    pub(super) fn of_command_line(args: impl Iterator<Item = OsString>) -> Format {
        let args: Vec<String> = args.map(|a| a.to_string_lossy().into_owned()).collect();
        let after_flag = args
            .windows(2)
            .find(|pair| pair[0] == "-o" || pair[0] == "--output")
            .map(|pair| pair[1].clone());
        let joined = args.iter().find_map(|arg| {
            let value = arg.strip_prefix("--output=").or(arg.strip_prefix("-o"))?;
            let value = value.strip_prefix('=').unwrap_or(value);
            (!value.is_empty()).then(|| value.to_owned())
        });
        let named = after_flag
            .or(joined)
            .or_else(|| std::env::var("SSO_SETUP_OUTPUT").ok());
        named
            .and_then(|name| clap::ValueEnum::from_str(&name, false).ok())
            .unwrap_or(Format::Human)
    }
}

impl Printer {
    /// A printer for one format.
    pub fn new(format: Format) -> Self {
        Printer {
            format,
            secrets: Redactor::default(),
            run_status: RunStatus::default(),
            answers: Answers::default(),
            brake: Brake::default(),
            lost: RefCell::default(),
            figures: RefCell::default(),
            among: None,
        }
    }

    /// The printer of one tenant among several, whose progress is told by `bar`. Secrets and progress are its own; whatever
    /// stops the run stops it too.
    pub fn of_tenant(&self, name: &str, bar: ProgressBar) -> Printer {
        Printer {
            brake: self.brake.clone(),
            among: Some((name.to_owned(), bar)),
            ..Printer::new(self.format)
        }
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether a person reads along.
    pub fn is_for_people(&self) -> bool {
        self.format.is_for_people()
    }

    /// What a command came to: the result to stdout, what is said after it to stderr.
    pub fn outcome(&self, outcome: &Outcome) {
        match &outcome.result {
            Shown::Document(document) => self.document(document),
            // A machine format has its one document all the same.
            Shown::Before(document) if !self.format.is_for_people() => self.document(document),
            Shown::Text(bytes) => self.raw(bytes),
            Shown::Before(_) | Shown::Printed => {}
        }
        if let Some(remark) = &outcome.remark {
            self.aside_note(remark);
        }
        if let Some(error) = &outcome.error {
            self.aside_note(&human::render_error(error));
        }
    }

    fn document(&self, document: &Document) {
        match self.format.text(document) {
            Some(bytes) => self.raw(bytes),
            None => self.result(&render(self.format, document, &self.secrets)),
        }
        if let Some(summary) = self.format.summary(document) {
            self.hand_on("GITHUB_STEP_SUMMARY", "the step summary", &summary);
        }
        if let Some(figures) = document.figures() {
            self.figures.replace(Some(figures));
        }
    }

    /// That the run has ended with a code; nothing is printed after it.
    pub fn ended(&self, code: u8) {
        let figures = self.figures.borrow();
        if let Some(outputs) = self.format.outputs(code, figures.as_ref()) {
            self.hand_on("GITHUB_OUTPUT", "the outputs of the step", &outputs);
        }
    }

    /// Adds to the file that a variable of GitHub's runner names. Where that cannot be done it is said, and fails nothing.
    fn hand_on(&self, variable: &str, what: &str, text: &str) {
        if let Some(path) = std::env::var_os(variable)
            && let Err(unfit) = file::append(Path::new(&path), self.secrets.redact(text).as_bytes())
        {
            self.note(&format!("{what} could not be written: {unfit}\n"));
        }
    }

    /// What SAML documents say, as it is found out: stdout.
    pub fn inspected(&self, documents: impl Iterator<Item = Inspected>, checks: Option<&[Check]>) {
        let mut pending = String::new();
        let mut put = |piece: &str| {
            pending.push_str(piece);
            if pending.len() > PIECE {
                let whole_lines = pending.rfind('\n').map_or(0, |end| end + 1);
                self.result(&pending[..whole_lines]);
                pending.drain(..whole_lines);
            }
        };
        render_inspected(self.format, documents, checks, &self.secrets, &mut put);
        self.result(&pending);
    }

    /// A result, or whole lines of one.
    fn result(&self, text: &str) {
        match (self.format, prompt::columns(&Term::stdout())) {
            (format, Some(width)) if format.is_for_people() => {
                self.put(wrap::words(text, width).as_bytes());
            }
            _ => self.put(text.as_bytes()),
        }
    }

    /// What a command says before it goes on: a text, or the same as one line of JSON. To stdout.
    pub fn first_words(&self, text: &str, json: &Value) {
        match self.format {
            Format::Json | Format::Jsonl => self.raw(format!("{json}\n").as_bytes()),
            Format::Human | Format::Github | Format::Junit => self.raw(text.as_bytes()),
        }
    }

    /// A result that is not wrapped to the width of a terminal; without secrets and without lines that GitHub's runner
    /// would obey: stdout.
    pub fn raw(&self, bytes: &[u8]) {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                let text = self.format.harmless(text);
                self.put(self.secrets.redact(&text).as_bytes());
            }
            Err(_) => self.put(bytes),
        }
    }

    fn put(&self, bytes: &[u8]) {
        if let Err(error) = to_stdout(bytes)
            // A reader that has gone away wants no more.
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.lost.borrow_mut().get_or_insert(error);
        }
    }

    /// Writes bytes of a result to a file instead.
    ///
    /// # Errors
    /// `output-not-written`; a file that was there is as it was.
    pub fn to_file(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let redacted = std::str::from_utf8(bytes).map(|text| self.secrets.redact(text));
        let bytes = redacted.as_deref().map_or(bytes, str::as_bytes);
        file::write_out(path, bytes).map_err(|unfit| {
            let error = Error::failed(
                "output-not-written",
                format!("{} could not be written", path.display()),
            );
            unfit.told(error, "make room, or choose another file")
        })
    }

    /// Whether all results got to stdout whole.
    ///
    /// # Errors
    /// `output-not-written`.
    pub fn all_written(&self) -> Result<()> {
        match &*self.lost.borrow() {
            None => Ok(()),
            Some(error) => Err(Error::failed(
                "output-not-written",
                format!("the result could not be written to stdout: {error}"),
            )
            .hint("make room where it goes, or send it elsewhere, and run the same command again")
            .hint("what a run changed stays changed; plan and undo --list show it")),
        }
    }

    /// A plan that is not the result: stderr. Machine formats are spared it, unless a person is
    /// about to be `asked` about it.
    pub fn aside(&self, plan: &Plan, asked: bool) {
        // Of several tenants each is told of once it has ended.
        let tells = self.among.is_none() && self.format.is_for_people();
        if asked || tells {
            self.note(&human::render_plan(plan));
        }
    }

    /// What whoever reads the result of a run was told of its plan and its progress. Where results go elsewhere than what is
    /// said beside them, that reader was told nothing.
    pub fn told(&self, led: bool, plan: &Plan) -> Told {
        if self.among.is_some() {
            return Told::default();
        }
        let reads_along = one_reader();
        Told {
            steps: led,
            progress: reads_along && std::io::stderr().is_terminal(),
            plan: (reads_along && !plan.changes.is_empty()).then_some(plan.warnings.len()),
        }
    }

    /// A line for the person at the prompt: stderr.
    pub fn note(&self, text: &str) {
        match &self.among {
            None => self.say(text),
            Some((name, bar)) => {
                let lines = text.trim_start().lines();
                let text: String = lines.map(|line| format!("{name}: {line}\n")).collect();
                bar.suspend(|| self.say(&text));
            }
        }
    }

    fn say(&self, text: &str) {
        let mut out = anstream::stderr().lock();
        let text = self.secrets.redact(&text::inert(text));
        let text = match prompt::columns(&Term::stderr()) {
            Some(width) => wrap::words(&text, width),
            None => text,
        };
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// A line to be pasted, after what it is: stderr. It is never broken, or pasted it would be two.
    pub fn to_paste(&self, what: &str, line: &str) {
        self.note(&format!("\n{what}\n"));
        let line = self.secrets.redact(&text::inert(line));
        let mut out = anstream::stderr().lock();
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }

    /// A line about the progress of a run: stderr. Machine formats are spared it.
    pub fn aside_note(&self, text: &str) {
        if self.format.is_for_people() {
            self.note(text);
        }
    }

    /// A spinner for what is being done: stderr. Machine formats are spared it.
    pub fn spinner(&self, text: &str) -> ProgressBar {
        if !self.format.is_for_people() || self.among.is_some() {
            return ProgressBar::hidden();
        }
        // It knows nothing of who wants colours.
        let plain = anstream::adapter::strip_str(text).to_string();
        // indicatif hides it by itself where stderr is not a terminal.
        let spinner = ProgressBar::new_spinner().with_message(plain);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            spinner.set_style(style);
        }
        spinner.tick();
        spinner
    }

    /// A failure: stderr for people, the one document of a machine format otherwise.
    pub fn error(&self, error: Error) {
        match self.format.is_for_people() {
            true => self.note(&human::render_error(&error)),
            false => self.document(&Document::Error(error)),
        }
    }

    /// Takes secrets out of all that is printed from now on, and has GitHub's runner mask them. Elsewhere nothing
    /// would swallow the command, so none is printed.
    pub fn mask<'a>(&self, secrets: impl Iterator<Item = &'a SecretString>) {
        let on_runner = std::env::var("GITHUB_ACTIONS").is_ok_and(|v| v == "true");
        let secrets: Vec<&SecretString> = secrets.collect();
        for secret in &secrets {
            self.secrets.add((*secret).clone());
        }
        if self.format.masks() && on_runner {
            for secret in secrets {
                self.put(github::mask(secret.expose_secret()).as_bytes());
            }
        }
    }
}

/// Whether stdout and stderr are the same.
#[cfg(unix)]
fn one_reader() -> bool {
    use std::fs::File;
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let place = [out.as_fd(), err.as_fd()].map(|stream| {
        let file = File::from(stream.try_clone_to_owned().ok()?);
        let metadata = file.metadata().ok()?;
        Some((metadata.dev(), metadata.ino()))
    });
    place[0].is_some() && place[0] == place[1]
}

#[cfg(not(unix))]
fn one_reader() -> bool {
    std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
}

/// Writes to stdout, without styles where it shows none.
fn to_stdout(bytes: &[u8]) -> std::io::Result<()> {
    let choice = anstream::AutoStream::choice(&std::io::stdout());
    let mut text = anstream::AutoStream::new(Vec::new(), choice);
    text.write_all(bytes)?;
    whole(&text.into_inner())
}

/// The system is asked itself: the standard library takes a stdout that cannot be written to for one that takes
/// everything.
#[cfg(unix)]
fn whole(mut bytes: &[u8]) -> std::io::Result<()> {
    use rustix::io::Errno;
    let out = std::io::stdout().lock();
    while !bytes.is_empty() {
        match rustix::io::write(&out, bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Somebody else made it one that does not wait.
            Err(Errno::AGAIN) => std::thread::sleep(std::time::Duration::from_millis(5)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn whole(bytes: &[u8]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}
