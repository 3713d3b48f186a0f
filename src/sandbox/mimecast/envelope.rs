//! Mimecast's envelope: `meta`/`data` in, `meta`/`data`/`fail` out.
//!
//! HTTP 200 can carry `fail` (Mimecast's developer pages: high confidence): what is wrong with an item is
//! said there, and the status line only says whether the request itself could be taken.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::store::NotSaved;

/// Page size where the request names none, and the most it can ask for.
const DEFAULT_PAGE_SIZE: usize = 100;
const MAX_PAGE_SIZE: usize = 100;

/// Why an item was not taken.
#[derive(Debug)]
pub struct Fail {
    /// Stable code.
    pub code: &'static str,
    /// Text for the person.
    pub message: String,
}

impl Fail {
    /// A failure with its code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Fail {
            code,
            message: message.into(),
        }
    }

    /// A field is missing or wrong.
    pub fn validation(message: impl Into<String>) -> Self {
        Fail::new("err_validation", message)
    }

    fn to_json(&self, key: &Value) -> Value {
        let error = json!({ "code": self.code, "message": self.message, "retryable": false });
        json!({ "errors": [error], "key": key })
    }
}

/// A request that was not taken at all.
#[derive(Debug)]
pub struct Refused {
    status: StatusCode,
    fail: Fail,
}

impl Refused {
    /// Refuses with an HTTP status.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Refused {
            status,
            fail: Fail::new(code, message),
        }
    }

    fn malformed(message: impl Into<String>) -> Self {
        Refused::new(StatusCode::BAD_REQUEST, "err_validation_request", message)
    }
}

impl From<NotSaved> for Refused {
    fn from(_: NotSaved) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Refused::new(status, "err_internal", "the change could not be stored")
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = json!({
            "meta": { "status": self.status.as_u16() },
            "data": [],
            "fail": [self.fail.to_json(&json!({}))],
        });
        (self.status, Json(body)).into_response()
    }
}

#[derive(Deserialize)]
struct RawRequest {
    #[serde(default)]
    meta: RawMeta,
    data: Vec<Value>,
}

#[derive(Deserialize, Default)]
struct RawMeta {
    #[serde(default)]
    pagination: RawPagination,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct RawPagination {
    page_size: Option<usize>,
    page_token: Option<String>,
}

/// Where a page stands in its list. `pageSize` of an answer is the number found, and `totalCount` beside it that of all pages
/// (recorded answers: medium confidence).
#[derive(Debug)]
pub struct Place {
    count: usize,
    total: usize,
    next: Option<String>,
}

/// A request as the handlers want it.
#[derive(Debug)]
pub struct Envelope {
    /// What the request is about, one item each.
    pub data: Vec<Value>,
    page_size: usize,
    offset: usize,
}

impl Envelope {
    /// Reads a request body.
    pub fn parse(body: Result<Bytes, BytesRejection>) -> Result<Self, Refused> {
        let body = body.map_err(|rejection| {
            Refused::new(
                rejection.status(),
                "err_validation_request",
                rejection.body_text(),
            )
        })?;
        let raw: RawRequest = serde_json::from_slice(&body)
            .map_err(|error| Refused::malformed(format!("the body is no envelope: {error}")))?;
        let pagination = raw.meta.pagination;
        let page_size = pagination.page_size.unwrap_or(DEFAULT_PAGE_SIZE);
        if page_size == 0 || page_size > MAX_PAGE_SIZE {
            let message = format!("pageSize must be from 1 to {MAX_PAGE_SIZE}");
            return Err(Refused::malformed(message));
        }
        let offset = match pagination.page_token.filter(|token| !token.is_empty()) {
            None => 0,
            Some(token) => read_token(&token).ok_or_else(|| {
                let code = "err_invalid_page_token";
                Refused::new(StatusCode::BAD_REQUEST, code, "pageToken is not valid")
            })?,
        };
        Ok(Envelope {
            data: raw.data,
            page_size,
            offset,
        })
    }

