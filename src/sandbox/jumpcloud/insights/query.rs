//! What a query of Directory Insights asks for.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::super::failure::{Failure, Version};
use super::term::{Term, at, refuse};
use crate::sandbox::events::Event;

/// Rows where the query names no sensible number, and the most it can ask for.
const DEFAULT_LIMIT: usize = 1000;
const MAX_LIMIT: usize = 10_000;

/// The specification's list, and what its introduction spells otherwise.
const SERVICES: [&str; 17] = [
    "access_management",
    "alert",
    "alerts",
    "all",
    "asset_management",
    "directory",
    "ldap",
    "mdm",
    "notifications",
    "object_storage",
    "password_manager",
    "radius",
    "reports",
    "saas_app_management",
    "software",
    "sso",
    "systems",
];

/// The fields of a query that are played.
const PARAMETERS: [&str; 9] = [
    "service",
    "start_time",
    "end_time",
    "limit",
    "skip",
    "sort",
    "fields",
    "search_after",
    "search_term",
];

/// The fields of a query that search full text, which is not played; an empty one searches for nothing.
const NOT_PLAYED: [&str; 2] = ["q", "exact_match"];

/// Top-level fields of the events that are played.
const FIELDS: [&str; 15] = [
    "@version",
    "application",
    "auth_method",
    "client_ip",
    "error_message",
    "event_type",
    "id",
    "idp_initiated",
    "initiated_by",
    "organization",
    "resource",
    "service",
    "sso_token_success",
    "success",
    "timestamp",
];

/// A query, understood.
#[derive(Debug)]
pub struct Query {
    services: Vec<String>,
    start: OffsetDateTime,
    end: Option<OffsetDateTime>,
    /// Most rows of the answer.
    pub limit: usize,
    skip: usize,
    descending: bool,
    fields: Option<Vec<String>>,
    after: Option<(i64, String)>,
    term: Option<Term>,
}

/// What `X-Search_after` says of an event: milliseconds and id.
pub fn position(event: &Event) -> Value {
    json!([milliseconds(event), event.id])
}

fn milliseconds(event: &Event) -> i64 {
    i64::try_from(event.at.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()
}

impl Query {
    /// Reads a query's body.
    pub fn parse(body: &Map<String, Value>, now: OffsetDateTime) -> Result<Query, Failure> {
        for (key, value) in body {
            match key.as_str() {
                key if NOT_PLAYED.contains(&key) && is_empty(value) => {}
                key if NOT_PLAYED.contains(&key) => {
                    return Err(Failure::not_played(Version::V1, key));
                }
                key if PARAMETERS.contains(&key) => {}
                key => return Err(refuse(format!("\"{key}\" is not a field of a query"))),
            }
        }
        let start = moment(body, "start_time")?.ok_or_else(|| refuse("start_time is required"))?;
        let end = moment(body, "end_time")?;
        if start > now {
            return Err(refuse("start_time is in the future"));
        }
        if end.is_some_and(|end| end < start) {
            return Err(refuse("end_time is before start_time"));
        }
        let number = |key: &str| body.get(key).and_then(Value::as_u64);
        let limit = number("limit").and_then(|limit| usize::try_from(limit).ok());
        let sort = body.get("sort").and_then(Value::as_str).unwrap_or_default();
        Ok(Query {
            services: services(body)?,
            start,
            end,
            limit: limit
                .filter(|limit| (1..=MAX_LIMIT).contains(limit))
                .unwrap_or(DEFAULT_LIMIT),
            skip: number("skip")
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(0),
            descending: sort.eq_ignore_ascii_case("desc"),
            fields: fields(body)?,
            // Clients send an empty list for the first page (medium confidence).
            after: (body.get("search_after").filter(|after| !is_empty(after)))
                .map(after)
                .transpose()?,
            term: body.get("search_term").map(Term::parse).transpose()?,
        })
    }

    /// The direction, as `X-Sort` says it.
    pub const fn sort(&self) -> &'static str {
        match self.descending {
            true => "DESC",
            false => "ASC",
        }
    }

    /// Whether an event is asked for, on whatever page.
    pub fn wants(&self, event: &Event) -> bool {
        let service = event.document["service"].as_str().unwrap_or_default();
        let served = |wanted: &String| wanted == "all" || wanted == service;
        self.services.iter().any(served)
            && event.at >= self.start
            && self.end.is_none_or(|end| event.at <= end)
            && self
                .term
                .as_ref()
                .is_none_or(|term| term.fits(&event.document))
    }

    /// The page of these events that is asked for.
    pub fn page(&self, mut events: Vec<Event>) -> Vec<Event> {
        let place = |event: &Event| (milliseconds(event), event.id.clone());
        events.sort_by_key(place);
        if self.descending {
            events.reverse();
        }
        let behind = |event: &Event| match &self.after {
            None => true,
            Some(after) if self.descending => place(event) < *after,
            Some(after) => place(event) > *after,
        };
        let rest = events.into_iter().filter(behind).skip(self.skip);
        rest.take(self.limit).collect()
    }

    /// The documents, with the fields that are asked for.
    pub fn shown(&self, events: &[Event]) -> Value {
        let documents = events.iter().map(|event| match &self.fields {
            None => event.document.clone(),
            Some(fields) => {
                let pairs = fields
                    .iter()
                    .filter_map(|field| Some((field.clone(), at(&event.document, field)?.clone())));
                Value::Object(pairs.collect())
            }
        });
        documents.collect()
    }
}

