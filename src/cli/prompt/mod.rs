//! Every question the program asks. Nothing else uses dialoguer.

mod list;
mod screen;

pub use list::{many, one};
pub use screen::{columns, remark};

use std::io::IsTerminal;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use dialoguer::Input;
use dialoguer::console::{Key, Term};
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};

use super::secret_input::read_secret;
use screen::{EXPLAIN, HELP, asked, on_a_line, report, theme, with_help};

/// Whether a person can be asked: stdin and stderr are a terminal, and `--no-input` was not given.
///
/// dialoguer looks at stderr only, and would wait for an answer from a pipe.
pub fn can_ask(no_input: bool) -> bool {
    !no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Colours prompts, or does not, whatever the environment says: dialoguer has a switch of its own.
pub fn colors(wanted: bool) {
    dialoguer::console::set_colors_enabled_stderr(wanted);
}

/// Yes or no, on one key; no is the default. `explained` is said when a question mark is typed.
pub fn confirm(question: &str, explained: &str) -> Result<bool> {
    let (terminal, theme) = (Term::stderr(), theme());
    let question = on_a_line(question, MARKS_AND_ANSWER + HELP.len(), "Yes or no?");
    let asked_so = with_help(&question);
    let write = |text: &str| asked(terminal.write_str(text));
    let formed = |formed: std::fmt::Result| asked(formed.map_err(std::io::Error::other));
    let mut prompt = String::new();
    formed(theme.format_confirm_prompt(&mut prompt, &asked_so, Some(false)))?;
    write(&prompt)?;
    loop {
        let answer = match asked(terminal.read_key())? {
            Key::Char('y' | 'Y') => true,
            Key::Char('n' | 'N') | Key::Enter => false,
            Key::Char('?') => {
                write("\n")?;
                remark(explained);
                write(&prompt)?;
                continue;
            }
            _ => continue,
        };
        let _ = terminal.clear_line();
        report(|out| theme.format_confirm_prompt_selection(out, &question, Some(answer)));
        return Ok(answer);
    }
}

/// One of `keys`, pressed without Enter; any other is passed over.
pub fn key(question: &str, keys: &str) -> Result<char> {
    let terminal = Term::stderr();
    let choice: Vec<String> = keys.chars().map(String::from).collect();
    let mut prompt = String::new();
    let formatted =
        theme().format_prompt(&mut prompt, &format!("{question} [{}]", choice.join("/")));
    let shown = formatted
        .map_err(std::io::Error::other)
        .and_then(|()| terminal.write_str(&format!("{prompt} ")));
    asked(shown)?;
    loop {
        let pressed = asked(terminal.read_key())?;
        if let Key::Char(c) = pressed
            && let Some(chosen) = keys.chars().find(|k| k.eq_ignore_ascii_case(&c))
        {
            let _ = terminal.write_line(&chosen.to_string());
            return Ok(chosen);
        }
    }
}

/// Has the terminal put a text on the clipboard (OSC 52, which terminals carry through SSH; some want it allowed).
pub fn to_clipboard(terminal: &Term, text: &str) {
    let encoded = BASE64_STANDARD.encode(text);
    // A terminal that is gone takes no text either.
    let _ = terminal.write_str(&format!("\u{1b}]52;c;{encoded}\u{7}"));
}

/// A line of text, checked by `parse`; asked again until it fits. `explained` is said when a question mark is typed.
pub fn text<T>(question: &str, explained: &str, parse: impl Fn(&str) -> Result<T>) -> Result<T> {
    loop {
        match parse(&line(question, explained, false)?) {
            Ok(answer) => return Ok(answer),
            Err(error) => complain(&error),
        }
    }
}

/// A line of text that may be left empty; checked by `parse` where it is not.
pub fn optional_text<T>(
    question: &str,
    explained: &str,
    parse: impl Fn(&str) -> Result<T>,
) -> Result<Option<T>> {
    loop {
        let answer = line(question, explained, true)?;
        if answer.is_empty() {
            return Ok(None);
        }
        match parse(&answer) {
            Ok(answer) => return Ok(Some(answer)),
            Err(error) => complain(&error),
        }
    }
}

/// How many columns are added to a question that is answered with yes or no.
const MARKS_AND_ANSWER: usize = 14;

/// How many columns are added to a question that is answered by typing, and by one character at least.
const MARKS_AND_TEXT: usize = HELP.len() + 5;

fn line(question: &str, explained: &str, allow_empty: bool) -> Result<String> {
    let question = with_help(&on_a_line(question, MARKS_AND_TEXT, "Answer"));
    loop {
        let answer: String = asked(
            Input::with_theme(&*theme())
                .with_prompt(&question)
                .allow_empty(allow_empty)
                .interact_text(),
        )?;
        match answer.trim() {
            EXPLAIN => remark(explained),
            answer => return Ok(answer.to_owned()),
        }
    }
}

/// Says why an answer does not fit. dialoguer's own validation takes back one line of it only, and
/// leaves the rest of a longer one on the screen.
pub fn complain(error: &Error) {
    remark(&error.message);
    for hint in &error.hints {
        remark(&format!("  hint: {hint}"));
    }
}

/// A secret: not shown while typed. Asked again while nothing was typed.
pub fn secret(question: &str, explained: &str) -> Result<SecretString> {
    loop {
        if let Some(typed) = optional_secret(question, explained)? {
            return Ok(typed);
        }
    }
}

/// A secret that may be left empty: not shown while typed.
pub fn optional_secret(question: &str, explained: &str) -> Result<Option<SecretString>> {
    let terminal = Term::stderr();
    let question = with_help(&on_a_line(question, MARKS_AND_TEXT, "Answer"));
    let mut prompt = String::new();
    theme()
        .format_password_prompt(&mut prompt, &question)
        .map_err(std::io::Error::other)
        .or_else(|e| asked(Err(e)))?;
    loop {
        let typed = asked(
            terminal
                .write_str(&prompt)
                .and_then(|()| read_secret(&terminal)),
        )?;
        let _ = terminal.write_line("");
        match typed.expose_secret().trim() {
            EXPLAIN => remark(explained),
            "" => return Ok(None),
            typed => return Ok(Some(typed.to_owned().into())),
        }
    }
}
