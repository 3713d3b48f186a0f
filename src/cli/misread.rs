//! What is said of a command line that cannot be read.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::{EXIT_DONE, Error, Kind};
use crate::output::Format;

use super::environment;
use super::printer::Printer;

/// Why a command line was not read.
pub enum Misread {
    /// Clap says so, or was asked for help.
    ByClap(clap::Error),
    /// It says what cannot be.
    Unfit(Error),
}

impl From<Error> for Misread {
    fn from(error: Error) -> Self {
        Misread::Unfit(error)
    }
}

impl From<clap::Error> for Misread {
    fn from(error: clap::Error) -> Self {
        Misread::ByClap(error)
    }
}

impl Misread {
    /// The same as an error, where it is of one tenant among several.
    pub fn into_error(self) -> Error {
        match self {
            Misread::ByClap(misread) => error(&misread),
            Misread::Unfit(error) => error,
        }
    }

    /// Says it, or shows the help; the exit code.
    pub fn told(self, command: &clap::Command, format: Format) -> (Printer, u8) {
        let error = match self {
            Misread::ByClap(error) => error,
            Misread::Unfit(error) => {
                let (printer, code) = (Printer::new(format), error.exit_code());
                printer.error(error);
                return (printer, code);
            }
        };
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        ) {
            let printer = Printer::new(Format::Human);
            printer.raw(error.render().ansi().to_string().as_bytes());
            return (printer, EXIT_DONE);
        }
        let printer = Printer::new(format);
        let refused = refused_value(&error).or_else(|| environment::not_text(&error, command));
        match refused {
            Some(refused) => printer.error(refused),
            None if format.is_for_people() => printer.note(&error.render().ansi().to_string()),
            None => printer.error(usage(&error)),
        }
        (printer, Kind::Usage.exit_code())
    }
}

/// Clap's error in the shape of every other one.
pub fn error(error: &clap::Error) -> Error {
    refused_value(error).unwrap_or_else(|| usage(error))
}

/// What one of this crate's own parsers said of a value. Clap would leave the remedies out, and repeat
/// the value, which may hold a password.
fn refused_value(error: &clap::Error) -> Option<Error> {
    let refused = std::error::Error::source(error)?.downcast_ref::<Error>()?;
    Some(match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(option)) => refused.clone().context(option),
        _ => refused.clone(),
    })
}

/// A text of an error's context; empty where it has none.
pub fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// An address that is refused is not repeated up to its `@`: what stands there may be a password.
pub fn without_password(mut error: clap::Error) -> clap::Error {
    let value = context(&error, ContextKind::InvalidValue);
    if context(&error, ContextKind::InvalidArg).contains("-url")
        && let Some((_, shown)) = value.rsplit_once('@')
    {
        let shown = ContextValue::String(format!("…@{shown}"));
        error.insert(ContextKind::InvalidValue, shown);
    }
    error
}

/// Clap's message as an error.
fn usage(error: &clap::Error) -> Error {
    let text = error.to_string();
    let mut parts = text.trim().splitn(2, "\n\n");
    let message = parts.next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(message);
    let hints = parts.next().unwrap_or_default();
    let usage = Error::usage(
        "usage",
        message.split_whitespace().collect::<Vec<_>>().join(" "),
    );
    hints
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(usage, |usage, line| usage.hint(line))
}
