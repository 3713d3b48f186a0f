//! What every question has in common: how it looks, how wide it may be, and what is said above it.

use dialoguer::console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use crate::error::{Error, Kind, Result};

use super::super::wrap;

/// How wide a terminal is; `None` where there is none, or none that says so.
pub fn columns(terminal: &Term) -> Option<usize> {
    let (_, columns) = terminal.size_checked()?;
    (columns > 0).then(|| usize::from(columns))
}

/// How questions look.
pub fn theme() -> Box<dyn Theme> {
    match anstream::AutoStream::choice(&std::io::stderr()) {
        anstream::ColorChoice::Never => Box::new(SimpleTheme),
        _ => Box::new(ColorfulTheme::default()),
    }
}

/// What was answered; a terminal that is left or gone gives an error.
pub fn asked<T>(answer: std::result::Result<T, impl Into<dialoguer::Error>>) -> Result<T> {
    answer.map_err(|error| {
        let dialoguer::Error::IO(io) = error.into();
        let terminal = Term::stderr();
        // Lists hide the cursor and do not give it back when they are interrupted.
        let _ = terminal.show_cursor();
        match io.kind() {
            std::io::ErrorKind::Interrupted => {
                let _ = terminal.write_line("");
                Error::interrupted()
            }
            _ => Error::new(
                Kind::Usage,
                "prompt-failed",
                format!("the question could not be asked: {io}"),
            )
            .hint("pass the answer as an option; --help lists them"),
        }
    })
}

/// What asks for an explanation instead of an answer.
pub const EXPLAIN: &str = "?";

/// What says so.
pub const HELP: &str = " (? explains)";

/// A question that can be explained.
pub fn with_help(question: &str) -> String {
    format!("{question}{HELP}")
}

/// What an answer is asked for with: the question, or, where it and what is added to it do not fit on a line, a few words, and
/// the question before them. dialoguer counts it as one line when it draws it again.
pub fn on_a_line(question: &str, added: usize, in_few_words: &str) -> String {
    let needed = question.chars().count() + added;
    match columns(&Term::stderr()).is_some_and(|width| needed > width) {
        true => {
            remark(question);
            in_few_words.to_owned()
        }
        false => question.to_owned(),
    }
}

/// Shows what was answered, whole: dialoguer would leave it to the terminal to break its line.
pub fn report(form: impl FnOnce(&mut String) -> std::fmt::Result) {
    let mut formed = String::new();
    if form(&mut formed).is_ok() {
        remark(&formed);
    }
}

/// Something to know before the next question.
pub fn remark(text: &str) {
    let terminal = Term::stderr();
    let width = columns(&terminal).unwrap_or(0);
    let _ = terminal.write_line(&wrap::words(&crate::text::inert(text), width));
}
