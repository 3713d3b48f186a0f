//! JSON: the documents of the command contract.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::plan::Subject;
use crate::saml::response::SignIn;
use crate::text::{self, Redactor};

use super::watched::sign_in;
use super::{Checked, Document, Fleet, Format};

/// Version of every JSON document; a change that could break a reader makes it go up.
pub const FORMAT_VERSION: u32 = 1;

/// One pretty-printed document without the secrets of `secrets`, ending in a newline.
pub fn render(document: &Document, secrets: &Redactor) -> String {
    match document {
        Document::Fleet(fleet) => of_several(fleet),
        document => {
            let value = value(document, secrets);
            text::json(&format!("{value:#}")) + "\n"
        }
    }
}

/// A tenant's entry: as it stands in the document of all, or a line of its own. Kept as text it takes a fifth of the memory.
pub(super) fn entry(fields: Map<String, Value>, format: Format) -> String {
    match format {
        Format::Jsonl => {
            let mut event = Map::new();
            event.insert("format_version".to_owned(), json!(FORMAT_VERSION));
            event.extend(fields);
            line(&Value::Object(event))
        }
        _ => text::json(&format!("{:#}", Value::Object(fields))),
    }
}

/// The document of several tenants, each entry as it was made.
fn of_several(fleet: &Fleet) -> String {
    let shard = fleet.shard.iter();
    let shard: String = shard
        .map(|one| format!("  \"shard\": \"{one}\",\n"))
        .collect();
    let mut out = format!("{{\n  \"format_version\": {FORMAT_VERSION},\n{shard}  \"tenants\": [");
    for (at, member) in fleet.members.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        for line in member.part.lines() {
            out.push_str("\n    ");
            out.push_str(line);
        }
    }
    out.push_str(if fleet.members.is_empty() {
        "]\n}\n"
    } else {
        "\n  ]\n}\n"
    });
    out
}

/// A value on one line, ending in a newline.
pub fn line(value: &Value) -> String {
    text::json(&value.to_string()) + "\n"
}

/// A pretty-printed document on one line: what it breaks lines with stands between its parts, never in them.
pub(super) fn on_one_line(pretty: &str) -> String {
    let lines: String = pretty.lines().map(str::trim_start).collect();
    lines + "\n"
}

/// A document without the secrets of `secrets`.
pub fn value(document: &Document, secrets: &Redactor) -> Value {
    let mut value = match document {
        Document::Values(values) => versioned(values),
        Document::Discovered(discovered) => versioned(discovered),
        Document::Plan(plan) => versioned(plan),
        Document::Runs(runs) => versioned(&json!({ "runs": runs })),
        Document::Worksheet(steps) => versioned(&json!({ "steps": steps })),
        Document::Sheet { format, text } => versioned(&json!({ "print": format, "text": text })),
        Document::SheetFile { path, steps, left } => {
            versioned(&json!({ "file": path, "steps": steps, "left": left }))
        }
        Document::Pages { folder, files } => {
            versioned(&json!({ "folder": folder, "files": files }))
        }
        Document::Written { path, application } => {
            versioned(&json!({ "file": path, "application": application }))
        }
        Document::Metadata {
            connector,
            application,
            xml,
        } => versioned(&json!({
            "connector": connector,
            "application": application,
            "metadata": String::from_utf8_lossy(xml),
        })),
        Document::Checked(checked) => checked_value(checked),
        Document::Status(status) => {
            let mut value = versioned(&json!({
                "tenant": status.tenant,
                "applications": status.standing.applications,
            }));
            if let Some(mimecast) = &status.standing.mimecast {
                value["profiles"] = json!(mimecast.profiles);
                value["settings"] = json!(mimecast.settings);
            }
            value
        }
        Document::Exported(exported) => versioned(&json!({
            "tenants_file": exported.file,
            "tenants": exported.tenants,
        })),
        Document::Watched(watched) => {
            let sign_ins: Vec<Value> = watched.reports.iter().map(sign_in).collect();
            versioned(&json!({ "checks": watched.checks, "sign_ins": sign_ins }))
        }
        // Each entry is as it was made.
        Document::Fleet(fleet) => {
            return serde_json::from_str(&of_several(fleet)).unwrap_or_default();
        }
        Document::Error(error) => versioned(&json!({ "error": error_value(error) })),
        Document::Outcome(outcome) => {
            let mut value = versioned(&outcome.plan);
            value["results"] = json!(outcome.results);
            let remaining: Vec<&Subject> = outcome.remaining.iter().map(|c| &c.subject).collect();
            value["remaining"] = json!(remaining);
            value["steps"] = json!(outcome.steps);
            value["standing"] = json!(outcome.standing);
            if let Some(error) = &outcome.error {
                value["error"] = error_value(error);
            }
            value
        }
    };
    bound(&mut value);
    secrets.redact_value(&mut value);
    value
}

/// Cuts what is a sentence of ours, wherever it stands; values stay whole.
pub(super) fn bound(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("message" | "remedy" | "error" | "override", Value::String(sentence)) => {
                        *sentence = text::message(sentence);
                    }
                    ("hints", Value::Array(hints)) => {
                        for hint in hints {
                            if let Value::String(sentence) = hint {
                                *sentence = text::message(sentence);
                            }
                        }
                    }
                    (_, value) => bound(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}

fn checked_value(checked: &Checked) -> Value {
    let mut value = versioned(&json!({ "checks": checked.checks }));
    if !checked.flows.is_empty() {
        value["flows"] = json!(checked.flows);
    }
    if let Some(sign_in) = &checked.sign_in {
        value["sign_in"] = sign_in.as_ref().map_or(Value::Null, sign_in_value);
    }
    if let Some(plan) = &checked.drift {
        value["drift"] = json!({ "changes": plan.changes, "digest": plan.digest });
    }
    value
}

fn sign_in_value(sign_in: &SignIn) -> Value {
    let attributes: Vec<Value> = sign_in
        .attributes
        .iter()
        .map(|(name, values)| json!({ "name": name, "values": values }))
        .collect();
    json!({
        "name_id": sign_in.name_id,
        "name_id_format": sign_in.name_id_format,
        "assertion_id": sign_in.assertion_id,
        "attributes": attributes,
    })
}

pub(super) fn error_value(error: &Error) -> Value {
    json!({"code": error.code, "message": error.message, "hints": error.hints})
}

/// The document with `format_version` in front.
fn versioned<T: Serialize>(document: &T) -> Value {
    let mut value = json!({ "format_version": FORMAT_VERSION });
    let body = json!(document);
    if let (Some(into), Value::Object(fields)) = (value.as_object_mut(), body) {
        into.extend(fields);
    }
    value
}
