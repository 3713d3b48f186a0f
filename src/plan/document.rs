//! Editing JumpCloud application documents in place.
//!
//! JumpCloud's PUT replaces the whole object, so an edit starts from the document as read and
//! touches only what was asked; everything else goes back as it came. The same function fills a
//! catalogue template for a new application.

use serde_json::{Map, Value, json};

use crate::connector::{AccountCode, Flow, MimecastSite};
use crate::error::{Error, Result};
use crate::saml::name_id::EMAIL_ADDRESS;

use super::acs_urls::acs_value;
use super::desired::{DesiredApplication, TILE_COLORS};
use super::field::{Field, FieldValue};
use super::name_id;
use super::placeholder::is_left_in;
use super::shown;
use super::template::{CUSTOM, takes_list};

/// Configuration keys that hold key material: never scanned for placeholders, never shown.
pub const KEY_MATERIAL: [&str; 3] = ["idpCertificate", "idpPrivateKey", "spCertificate"];

/// The fields of an application that sign-in hangs on, beside its certificate.
pub const SIGN_IN: [&str; 7] = [
    "active",
    "config.acsUrl",
    "config.idpEntityId",
    "config.overrideNameIdFormat",
    "config.signAssertion",
    "config.spEntityId",
    "config.subjectField",
];

/// Fills the placeholders of JumpCloud's article: `XX` host labels and `XXXXXX` account codes.
#[derive(Debug, Clone, Copy)]
pub struct Fill<'a> {
    /// Where the hosts come from.
    pub site: &'a MimecastSite,
    /// The account code.
    pub account_code: &'a AccountCode,
}

impl Fill<'_> {
    /// `text` with every placeholder replaced.
    pub fn fill(&self, text: &str) -> String {
        let whole_hosts = text
            .replace("XX-api.mimecast.com", &self.site.api_host)
            .replace("login-XX.mimecast.com", &self.site.login_host);
        map_words(&whole_hosts, |word| match word {
            "XX" => Some(self.site.subdomain.as_str()),
            "XXXXXX" => Some(self.account_code.as_str()),
            _ => None,
        })
    }
}

fn map_words<'a>(text: &str, replace: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word_end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (word, tail) = rest.split_at(word_end);
        out.push_str(replace(word).unwrap_or(word));
        let gap_end = tail
            .find(|c: char| c.is_ascii_alphanumeric())
            .unwrap_or(tail.len());
        let (gap, next) = tail.split_at(gap_end);
        out.push_str(gap);
        rest = next;
    }
    out
}

/// An edited document and what differs from the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The whole document, ready to be sent back.
    pub document: Value,
    /// What differs, in a stable order; empty when nothing does.
    pub fields: Vec<Field>,
}

struct Editor {
    document: Value,
    fields: Vec<Field>,
    /// A new application: every value that was decided on is reported, also where the template
    /// happens to have it already.
    fresh: bool,
}

impl Editor {
    fn report(&mut self, name: String, before: Value, after: Value) {
        if self.fresh {
            self.fields
                .push(Field::new(name, FieldValue::none(), after));
        } else if before != after {
            self.fields.push(Field::new(name, before, after));
        }
    }

    /// Sets a top-level key, or `sso.hidden`-like path below an object that exists or is made.
    fn set(&mut self, path: &[&str], value: Value) {
        let mut at = &mut self.document;
        for key in &path[..path.len() - 1] {
            if !at.get(*key).is_some_and(Value::is_object) {
                at[*key] = json!({});
            }
            at = &mut at[*key];
        }
        let last = path[path.len() - 1];
        let before = at.get(last).cloned().unwrap_or(Value::Null);
        if before != value {
            at[last] = value.clone();
        }
        self.report(path.join("."), before, value);
    }

    fn config(&self, key: &str) -> Option<&Value> {
        self.document.get("config")?.get(key)?.get("value")
    }

