//! Every question the program asks. Nothing else uses dialoguer.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use dialoguer::console::{Key, Term};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{FuzzySelect, Input, MultiSelect, Select};
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Kind, Result};

use super::secret_input::read_secret;
use super::wrap;

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

/// How wide a terminal is; `None` where there is none, or none that says so.
pub fn columns(terminal: &Term) -> Option<usize> {
    let (_, columns) = terminal.size_checked()?;
    (columns > 0).then(|| usize::from(columns))
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

/// Yes or no, on one key; no is the default. `explained` is said when a question mark is typed.
pub fn confirm(question: &str, explained: &str) -> Result<bool> {
    let (terminal, theme) = (Term::stderr(), theme());
    let question = on_a_line(question, MARKS_AND_ANSWER + HELP.len(), "Yes or no?");
    let asked_so = with_help(&question);
    let write = |text: &str| asked(terminal.write_str(text).map_err(dialoguer::Error::IO));
    let formed = |formed: std::fmt::Result| {
        asked(formed.map_err(|e| dialoguer::Error::IO(std::io::Error::other(e))))
    };
    let mut prompt = String::new();
    formed(theme.format_confirm_prompt(&mut prompt, &asked_so, Some(false)))?;
    write(&prompt)?;
    loop {
        let answer = match asked(terminal.read_key().map_err(dialoguer::Error::IO))? {
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
    asked(shown.map_err(dialoguer::Error::IO))?;
    loop {
        let pressed = asked(terminal.read_key().map_err(dialoguer::Error::IO))?;
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

/// What asks for an explanation instead of an answer.
const EXPLAIN: &str = "?";

/// What says so.
const HELP: &str = " (? explains)";

fn with_help(question: &str) -> String {
    format!("{question}{HELP}")
}

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
        .map_err(|_| dialoguer::Error::IO(std::io::ErrorKind::Other.into()))
        .or_else(|e| asked(Err(e)))?;
    loop {
        let typed = asked(
            terminal
                .write_str(&prompt)
                .and_then(|()| read_secret(&terminal))
                .map_err(dialoguer::Error::IO),
        )?;
        let _ = terminal.write_line("");
        match typed.expose_secret().trim() {
            EXPLAIN => remark(explained),
            "" => return Ok(None),
            typed => return Ok(Some(typed.to_owned().into())),
        }
    }
}

/// How many items a list has at most that is looked through rather than searched.
const LOOKED_THROUGH: usize = 12;

/// How many lines a list takes at most, its heading among them: with what was said before, a terminal of 24 holds it.
const LINES: usize = 20;

/// One of a list, which begins with `first`; its index. A long one is searched by typing.
pub fn one(question: &str, items: &[String], first: usize) -> Result<usize> {
    let theme = theme();
    let chosen = if items.len() <= LOOKED_THROUGH {
        let select = Select::with_theme(&*theme)
            .with_prompt(on_a_line(question, MARKS_AND_PAGES, "Choose"))
            .items(on_one_line(items));
        let select = select.default(first).max_length(LINES).report(false);
        asked(select.interact())?
    } else {
        remark(&format!(
            "{question}: type a part of it, the arrow keys choose, Enter goes on."
        ));
        // What is searched for stands on the line of the prompt: a short one leaves room.
        let search = FuzzySelect::with_theme(&*theme).with_prompt("Search:");
        let search = search.items(on_one_line(items)).default(first);
        asked(search.max_length(LINES - 2).report(false).interact())?
    };
    let named = items.get(chosen).map_or("", String::as_str);
    report(|out| theme.format_input_prompt_selection(out, question, named));
    Ok(chosen)
}

/// Shows what was answered, whole: dialoguer would leave it to the terminal to break its line.
fn report(form: impl FnOnce(&mut String) -> std::fmt::Result) {
    let mut formed = String::new();
    if form(&mut formed).is_ok() {
        remark(&formed);
    }
}

/// How many columns are added to a question that stands over a list.
const MARKS_AND_PAGES: usize = 20;

/// How many columns are added to a question that is answered with yes or no.
const MARKS_AND_ANSWER: usize = 14;

/// What an answer is asked for with: the question, or, where it and what is added to it do not fit on a line, a few words, and
/// the question before them. dialoguer counts it as one line when it draws it again.
fn on_a_line(question: &str, added: usize, in_few_words: &str) -> String {
    let needed = question.chars().count() + added;
    match columns(&Term::stderr()).is_some_and(|width| needed > width) {
        true => {
            remark(question);
            in_few_words.to_owned()
        }
        false => question.to_owned(),
    }
}

/// Items cut to the terminal's width: dialoguer counts each as one line when it draws the list again, and each byte as a
/// column. No two are alike: it tells them apart by their text.
fn on_one_line(items: &[String]) -> Vec<String> {
    const MARKS: usize = 8;
    let room = columns(&Term::stderr()).map_or(usize::MAX, |width| width.saturating_sub(MARKS));
    let mut seen = BTreeSet::new();
    let mut distinct = |item: &String| {
        let mut shown = cut(item, room, "");
        for number in 2.. {
            if seen.insert(shown.clone()) {
                break;
            }
            shown = cut(item, room, &format!(" ({number})"));
        }
        shown
    };
    items.iter().map(&mut distinct).collect()
}

/// An item with what tells it from another, in so many bytes; cut after a word where there is one.
fn cut(item: &str, room: usize, mark: &str) -> String {
    if item.len() + mark.len() <= room {
        return format!("{item}{mark}");
    }
    let room = room.saturating_sub('…'.len_utf8() + mark.len());
    let ends = item.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= room).last().unwrap_or(0);
    let (kept, rest) = item.split_at(end);
    let whole = match rest.starts_with(' ') {
        true => Some(end),
        false => kept.trim_end().rfind(' '),
    };
    // What most of it would go with is cut all the same.
    let whole = whole.filter(|end| end * 2 > room);
    let kept = whole.map_or(kept, |end| kept[..end].trim_end());
    format!("{kept}…{mark}")
}

/// Any of a list; their indices. `chosen` are ticked to begin with; with `name`, what was chosen is
/// repeated in fewer words than it was offered in.
pub fn many(
    question: &str,
    items: &[String],
    chosen: &[bool],
    name: impl Fn(usize) -> String,
) -> Result<Vec<usize>> {
    let theme = theme();
    remark(match items.len() > LINES - 2 {
        true => "The space bar ticks, the arrow keys left and right turn the page, Enter goes on.",
        false => "The space bar ticks, Enter goes on.",
    });
    let ticked = asked(
        MultiSelect::with_theme(&*theme)
            .with_prompt(on_a_line(question, MARKS_AND_PAGES, "Choose"))
            .items(on_one_line(items))
            .defaults(chosen)
            .max_length(LINES)
            .report(false)
            .interact(),
    )?;
    let names: Vec<String> = match ticked.is_empty() {
        true => vec!["none".to_owned()],
        false => ticked.iter().map(|index| name(*index)).collect(),
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    report(|out| theme.format_multi_select_prompt_selection(out, question, &names));
    Ok(ticked)
}

/// Something to know before the next question.
pub fn remark(text: &str) {
    let terminal = Term::stderr();
    let width = columns(&terminal).unwrap_or(0);
    let _ = terminal.write_line(&wrap::words(&crate::text::inert(text), width));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_cut_by_bytes_and_between_characters() {
        for (item, room, mark, expected) in [
            ("All Staff", 9, "", "All Staff"),
            ("All Staff", 8, "", "All…"),
            ("All Staff EMEA", 12, "", "All Staff…"),
            ("All Staff", 12, " (2)", "All… (2)"),
            (" Staff", 5, "", " S…"),
            ("漢字漢字漢字", 12, "", "漢字漢…"),
            ("漢字", 0, "", "…"),
        ] {
            assert_eq!(cut(item, room, mark), expected, "{item} {room}");
        }
    }
}
