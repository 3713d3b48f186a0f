//! What SAML documents say.

use std::fmt::Write;

use crate::check::Check;
use crate::saml::inspect::{Fact, Inspected};
use crate::text;

use super::checks::render_checks;
use super::style::{BOLD, DIM, clean, styled};

/// A value longer than this gets a line of its own, so that it can be copied whole.
const LONG_VALUE: usize = 120;

/// What one document says.
pub fn render_inspected(document: &Inspected) -> String {
    let mut out = String::new();
    render_document(&mut out, document);
    out
}

/// What is made of the documents, below them.
pub fn render_judged(checks: Option<&[Check]>) -> String {
    match checks {
        Some(checks) => render_checks(checks),
        None => {
            let note = "This is what the input says. Nothing was judged: neither signatures nor dates nor whom it is from.";
            format!("{}\n", styled(DIM, note))
        }
    }
}

fn render_document(out: &mut String, document: &Inspected) {
    let kind = document.kind.to_string();
    let title = kind[..1].to_uppercase() + &kind[1..];
    let found = format!("({})", clean(&document.found));
    let _ = writeln!(out, "{} {}", styled(BOLD, title), styled(DIM, found));
    if let Some(url) = &document.url {
        let _ = writeln!(out, "  sent to     {}", text::shown(url));
    }
    if let Some(state) = document.relay_state.as_ref().filter(|s| !s.is_empty()) {
        let _ = writeln!(out, "  RelayState  {}", text::shown(state));
    }
    out.push('\n');
    for section in &document.sections {
        let _ = writeln!(out, "{}", styled(BOLD, clean(&section.title)));
        let width = section.facts.iter().map(|f| f.name.chars().count()).max();
        for fact in &section.facts {
            render_fact(out, fact, width.unwrap_or(0));
        }
        out.push('\n');
    }
}

fn render_fact(out: &mut String, fact: &Fact, width: usize) {
    let value = match fact.value.is_empty() {
        true => "(empty)".to_owned(),
        false => text::shown(&fact.value),
    };
    let long = value.len() > LONG_VALUE;
    let beside = match long {
        true => "the whole of the line below",
        false => &value,
    };
    let _ = write!(out, "  {:<width$}  {beside}", text::shown(&fact.name));
    let fields = [("JumpCloud", fact.jumpcloud), ("Mimecast", fact.mimecast)];
    let fields: Vec<String> = fields
        .into_iter()
        .filter_map(|(console, field)| Some(format!("{console}: {}", field?)))
        .collect();
    if !fields.is_empty() {
        let _ = write!(out, "  {}", styled(DIM, format!("[{}]", fields.join("; "))));
    }
    out.push('\n');
    if long {
        let _ = writeln!(out, "{value}");
    }
}
