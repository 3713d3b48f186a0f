//! What a run did, what is true now, and what a person does next.

use std::fmt::Write;

use crate::connector::Connector;
use crate::engine::{ChangeResult, HumanStep, Status};
use crate::mimecast::worksheet::PROPAGATION;
use crate::output::{Outcome, Standing};
use crate::plan::{Actor, Change, Goal, Guard, Mode, Removal, SignInVerdict, Undo, Warning, Way};
use crate::text;

use super::plan::{heading, render_confirmed};
use super::steps::render_steps;
use super::style::{DIM, GREEN, RED, YELLOW, clean, styled, told};
use super::way;

/// The warnings about ways in.
const WAYS: [&str; 2] = [Guard::SignInBroken.name(), Guard::SignInUnproven.name()];

/// An outcome, with the console steps that are still to be shown.
pub fn render_outcome(outcome: &Outcome, steps: &[HumanStep]) -> String {
    let mut out = String::new();
    for (result, change) in outcome.results.iter().zip(&outcome.plan.changes) {
        let done = matches!(result.status, Status::Done | Status::Skipped);
        if done && outcome.told.progress {
            continue;
        }
        let by = match change.actor {
            Actor::Human if !done => styled(DIM, "  (by hand)"),
            _ => String::new(),
        };
        let status = match result.status {
            Status::Done => styled(GREEN, "done   "),
            Status::Failed => styled(RED, "failed "),
            Status::Skipped => styled(DIM, "skipped"),
            Status::Pending => styled(YELLOW, "pending"),
        };
        let _ = writeln!(out, "{status}  {}{by}", heading(change));
    }
    if !outcome.results.is_empty() {
        out.push('\n');
    }
    if !steps.is_empty() {
        out.push_str(&render_steps(steps));
        out.push('\n');
    }
    match &outcome.goal {
        Goal::Removal(removal) => render_removed(&mut out, outcome, removal),
        Goal::SetUp | Goal::Rotation(_) => render_standing(&mut out, outcome),
        Goal::Undo(undo) => render_undone(&mut out, outcome, undo),
    }
    out
}

fn render_removed(out: &mut String, outcome: &Outcome, removal: &Removal) {
    let tenant = &outcome.plan.tenant;
    let between = format!(
        "JumpCloud organisation {} and Mimecast account {} ({})",
        text::shown(&tenant.organization),
        tenant.account_code,
        tenant.grid.api_host
    );
    let by_word = match tenant.mode {
        Mode::Worksheet => " (the Mimecast side as confirmed; it cannot be read)",
        Mode::Api => "",
    };
    if outcome.complete() {
        let (label, what) = match removal.deactivate {
            true => (
                "Switched off:",
                "the application is kept, and nobody can sign in through it",
            ),
            false => ("Removed:", "nothing of the connectors is left"),
        };
        let label = styled(GREEN, label);
        let _ = writeln!(out, "{label} between {between}, {what}{by_word}.");
    } else {
        let label = styled(YELLOW, "Not removed yet:");
        let _ = writeln!(out, "{label} {between}.");
        still_to_do(out, outcome);
    }
    let connectors: Vec<&str> = tenant.connectors.iter().map(|c| c.as_str()).collect();
    let _ = writeln!(out, "  {:<15}  {}", "connectors", connectors.join(", "));
    warnings(out, outcome);
    nothing_real(out, outcome);
}

fn render_undone(out: &mut String, outcome: &Outcome, undo: &Undo) {
    let run = format!("\"{}\" of {}", undo.command.as_str(), clean(&undo.at));
    if outcome.complete() {
        let label = styled(GREEN, "Undone:");
        let stays = |w: &Warning| w.code != "undoes" && !WAYS.contains(&w.code);
        let but = match outcome.plan.warnings.iter().any(stays) {
            true => ", but for what the warnings say",
            false => "",
        };
        let _ = writeln!(
            out,
            "{label} both sides are as they were before the run {run}{but}."
        );
    } else {
        let label = styled(YELLOW, "Not undone yet:");
        let _ = writeln!(out, "{label} the run {run}.");
        still_to_do(out, outcome);
    }
    let enforced = &outcome.standing.enforced;
    if !enforced.is_empty() {
        let _ = writeln!(out, "  {:<15}  {}", "SAML enforced", enforced.join(", "));
    }
    warnings(out, outcome);
    nothing_real(out, outcome);
}

/// What is left, but for what stands among the results already.
fn still_to_do(out: &mut String, outcome: &Outcome) {
    let open = |result: &ChangeResult| matches!(result.status, Status::Failed | Status::Pending);
    let told = |change: &&Change| {
        let mut results = outcome.results.iter().filter(|result| open(result));
        results.any(|result| result.id == change.subject)
    };
    for change in outcome.remaining.iter().filter(|change| !told(change)) {
        let by = match change.actor {
            Actor::Human => "by hand, ",
            Actor::Api => "",
        };
        let _ = writeln!(out, "  still to do: {by}{}", text::shown(&change.id()));
    }
}

fn warnings(out: &mut String, outcome: &Outcome) {
    // What is said of the ways in as they are now is not said again of how they were planned.
    let told_above = |code: &str| outcome.complete() && WAYS.contains(&code);
    let seen = outcome.told.plan.unwrap_or(0);
    let warnings = outcome.plan.warnings.iter().skip(seen);
    for warning in warnings.filter(|w| !told_above(w.code)) {
        let _ = writeln!(
            out,
            "{} {}: {}",
            styled(YELLOW, "warning:"),
            warning.code,
            told(&warning.message)
        );
    }
}

