//! What a plan shows is what is sent: for worlds and goals of all kinds, over HTTP. Every write is held against the document
//! that the service last told of the object, and against the plan: it changes what a change of the plan shows, to what
//! it shows, and nothing else. Afterwards everything that the plan does not show is as it was, and nothing is left to do.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use sso_setup::saml::Certificate;

use crate::proxy::{Asked, Exchange, Rig};

/// What everybody asks for.
const BASE: &str = "--subdomain eu --mimecast-group 'All Mimecast users' --admin ada@widgets.example \
    --allow user-lockout=99";

/// The world before the goal: who set what up, and what somebody did to it by hand.
#[derive(Debug, Clone)]
struct Before {
    connectors: Option<&'static str>,
    lived_in: bool,
    switched_off: bool,
    other_values: bool,
    by_hand_at_mimecast: bool,
}

#[derive(Debug, Clone)]
enum Goal {
    SetUp(String),
    Remove(&'static str),
    Rotate,
    Undo,
}

fn connectors() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("apps"),
        Just("apps,admin-console"),
        Just("apps,personal-portal,admin-console"),
    ]
}

fn before() -> impl Strategy<Value = Before> {
    let set_up = prop::option::weighted(0.8, connectors());
    (set_up, any::<[bool; 4]>()).prop_map(|(connectors, dice)| Before {
        connectors,
        lived_in: dice[0],
        switched_off: dice[1],
        other_values: dice[2],
        by_hand_at_mimecast: dice[3],
    })
}

fn goals() -> impl Strategy<Value = Goal> {
    let options = [
        "--label Mail",
        "--description 'Protects mail'",
        "--tile-color #7C6ADA",
        "--hidden",
        "--attribute source=jumpcloud",
        "--user-attribute team=department",
        "--group 'All Staff'",
        "--group 'Mail users' --create-groups",
        "--user pat@widgets.example",
        "--idp-entity-id https://idp.widgets.example",
        "--logout-url https://bye.widgets.example/",
        "--enforce web-apps,admin-console",
    ];
    let some = prop::sample::subsequence(options.to_vec(), 0..=options.len());
    let set_up = (connectors(), some).prop_map(|(connectors, options)| {
        let group = "--group 'All Staff'";
        Goal::SetUp(format!(
            "--connector {connectors} {group} {}",
            options.join(" ")
        ))
    });
    prop_oneof![
        4 => set_up,
        1 => Just(Goal::Remove("remove --confirm-count 9")),
        1 => Just(Goal::Remove("remove --deactivate")),
        1 => Just(Goal::Rotate),
        1 => Just(Goal::Undo),
    ]
}

fn line(goal: &Goal, before: &Before) -> String {
    let connectors = before.connectors.unwrap_or("apps");
    match goal {
        Goal::SetUp(options) => format!("mimecast {BASE} {options}"),
        Goal::Remove(command) => {
            format!("mimecast {command} --subdomain eu --connector {connectors}")
        }
        Goal::Rotate => format!("mimecast rotate {BASE} --connector {connectors}"),
        Goal::Undo => {
            "mimecast undo --subdomain eu --confirm-count 9 --allow user-lockout=99".to_owned()
        }
    }
}

fn state(rig: &Rig) -> Value {
    rig.send("GET", "/sandbox/state", &[], None).1
}

fn applications(state: &Value) -> impl Iterator<Item = &Value> {
    let all = state["jumpcloud"]["applications"].as_array().unwrap();
    all.iter().map(|a| &a["document"]).filter(|d| {
        let url = d["ssoUrl"].as_str().unwrap_or_default();
        url.contains("/saml2/mimecast-cuk1a1")
    })
}

/// A profile or setting of this name, changed by hand through Mimecast's API.
fn change(rig: &Rig, kind: &str, edit: impl Fn(&mut Value)) {
    let list = format!("{kind}s");
    let state = state(rig);
    let all = state["mimecast"][&list].as_array().unwrap();
    let Some(own) = all.iter().find(|o| o["description"] == "JumpCloud SSO") else {
        return;
    };
    let mut document = own.clone();
    edit(&mut document);
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        rig.credentials["MIMECAST_CLIENT_ID"], rig.credentials["MIMECAST_CLIENT_SECRET"]
    );
    let token = rig.form("/mimecast/oauth/token", &form);
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let service = match kind {
        "profile" => "authentication-profile",
        _ => "application-setting",
    };
    let target = format!("/mimecast/api/{service}/update-{kind}");
    let headers = [("authorization", bearer.as_str())];
    let (status, answer) = rig.send(
        "POST",
        &target,
        &headers,
        Some(&json!({"data": [document]})),
    );
    assert!(
        status == 200 && answer["fail"].as_array().is_none_or(Vec::is_empty),
        "{answer}"
    );
}