    /// One page of `items`, and where it stands among them.
    pub fn page<T>(&self, items: Vec<T>) -> (Vec<T>, Place) {
        let total = items.len();
        let end = self.offset.saturating_add(self.page_size);
        let next = (total > end).then(|| token(end));
        let page = items.into_iter().skip(self.offset).take(self.page_size);
        let page: Vec<T> = page.collect();
        let count = page.len();
        (page, Place { count, total, next })
    }

    /// A successful answer that is no list.
    pub fn answer(&self, data: Vec<Value>) -> Response {
        let (count, total) = (data.len(), data.len());
        let next = None;
        self.answer_page(data, Place { count, total, next })
    }

    /// A successful answer with a page of a list.
    pub fn answer_page(&self, data: Vec<Value>, place: Place) -> Response {
        let mut pagination = json!({ "pageSize": place.count, "totalCount": place.total });
        if let Some(next) = place.next {
            pagination["next"] = json!(next);
        }
        Json(json!({
            "meta": { "status": 200, "pagination": pagination },
            "data": data,
            "fail": [],
        }))
        .into_response()
    }

    /// Carries out `each` item for itself: what succeeds is in `data`, what does not is in `fail`, and
    /// the status is 200 either way. A failure's key is the item's id, or else its description.
    pub fn answer_each(
        &self,
        mut each: impl FnMut(&Value) -> Result<Option<Value>, Fail>,
    ) -> Value {
        let mut data = Vec::new();
        let mut fail = Vec::new();
        for item in &self.data {
            match each(item) {
                Ok(value) => data.extend(value),
                Err(error) => {
                    let key = ["id", "description"].into_iter().find_map(|key| {
                        let value = item.get(key).filter(|value| value.is_string())?;
                        Some(json!({ key: value }))
                    });
                    fail.push(error.to_json(&key.unwrap_or_else(|| json!({}))));
                }
            }
        }
        if self.data.is_empty() {
            fail.push(Fail::validation("data must hold an item").to_json(&json!({})));
        }
        json!({ "meta": { "status": 200 }, "data": data, "fail": fail })
    }

    /// An answer that says why the one thing asked for failed; HTTP 200.
    pub fn failed(&self, fail: Fail) -> Response {
        Json(self.answer_one_failure(&fail)).into_response()
    }

    fn answer_one_failure(&self, fail: &Fail) -> Value {
        let key = self.data.first().cloned().unwrap_or_else(|| json!({}));
        json!({ "meta": { "status": 200 }, "data": [], "fail": [fail.to_json(&key)] })
    }
}

/// Page tokens are opaque to clients; this is what is inside.
const TOKEN_PREFIX: &str = "page-from:";

fn token(offset: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{TOKEN_PREFIX}{offset}"))
}

fn read_token(token: &str) -> Option<usize> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    text.strip_prefix(TOKEN_PREFIX)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope(json: Value) -> Result<Envelope, Refused> {
        Envelope::parse(Ok(Bytes::from(json.to_string())))
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let mut seen = Vec::new();
        let mut next = None;
        loop {
            let pagination = json!({ "pageSize": 3, "pageToken": next });
            let request = json!({ "meta": { "pagination": pagination }, "data": [] });
            let (page, place) = envelope(request).unwrap().page((0..7).collect());
            assert_eq!((place.count, place.total), (page.len(), 7));
            seen.extend(page);
            next = place.next;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn what_is_no_envelope_is_refused() {
        for request in [
            json!([]),
            json!({}),
            json!({ "data": {} }),
            json!({ "data": [], "meta": { "pagination": { "pageToken": "made up" } } }),
            json!({ "data": [], "meta": { "pagination": { "pageSize": 101 } } }),
        ] {
            let refused = envelope(request.clone()).unwrap_err();
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{request}");
        }
    }
}
