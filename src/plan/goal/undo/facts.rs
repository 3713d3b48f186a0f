//! What counts of a document: the values that somebody set, by the names that plans use. Ids, dates, labels
//! of the form and the like are the services' own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::journal::Object;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::{BlockField, GROUP_NAME, PROFILE_NAME, SettingField};
use crate::saml::Certificate;

/// The field that holds an application's certificate.
pub const CERTIFICATE: &str = "config.idpCertificate";

/// One value of a document, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Keys from the top.
    pub path: Vec<String>,
    /// The value.
    pub value: Value,
}

/// Values by name. Null and empty text are no value.
pub type Facts = BTreeMap<String, Fact>;

/// The facts of a document.
pub fn facts(object: &Object, document: &Value) -> Facts {
    let mut facts = Facts::new();
    match object {
        Object::Application { .. } => application(document, &mut facts),
        Object::Profile { .. } | Object::Setting { .. } => {
            leaves(document, &mut Vec::new(), &mut facts);
        }
        Object::Access { .. }
        | Object::Group { .. }
        | Object::MimecastGroup { .. }
        | Object::MimecastMember { .. }
        | Object::Logo { .. } => {}
    }
    facts
}

fn application(document: &Value, facts: &mut Facts) {
    for path in [
        &["active"][..],
        &["color"],
        &["description"],
        &["displayLabel"],
        &["sso", "hidden"],
    ] {
        let found = path.iter().try_fold(document, |at, key| at.get(key));
        add(facts, path.join("."), path, found);
    }
    let config = document.get("config").and_then(Value::as_object);
    for (key, setting) in config.into_iter().flatten() {
        if key != "idpPrivateKey" {
            let path = ["config", key.as_str(), "value"];
            add(facts, format!("config.{key}"), &path, setting.get("value"));
        }
    }
}

fn leaves(value: &Value, path: &mut Vec<String>, facts: &mut Facts) {
    let Value::Object(fields) = value else {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        return add(facts, name(&path), &path, Some(value));
    };
    for (key, value) in fields {
        // The service's own: its id, and the names that it gives beside the ids of a setting.
        let given = ["id", GROUP_NAME, PROFILE_NAME];
        if path.is_empty() && given.contains(&key.as_str()) {
            continue;
        }
        path.push(key.clone());
        leaves(value, path, facts);
        path.pop();
    }
}

fn add(facts: &mut Facts, name: String, path: &[&str], value: Option<&Value>) {
    let Some(value) = value.filter(|v| !v.is_null() && **v != "") else {
        return;
    };
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    let value = value.clone();
    facts.insert(name, Fact { path, value });
}

/// The name of a Mimecast field in a plan: `web-apps.login-url` of `blocks.web-apps.loginUrl`.
fn name(path: &[&str]) -> String {
    match path {
        ["blocks", block, key] => match BlockField::keyed(key) {
            Some(field) => format!("{block}.{}", field.name()),
            None => format!("{block}.{}", kebab(key)),
        },
        [key] => SettingField::keyed(key).map_or_else(|| kebab(key), |f| f.name().to_owned()),
        path => path.iter().map(|k| kebab(k)).collect::<Vec<_>>().join("."),
    }
}

fn kebab(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A field that differs between two documents of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its name.
    pub name: String,
    /// Keys from the top.
    pub path: Vec<String>,
    /// In the first.
    pub from: Option<Value>,
    /// In the second.
    pub to: Option<Value>,
}

/// The fields in which two documents differ, in a stable order.
pub fn differences(object: &Object, from: &Value, to: &Value) -> Vec<Difference> {
    let (from, to) = (facts(object, from), facts(object, to));
    let names: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let value = |facts: &Facts, name: &String| facts.get(name).map(|fact| fact.value.clone());
    names
        .into_iter()
        .filter_map(|name| {
            let fact = to.get(name).or_else(|| from.get(name))?;
            let difference = Difference {
                name: name.clone(),
                path: fact.path.clone(),
                from: value(&from, name),
                to: value(&to, name),
            };
            (difference.from != difference.to).then_some(difference)
        })
        .collect()
}

/// The fields that make one document of an object what another is.
pub fn fields_between(object: &Object, from: &Value, to: &Value) -> Vec<Field> {
    let differences = differences(object, from, to).into_iter();
    differences
        .map(|d| {
            let shown_to = shown(&d.name, d.to.as_ref());
            // An empty text or null that was there is put back as it was.
            let there = d.path.iter().try_fold(to, |at, key| at.get(key));
            let as_shown = matches!(&shown_to, FieldValue::Known(v) if Some(v) == there);
            let field = Field::new(d.name.as_str(), shown(&d.name, d.from.as_ref()), shown_to);
            let field = field.at(&d.path);
            match there.filter(|_| !as_shown) {
                Some(there) => field.written_as(there.clone()),
                None => field,
            }
        })
        .collect()
}

/// A value as a plan shows it: a certificate as its fingerprint.
pub fn shown(name: &str, value: Option<&Value>) -> FieldValue {
    let Some(value) = value else {
        return FieldValue::none();
    };
    let text = value.as_str().filter(|_| name.ends_with(".certificate"));
    let certificate = text.and_then(|text| Certificate::from_base64(text).ok());
    match certificate {
        Some(certificate) => certificate.fingerprint_sha256().into(),
        None => FieldValue::Known(value.clone()),
    }
}

#[cfg(test)]
mod tests;