fn make(rig: &Rig, before: &Before) {
    let Some(connectors) = before.connectors else {
        return;
    };
    let set_up = format!("mimecast {BASE} --connector {connectors} --group 'All Staff' --yes");
    rig.run(&set_up, 0);
    for document in applications(&state(rig)) {
        let mut document = document.clone();
        if before.lived_in {
            document["someday"] = json!({"nested": [1, 2.5, null]});
            document["description"] = json!("Ask before changing");
            document["config"]["constantAttributes"]["value"] =
                json!([{"name": "tenant", "value": "widgets", "visible": true}]);
            document["config"]["acsUrl"]["note"] = json!("kept");
        }
        if before.other_values {
            document["displayLabel"] = json!("Post");
            document["config"]["spEntityId"]["value"] = json!("elsewhere.example");
        }
        document["active"] = json!(!before.switched_off);
        let path = format!("/api/applications/{}", document["_id"].as_str().unwrap());
        let (status, answer) = rig.jumpcloud("PUT", &path, Some(&document));
        assert_eq!(status, 200, "{answer}");
    }
    if before.by_hand_at_mimecast {
        change(rig, "profile", |p| {
            p["twoStepAuthentication"] = json!("email");
            p["blocks"]["end-user-apps"]["issuer"] = json!("https://other.example");
            p["blocks"]["web-apps"]["logoutUrl"] = json!("https://other.example/bye");
        });
        change(rig, "setting", |s| s["largeFileSend"] = json!(true));
    }
}

/// Values by the names that plans use; null, empty texts and empty lists are none.
type Leaves = BTreeMap<String, Value>;

fn leaves(document: &Value) -> Leaves {
    let mut found = Leaves::new();
    walk(document, &[], &mut found);
    let nothing = [Value::Null, json!(""), json!([]), json!({})];
    found.retain(|_, value| !nothing.contains(value));
    found
}

fn walk(value: &Value, path: &[&str], found: &mut Leaves) {
    let rows = value
        .as_array()
        .filter(|rows| rows.iter().all(|row| row["name"].is_string()));
    if let Some(rows) = rows.filter(|rows| !rows.is_empty()) {
        for row in rows {
            let name = format!("{}[{}]", name_of(path), row["name"].as_str().unwrap());
            let mut rest = row.clone();
            let value = rest
                .as_object_mut()
                .unwrap()
                .remove("value")
                .unwrap_or_default();
            found.insert(format!("{name} as a row"), rest);
            found.insert(name, value);
        }
        return;
    }
    let Some(fields) = value.as_object().filter(|fields| !fields.is_empty()) else {
        found.insert(name_of(path), value.clone());
        return;
    };
    for (key, value) in fields {
        walk(value, &[path, &[key]].concat(), found);
    }
}

/// What plans call the value at this path.
fn name_of(path: &[&str]) -> String {
    match path {
        ["config", key, "value"] => format!("config.{key}"),
        ["blocks", block, key] => format!("{block}.{}", kebab(key)),
        ["groupDescription"] => "group".to_owned(),
        ["authenticationProfileDescription"] => "authentication-profile".to_owned(),
        path => path.join("."),
    }
}

fn kebab(key: &str) -> String {
    let dashed = key.chars().map(|c| match c.is_ascii_uppercase() {
        true => format!("-{}", c.to_ascii_lowercase()),
        false => c.to_string(),
    });
    dashed.collect()
}

/// The names whose values differ. Ids of Mimecast's may be others at each reading, and JumpCloud shows no key.
fn differences(one: &Leaves, other: &Leaves) -> BTreeSet<String> {
    let own = ["id", "_id", "groupId", "authenticationProfileId"];
    let names = one
        .keys()
        .chain(other.keys())
        .filter(|name| !own.contains(&name.as_str()) && !name.starts_with("config.idpPrivateKey"));
    names
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect()
}

fn fingerprint(base64: &str) -> Value {
    let certificate = Certificate::from_base64(base64);
    certificate.map_or(Value::Null, |c| json!(c.fingerprint_sha256()))
}

