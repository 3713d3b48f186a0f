//! What a run that failed must say of itself.

use serde_json::Value;

use crate::case::ensure;
use crate::common::Run;
use crate::operation::Prepared;
use crate::pool::Outcome;

/// A run that failed says why, what it did and did not do, and how to go on. `changed` is whether the state is
/// another than before.
pub fn speaks(run: &Run, prepared: &Prepared, changed: bool) -> Outcome {
    tells(&document(run)?, run.code, prepared.changes, changed)
        .map_err(|problem| format!("{problem}: {run:?}"))
}

/// The one document that a run printed.
pub fn document(run: &Run) -> Result<Value, String> {
    serde_json::from_str(&run.stdout)
        .map_err(|error| format!("no JSON document ({error}): {run:?}"))
}

/// The same of a document, of a run or of one tenant, whose exit code is `code`; undisturbed it would have made `changes`.
pub fn tells(document: &Value, code: i32, changes: usize, changed: bool) -> Outcome {
    let refusals = document["refusals"]
        .as_array()
        .is_some_and(|r| !r.is_empty());
    if refusals && document["results"].is_null() {
        ensure!(code == 3, "refused with {code}");
        ensure!(!changed, "a refusal that changed something");
        return Ok(());
    }
    let error = &document["error"];
    let said = |what: &Value| what.as_str().is_some_and(|text| !text.is_empty());
    ensure!(said(&error["code"]) && said(&error["message"]), "no error");
    let hints = error["hints"].as_array().filter(|hints| !hints.is_empty());
    ensure!(hints.is_some(), "no way on");
    let Some(results) = document["results"].as_array() else {
        ensure!(!changed, "changes that are not told");
        return Ok(());
    };
    let statuses: Vec<&str> = results
        .iter()
        .filter_map(|result| result["status"].as_str())
        .collect();
    let known = ["done", "failed", "skipped", "pending"];
    // What was read may have led to another plan than undisturbed.
    let planned = document["changes"].as_array();
    let planned = planned.map_or(changes, Vec::len);
    ensure!(
        statuses.len() == planned && statuses.iter().all(|s| known.contains(s)),
        "not every change is told: {statuses:?}"
    );
    let failed = results.iter().filter(|result| result["status"] == "failed");
    for failed in failed {
        ensure!(said(&failed["error"]), "failed without a reason: {failed}");
    }
    let hints = error["hints"].to_string();
    ensure!(
        hints.contains("run the same command again") || hints.contains("run the plan command"),
        "no way on after changes: {hints}"
    );
    Ok(())
}
