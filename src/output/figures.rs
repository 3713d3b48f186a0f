//! A plan in figures, for the steps of a pipeline that come after this one.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use crate::hash::sha256_hex;

/// What is to be known of a plan, or of the plans of several tenants, without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The plan's digest, or that of several.
    pub digest: String,
    /// How many changes are planned.
    pub changes: usize,
    /// How many of them, and of those that reading again showed, are still to do.
    pub pending: usize,
}

impl Figures {
    /// Those of a tenant's entry in another run's JSON document.
    pub fn of_entry(entry: &Value) -> Option<Self> {
        let (digest, changes) = (entry["digest"].as_str()?, entry["changes"].as_array()?);
        let pending = match entry["results"].as_array() {
            None => changes.len(),
            Some(results) => {
                let open =
                    |one: &&Value| matches!(one["status"].as_str(), Some("failed" | "pending"));
                let open = results.iter().filter(open).map(|one| &one["id"]);
                let remaining = entry["remaining"].as_array().into_iter().flatten();
                let left: BTreeSet<String> = open.chain(remaining).map(Value::to_string).collect();
                left.len()
            }
        };
        Some(Figures {
            digest: digest.to_owned(),
            changes: changes.len(),
            pending,
        })
    }

    /// Those of several tenants: the sums, and a digest over a line each, its name, a space and its plan's digest. A tenant that
    /// came to no plan has a line without a digest. `None` where none came to one.
    pub fn of_all<'a>(
        tenants: impl Iterator<Item = (&'a str, Option<&'a Figures>)>,
    ) -> Option<Self> {
        let mut lines = String::new();
        let mut all = None;
        for (name, figures) in tenants {
            let digest = figures.map_or("", |figures| &figures.digest);
            let _ = writeln!(lines, "{name} {digest}");
            if let Some(figures) = figures {
                let (changes, pending) = all.unwrap_or_default();
                all = Some((changes + figures.changes, pending + figures.pending));
            }
        }
        let (changes, pending) = all?;
        Some(Figures {
            digest: format!("sha256:{}", sha256_hex(lines)),
            changes,
            pending,
        })
    }
}
