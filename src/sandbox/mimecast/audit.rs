//! `POST /api/audit/get-audit-events`, and the events of people signing in.
//!
//! Types, categories and the text of an event are as in the samples of Elastic's integration; so is the
//! form of its times. How Mimecast speaks of SAML in them is not known: `Method: SAML`, and a reason that
//! says no more, are assumed. So are the order, newest first, and how a query is refused.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use serde_json::{Map, Value, json};
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

use super::envelope::Envelope;
use super::fail::Fail;
use super::refused::Refused;
use crate::sandbox::events::Event;
use crate::sandbox::random;
use crate::sandbox::store::Store;

/// How far back a query may go (Mimecast's developer pages: high confidence).
const RETENTION: Duration = Duration::days(60);

/// Mimecast's form of a time, in UTC: `2021-10-11T16:03:38+0000`.
const TIME: &[BorrowedFormatItem<'_>] = format_description!(
    "[year]-[month]-[day]T[hour]:[minute]:[second][offset_hour sign:mandatory][offset_minute]"
);

/// Longest name that is written down; no e-mail address is longer.
const MAX_NAME: usize = 254;

const CATEGORY: &str = "authentication_logs";

/// `POST /api/audit/get-audit-events`.
pub async fn get_audit_events(
    State(store): State<Arc<Store>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let envelope = Envelope::parse(body)?;
    let item = envelope.data.first().and_then(Value::as_object);
    let query = match item.map_or_else(|| Err(required("startDateTime")), Query::parse) {
        Ok(query) => query,
        Err(fail) => return Ok(envelope.failed(fail)),
    };
    let mut events = store.audit.pick(|event| query.wants(event));
    events.reverse();
    let documents = events.into_iter().map(|event| event.document).collect();
    let (page, place) = envelope.page::<Value>(documents);
    Ok(envelope.answer_page(page, place))
}

/// What a query asks for.
struct Query {
    start: OffsetDateTime,
    end: OffsetDateTime,
    text: String,
    categories: Option<Vec<String>>,
}

fn required(field: &str) -> Fail {
    Fail::validation(format!("{field} is required"))
}

impl Query {
    fn parse(item: &Map<String, Value>) -> Result<Query, Fail> {
        const KNOWN: [&str; 4] = ["startDateTime", "endDateTime", "query", "categories"];
        if let Some(key) = item.keys().find(|key| !KNOWN.contains(&key.as_str())) {
            return Err(Fail::validation(format!("{key} is not a known field")));
        }
        let moment = |field: &str| {
            let text = item.get(field).and_then(Value::as_str);
            let text = text.ok_or_else(|| required(field))?;
            let read = OffsetDateTime::parse(text, TIME);
            // Clients send RFC 3339 too, with `Z` and with offsets (medium confidence).
            let read = read.or_else(|_| OffsetDateTime::parse(text, &Rfc3339));
            // The times of events have whole seconds.
            read.map(whole_seconds).map_err(|_| {
                Fail::validation(format!(
                    "{field} is not a date like 2021-10-11T16:03:38+0000"
                ))
            })
        };
        let (start, end) = (moment("startDateTime")?, moment("endDateTime")?);
        if end < start {
            return Err(Fail::validation("endDateTime is before startDateTime"));
        }
        if start < OffsetDateTime::now_utc() - RETENTION {
            return Err(Fail::validation("startDateTime is more than 60 days ago"));
        }
        let categories = match item.get("categories") {
            None => None,
            Some(list) => {
                let names = list
                    .as_array()
                    .map(|list| list.iter().map(Value::as_str).collect());
                let names: Option<Vec<&str>> = names.flatten();
                let names =
                    names.ok_or_else(|| Fail::validation("categories must be a list of names"))?;
                Some(names.into_iter().map(str::to_owned).collect())
            }
        };
        let text = item
            .get("query")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Ok(Query {
            start,
            end,
            text: text.to_lowercase(),
            categories,
        })
    }

    fn wants(&self, event: &Event) -> bool {
        let document = &event.document;
        let text = |key: &str| document[key].as_str().unwrap_or_default();
        let chosen = |names: &Vec<String>| names.iter().any(|name| name == text("category"));
        let holds = |key: &str| text(key).to_lowercase().contains(&self.text);
        let at = whole_seconds(event.at);
        at >= self.start
            && at <= self.end
            && self.categories.as_ref().is_none_or(chosen)
            && (holds("user") || holds("eventInfo") || holds("auditType"))
    }
}

fn whole_seconds(at: OffsetDateTime) -> OffsetDateTime {
    at.replace_nanosecond(0).unwrap_or(at)
}

/// Writes down that somebody was let in, or not, after an answer that names them.
pub fn signed_in(store: &Store, user: &str, application: &str, let_in: bool) {
    let (at, id) = (OffsetDateTime::now_utc(), random::mimecast_id("audit"));
    // Whoever the answer names: it may be anything.
    let user: String = user.chars().take(MAX_NAME).collect();
    let (kind, how, reason) = match let_in {
        true => ("User Logged On", "Successful", ""),
        false => (
            "Logon Authentication Failed",
            "Failed",
            ", Reason: SAML authentication failed",
        ),
    };
    let time = at
        .format(format_description!(
            "Date: [year]-[month]-[day], Time: [hour]:[minute]:[second] GMT"
        ))
        .unwrap_or_default();
    let info = format!(
        "{how} authentication for {user} <{user}>, {time}, IP: 127.0.0.1, Application: {application}, \
         Method: SAML{reason}"
    );
    let document = json!({
        "id": id,
        "auditType": kind,
        "user": user,
        "eventTime": at.format(TIME).unwrap_or_default(),
        "eventInfo": info,
        "category": CATEGORY,
    });
    store.audit.add(Event { at, id, document });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_held_to_its_fields_and_times() {
        let now = OffsetDateTime::now_utc();
        let text = |at: OffsetDateTime| at.format(TIME).unwrap();
        let (start, end) = (text(now - Duration::hours(1)), text(now));
        let query = |item: Value| Query::parse(item.as_object().unwrap());
        assert!(query(json!({ "startDateTime": start, "endDateTime": end })).is_ok());
        for wrong in [
            json!({}),
            json!({ "startDateTime": start }),
            json!({ "endDateTime": end }),
            json!({ "startDateTime": end, "endDateTime": start }),
            json!({ "startDateTime": "2026-11-25", "endDateTime": end }),
            json!({ "startDateTime": 1, "endDateTime": end }),
            json!({ "startDateTime": text(now - Duration::days(61)), "endDateTime": end }),
            json!({ "startDateTime": start, "endDateTime": end, "user": "x" }),
            json!({ "startDateTime": start, "endDateTime": end, "categories": "x" }),
        ] {
            assert!(query(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
