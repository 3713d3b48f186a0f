//! A run over several tenants of a tenants file: each for itself, all in one process, told in the order of the file.

mod broken;
mod examples;
mod kept;
mod outputs;
mod provider;
mod rates;
mod shard;
mod worksheets;

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::common::browser::Browser;
use crate::common::{Run, World};
use crate::filed::Filed;
use crate::front::{Front, plain};

const NAMES: [&str; 3] = ["acme", "gadgets", "zebra"];

/// The names in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o7777
}

/// What each tenant's entry says under a key.
#[track_caller]
fn each(run: &Run, key: &str) -> Vec<Value> {
    let document = run.json();
    let tenants = document["tenants"].as_array().unwrap();
    tenants.iter().map(|tenant| tenant[key].clone()).collect()
}

#[test]
fn tenants_that_differ_in_everything_are_set_up_each_for_itself() {
    let front = Front::start();
    let file = front.file(plain);
    let plan = front.run(&file, &["plan", "-o", "json"]).exits(0);
    assert_eq!(each(&plan, "name"), NAMES);
    assert_eq!(each(&plan, "exit_code"), [0, 0, 0]);
    let of = |tenant: &Value| {
        let text = |key| tenant[key].as_str().unwrap().to_owned();
        [text("name"), text("organization"), text("account_code")]
    };
    let tenants: Vec<_> = each(&plan, "tenant").iter().map(of).collect();
    assert_eq!(
        tenants,
        [
            ["acme", "Acme", "CUK1A1"],
            ["gadgets", "Gizmos", "CUK2B2"],
            ["zebra", "Zebra", "CUSA3C3"],
        ]
    );
    // An entry is what the command prints of this tenant alone.
    let alone = ["plan", "-o", "json", "--tenant", "zebra"];
    let mut alone = front.run(&file, &alone).exits(0).json();
    let mut entry = plan.json()["tenants"][2].clone();
    alone.as_object_mut().unwrap().remove("format_version");
    for key in ["name", "exit_code", "outcome", "in_short"] {
        entry.as_object_mut().unwrap().remove(key);
    }
    assert_eq!(entry, alone);
    // However many are worked on at the same time, the document is the same.
    for jobs in ["1", "8"] {
        let again = front.run(&file, &["plan", "-o", "json", "--jobs", jobs]);
        assert_eq!(again.exits(0).stdout, plan.stdout, "--jobs {jobs}");
    }
    let pending = front.run(&file, &["plan", "--detailed-exitcode", "-o", "json"]);
    assert_eq!(each(&pending.exits(2), "exit_code"), [2, 2, 2]);
    assert_eq!(front.writes(), [0, 0, 0]);

    let made = front.run(&file, &["apply", "--yes", "-o", "json"]).exits(0);
    let changes = |run: &Run, key: &str| -> Vec<usize> {
        let lists = each(run, key);
        lists.iter().map(|l| l.as_array().unwrap().len()).collect()
    };
    assert_eq!(changes(&made, "results"), [5, 5, 5]);
    assert_eq!(changes(&made, "remaining"), [0, 0, 0]);
    let plan = front.run(&file, &["plan", "-o", "json"]).exits(0);
    assert_eq!(changes(&plan, "changes"), [0, 0, 0]);
    let told = front.run(&file, &["plan", "--only", "acme"]).exits(0);
    assert!(
        told.stdout.starts_with("1 tenant: 1 unchanged\n"),
        "{}",
        told.stdout
    );
    for (world, label) in front.worlds.iter().zip(["Acme", "Gizmos", "Zebra"]) {
        let state = world.state();
        let applications = state["jumpcloud"]["applications"].as_array().unwrap();
        let labels: Vec<_> = applications
            .iter()
            .map(|one| &one["document"]["displayLabel"])
            .filter(|label| label.as_str().is_some_and(|label| label.ends_with(" mail")))
            .collect();
        assert_eq!(labels, [&json!(format!("{label} mail"))]);
    }

    let verified = front.run(&file, &["verify"]).exits(0);
    verified.says(&[
        "3 tenants: 3 passed",
        "\n  acme     passed  ",
        "\n  zebra    passed  ",
    ]);
    let status = front.run(&file, &["status", "-o", "json"]).exits(0);
    for applications in each(&status, "applications") {
        let ours = applications.as_array().unwrap().iter();
        let ours: Vec<_> = ours.filter(|one| one["ours"] == true).collect();
        assert_eq!(ours.len(), 1, "{applications}");
    }
    let path = file.path.to_str().unwrap();
    let doctor = front
        .tool()
        .run(&["doctor", "--tenants", path, "-o", "json"]);
    assert_eq!(each(&doctor.exits(0), "exit_code"), [0, 0, 0]);
    front.kept_apart();

    // Each run has a journal of its own, and each tenant finds its own.
    let journals = front.journals();
    assert_eq!(journals.len(), 3);
    for (at, code) in ["CUK1A1", "CUK2B2", "CUSA3C3"].into_iter().enumerate() {
        let own = journals.iter().filter(|journal| journal.contains(code));
        assert_eq!(own.count(), 1, "{code}");
        let list = ["undo", "--list", "-o", "json", "--tenant", NAMES[at]];
        let runs = front.run(&file, &list).exits(0).json();
        assert_eq!(runs["runs"].as_array().unwrap().len(), 1, "{runs}");
    }
}