fn nothing_real(out: &mut String, outcome: &Outcome) {
    if outcome.plan.tenant.is_sandbox() {
        let _ = writeln!(
            out,
            "\n{}",
            styled(
                DIM,
                "This was the sandbox inside this process: nothing real was changed."
            )
        );
    }
}

fn render_standing(out: &mut String, outcome: &Outcome) {
    let tenant = &outcome.plan.tenant;
    let both = format!(
        "JumpCloud organisation {} and Mimecast account {} ({})",
        text::shown(&tenant.organization),
        tenant.account_code,
        tenant.grid.api_host
    );
    let standing = &outcome.standing;
    // In worksheet mode the Mimecast half rests on what a person confirmed.
    let by_word = tenant.mode == Mode::Worksheet;
    let enforcing = by_word || !standing.enforced.is_empty();
    if outcome.complete() && enforcing {
        let how = if by_word {
            " (the Mimecast side as confirmed; it cannot be read)"
        } else {
            ""
        };
        let (label, but) = match in_doubt(&standing.ways) {
            Some(but) => (styled(YELLOW, "Set up:"), but),
            None => (styled(GREEN, "Connected:"), ""),
        };
        let _ = writeln!(
            out,
            "{label} {both} are configured for each other{how}{but}."
        );
    } else if outcome.complete() {
        let _ = writeln!(
            out,
            "{} {both} are configured as far as planned; SAML is not enforced for anybody yet.",
            styled(YELLOW, "Prepared:")
        );
    } else {
        let label = match outcome.remaining.is_empty() {
            true => "Not confirmed:",
            false => "Not connected yet:",
        };
        let _ = writeln!(out, "{} {both}.", styled(YELLOW, label));
        still_to_do(out, outcome);
    }
    for connector in &standing.connectors {
        let _ = writeln!(
            out,
            "  {:<15}  \"{}\"  {} -> {}",
            connector.connector.as_str(),
            text::shown(&connector.label),
            text::shown(&connector.idp_url),
            text::shown(&connector.acs_url)
        );
        if let (Goal::Rotation(_), Some(now)) = (&outcome.goal, &connector.certificate) {
            let _ = writeln!(
                out,
                "  {:<15}  certificate {}, until {}",
                "", now.fingerprint, now.expires
            );
        }
        if !connector.access.is_empty() {
            let _ = writeln!(out, "  {:<15}  for {}", "", text::list(&connector.access));
        }
    }
    if !standing.enforced.is_empty() {
        let _ = writeln!(
            out,
            "  {:<15}  {}",
            "SAML enforced",
            standing.enforced.join(", ")
        );
    }
    if outcome.told.plan.is_none() {
        render_confirmed(out, &outcome.plan);
    }
    if outcome.complete() {
        doubtful_ways(out, &standing.ways);
    }
    warnings(out, outcome);
    if outcome.complete() && enforcing {
        next_steps(out, outcome);
    }
    nothing_real(out, outcome);
}

/// What is to be added where not every sign-in is known to work.
fn in_doubt(ways: &[Way]) -> Option<&'static str> {
    let any = |is: fn(&SignInVerdict) -> bool| ways.iter().any(|way| is(&way.verdict));
    if any(|verdict| matches!(verdict, SignInVerdict::Broken { .. })) {
        return Some(", and not every sign-in works");
    }
    let unproven = any(|verdict| matches!(verdict, SignInVerdict::Unproven { .. }));
    unproven.then_some(", and not every sign-in is proven to work")
}

/// A line each way in that is not known to work.
fn doubtful_ways(out: &mut String, ways: &[Way]) {
    for way in ways.iter().filter(|w| w.verdict != SignInVerdict::Works) {
        let _ = writeln!(out, "  {}", way::line(way));
    }
}

fn next_steps(out: &mut String, outcome: &Outcome) {
    let standing = &outcome.standing;
    let unseen: Vec<&str> = standing.unseen().map(|way| way.block.as_str()).collect();
    let of = match unseen.len() == standing.by_login_page().count() {
        // Nobody was seen by any way, or none is read.
        true => String::new(),
        false if unseen.is_empty() => {
            out.push_str(
                "\nSomebody was seen signing in from Mimecast's login page with these values. How people sign in:\n",
            );
            out.push_str(&how_to_sign_in(&outcome.standing));
            return;
        }
        false => format!(" into {}", unseen.join(", ")),
    };
    let _ = writeln!(
        out,
        "\nSign-in{of} is not proven yet. Mimecast takes up to {PROPAGATION} to act on it; then try it in a private \
         browser window, and keep your present administrator session open until it worked:"
    );
    out.push_str(&how_to_sign_in(&outcome.standing));
}

/// Where sign-in begins: a line each way.
pub fn how_to_sign_in(standing: &Standing) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "  From Mimecast:   open {}, enter a user's e-mail address; JumpCloud asks for the sign-in.",
        standing.login_url
    );
    for connector in &standing.connectors {
        if connector.connector == Connector::Apps {
            continue;
        }
        let _ = writeln!(
            out,
            "  From JumpCloud:  open {} and click the tile \"{}\".",
            standing.portal_url,
            text::shown(&connector.label)
        );
    }
    out
}
