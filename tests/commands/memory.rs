//! Memory: whatever the services answer and however much is kept, a run of the released program stays under 64 MiB.
//!
//! What is measured is the peak as Linux counts it (`VmHWM`), without the pages of files: this build's own code is five times
//! as large as the released one's.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Quirk};

use crate::common::meddler::{Meddler, Then};
use crate::common::{Tool, World};

/// The most that a run may take, in KiB: of 64 MiB the released program's code and libraries are 16 at most, and 8 are kept free.
const MOST: u64 = 40 << 10;

/// Of a page, once it is decompressed.
const PAGE: usize = 1 << 20;

/// Runs the program, and says how it ended, its peak in KiB, and what it wrote to standard error.
fn peak(mut tool: Tool, args: &[&str]) -> (i32, u64, String) {
    let errors = tempfile::tempfile().unwrap();
    let kept = errors.try_clone().unwrap();
    let mut child = tool
        .command
        .args(args)
        .stdout(Stdio::null())
        .stderr(errors)
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let (mut peak, mut files) = (0, 0);
    let ended = loop {
        // Both only grow, until the process has ended and there is none.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let now = |what: &str| -> u64 {
            let line = text.lines().find_map(|line| line.strip_prefix(what));
            let kibibytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok());
            kibibytes.unwrap_or(0)
        };
        (peak, files) = (peak.max(now("VmHWM:")), files.max(now("RssFile:")));
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let most = peak.saturating_sub(files);
    assert!(most > 1 << 10 && files > 1 << 10, "nothing was measured");
    let mut kept = kept;
    let mut said = String::new();
    std::io::Seek::rewind(&mut kept).unwrap();
    std::io::Read::read_to_string(&mut kept, &mut said).unwrap();
    (ended.code().unwrap_or(-1), most, said)
}

/// Runs it, and holds its peak against the bound.
#[track_caller]
fn fits(what: &str, tool: Tool, args: &[&str]) -> (i32, String) {
    let (code, most, said) = peak(tool, args);
    println!("{most:>6} KiB, exit {code}: {what}");
    assert!(most < MOST, "{what}: {most} KiB, exit {code}: {said}");
    assert!((0..=5).contains(&code), "{what}: exit {code}: {said}");
    (code, said)
}

/// What a page is blown up with.
#[derive(Debug, Clone, Copy)]
enum With {
    /// A long text: a byte of text is one of memory.
    Text,
    /// Many small values: two bytes of text are a value of thirty.
    Values,
}

fn filling(with: With, bytes: usize) -> Value {
    match with {
        With::Text => Value::String("x".repeat(bytes)),
        With::Values => Value::Array(vec![Value::from(0); bytes / 2]),
    }
}

/// A list of one of the services, and how one gets a true record of it.
struct Listed {
    path: &'static str,
    records: fn(&Value) -> Vec<Value>,
}

const LISTS: [Listed; 6] = [
    Listed {
        path: "/jumpcloud/api/applications",
        records: |answer| answer["results"].as_array().cloned().unwrap_or_default(),
    },
    Listed {
        path: "/jumpcloud/api/systemusers",
        records: |answer| answer["results"].as_array().cloned().unwrap_or_default(),
    },
    Listed {
        path: "/jumpcloud/api/v2/usergroups",
        records: |answer| answer.as_array().cloned().unwrap_or_default(),
    },
    Listed {
        path: "/mimecast/api/authentication-profile/find-profiles",
        records: |answer| answer["data"].as_array().cloned().unwrap_or_default(),
    },
    Listed {
        path: "/mimecast/api/application-setting/find-settings",
        records: |answer| answer["data"].as_array().cloned().unwrap_or_default(),
    },
    Listed {
        path: "/mimecast/api/directory/get-group-members",
        records: |answer| {
            let members = answer["data"][0]["groupMembers"].as_array();
            members.cloned().unwrap_or_default()
        },
    },
];

