//! Lists as JumpCloud gives them: filters, sorting, fields, and pages of at most 100.
//!
//! Of the records that are not on the page only what filters and order look at is read: an organisation can have ten thousand.

use std::cmp::Ordering;

use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::failure::{Failure, Version};
use super::filter::Filter;
use super::record::{Fields, Record, json, text_of};

/// Page size where the request names none, and the most it can ask for (both documented).
const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 100;

/// What a list request asks for.
#[derive(Debug)]
pub struct ListQuery {
    limit: usize,
    skip: usize,
    sort: Vec<String>,
    fields: Vec<String>,
    filters: Vec<Filter>,
}

/// The pairs of a query string, decoded.
pub fn pairs(uri: &Uri) -> Vec<(String, String)> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .into_owned()
        .collect()
}

impl ListQuery {
    /// Reads the query string of a list request.
    ///
    /// v1 repeats `filter` (or `filter[0]`…) and separates fields by spaces. v2 arrays are separated by
    /// commas, which is why a group name with a comma cannot be filtered for.
    pub fn parse(version: Version, uri: &Uri) -> Result<Self, Failure> {
        let mut query = ListQuery {
            limit: DEFAULT_LIMIT,
            skip: 0,
            sort: Vec::new(),
            fields: Vec::new(),
            filters: Vec::new(),
        };
        let bad = |what: &str| version.failure(StatusCode::BAD_REQUEST, what);
        for (name, value) in pairs(uri) {
            match name.as_str() {
                // Clients send an empty one for none (medium confidence).
                name if name.starts_with("filter") && value.is_empty() => {}
                "limit" => {
                    let limit = value.parse().map_err(|_| bad("invalid limit"))?;
                    query.limit = usize::clamp(limit, 1, MAX_LIMIT);
                }
                "skip" => query.skip = value.parse().map_err(|_| bad("invalid skip"))?,
                "sort" => query.sort.extend(list(version, &value)),
                "fields" => query.fields.extend(list(version, &value)),
                "filter" => {
                    let texts = match version {
                        Version::V1 => vec![value],
                        Version::V2 => list(version, &value).collect(),
                    };
                    for text in texts {
                        query.filters.push(Filter::parse(version, &text)?);
                    }
                }
                name if version == Version::V1 && name.starts_with("filter[") => {
                    query.filters.push(Filter::parse(version, &value)?);
                }
                _ => {}
            }
        }
        Ok(query)
    }

    /// The same with what the body of a search says: `limit`, `skip` and `fields` (schema `search`).
    pub fn with(mut self, body: &Map<String, Value>) -> Self {
        let number = |key: &str| body.get(key).and_then(Value::as_u64);
        let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(limit) = number("limit") {
            self.limit = size(limit).clamp(1, MAX_LIMIT);
        }
        if let Some(skip) = number("skip") {
            self.skip = size(skip);
        }
        let fields = body.get("fields").and_then(Value::as_str);
        self.fields
            .extend(list(Version::V1, fields.unwrap_or_default()));
        self
    }

    /// The same for a list that cannot be sorted by `id`.
    ///
    /// # Errors
    /// 400 where it is to be.
    pub fn not_by_id(self) -> Result<Self, Failure> {
        match self.sort.iter().find(|key| field_of(key).0 == "id") {
            None => Ok(self),
            Some(_) => {
                let message = "invalid sort field: id";
                Err(Version::V2.failure(StatusCode::BAD_REQUEST, message))
            }
        }
    }

    /// Applies filters, order and page to `records`: the records of one page, and how many there are in all.
    fn apply<'r, R: Record>(&self, records: &'r mut Vec<R>) -> (Vec<&'r R>, usize) {
        records.retain(|record| self.filters.iter().all(|f| f.matches(record)));
        let records: &'r [R] = records;
        let total = records.len();
        let from = self.skip.min(total);
        let to = from.saturating_add(self.limit).min(total);
        let Some(first) = self.sort.first() else {
            return (records[from..to].iter().collect(), total);
        };
        // How a text begins settles nearly all of it, and lies at hand. Equal records stay in the order in which they came.
        let (first, turned) = field_of(first);
        let mut texts = Vec::with_capacity(total);
        let mut places = Vec::with_capacity(total);
        for (at, record) in records.iter().enumerate() {
            let text = text_of(record, first);
            let begins = text.as_deref().map_or(0, beginning);
            places.push((if turned { !begins } else { begins }, at));
            texts.push(text);
        }
        let order = |a: &(u128, usize), b: &(u128, usize)| {
            let order = a.0.cmp(&b.0);
            let order = order.then_with(|| turn(turned, texts[a.1].cmp(&texts[b.1])));
            let order = order.then_with(|| self.compare_further(&records[a.1], &records[b.1]));
            order.then_with(|| a.1.cmp(&b.1))
        };
        // What comes before the page and after it need not be in order.
        if to < total {
            places.select_nth_unstable_by(to, order);
        }
        if 0 < from && from < to {
            places[..to].select_nth_unstable_by(from, order);
        }
        places[from..to].sort_unstable_by(order);
        let page = places[from..to].iter();
        (page.map(|&(_, at)| &records[at]).collect(), total)
    }

    /// The order of two records by the keys after the first.
    fn compare_further(&self, a: &impl Record, b: &impl Record) -> Ordering {
        let keys = self.sort.iter().skip(1).map(|key| field_of(key));
        keys.map(|(field, turned)| turn(turned, text_of(a, field).cmp(&text_of(b, field))))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// A v1 list: `{"results","totalCount"}`. `always` are the fields that every record keeps.
    pub fn answer_v1<R: Record>(
        mut self,
        mut records: Vec<R>,
        order: &str,
        always: &[&str],
    ) -> Response {
        if self.sort.is_empty() {
            self.sort.push(order.to_owned());
        }
        let (page, total) = self.apply(&mut records);
        let mut text = b"{\"results\":".to_vec();
        self.write_list(page, always, &mut text);
        text.extend(format!(",\"totalCount\":{total}}}").into_bytes());
        json(text)
    }

    /// A v2 list: a bare array, the total in `x-total-count`.
    pub fn answer_v2<R: Record>(self, mut records: Vec<R>) -> Response {
        let (page, total) = self.apply(&mut records);
        let mut text = Vec::new();
        self.write_list(page, &["id"], &mut text);
        ([("x-total-count", total.to_string())], json(text)).into_response()
    }

    fn write_list<R: Record>(&self, page: Vec<&R>, always: &[&str], to: &mut Vec<u8>) {
        let named = &self.fields;
        to.push(b'[');
        for (number, record) in page.into_iter().enumerate() {
            if number > 0 {
                to.push(b',');
            }
            record.write(Fields { named, always }, to);
        }
        to.push(b']');
    }
}

