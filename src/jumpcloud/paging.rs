//! Reading whole lists, page by page, from a service that may answer anything.

use std::collections::HashSet;

use serde_json::Value;

use super::client::{JumpCloud, Need};
use crate::error::{Error, Result};
use crate::http::{Reply, Request};

/// Records asked for at once: JumpCloud's most.
const PAGE: usize = 100;

/// Most records of one list. More is taken for a service that never stops.
const MOST: usize = 10_000;

/// A list endpoint.
pub(super) struct List<'a> {
    pub(super) path: String,
    pub(super) doing: &'a str,
    pub(super) need: Need,
    pub(super) query: Vec<(&'static str, String)>,
}

impl<'a> List<'a> {
    pub(super) fn new(path: impl Into<String>, doing: &'a str, need: Need) -> Self {
        List {
            path: path.into(),
            doing,
            need,
            query: Vec::new(),
        }
    }

    pub(super) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }
}

/// The error for a list that is longer than any real one.
pub(super) fn endless(doing: &str, count: usize) -> Error {
    Error::failed(
        "list-endless",
        format!("{doing}: the list does not end (stopped after {count} records)"),
    )
    .hint("a proxy may repeat its answers; otherwise report it to JumpCloud's support")
}

/// The identifier of a listed record: v1 `_id`, v2 `id`, or the far end of a graph connection.
pub(super) fn record_id(record: &Value) -> Option<&str> {
    record
        .get("_id")
        .or_else(|| record.get("id"))
        .or_else(|| record.get("to").and_then(|to| to.get("id")))
        .and_then(Value::as_str)
        .filter(|id| !id.is_empty())
}

impl JumpCloud {
    /// All records of a list. v1 answers `{results, totalCount}`, v2 a bare array with
    /// `x-total-count`; both take `limit` (at most 100) and `skip`.
    ///
    /// # Errors
    /// `unexpected-answer` for another shape or a record without an id; `list-endless` when a page
    /// repeats or the list exceeds 10,000 records; `list-incomplete` when it ends before its own
    /// count.
    pub(super) async fn list(&self, list: List<'_>) -> Result<Vec<Value>> {
        let mut seen = HashSet::new();
        let mut records = Vec::new();
        let mut skip = 0;
        loop {
            let mut request = Request::get(&list.path, list.doing)
                .query("limit", PAGE)
                .query("skip", skip);
            for (name, value) in &list.query {
                request = request.query(name, value);
            }
            let reply = self.send(request, list.need).await?;
            let (page, total) = page_of(&reply)?;
            let count = page.len();
            skip += count;
            let mut fresh = 0;
            for record in page {
                let Some(id) = record_id(&record) else {
                    return Err(reply.unexpected("a record without an id", "a list"));
                };
                // A record can move to the next page while we read; the same twice is one.
                if seen.insert(id.to_owned()) {
                    fresh += 1;
                    records.push(record);
                }
            }
            if (count > 0 && fresh == 0) || skip > MOST {
                return Err(endless(list.doing, records.len()));
            }
            match total {
                Some(total) if skip as u64 >= total => return Ok(records),
                Some(total) if count == 0 => {
                    return Err(Error::failed(
                        "list-incomplete",
                        format!(
                            "{}: the list ended after {skip} of {total} records",
                            list.doing
                        ),
                    )
                    .hint("someone may be changing it just now: run the same command again"));
                }
                None if count < PAGE => return Ok(records),
                _ => {}
            }
        }
    }
}

fn page_of(reply: &Reply) -> Result<(Vec<Value>, Option<u64>)> {
    match reply.json()? {
        Value::Array(records) => {
            let total = reply
                .header("x-total-count")
                .and_then(|total| total.trim().parse().ok());
            Ok((records, total))
        }
        Value::Object(mut map) => match map.remove("results") {
            Some(Value::Array(records)) => {
                let total = map.get("totalCount").and_then(Value::as_u64);
                Ok((records, total))
            }
            _ => Err(reply.unexpected("a document without `results`", "a list")),
        },
        _ => Err(reply.unexpected("a single value", "a list")),
    }
}