fn is_empty(value: &Value) -> bool {
    *value == json!("") || *value == json!([]) || value.is_null()
}

/// One or more of the known services.
fn services(body: &Map<String, Value>) -> Result<Vec<String>, Failure> {
    let list = body.get("service").and_then(Value::as_array);
    let names: Option<Vec<String>> = list.filter(|list| !list.is_empty()).and_then(|list| {
        let name = |value: &Value| {
            let name = value.as_str().filter(|name| SERVICES.contains(name))?;
            Some(name.to_owned())
        };
        list.iter().map(name).collect()
    });
    names.ok_or_else(|| {
        let known = SERVICES.join(", ");
        refuse(format!("service must be a list of: {known}"))
    })
}

fn moment(body: &Map<String, Value>, key: &str) -> Result<Option<OffsetDateTime>, Failure> {
    let Some(value) = body.get(key) else {
        return Ok(None);
    };
    let text = value.as_str().unwrap_or_default();
    match OffsetDateTime::parse(text, &Rfc3339) {
        Ok(moment) => Ok(Some(moment)),
        Err(_) => Err(refuse(format!("{key} is not an RFC 3339 date"))),
    }
}

/// "If you specify an empty list or a list containing no known fields, the system will respond with 400."
fn fields(body: &Map<String, Value>) -> Result<Option<Vec<String>>, Failure> {
    let Some(value) = body.get("fields") else {
        return Ok(None);
    };
    let names = value.as_array().into_iter().flatten();
    let known: Vec<String> = names
        .filter_map(Value::as_str)
        .filter(|name| {
            name.split('.')
                .next()
                .is_some_and(|top| FIELDS.contains(&top))
        })
        .map(str::to_owned)
        .collect();
    match known.is_empty() {
        true => Err(refuse("fields holds no known field")),
        false => Ok(Some(known)),
    }
}

