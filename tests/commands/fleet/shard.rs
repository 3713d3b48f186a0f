//! A fleet that several machines share: `--shard`, and one report of what they printed.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{NAMES, each};
use crate::common::{Run, tool};
use crate::front::{Front, plain};

/// Documents in files, as the machines handed them on.
struct Reports {
    folder: tempfile::TempDir,
}

impl Reports {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Reports { folder }
    }

    fn keep(&self, name: &str, document: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, document).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn merge(files: &[&str], more: &[&str]) -> Run {
    tool().run(&[&["merge"], files, more].concat())
}

fn document(shard: Option<&str>, tenants: &[(&str, u8)]) -> String {
    let tenants = tenants.iter().map(|(name, code)| {
        let outcome = if *code == 0 { "passed" } else { "failed" };
        json!({"name": name, "exit_code": code, "outcome": outcome, "in_short": "3 checks", "checks": []})
    });
    let mut document = json!({"format_version": 1, "tenants": tenants.collect::<Vec<_>>()});
    if let Some(shard) = shard {
        document["shard"] = json!(shard);
    }
    document.to_string()
}

#[test]
fn shards_have_each_tenant_once_and_their_documents_make_one_report() {
    let front = Front::start();
    let file = front.file(plain);
    let whole = front.run(&file, &["plan", "-o", "json"]).exits(0);
    let reports = Reports::new();
    let mut seen = Vec::new();
    let mut files = Vec::new();
    for shard in ["2/3", "1/3", "3/3"] {
        let run = front
            .run(&file, &["plan", "-o", "json", "--shard", shard])
            .exits(0);
        assert_eq!(run.json()["shard"], shard);
        seen.extend(each(&run, "name"));
        files.push(reports.keep(&shard.replace('/', "-"), &run.stdout));
    }
    seen.sort_by_key(|name| name.as_str().unwrap().to_owned());
    assert_eq!(seen, NAMES);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let merged = merge(&files, &["-o", "json"]).exits(0);
    assert_eq!(merged.json(), whole.json());
    let told = merge(&files, &[]).exits(0);
    told.says(&["3 tenants: 3 changes", "\n  acme     changes  5 changes"]);

    // A part without a tenant has nothing to do.
    let none = front.run(&file, &["plan", "--shard", "3/3"]).exits(0);
    none.says(&["no tenant\n"]);
    // A part of those that were named.
    let named = [
        "plan",
        "-o",
        "json",
        "--only",
        "acme,zebra",
        "--shard",
        "1/3",
    ];
    assert_eq!(each(&front.run(&file, &named).exits(0), "name"), ["acme"]);
    // The variable, as a CI job has it.
    let path = file.path.to_str().unwrap();
    let run = front.tool().env("SSO_SETUP_SHARD", "2/3");
    let run = run.run(&["mimecast", "plan", "--tenants", path, "-o", "json"]);
    assert_eq!(each(&run.exits(0), "name"), ["zebra"]);
    assert_eq!(front.writes(), [0, 0, 0]);

    for (args, code, says) in [
        (&["plan", "--shard", "4/3"][..], "usage", "no part like 2/4"),
        (
            &["plan", "--shard", "1/3", "--tenant", "acme"],
            "tenant-twice",
            "--shard",
        ),
        (&["rotate", "--shard", "1/3"], "one-tenant", "one tenant"),
    ] {
        front
            .run(&file, &[args, &["-o", "json"]].concat())
            .fails(64, code, &[says]);
    }
    let alone = front
        .tool()
        .mimecast(&["plan", "--shard", "1/3", "-o", "json"]);
    alone.fails(64, "tenants-missing", &["--tenants FILE"]);
}

