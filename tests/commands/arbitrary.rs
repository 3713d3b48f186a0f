//! Whole commands against answers that are true but for some places of them: whatever stands there, a run ends with an
//! error of its own, never with a panic, and never with one that is called internal.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::common::meddler::{Meddler, Then};
use crate::common::{CONNECT, Run, World};

/// What is done to one place of an answer.
#[derive(Debug, Clone)]
enum Change {
    Replace(Value),
    Remove,
    /// Once more, beside itself: in a list.
    Twice,
    /// The place gets what stands in another.
    From(prop::sample::Index),
}

/// One answer of a run, a place of it, and what is done there.
#[derive(Debug, Clone)]
struct Spoilt {
    answer: usize,
    /// Every answer from this one on, not only this one.
    on: bool,
    place: prop::sample::Index,
    change: Change,
}

/// Any JSON, with a liking for what breaks things.
fn value() -> impl Strategy<Value = Value> {
    let odd = prop::sample::select(vec![
        "",
        "..",
        "/",
        "%2e%2e",
        "\u{0}",
        "\u{202e}",
        "9999-12-31T23:59:59.999999999Z",
        "-9999-01-01T00:00:00Z",
        "0000-00-00T00:00:00+99:99",
        "https://sso.jumpcloud.com/saml2/",
        "https://[::1",
        "://",
        "é@ü",
        "@",
        "-----BEGIN CERTIFICATE-----",
        "MIIB",
        "enforced",
        "ACTIVATED",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(Value::from(u64::MAX)),
        Just(Value::from(1e308)),
        odd.prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(Value::from("x".repeat(100_000))),
    ];
    leaf.prop_recursive(4, 30, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-zA-Z_]{0,8}", inner), 0..5)
                .prop_map(|entries| Value::Object(Map::from_iter(entries))),
        ]
    })
}

fn spoilt() -> impl Strategy<Value = Spoilt> {
    let change = prop_oneof![
        3 => value().prop_map(Change::Replace),
        2 => Just(Change::Remove),
        1 => Just(Change::Twice),
        2 => any::<prop::sample::Index>().prop_map(Change::From),
    ];
    (
        0..30usize,
        prop::bool::weighted(0.3),
        any::<prop::sample::Index>(),
        change,
    )
        .prop_map(|(answer, on, place, change)| Spoilt {
            answer,
            on,
            place,
            change,
        })
}

/// The paths of all places of a document, the document itself first.
fn places(value: &Value, path: &str, all: &mut Vec<String>) {
    all.push(path.to_owned());
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                places(item, &format!("{path}/{i}"), all);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(item, &format!("{path}/{key}"), all);
            }
        }
        _ => {}
    }
}

fn change(document: &mut Value, spoilt: &Spoilt) {
    let mut all = Vec::new();
    places(document, "", &mut all);
    let path = &all[spoilt.place.index(all.len())];
    let (above, last) = path.rsplit_once('/').unwrap_or(("", ""));
    let last = last.replace("~1", "/").replace("~0", "~");
    match &spoilt.change {
        Change::Replace(value) => *document.pointer_mut(path).unwrap() = value.clone(),
        Change::From(other) => {
            let value = document
                .pointer(&all[other.index(all.len())])
                .unwrap()
                .clone();
            *document.pointer_mut(path).unwrap() = value;
        }
        Change::Remove => match document.pointer_mut(above) {
            Some(Value::Object(map)) => drop(map.remove(&last)),
            Some(Value::Array(items)) => drop(items.remove(last.parse().unwrap())),
            _ => *document = Value::Null,
        },
        Change::Twice => {
            if let Some(Value::Array(items)) = document.pointer_mut(above) {
                let item = items[last.parse::<usize>().unwrap()].clone();
                items.push(item);
            }
        }
    }
}

