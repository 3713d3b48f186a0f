//! The ACS URL setting of an application: one URL, or JumpCloud's JSON list inside a string.

use serde_json::{Value, json};

use super::desired::AcsUrls;
use super::placeholder::is_left_in;
use super::shown;

/// The ACS URL field: one URL, or, where the template takes a list, a JSON list inside a string
/// with our own URL as the default and every URL that was already there kept.
pub fn acs_value(current: &str, takes_list: bool, wanted: &AcsUrls) -> String {
    let listed = acs_list(current);
    if listed.is_none() && (!takes_list || wanted.also.is_empty()) {
        return wanted.own.clone();
    }
    let listed = listed.unwrap_or_default();
    let default_is_ours = listed
        .iter()
        .any(|(url, default)| *default && *url == wanted.own);
    let complete = wanted
        .also
        .iter()
        .all(|url| listed.iter().any(|(u, _)| u == url));
    if default_is_ours && complete {
        return current.to_owned();
    }
    let mut urls = vec![wanted.own.clone()];
    let others = listed.into_iter().map(|(url, _)| url);
    for url in wanted.also.iter().cloned().chain(others) {
        if !urls.contains(&url) && !is_left_in(&url) {
            urls.push(url);
        }
    }
    let rows: Vec<Value> = urls
        .iter()
        .enumerate()
        .map(|(index, url)| {
            json!({"index": index.to_string(), "isDefault": (index == 0).to_string(), "url": url})
        })
        .collect();
    Value::Array(rows).to_string()
}

/// Reads JumpCloud's list form of the ACS URL field: URL and whether it is the default; `None` where it is no list.
pub fn acs_list(text: &str) -> Option<Vec<(String, bool)>> {
    if !text.trim_start().starts_with('[') {
        return None;
    }
    let rows: Vec<Value> = serde_json::from_str(text).ok()?;
    let url = |row: &Value| Some(row.get("url")?.as_str()?.to_owned());
    let default = |row: &Value| row["isDefault"] == "true" || row["isDefault"] == true;
    rows.iter()
        .map(|row| Some((url(row)?, default(row))))
        .collect()
}

/// Every ACS URL of an application document; none where they are not shown, and one that is empty where it has none.
pub fn acs_urls(document: &Value) -> Vec<String> {
    let Some(text) = shown::setting(document, "acsUrl") else {
        return Vec::new();
    };
    match acs_list(text) {
        Some(list) => list.into_iter().map(|(url, _)| url).collect(),
        None => vec![text.to_owned()],
    }
}

/// Where an application document sends answers by default.
pub fn default_acs(document: &Value) -> Option<String> {
    let text = shown::setting(document, "acsUrl")?;
    match acs_list(text) {
        None => Some(text.to_owned()),
        Some(rows) => rows.into_iter().find(|(_, d)| *d).map(|(url, _)| url),
    }
}

#[cfg(test)]
mod tests;