/// Whether a document sent is what a change shows: it has every value shown, and differs from `before` in nothing else.
fn is_shown(change: &Value, before: &Leaves, sent: &Leaves) -> Result<(), String> {
    let fields = change["fields"].as_array().unwrap();
    let names: BTreeSet<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
    // A new attribute comes with its row; a new certificate by being left out.
    let renews = names.contains("certificate-expires");
    let covered = |name: &str| {
        let name = name.strip_suffix(" as a row").unwrap_or(name);
        names.contains(name) || renews && name.starts_with("config.idpCertificate")
    };
    if let Some(hidden) = differences(before, sent).iter().find(|name| !covered(name)) {
        return Err(format!("{hidden} is sent and not shown"));
    }
    for field in fields {
        let name = field["name"].as_str().unwrap();
        let after = &field["after"];
        if after["unknown"].is_string() || renews {
            continue;
        }
        let written = sent.get(name).cloned().unwrap_or_default();
        let written = match name.ends_with(".certificate") {
            true => fingerprint(written.as_str().unwrap_or_default()),
            false => written,
        };
        let nothing = |value: &Value| value.is_null() || *value == "";
        if written != *after && !(nothing(&written) && nothing(after)) {
            return Err(format!("{name} is shown as {after} and sent as {written}"));
        }
    }
    Ok(())
}

/// The changes of a plan that are about this kind of object.
fn about<'p>(plan: &'p Value, kind: &str) -> Vec<&'p Value> {
    let all = plan["changes"].as_array().unwrap().iter();
    all.filter(|c| c["target"]["kind"] == kind).collect()
}

/// What the services last told of each object, as the log goes by.
#[derive(Default)]
struct Told(BTreeMap<String, Value>);

impl Told {
    fn read(&mut self, exchange: &Exchange) {
        let Ok(answer) = serde_json::from_slice::<Value>(&exchange.answered.body) else {
            return;
        };
        let records = match &answer {
            Value::Array(records) => records.clone(),
            answer => match (&answer["results"], &answer["data"]) {
                (Value::Array(records), _) | (_, Value::Array(records)) => records.clone(),
                _ => vec![answer.clone()],
            },
        };
        let path = exchange.asked.path();
        let lists = path.contains("/api/applications");
        for record in records {
            match lists {
                true => self.0.insert(record["_id"].to_string(), record),
                false => self.0.insert(key(path, &record), record),
            };
        }
    }
}

/// What a profile or setting is known by.
fn key(path: &str, record: &Value) -> String {
    let kind = ["profile", "setting"]
        .iter()
        .find(|kind| path.contains(**kind));
    format!("{kind:?} {}", record["description"])
}

/// A block as in a new profile.
fn new_profile(sent: &Value) -> Value {
    let block = json!({
        "enforced": false, "monitorMetadataUrl": false, "allowSingleSignOn": false,
        "passwordProtectedContext": true, "integratedAuthenticationContext": true,
    });
    let blocks = sent["blocks"].as_object().into_iter().flatten();
    let blocks: serde_json::Map<String, Value> = blocks
        .map(|(name, _)| (name.clone(), block.clone()))
        .collect();
    json!({ "blocks": blocks })
}

/// Holds every write of a run against its plan; gives how many there were.
fn hold(plan: &Value, log: &[Exchange], names: &BTreeMap<String, String>) -> usize {
    let mut told = Told::default();
    let mut writes = 0;
    for exchange in log {
        let asked = &exchange.asked;
        let service_kind = kind_of(asked);
        let Some(kind) = service_kind.filter(|_| asked.by_tool()) else {
            told.read(exchange);
            continue;
        };
        writes += 1;
        let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        let changes = about(plan, kind);
        if kind == "access" {
            let name = &names[body["id"].as_str().unwrap()];
            let side = if body["op"] == "add" {
                "after"
            } else {
                "before"
            };
            let shown = |field: &Value| {
                field["name"] == body["type"].as_str().unwrap().trim_start_matches("user_")
                    && field[side] == name.as_str()
            };
            let mut fields = changes.iter().flat_map(|c| c["fields"].as_array().unwrap());
            assert!(fields.any(shown), "{body} is not shown in {plan:#}");
            continue;
        }
        let path = asked.path();
        if asked.method == "DELETE" || path.contains("/delete-") {
            assert!(
                changes.iter().any(|c| c["action"] == "delete"),
                "{path} is not shown in {plan:#}"
            );
            continue;
        }
        let mut sent = body
            .get("data")
            .map_or(body.clone(), |data| data[0].clone());
        let before = match (asked.method.as_str(), kind) {
            ("PUT", _) => {
                let (_, id) = path.rsplit_once('/').unwrap();
                told.0[&json!(id).to_string()].clone()
            }
            (_, "application") => {
                // What every application of the template has.
                let fields = sent.as_object_mut().unwrap();
                fields.retain(|key, _| key != "name" && key != "displayName");
                json!({"sso": {"type": "saml"}})
            }
            _ if path.contains("/update-") => told.0[&key(path, &sent)].clone(),
            (_, "authentication-profile") => new_profile(&sent),
            _ => json!({}),
        };
        let (before, sent) = (leaves(&before), leaves(&sent));
        let judged: Vec<Result<(), String>> = changes
            .iter()
            .map(|change| is_shown(change, &before, &sent))
            .collect();
        assert!(
            judged.iter().any(Result::is_ok),
            "{} {path}: {judged:?}\n{sent:#?}\n{plan:#}",
            asked.method
        );
        told.read(exchange);
    }
    writes
}

