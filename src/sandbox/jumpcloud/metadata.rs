//! The IdP metadata document of an application.
//!
//! The path stands in the v1 specification without operations; two Terraform providers fetch it
//! with the API key (medium to high confidence). The document is as seen verbatim in public
//! repositories: one line, prefix `md:`, no validity, ID, signature or logout service.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::auth::{Caller, is_object_id};
use super::failure::{Failure, Version};
use crate::sandbox::certificate::Certificate;
use crate::sandbox::escape::escape;
use crate::sandbox::state::Application;
use crate::sandbox::store::Store;

/// `GET /api/organizations/{organization}/applications/{application}/metadata.xml`.
pub async fn document(
    State(store): State<Arc<Store>>,
    Extension(caller): Extension<Caller>,
    Path((organization, application)): Path<(String, String)>,
) -> Result<Response, Failure> {
    if !is_object_id(&organization) {
        return Err(Version::V1.failure(StatusCode::BAD_REQUEST, "Malformed organization ID"));
    }
    if organization != caller.organization {
        if !caller.by_header {
            return Err(Failure::not_found(Version::V1));
        }
        let message = "x-org-id and Organization path ID do not match";
        return Err(Version::V1.failure(StatusCode::BAD_REQUEST, message));
    }
    let xml = store.read(|state| {
        let all = state.jumpcloud.applications.iter();
        let application = all
            .filter(|known| known.organization == organization)
            .find(|known| known.id == application)
            .ok_or_else(|| Failure::not_found(Version::V1))?;
        if application.document["sso"]["type"] != "saml" {
            return Err(Failure::not_found(Version::V1));
        }
        render(application).ok_or_else(|| {
            Version::V1.failure(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
        })
    })?;
    Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
}

/// The document; `None` where JumpCloud fails with 500: a certificate that an administrator supplied
/// "causes the metadata-XML endpoint to fail with a 500 for every request" (newriverstrat
/// provider, live: medium confidence).
pub fn render(application: &Application) -> Option<String> {
    if application.certificate_uploaded {
        return None;
    }
    let config = |key: &str| &application.document["config"][key]["value"];
    let text = |value: &Value| escape(value.as_str().unwrap_or_default());
    let certificate = config("idpCertificate").as_str()?;
    let certificate = Certificate::from_config_value(certificate)?.to_base64_der();
    let location = text(&application.document["ssoUrl"]);
    let service = |binding: &str| {
        format!(
            "<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"{location}\"/>"
        )
    };
    let redirect = if config("declareRedirectEndpoint") == true {
        service("HTTP-Redirect")
    } else {
        String::new()
    };
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{entity_id}\">\
         <md:IDPSSODescriptor WantAuthnRequestsSigned=\"false\" protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\
         <md:KeyDescriptor use=\"signing\"><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
         <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>\
         {post}{redirect}</md:IDPSSODescriptor></md:EntityDescriptor>",
        entity_id = text(config("idpEntityId")),
        post = service("HTTP-POST"),
    ))
}
