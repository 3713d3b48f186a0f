//! Reading whole lists, page by page, from a service that may answer anything.
//!
//! An answer that does not say what it must is never an empty list. What a gap means, each list says itself
//! ([`Gaps`]).

use std::collections::HashSet;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use serde_json::Value;

use super::client::{JumpCloud, Need};
use super::endless::endless;
use super::one::{id_of, is_id};
use crate::error::{Error, Result};
use crate::http::limit::cost;
use crate::http::{Budget, Reply, Request, SendError};

/// Records asked for at once: JumpCloud's most.
const PAGE: usize = 100;

/// Pages after the first that are asked for at the same time; more would take memory that one page may need.
const AT_ONCE: usize = 2;

/// How many records more than the service first named may turn up while a list is read.
const GROWTH: u64 = 1_000;

/// A list is as long as the service says; one that claims to be longer than this, or that names no length and is
/// longer, is not read: no organisation is near it.
const ABSURD: u64 = 1_000_000;

/// What noting an id costs beside its own bytes, near enough.
const NOTED: usize = 64;

/// What records that are missing from a list mean to those who read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    /// A missing record can only make a guard stricter (who has access): it is passed over. A list of which
    /// nothing is left says nothing, and is unreadable all the same.
    PassedOver,
    /// A missing record could make a guard laxer (lookalikes, what hangs on an application, what would be created
    /// twice): the list is unreadable.
    Unreadable,
}

/// How a list is answered, and what tells its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// v1: `{results, totalCount}`; every list of the v1 specification has both.
    V1,
    /// v2: a bare array, its length in `x-total-count` (recorded for `usergroups`).
    V2,
    /// v2, of the graph. Whether the length is told there was not seen (*assumed* that it may not be): without it, a
    /// page that is not full is the last, and an empty list is for its reader to confirm ([`Length`]).
    Graph,
}

/// Whether the service said how long a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// It did.
    Told,
    /// It did not: an empty list may be an answer that says nothing.
    NotTold,
}

/// A list endpoint.
pub(super) struct List<'a> {
    path: String,
    doing: &'a str,
    need: Need,
    query: Vec<(&'static str, String)>,
    form: Form,
    gaps: Gaps,
    shape: fn(&Value) -> Result<(), &'static str>,
    connects: Option<(&'a str, &'static str)>,
    search: Option<Value>,
}

impl<'a> List<'a> {
    fn new(form: Form, path: impl Into<String>, doing: &'a str, need: Need) -> Self {
        List {
            path: path.into(),
            doing,
            need,
            query: Vec::new(),
            form,
            gaps: Gaps::Unreadable,
            shape: |_| Ok(()),
            connects: None,
            search: None,
        }
    }

    /// A v1 list.
    pub(super) fn v1(path: impl Into<String>, doing: &'a str, need: Need) -> Self {
        List::new(Form::V1, path, doing, need)
    }

    /// A v2 list.
    pub(super) fn v2(path: impl Into<String>, doing: &'a str, need: Need) -> Self {
        List::new(Form::V2, path, doing, need)
    }

    /// A v2 list of objects that are reached through the graph.
    pub(super) fn reached(path: impl Into<String>, doing: &'a str, need: Need) -> Self {
        List::new(Form::Graph, path, doing, need)
    }

    /// A v2 list of what is connected with the object `from`: connections to objects of the type `to`.
    pub(super) fn graph(
        path: impl Into<String>,
        doing: &'a str,
        need: Need,
        from: &'a str,
        to: &'static str,
    ) -> Self {
        List {
            connects: Some((from, to)),
            ..List::new(Form::Graph, path, doing, need)
        }
    }

    pub(super) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// Passes records over that are missing.
    pub(super) fn passing_over(mut self) -> Self {
        self.gaps = Gaps::PassedOver;
        self
    }

    /// What each record must have beside its id; in words what is wrong with one that has not.
    pub(super) fn shaped(mut self, shape: fn(&Value) -> Result<(), &'static str>) -> Self {
        self.shape = shape;
        self
    }

    /// Asks by a POST with this body, as the v1 search endpoints want it.
    pub(super) fn searching(mut self, body: Value) -> Self {
        self.search = Some(body);
        self
    }

