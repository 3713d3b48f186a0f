//! Directory Insights, as far as one person's sign-in is concerned.
//!
//! It is at a host of its own: `api` and `api.eu` from the specification, `api.in` from JumpCloud's own
//! command line (medium to high confidence; the specification's text names `console.eu` for the EU).

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::client::{JumpCloud, Need};
use super::endless::endless;
use super::region::Region;
use crate::error::Result;
use crate::http::{Repeat, Reply, Request};

const EVENTS: &str = "/insights/directory/v1/events";

/// Events asked for at once; the service gives up to ten times as many.
const PAGE: usize = 1000;

/// Most events of one question: more is taken for a service that never stops.
const MOST: usize = 10_000;

/// What JumpCloud wrote down of a person signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// JumpCloud's identifier.
    pub id: String,
    /// When.
    pub at: OffsetDateTime,
    /// What happened.
    pub what: What,
}

/// What happened at JumpCloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// `user_login_attempt`: signed in at the user portal, or tried to.
    Portal {
        /// Whether it succeeded; not told means no.
        success: bool,
    },
    /// `sso_auth`: somebody wanted an answer for an application.
    Sso {
        /// The application's id.
        application: String,
        /// Whether it began at JumpCloud; absent where the event does not say.
        idp_initiated: Option<bool>,
        /// The person's JumpCloud user name.
        username: String,
        /// What came of it.
        outcome: Outcome,
    },
}

/// What `sso_token_success` and `error_message` of an `sso_auth` say came of it. The specification documents
/// neither; a pasted event and a field note agree on them (medium to high confidence), and nobody here has seen an event
/// of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// `true`: JumpCloud gave an answer.
    Answered,
    /// `false` with a message: it refused one, in these words.
    Refused(String),
    /// `false` without: a step of multi-factor sign-in on the way to an answer.
    OnTheWay,
    /// The field is absent, as in the specification, or holds something else.
    Unknown,
}

/// A client of Directory Insights. It shares nothing with the console's client but the key.
#[derive(Debug, Clone)]
pub struct Insights(JumpCloud);

impl JumpCloud {
    /// Directory Insights of the same organisation: at the region's own host, or below the same address
    /// where that is none of JumpCloud's.
    ///
    /// # Errors
    /// Those of [`Transport::new`](crate::http::Transport::new).
    pub fn insights(&self) -> Result<Insights> {
        let base = match Region::of(self.base()) {
            Some(region) => region.insights_url().parse()?,
            None => self.base().clone(),
        };
        Ok(Insights(self.at(base)?))
    }
}

impl Insights {
    /// How far its clock is ahead of this machine's, as of its last answer.
    pub fn skew(&self) -> Option<time::Duration> {
        self.0.skew()
    }

    /// Whether there is any event of the last week, of the services that [`Insights::sign_ins`] asks of.
    ///
    /// # Errors
    /// As [`Insights::sign_ins`].
    pub async fn tells_anything(&self) -> Result<bool> {
        let doing = "reading JumpCloud's Directory Insights";
        let start = OffsetDateTime::now_utc() - time::Duration::WEEK;
        let start = start.replace_nanosecond(0).unwrap_or(start);
        let query = json!({
            "service": ["sso", "directory"],
            "start_time": start.format(&Rfc3339).unwrap_or_default(),
            "limit": 1,
        });
        let request = Request::post(EVENTS, doing)
            .json(&query)
            .repeat(Repeat::Safe);
        let reply = self.0.send(request, Need::ReadEvents).await?;
        match reply.json()? {
            Value::Array(events) => Ok(events.iter().any(|event| !text(event, "/id").is_empty())),
            _ => Err(reply.unexpected("a single value", "a list of events")),
        }
    }

