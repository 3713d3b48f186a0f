//! Leads a person through one console step: what to do, each value to the clipboard on a key, and whether it is done.

use dialoguer::console::Term;

use crate::engine::HumanStep;
use crate::error::Result;
use crate::mimecast::worksheet::Row;
use crate::output::human;

use super::printer::Printer;
use super::prompt;

/// Below so many columns, names and values of a form do not fit beside each other.
const NARROW: usize = 80;

/// What a person says of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It was carried out.
    Done,
    /// It was not; what does not wait for it goes on.
    NotYet,
    /// The rest is for another time.
    Leave,
}

/// Said once, before the first of `steps` steps.
pub fn introduce(printer: &Printer, steps: usize) {
    let what = match steps {
        1 => "One step".to_owned(),
        n => format!("{n} steps"),
    };
    printer.note(&format!(
        "\n{what} in the Mimecast console, for which no API exists. Sign in there in another window, and leave that session \
         open until everything is proven. You can leave at any time with q: what you confirmed is kept, and the same command goes \
         on from there.\n"
    ));
}

/// Shows a step and waits for what the person says of it.
///
/// # Errors
/// The person interrupted the run.
pub fn walk(printer: &Printer, step: &HumanStep, number: usize, of: usize) -> Result<Answer> {
    let narrow = prompt::columns(&Term::stderr()).is_some_and(|columns| columns < NARROW);
    let text = human::render_asked_step(step, number, of, narrow);
    printer.note(&text);
    let values: Vec<&Row> = step.step.fields.iter().filter(|row| row.paste).collect();
    let (keys, explained) = match values.is_empty() {
        true => (
            "ynsq?",
            "Keys: y it is done, n not yet, s show it again, q leave.",
        ),
        false => (
            "cbynsq?",
            "Keys: c copy the next value, b back to the one before, y it is done, n not yet, s show it again, q leave.",
        ),
    };
    // Whoever was asked before knows them, or asks for them.
    if number == 1 {
        prompt::remark(explained);
    }
    let mut next = 0;
    loop {
        if let Some(row) = values.get(next) {
            let (field, place) = (human::clean(&row.field), next + 1);
            prompt::remark(&format!(
                "Next to copy: {field} ({place} of {})",
                values.len()
            ));
        }
        match prompt::key("Is this step done?", keys)? {
            'c' => match values.get(next) {
                Some(row) => {
                    copy(row);
                    next += 1;
                }
                None => prompt::remark("Every value of this step was copied; b goes back."),
            },
            'b' => next = next.saturating_sub(1),
            's' => printer.note(&text),
            '?' => prompt::remark(explained),
            'n' => return Ok(Answer::NotYet),
            'q' => return Ok(Answer::Leave),
            _ => return Ok(Answer::Done),
        }
    }
}

/// Hands a value to the terminal, which puts it on the clipboard of the machine that the person sits at, also over SSH.
/// A terminal does not answer whether it did.
fn copy(row: &Row) {
    // What is shown is what is copied: nothing that could steer a terminal, or end a line where it is pasted.
    let value = human::clean(&row.value);
    prompt::to_clipboard(&Term::stderr(), &value);
    let field = human::clean(&row.field);
    prompt::remark(&format!("Copied: {field}"));
}