/// A page of a hundred records which are all others than those of each other page, `bytes` long.
fn page(list: &Listed, model: &Value, number: usize, bytes: usize, with: With) -> Value {
    let record = |i: usize| {
        let mut record = model.clone();
        let own = format!("{:024x}", 0xabc0_0000 + number * 100 + i);
        for key in ["_id", "id", "description", "name", "emailAddress", "email"] {
            if record.get(key).is_some_and(Value::is_string) {
                record[key] = match key.contains("mail") {
                    true => format!("{own}@widgets.example").into(),
                    false => own.clone().into(),
                };
            }
        }
        record["filling"] = filling(with, bytes / 100);
        record
    };
    let records: Vec<Value> = (0..100).map(record).collect();
    match list.path {
        path if path.contains("/v2/") => Value::Array(records),
        path if path.starts_with("/jumpcloud") => {
            json!({ "results": records, "totalCount": 1_000_000 })
        }
        path => {
            let data = match path.ends_with("members") {
                true => json!([{ "groupMembers": records }]),
                false => Value::Array(records),
            };
            let pagination = json!({ "pageSize": 100, "next": format!("page {number}") });
            json!({ "meta": { "status": 200, "pagination": pagination }, "data": data, "fail": [] })
        }
    }
}

/// As it is sent: compressed, so that thirty of them are nothing on the wire.
fn sent(answer: &Value) -> Then {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(answer.to_string().as_bytes()).unwrap();
    Then::Whole(
        vec![
            ("content-type", "application/json".to_owned()),
            ("content-encoding", "gzip".to_owned()),
            ("x-total-count", "1000000".to_owned()),
        ],
        encoder.finish().unwrap(),
    )
}

/// A world in which everything is read, and a true record of each list.
fn world() -> (World, BTreeMap<&'static str, Value>) {
    // Groups and members at the older addresses: the newer ones are read by the same loop, page by page.
    let world = World::of(Options {
        quirks: vec![Quirk::NoGroupLists],
        ..Options::default()
    });
    let models = Arc::new(Mutex::new(BTreeMap::new()));
    let found = models.clone();
    let rig = Meddler::start(&world, move |_, path| {
        let Some(list) = LISTS.iter().find(|list| list.path == path) else {
            return Then::Forward;
        };
        let found = found.clone();
        Then::Rewrite(Arc::new(move |text| {
            let answer = serde_json::from_str(text).unwrap();
            let model = (list.records)(&answer).into_iter().last();
            found
                .lock()
                .unwrap()
                .insert(list.path, model.expect(list.path));
            text.to_owned()
        }))
    });
    rig.tool(&world).mimecast(&PLAN).exits(0);
    let models = models.lock().unwrap().clone();
    let known: Vec<_> = models.keys().collect();
    assert_eq!(models.len(), LISTS.len(), "not asked for all: {known:?}");
    (world, models)
}

/// A plan of everything, for which everybody is looked at.
const PLAN: [&str; 5] = ["plan", "--subdomain", "eu", "--group", "All Staff"];

#[test]
fn a_list_of_large_pages_costs_no_more_than_its_budget() {
    let (world, models) = world();
    let mut asked = Vec::new();
    for list in &LISTS {
        for (pages, bytes) in [
            (1, 8 << 20),
            (30, PAGE + (PAGE >> 2)),
            (usize::MAX, PAGE / 10),
        ] {
            for with in [With::Text, With::Values] {
                // How small its pages are makes the difference of a list without an end.
                if pages == usize::MAX && matches!(with, With::Values) {
                    continue;
                }
                let model = models[list.path].clone();
                let count = Mutex::new(0);
                let rig = Meddler::start(&world, move |_, path| {
                    if path != list.path {
                        return Then::Forward;
                    }
                    let mut count = count.lock().unwrap();
                    *count += 1;
                    match *count > pages {
                        true => Then::Forward,
                        false => sent(&page(list, &model, *count, bytes, with)),
                    }
                });
                let what = format!("{} x {bytes} bytes of {with:?}: {}", pages, list.path);
                fits(
                    &what,
                    rig.tool(&world),
                    &[&["mimecast"], &PLAN[..]].concat(),
                );
                let seen = rig.seen.lock().unwrap();
                asked.push((what, seen.iter().filter(|l| l.ends_with(list.path)).count()));
            }
        }
    }
    let unasked: Vec<_> = asked.iter().filter(|(_, count)| *count == 0).collect();
    assert!(unasked.is_empty(), "{unasked:?}");
}

