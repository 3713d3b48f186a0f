//! A plan as a file: what was wanted, what was shown, and the digest over both.
//!
//! Such a file is text that anybody may have edited, so it is checked against its own digest; that the digest is the
//! one that was reviewed, nothing in the file can prove. What is carried out is planned again, never read from here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::text;

use super::change::{Plan, TenantSummary};
use super::digest::digest_of_shown;
use super::wanted::{Purpose, Wanted};

/// Version of the file's format; a change that could be misread makes it go up.
const FORMAT_VERSION: u64 = 1;

/// What the file says it is.
const DOCUMENT: &str = "kept-plan";

/// What is to be done about a file that is not as one was written.
const MAKE_ANOTHER: &str = "make a new one: sso-setup mimecast plan --out FILE";

/// A kept plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    format_version: u64,
    document: String,
    /// The version of this program that wrote it; for people.
    tool: String,
    /// What was wanted.
    pub wanted: Wanted,
    plan: Shown,
}

/// A plan as it was shown. Beside the digest, only what that covers is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    tenant: Value,
    changes: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    confirmed: Vec<Value>,
    warnings: Vec<Value>,
    refusals: Vec<Value>,
    digest: String,
}

/// What tells one kind of document from another, and one version from another.
#[derive(Deserialize)]
struct Head {
    format_version: Option<u64>,
    document: Option<String>,
}

impl Kept {
    /// A plan, to be kept.
    pub fn new(wanted: Wanted, plan: &Plan) -> Self {
        let list = |list: Value| match list {
            Value::Array(items) => items,
            _ => Vec::new(),
        };
        let Plan {
            tenant,
            changes,
            confirmed,
            warnings,
            refusals,
            digest,
        } = plan;
        Kept {
            format_version: FORMAT_VERSION,
            document: DOCUMENT.to_owned(),
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            wanted,
            plan: Shown {
                tenant: json!(tenant),
                changes: list(json!(changes)),
                confirmed: list(json!(confirmed)),
                warnings: list(json!(warnings)),
                refusals: list(json!(refusals)),
                digest: digest.clone(),
            },
        }
    }

    /// It as JSON.
    pub fn document(&self) -> Value {
        json!(self)
    }

    /// Reads one. Whether it is as it was written is asked with [`Kept::check`].
    ///
    /// # Errors
    /// `plan-file-unreadable`; `plan-file-newer` for one of a later version.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let unreadable = |why: String| {
            Error::usage("plan-file-unreadable", why)
                .hint("make one: sso-setup mimecast plan --out FILE")
        };
        let none = |why: &dyn std::fmt::Display| unreadable(format!("this is no kept plan: {why}"));
        let head: Head = serde_json::from_slice(bytes).map_err(|e| none(&e))?;
        if head.document.as_deref() != Some(DOCUMENT) {
            return Err(none(&format!("it does not say that it is a {DOCUMENT}")));
        }
        if let Some(version) = head.format_version.filter(|v| *v > FORMAT_VERSION) {
            return Err(Error::usage(
                "plan-file-newer",
                format!(
                    "a newer sso-setup wrote this plan (format {version}, and this one knows format {FORMAT_VERSION})"
                ),
            )
            .hint("apply it with a sso-setup of that version, or make it again with this one"));
        }
        let kept: Kept = serde_json::from_slice(bytes)
            .map_err(|e| unreadable(format!("this plan cannot be read: {e}")))?;
        match kept.wanted.command {
            Purpose::Undo => Err(unreadable(
                "an undo is bound to its journal, and no kept plan can be one".to_owned(),
            )),
            _ => Ok(kept),
        }
    }

    /// The digest of what it holds.
    pub fn digest(&self) -> &str {
        &self.plan.digest
    }

    /// That it holds what its digest was made over.
    ///
    /// # Errors
    /// `stale-plan`.
    pub fn check(&self) -> Result<()> {
        let changes = Value::Array(self.plan.changes.clone());
        let digest = digest_of_shown(&self.plan.tenant, &self.wanted, &changes);
        match digest == self.plan.digest {
            true => Ok(()),
            false => Err(Error::refused(
                "stale-plan",
                "this plan was edited, or damaged: what it holds does not have its digest; nothing was written",
            )
            .hint(MAKE_ANOTHER)),
        }
    }

    /// That it was made of the tenant of this name in a tenants file.
    ///
    /// # Errors
    /// `stale-plan`.
    pub fn check_name(&self, name: &str) -> Result<()> {
        let of = self.plan.tenant["name"].as_str();
        if of == Some(name) {
            return Ok(());
        }
        let of = of.map_or("none of a tenants file".to_owned(), text::name);
        let message = format!(
            "this plan is for another tenant: it was made of {of}, and not of {name}; nothing was written"
        );
        Err(Error::refused("stale-plan", message).hint(MAKE_ANOTHER))
    }

    /// That it is for this tenant, reached in the same way.
    ///
    /// # Errors
    /// `stale-plan`, saying what differs.
    pub fn check_tenant(&self, tenant: &TenantSummary) -> Result<()> {
        let (kept, now) = (&self.plan.tenant, json!(tenant));
        let parts = [
            ("the JumpCloud organisation", "/organization_id"),
            ("the Mimecast account", "/account_code"),
            ("the Mimecast grid", "/grid/api_host"),
            ("JumpCloud's address", "/jumpcloud"),
            ("Mimecast's address", "/mimecast"),
            ("the mode in which Mimecast is changed", "/mode"),
        ];
        let at = |value: &Value, path: &str| {
            let value = value.pointer(path).and_then(Value::as_str);
            text::name(value.unwrap_or_default())
        };
        let differ: Vec<String> = parts
            .into_iter()
            .filter(|(_, path)| at(kept, path) != at(&now, path))
            .map(|(what, path)| format!("{what} is {} and not {}", at(&now, path), at(kept, path)))
            .collect();
        if differ.is_empty() {
            return Ok(());
        }
        let message = format!(
            "this plan is for another tenant: {}; nothing was written",
            differ.join(", ")
        );
        Err(Error::refused("stale-plan", message).hint(
            "where to send requests never comes from the file: give the addresses, credentials, account code and \
             organisation that it was made with",
        ))
    }

    /// That what would be done now is what it shows.
    ///
    /// # Errors
    /// `stale-plan`, naming the first objects and fields that differ.
    pub fn check_changes(&self, plan: &Plan) -> Result<()> {
        if plan.digest == self.plan.digest {
            return Ok(());
        }
        let now = json!(plan.changes);
        let now = now.as_array().map_or(&[][..], Vec::as_slice);
        let mut differ = differences(&self.plan.changes, now).into_iter();
        let first = differ
            .next()
            .unwrap_or_else(|| "the changes come in another order".to_owned());
        let mut error = Error::refused(
            "stale-plan",
            format!("this plan is not what would be done now: {first}; nothing was written"),
        );
        for other in differ.by_ref().take(text::MAX_ENTRIES - 1) {
            error = error.hint(format!("also: {other}"));
        }
        let more = differ.count();
        if more > 0 {
            error = error.hint(format!("and {more} more differences"));
        }
        Err(error.hint(
            "somebody changed something since, or an earlier run made a part of it: keep a new plan with --out, look at \
             it, and apply that",
        ))
    }
}

