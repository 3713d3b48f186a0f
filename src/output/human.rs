//! For people: what, where, and what to do next.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use crate::connector::{Block, Connector};
use crate::engine::{HumanStep, Status};
use crate::error::Error;
use crate::mimecast::worksheet::{PROPAGATION, Step};
use crate::plan::{
    Action, Actor, Change, Field, FieldValue, Mode, Plan, Subject, System, TargetKind,
};

use super::{Document, Outcome, Values, steers};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();

/// Text that may come from a service, without what could steer a terminal.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

fn styled(style: Style, text: impl AsRef<str>) -> String {
    format!("{style}{}{style:#}", text.as_ref())
}

/// Renders a document with ANSI styles.
pub fn render(document: &Document<'_>) -> String {
    match document {
        Document::Values(values) => render_values(values),
        Document::Plan(plan) => render_plan(plan),
        Document::Outcome(outcome) => render_outcome(outcome),
        Document::Worksheet(steps) => render_steps(steps),
        Document::Written { path, application } => format!(
            "Wrote the IdP metadata of \"{}\" to {}\n",
            clean(application),
            clean(path)
        ),
        Document::Metadata { xml, .. } => (*xml).to_owned(),
        Document::Error(error) => render_error(error),
    }
}

/// An error and its remedies.
pub fn render_error(error: &Error) -> String {
    let mut out = format!("{} {}\n", styled(RED, "error:"), clean(&error.message));
    for hint in &error.hints {
        let _ = writeln!(out, "  {} {}", styled(YELLOW, "hint:"), clean(hint));
    }
    out
}

fn render_values(values: &Values) -> String {
    let mut out = format!(
        "{}, account code {}\n",
        styled(BOLD, format!("Mimecast {}", values.grid)),
        styled(BOLD, values.account_code.as_str())
    );
    for connector in &values.connectors {
        let _ = writeln!(
            out,
            "\n{} {}",
            styled(BOLD, connector.connector.as_str()),
            styled(DIM, format!("({})", connector.flow))
        );
        let _ = writeln!(out, "  ACS URL       {}", connector.acs_url);
        let _ = writeln!(out, "  SP entity ID  {}", clean(&connector.sp_entity_id));
    }
    let _ = writeln!(out, "\nLogout URL      {}", values.logout_url);
    out
}

fn render_plan(plan: &Plan) -> String {
    let tenant = &plan.tenant;
    let mut out = format!(
        "JumpCloud organisation {}, Mimecast account {} at {}\n",
        styled(BOLD, clean(&tenant.organization)),
        styled(BOLD, tenant.account_code.as_str()),
        tenant.grid
    );
    for change in &plan.changes {
        out.push('\n');
        render_change(&mut out, change);
    }
    out.push('\n');
    for warning in &plan.warnings {
        let _ = writeln!(
            out,
            "{} {}: {}",
            styled(YELLOW, "warning:"),
            warning.code,
            clean(&warning.message)
        );
    }
    for refusal in &plan.refusals {
        let _ = writeln!(
            out,
            "{} {}: {}",
            styled(RED, "refused:"),
            refusal.guard,
            clean(&refusal.message)
        );
        if let Some(option) = &refusal.override_ {
            let _ = writeln!(out, "  to go ahead all the same: {option}");
        }
    }
    if !plan.warnings.is_empty() || !plan.refusals.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", plan_line(plan));
    let _ = writeln!(out, "{}", styled(DIM, format!("Digest: {}", plan.digest)));
    out
}

/// `Plan: 3 to create, 1 to update, 2 of them by hand.`
fn plan_line(plan: &Plan) -> String {
    if plan.changes.is_empty() {
        return styled(GREEN, "Nothing to do: both sides are as wanted.");
    }
    let count = |action| plan.changes.iter().filter(|c| c.action == action).count();
    let parts: Vec<String> = [
        (Action::Create, "to create"),
        (Action::Update, "to update"),
        (Action::Replace, "to replace"),
        (Action::Delete, "to delete"),
    ]
    .into_iter()
    .map(|(action, verb)| (count(action), verb))
    .filter(|(n, _)| *n > 0)
    .map(|(n, verb)| format!("{n} {verb}"))
    .collect();
    let by_hand = match plan.human_changes().count() {
        0 => String::new(),
        n => format!("; {n} of them by hand in the Mimecast console"),
    };
    styled(BOLD, format!("Plan: {}{by_hand}.", parts.join(", ")))
}