    fn request(&self, skip: u64) -> Request {
        let paged = match &self.search {
            None => Request::get(&self.path, self.doing)
                .query("limit", PAGE)
                .query("skip", skip),
            Some(body) => {
                let mut body = body.clone();
                body["limit"] = PAGE.into();
                body["skip"] = skip.into();
                let request = Request::post(&self.path, self.doing).json(&body);
                request.repeat(crate::http::Repeat::Safe)
            }
        };
        let query = self.query.iter();
        query.fold(paged, |request, (name, value)| request.query(name, value))
    }

    fn unreadable(&self, reply: &Reply, found: &str) -> Error {
        reply.unreadable(&reply.scrub(found))
    }

    /// The records of one page, and how many there are in all, where that is told.
    fn page_of(&self, reply: &Reply) -> Result<(Vec<Value>, Option<u64>)> {
        let (records, total) = match (self.form, reply.json()?) {
            (Form::V1, Value::Object(mut map)) => match map.remove("results") {
                Some(Value::Array(records)) => {
                    let total = map.get("totalCount").and_then(Value::as_u64);
                    let total = total.ok_or_else(|| {
                        self.unreadable(reply, "a list without its length (`totalCount`)")
                    })?;
                    (records, Some(total))
                }
                _ => return Err(self.unreadable(reply, &reply.excerpt())),
            },
            (Form::V2 | Form::Graph, Value::Array(records)) => {
                let told = reply.header("x-total-count").map(str::trim);
                let total = told.map(str::parse).transpose().map_err(|_| {
                    self.unreadable(reply, "a list whose length (`x-total-count`) is no number")
                })?;
                if total.is_none() && self.form == Form::V2 {
                    let found = "a list without its length (`x-total-count`)";
                    return Err(self.unreadable(reply, found));
                }
                (records, total)
            }
            _ => return Err(self.unreadable(reply, &reply.excerpt())),
        };
        if total.is_some_and(|total| total > ABSURD) {
            return Err(self.unreadable(reply, "a list of more records than there can be"));
        }
        Ok((records, total))
    }

    /// The id of a record, or of the far end of a connection; the record must have the list's shape.
    fn id<'r>(&self, record: &'r Value) -> Result<&'r str, Wrong> {
        let Some((from, to)) = self.connects else {
            (self.shape)(record).map_err(Wrong::Shape)?;
            return id_of(record).map_err(Wrong::Shape);
        };
        let text = |end: &str, key: &str| record.get(end).and_then(|end| end.get(key)?.as_str());
        if let Some(other) = text("from", "id").filter(|id| *id != from) {
            return Err(Wrong::Another(other.to_owned(), from.to_owned()));
        }
        if let Some(other) = text("to", "type").filter(|kind| *kind != to) {
            return Err(Wrong::Another(other.to_owned(), to.to_owned()));
        }
        let id = text("to", "id").filter(|id| is_id(id));
        id.ok_or(Wrong::Shape("a connection without the id of its far end"))
    }
}

/// One page as read.
struct Page {
    reply: Reply,
    /// Records on it, whatever they are.
    count: usize,
    /// Records of the whole list, where that is told.
    total: Option<u64>,
    /// Whether some of them are null.
    nulls: bool,
}

/// What was read of a list so far.
#[derive(Default)]
struct Read {
    seen: HashSet<String>,
    budget: Budget,
}

/// What is wrong with a record.
enum Wrong {
    /// It has not the shape of one.
    Shape(&'static str),
    /// It is of another list: what it names, and what was asked for.
    Another(String, String),
}

impl JumpCloud {
    /// All records of a list, each once. Both versions take `limit` (at most 100) and `skip`.
    ///
    /// It ends with the length that the service names. A page that brings nothing new ends it too; a record that
    /// moves to the next page while we read counts once.
    ///
    /// # Errors
    /// `list-unreadable` for another shape, a list without its length, a record that is none, or one that is
    /// missing where that matters; `answer-of-another` for a record of another list; `list-endless` when the list
    /// outgrows what the service said; `answer-too-large` when it takes more memory than a list may.
    pub(super) async fn list(&self, list: List<'_>) -> Result<Vec<Value>> {
        let mut records = Vec::new();
        let keep = |_: &str, record: Value| {
            let bytes = cost(&record);
            records.push(record);
            bytes
        };
        self.each(list, keep).await?;
        Ok(records)
    }

    /// The ids of the far ends of a list's connections.
    pub(super) async fn list_ids(&self, list: List<'_>) -> Result<(Vec<String>, Length)> {
        let mut ids = Vec::new();
        let keep = |id: &str, _| {
            ids.push(id.to_owned());
            id.len() + NOTED
        };
        let length = self.each(list, keep).await?;
        Ok((ids, length))
    }