    /// The sign-ins of one user since a time by this service's clock, in order. Other events of the user are left out, and so is
    /// one without an id or a time.
    ///
    /// # Errors
    /// `jumpcloud-permission-missing`, `unexpected-answer`, `list-endless`; those of the transport.
    pub async fn sign_ins(&self, user: &str, since: OffsetDateTime) -> Result<Vec<Event>> {
        let doing = "reading JumpCloud's Directory Insights";
        let start = since.replace_nanosecond(0).unwrap_or(since);
        // The schema's form of the condition, which JumpCloud's PowerShell module sends too. Values are in
        // lower case there.
        let user = user.to_lowercase();
        let mut query = json!({
            "service": ["sso", "directory"],
            "start_time": start.format(&Rfc3339).unwrap_or_default(),
            "limit": PAGE,
            "search_term": { "or": { "initiated_by.id": user, "resource.id": user } },
        });
        let (mut events, mut count) = (Vec::new(), 0);
        loop {
            let request = Request::post(EVENTS, doing)
                .json(&query)
                .repeat(Repeat::Safe);
            let reply = self.0.send(request, Need::ReadEvents).await?;
            let page = match reply.json()? {
                Value::Array(page) => page,
                _ => return Err(reply.unexpected("a single value", "a list of events")),
            };
            count += page.len();
            let own = page.iter().filter(|event| is_of(event, &user));
            events.extend(own.filter_map(event_of));
            if page.len() < limit_of(&reply) {
                events.sort_by_key(|event: &Event| event.at);
                return Ok(events);
            }
            let after = reply
                .header("x-search_after")
                .and_then(|text| serde_json::from_str(text).ok());
            let same = |after: &Value| query.get("search_after") == Some(after);
            match after.filter(|after: &Value| after.is_array() && !same(after)) {
                Some(after) if count < MOST => query["search_after"] = after,
                _ => return Err(endless(doing, count)),
            }
        }
    }
}

/// The page's size as the answer tells it: the last page has fewer events.
fn limit_of(reply: &Reply) -> usize {
    let told = reply
        .header("x-limit")
        .and_then(|text| text.trim().parse().ok());
    told.filter(|limit| *limit > 0).unwrap_or(PAGE)
}

fn text<'e>(event: &'e Value, pointer: &str) -> &'e str {
    event
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Whether an event is about this user, whatever else the service found.
fn is_of(event: &Value, user: &str) -> bool {
    ["/initiated_by/id", "/resource/id"]
        .iter()
        .any(|pointer| text(event, pointer).eq_ignore_ascii_case(user))
}

fn event_of(event: &Value) -> Option<Event> {
    let at = OffsetDateTime::parse(text(event, "/timestamp"), &Rfc3339).ok()?;
    let id = Some(text(event, "/id")).filter(|id| !id.is_empty())?;
    let what = match text(event, "/event_type") {
        "sso_auth" => What::Sso {
            application: text(event, "/application/id").to_owned(),
            idp_initiated: truth(event, "idp_initiated"),
            username: text(event, "/initiated_by/username").to_owned(),
            outcome: outcome_of(event),
        },
        "user_login_attempt" => What::Portal {
            success: truth(event, "success") == Some(true),
        },
        _ => return None,
    };
    Some(Event {
        id: id.to_owned(),
        at,
        what,
    })
}

/// A truth value, as such or in words: values are said to be "coerced to lowercase on insert", and a search takes
/// booleans as text only. `None` where it is neither.
fn truth(event: &Value, field: &str) -> Option<bool> {
    match event.get(field)? {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) => word.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn outcome_of(event: &Value) -> Outcome {
    let words = match event.get("error_message") {
        None | Some(Value::Null) => None,
        Some(Value::String(words)) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
        Some(other) => Some(other.to_string()),
    };
    match (truth(event, "sso_token_success"), words) {
        (Some(true), _) => Outcome::Answered,
        (Some(false), Some(words)) => Outcome::Refused(words),
        (Some(false), None) => Outcome::OnTheWay,
        (None, _) => Outcome::Unknown,
    }
}