fn render_change(out: &mut String, change: &Change) {
    let (sign, style) = match change.action {
        Action::Create => ("+", GREEN),
        Action::Update => ("~", YELLOW),
        Action::Replace => ("±", YELLOW),
        Action::Delete => ("-", RED),
    };
    let by = match change.actor {
        Actor::Api => String::new(),
        Actor::Human => styled(DIM, "  (by hand)"),
    };
    let _ = writeln!(
        out,
        "{} {}{}",
        styled(style, sign),
        heading(change),
        styled(DIM, by)
    );
    let titles: Vec<String> = change.fields.iter().map(|f| title(&f.name)).collect();
    let width = titles.iter().map(|t| t.chars().count()).max().unwrap_or(0);
    for (field, title) in change.fields.iter().zip(titles) {
        let _ = writeln!(out, "    {title:<width$}  {}", transition(field));
    }
}

/// `Mimecast authentication profile "JumpCloud SSO": enforce SAML`
fn heading(change: &Change) -> String {
    let system = match change.target.system {
        System::Jumpcloud => "JumpCloud",
        System::Mimecast => "Mimecast",
    };
    let kind = match change.target.kind {
        TargetKind::Application => "application",
        TargetKind::Group => "user group",
        TargetKind::Access => "access to",
        TargetKind::AuthenticationProfile => "authentication profile",
        TargetKind::ApplicationSetting => "application setting",
    };
    let what = match change.subject {
        Subject::Enforcement(_) => ": enforce SAML",
        Subject::Superseded { .. } => ": the one that was replaced",
        _ => "",
    };
    let name = styled(BOLD, format!("\"{}\"", clean(&change.target.name)));
    format!("{system} {kind} {name}{what}")
}

fn transition(field: &Field) -> String {
    let after = shown(&field.after);
    match &field.before {
        FieldValue::Known(Value::Null) | FieldValue::Unreadable => after,
        before => format!("{} -> {after}", shown(before)),
    }
}

fn shown(value: &FieldValue) -> String {
    match value {
        FieldValue::Known(Value::String(text)) if text.is_empty() => "(empty)".to_owned(),
        FieldValue::Known(Value::String(text)) => clean(text),
        FieldValue::Known(Value::Bool(true)) => "yes".to_owned(),
        FieldValue::Known(Value::Bool(false)) => "no".to_owned(),
        FieldValue::Known(Value::Null) => "(none)".to_owned(),
        FieldValue::Known(other) => clean(&other.to_string()),
        FieldValue::AfterApply => "(known after apply)".to_owned(),
        FieldValue::Unreadable => "(cannot be read)".to_owned(),
    }
}

/// A field in the words of the two consoles; its own name where there are none.
fn title(name: &str) -> String {
    if let Some((block, field)) = name.split_once('.')
        && let Ok(block) = <Block as clap::ValueEnum>::from_str(block, false)
    {
        return format!("{block}: {}", block_title(field));
    }
    let known = match name {
        "displayLabel" => "Display label",
        "description" => "Description",
        "color" => "Tile colour",
        "logo" => "Tile image",
        "sso.hidden" => "Hidden in the user portal",
        "ssoUrl" => "IdP URL",
        "active" => "SSO active",
        "config.acsUrl" => "ACS URL",
        "config.spEntityId" => "SP entity ID",
        "config.idpEntityId" => "IdP entity ID",
        "group" => "Group",
        "user" => "User",
        "authentication-profile" => "Authentication Profile",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let attribute = |prefix: &str, what: &str| {
        let rest = name.strip_prefix(prefix)?.strip_suffix(']')?;
        Some(format!("{what} {}", clean(rest)))
    };
    attribute("config.constantAttributes[", "Constant attribute")
        .or_else(|| attribute("config.databaseAttributes[", "User attribute"))
        .unwrap_or_else(|| clean(name))
}

/// A field of a block in the words of Mimecast's form.
fn block_title(field: &str) -> &str {
    match field {
        "enforced" => "Enforce SAML",
        "provider" => "Provider",
        "metadata-url" => "Metadata URL",
        "monitor-metadata-url" => "Monitor Metadata URL",
        "issuer" => "Issuer",
        "login-url" => "Login URL",
        "logout-url" => "Logout URL",
        "certificate" => "Certificate (SHA-256)",
        "allow-single-sign-on" => "Allow Single Sign On",
        "password-protected-context" => "Use Password protected Context",
        "integrated-authentication-context" => "Use Integrated Authentication Context",
        other => other,
    }
}

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
        render_step(&mut out, &step.step);
        let _ = writeln!(
            out,
            "  {}",
            styled(DIM, format!("Done? --confirm-step \"{}\"", clean(&step.id)))
        );
    }
    out
}