    fn config_text(&self, key: &str) -> &str {
        self.config(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The value of a field, where the template has it.
    fn config_before(&self, key: &str, option: &str) -> Result<Value> {
        match self.document.get("config").and_then(|c| c.get(key)) {
            Some(Value::Object(field)) => Ok(field.get("value").cloned().unwrap_or(Value::Null)),
            _ => {
                let template = self.document["name"].as_str().unwrap_or("?");
                Err(Error::usage(
                    "field-not-in-template",
                    format!("the JumpCloud template \"{template}\" has no field \"{key}\""),
                )
                .hint(format!(
                    "leave {option} out, or choose a template that has the field (--template saml2)"
                )))
            }
        }
    }

    /// Sets `config.KEY.value`; `option` is named where the template has no such field.
    fn set_config(&mut self, key: &str, option: &str, value: Value) -> Result<()> {
        let before = self.config_before(key, option)?;
        self.write_config(key, &before, &value);
        self.report(format!("config.{key}"), before, value);
        Ok(())
    }

    /// Adds an attribute row, or corrects the value of the one that has the name.
    fn set_attribute(&mut self, key: &str, option: &str, name: &str, value: &str) -> Result<()> {
        let before = self.config_before(key, option)?;
        let mut rows = before.as_array().cloned().unwrap_or_default();
        let row_before = match rows.iter_mut().find(|row| row["name"] == name) {
            Some(row) => std::mem::replace(&mut row["value"], json!(value)),
            None => {
                rows.push(json!({"name": name, "value": value}));
                Value::Null
            }
        };
        self.write_config(key, &before, &Value::Array(rows));
        self.report(format!("config.{key}[{name}]"), row_before, json!(value));
        Ok(())
    }

    /// Leaves a field whose value is right untouched, down to the order of its keys.
    fn write_config(&mut self, key: &str, before: &Value, value: &Value) {
        if before != value {
            self.document["config"][key]["value"] = value.clone();
        }
    }
}

/// Edits `base`, an application document, towards `desired`; with `fresh`, `base` is the template of
/// an application that is yet to be created.
///
/// # Errors
/// `field-not-in-template` for an option the template has no field for;
/// `template-placeholder-left` when a placeholder remains that nothing fills; `settings-unread` for an application of which
/// something that sign-in hangs on is not shown.
pub fn edit(
    base: &Value,
    desired: &DesiredApplication,
    fill: Fill<'_>,
    idp_url: &str,
    fresh: bool,
) -> Result<Edit> {
    if !fresh {
        shown::hold_for_edit(base)?;
    }
    let mut editor = Editor {
        document: base.clone(),
        fields: Vec::new(),
        fresh,
    };
    // Its name stays, unless another was asked for.
    if fresh || desired.relabels {
        editor.set(&["displayLabel"], json!(desired.label));
    }
    // Left out of a new one, JumpCloud switches SSO off (facts, medium confidence); one that does not say may be on.
    if fresh || base["active"] == false {
        editor.set(&["active"], json!(true));
    }
    let custom = fresh && base["name"] == CUSTOM;
    let tile = desired.connector.flow() == Flow::IdpInitiated;
    // It has no image of its own, so people are to know its tile by something else.
    let bare = custom && desired.logo.is_none();
    let the = if tile { "the " } else { "" };
    let sign_in = || format!("Sign in to {the}{}", desired.connector.default_label());
    if let Some(description) = desired.description.clone().or(bare.then(sign_in)) {
        editor.set(&["description"], json!(description));
    }
    let color = desired.color.as_deref();
    if let Some(color) = color.or(bare.then_some(TILE_COLORS[0])) {
        editor.set(&["color"], json!(color));
    }
    // What answers only sign-in that starts at Mimecast has no tile that works.
    if let Some(hidden) = desired.hidden.or(fresh.then_some(!tile)) {
        editor.set(&["sso", "hidden"], json!(hidden));
    }
    editor.set(&["ssoUrl"], json!(idp_url));

    let acs = acs_value(editor.config_text("acsUrl"), takes_list(base), &desired.acs);
    editor.set_config("acsUrl", "the connector", json!(acs))?;
    editor.set_config("spEntityId", "--sp-entity-id", json!(desired.sp_entity_id))?;
    let issuer = match &desired.idp_entity_id {
        Some(id) => id.clone(),
        // Service providers reject an empty issuer, which is the custom template's default.
        None if editor.config_text("idpEntityId").is_empty() => idp_url.to_owned(),
        None => editor.config_text("idpEntityId").to_owned(),
    };
    editor.set_config("idpEntityId", "--idp-entity-id", json!(issuer))?;
    // A new custom one declares another format.
    if custom && editor.config(name_id::FORMAT).is_some() {
        editor.set_config(name_id::FORMAT, "the template", json!(EMAIL_ADDRESS))?;
    }
    // No service provider takes an answer that nobody signed.
    if shown::signs_nothing(&editor.document) {
        editor.set_config("signAssertion", "the template", json!(true))?;
    }
    fill_config(&mut editor, fill)?;
    // Mimecast knows people by their e-mail address.
    if name_id::other_property(&editor.document).is_some() {
        editor.set_config(name_id::PROPERTY, "the template", json!(name_id::EMAIL))?;
    }
    if name_id::other_format(&editor.document).is_some() {
        editor.set_config(name_id::FORMAT, "the template", json!(EMAIL_ADDRESS))?;
    }
    for (name, value) in &desired.attributes {
        editor.set_attribute("constantAttributes", "--attribute", name, value)?;
    }
    for (name, field) in &desired.user_attributes {
        editor.set_attribute("databaseAttributes", "--user-attribute", name, field)?;
    }
    Ok(Edit {
        document: editor.document,
        fields: editor.fields,
    })
}

/// The texts of an application's `config` that still carry a placeholder of their template, by key.
pub fn placeholders(document: &Value) -> Vec<(String, String)> {
    let config = document.get("config").and_then(Value::as_object);
    let fields = config.into_iter().flatten();
    fields
        .filter(|(key, _)| !KEY_MATERIAL.contains(&key.as_str()))
        .filter_map(|(key, field)| {
            let text = field.get("value")?.as_str()?;
            is_left_in(text).then(|| (key.clone(), text.to_owned()))
        })
        .collect()
}

/// Fills every text of `config` that still carries a placeholder, and refuses what nothing fills.
fn fill_config(editor: &mut Editor, fill: Fill<'_>) -> Result<()> {
    for (key, text) in placeholders(&editor.document) {
        let filled = fill.fill(&text);
        if is_left_in(&filled) {
            return Err(Error::failed(
                "template-placeholder-left",
                format!("the field \"{key}\" of the JumpCloud application would keep the placeholder in \"{filled}\""),
            )
            .hint("correct the field in the JumpCloud console, or use --template saml2 for a new application"));
        }
        editor.set_config(&key, "the template", json!(filled))?;
    }
    Ok(())
}

/// The body that creates an application: its template (or what an application that is gone was), and the fields of the plan.
///
/// Only these fields are sent: what is left out takes the template's defaults, and an empty certificate or key in a create
/// request makes JumpCloud answer 503 (facts, medium confidence). The certificate is known only after the creation.
pub fn create_body(base: &Value, fields: &[Field]) -> Value {
    let mut document = base.clone();
    let known = || {
        fields
            .iter()
            .filter(|f| matches!(f.after, FieldValue::Known(_)))
    };
    known().for_each(|field| field.put_after(&mut document));
    let mut body = Map::new();
    for key in ["name", "displayName"] {
        let value = base[key].as_str().filter(|text| !text.is_empty());
        body.extend(value.map(|text| (key.to_owned(), json!(text))));
    }
    for key in ["active", "displayLabel", "description", "color", "ssoUrl"] {
        if known().any(|f| f.name == key) {
            body.insert(key.to_owned(), document[key].clone());
        }
    }
    let mut sso = json!({"type": "saml"});
    // What was gone and did not say is made as JumpCloud makes it.
    if let Some(hidden) = shown::is_hidden(&document) {
        sso["hidden"] = json!(hidden);
    }
    body.insert("sso".to_owned(), sso);
    let named = |key: &str| known().any(|f| f.setting() == Some(key));
    let config = document["config"].as_object().into_iter().flatten();
    let config = config.filter(|(key, _)| named(key));
    let config = config.map(|(key, field)| (key.clone(), json!({"value": field["value"]})));
    body.insert("config".to_owned(), Value::Object(config.collect()));
    Value::Object(body)
}

#[cfg(test)]
mod tests;