#[test]
fn one_large_document_costs_no_more() {
    let world = World::new();
    world.connect(&[]);
    for path in ["metadata.xml", "/api/organizations", "oauth/token"] {
        for with in [With::Text, With::Values] {
            let rig = Meddler::start(&world, move |_, asked| match asked.contains(path) {
                true => sent(&json!({ "results": [], "filling": filling(with, 8 << 20) })),
                false => Then::Forward,
            });
            let args = ["mimecast", "metadata", "--connector", "apps"];
            let what = format!("8 MiB of {with:?} as {path}");
            let (code, said) = match path.starts_with("metadata") {
                true => fits(&what, rig.tool(&world), &args),
                false => fits(
                    &what,
                    rig.tool(&world),
                    &[&["mimecast"], &PLAN[..]].concat(),
                ),
            };
            assert_ne!(code, 0, "{path}: {said}");
        }
    }
}

/// Ten thousand people, in groups and as members, are no hostile answer.
#[test]
fn a_large_organisation_is_read_whole() {
    let (world, models) = world();
    for list in LISTS.iter().filter(|list| {
        ["systemusers", "usergroups", "group-members"]
            .iter()
            .any(|name| list.path.ends_with(name))
    }) {
        let model = models[list.path].clone();
        let count = Mutex::new(0);
        let rig = Meddler::start(&world, move |_, path| {
            if path != list.path {
                return Then::Forward;
            }
            let mut count = count.lock().unwrap();
            *count += 1;
            let mut answer = page(list, &model, *count, 100_000, With::Text);
            if answer.get("totalCount").is_some() {
                answer["totalCount"] = 12_000.into();
            }
            if *count >= 120 && answer["meta"].is_object() {
                answer["meta"]["pagination"]["next"] = Value::Null;
            }
            match sent(&answer) {
                Then::Whole(mut headers, body) => {
                    headers[2].1 = "12000".to_owned();
                    Then::Whole(headers, body)
                }
                other => other,
            }
        });
        let what = format!("12,000 records: {}", list.path);
        let (_, said) = fits(
            &what,
            rig.tool(&world),
            &[&["mimecast"], &PLAN[..]].concat(),
        );
        for code in ["answer-too-large", "list-endless", "list-unreadable"] {
            assert!(!said.contains(code), "{what}: {said}");
        }
        let seen = rig.seen.lock().unwrap();
        let read = seen.iter().filter(|line| line.ends_with(list.path)).count();
        assert!(read == 1 || read >= 120, "{what}: {read} pages");
    }
}

#[test]
fn a_thousand_journals_cost_no_more() {
    let world = World::new();
    world.connect(&[]);
    let folder = world.kept.path().join("sso-setup/journal");
    let first = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    let name = first.file_name().into_string().unwrap();
    let text = std::fs::read_to_string(first.path()).unwrap();
    // Documents with a long text, and with many small values.
    let mut lines: Vec<Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let mut intents: Vec<&mut Value> = lines
        .iter_mut()
        .filter_map(|line| line.get_mut("intent")?.get_mut("wanted"))
        .filter(|wanted| wanted.is_object())
        .collect();
    let most = (100 << 10) / intents.len();
    for (index, wanted) in intents.iter_mut().enumerate() {
        let with = if index % 2 == 0 {
            With::Text
        } else {
            With::Values
        };
        wanted["filling"] = filling(with, most);
    }
    let long: String = lines.iter().map(|line| format!("{line}\n")).collect();
    assert!(long.len() > 100 << 10, "{}", long.len());
    // Names begin with a time and end with a number of their own.
    let (stem, _) = name.rsplit_once('-').unwrap();
    for number in 0..1000 {
        let path = folder.join(format!("{stem}-{number:08x}.jsonl"));
        std::fs::copy(first.path(), &path).unwrap();
        std::fs::write(&path, &long).unwrap();
    }
    for args in [
        &["mimecast", "undo", "--list"][..],
        &["mimecast", "undo", "--dry-run"],
        &[&["mimecast"][..], &PLAN].concat(),
    ] {
        let what = format!(
            "1,000 journals of {} KiB: {}",
            long.len() >> 10,
            args[1..3].join(" ")
        );
        let (code, said) = fits(&what, world.tool(), args);
        assert_eq!(code, 0, "{what}: {said}");
    }
}