/// A console step that a person is about to be asked about.
pub fn render_asked_step(step: &HumanStep, number: usize, of: usize) -> String {
    let title = format!("Step {number} of {of}: {}", clean(&step.step.title));
    let mut out = format!("\n{}\n", styled(BOLD, title));
    render_step(&mut out, &step.step);
    out
}

/// A value longer than this gets a line of its own, so that it can be copied whole.
const LONG_VALUE: usize = 120;

fn render_step(out: &mut String, step: &Step) {
    let _ = writeln!(out, "  Menu:         {}", step.menu.new);
    let _ = writeln!(out, "  (older menu:  {})", step.menu.old);
    let _ = writeln!(out, "  Open:         {}", clean(&step.open));
    if !step.before.is_empty() {
        let _ = writeln!(out, "  Make sure first:");
        for line in &step.before {
            let _ = writeln!(out, "    - {}", clean(line));
        }
    }
    let _ = writeln!(out, "  Fields, from top to bottom:");
    let width = step.fields.iter().map(|r| r.field.chars().count()).max();
    let width = width.unwrap_or(0);
    for row in &step.fields {
        let value = styled(BOLD, clean(&row.value));
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
    let _ = writeln!(out, "  Then:");
    for line in &step.check {
        let _ = writeln!(out, "    - {}", clean(line));
    }
}

fn render_outcome(outcome: &Outcome<'_>) -> String {
    let mut out = String::new();
    for (result, change) in outcome.results.iter().zip(&outcome.plan.changes) {
        let status = match result.status {
            Status::Done => styled(GREEN, "done   "),
            Status::Failed => styled(RED, "failed "),
            Status::Skipped => styled(DIM, "skipped"),
            Status::Pending => styled(YELLOW, "pending"),
        };
        let _ = writeln!(out, "{status}  {}", heading(change));
    }
    if !outcome.results.is_empty() {
        out.push('\n');
    }
    if !outcome.steps.is_empty() {
        out.push_str(&render_steps(outcome.steps));
        out.push('\n');
    }
    render_standing(&mut out, outcome);
    out
}

fn render_standing(out: &mut String, outcome: &Outcome<'_>) {
    let tenant = &outcome.plan.tenant;
    let both = format!(
        "JumpCloud organisation {} and Mimecast account {} ({})",
        clean(&tenant.organization),
        tenant.account_code,
        tenant.grid.api_host
    );
    let standing = outcome.standing;
    // In worksheet mode the Mimecast half rests on what a person confirmed.
    let by_word = tenant.mode == Mode::Worksheet;
    let enforcing = by_word || !standing.enforced.is_empty();
    if outcome.complete() && enforcing {
        let how = if by_word {
            " (the Mimecast side as confirmed; it cannot be read)"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "{} {both} are configured for each other{how}.",
            styled(GREEN, "Connected:")
        );
    } else if outcome.complete() {
        let _ = writeln!(
            out,
            "{} {both} are configured as far as planned; SAML is not enforced for anybody yet.",
            styled(YELLOW, "Prepared:")
        );
    } else {
        let _ = writeln!(out, "{} {both}.", styled(YELLOW, "Not connected yet:"));
        for change in outcome.remaining {
            let by = match change.actor {
                Actor::Human => "by hand, ",
                Actor::Api => "",
            };
            let _ = writeln!(out, "  still to do: {by}{}", clean(&change.id));
        }
    }
    for connector in &standing.connectors {
        let _ = writeln!(
            out,
            "  {:<15}  \"{}\"  {} -> {}",
            connector.connector.as_str(),
            clean(&connector.label),
            clean(&connector.idp_url),
            clean(&connector.acs_url)
        );
        if !connector.access.is_empty() {
            let _ = writeln!(
                out,
                "  {:<15}  for {}",
                "",
                clean(&connector.access.join(", "))
            );
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
    for warning in &outcome.plan.warnings {
        let _ = writeln!(
            out,
            "{} {}: {}",
            styled(YELLOW, "warning:"),
            warning.code,
            clean(&warning.message)
        );
    }
    if outcome.complete() && enforcing {
        next_steps(out, outcome);
    }
    if tenant.is_sandbox() {
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

fn next_steps(out: &mut String, outcome: &Outcome<'_>) {
    let standing = outcome.standing;
    let _ = writeln!(
        out,
        "\nSign-in is not proven yet. Mimecast takes up to {PROPAGATION} to act on it; then try it in a private \
         browser window, and keep your present administrator session open until it worked:"
    );
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
            clean(&connector.label)
        );
    }
}