fn list(version: Version, value: &str) -> impl Iterator<Item = String> {
    let separator = match version {
        Version::V1 => ' ',
        Version::V2 => ',',
    };
    let parts: Vec<String> = value
        .split(separator)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    parts.into_iter()
}

/// The first bytes of a text as a number that has their order.
fn beginning(text: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// The field that a sort key names, and whether the order is turned round.
fn field_of(key: &str) -> (&str, bool) {
    match key.strip_prefix('-') {
        Some(field) => (field, true),
        None => (key, false),
    }
}

fn turn(turned: bool, order: Ordering) -> Ordering {
    if turned { order.reverse() } else { order }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::document::Object;
    use super::*;

    #[test]
    fn any_page_is_the_one_of_the_whole_order() {
        let common = "the same sixteen bytes and more";
        let name = |n: usize| match n % 3 {
            0 => json!({ "n": n }),
            1 => json!({ "n": n, "name": format!("{common} {}", n * 7 % 5) }),
            _ => json!({ "n": n, "name": format!("{}", n * 7 % 5) }),
        };
        let all: Vec<Value> = (0..60).map(name).collect();
        for key in ["name", "-name"] {
            let page = |from: usize, limit: usize| -> Vec<u64> {
                let uri = format!("/x?sort={key}&skip={from}&limit={limit}");
                let query = ListQuery::parse(Version::V1, &uri.parse().unwrap()).unwrap();
                let mut records: Vec<&Object> = all.iter().filter_map(Value::as_object).collect();
                let (page, _) = query.apply(&mut records);
                page.iter().map(|one| one["n"].as_u64().unwrap()).collect()
            };
            let mut whole: Vec<&Value> = all.iter().collect();
            whole.sort_by(|a, b| {
                let order = a["name"].as_str().cmp(&b["name"].as_str());
                if key == "name" {
                    order
                } else {
                    order.reverse()
                }
            });
            let whole: Vec<u64> = whole.iter().map(|one| one["n"].as_u64().unwrap()).collect();
            for (from, limit) in [(0, 7), (7, 7), (23, 30), (55, 10), (0, 60)] {
                let to = (from + limit).min(60);
                assert_eq!(page(from, limit), whole[from..to], "{key} {from} {limit}");
            }
        }
    }

    fn names(version: Version, query: &str) -> Result<(Vec<String>, usize), StatusCode> {
        let uri: Uri = format!("/x?{query}").parse().unwrap();
        let documents =
            ["b", "a", "c d", "e:f"].map(|name| json!({ "name": name, "logo": { "color": "x" } }));
        let query = ListQuery::parse(version, &uri).map_err(|f| f.into_response().status())?;
        let mut records: Vec<&Object> = documents.iter().filter_map(Value::as_object).collect();
        let (page, total) = query.apply(&mut records);
        let name = |d: &&&Object| d["name"].as_str().unwrap_or_default().to_owned();
        Ok((page.iter().map(name).collect(), total))
    }

    #[test]
    fn filters_sort_and_page() {
        let v1 = |query| names(Version::V1, query).unwrap();
        assert_eq!(v1("filter=name:$eq:c+d"), (vec!["c d".into()], 1));
        assert_eq!(v1("filter[0]=name:$eq:e:f"), (vec!["e:f".into()], 1));
        assert_eq!(
            v1("filter=logo.color:$eq:x&sort=-name&limit=1"),
            (vec!["e:f".into()], 4)
        );
        assert_eq!(v1("sort=name&skip=3"), (vec!["e:f".into()], 4));
        assert_eq!(v1("filter=none:$eq:x").1, 0);
        assert_eq!(v1("filter=&filter[0]=").1, 4);
        assert_eq!(
            v1("sort=logo.color+-name&skip=1&limit=2"),
            (vec!["c d".into(), "b".into()], 4)
        );
        assert_eq!(
            v1("sort=logo.color&limit=2"),
            (vec!["b".into(), "a".into()], 4)
        );
        assert_eq!(v1("sort=name&skip=9"), (vec![], 4));
        assert_eq!(v1("sort=none&limit=2"), (vec!["b".into(), "a".into()], 4));
        assert_eq!(v1("sort=-none&limit=2"), (vec!["b".into(), "a".into()], 4));
    }

    #[test]
    fn what_the_version_does_not_know_is_refused() {
        for (version, query) in [
            (Version::V1, "filter=name:eq:a"),
            (Version::V2, "filter=name:$eq:a"),
            (Version::V2, "filter=name:eq:a,b"),
            (Version::V1, "limit=many"),
            (Version::V1, "skip=-1"),
        ] {
            assert_eq!(
                names(version, query),
                Err(StatusCode::BAD_REQUEST),
                "{query}"
            );
        }
    }
}
