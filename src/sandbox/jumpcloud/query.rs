//! Lists as JumpCloud gives them: filters, sorting, fields, and pages of at most 100.

use std::cmp::Ordering;

use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::failure::{Failure, Version};

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

#[derive(Debug)]
struct Filter {
    field: String,
    operator: Operator,
    value: String,
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    /// v1: exactly.
    Equal,
    /// v2: exactly, or with wildcards.
    Like,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    Search,
}

impl Operator {
    /// v1 writes `$eq`, v2 writes `eq`; neither takes the other's.
    fn parse(version: Version, word: &str) -> Option<Self> {
        let word = match version {
            Version::V1 => word.strip_prefix('$')?,
            Version::V2 => word,
        };
        Some(match word {
            "eq" if version == Version::V1 => Operator::Equal,
            "eq" => Operator::Like,
            "ne" => Operator::NotEqual,
            "gt" => Operator::Greater,
            "gte" if version == Version::V1 => Operator::GreaterOrEqual,
            "ge" if version == Version::V2 => Operator::GreaterOrEqual,
            "lt" => Operator::Less,
            "lte" if version == Version::V1 => Operator::LessOrEqual,
            "le" if version == Version::V2 => Operator::LessOrEqual,
            "in" => Operator::In,
            "search" if version == Version::V2 => Operator::Search,
            _ => return None,
        })
    }
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
                        let filter = Filter::parse(version, &text);
                        query
                            .filters
                            .push(filter.ok_or_else(|| bad("invalid filter"))?);
                    }
                }
                name if version == Version::V1 && name.starts_with("filter[") => {
                    let filter = Filter::parse(version, &value);
                    query
                        .filters
                        .push(filter.ok_or_else(|| bad("invalid filter"))?);
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

    /// Applies filters, order and page to `documents`: one page, and how many there are in all.
    fn apply(&self, mut documents: Vec<Value>) -> (Vec<Value>, usize) {
        documents.retain(|document| self.filters.iter().all(|f| f.matches(document)));
        documents.sort_by(|a, b| self.compare(a, b));
        let total = documents.len();
        let page = documents.into_iter().skip(self.skip).take(self.limit);
        (page.collect(), total)
    }

    fn compare(&self, a: &Value, b: &Value) -> Ordering {
        self.sort
            .iter()
            .map(|key| {
                let (field, descending) = match key.strip_prefix('-') {
                    Some(field) => (field, true),
                    None => (key.as_str(), false),
                };
                let order = text_of(a, field).cmp(&text_of(b, field));
                if descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// A v1 list: `{"results","totalCount"}`. `always` are the fields that every record keeps.
    pub fn answer_v1(mut self, documents: Vec<Value>, order: &str, always: &[&str]) -> Response {
        if self.sort.is_empty() {
            self.sort.push(order.to_owned());
        }
        let (page, total) = self.apply(documents);
        let results: Vec<Value> = page
            .into_iter()
            .map(|document| self.project(document, always))
            .collect();
        Json(json!({ "results": results, "totalCount": total })).into_response()
    }

    /// A v2 list: a bare array, the total in `x-total-count`.
    pub fn answer_v2(self, documents: Vec<Value>) -> Response {
        let (page, total) = self.apply(documents);
        let results: Vec<Value> = page
            .into_iter()
            .map(|document| self.project(document, &["id"]))
            .collect();
        ([("x-total-count", total.to_string())], Json(results)).into_response()
    }

    fn project(&self, document: Value, always: &[&str]) -> Value {
        let Value::Object(document) = document else {
            return document;
        };
        if self.fields.is_empty() {
            return Value::Object(document);
        }
        let kept: Map<String, Value> = document
            .into_iter()
            .filter(|(key, _)| always.contains(&key.as_str()) || self.fields.contains(key))
            .collect();
        Value::Object(kept)
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

fn text_of(document: &Value, path: &str) -> Option<String> {
    let value = path
        .split('.')
        .try_fold(document, |value, key| value.get(key))?;
    Some(match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

impl Filter {
    fn parse(version: Version, text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let field = parts.next().filter(|field| !field.is_empty())?.to_owned();
        let operator = Operator::parse(version, parts.next()?)?;
        let value = parts.next()?.to_owned();
        Some(Filter {
            field,
            operator,
            value,
        })
    }

    fn matches(&self, document: &Value) -> bool {
        let Some(text) = text_of(document, &self.field) else {
            return matches!(self.operator, Operator::NotEqual);
        };
        match self.operator {
            Operator::Equal => text == self.value,
            Operator::Like => matches_wildcards(&self.value, &text),
            Operator::NotEqual => text != self.value,
            Operator::Greater => text > self.value,
            Operator::GreaterOrEqual => text >= self.value,
            Operator::Less => text < self.value,
            Operator::LessOrEqual => text <= self.value,
            Operator::In => self.value.split('|').any(|value| value == text),
            Operator::Search => text.to_lowercase().contains(&self.value.to_lowercase()),
        }
    }
}

/// Whether `text` is `pattern`, where each `*` stands for anything ("Supports wild cards", v2
/// specification); case counts.
fn matches_wildcards(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_as_documented() {
        for (pattern, text, expected) in [
            ("All Staff", "All Staff", true),
            ("All Staff", "All Staff EMEA", false),
            ("all staff", "All Staff", false),
            ("All*", "All Staff EMEA", true),
            ("*Staff", "All Staff", true),
            ("A*l*A", "All Staff EMEA", true),
            ("a*a", "a", false),
            ("*", "", true),
            ("", "x", false),
        ] {
            assert_eq!(
                matches_wildcards(pattern, text),
                expected,
                "{pattern:?} {text:?}"
            );
        }
    }

    fn names(version: Version, query: &str) -> Result<(Vec<String>, usize), StatusCode> {
        let uri: Uri = format!("/x?{query}").parse().unwrap();
        let documents = ["b", "a", "c d", "e:f"]
            .iter()
            .map(|name| json!({ "name": name, "logo": { "color": "x" } }))
            .collect();
        let query = ListQuery::parse(version, &uri).map_err(|f| f.into_response().status())?;
        let (page, total) = query.apply(documents);
        let name = |d: &Value| d["name"].as_str().unwrap_or_default().to_owned();
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
