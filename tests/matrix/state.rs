//! What two states of the sandbox have in common, and what they must not differ in.

use base64::Engine as _;
use serde_json::{Value, json};

use crate::operation::Certificates;

/// Everything that this tool makes has this in its IdP URL, and then the rest of the account code.
const OURS: &str = "https://sso.jumpcloud.com/saml2/mimecast-cu";
/// The name of its profile and of its setting.
const NAME: &str = "JumpCloud SSO";
/// The only group that the operations make.
pub const NEW_GROUP: &str = "New Staff";

fn list<'a>(state: &'a Value, path: &str) -> &'a [Value] {
    let list = state.pointer(path).and_then(Value::as_array);
    list.unwrap_or_else(|| panic!("no {path} in {state}"))
}

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn applications(state: &Value) -> &[Value] {
    list(state, "/jumpcloud/applications")
}

fn is_ours(application: &Value) -> bool {
    text(application, "/document/ssoUrl").starts_with(OURS)
}

/// The certificate of an application, as Mimecast is told it.
fn certificate(application: &Value) -> String {
    let held = text(application, "/document/config/idpCertificate/value");
    let pem = base64::engine::general_purpose::STANDARD
        .decode(held)
        .expect("the certificate is base64");
    let pem = String::from_utf8(pem).expect("it is PEM");
    pem.lines()
        .filter(|line| !line.starts_with("-----"))
        .collect()
}

/// The state without ids, times and certificates, every list in order. Where something names an object by its id,
/// or trusts a certificate, the object's name stands instead, so that a wrong one shows.
pub fn essence(state: &Value) -> Value {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut name = |what: &str, list: &[Value], path: &str| {
        let named = list
            .iter()
            .map(|item| (text(item, "/id"), text(item, path)));
        names.extend(named.map(|(id, name)| (id.to_owned(), format!("{what} {name}"))));
    };
    name("application", applications(state), "/document/ssoUrl");
    name("group", list(state, "/jumpcloud/groups"), "/name");
    name("profile", list(state, "/mimecast/profiles"), "/description");
    name("setting", list(state, "/mimecast/settings"), "/description");
    let trusted = applications(state).iter().map(|application| {
        let name = format!("certificate of {}", text(application, "/document/ssoUrl"));
        (certificate(application), name)
    });
    names.extend(trusted);
    let mut essence = state.clone();
    replace(&mut essence, &names);
    for application in items(&mut essence, "/jumpcloud/applications") {
        let document = &mut application["document"];
        document["created"] = json!("");
        document["config"]["idpCertificate"]["value"] = json!("");
        for time in [
            "idpCertExpirationAt",
            "idpCertificateUpdatedAt",
            "idpPrivateKeyUpdatedAt",
        ] {
            document["sso"][time] = json!("");
        }
    }
    sort(&mut essence);
    essence
}

fn items<'a>(state: &'a mut Value, path: &str) -> &'a mut Vec<Value> {
    let list = state.pointer_mut(path).and_then(Value::as_array_mut);
    list.expect("a list")
}

fn replace(value: &mut Value, names: &[(String, String)]) {
    match value {
        Value::String(text) => {
            for (id, name) in names.iter().filter(|(id, _)| !id.is_empty()) {
                if text.contains(id.as_str()) {
                    *text = text.replace(id.as_str(), name);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|item| replace(item, names)),
        Value::Object(map) => map.values_mut().for_each(|item| replace(item, names)),
        _ => {}
    }
}

fn sort(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.iter_mut().for_each(sort);
            list.sort_by_cached_key(Value::to_string);
        }
        Value::Object(map) => map.values_mut().for_each(sort),
        _ => {}
    }
}

