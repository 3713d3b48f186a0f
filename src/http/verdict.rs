//! Whether an answer is an answer: the one place that decides it for both services.
//!
//! The HTTP status alone does not say it. Mimecast's envelope carries a status of its own (`meta.status`), which can be
//! 401, 403, 404, 429 or 500 inside HTTP 200 with `fail` and `data` empty, and a `fail` inside a 200 (rapid7's Mimecast plugin
//! and its fixtures: medium confidence). Such an answer counts as one with that HTTP status, here and for everybody who reads
//! [`Reply::status`](super::Reply::status).

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::Service;

/// What the body of a successful answer says against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The HTTP status that it counts as.
    pub(super) status: StatusCode,
    /// In words: `status 403` or `a refusal`.
    pub(super) words: String,
    /// Whether it speaks of a token that is not good any more.
    pub(super) token: bool,
    /// Whether results stand beside it, so that something may have been done all the same.
    pub(super) partly: bool,
}

/// What `body` says against an answer of `service` with a successful HTTP status; `None` where it says nothing.
pub(super) fn said(service: Service, body: &[u8]) -> Option<Said> {
    match service {
        Service::Mimecast => mimecast(body),
        Service::JumpCloud | Service::Metadata | Service::Sandbox => None,
    }
}

/// The parts of an answer that can say so; everything else is passed over unread.
#[derive(Deserialize)]
struct Head {
    meta: Option<Value>,
    fail: Option<Value>,
    errors: Option<Value>,
    error: Option<Value>,
    error_description: Option<Value>,
    data: Option<Something>,
}

/// Whether a list has an entry, without keeping it.
struct Something(bool);

