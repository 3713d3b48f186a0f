//! The status page: what both services hold, for a browser, rendered here and without any script.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;

use super::escape::escape;
use super::invariant::Violation;
use super::state::State as Everything;
use super::store::Store;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
color:#1b1b1b;background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0 2rem}\
caption{text-align:left;font-weight:600;font-size:1.25rem;margin-bottom:.5rem}\
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem;border:1px solid #767676;overflow-wrap:anywhere}\
th{background:#eee}@media(prefers-color-scheme:dark){body{color:#eee;background:#151515}th{background:#2a2a2a}}";

/// `GET /`.
pub async fn status(State(store): State<Arc<Store>>) -> Response {
    let counters = store.counters();
    let violations = store.watch.violations();
    let html = store.read(|state| render(state, &counters, &violations));
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Html(html)).into_response()
}

fn render(state: &Everything, counters: &Value, violations: &[Violation]) -> String {
    let own = &state.jumpcloud.organizations[0];
    let applications = state
        .jumpcloud
        .applications
        .iter()
        .filter(|application| application.organization == own.id)
        .map(|application| {
            let document = &application.document;
            let text = |key: &str| document[key].as_str().unwrap_or_default().to_owned();
            let config = &document["config"];
            vec![
                text("displayLabel"),
                text("name"),
                text("ssoUrl"),
                string(&config["acsUrl"]["value"]),
                string(&config["spEntityId"]["value"]),
                yes_no(document["active"] == true),
                application.bindings.len().to_string(),
            ]
        })
        .collect();
    let profiles = state
        .mimecast
        .profiles
        .iter()
        .map(|profile| {
            let enforced: Vec<&str> = profile
                .blocks
                .named()
                .into_iter()
                .filter(|(_, block)| block.enforced)
                .map(|(name, _)| name)
                .collect();
            vec![
                profile.description.clone(),
                yes_no(profile.default),
                enforced.join(", "),
                profile.two_step_authentication.clone(),
            ]
        })
        .collect();
    let settings = state
        .mimecast
        .settings
        .iter()
        .map(|setting| {
            let groups = state.mimecast.folders.iter();
            let group = groups.filter(|known| known.id == setting.group_id);
            let profiles = state.mimecast.profiles.iter();
            let profile = profiles.filter(|known| known.id == setting.authentication_profile_id);
            vec![
                setting.description.clone(),
                group.map(|known| known.description.clone()).collect(),
                profile.map(|known| known.description.clone()).collect(),
            ]
        })
        .collect();
    let counts = ["jumpcloud", "mimecast"]
        .into_iter()
        .map(|service| {
            let of = &counters[service];
            vec![
                service.to_owned(),
                of["requests"].to_string(),
                of["writes"].to_string(),
            ]
        })
        .collect();
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>sso-setup sandbox</title><style>{STYLE}</style></head><body><main>\
         <h1>sso-setup sandbox</h1><p>This server plays JumpCloud and Mimecast. Nothing here is real.</p>\
         <p>Organisation: <strong>{name}</strong> ({id}). Mimecast account: <strong>{code}</strong>.</p>",
        name = escape(&own.name),
        id = escape(&own.id),
        code = escape(&state.mimecast.account.code),
    );
    if !violations.is_empty() {
        let rows = violations.iter().map(|violation| {
            vec![
                violation.write.to_string(),
                violation.request.clone(),
                violation.sentence.clone(),
            ]
        });
        table(
            &mut html,
            "Writes that left people without a way to sign in",
            &["Write", "Request", "What it did"],
            rows.collect(),
        );
    }
    table(
        &mut html,
        "JumpCloud: applications",
        &[
            "Label",
            "Template",
            "IdP URL",
            "ACS URL",
            "SP entity ID",
            "Active",
            "Bindings",
        ],
        applications,
    );
    table(
        &mut html,
        "Mimecast: authentication profiles",
        &["Description", "Default", "SAML enforced for", "2-step"],
        profiles,
    );
    table(
        &mut html,
        "Mimecast: application settings",
        &["Description", "Group", "Authentication profile"],
        settings,
    );
    table(
        &mut html,
        "Requests so far",
        &["Service", "Requests", "Writes"],
        counts,
    );
    html.push_str("</main></body></html>");
    html
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// A table whose first cell of each row is its heading.
fn table(html: &mut String, caption: &str, columns: &[&str], rows: Vec<Vec<String>>) {
    let _ = write!(
        html,
        "<table><caption>{}</caption><thead><tr>",
        escape(caption)
    );
    for column in columns {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(column));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let cell = escape(cell);
            let _ = match at {
                0 => write!(html, "<th scope=\"row\">{cell}</th>"),
                _ => write!(html, "<td>{cell}</td>"),
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
}
