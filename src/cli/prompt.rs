//! Every question the program asks. Nothing else uses dialoguer.

use std::io::IsTerminal;

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Input, MultiSelect, Password, Select};
use secrecy::SecretString;

use crate::error::{Error, Kind, Result};

/// Whether a person can be asked: stdin and stderr are a terminal, and `--no-input` was not given.
///
/// dialoguer looks at stderr only, and would wait for an answer from a pipe.
pub fn can_ask(no_input: bool) -> bool {
    !no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

fn theme() -> Box<dyn Theme> {
    match anstream::AutoStream::choice(&std::io::stderr()) {
        anstream::ColorChoice::Never => Box::new(SimpleTheme),
        _ => Box::new(ColorfulTheme::default()),
    }
}

fn asked<T>(answer: dialoguer::Result<T>) -> Result<T> {
    answer.map_err(|error| {
        let dialoguer::Error::IO(io) = error;
        match io.kind() {
            std::io::ErrorKind::Interrupted => super::interrupted(),
            _ => Error::new(
                Kind::Usage,
                "prompt-failed",
                format!("the question could not be asked: {io}"),
            )
            .hint("pass the answer as an option; --help lists them"),
        }
    })
}

/// Yes or no; no is the default.
pub fn confirm(question: &str) -> Result<bool> {
    asked(
        Confirm::with_theme(&*theme())
            .with_prompt(question)
            .default(false)
            .interact(),
    )
}

/// A line of text, checked by `parse`; asked again until it fits.
pub fn text<T>(question: &str, parse: impl Fn(&str) -> Result<T>) -> Result<T> {
    let answer: String = asked(
        Input::with_theme(&*theme())
            .with_prompt(question)
            .validate_with(|typed: &String| parse(typed).map(drop).map_err(|e| with_hints(&e)))
            .interact_text(),
    )?;
    parse(&answer)
}

/// A line of text that may be left empty.
pub fn optional_text(question: &str) -> Result<Option<String>> {
    let answer: String = asked(
        Input::with_theme(&*theme())
            .with_prompt(question)
            .allow_empty(true)
            .interact_text(),
    )?;
    let answer = answer.trim();
    Ok((!answer.is_empty()).then(|| answer.to_owned()))
}

/// A secret: not shown while typed.
pub fn secret(question: &str) -> Result<SecretString> {
    asked(
        Password::with_theme(&*theme())
            .with_prompt(question)
            .interact(),
    )
    .map(|typed| {
        let trimmed = typed.trim().to_owned();
        trimmed.into()
    })
}

/// One of a list; its index.
pub fn one(question: &str, items: &[String]) -> Result<usize> {
    asked(
        Select::with_theme(&*theme())
            .with_prompt(question)
            .items(items)
            .default(0)
            .interact(),
    )
}

/// Any of a list; their indices. `chosen` are ticked to begin with.
pub fn many(question: &str, items: &[String], chosen: &[bool]) -> Result<Vec<usize>> {
    asked(
        MultiSelect::with_theme(&*theme())
            .with_prompt(format!("{question} (space ticks, enter goes on)"))
            .items(items)
            .defaults(chosen)
            .interact(),
    )
}

fn with_hints(error: &Error) -> String {
    match error.hints.first() {
        Some(hint) => format!("{}; {hint}", error.message),
        None => error.message.clone(),
    }
}
