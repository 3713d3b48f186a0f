//! Answers that look fine and are not, made of those that are.

use std::fmt::Write as _;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;

use super::answer;
use super::exchange::{Answer, Asked};
use super::form::{Emptiness, Form};
use super::others::Others;
use super::records;
use crate::sandbox::certificate::{self, Certificate, KeyKind};
use crate::sandbox::jumpcloud::failure::Version;
use crate::sandbox::mimecast::refused::Refused;
use crate::sandbox::oauth::{is_token_path, refuse};
use crate::sandbox::service::Service;

/// JumpCloud's total of a v2 list.
const TOTAL: &str = "x-total-count";

impl Form {
    /// What comes instead of `answer`. `None` where the form does not fit it, or would change nothing.
    pub async fn spoil(
        &self,
        asked: &Asked,
        answer: &Answer,
        others: &Others<'_>,
    ) -> Option<Answer> {
        let spoilt = match self {
            Form::EmptyList(total) => shorter(answer, *total, records::empty),
            Form::LastGone(total) => shorter(answer, *total, records::shorten),
            Form::NoParts(field) => edited(answer, |said| records::strip(said, field.as_deref())),
            Form::NullRecord(which) => edited(answer, |said| records::nullify(said, *which)),
            Form::Another => others.answer(asked, answer).await,
            Form::IdsShifted => match edited(answer, records::shift_ids) {
                Some(shifted) => Some(shifted),
                None => strange_id(asked, answer, others).await,
            },
            Form::Swapped => {
                let previous = others.previous.clone();
                previous.filter(|other| other.content_type() == answer.content_type())
            }
            Form::WrongCertificate { both } => wrong_certificate(asked, answer, others, *both),
            Form::Echo(status) => echo(asked, *status).await,
            Form::MetaStatus(status) if asked.service == Service::Mimecast => {
                let body = json!({ "meta": { "status": status }, "data": [], "fail": [] });
                Some(fine(answer).with_json(&body))
            }
            Form::Fail(code) if asked.service == Service::Mimecast => {
                let retryable = code.as_deref() == Some("retryable");
                let code = code
                    .as_deref()
                    .filter(|_| !retryable)
                    .unwrap_or("err_internal");
                let error = json!({ "code": code, "message": "the request could not be served", "retryable": retryable });
                let fail = json!([{ "errors": [error], "key": {} }]);
                let body = json!({ "meta": { "status": 200 }, "data": [], "fail": fail });
                Some(fine(answer).with_json(&body))
            }
            Form::MetaStatus(_) | Form::Fail(_) => None,
            Form::ErrorDocument(status) => {
                let error = answer::error(asked.service, asked.path(), *status, None);
                Some(fine(&Answer::of(error).await))
            }
            Form::Nothing(emptiness) => Some(match emptiness {
                Emptiness::Object => fine(answer).with_json(&json!({})),
                Emptiness::List => fine(answer).with_json(&json!([])),
                Emptiness::Null => fine(answer).with_json(&json!(null)),
                Emptiness::Body => fine(answer).with_body(""),
            }),
        };
        spoilt.filter(|spoilt| spoilt != answer)
    }
}

/// The same under HTTP 200.
fn fine(answer: &Answer) -> Answer {
    Answer {
        status: StatusCode::OK,
        ..answer.clone()
    }
}

fn edited(
    answer: &Answer,
    edit: impl FnOnce(&mut serde_json::Value) -> Option<()>,
) -> Option<Answer> {
    let mut said = answer.json()?;
    edit(&mut said)?;
    Some(answer.with_json(&said)).filter(|edited| edited.json() != answer.json())
}

/// A list that lost records; the total in the header goes down with it.
fn shorter(
    answer: &Answer,
    total: super::form::Total,
    cut: impl FnOnce(&mut serde_json::Value, super::form::Total) -> Option<usize>,
) -> Option<Answer> {
    let mut said = answer.json()?;
    let lost = cut(&mut said, total)?;
    let mut spoilt = answer.with_json(&said);
    let count = answer.headers.get(TOTAL);
    let count = count.and_then(|count| count.to_str().ok()?.parse::<usize>().ok());
    if let (Some(count), super::form::Total::Lowered) = (count, total) {
        let left = header::HeaderValue::from(count.saturating_sub(lost));
        spoilt.headers.insert(TOTAL, left);
    }
    Some(spoilt).filter(|spoilt| spoilt.json() != answer.json())
}

/// A document under the id of another one of its kind.
async fn strange_id(asked: &Asked, answer: &Answer, others: &Others<'_>) -> Option<Answer> {
    let mut said = answer.json()?;
    let own = records::only_id(&mut said)?.as_str()?.to_owned();
    let other = others.id(asked, &own).await?;
    *records::only_id(&mut said)? = json!(other);
    Some(answer.with_json(&said))
}

/// Metadata with the certificate of another application, or one that is nobody's.
fn wrong_certificate(
    asked: &Asked,
    answer: &Answer,
    others: &Others<'_>,
    both: bool,
) -> Option<Answer> {
    const OPEN: &str = "<md:KeyDescriptor";
    const CLOSE: &str = "</md:KeyDescriptor>";
    if !asked.path().ends_with("/metadata.xml") || answer.status != StatusCode::OK {
        return None;
    }
    let text = std::str::from_utf8(&answer.body).ok()?;
    let (from, to) = (text.find(OPEN)?, text.find(CLOSE)? + CLOSE.len());
    let key = &text[from..to];
    let held = key.split_once("<ds:X509Certificate>")?.1;
    let held = held.split_once('<')?.0;
    let strange = others.store.read(|state| {
        let all = state.jumpcloud.applications.iter();
        let mut certificates = all.filter_map(|one| {
            let config = one.document.get("config")?;
            let value = config.pointer("/idpCertificate/value")?.as_str()?;
            Some(Certificate::from_config_value(value)?.to_base64_der())
        });
        certificates.find(|other| other != held)
    });
    let strange = match strange {
        Some(strange) => strange,
        None => {
            let made = certificate::generate("Somebody Else", KeyKind::P256).ok()?;
            let value = BASE64_STANDARD.encode(made.certificate_pem);
            Certificate::from_config_value(&value)?.to_base64_der()
        }
    };
    let other = key.replace(held, &strange);
    let own = if both { key } else { "" };
    let text = format!("{}{other}{own}{}", &text[..from], &text[to..]);
    Some(answer.with_body(text))
}

/// An error in the service's shape that repeats everything it was asked, secrets included.
async fn echo(asked: &Asked, status: u16) -> Option<Answer> {
    let status = StatusCode::from_u16(status).ok()?;
    let parts = &asked.parts;
    let mut text = format!("cannot serve {} {}", parts.method, parts.uri);
    for (name, value) in &parts.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let _ = write!(text, "; {name}: {value}");
    }
    let _ = write!(text, "; {}", String::from_utf8_lossy(&asked.body));
    let response = match asked.service {
        _ if is_token_path(asked.path()) => refuse(status, "invalid_request", &text),
        Service::JumpCloud => {
            let version = Version::of_path(asked.path());
            version.failure(status, text).into_response()
        }
        Service::Mimecast => {
            let refused = Refused::new(status, "err_validation", text);
            refused.at(asked.path()).into_response()
        }
    };
    Some(Answer::of(response).await)
}