/// What is no JSON loses what stands from one place on to another, or gets it twice.
fn change_text(text: &str, spoilt: &Spoilt) -> String {
    let all: Vec<char> = text.chars().collect();
    let at = spoilt.place.index(all.len().max(1));
    let (before, after) = all.split_at(at.min(all.len()));
    let after: String = match &spoilt.change {
        Change::Replace(value) => value.to_string() + &after.iter().collect::<String>(),
        Change::Remove => after.iter().skip(30).collect(),
        Change::Twice => after.iter().chain(after).collect(),
        Change::From(other) => after.iter().skip(other.index(200)).collect(),
    };
    before.iter().collect::<String>() + &after
}

const ADA: &str = "ada@widgets.example";

/// Whole commands; those after the first of a tenant that was set up.
const COMMANDS: [&[&str]; 9] = [
    &[
        "mimecast",
        "--subdomain",
        "eu",
        "--group",
        "All Staff",
        "--yes",
    ],
    &[
        "mimecast",
        "plan",
        "--subdomain",
        "eu",
        "--group",
        "All Staff",
        "--label",
        "Mail",
    ],
    &[
        "mimecast",
        "--subdomain",
        "eu",
        "--group",
        "All Staff",
        "--label",
        "Mail",
        "--yes",
    ],
    &[
        "mimecast",
        "remove",
        "--confirm-count",
        "1",
        "--propagation",
        "0s",
    ],
    &["mimecast", "rotate", "--yes", "--admin", ADA],
    &[
        "mimecast",
        "undo",
        "--confirm-count",
        "1",
        "--propagation",
        "0s",
    ],
    &["mimecast", "verify"],
    &["doctor"],
    &["mimecast", "worksheet"],
];

/// Runs it against a world of its own, and holds how it ended against what it may be.
fn ends(command: &[&str], spoilt: &[Spoilt]) -> Result<Run, TestCaseError> {
    let world = World::new();
    // Set up by the same addresses: a journal is of one tenant.
    let armed = Arc::new(AtomicBool::new(false));
    let arm = armed.clone();
    let (asked, spoilt) = (AtomicUsize::new(0), Arc::new(spoilt.to_vec()));
    let rig = Meddler::start(&world, move |_, _| {
        if !armed.load(Ordering::Relaxed) {
            return Then::Forward;
        }
        let number = asked.fetch_add(1, Ordering::Relaxed);
        let hit = move |s: &Spoilt| s.answer == number || (s.on && s.answer < number);
        if !spoilt.iter().any(&hit) {
            return Then::Forward;
        }
        let spoilt = spoilt.clone();
        Then::Rewrite(Arc::new(move |text| {
            let mut text = text.to_owned();
            for spoilt in spoilt.iter().filter(|s| hit(s)) {
                text = match serde_json::from_str::<Value>(&text) {
                    Ok(mut document) => {
                        change(&mut document, spoilt);
                        document.to_string()
                    }
                    Err(_) => change_text(&text, spoilt),
                };
            }
            text
        }))
    });
    if command != COMMANDS[0] {
        rig.tool(&world).mimecast(&CONNECT).exits(0);
    }
    arm.store(true, Ordering::Relaxed);
    let run = rig.tool(&world).run(&[command, &["-o", "json"]].concat());
    let all = format!("{}{}", run.stdout, run.stderr);
    for word in ["defect", "panicked", "\"internal\""] {
        prop_assert!(!all.contains(word), "{word}: {all}");
    }
    prop_assert!((0..=5).contains(&run.code), "exit {}: {all}", run.code);
    Ok(run)
}

/// The commands are what they are meant to be: without a spoilt answer each does its work.
#[test]
fn without_a_spoilt_answer_each_command_does_its_work() {
    for command in COMMANDS {
        let run = ends(command, &[]).unwrap();
        // Checks may fail here; no command breaks off.
        let error = &run.json()["error"];
        assert!(error.is_null(), "{command:?}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_breaks_a_command(
        command in prop::sample::select(COMMANDS.to_vec()),
        spoilt in prop::collection::vec(spoilt(), 1..4),
    ) {
        ends(command, &spoilt)?;
    }
}
