//! The v1 application document: what a request may say, and what becomes of what it leaves out.
//!
//! "Any fields not provided will be reset or created with default values" (v1 specification, on PUT).
//! Which keys `config` takes is the template's business: "apply fails if you set one the template
//! lacks" (loadsmart provider: medium confidence); that the answer is a 400 is assumed.

use serde_json::{Map, Value, json};

use super::failure::Failure;

/// A JSON object.
pub type Object = Map<String, Value>;

/// The colours that the specification lists.
const COLORS: [&str; 12] = [
    "#202D38", "#005466", "#3E8696", "#006CAC", "#0617AC", "#7C6ADA", "#D5779D", "#9E2F00",
    "#FFB000", "#58C469", "#57C49F", "#FF6C03",
];

/// Longest description that the specification takes.
const MAX_DESCRIPTION: usize = 256;

/// What a request cannot set: the server's own, and what the template lends to its applications.
const NOT_SETTABLE: [&str; 7] = [
    "_id",
    "created",
    "organization",
    "name",
    "displayName",
    "ssoUrl",
    "config",
];

/// Dates in `sso` that only the server sets.
const SSO_DATES: [&str; 4] = [
    "idpCertExpirationAt",
    "idpCertificateUpdatedAt",
    "idpPrivateKeyUpdatedAt",
    "spCertificateUpdatedAt",
];

fn wrong(message: impl Into<String>) -> Failure {
    Failure::Document(message.into())
}

/// Puts together a document from the template's defaults and the request, with no ids, dates or
/// certificate yet, and without looking at any earlier version of the application.
pub fn compose(template: &Value, request: &Object) -> Result<Object, Failure> {
    check_types(request)?;
    let mut document = json!({
        "active": false,
        "beta": false,
        "config": {},
        "databaseAttributes": [],
        "description": "",
        "displayLabel": template["displayLabel"],
        "displayName": template["displayName"],
        "learnMore": template["learnMore"],
        "logo": template["logo"],
        "name": template["name"],
        "sso": template["sso"],
    });
    let mut sso = template["sso"].clone();
    for (key, value) in request {
        if NOT_SETTABLE.contains(&key.as_str()) || value.is_null() {
            continue;
        }
        if key == "sso" {
            let sent = value.as_object().into_iter().flatten();
            for (key, value) in sent {
                if !SSO_DATES.contains(&key.as_str()) && !value.is_null() {
                    sso[key] = value.clone();
                }
            }
        } else {
            document[key] = value.clone();
        }
    }
    document["sso"] = sso;
    document["config"] = compose_config(template, &request["config"])?;
    match document {
        Value::Object(document) => Ok(document),
        _ => Err(wrong("invalid application")),
    }
}

/// The text that a request gives for `config.{key}`; `None` where it leaves it out.
pub fn config_text<'r>(request: &'r Object, key: &str) -> Option<&'r str> {
    request.get("config")?.get(key)?.get("value")?.as_str()
}

/// The IdP URL of a request, which must have one (the schema requires it of create and replace).
pub fn sso_url<'r>(template: &Value, request: &'r Object) -> Result<&'r str, Failure> {
    let url = request.get("ssoUrl").and_then(Value::as_str);
    let url = url
        .filter(|url| !url.trim().is_empty())
        .ok_or_else(|| wrong("The IdP URL is required"))?;
    let parsed = url::Url::parse(url).map_err(|_| wrong("The IdP URL is not a valid URL"))?;
    let in_use = parsed.path().strip_prefix("/saml2/").unwrap_or_default();
    if template["sso"]["type"] == "saml" && (parsed.scheme() != "https" || in_use.is_empty()) {
        return Err(wrong(
            "The IdP URL must look like https://sso.jumpcloud.com/saml2/{custom_value}",
        ));
    }
    Ok(url)
}

