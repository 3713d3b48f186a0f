//! Mimecast's envelope: `meta`/`data` in, `meta`/`data`/`fail` out.
//!
//! HTTP 200 can carry `fail` (Mimecast's developer pages: high confidence): what is wrong with an item is
//! said there, and the status line only says whether the request itself could be taken. The newer addresses, those not below
//! `/api/`, have no envelope; [`Refused`] knows both shapes.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::fail::Fail;
use super::page::{Page, Place};
use super::refused::Refused;

#[derive(Deserialize)]
struct RawRequest {
    #[serde(default)]
    meta: RawMeta,
    data: Option<Vec<Value>>,
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

fn read(body: &Bytes) -> Result<(Option<Vec<Value>>, Page), Refused> {
    let raw: RawRequest = serde_json::from_slice(body)
        .map_err(|error| Refused::malformed(format!("the body is no envelope: {error}")))?;
    let RawPagination {
        page_size,
        page_token,
    } = raw.meta.pagination;
    Ok((raw.data, Page::new(page_size, page_token.as_deref())?))
}

/// A request as the handlers want it.
#[derive(Debug)]
pub struct Envelope {
    /// What the request is about, one item each.
    pub data: Vec<Value>,
    page: Page,
}

impl Envelope {
    /// Reads a request body.
    pub fn parse(body: Result<Bytes, BytesRejection>) -> Result<Self, Refused> {
        let (data, page) = read(&body?)?;
        let data = data.ok_or_else(|| Refused::malformed("the body is no envelope: no data"))?;
        Ok(Envelope { data, page })
    }

    /// Reads the body of a request that can do without `data`, and without a body then (clients send it so: medium confidence).
    pub fn parse_open(body: Result<Bytes, BytesRejection>) -> Result<Self, Refused> {
        let body = body?;
        let (data, page) = match body.is_empty() {
            true => (None, Page::new(None, None)?),
            false => read(&body)?,
        };
        let data = data.unwrap_or_default();
        Ok(Envelope { data, page })
    }

    /// One page of `items`, and where it stands among them.
    pub fn page<T>(&self, items: Vec<T>) -> (Vec<T>, Place) {
        self.page.of(items)
    }

    /// A successful answer that is no list.
    pub fn answer(&self, data: Vec<Value>) -> Response {
        let (count, total) = (data.len(), data.len());
        let next = None;
        self.answer_page(data, Place { count, total, next })
    }

    /// A successful answer with a page of a list. Its `pageSize` is the number found, and `totalCount` beside it that of all pages
    /// (recorded answers: medium confidence).
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

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;

    fn envelope(json: Value) -> Result<Envelope, Refused> {
        Envelope::parse(Ok(Bytes::from(json.to_string())))
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
