//! The status page: what both services hold, for a browser, rendered here and without any script.

use std::sync::Arc;

use axum::extract::State;
use serde_json::Value;

use super::{Look, NOT_YET, Page, table};
use crate::sandbox::console::addresses as console;
use crate::sandbox::escape::{escape, shown};
use crate::sandbox::invariant::Violation;
use crate::sandbox::state::State as Everything;
use crate::sandbox::store::Store;
use crate::sandbox::{idp, sp};

/// `GET /`.
pub async fn status(State(store): State<Arc<Store>>) -> Page {
    let counters = store.counters();
    let violations = store.watch.violations();
    let newest = store.read_in_effect(|_, newest| newest);
    store.read(|state| render(state, &counters, &violations, newest))
}

/// `newest` is whether the newest profiles and settings are in effect.
fn render(state: &Everything, counters: &Value, violations: &[Violation], newest: bool) -> Page {
    let own = &state.jumpcloud.organizations[0];
    let applications: Vec<Vec<String>> = state
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
                idp::acs_urls(application).join(" "),
                string(&config["spEntityId"]["value"]),
                yes_no(document["active"] == true),
                application.bindings.len().to_string(),
            ]
        })
        .collect();
    let profiles: Vec<Vec<String>> = state
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
    let settings: Vec<Vec<String>> = state
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
    let counts: Vec<Vec<String>> = ["jumpcloud", "mimecast"]
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
    Page::new(Look::Sandbox, "status", "JumpCloud and Mimecast, played here")
        .html(&format!(
            "<p>Organisation: <strong>{name}</strong> ({id}). Mimecast account: <strong>{code}</strong>.</p>",
            name = shown(&own.name),
            id = shown(&own.id),
            code = shown(&state.mimecast.account.code),
        ))
        .html(&locked_out(violations))
        .html(&ways_in(state))
        .html(&by_hand())
        .html(&table(
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
            &applications,
        ))
        .html(match newest {
            true => "",
            false => NOT_YET,
        })
        .html(&table(
            "Mimecast: authentication profiles",
            &["Description", "Default", "SAML enforced for", "2-step"],
            &profiles,
        ))
        .html(&table(
            "Mimecast: application settings",
            &["Description", "Group", "Authentication profile"],
            &settings,
        ))
        .html(&table(
            "Requests so far",
            &["Service", "Requests", "Writes"],
            &counts,
        ))
}

/// The writes that left people without a way to sign in; nothing where there is none.
fn locked_out(violations: &[Violation]) -> String {
    if violations.is_empty() {
        return String::new();
    }
    let rows = violations.iter().map(|violation| {
        vec![
            violation.write.to_string(),
            violation.request.clone(),
            violation.sentence.clone(),
        ]
    });
    table(
        "Writes that left people without a way to sign in",
        &["Write", "Request", "What it did"],
        &rows.collect::<Vec<_>>(),
    )
}

/// Where both sign-in flows begin.
fn ways_in(state: &Everything) -> String {
    let mut ways = vec![(
        idp::console_path(),
        "JumpCloud user console",
        "sign-in that starts at a tile",
    )];
    if let Some(grid) = sp::home(state) {
        ways.push((
            sp::login_path(grid, false),
            "Mimecast login page: Personal Portal",
            "sign-in that starts at Mimecast",
        ));
        ways.push((
            sp::login_path(grid, true),
            "Mimecast login page: Administration Console",
            "sign-in that starts at Mimecast",
        ));
    }
    let ways = ways.iter().map(|(path, name, what)| {
        format!("<li><a href=\"{}\">{name}</a>: {what}</li>", escape(path))
    });
    format!("<h2>Sign in</h2><ul>{}</ul>", ways.collect::<String>())
}

/// Where the half that no API does is done.
fn by_hand() -> String {
    format!(
        "<h2>Set up by hand</h2><ul><li><a href=\"{}\">Mimecast's console: Users &amp; Groups | Applications</a>: \
         authentication profiles and application settings, to be filled in from what <code>sso-setup mimecast \
         worksheet</code> prints</li></ul>",
        console::CONSOLE
    )
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