#[test]
fn a_broken_tenant_leaves_the_others_as_they_are() {
    let front = Front::answering(|at, _, path| {
        // The second one's Mimecast is away.
        (at == 1 && path.starts_with("/mimecast/api")).then(|| (503, "{}".to_owned()))
    });
    let file = front.file(plain);
    let run = front.run(&file, &["apply", "--yes", "-o", "json"]).exits(5);
    assert_eq!(each(&run, "exit_code"), [0, 5, 0]);
    assert_eq!(each(&run, "error")[1]["code"], "service-unavailable");
    assert_eq!(front.writes()[1], 0);
    let fine = front.run(&file, &["verify", "--only", "acme,zebra"]);
    fine.exits(0).says(&["2 tenants: 2 passed"]);
}

#[test]
fn each_broken_tenant_is_explained_in_one_line() {
    let front = Front::start();
    let text = std::fs::read_to_string(front.file(plain).path).unwrap();
    // One whose key is wrong, one whose variable is not set, one of another grid, one with a value that is none, one whose
    // group is not there; and a fine one at either end.
    let of_zebra = text.split("[[tenant]]").nth(3).unwrap();
    let entry = |name: &str, from: &str, to: &str| {
        let changed = of_zebra
            .replace("\"zebra\"", &format!("\"{name}\""))
            .replace(from, to);
        assert_ne!(changed, of_zebra);
        format!("[[tenant]]{changed}")
    };
    let broken = [
        (
            "wrong-key",
            "env:ZEBRA_KEY",
            "env:WRONG_KEY",
            4,
            "credentials",
            "jumpcloud-key-rejected",
        ),
        (
            "no-variable",
            "env:ZEBRA_KEY",
            "env:NOWHERE",
            4,
            "credentials",
            "credential-variable-missing",
        ),
        (
            "wrong-grid",
            "subdomain = \"us\"",
            "subdomain = \"eu\"",
            3,
            "refused",
            "grid-mismatch",
        ),
        (
            "no-grid",
            "subdomain = \"us\"",
            "subdomain = \"xx\"",
            64,
            "usage",
            "tenants.toml:",
        ),
        (
            "no-group",
            "subdomain = \"us\"",
            "subdomain = \"us\"\ngroup = [\"Nobody's\"]",
            1,
            "failed",
            "group-not-found",
        ),
        (
            "other-account",
            "CUSA3C3",
            "CUSA4D4",
            3,
            "refused",
            "account-code-mismatch",
        ),
    ];
    let (begin, end) = text.split_at(text.find("[[tenant]]\nname = \"gadgets\"").unwrap());
    let middle = broken
        .map(|(name, from, to, ..)| entry(name, from, to))
        .concat();
    let file = Filed::new(&format!("{begin}{middle}{end}"));
    let run = |args: &[&str]| file.run(front.tool().env("WRONG_KEY", "wrong-but-secret"), args);
    let told = run(&["plan"]).exits(1);
    let table: Vec<&str> = told.stdout.lines().take(10).collect();
    assert_eq!(table.len(), 10);
    for (line, (name, _, _, _, word, what)) in table[2..8].iter().zip(broken) {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(words, [name, word], "{line}");
        assert!(line.contains(what), "{what}: {line}");
    }
    for (line, name) in [
        (table[1], "acme"),
        (table[8], "gadgets"),
        (table[9], "zebra"),
    ] {
        assert!(line.starts_with(&format!("  {name} ")), "{line}");
        assert!(line.contains(" changes "), "{line}");
    }
    assert!(!told.stdout.contains("wrong-but-secret"));
    // Who has ended is told while the others go on.
    assert!(told.stderr.contains("[9/9] "), "{}", told.stderr);
    let document = run(&["plan", "-o", "json"]).exits(1);
    let codes = each(&document, "exit_code");
    let expected: Vec<i64> = broken.iter().map(|row| row.3).collect();
    assert_eq!(codes, [&[0][..], &expected[..], &[0, 0][..]].concat());
    for (entry, row) in document.json()["tenants"].as_array().unwrap()[1..7]
        .iter()
        .zip(broken)
    {
        assert_eq!(entry["name"], row.0);
        let said = entry.to_string();
        assert!(said.contains(row.5), "{said}");
    }
    assert!(document.stderr.is_empty(), "{}", document.stderr);
}