/// The kind of object that a request writes to; `None` for one that only reads.
fn kind_of(asked: &Asked) -> Option<&'static str> {
    let path = asked.path();
    let writes =
        path.contains("/create-") || path.contains("/update-") || path.contains("/delete-");
    match asked.method.as_str() {
        "GET" => None,
        _ if path.ends_with("/associations") => Some("access"),
        _ if path.contains("/api/applications") => Some("application"),
        _ if path.ends_with("/usergroups") => Some("group"),
        _ if writes && path.contains("authentication-profile") => Some("authentication-profile"),
        _ if writes && path.contains("application-setting") => Some("application-setting"),
        _ => None,
    }
}

/// Everything of a state that the plan shows no change of.
fn unplanned(state: &Value, plan: &Value) -> Value {
    let mut state = state.clone();
    let named = |kind: &str| -> BTreeSet<String> {
        let changes = about(plan, kind).into_iter();
        changes
            .map(|c| c["target"]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let (profiles, settings) = (
        named("authentication-profile"),
        named("application-setting"),
    );
    let keep = |list: &mut Value, shown: &dyn Fn(&Value) -> bool| {
        list.as_array_mut().unwrap().retain(|object| !shown(object));
    };
    let of_ours = |a: &Value| {
        a["document"]["ssoUrl"]
            .as_str()
            .is_some_and(|url| url.contains("/saml2/mimecast-cuk1a1"))
    };
    keep(&mut state["jumpcloud"]["applications"], &of_ours);
    let groups = named("group");
    keep(&mut state["jumpcloud"]["groups"], &|g| {
        groups.contains(g["name"].as_str().unwrap())
    });
    keep(&mut state["mimecast"]["profiles"], &|p| {
        profiles.contains(p["description"].as_str().unwrap())
    });
    keep(&mut state["mimecast"]["settings"], &|s| {
        settings.contains(s["description"].as_str().unwrap())
    });
    json!([
        state["jumpcloud"]["applications"],
        state["jumpcloud"]["groups"],
        state["jumpcloud"]["users"],
        state["mimecast"]["profiles"],
        state["mimecast"]["settings"],
        state["mimecast"]["groups"],
    ])
}

/// Names of groups and e-mail addresses of users, by id.
fn names(state: &Value) -> BTreeMap<String, String> {
    let of = |list: &str, key: &'static str| {
        let all = state["jumpcloud"][list].as_array().unwrap().clone();
        all.into_iter().map(move |o| {
            let text = |key: &str| o[key].as_str().unwrap().to_owned();
            (text("id"), text(key))
        })
    };
    of("groups", "name").chain(of("users", "email")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_plan_shows_is_what_is_sent(before in before(), goal in goals()) {
        let rig = Rig::start();
        make(&rig, &before);
        let line = line(&goal, &before);
        // What cannot be planned, or is refused, is the business of other tests; nothing is sent then.
        let planned = rig.command(&format!("{line} --dry-run -o json")).output().unwrap();
        prop_assume!(planned.status.success());
        let plan: Value = serde_json::from_slice(&planned.stdout).unwrap();
        let (was, sent) = (state(&rig), rig.log().len());
        rig.run(&format!("{line} --yes -o json"), 0);
        let is = state(&rig);
        let writes = hold(&plan, &rig.log()[sent..], &names(&is));
        let changes = plan["changes"].as_array().unwrap();
        prop_assert!(writes >= changes.len().min(1), "{plan:#}");
        prop_assert_eq!(unplanned(&was, &plan), unplanned(&is, &plan), "{} {:?}", line, before);
        if matches!(goal, Goal::SetUp(_) | Goal::Remove(_)) {
            let again = rig.run(&format!("{line} --dry-run -o json"), 0);
            let again: Value = serde_json::from_slice(&again.stdout).unwrap();
            prop_assert_eq!(&again["changes"], &json!([]), "{}", line);
        }
    }
}