    /// The first page of a list; how many more pages there are by the length that the service names.
    pub(super) async fn first_page(
        &self,
        list: List<'_>,
        mut take: impl FnMut(&str, Value) -> usize,
    ) -> Result<u64> {
        let mut read = Read::default();
        let reply = self.ask(&list, 0).await?;
        let page = page(&list, reply, &mut read, &mut take)?;
        let left = page.total.unwrap_or(0).saturating_sub(page.count as u64);
        Ok(left.div_ceil(PAGE as u64))
    }

    /// Asks for one page of a list, from the record `skip` on.
    async fn ask(&self, list: &List<'_>, skip: u64) -> Result<Reply, SendError> {
        self.send(list.request(skip), list.need).await
    }

    /// As [`JumpCloud::list`], record by record with its id, so that nothing need be kept whole. `take` says how many
    /// bytes it keeps.
    ///
    /// Where the length is known, the pages after the first are asked for two at a time, and taken in their order. A page
    /// that is not full moves those behind it: they are asked for anew, one by one.
    pub(super) async fn each(
        &self,
        list: List<'_>,
        mut take: impl FnMut(&str, Value) -> usize,
    ) -> Result<Length> {
        let mut known = Read::default();
        let mut read = 0;
        let mut most = None;
        let mut nulls = false;
        let ask = |skip| {
            let list = &list;
            async move { (skip, self.ask(list, skip).await) }
        };
        let mut ahead = FuturesOrdered::new();
        loop {
            let before = known.seen.len();
            let reply = match ahead.next().await {
                Some((skip, reply)) if skip == read => reply?,
                _ => {
                    ahead = FuturesOrdered::new();
                    self.ask(&list, read).await?
                }
            };
            let page = page(&list, reply, &mut known, &mut take)?;
            let seen = &known.seen;
            let (reply, count, total) = (page.reply, page.count, page.total);
            read += count as u64;
            nulls |= page.nulls;
            let most = *most.get_or_insert(total.map_or(ABSURD, |total| total + GROWTH));
            if read > most {
                return Err(endless(list.doing, seen.len()));
            }
            let nothing_new = seen.len() == before;
            let last = match total {
                Some(total) => read >= total || nothing_new,
                None => count < PAGE || nothing_new,
            };
            if !last {
                let pages = (0..).map(|page| read + page * PAGE as u64);
                let there = pages.take_while(|skip| total.is_some_and(|total| *skip < total));
                let full = AT_ONCE * usize::from(count == PAGE);
                for skip in there.take(full).skip(ahead.len()) {
                    ahead.push_back(ask(skip));
                }
                continue;
            }
            let length = match total {
                Some(_) => Length::Told,
                None => Length::NotTold,
            };
            // A record that came twice leaves another one out.
            let short = total.filter(|total| (seen.len() as u64) < *total);
            let unread = match list.gaps {
                Gaps::Unreadable => short.is_some(),
                Gaps::PassedOver => seen.is_empty() && (nulls || short.is_some()),
            };
            if unread {
                let found = match short {
                    Some(total) => format!("{} of {total} records", seen.len()),
                    None => "no record that says anything".to_owned(),
                };
                return Err(list.unreadable(&reply, &found));
            }
            return Ok(length);
        }
    }
}

/// Takes one page: gives `take` what was not `read` before.
fn page(
    list: &List<'_>,
    reply: Reply,
    read: &mut Read,
    take: &mut impl FnMut(&str, Value) -> usize,
) -> Result<Page> {
    let (records, total) = list.page_of(&reply)?;
    let mut page = Page {
        count: records.len(),
        total,
        nulls: false,
        reply,
    };
    for record in records {
        if record.is_null() && list.gaps == Gaps::PassedOver {
            page.nulls = true;
            continue;
        }
        let id = match list.id(&record) {
            Ok(id) => id.to_owned(),
            Err(Wrong::Shape(found)) => return Err(list.unreadable(&page.reply, found)),
            Err(Wrong::Another(found, asked)) => {
                return Err(page.reply.of_another(&found, &asked));
            }
        };
        if !read.seen.contains(&id) {
            let bytes = NOTED + id.len() + take(&id, record);
            read.budget.keep(bytes, list.doing)?;
            read.seen.insert(id);
        }
    }
    Ok(page)
}