#[test]
fn a_report_has_the_worst_exit_code_and_says_what_is_missing() {
    let reports = Reports::new();
    let first = reports.keep(
        "first",
        &document(Some("1/3"), &[("zebra", 0), ("acme", 4)]),
    );
    let third = reports.keep("third", &document(Some("3/3"), &[("gadgets", 0)]));
    let broken = json!({"format_version": 1, "error": {"code": "tenants-file-malformed", "message": "no such file"}});
    let broken = reports.keep("broken", &broken.to_string());

    let run = merge(&[&third, &first], &["-o", "json"]).exits(1);
    let entries = run.json();
    let entries = entries["tenants"].as_array().unwrap();
    let names: Vec<&Value> = entries.iter().map(|entry| &entry["name"]).collect();
    assert_eq!(names, ["acme", "gadgets", "zebra", "shard 2/3"]);
    assert_eq!(entries[3]["error"]["code"], "shard-missing");
    assert_eq!(entries[0]["exit_code"], 4);

    let run = merge(&[&third, &first, &broken], &[]).exits(1);
    run.says(&[
        "5 tenants: 3 failed, 2 passed",
        "shard-failed: its run failed: no such file",
        "shard 2/3",
    ]);
    let github = merge(&[&first, &third], &["-o", "github"]).exits(1);
    github.says(&[
        "::error title=acme%3A failed::3 checks",
        "::error title=shard 2/3%3A shard-missing::",
    ]);
    let junit = merge(&[&first, &third], &["-o", "junit"]).exits(1);
    junit.says(&[
        "<testsuite name=\"acme\" tests=\"1\" failures=\"0\" errors=\"1\"",
        "<testsuite name=\"gadgets\"",
    ]);
    let lines = merge(&[&first, &third], &["-o", "jsonl"]).exits(1);
    let lines: Vec<Value> = lines
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[1]["name"], "gadgets");

    let whole = reports.keep("whole", &document(None, &[("acme", 0)]));
    merge(&[&whole], &[]).exits(0).says(&["1 tenant: 1 passed"]);
}

#[test]
fn what_is_not_of_one_run_is_not_merged() {
    let reports = Reports::new();
    let keep = |name: &str, text: &str| reports.keep(name, text);
    let one = keep("one", &document(Some("1/2"), &[("acme", 0)]));
    let newer = json!({"format_version": 2, "tenants": []}).to_string();
    let nameless =
        json!({"format_version": 1, "shard": "2/2", "tenants": [{"exit_code": 0}]}).to_string();
    let alone = json!({"format_version": 1, "changes": []}).to_string();
    for (name, text, code, says) in [
        (
            "same",
            document(Some("1/2"), &[("zebra", 0)]),
            "shard-twice",
            "1/2",
        ),
        (
            "again",
            document(Some("2/2"), &[("acme", 0)]),
            "tenant-twice",
            "acme",
        ),
        (
            "other",
            document(Some("2/3"), &[("zebra", 0)]),
            "shards-differ",
            "another way",
        ),
        (
            "whole",
            document(None, &[("zebra", 0)]),
            "shards-differ",
            "another way",
        ),
        ("newer", newer, "report-newer", "format version 2"),
        ("nameless", nameless, "report-malformed", "no name"),
        ("alone", alone, "report-malformed", "several tenants"),
        (
            "odd",
            document(Some("3/2"), &[]),
            "report-malformed",
            "no part like",
        ),
        (
            "text",
            "3 tenants: 3 passed".to_owned(),
            "report-malformed",
            "no JSON",
        ),
        ("list", "[]".to_owned(), "report-malformed", "no document"),
    ] {
        let other = keep(name, &text);
        merge(&[&one, &other], &["-o", "json"]).fails(1, code, &[name, says]);
    }
    let gone = reports.folder.path().join("gone");
    merge(&[gone.to_str().unwrap()], &["-o", "json"]).fails(1, "file-not-read", &["gone"]);
}

/// What stands in a document may be anybody's.
#[test]
fn a_document_does_nothing_where_it_is_shown() {
    let reports = Reports::new();
    let hostile = json!({"format_version": 1, "tenants": [{
        "name": "acme\n::error::x", "exit_code": 1, "outcome": "fa\u{1b}[2Jiled", "in_short": "a\n::set-output name=x::y <b>",
    }]});
    let file = reports.keep("hostile", &hostile.to_string());
    for format in ["human", "github", "junit"] {
        let run = merge(&[&file], &["-o", format]).exits(1);
        assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
        let obeyed = |line: &str| line.starts_with("::set-output") || line.starts_with("::error::");
        assert!(!run.stdout.lines().any(obeyed), "{}", run.stdout);
        assert!(
            format != "junit" || !run.stdout.contains("<b>"),
            "{}",
            run.stdout
        );
    }
}
