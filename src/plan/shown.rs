//! What JumpCloud shows of an application: a setting that an answer does not hold is unread, never empty or off.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::text;

/// What sign-in hangs on and every SAML application has: its key, and what the console calls it.
const NEEDED: [(&str, &str); 3] = [
    ("idpEntityId", "IdP entity ID"),
    ("spEntityId", "SP entity ID"),
    ("acsUrl", "ACS URL"),
];

/// Texts that a template may lack.
const TEXTS: [(&str, &str); 3] = [
    ("subjectField", "SAMLSubject NameID"),
    ("overrideNameIdFormat", "SAMLSubject NameID format"),
    ("signatureAlgorithm", "signature algorithm"),
];

/// Switches that a template may lack.
const SWITCHES: [(&str, &str); 2] = [
    ("signAssertion", "choice whether to sign the assertion"),
    ("signResponse", "choice whether to sign the response"),
];

/// The text of a setting; `None` where none is shown.
pub fn setting<'a>(document: &'a Value, key: &str) -> Option<&'a str> {
    value(document, key)?.as_str()
}

/// Whether its tile is hidden; `None` where that is not shown.
pub fn is_hidden(document: &Value) -> Option<bool> {
    document.get("sso")?.get("hidden")?.as_bool()
}

/// Whether an application says that it signs neither its assertions nor its responses.
pub fn signs_nothing(document: &Value) -> bool {
    let flag = |key: &str| value(document, key).and_then(Value::as_bool);
    flag("signAssertion") == Some(false) && flag("signResponse") != Some(true)
}

/// What is not shown of the settings that sign-in hangs on, as the console calls it.
pub fn unread(document: &Value) -> Vec<&'static str> {
    missing(document, Value::is_string)
}

/// Refuses to rely on an application of which something that sign-in hangs on is not shown.
///
/// # Errors
/// `settings-unread`.
pub fn hold(document: &Value) -> Result<()> {
    refuse(document, &unread(document))
}

/// The same for one that is about to be edited: what was never set (null) can be set.
///
/// # Errors
/// `settings-unread`.
pub fn hold_for_edit(document: &Value) -> Result<()> {
    let settable = |value: &Value| value.is_string() || value.is_null();
    refuse(document, &missing(document, settable))
}

/// What every application has and does not fit, and what a template may lack and is shown as something else than it is.
fn missing(document: &Value, fits: fn(&Value) -> bool) -> Vec<&'static str> {
    if !document["config"].is_object() {
        return vec!["settings"];
    }
    let needed = NEEDED
        .iter()
        .filter(|(key, _)| !value(document, key).is_some_and(fits));
    // What nobody chose reads back as null, and is as JumpCloud has it by default.
    let odd = |key: &str, fits: fn(&Value) -> bool| {
        value(document, key).is_some_and(|value| !value.is_null() && !fits(value))
    };
    let texts = TEXTS.iter().filter(|(key, _)| odd(key, Value::is_string));
    let switches = SWITCHES
        .iter()
        .filter(|(key, _)| odd(key, Value::is_boolean));
    let all = needed.chain(texts).chain(switches);
    all.map(|(_, name)| *name).collect()
}

fn refuse(document: &Value, unread: &[&str]) -> Result<()> {
    if unread.is_empty() {
        return Ok(());
    }
    let label = document["displayLabel"].as_str().unwrap_or_default();
    Err(Error::failed(
        "settings-unread",
        format!(
            "JumpCloud shows the application \"{}\" without its {}",
            text::name(label),
            text::list(unread)
        ),
    )
    .hint("look at its SSO tab in the JumpCloud console, and run the same command again"))
}

fn value<'a>(document: &'a Value, key: &str) -> Option<&'a Value> {
    document.get("config")?.get(key)?.get("value")
}