impl<'de> Deserialize<'de> for Something {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Something;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("anything")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut list: A,
            ) -> Result<Something, A::Error> {
                let mut some = false;
                while list.next_element::<serde::de::IgnoredAny>()?.is_some() {
                    some = true;
                }
                Ok(Something(some))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Something, A::Error> {
                type Ignored = serde::de::IgnoredAny;
                while map.next_entry::<Ignored, Ignored>()?.is_some() {}
                Ok(Something(true))
            }

            fn visit_unit<E>(self) -> Result<Something, E> {
                Ok(Something(false))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Something, E> {
                Ok(Something(true))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Something, E> {
                Ok(Something(true))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Something, E> {
                Ok(Something(true))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Something, E> {
                Ok(Something(true))
            }

            fn visit_str<E>(self, _: &str) -> Result<Something, E> {
                Ok(Something(true))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// `meta.status`, then `fail`; on the addresses without envelope also `errors` and `error`.
fn mimecast(body: &[u8]) -> Option<Said> {
    let head: Head = serde_json::from_slice(body).ok()?;
    let told = head.meta.as_ref().and_then(|meta| meta.get("status"));
    let told = told
        .and_then(number)
        .filter(|status| !(200..300).contains(status));
    let mut entries = Vec::new();
    for entry in [
        &head.fail,
        &head.errors,
        &head.error,
        &head.error_description,
    ] {
        entries.extend(entry.as_ref().filter(|entry| !is_nothing(entry)));
    }
    if told.is_none() && entries.is_empty() {
        return None;
    }
    let (meant, token) = by_entries(&entries);
    let status = match told.map(counted) {
        Some(status) if is_plain(status) => status,
        status => meant.or(status).unwrap_or(StatusCode::BAD_REQUEST),
    };
    Some(Said {
        status,
        token: token && status == StatusCode::UNAUTHORIZED,
        words: match told {
            Some(told) => format!("status {told}"),
            None => "a refusal".to_owned(),
        },
        partly: head.data.is_some_and(|Something(some)| some),
    })
}

/// A status, which may be spelled as text.
fn number(status: &Value) -> Option<u64> {
    match status {
        Value::String(text) => text.trim().parse().ok(),
        status => status.as_u64(),
    }
}

/// The HTTP status that a status in a body counts as. A redirect or a number that is none is no answer of the service's.
fn counted(told: u64) -> StatusCode {
    let known = u16::try_from(told)
        .ok()
        .filter(|told| (400..600).contains(told));
    known
        .and_then(|told| StatusCode::from_u16(told).ok())
        .unwrap_or(StatusCode::BAD_GATEWAY)
}

/// Whether a status says enough by itself, so that no code of a `fail` tells more.
fn is_plain(status: StatusCode) -> bool {
    matches!(status.as_u16(), 401 | 403 | 404 | 405 | 429 | 500..)
}

/// What the codes of a `fail` mean. They are spelled in many ways: `token_expired`, `err_xdk_invalid_token`,
/// `TokenExpired`, `err_xdk_binding_expired`; of an entry without a code its text counts. And whether they are about a token.
fn by_entries(entries: &[&Value]) -> (Option<StatusCode>, bool) {
    let mut codes = Vec::new();
    let mut retryable = false;
    for entry in entries {
        collect(entry, 0, &mut codes, &mut retryable);
    }
    let means = |any: &[&[&str]]| {
        let fits = |code: &String| {
            any.iter()
                .any(|all| all.iter().all(|part| code.contains(part)))
        };
        codes.iter().any(fits)
    };
    let token: &[&[&str]] = &[
        &["token", "expire"],
        &["token", "invalid"],
        &["token", "revoke"],
        &["token", "missing"],
        &["token", "notvalid"],
        &["binding", "expire"],
    ];
    let credentials: &[&[&str]] = &[
        &["accesskey", "expire"],
        &["accesskey", "invalid"],
        &["invalid", "client"],
        &["client", "auth"],
        &["credential"],
        &["unauthorized"],
        &["unauthenticated"],
        &["authentication", "failed"],
        &["authentication", "required"],
    ];
    let page: &[&[&str]] = &[&["pagetoken"], &["nexttoken"], &["pagination"]];
    let permission: &[&[&str]] = &[
        &["forbidden"],
        &["permission", "denied"],
        &["permission", "missing"],
        &["insufficient"],
        &["access", "denied"],
        &["notpermitted"],
    ];
    let limit: &[&[&str]] = &[
        &["ratelimit"],
        &["rate", "exceeded"],
        &["toomanyrequests"],
        &["throttl"],
    ];
    let token = means(token) && !means(page);
    let status = match () {
        () if token || means(credentials) => Some(StatusCode::UNAUTHORIZED),
        () if means(permission) => Some(StatusCode::FORBIDDEN),
        () if means(limit) => Some(StatusCode::TOO_MANY_REQUESTS),
        () => retryable.then_some(StatusCode::SERVICE_UNAVAILABLE),
    };
    (status, token)
}

/// The codes in an entry, in lower case and without what separates their words; and whether one of them may be tried again.
fn collect(entry: &Value, depth: usize, codes: &mut Vec<String>, retryable: &mut bool) {
    let plain = |text: &str| {
        let kept = text.chars().filter(char::is_ascii_alphanumeric).take(200);
        kept.map(|c| c.to_ascii_lowercase()).collect::<String>()
    };
    match entry {
        Value::String(code) => codes.push(plain(code)),
        Value::Array(entries) if depth < 4 => {
            for entry in entries {
                collect(entry, depth + 1, codes, retryable);
            }
        }
        Value::Object(fields) if depth < 4 => {
            *retryable |= fields.get("retryable") == Some(&Value::Bool(true));
            let code = ["code", "errorCode", "error"]
                .iter()
                .find_map(|key| fields.get(*key)?.as_str());
            let code = code.filter(|code| !code.is_empty());
            match code.or_else(|| fields.get("message")?.as_str()) {
                Some(code) => codes.push(plain(code)),
                None => {
                    for key in ["errors", "error"] {
                        if let Some(inner) = fields.get(key) {
                            collect(inner, depth + 1, codes, retryable);
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

/// An entry that is not there: null, empty, false or an empty text.
fn is_nothing(entry: &Value) -> bool {
    match entry {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(document: &Value) -> Option<u16> {
        mimecast(document.to_string().as_bytes()).map(|said| said.status.as_u16())
    }

    fn fail(code: &str, retryable: bool) -> Value {
        let error = json!({"code": code, "message": "no", "retryable": retryable});
        json!({"meta": {"status": 200}, "data": [], "fail": [{"errors": [error], "key": {}}]})
    }

    #[test]
    fn an_answer_that_says_nothing_against_itself_is_one() {
        for document in [
            json!({"meta": {"status": 200}, "data": [], "fail": []}),
            json!({"data": []}),
            json!({"meta": {"status": "200"}, "data": [], "fail": null}),
            json!({"meta": {}, "data": [{"fail": [1]}]}),
            json!({"id": "g1"}),
            json!({"access_token": "x", "error": null}),
            json!({}),
            json!([{"fail": [1]}]),
            json!("x"),
        ] {
            assert_eq!(of(&document), None, "{document}");
        }
        assert_eq!(mimecast(b"<html>"), None);
        assert_eq!(mimecast(b""), None);
    }

    #[test]
    fn a_status_in_the_envelope_counts_as_the_http_status() {
        for status in [400, 401, 403, 404, 418, 429, 500, 502, 503, 504] {
            for told in [json!(status), json!(status.to_string())] {
                let document = json!({"meta": {"status": told}, "data": [], "fail": []});
                assert_eq!(of(&document), Some(status), "{document}");
            }
        }
        for odd in [
            json!(0),
            json!(100),
            json!(302),
            json!(999),
            json!(u64::MAX),
        ] {
            assert_eq!(of(&json!({"meta": {"status": odd}, "data": []})), Some(502));
        }
    }

    #[test]
    fn a_fail_means_what_its_code_says_however_it_is_spelled() {
        for (code, status) in [
            ("token_expired", 401),
            ("err_xdk_invalid_token", 401),
            ("TokenExpired", 401),
            ("err_xdk_binding_expired", 401),
            ("invalid_client", 401),
            ("err_client_authentication_failed", 401),
            ("err_xdk_forbidden", 403),
            ("err_rate_limit", 429),
            ("err_validation", 400),
            ("err_invalid_page_token", 400),
            ("", 400),
        ] {
            assert_eq!(of(&fail(code, false)), Some(status), "{code}");
        }
        assert_eq!(of(&fail("err_internal", true)), Some(503));
        // A code that says more than that outweighs it.
        assert_eq!(of(&fail("token_expired", true)), Some(401));
        for (document, status) in [
            (json!({"fail": [{"message": "Token expired"}]}), 401),
            (json!({"fail": ["token_expired"]}), 401),
            (json!({"fail": "token_expired"}), 401),
            (json!({"fail": [{}]}), 400),
            (
                json!({"error": "invalid_client", "error_description": "unknown"}),
                401,
            ),
            (json!({"errors": [{"code": "token_expired"}]}), 401),
            (
                json!({"meta": {"status": 400}, "fail": [{"errors": [{"code": "token_expired"}]}]}),
                401,
            ),
        ] {
            assert_eq!(of(&document), Some(status), "{document}");
        }
    }

    #[test]
    fn what_was_done_beside_a_refusal_is_noticed() {
        let partly = |data: Value| {
            let document = json!({"data": data, "fail": [{"errors": [{"code": "x"}]}]});
            mimecast(document.to_string().as_bytes()).unwrap().partly
        };
        assert!(partly(json!([{"id": "1"}])));
        assert!(!partly(json!([])) && !partly(json!(null)));
    }
}
