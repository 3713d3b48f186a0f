//! For people: what, where, and what to do next.

mod checks;
mod discovered;
mod outcome;
mod saml;
mod steps;
mod watched;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use crate::connector::Block;
use crate::error::Error;
use crate::plan::{
    Action, Actor, BlockField, Change, Field, FieldValue, Plan, SettingField, Subject, System,
    TargetKind,
};
use crate::text;

use super::{Document, RunLine, Values};
use checks::render_checked;
use discovered::render_discovered;
pub use outcome::how_to_sign_in;
use outcome::render_outcome;
pub use saml::{render_inspected, render_judged};
pub use steps::{render_asked_step, render_steps};
use watched::render_watched;
pub use watched::{render_hindrances, render_news};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();

/// A message that may hold what a service said, on one line: shown, not obeyed. A value alone is [`text::shown`].
pub use crate::text::line as clean;

fn styled(style: Style, text: impl AsRef<str>) -> String {
    format!("{style}{}{style:#}", text.as_ref())
}

/// Renders a document with ANSI styles.
pub fn render(document: &Document<'_>) -> String {
    match document {
        Document::Values(values) => render_values(values),
        Document::Discovered(discovered) => render_discovered(discovered),
        Document::Plan(plan) => render_plan(plan),
        Document::Outcome(outcome) => render_outcome(outcome),
        Document::Worksheet(steps) => render_steps(steps),
        Document::Sheet { text, .. } => (*text).to_owned(),
        Document::Runs(runs) => render_runs(runs),
        Document::Pages { folder, files } => format!(
            "Wrote {} manual pages to {}: {}\n",
            files.len(),
            text::shown(folder),
            files.join(", ")
        ),
        Document::Written { path, application } => format!(
            "Wrote the IdP metadata of \"{}\" to {}\n",
            text::shown(application),
            text::shown(path)
        ),
        Document::Metadata { xml, .. } => (*xml).to_owned(),
        Document::Checked(checked) => render_checked(checked),
        Document::Watched(watched) => render_watched(watched),
        Document::Error(error) => render_error(error),
    }
}

/// A sentence of ours that may hold foreign values: bounded, and shown.
pub fn told(message: &str) -> String {
    text::line(&text::message(message))
}

/// An error and its remedies.
pub fn render_error(error: &Error) -> String {
    let mut out = format!("{} {}\n", styled(RED, "error:"), told(&error.message));
    for hint in &error.hints {
        let _ = writeln!(out, "  {} {}", styled(YELLOW, "hint:"), told(hint));
    }
    out
}

fn render_runs(runs: &[RunLine]) -> String {
    if runs.is_empty() {
        return "No run of this tenant is in the journal.\n".to_owned();
    }
    let mut out = String::new();
    for run in runs {
        let undone = match run.undone {
            true => styled(DIM, "  (undone)"),
            false => String::new(),
        };
        let changes = format!(
            "{} {}",
            run.changes,
            if run.changes == 1 {
                "change"
            } else {
                "changes"
            }
        );
        let _ = writeln!(
            out,
            "{}  {:<7}  {:<11}  {changes}{undone}",
            clean(&run.started),
            run.command,
            run.outcome,
        );
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
        let _ = writeln!(
            out,
            "  SP entity ID  {}",
            text::shown(&connector.sp_entity_id)
        );
    }
    let _ = writeln!(out, "\nLogout URL      {}", values.logout_url);
    out
}

