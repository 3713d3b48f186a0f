//! Checks: one line each, with the remedy of what is not as it should be.

use std::fmt::Write;

use crate::check::{Check, Status};
use crate::engine::Flow;
use crate::output::Checked;
use crate::saml::response::SignIn;
use crate::text;

use super::plan::render_change;
use super::style::{BOLD, DIM, GREEN, RED, YELLOW, clean, styled, told};

pub fn render_checked(checked: &Checked) -> String {
    let mut out = format!("{}\n", styled(BOLD, clean(&checked.title)));
    for remark in &checked.remarks {
        let _ = writeln!(out, "{}", styled(DIM, clean(remark)));
    }
    for flow in &checked.flows {
        render_flow(&mut out, flow);
    }
    out.push('\n');
    out.push_str(&render_checks(&checked.checks));
    out.push('\n');
    if let Some(Some(sign_in)) = &checked.sign_in {
        render_sign_in(&mut out, sign_in);
    }
    if let Some(plan) = &checked.drift {
        let _ = writeln!(
            out,
            "{} sso-setup mimecast, with the same options, would make these changes:",
            styled(BOLD, "To mend it:")
        );
        for change in &plan.changes {
            render_change(&mut out, change);
        }
        out.push('\n');
    }
    out.push_str(&verdict(checked));
    out
}

/// A line a check, and the remedy below where there is one.
pub fn render_checks(checks: &[Check]) -> String {
    let width = checks.iter().map(|c| c.name.chars().count()).max();
    let width = width.unwrap_or(0);
    let mut out = String::new();
    for check in checks {
        let status = match check.status {
            Status::Pass => styled(GREEN, "pass   "),
            Status::Warn => styled(YELLOW, "warn   "),
            Status::Fail => styled(RED, "FAIL   "),
            Status::Unknown => styled(DIM, "unknown"),
        };
        let name = clean(&check.name);
        let _ = writeln!(out, "{status}  {name:<width$}  {}", told(&check.message));
        if let Some(remedy) = &check.remedy {
            let label = styled(YELLOW, "hint:");
            let _ = writeln!(out, "{:<9}{:<width$}  {label} {}", "", "", told(remedy));
        }
    }
    out
}

fn render_flow(out: &mut String, flow: &Flow) {
    let _ = writeln!(out, "\n{}", styled(BOLD, clean(&flow.title)));
    for hop in &flow.hops {
        let _ = writeln!(out, "  {:<4} {}", hop.method, text::shown(&hop.url));
        let status = hop.status.map(|status| format!("{status}, "));
        let answer = status.unwrap_or_default() + &clean(&hop.answer);
        let _ = writeln!(out, "       {}", styled(DIM, answer));
    }
}

fn render_sign_in(out: &mut String, sign_in: &SignIn) {
    let _ = writeln!(
        out,
        "{} {}",
        styled(GREEN, "Signed in:"),
        styled(BOLD, text::shown(&sign_in.name_id))
    );
    for (name, values) in &sign_in.attributes {
        let _ = writeln!(out, "  {} = {}", text::shown(name), text::list(values));
    }
}

/// `2 of 20 checks failed.`
fn verdict(checked: &Checked) -> String {
    let count = |status| checked.checks.iter().filter(|c| c.status == status).count();
    let all = checked.checks.len();
    let noun = if all == 1 { "check" } else { "checks" };
    let rest: Vec<String> = [(Status::Warn, "to know of"), (Status::Unknown, "unknown")]
        .into_iter()
        .map(|(status, word)| (count(status), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let rest = match rest.is_empty() {
        true => String::new(),
        false => format!(" ({})", rest.join(", ")),
    };
    let refused = matches!(checked.sign_in, Some(None));
    let unread = checked.checks.iter().filter(|c| c.unread).count();
    let line = match count(Status::Fail) {
        0 if refused => styled(RED, format!("Refused{rest}.")),
        0 if unread > 0 => styled(
            RED,
            format!("{unread} of {all} {noun} had nothing to go by{rest}."),
        ),
        0 => styled(GREEN, format!("Nothing failed, of {all} {noun}{rest}.")),
        failed => {
            let word = if checked.sign_in.is_some() {
                "Refused: "
            } else {
                ""
            };
            styled(RED, format!("{word}{failed} of {all} {noun} failed{rest}."))
        }
    };
    line + "\n"
}