/// A service that repeats the key, and says things that would end a line or clear a screen.
#[test]
fn what_a_service_says_breaks_no_table_and_no_secret_gets_out() {
    let said: Arc<Mutex<String>> = Arc::default();
    let saying = said.clone();
    let front = Front::answering(move |at, _, path| {
        let hostile = at == 1 && path == "/jumpcloud/api/applications";
        hostile.then(|| (400, saying.lock().unwrap().clone()))
    });
    let key = front.worlds[1].sandbox.credentials().jumpcloud_api_key;
    let key = key.expose_secret();
    let message = format!(
        "{} {key}\n  zebra  done\u{1b}[2J\u{2028}::error::x",
        "long ".repeat(12)
    );
    *said.lock().unwrap() = json!({ "message": message }).to_string();
    let file = front.file(plain);
    let table = front.run(&file, &["plan"]).exits(1);
    let begins = [
        "3 tenants: ",
        "  acme  ",
        "  gadgets  ",
        "  zebra    changes ",
        "",
    ];
    for (line, begin) in table.stdout.lines().zip(begins) {
        assert!(line.starts_with(begin), "{line}");
    }
    let removal = ["remove", "--only", "gadgets,acme", "--confirm-count", "1"];
    for args in [
        &["plan"][..],
        &["plan", "-o", "json"],
        &["plan", "-o", "jsonl"],
        &["plan", "-o", "github"],
        &["plan", "-vvv"],
        &["verify"],
        &["status", "-o", "json"],
        &removal,
        &[&removal[..], &["-o", "json"]].concat(),
    ] {
        let run = front.run(&file, args).exits(1);
        let all = run.stdout + &run.stderr;
        assert!(
            all.contains("gadgets") && all.contains("long long"),
            "{all}"
        );
        for part in [key, &key[..key.len() - 6], "\u{1b}[2J", "\n::error::x"] {
            assert!(!all.contains(part), "{args:?}: {all}");
        }
    }
    // The log says whose each line is.
    let log = front.run(&file, &["plan", "-vv"]).exits(1).stderr;
    for name in NAMES {
        let of = format!("tenant{{name={name}}}");
        assert!(log.contains(&of), "{log}");
    }
}

