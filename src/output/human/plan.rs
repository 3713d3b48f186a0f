//! Plans: what is going to change, from what to what.

use std::fmt::Write;

use serde_json::Value;

use crate::connector::Block;
use crate::plan::{
    Action, Actor, BlockField, Change, Field, FieldValue, Plan, SettingField, Subject, System,
    TargetKind, acs_list,
};
use crate::text;

use super::style::{BOLD, DIM, GREEN, RED, YELLOW, clean, styled, told};

/// A plan: every change with its fields, and what there is to know before it is made.
pub fn render_plan(plan: &Plan) -> String {
    let tenant = &plan.tenant;
    let mut out = format!(
        "{}JumpCloud organisation {}, Mimecast account {} at {}\n",
        tenant.heading(),
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
pub fn render_confirmed(out: &mut String, plan: &Plan) {
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

/// One change, with its fields.
pub fn render_change(out: &mut String, change: &Change) {
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
        let mut lines = lines(field).into_iter();
        let first = lines.next().unwrap_or_default();
        let _ = writeln!(out, "    {title:<width$}  {first}");
        for line in lines {
            let _ = writeln!(out, "    {:<width$}  {line}", "");
        }
    }
}

/// `Mimecast authentication profile "JumpCloud SSO": enforce SAML`
pub fn heading(change: &Change) -> String {
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
        Subject::Superseded { first: false, .. } => ": the one that was replaced",
        Subject::Superseded { first: true, .. } => ": the one that is replaced",
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

/// What a field holds and is to hold; a list of ACS URLs with an address a line.
fn lines(field: &Field) -> Vec<String> {
    let Some(mut after) = addresses(&field.after) else {
        return vec![transition(field)];
    };
    let before = match &field.before {
        FieldValue::Known(Value::Null) | FieldValue::Unreadable => return after,
        before => addresses(before).unwrap_or_else(|| vec![shown(before)]),
    };
    after[0] = format!("-> {}", after[0]);
    [before, after].concat()
}

/// The addresses of a list of ACS URLs, which JumpCloud keeps as JSON in a text.
fn addresses(value: &FieldValue) -> Option<Vec<String>> {
    let listed = acs_list(value.text()?)?;
    let shown = |(url, default): (String, bool)| match default {
        true => format!("{} (default)", text::shown(&url)),
        false => text::shown(&url),
    };
    let all: Vec<String> = listed.into_iter().map(shown).collect();
    (!all.is_empty()).then_some(all)
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
        "config.overrideNameIdFormat" => "NameID format",
        "config.subjectField" => "NameID",
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