/// Holds the request's known fields against the specification's types, so that what is stored is
/// also a valid answer.
fn check_types(request: &Object) -> Result<(), Failure> {
    for key in ["name", "config"] {
        if !request.contains_key(key) {
            return Err(wrong(format!("{key} is required")));
        }
    }
    for (key, value) in request {
        let fits = match key.as_str() {
            "active" | "beta" => value.is_boolean(),
            "config" => value.is_object(),
            "databaseAttributes" => is_list_of_objects(value),
            "description" => value
                .as_str()
                .is_some_and(|text| text.chars().count() <= MAX_DESCRIPTION),
            "color" => is_color(value),
            "displayLabel" | "displayName" | "learnMore" | "name" | "parentApp" | "ssoUrl"
            | "_id" | "created" | "organization" => value.is_string(),
            "logo" => {
                value.is_object()
                    && value.get("url").is_none_or(Value::is_string)
                    && value.get("color").is_none_or(is_color)
            }
            "sso" => {
                let flag = |key: &str| value.get(key).is_none_or(Value::is_boolean);
                value.is_object()
                    && value.get("type").is_none_or(Value::is_string)
                    && ["hidden", "beta", "jit"].into_iter().all(flag)
            }
            _ => true,
        };
        if !fits && !value.is_null() {
            return Err(wrong(format!("{key} is invalid")));
        }
    }
    Ok(())
}

fn is_color(value: &Value) -> bool {
    value.as_str().is_some_and(|text| COLORS.contains(&text))
}

fn is_list_of_objects(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(Value::is_object))
}

/// Every key of the template, with the request's values laid over its defaults.
fn compose_config(template: &Value, sent: &Value) -> Result<Value, Failure> {
    let mut config = template["config"].clone();
    for (key, sent) in sent.as_object().into_iter().flatten() {
        let Some(entry) = config.get_mut(key).and_then(Value::as_object_mut) else {
            let name = template["name"].as_str().unwrap_or_default();
            return Err(wrong(format!(
                "config.{key} is not a setting of the template {name}"
            )));
        };
        let Some(sent) = sent.as_object() else {
            return Err(wrong(format!("config.{key} is invalid")));
        };
        for (part, value) in sent {
            if value.is_null() {
                continue;
            }
            let default = entry.get(part);
            if default.is_some_and(|default| !same_type(default, value)) {
                return Err(wrong(format!("config.{key}.{part} is invalid")));
            }
            entry.insert(part.clone(), value.clone());
        }
        check_value(template, key, entry)?;
    }
    Ok(config)
}

fn same_type(a: &Value, b: &Value) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn check_value(template: &Value, key: &str, entry: &Object) -> Result<(), Failure> {
    let Some(value) = entry.get("value") else {
        return Ok(());
    };
    let fits = match key {
        "acsUrl" => is_acs_url(template, value.as_str().unwrap_or_default()),
        "constantAttributes" | "databaseAttributes" => value.as_array().is_some_and(|rows| {
            let text = |row: &Value, key: &str| {
                let text = row.get(key).and_then(Value::as_str);
                text.is_some_and(|text| !text.is_empty())
            };
            rows.iter()
                .all(|row| text(row, "name") && text(row, "value"))
        }),
        _ => true,
    };
    if fits {
        return Ok(());
    }
    Err(wrong(format!("config.{key}.value is invalid")))
}

/// One URL; the custom template also takes a JSON list inside the string (loadsmart provider).
fn is_acs_url(template: &Value, text: &str) -> bool {
    let is_url = |text: &str| url::Url::parse(text).is_ok_and(|url| url.has_host());
    if is_url(text) {
        return true;
    }
    let list: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    let row_fits =
        |row: &Value| row["index"].is_string() && row["url"].as_str().is_some_and(is_url);
    let defaults = list.iter().filter(|row| row["isDefault"] == "true").count();
    template["name"] == "saml2" && list.iter().all(row_fits) && defaults == 1
}