/// Where two values differ first, and how.
pub fn difference(at: &str, wanted: &Value, found: &Value) -> Option<String> {
    match (wanted, found) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            let mut differences = keys.filter_map(|key| {
                let of = |map: &serde_json::Map<String, Value>| {
                    map.get(key).cloned().unwrap_or(json!("(missing)"))
                };
                difference(&format!("{at}/{key}"), &of(a), &of(b))
            });
            differences.next()
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut differences = a
                .iter()
                .zip(b)
                .enumerate()
                .filter_map(|(i, (a, b))| difference(&format!("{at}/{i}"), a, b));
            differences.next()
        }
        (Value::Array(a), Value::Array(b)) => {
            let more = b.iter().filter(|item| !a.contains(item));
            let less = a.iter().filter(|item| !b.contains(item));
            Some(format!(
                "{at} has {} items instead of {}: {:.400?} are there, {:.400?} are not",
                b.len(),
                a.len(),
                more.map(Value::to_string).collect::<Vec<_>>(),
                less.map(Value::to_string).collect::<Vec<_>>(),
            ))
        }
        (a, b) if a == b => None,
        (a, b) => Some(format!("{at} is {b} instead of {a}")),
    }
}

/// The state without what is this tool's to change.
pub fn of_others(state: &Value) -> Value {
    let mut others = state.clone();
    items(&mut others, "/jumpcloud/applications").retain(|a| !is_ours(a));
    items(&mut others, "/jumpcloud/groups").retain(|group| group["name"] != NEW_GROUP);
    items(&mut others, "/mimecast/profiles").retain(|o| o["description"] != NAME);
    items(&mut others, "/mimecast/settings").retain(|o| o["description"] != NAME);
    others
}

/// Whether an object that a write touched was there before and is not this tool's.
pub fn is_of_others(before: &Value, kind: &str, name: &str) -> bool {
    let (path, key) = match kind {
        "application" => return !name.starts_with(OURS),
        "user" => return true,
        "user group" => ("/jumpcloud/groups", "/name"),
        "group" => ("/mimecast/folders", "/description"),
        "profile" => ("/mimecast/profiles", "/description"),
        _ => ("/mimecast/settings", "/description"),
    };
    let mut known = list(before, path).iter();
    name != NAME && known.any(|known| text(known, key) == name)
}

/// A state without the group that the operations make.
pub fn without_new_group(mut state: Value) -> Value {
    items(&mut state, "/jumpcloud/groups").retain(|group| group["name"] != NEW_GROUP);
    state
}

/// What is there twice of what must be there once.
pub fn twice(state: &Value) -> Option<String> {
    let bound = applications(state).iter().flat_map(|application| {
        let of = text(application, "/document/ssoUrl").to_owned();
        list(application, "/bindings")
            .iter()
            .map(move |binding| format!("binding {binding} of {of}"))
    });
    let named = |what: &'static str, path: &str, name: &'static str| {
        let list = list(state, path).iter();
        list.map(move |item| format!("{what} {}", text(item, name)))
            .collect::<Vec<_>>()
    };
    // Somebody else's applications and groups may have one name.
    let ours = applications(state).iter().filter(|a| is_ours(a));
    let new = named("group", "/jumpcloud/groups", "/name");
    let mut all: Vec<String> = bound
        .chain(ours.map(|a| format!("application {}", text(a, "/document/ssoUrl"))))
        .chain(new.into_iter().filter(|name| name.ends_with(NEW_GROUP)))
        .chain(named("profile", "/mimecast/profiles", "/description"))
        .chain(named("setting", "/mimecast/settings", "/description"))
        .collect();
    all.sort();
    let twice = all.windows(2).find(|pair| pair[0] == pair[1]);
    twice.map(|pair| pair[0].clone())
}

/// The certificate that changed unasked between two states, of an application that is in both.
pub fn changed_unasked(before: &Value, after: &Value, asked: Certificates) -> Option<String> {
    let mut pairs = applications(before).iter().filter_map(|old| {
        let mut new = applications(after).iter();
        Some((old, new.find(|new| new["id"] == old["id"])?))
    });
    pairs.find_map(|(old, new)| {
        let url = text(old, "/document/ssoUrl");
        let changed = certificate(old) != certificate(new);
        let wanted = match asked {
            Certificates::Stay => false,
            Certificates::Renewed(suffixes) => suffixes
                .iter()
                .any(|suffix| url.ends_with(&format!("/{suffix}"))),
        };
        match (changed, wanted) {
            (true, false) => Some(format!("the certificate of {url} changed")),
            (false, true) => Some(format!("the certificate of {url} did not change")),
            _ => None,
        }
    })
}