#[test]
fn only_says_which_in_the_order_of_the_file() {
    let front = Front::start();
    let file = front.file(plain);
    let names = |args: &[&str]| {
        let all = [&["plan", "-o", "json"], args].concat();
        each(&front.run(&file, &all).exits(0), "name")
    };
    assert_eq!(names(&["--only", "zebra,acme"]), ["acme", "zebra"]);
    assert_eq!(names(&["--only", "zebra", "--only", "zebra"]), ["zebra"]);
    let set = front.tool().env("SSO_SETUP_ONLY", "gadgets");
    let by_variable = file.run(set, &["plan", "-o", "json"]).exits(0);
    assert_eq!(each(&by_variable, "name"), ["gadgets"]);
    // What was typed comes before a variable.
    let set = front.tool().env("SSO_SETUP_ONLY", "gadgets");
    let one = file.run(set, &["plan", "-o", "json", "--tenant", "acme"]);
    assert_eq!(one.exits(0).json()["tenant"]["name"], "acme");

    let fails = |args: &[&str], code: &str, parts: &[&str]| {
        let args = [args, &["-o", "json"]].concat();
        front.run(&file, &args).fails(64, code, parts);
    };
    fails(
        &["plan", "--only", "acme,zebr"],
        "tenant-unknown",
        &[
            "no tenant zebr",
            "did you mean \"zebra\"?",
            "acme, gadgets, zebra",
        ],
    );
    fails(
        &["plan", "--only", "acme", "--tenant", "acme"],
        "tenant-twice",
        &["--tenant", "--only"],
    );
    // What is about one tenant says so, and how to choose it.
    for command in [
        &["worksheet"][..],
        &["rotate"],
        &["undo"],
        &["metadata"],
        &["values"],
        &["--yes"],
    ] {
        fails(command, "tenant-not-chosen", &["--tenant NAME"]);
        let only = [command, &["--only", "acme"]].concat();
        fails(
            &only,
            "one-tenant",
            &["--tenant NAME", "plan, apply, verify, status"],
        );
    }
    for option in [
        &["apply", "--dry-run", "--out", "plans"][..],
        &["remove", "--dry-run", "--out", "plans"],
        &["apply", "plan.json"],
        &["apply", "plans", "--confirm-count", "1"],
        &["apply", "--expect-digest", "sha256:00"],
        &["verify", "--response", "r.xml"],
        &["plan", "--attestations", "a.jsonl"],
    ] {
        fails(option, "one-tenant", &["--tenant NAME"]);
    }
    let unfiled = ["plan", "-o", "json", "--only", "acme"];
    front
        .tool()
        .mimecast(&unfiled)
        .fails(64, "tenants-missing", &["--tenants FILE"]);
    let refused = ["plan", "-o", "json", "--jobs", "0"];
    front.run(&file, &refused).exits(64).says(&["--jobs"]);
    assert_eq!(front.writes(), [0, 0, 0]);
}

#[test]
fn with_fail_fast_those_that_have_not_begun_are_not_run() {
    let front = Front::start();
    let file = front.file(plain);
    let broken = || front.tool().without("ACME_KEY");
    let apply = ["apply", "--yes", "--jobs", "1"];
    let fast = [&apply[..], &["--fail-fast"]].concat();
    let run = file.run(broken(), &[&fast[..], &["-o", "json"]].concat());
    let run = run.exits(4);
    assert_eq!(
        each(&run, "exit_code"),
        [json!(4), Value::Null, Value::Null]
    );
    assert_eq!(each(&run, "error")[2]["code"], "not-run");
    assert_eq!(front.writes(), [0, 0, 0]);
    let told = file.run(broken(), &fast).exits(4);
    assert!(
        told.stdout
            .contains("\n  zebra    not-run      another tenant failed"),
        "{}",
        told.stdout
    );
    // Otherwise the others go on.
    let run = file.run(broken(), &[&apply[..], &["-o", "json"]].concat());
    assert_eq!(each(&run.exits(4), "exit_code"), [4, 0, 0]);
    let [first, second, third] = front.writes()[..] else {
        panic!()
    };
    assert!(first == 0 && second > 0 && third > 0);
}

#[test]
fn sign_ins_are_waited_for_at_several() {
    let front = Front::start();
    let file = front.file(plain);
    let both = ["--only", "acme,gadgets"];
    let made = ["apply", "--yes"];
    front.run(&file, &[&made[..], &both].concat()).exits(0);
    let ada = "ada@widgets.example";
    let watch = ["watch", "-o", "json", "--user", ada, "--timeout", "90s"];
    let mut child = front.started(&file, &[&watch[..], &both].concat());
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();
    while told.matches(": Waiting for both services").count() < 2 {
        let read = stderr.read_line(&mut told).unwrap();
        assert!(read > 0, "it ended before it waited: {told}");
    }
    for line in told.lines() {
        assert!(
            line.starts_with("acme: ") || line.starts_with("gadgets: "),
            "{line}"
        );
    }
    for world in &front.worlds[..2] {
        let mut browser = Browser::new(&world.sandbox.page(), world.runtime.clone());
        browser
            .open("/web/login-uk.mimecast.com/u/login/")
            .submit(&[("email", ada)])
            .is("request");
        browser.submit(&[]).is("login").submit(&[("email", ada)]);
        browser.is("answer").submit(&[]).is("portal");
    }
    let output = child.wait_with_output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{document}");
    for tenant in document["tenants"].as_array().unwrap() {
        assert_eq!(tenant["sign_ins"][0]["stage"], "signed-in", "{tenant}");
    }
    // Whom to wait for is not asked.
    let nobody = front.run(&file, &["watch", "-o", "json"]).exits(64);
    for error in each(&nobody, "error") {
        assert_eq!(error["code"], "user-missing");
    }
}

