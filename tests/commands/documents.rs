//! The documents of the command contract, held key by key; and where each output goes.

use serde_json::{Value, json};

use crate::common::{ALL_THREE, CONNECT, World, find, tool};

#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    object.keys().map(String::as_str).collect()
}

#[test]
fn a_plan_is_the_document_of_the_contract() {
    let world = World::new();
    let args = [&["plan", "-o", "json"], &CONNECT[..], &ALL_THREE[..6]].concat();
    let document = world.mimecast(&args).exits(3).json();
    let expected = [
        "format_version",
        "tenant",
        "changes",
        "warnings",
        "refusals",
        "digest",
    ];
    assert_eq!(keys(&document), expected);

    let tenant = &document["tenant"];
    assert_eq!(tenant["organization_id"], world.sandbox.organization_id());
    assert_eq!(tenant["organization"], "Widgets");
    assert_eq!(tenant["account_code"], "CUK1A1");
    assert_eq!(tenant["mode"], "api");
    assert_eq!(tenant["jumpcloud"], world.sandbox.jumpcloud_url());
    assert_eq!(tenant["mimecast"], world.sandbox.mimecast_url());

    let changes = document["changes"].as_array().unwrap();
    for change in changes {
        let expected = ["id", "action", "target", "actor", "depends_on", "fields"];
        assert_eq!(keys(change), expected);
        assert_eq!(keys(&change["target"]), ["system", "kind", "name"]);
        assert_eq!(change["actor"], "api");
        let (system, kind) = (
            change["target"]["system"].as_str(),
            change["target"]["kind"].as_str(),
        );
        let id = change["id"].as_str().unwrap();
        assert!(
            id.starts_with(&format!("{}/{}/", system.unwrap(), kind.unwrap())),
            "{id}"
        );
        for field in change["fields"].as_array().unwrap() {
            assert_eq!(keys(field), ["name", "before", "after", "sensitive"]);
        }
    }
    let ids: Vec<&str> = changes.iter().map(|c| c["id"].as_str().unwrap()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");

    // The certificate of an application that is yet to be made is not known.
    let profile = find(
        &document["changes"],
        "id",
        "mimecast/authentication-profile/JumpCloud SSO",
    );
    let certificate = find(&profile["fields"], "name", "web-apps.certificate");
    assert_eq!(certificate["after"], json!({ "unknown": "after-apply" }));

    for warning in document["warnings"].as_array().unwrap() {
        assert_eq!(keys(warning), ["code", "message"]);
    }
    for refusal in document["refusals"].as_array().unwrap() {
        assert_eq!(keys(refusal), ["guard", "message", "override"]);
    }
}

#[test]
fn an_apply_is_the_plan_and_its_results() {
    let world = World::new();
    let args = [&["-o", "json"], &CONNECT[..]].concat();
    let plan = world
        .mimecast(&[&["plan"], &args[..]].concat())
        .exits(0)
        .json();
    let applied = world
        .mimecast(&[&["apply"], &args[..]].concat())
        .exits(0)
        .json();
    for key in keys(&plan) {
        assert_eq!(applied[key], plan[key], "{key}");
    }
    let results = applied["results"].as_array().unwrap();
    for (result, change) in results.iter().zip(plan["changes"].as_array().unwrap()) {
        assert_eq!(keys(result), ["id", "status", "error"]);
        assert_eq!(result["id"], change["id"]);
        assert_eq!(result["status"], "done");
        assert_eq!(result["error"], Value::Null);
    }
    assert_eq!(results.len(), 5);
    let again = world.mimecast(&args).exits(0).json();
    assert_eq!(again["changes"], json!([]));
    assert_eq!(again["results"], json!([]));
}

#[test]
fn every_usage_error_is_one_document_too() {
    for args in [
        &["-o", "json"][..],
        &["-o", "json", "mimecast", "--nonsense"],
        &["mimecast", "frobnicate", "-o", "json"],
        &["mimecast", "--output=json", "--connector", "nope"],
        &["mimecast", "--output", "json", "--hidden=perhaps"],
        &["mimecast", "-ojson", "--subdomain"],
        &["mimecast", "apply", "-o=json", "--expect-digest"],
        &["completions", "-o", "json", "tcsh"],
    ] {
        let run = tool().run(args).fails(64, "usage", &[]);
        assert_eq!(run.stderr, "", "{args:?}");
        assert_eq!(keys(&run.json()), ["format_version", "error"]);
    }
    tool()
        .env("SSO_SETUP_OUTPUT", "json")
        .run(&["mimecast", "--nonsense"])
        .fails(64, "usage", &["--nonsense"]);
}

#[test]
fn for_people_errors_go_to_stderr_with_a_hint() {
    for args in [
        &["mimecast", "--nonsense"][..],
        &["mimecast", "values"],
        &["nonsense"],
        &[],
    ] {
        let run = tool().run(args).exits(64);
        assert_eq!(run.stdout, "", "{args:?}");
        assert!(
            !run.stderr.is_empty() && !run.stderr.contains('\u{1b}'),
            "{}",
            run.stderr
        );
    }
    tool()
        .run(&["mimecast", "values"])
        .says(&["error: ", "hint: "]);
    for args in [
        &["--help"][..],
        &["--version"],
        &["mimecast", "--help"],
        &["mimecast", "plan", "-h"],
    ] {
        let run = tool().run(args).exits(0);
        assert!(!run.stdout.is_empty() && run.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn stdout_carries_the_result_only() {
    let world = World::new();
    let plan = world.mimecast(&[&["plan"], &CONNECT[..]].concat()).exits(0);
    assert_eq!(plan.stderr, "");
    assert!(
        plan.stdout.contains("Plan: 4 to create, 1 to update."),
        "{}",
        plan.stdout
    );
    // The plan was a step on the way to this result.
    let run = world.connect(&[]);
    assert!(
        run.stderr.contains("Plan: 4 to create, 1 to update."),
        "{}",
        run.stderr
    );
    assert!(!run.stdout.contains("Plan:"), "{}", run.stdout);
    // In a pipe nothing moves, and a machine format has stderr for logs only.
    assert!(
        !run.stderr.contains('\r') && !run.stderr.contains('\u{1b}'),
        "{}",
        run.stderr
    );
    let json = world
        .mimecast(&[&["-o", "json"], &CONNECT[..]].concat())
        .exits(0);
    assert_eq!(json.stderr, "");
}

#[test]
fn github_gets_workflow_commands_and_a_summary() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    let github = || {
        world
            .tool()
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("GITHUB_ACTIONS", "true")
    };
    let three = [&["-o", "github"], &CONNECT[..], &ALL_THREE[..6]].concat();
    let run = github().mimecast(&three).exits(3);
    assert!(
        run.stdout.contains("::error title=admin-lockout::"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("::add-mask::"), "{}", run.stdout);
    assert!(run.stdout.contains("::warning title="), "{}", run.stdout);
    let run = github()
        .mimecast(&[&["-o", "github"], &CONNECT[..]].concat())
        .exits(0);
    assert!(run.stdout.contains("::group::Plan\n"), "{}", run.stdout);
    assert!(run.stdout.contains("Connected:"), "{}", run.stdout);
    let text = std::fs::read_to_string(&summary).unwrap();
    assert!(
        text.contains("| jumpcloud/application/apps | tool | done |"),
        "{text}"
    );
    assert!(text.contains("**refused admin-lockout:**"), "{text}");
    let failed = tool()
        .run(&["mimecast", "-o", "github", "--nonsense"])
        .exits(64);
    assert!(
        failed.stdout.starts_with("::error title=usage::"),
        "{}",
        failed.stdout
    );
    // Off a runner nothing would swallow a mask command, so the secret is not printed.
    let off = world
        .mimecast(&[&["plan", "-o", "github"], &CONNECT[..]].concat())
        .exits(0);
    assert!(!off.stdout.contains("add-mask"), "{}", off.stdout);
}
