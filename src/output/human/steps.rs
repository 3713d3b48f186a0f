//! Console steps, each to be followed from top to bottom.

use std::fmt::Write;

use crate::engine::HumanStep;
use crate::mimecast::worksheet::Step;
use crate::text;

use super::style::{BOLD, DIM, clean, styled};

/// The console steps, each to be followed from top to bottom.
pub fn render_steps(steps: &[HumanStep]) -> String {
    let mut out = String::new();
    for (index, step) in steps.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let _ = writeln!(
            out,
            "{}",
            styled(
                BOLD,
                format!("Step {}: {}", index + 1, clean(&step.step.title))
            )
        );
        render_step(&mut out, &step.step, false);
        let _ = writeln!(
            out,
            "  {}",
            styled(
                DIM,
                format!("Done? --confirm-step {}", text::shell_word(&step.id))
            )
        );
    }
    out
}

/// A console step that a person is about to be asked about; on a `narrow` terminal every value has a line of its own.
pub fn render_asked_step(step: &HumanStep, number: usize, of: usize, narrow: bool) -> String {
    let title = format!("Step {number} of {of}: {}", clean(&step.step.title));
    let mut out = format!("\n{}\n", styled(BOLD, title));
    render_step(&mut out, &step.step, narrow);
    out
}

/// A value longer than this gets a line of its own, so that it can be copied whole.
const LONG_VALUE: usize = 120;

fn render_step(out: &mut String, step: &Step, narrow: bool) {
    let _ = writeln!(out, "  Menu:         {}", step.menu.new);
    let _ = writeln!(out, "  (older menu:  {})", step.menu.old);
    let _ = writeln!(out, "  Open:         {}", clean(&step.open));
    if !step.before.is_empty() {
        let _ = writeln!(out, "  Make sure first:");
        for line in &step.before {
            let _ = writeln!(out, "    - {}", clean(line));
        }
    }
    if step.fields.is_empty() {
        return render_check(out, step);
    }
    let _ = writeln!(out, "  Fields, from top to bottom:");
    let width = step.fields.iter().map(|r| r.field.chars().count()).max();
    let width = width.unwrap_or(0);
    if narrow {
        return render_narrow(out, step);
    }
    for row in &step.fields {
        let value = styled(BOLD, text::shown(&row.value));
        let long = row.value.len() > LONG_VALUE;
        let beside = if long {
            "the whole of the line below"
        } else {
            &value
        };
        let _ = writeln!(out, "    {:<width$}  {beside}", row.field);
        if let Some(note) = &row.note {
            let _ = writeln!(out, "    {:<width$}  {}", "", styled(DIM, clean(note)));
        }
        if long {
            let _ = writeln!(out, "{value}");
        }
    }
    render_check(out, step);
}

fn render_check(out: &mut String, step: &Step) {
    let _ = writeln!(out, "  Then:");
    for line in &step.check {
        let _ = writeln!(out, "    - {}", clean(line));
    }
}

/// The fields one below the other, where a table would not fit.
fn render_narrow(out: &mut String, step: &Step) {
    for row in &step.fields {
        let indent = match row.value.len() > LONG_VALUE {
            // Whole, to be copied.
            true => "",
            false => "      ",
        };
        let _ = writeln!(out, "    {}:", row.field);
        let _ = writeln!(out, "{indent}{}", styled(BOLD, text::shown(&row.value)));
        if let Some(note) = &row.note {
            let note = format!("({})", clean(note));
            let _ = writeln!(out, "      {}", styled(DIM, note));
        }
    }
    render_check(out, step);
}
