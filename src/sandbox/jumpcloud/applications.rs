//! SSO applications (v1): list, create, read, replace, delete.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::{Extension, Json};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::auth::Caller;
use super::body::json_object;
use super::document::{Object, compose, config_text, sso_url};
use super::failure::{Failure, Version};
use super::query::ListQuery;
use crate::sandbox::certificate::{self, Certificate, KeyAndCertificate};
use crate::sandbox::random;
use crate::sandbox::state::{Application, Document, State as Everything};
use crate::sandbox::store::Store;

/// The fields that every record of the list keeps: the schema requires them.
const ALWAYS: [&str; 4] = ["_id", "name", "ssoUrl", "config"];

fn wrong(message: impl Into<String>) -> Failure {
    Failure::Document(message.into())
}

fn position(state: &Everything, caller: &Caller, id: &str) -> Result<usize, Failure> {
    let mut all = state.jumpcloud.applications.iter();
    all.position(|known| known.id == id && known.organization == caller.organization)
        .ok_or_else(|| Failure::not_found(Version::V1))
}

/// `GET /api/applications`; sorted by `name`, which applications of one template share.
pub async fn list(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Failure> {
    let query = ListQuery::parse(Version::V1, &uri)?;
    Ok(store.read(|state| {
        let all = state.jumpcloud.applications.iter();
        let own = all.filter(|known| known.organization == caller.organization);
        let documents = own.map(|known| &known.document);
        query.answer_v1(documents.collect(), "name", &ALWAYS)
    }))
}

/// `GET /api/applications/{id}`.
pub async fn one(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Document>, Failure> {
    store.read(|state| {
        let at = position(state, &caller, &id)?;
        Ok(Json(state.jumpcloud.applications[at].document.clone()))
    })
}

/// `POST /api/applications`: 200 with the new application. Nothing keeps a second POST from making a
/// second application: neither label nor IdP URL is unique.
pub async fn create(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Document>, Failure> {
    let request = json_object(Version::V1, &headers, body)?;
    let name = request.get("name").and_then(Value::as_str);
    let name = name.ok_or_else(|| wrong("name is required"))?;
    let template = store
        .template(name)
        .ok_or_else(|| wrong(format!("there is no application template {name}")))?;
    let sso_url = sso_url(template, &request)?.to_owned();
    let mut document = compose(template, &request)?;
    let sent = config_text(&request, "idpCertificate");
    if sent == Some("") || config_text(&request, "idpPrivateKey") == Some("") {
        return Err(Failure::Unavailable);
    }
    let pair = match sent {
        None => generate_for(&store, &caller, &document).await?,
        Some(_) => None,
    };
    let id = random::object_id();
    let now = now();
    document.insert("_id".into(), json!(id));
    document.insert("created".into(), json!(now));
    document.insert("organization".into(), json!(caller.organization));
    document.insert("ssoUrl".into(), json!(sso_url));
    let mut application = Application {
        id: id.clone(),
        organization: caller.organization,
        document: document.into(),
        certificate_uploaded: false,
        bindings: Vec::new(),
    };
    let private_key = match (pair, sent) {
        (Some(pair), _) => Some(install(&mut application, pair)?),
        (None, Some(value)) => upload(&mut application, value, &request)?,
        (None, None) => None,
    };
    store.write(|state| {
        let shown = application.document.clone();
        state.jumpcloud.applications.push(application);
        state
            .private_keys
            .extend(private_key.map(|private_key| (id, private_key)));
        Ok(Json(shown))
    })
}

/// `PUT /api/applications/{id}`: a full replace. An IdP certificate left out is replaced by a new key
/// and certificate, which breaks sign-in until the service provider is told (loadsmart provider:
/// medium confidence; the specification says as much of fields in general).
pub async fn replace(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Document>, Failure> {
    let request = json_object(Version::V1, &headers, body)?;
    let name = store.read(|state| {
        let at = position(state, &caller, &id)?;
        let name = state.jumpcloud.applications[at].document["name"].as_str();
        Ok::<_, Failure>(name.unwrap_or_default().to_owned())
    })?;
    let template = store
        .template(&name)
        .ok_or_else(|| wrong(format!("there is no application template {name}")))?;
    sso_url(template, &request)?;
    let document = compose(template, &request)?;
    // An empty value is what a template carries: it is no certificate, so it is left out too.
    let sent = config_text(&request, "idpCertificate").filter(|value| !value.is_empty());
    let pair = match sent {
        None => generate_for(&store, &caller, &document).await?,
        Some(_) => None,
    };
    store.write(|state| {
        let at = position(state, &caller, &id)?;
        let application = &mut state.jumpcloud.applications[at];
        let old = std::mem::replace(&mut *application.document, document);
        // The IdP URL cannot be edited (JumpCloud's help page; what the API does is contested, and
        // JumpCloud's own test sees a PUT leave it as it was).
        for key in ["_id", "created", "organization", "ssoUrl"] {
            application.document.insert(key.into(), old[key].clone());
        }
        let held = old["config"]["idpCertificate"]["value"].as_str();
        match (pair, sent) {
            (Some(pair), _) => {
                let private_key = install(application, pair)?;
                state.private_keys.insert(id, private_key);
            }
            (None, Some(value)) if held != Some(value) => {
                // Uploading a certificate wipes the key (JumpCloud's help page).
                state.private_keys.remove(&id);
                let private_key = upload(application, value, &request)?;
                state.private_keys.extend(private_key.map(|key| (id, key)));
            }
            (None, _) => {
                keep(application, &old);
                let private_key = config_text(&request, "idpPrivateKey");
                let private_key = private_key.filter(|value| !value.is_empty());
                let private_key = private_key.map(|value| (id, value.to_owned()));
                state.private_keys.extend(private_key);
            }
        }
        Ok(Json(state.jumpcloud.applications[at].document.clone()))
    })
}

/// `DELETE /api/applications/{id}`: 200 with what is gone, its bindings and key with it.
pub async fn delete(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Document>, Failure> {
    store.write(|state| {
        let at = position(state, &caller, &id)?;
        state.private_keys.remove(&id);
        Ok(Json(state.jumpcloud.applications.remove(at).document))
    })
}

fn now() -> String {
    let now = OffsetDateTime::now_utc().replace_nanosecond(0);
    now.unwrap_or_else(|_| OffsetDateTime::now_utc())
        .format(&Rfc3339)
        .unwrap_or_default()
}

/// A new key and certificate for the application that `document` will be; `None` where its template has
/// no use for one. Made on another thread: an RSA key takes a while.
async fn generate_for(
    store: &Store,
    caller: &Caller,
    document: &Object,
) -> Result<Option<KeyAndCertificate>, Failure> {
    if document["config"].get("idpCertificate").is_none() {
        return Ok(None);
    }
    let organization = store.read(|state| {
        let all = state.jumpcloud.organizations.iter();
        all.filter(|known| known.id == caller.organization)
            .map(|known| known.name.clone())
            .collect::<String>()
    });
    let kind = store.keys;
    let made = tokio::task::spawn_blocking(move || certificate::generate(&organization, kind));
    match made.await {
        Ok(Ok(pair)) => Ok(Some(pair)),
        _ => Err(Version::V1.failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the certificate could not be generated",
        )),
    }
}

/// Gives the application a generated pair; returns the private key, which stays out of the document.
pub fn install(application: &mut Application, pair: KeyAndCertificate) -> Result<String, Failure> {
    let value = certificate::to_config_value(&pair.certificate_pem);
    application.certificate_uploaded = false;
    set_certificate(application, &value)?;
    application.document["sso"]["idpPrivateKeyUpdatedAt"] = json!(now());
    Ok(pair.private_key_pem)
}

/// Gives the application a certificate that the request brought, and the key if it brought that too.
fn upload(
    application: &mut Application,
    value: &str,
    request: &Object,
) -> Result<Option<String>, Failure> {
    set_certificate(application, value)?;
    application.certificate_uploaded = true;
    let private_key = config_text(request, "idpPrivateKey").filter(|value| !value.is_empty());
    if private_key.is_some() {
        application.document["sso"]["idpPrivateKeyUpdatedAt"] = json!(now());
    }
    Ok(private_key.map(str::to_owned))
}

fn set_certificate(application: &mut Application, value: &str) -> Result<(), Failure> {
    let read = Certificate::from_config_value(value).ok_or_else(|| {
        wrong("config.idpCertificate.value is no PEM certificate, nor base64 of one")
    })?;
    let expires = read.expires.format(&Rfc3339).unwrap_or_default();
    let document = &mut application.document;
    document["config"]["idpCertificate"]["value"] = json!(value);
    document["config"]["idpPrivateKey"]["value"] = json!("");
    document["sso"]["idpCertExpirationAt"] = json!(expires);
    document["sso"]["idpCertificateUpdatedAt"] = json!(now());
    Ok(())
}

/// Keeps certificate, key and their dates as they were; the key still reads back empty.
fn keep(application: &mut Application, old: &Object) {
    let document = &mut application.document;
    for key in [
        "idpCertExpirationAt",
        "idpCertificateUpdatedAt",
        "idpPrivateKeyUpdatedAt",
        "spCertificateUpdatedAt",
    ] {
        if let Some(value) = old["sso"].get(key) {
            document["sso"][key] = value.clone();
        }
    }
    if let Some(entry) = document["config"].get_mut("idpPrivateKey") {
        entry["value"] = json!("");
    }
}
