//! Several tenants: a line each, and below what is not fine of each.

use std::fmt::Write;

use crate::error::{EXIT_DONE, EXIT_PENDING};
use crate::output::{Fleet, Member};

use super::style::{BOLD, DIM, GREEN, RED, YELLOW, styled};

/// The table, and the details of every tenant that is not fine.
pub fn render_fleet(fleet: &Fleet) -> String {
    let mut out = fleet_table(fleet);
    for member in fleet.members.iter().filter(|one| !one.details.is_empty()) {
        let title = styled(BOLD, member.title());
        let _ = write!(out, "\n{title}\n{}", member.details);
    }
    out
}

/// A line each, in the order of the file. Names are plain letters, and what follows is one line: nothing breaks a row.
pub fn fleet_table(fleet: &Fleet) -> String {
    let width = |of: fn(&Member) -> usize| fleet.members.iter().map(of).max().unwrap_or(0);
    let (names, words) = (width(|one| one.name.len()), width(|one| one.word.len()));
    let mut out = format!("{}\n", styled(BOLD, fleet.counts()));
    for member in &fleet.members {
        let style = match member.exit_code {
            None => DIM,
            Some(EXIT_DONE) if member.fine => GREEN,
            Some(EXIT_DONE | EXIT_PENDING) => YELLOW,
            Some(_) => RED,
        };
        let word = styled(style, format!("{:<words$}", member.word));
        let line = format!("  {:<names$}  {word}  {}", member.name, member.short);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
