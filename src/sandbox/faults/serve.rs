//! Serving a request: as it is, or with the fault that strikes it.

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer;
use super::armed::Chosen;
use super::exchange::{Answer, Asked, is_read};
use super::form::Form;
use super::others::Others;
use super::spec::{Fault, Kind};
use super::wire::Wire;
use crate::sandbox::current_request::{CurrentRequest, MAX_BODY};
use crate::sandbox::oauth::{bearer, is_token_path};
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;

/// Serves a request to `service`, or lets the fault that strikes it happen.
pub async fn serve(store: &Store, service: Service, request: Request, next: Next) -> Response {
    let wire = request.extensions().get::<ConnectInfo<Wire>>();
    let wire = wire.map(|info| info.0.clone());
    let (method, path) = (request.method().as_str(), request.uri().path());
    let chosen = store.faults.choose(service, method, path);
    let fault = chosen.fault.as_ref().map(|(_, fault)| fault);
    let served = CurrentRequest {
        service,
        method: method.to_owned(),
        path: path.to_owned(),
        stale: fault.is_some_and(|fault| fault.kind == Kind::Stale),
    };
    let answer = async {
        match &chosen.fault {
            Some((number, fault)) => match &fault.kind {
                Kind::Spoilt(form) => {
                    let due = Some((*number, form, fault.acted));
                    looked_at(store, service, request, next, due, &chosen).await
                }
                _ => strike(store, fault, wire.as_ref(), request, next).await,
            },
            None if chosen.waiting.is_empty() && !store.faults.may_be_swapped() => {
                next.run(request).await
            }
            None => looked_at(store, service, request, next, None, &chosen).await,
        }
    };
    let mut response = served.scope(answer).await;
    store.faults.refuse_the_next().await;
    if store.faults.door.is_closed() {
        // Nothing more is taken, on this connection neither.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    if let Some(wire) = wire {
        wire.answered();
    }
    response
}

/// Serves a request whose answer is looked at: spoilt by the form that is `due`, with its number and whether the
/// request is acted on; held against those that wait; remembered.
async fn looked_at(
    store: &Store,
    service: Service,
    request: Request,
    next: Next,
    due: Option<(u64, &Form, bool)>,
    chosen: &Chosen,
) -> Response {
    let Some(asked) = Asked::read(service, request, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let method = asked.parts.method.as_str();
    let reads = is_read(service, method, asked.path());
    let others = Others {
        store,
        next: next.clone(),
        previous: store.faults.previous(&asked),
    };
    if let Some((_, form, false)) = due.filter(|_| !reads) {
        let nothing = Answer::of(StatusCode::OK.into_response()).await;
        if let Some(spoilt) = form.spoil(&asked, &nothing, &others).await {
            store.faults.spoils();
            return spoilt.into_response();
        }
    }
    let answer = Answer::of(next.run(asked.request()).await).await;
    if store.faults.may_be_swapped() {
        store.faults.remember(&asked, &answer);
    }
    for (number, seen, form) in &chosen.waiting {
        if form.spoil(&asked, &answer, &others).await.is_some() {
            store.faults.could_have(*number, *seen);
        }
    }
    let Some((number, form, _)) = due else {
        return answer.into_response();
    };
    match form.spoil(&asked, &answer, &others).await {
        Some(spoilt) => {
            store.faults.spoils();
            spoilt.into_response()
        }
        None => {
            store.faults.take_back(number);
            answer.into_response()
        }
    }
}

/// Whether who asks is known by a token: always at Mimecast, and at JumpCloud a service account.
fn takes_token(service: Service, path: &str, request: &Request) -> bool {
    service == Service::Mimecast || is_token_path(path) || bearer(request.headers()).is_some()
}

async fn strike(
    store: &Store,
    fault: &Fault,
    wire: Option<&Wire>,
    request: Request,
    next: Next,
) -> Response {
    let reset = || {
        if let Some(wire) = wire {
            wire.reset();
        }
        // It goes nowhere.
        ().into_response()
    };
    let served = CurrentRequest::current();
    let (service, path) = match &served {
        Some(served) => (served.service, served.path.as_str()),
        None => (Service::JumpCloud, ""),
    };
    match &fault.kind {
        Kind::Stale => return next.run(request).await,
        Kind::Drip(time) => return answer::drip(next.run(request).await, *time).await,
        Kind::Truncate => return answer::truncate(next.run(request).await).await,
        Kind::Refuse(time) => {
            store.faults.door.close(*time).await;
            return reset();
        }
        Kind::Stall(time) if !fault.acted => {
            store.faults.hold(*time).await;
            return next.run(request).await;
        }
        Kind::Status(401, _) if takes_token(service, path, &request) => {
            // As when its time has run out: the service says so itself, and a fresh token works.
            store.expire_tokens();
            if !is_token_path(path) {
                return next.run(request).await;
            }
        }
        _ => {}
    }
    let acted = if fault.acted {
        Some(next.run(request).await)
    } else {
        None
    };
    match (&fault.kind, acted) {
        (Kind::Reset, _) => reset(),
        (Kind::Stall(time), Some(response)) => {
            store.faults.hold(*time).await;
            response
        }
        (Kind::Html, _) => answer::web_page(),
        (Kind::WrongJson, _) => answer::wrong_json(),
        (Kind::Status(code, wait), _) => answer::error(service, path, *code, *wait),
        _ => ().into_response(),
    }
}