/// It is said to whoever asks from this network.
#[test]
fn a_block_for_suspected_abuse_is_obeyed_by_all() {
    const SAID: &str = r#"{"message":"IP has been blocked due to suspected abuse"}"#;
    let front = Front::answering(|at, _, path| {
        (at == 0 && path == "/jumpcloud/api/applications").then(|| (403, SAID.to_owned()))
    });
    let file = front.file(plain);
    let apply = ["apply", "--yes", "-o", "json", "--jobs", "1"];
    let run = front.run(&file, &apply).exits(5);
    for error in each(&run, "error") {
        assert_eq!(error["code"], "address-blocked", "{error}");
    }
    // For those that came later JumpCloud was not asked at all.
    let asked = [0, 1, 2].map(|at| front.asked_of_jumpcloud(at));
    assert!(asked[0] > 0 && asked[1..] == [0, 0], "{asked:?}");
    assert_eq!(front.writes(), [0, 0, 0]);
    // Any other 403 is of one tenant.
    let front = Front::answering(|at, _, path| {
        (at == 0 && path == "/jumpcloud/api/applications").then(|| (403, "{}".to_owned()))
    });
    let file = front.file(plain);
    let run = front.run(&file, &["plan", "-o", "json", "--jobs", "1"]);
    assert_eq!(each(&run.exits(4), "exit_code"), [4, 0, 0]);
}

#[test]
fn nobody_is_asked() {
    let front = Front::start();
    let file = front.file(plain);
    let run = front.run(&file, &["apply", "-o", "json"]).exits(64);
    for error in each(&run, "error") {
        assert_eq!(error["code"], "confirmation-missing");
    }
    assert_eq!(front.writes(), [0, 0, 0]);
}

#[test]
fn a_line_a_tenant_as_it_ends() {
    let front = Front::start();
    let file = front.file(plain);
    let tool = || front.tool().without("GADGETS_KEY");
    let run = file.run(tool(), &["plan", "-o", "jsonl"]).exits(4);
    let lines: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    let whole = file.run(tool(), &["plan", "-o", "json"]).exits(4).json();
    for entry in whole["tenants"].as_array().unwrap() {
        let mut line = lines
            .iter()
            .find(|line| line["name"] == entry["name"])
            .unwrap()
            .clone();
        assert_eq!(line["format_version"], 1);
        line.as_object_mut().unwrap().remove("format_version");
        assert_eq!(line, *entry);
    }
    // One tenant's own document is one line too, and so is an error.
    let one = file
        .run(tool(), &["plan", "-o", "jsonl", "--tenant", "acme"])
        .exits(0);
    assert_eq!(one.stdout.lines().count(), 1);
    assert_eq!(one.json()["tenant"]["name"], "acme");
    let error = file.run(tool(), &["plan", "-o", "jsonl", "--tenant", "gadgets"]);
    let error = error.fails(4, "credential-variable-missing", &[]);
    assert_eq!(error.stdout.lines().count(), 1);
}

#[test]
fn on_github_the_summary_comes_first_and_annotations_say_whose_they_are() {
    let front = Front::start();
    let file = front.file(plain);
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    let tool = front
        .tool()
        .without("GADGETS_KEY")
        .env("GITHUB_STEP_SUMMARY", &summary)
        .env("GITHUB_ACTIONS", "true");
    let run = file.run(tool, &["plan", "-o", "github"]).exits(4);
    let unmasked: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| !line.starts_with("::add-mask::"))
        .collect();
    assert_eq!(unmasked[0], "3 tenants: 2 changes, 1 credentials");
    for part in [
        "::group::acme: changes",
        "::group::gadgets: credentials",
        "::error title=gadgets%3A credential-variable-missing::",
        "::warning title=zebra%3A no-pilot::",
    ] {
        assert!(
            unmasked.iter().any(|line| line.starts_with(part)),
            "{part}: {}",
            run.stdout
        );
    }
    let summary = std::fs::read_to_string(summary).unwrap();
    assert!(
        summary.starts_with("### sso-setup: 3 tenants: 2 changes, 1 credentials\n"),
        "{summary}"
    );
    assert!(
        summary.contains("\n| gadgets | credentials | credential"),
        "{summary}"
    );
}