/// What is said of a change beside its fields: as it is called in a message, and where it stands.
const ABOUT: [(&str, &str); 3] = [
    ("its name", "/target/name"),
    ("who does it", "/actor"),
    ("what it waits for", "/depends_on"),
];

/// How the changes of two plans differ, object by object and field by field.
fn differences(kept: &[Value], now: &[Value]) -> Vec<String> {
    let by_id = |changes: &'_ [Value]| -> BTreeMap<String, Value> {
        let entry = |change: &Value| Some((change["id"].as_str()?.to_owned(), change.clone()));
        changes.iter().filter_map(entry).collect()
    };
    let (before, after) = (by_id(kept), by_id(now));
    let mut found = Vec::new();
    // In the plans' own order: what comes first is what a reader looks at first.
    for id in kept.iter().chain(now).filter_map(|c| c["id"].as_str()) {
        let shown = text::name(id);
        match (before.get(id), after.get(id)) {
            (Some(kept), Some(now)) => compare(&shown, kept, now, &mut found),
            (Some(kept), None) => {
                found.push(format!("{shown} ({}) is not to do any more", names(kept)));
            }
            (None, Some(now)) => found.push(format!(
                "{shown} ({}) is to do, and the plan does not have it",
                names(now)
            )),
            (None, None) => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|difference| seen.insert(difference.clone()));
    found
}

/// The fields of a change, by name.
fn names(change: &Value) -> String {
    let fields = change["fields"].as_array().into_iter().flatten();
    text::list(fields.filter_map(|field| field["name"].as_str()))
}

fn compare(id: &str, kept: &Value, now: &Value, found: &mut Vec<String>) {
    if kept["action"] != now["action"] {
        // Its fields are those of something else then.
        let told = was_and_is(&kept["action"], &now["action"]);
        return found.push(format!("{id}: the action {told}"));
    }
    for (what, path) in ABOUT {
        let [kept, now] = [kept, now].map(|change| change.pointer(path).unwrap_or(&Value::Null));
        if kept != now {
            found.push(format!("{id}: {what} {}", was_and_is(kept, now)));
        }
    }
    let field = |change: &Value, name: &Value| {
        let mut fields = change["fields"].as_array().into_iter().flatten();
        fields.find(|field| field["name"] == *name).cloned()
    };
    let all = [kept, now].into_iter().flat_map(|c| c["fields"].as_array());
    for one in all.flatten() {
        let shown = text::name(one["name"].as_str().unwrap_or_default());
        match (field(kept, &one["name"]), field(now, &one["name"])) {
            (Some(kept), Some(now)) => {
                for (what, said) in [("before", "the value there"), ("after", "the value wanted")] {
                    if kept[what] != now[what] {
                        let told = was_and_is(&kept[what], &now[what]);
                        found.push(format!("{id}: {shown}: {said} {told}"));
                    }
                }
            }
            (Some(_), None) => found.push(format!("{id}: {shown} is not to change any more")),
            (None, Some(_)) => found.push(format!(
                "{id}: {shown} is to change, and the plan does not have it"
            )),
            (None, None) => {}
        }
    }
}

fn was_and_is(kept: &Value, now: &Value) -> String {
    let shown = |value: &Value| match value {
        Value::Object(fields) if fields.contains_key("unknown") => "not known".to_owned(),
        value => text::name(&value.to_string()),
    };
    format!("is {} now, and {} in the plan", shown(now), shown(kept))
}

#[cfg(test)]
mod tests;