/// What documents say is larger than they are, many times in JSON.
#[test]
fn a_capture_of_many_values_is_told_in_little_memory() {
    let world = World::new();
    let entries: Vec<Value> = (0..4)
        .map(|number| {
            let response = format!(
                "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
                 xmlns:a=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"r{number}\"><a:Assertion ID=\"a\">\
                 <a:AttributeStatement><a:Attribute Name=\"g\">{}</a:Attribute></a:AttributeStatement>\
                 </a:Assertion></p:Response>",
                "<a:AttributeValue/>".repeat(19_000)
            );
            let response = base64::prelude::BASE64_STANDARD.encode(response);
            json!({ "request": {
                "method": "POST",
                "url": "https://eu-api.mimecast.com/login/saml",
                "postData": {
                    "mimeType": "application/x-www-form-urlencoded",
                    "params": [{ "name": "SAMLResponse", "value": response }],
                },
            }, "response": {} })
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let capture = folder.path().join("capture.har");
    let har = json!({ "log": { "version": "1.2", "entries": entries } });
    std::fs::write(&capture, har.to_string()).unwrap();
    let capture = capture.to_str().unwrap();
    for format in ["human", "json", "github"] {
        let what = format!("76,000 values as {format}");
        let (code, said) = fits(
            &what,
            world.tool(),
            &["saml", "inspect", capture, "-o", format],
        );
        assert_eq!(code, 0, "{what}: {said}");
    }
}

/// 64 MB of what people have in hand, with a message in it or not.
#[test]
fn a_capture_of_64_mb_costs_no_more() {
    const SIZE: usize = 64_000_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("capture");
    let response =
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\"/>";
    let field = format!(
        "SAMLResponse={}",
        base64::prelude::BASE64_STANDARD.encode(response)
    );
    let entry = |text: &str| {
        json!({"request": {"method": "POST", "url": "https://eu-api.mimecast.com/login/saml", "postData": {"text": text}}})
            .to_string()
    };
    let (small, image) = (entry("a=b"), entry(&"A".repeat(30_000_000)));
    let log = |noise: &str, message: &str| {
        let many = format!("{noise},").repeat(SIZE / noise.len());
        format!("{{\"log\":{{\"entries\":[{many}{message}]}}}}")
    };
    for (what, text, code) in [
        ("a log of small entries", log(&small, &entry(&field)), 0),
        ("a log of large answers", log(&image, &entry(&field)), 0),
        ("a log that has none", log(&small, &small), 1),
        (
            "text with the field at its end",
            "GET / HTTP/1.1\n".repeat(SIZE / 15) + &field,
            0,
        ),
        (
            "names and nothing else",
            "SAMLResponse=".repeat(SIZE / 13),
            1,
        ),
        ("one line of letters", "A".repeat(SIZE), 1),
        ("brackets", "[".repeat(SIZE), 1),
        ("tags", "<a ".repeat(SIZE / 3), 1),
        ("zeros", "\0".repeat(SIZE), 1),
    ] {
        std::fs::write(&path, text).unwrap();
        let args = ["saml", "inspect", path.to_str().unwrap()];
        let (ended, said) = fits(what, crate::common::tool(), &args);
        assert_eq!(ended, code, "{what}: {said}");
    }
}