fn render_plan(plan: &Plan) -> String {
    let tenant = &plan.tenant;
    let mut out = format!(
        "JumpCloud organisation {}, Mimecast account {} at {}\n",
        styled(BOLD, text::shown(&tenant.organization)),
        styled(BOLD, tenant.account_code.as_str()),
        tenant.grid
    );
    for change in &plan.changes {
        out.push('\n');
        render_change(&mut out, change);
    }
    out.push('\n');
    if !plan.confirmed.is_empty() {
        render_confirmed(&mut out, plan);
        out.push('\n');
    }
    for warning in &plan.warnings {
        let _ = writeln!(
            out,
            "{} {}: {}",
            styled(YELLOW, "warning:"),
            warning.code,
            told(&warning.message)
        );
    }
    for refusal in &plan.refusals {
        let _ = writeln!(
            out,
            "{} {}: {}",
            styled(RED, "refused:"),
            refusal.guard,
            told(&refusal.message)
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

/// What a person confirmed, who, and when.
fn render_confirmed(out: &mut String, plan: &Plan) {
    for step in &plan.confirmed {
        let blocks: Vec<&str> = step.blocks.iter().map(|b| b.as_str()).collect();
        let blocks = match blocks.is_empty() {
            true => String::new(),
            false => format!(" ({})", blocks.join(", ")),
        };
        let said = format!("confirmed by {} at {}", clean(&step.by), step.at);
        let id = clean(&step.id);
        let _ = writeln!(out, "= {id}{blocks}: {}", styled(DIM, said));
    }
}

/// `Plan: 3 to create, 1 to update, 2 of them by hand.`
fn plan_line(plan: &Plan) -> String {
    if plan.changes.is_empty() && !plan.confirmed.is_empty() {
        let told =
            "Nothing to do: JumpCloud is as wanted, and Mimecast as confirmed; it cannot be read.";
        return styled(GREEN, told);
    }
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
        TargetKind::Group if change.target.system == System::Mimecast => "group",
        TargetKind::Group => "user group",
        TargetKind::Access => "access to",
        TargetKind::AuthenticationProfile => "authentication profile",
        TargetKind::ApplicationSetting => "application setting",
    };
    let what = match change.subject {
        Subject::Enforcement(_) => ": enforce SAML",
        Subject::Superseded { .. } => ": the one that was replaced",
        Subject::Duplicate { .. } => ": made twice, and used by nobody",
        Subject::Release(_) => ": stop enforcing SAML",
        Subject::Certificate(_) => ": new certificate",
        Subject::Deactivation(_) => ": switch off",
        Subject::Logo(_) => ": tile image",
        _ => "",
    };
    let name = styled(BOLD, format!("\"{}\"", text::shown(&change.target.name)));
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
        FieldValue::Known(Value::String(value)) if value.is_empty() => "(empty)".to_owned(),
        FieldValue::Known(Value::String(value)) => text::shown(value),
        FieldValue::Known(Value::Bool(true)) => "yes".to_owned(),
        FieldValue::Known(Value::Bool(false)) => "no".to_owned(),
        FieldValue::Known(Value::Null) => "(none)".to_owned(),
        FieldValue::Known(other) => clean(&visible(other).to_string()),
        FieldValue::AfterApply => "(known after apply)".to_owned(),
        FieldValue::Unreadable => "(cannot be read)".to_owned(),
    }
}

/// A list or a table of which each text is in its visible form.
fn visible(value: &Value) -> Value {
    match value {
        Value::String(value) => Value::String(text::shown(value)),
        Value::Array(values) => values.iter().map(visible).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| (text::shown(name), visible(value)))
                .collect()
        }
        other => other.clone(),
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
        "color" => "Tile colour",
        "logo" => "Tile image",
        "sso.hidden" => "Hidden in the user portal",
        "ssoUrl" => "IdP URL",
        "certificate" => "IdP certificate (SHA-256)",
        "certificate-expires" => "Certificate expires",
        "active" => "SSO active",
        "config.acsUrl" => "ACS URL",
        "config.spEntityId" => "SP entity ID",
        "config.idpEntityId" => "IdP entity ID",
        "user" => "User",
        "member" => "Member",
        name => SettingField::named(name).map_or("", SettingField::label),
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
    match BlockField::named(field) {
        Some(BlockField::Certificate) => "Certificate (SHA-256)",
        Some(field) => field.label(),
        None => field,
    }
}