#[test]
fn a_removal_names_its_tenants_and_the_number_of_all_applications() {
    let front = Front::start();
    let file = front.file(|name| match name {
        "zebra" => "connector = [\"apps\", \"personal-portal\"]\n",
        _ => "",
    });
    front.run(&file, &["apply", "--yes"]).exits(0);
    let before = front.writes();
    let remove = |args: &[&str]| {
        let args = [&["remove", "-o", "json"], args].concat();
        front.run(&file, &args)
    };
    let both = ["--only", "acme,zebra"];
    remove(&["--confirm-count", "4"]).fails(64, "tenants-unnamed", &["--only"]);
    remove(&both).fails(
        64,
        "confirmation-missing",
        &["acme 1, zebra 2", "--confirm-count 3"],
    );
    let wrong = [&both[..], &["--confirm-count", "2"]].concat();
    remove(&wrong).fails(
        3,
        "delete-count",
        &["3 JumpCloud applications", "acme 1, zebra 2"],
    );
    // The number is not known where one of them cannot be looked at.
    let args = [&["remove", "-o", "json", "--confirm-count", "1"], &both[..]].concat();
    file.run(front.tool().without("ZEBRA_KEY"), &args).fails(
        4,
        "credential-variable-missing",
        &["zebra: ", "nothing was changed"],
    );
    let shown = remove(&["--dry-run"]).exits(0);
    assert_eq!(each(&shown, "name"), NAMES);
    assert_eq!(front.writes(), before);
    let right = [&both[..], &["--confirm-count", "3"]].concat();
    let removed = remove(&right).exits(0);
    assert_eq!(each(&removed, "remaining"), [json!([]), json!([])]);
    let count = |world: &World| {
        let state = world.state();
        let applications = state["jumpcloud"]["applications"].as_array().unwrap();
        let ours = applications.iter().filter(|one| {
            let url = one["document"]["ssoUrl"].as_str().unwrap_or_default();
            url.contains("/mimecast-cu")
        });
        ours.count()
    };
    let counts: Vec<usize> = front.worlds.iter().map(count).collect();
    assert_eq!(counts, [0, 1, 0]);
    front.kept_apart();
}

#[test]
fn an_interruption_ends_all_of_them() {
    let front = Front::start();
    let file = front.file(|_| "propagation = \"1h\"\nenforce = [\"web-apps\"]\n");
    // The removal waits an hour for Mimecast once the blocks are released, and the third tenant waits for its turn.
    front
        .run(&file, &["apply", "--yes", "--propagation", "0s"])
        .exits(0);
    let args = [
        "remove",
        "-o",
        "json",
        "--only",
        "acme,gadgets,zebra",
        "--confirm-count",
        "3",
        "--jobs",
        "2",
    ];
    let child = front.started(&file, &args);
    let begun = std::time::Instant::now();
    let waiting = || {
        let journals = front.journals();
        journals.len() == 5 && journals.iter().filter(|j| j.lines().count() >= 3).count() == 5
    };
    while !waiting() {
        assert!(begun.elapsed().as_secs() < 60, "{:?}", front.journals());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let id = child.id().to_string();
    std::process::Command::new("kill")
        .args(["-INT", &id])
        .status()
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let tenants = document["tenants"].as_array().unwrap();
    let told: Vec<_> = tenants
        .iter()
        .map(|one| (&one["exit_code"], &one["error"]["code"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(130), &json!("interrupted")),
            (&json!(130), &json!("interrupted")),
            (&Value::Null, &json!("not-run")),
        ]
    );
    assert!(
        tenants[0].to_string().contains("changes are done"),
        "{document}"
    );
    let journals = front.journals();
    let interrupted = journals.iter().filter(|journal| {
        let last = journal.lines().last().unwrap();
        last.contains("interrupted")
    });
    assert_eq!(interrupted.count(), 2, "{journals:?}");
}