/// Milliseconds and id, the first as a number (as in the header) or as text (as in the schema).
fn after(value: &Value) -> Result<(i64, String), Failure> {
    let parts = value.as_array().map(Vec::as_slice);
    let position = match parts {
        Some([at, id]) => {
            let number = at.as_i64().or_else(|| at.as_str()?.parse().ok());
            number.zip(id.as_str().map(str::to_owned))
        }
        _ => None,
    };
    position.ok_or_else(|| refuse("search_after is not what X-Search_after said"))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-25 12:00 UTC);

    fn query(mut more: Value) -> Result<Query, Failure> {
        let mut body = json!({ "service": ["sso"], "start_time": "2026-11-25T11:00:00Z" });
        let body = body.as_object_mut().unwrap();
        body.extend(more.as_object_mut().unwrap().clone());
        Query::parse(body, NOW)
    }

    fn event(second: i64, id: &str) -> Event {
        Event {
            at: datetime!(2026-11-25 11:30 UTC) + time::Duration::seconds(second),
            id: id.to_owned(),
            document: json!({ "id": id, "service": "sso", "event_type": "sso_auth" }),
        }
    }

    fn ids(events: &[Event]) -> Vec<&str> {
        events.iter().map(|event| event.id.as_str()).collect()
    }

    #[test]
    fn what_is_no_query_is_refused() {
        for wrong in [
            json!({ "service": [] }),
            json!({ "service": "sso" }),
            json!({ "service": ["sso", "SSO"] }),
            json!({ "service": null }),
            json!({ "start_time": "yesterday" }),
            json!({ "start_time": "2026-11-25T12:00:01Z" }),
            json!({ "end_time": "2026-11-25T10:59:59Z" }),
            json!({ "end_time": 7 }),
            json!({ "fields": [] }),
            json!({ "fields": ["shoe_size"] }),
            json!({ "search_after": ["a", "b"] }),
            json!({ "search_after": [1] }),
            json!({ "search_term": { "xor": {} } }),
            json!({ "search_term_filter": {} }),
            json!({ "q": "ada" }),
        ] {
            let refused = query(wrong.clone());
            assert!(matches!(refused, Err(Failure::V1 { .. })), "{wrong}");
        }
        assert!(Query::parse(&Map::new(), NOW).is_err());
    }

    #[test]
    fn nonsense_where_it_is_forgiven_takes_the_default() {
        let forgiven = json!({ "limit": 10_001, "sort": "sideways", "skip": -1 });
        let forgiven = query(forgiven).unwrap();
        assert_eq!((forgiven.limit, forgiven.sort()), (1000, "ASC"));
        assert_eq!(query(json!({ "limit": 0 })).unwrap().limit, 1000);
        assert_eq!(query(json!({ "limit": "many" })).unwrap().limit, 1000);
        assert_eq!(query(json!({ "sort": "desc" })).unwrap().sort(), "DESC");
    }

    #[test]
    fn pages_follow_each_other_in_both_directions() {
        // Two in the same millisecond.
        let all = || vec![event(1, "b"), event(0, "c"), event(2, "a"), event(1, "a2")];
        for (sort, expected) in [
            ("asc", ["c", "a2", "b", "a"]),
            ("desc", ["a", "b", "a2", "c"]),
        ] {
            let first = query(json!({ "limit": 3, "sort": sort }))
                .unwrap()
                .page(all());
            let after = position(first.last().unwrap());
            let text = json!([after[0].to_string(), after[1]]);
            for after in [after, text] {
                let next = query(json!({ "limit": 3, "sort": sort, "search_after": after }));
                let rest = next.unwrap().page(all());
                let seen = [ids(&first), ids(&rest)].concat();
                assert_eq!(seen, expected, "{sort}");
            }
        }
    }

    #[test]
    fn the_time_and_the_service_choose() {
        let old = Event {
            at: datetime!(2026-11-25 10:59:59 UTC),
            ..event(0, "a")
        };
        assert!(!query(json!({})).unwrap().wants(&old));
        assert!(query(json!({})).unwrap().wants(&event(0, "a")));
        for (more, wanted) in [
            (json!({ "end_time": "2026-11-25T11:29:59Z" }), false),
            (json!({ "service": ["ldap", "directory"] }), false),
            (json!({ "service": ["all"] }), true),
        ] {
            assert_eq!(
                query(more.clone()).unwrap().wants(&event(0, "a")),
                wanted,
                "{more}"
            );
        }
    }

    #[test]
    fn only_the_fields_asked_for_are_shown() {
        let query = query(json!({ "fields": ["event_type", "shoe_size", "application.id"] }));
        let shown = query.unwrap().shown(&[event(0, "a")]);
        assert_eq!(shown, json!([{ "event_type": "sso_auth" }]));
    }
}
