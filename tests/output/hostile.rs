//! Names that come from a service cannot steer a terminal, a runner or a summary.

use serde_json::Value;

use crate::run::{Ran, SandboxProcess, run};

/// A terminal escape, a new line that begins a workflow command, Markdown that would break a table,
/// begin a link or an element, and characters that turn the direction of text.
const HOSTILE: &str = "x\u{1b}]0;owned\u{7}\u{1b}[2J\n::set-output name=a::b\r\n::error::c\n##[group]d|`<img src=e>](http://f.example)\u{202e}\u{9b}31m";

/// A sandbox whose organisation, user group and Mimecast group are called that.
fn sandbox(folder: &tempfile::TempDir) -> SandboxProcess {
    let file = folder.path().join("state.json");
    let path = file.to_str().unwrap();
    drop(SandboxProcess::with(&["--state", path]));
    let text = std::fs::read_to_string(&file).unwrap();
    let quoted = serde_json::to_string(HOSTILE).unwrap();
    let mut text = text;
    // Mimecast's group of contractors; JumpCloud's, which comes first, keeps its name: two of one name are none.
    for (name, kept) in [
        ("\"Widgets\"", 0),
        ("\"Engineering\"", 0),
        ("\"Contractors\"", 1),
    ] {
        let count = text.matches(name).count();
        assert!(count > kept, "{name} is in the state");
        let first = match kept {
            0 => 0,
            _ => text.find(name).unwrap() + name.len(),
        };
        let rest = text[first..].replace(name, &quoted);
        text.truncate(first);
        text.push_str(&rest);
    }
    std::fs::write(&file, text).unwrap();
    SandboxProcess::with(&["--state", path])
}

fn shown(args: &[&str], format: &str) -> (Ran, String) {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = sandbox(&folder);
    let summary = folder.path().join("summary.md");
    let mut command = sandbox.command(&[&["mimecast", "-o", format], args].concat());
    let ran = run(command.env("GITHUB_STEP_SUMMARY", &summary));
    (ran, std::fs::read_to_string(summary).unwrap_or_default())
}

/// Plan, outcome, worksheet steps, refusal and error, each of which repeats names of the services.
fn documents() -> Vec<Vec<&'static str>> {
    let bound = ["--group", HOSTILE, "--mimecast-group", HOSTILE];
    let labelled = [
        "--label",
        HOSTILE,
        "--profile",
        HOSTILE,
        "--application-setting",
        HOSTILE,
    ];
    let lenient = ["--allow", "user-lockout=99"];
    vec![
        [&["plan", "-vvv"][..], &bound, &labelled, &lenient].concat(),
        [&["--yes"][..], &bound, &labelled, &lenient].concat(),
        [
            &["--yes", "--mimecast-mode", "worksheet"][..],
            &bound,
            &labelled,
        ]
        .concat(),
        [&["worksheet"][..], &bound, &labelled].concat(),
        vec![
            "--yes",
            "--group",
            HOSTILE,
            "--mimecast-group",
            "All Mimecast users",
        ],
        vec![
            "plan",
            "--group",
            HOSTILE,
            "--group",
            "Not\u{1b}[2Jthere\n::error::g",
        ],
        vec![
            "plan",
            "--group",
            "All Staff",
            "--mimecast-group",
            "Not\u{1b}[2Jthere\n::error::g",
        ],
    ]
}

fn assert_inert(text: &str, what: &str) {
    let steering =
        |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.contains(steering), "{what}: {text:?}");
}

#[test]
fn people_see_them_defused() {
    for args in documents() {
        let (ran, _) = shown(&args, "human");
        for text in [&ran.stdout, &ran.stderr] {
            assert_inert(text, "human");
            // None of them began a line of its own.
            let own_line = |l: &str| l.starts_with("::") || l.starts_with("##[");
            assert!(!text.lines().any(own_line), "{text}");
        }
        let all = ran.transcript();
        assert!(
            all.contains("owned") || all.contains("there"),
            "the name is shown: {all}"
        );
    }
}

#[test]
fn the_runner_reads_no_command_in_them() {
    for args in documents() {
        let (ran, summary) = shown(&args, "github");
        for line in ran.stdout.lines().chain(ran.stderr.lines()) {
            assert_inert(line, "github");
            let start = line.trim_start();
            if let Some(command) = start.strip_prefix("::") {
                let name = command.split([' ', ':']).next().unwrap();
                assert!(
                    ["group", "endgroup", "warning", "error"].contains(&name),
                    "{line}"
                );
                assert!(!command.starts_with("error::"), "{line}");
            }
            assert!(!start.starts_with("##["), "{line}");
        }
        assert_inert(&summary, "summary");
        for line in summary.lines() {
            assert!(!line.replace("\\<", "").contains("<img"), "{line}");
            assert!(!line.replace("\\]", "").contains("](http"), "{line}");
            assert!(
                !line.starts_with("::") && !line.starts_with("##["),
                "{line}"
            );
            if line.starts_with('|') {
                let bars = line.replace("\\|", "").matches('|').count();
                assert_eq!(bars, 4, "three columns: {line}");
            }
        }
    }
}

#[test]
fn json_carries_them_whole_and_escaped() {
    for args in documents() {
        let (ran, _) = shown(&args, "json");
        let document: Value = serde_json::from_str(&ran.stdout).expect(&ran.stdout);
        assert_inert(&ran.stdout, "json");
        assert_inert(&ran.stderr, "json");
        assert!(document["format_version"].is_number());
    }
    let (ran, _) = shown(&documents()[0], "json");
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    let changes = document["changes"].as_array().expect(&ran.stdout);
    let group = changes.iter().find(|c| c["target"]["kind"] == "access");
    assert_eq!(
        group.expect(&ran.stdout)["fields"][0]["after"],
        HOSTILE,
        "{}",
        ran.stdout
    );
}

/// One of every kind that takes no room, or steers.
const KINDS: &str = "\u{1}\u{8}\t\u{b}\u{7f}\u{85}\u{9d}\u{ad}\u{61c}\u{180e}\u{200b}\u{200d}\u{200e}\u{2028}\u{2029}\u{2060}\u{2066}\u{2069}\u{feff}\u{fe0f}\u{fff9}\u{e0041}";

/// Commands of both generations, wherever they could begin.
const COMMANDS: &str = " ::error::x ##[error]y ##vso[task.complete]z";

fn assert_shown(text: &str, what: &str) {
    let unseen = text.chars().find(|c| KINDS.contains(*c) && *c != '\t');
    assert_eq!(unseen, None, "{what}: {text:?}");
    for line in text.lines() {
        assert!(!line.contains("##["), "{what}: {line}");
        assert!(!line.contains("##vso["), "{what}: {line}");
        // Our own commands begin a line, and name none of these.
        assert!(!line.contains(" ::error::x"), "{what}: {line}");
    }
}

/// Every command that repeats names of either service, in every format.
#[test]
fn every_command_shows_what_cannot_be_seen() {
    let name = format!("N{KINDS}{COMMANDS}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let path = file.to_str().unwrap();
    drop(SandboxProcess::with(&["--state", path]));
    let mut text = std::fs::read_to_string(&file).unwrap();
    let quoted = serde_json::to_string(&name).unwrap();
    for known in ["\"Widgets\"", "\"Engineering\""] {
        assert!(text.contains(known), "{known} is in the state");
        text = text.replace(known, &quoted);
    }
    std::fs::write(&file, text).unwrap();
    let sandbox = SandboxProcess::with(&["--state", path]);
    let journal = folder.path().join("journal");
    let attestations = folder.path().join("attestations.jsonl");
    let saml = folder.path().join("message.xml");
    let entity = name
        .replace(|c: char| c.is_control(), " ")
        .replace(['\u{feff}', '\u{fff9}'], " ");
    let metadata = format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{entity}\"/>"
    );
    std::fs::write(&saml, metadata).unwrap();
    let named = [
        "--group",
        name.as_str(),
        "--label",
        name.as_str(),
        "--profile",
        name.as_str(),
        "--application-setting",
        name.as_str(),
        "--mimecast-group",
        "All Mimecast users",
        "--allow",
        "user-lockout=99",
    ];
    let kept = [
        "--journal",
        journal.to_str().unwrap(),
        "--attestations",
        attestations.to_str().unwrap(),
    ];
    let with = |command: &[&'static str]| {
        [
            command
                .iter()
                .copied()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
            named.map(str::to_owned).to_vec(),
            kept.map(str::to_owned).to_vec(),
        ]
        .concat()
    };
    let mut count = 0;
    for format in ["human", "json", "jsonl", "github", "junit"] {
        for args in [
            with(&["mimecast", "plan", "-vvv"]),
            with(&["mimecast", "--yes", "-vvv"]),
            with(&["mimecast", "verify"]),
            with(&["mimecast", "worksheet"]),
            with(&["mimecast", "worksheet", "--print", "markdown"]),
            with(&["mimecast", "worksheet", "--print", "html"]),
            with(&["mimecast", "undo", "--list"]),
            with(&["mimecast", "remove", "--dry-run"]),
            with(&["doctor"]),
            vec![
                "saml".to_owned(),
                "inspect".to_owned(),
                saml.to_str().unwrap().to_owned(),
            ],
        ] {
            let summary = folder.path().join("summary.md");
            let mut command = sandbox.command(&[]);
            command
                .args(&args)
                .args(["-o", format])
                .env("GITHUB_STEP_SUMMARY", &summary);
            let ran = run(&mut command);
            let what = format!("{:?} {format}", &args[..2]);
            assert!(ran.code != 64, "{what}: {}", ran.transcript());
            assert_shown(&ran.stdout, &what);
            assert_shown(&ran.stderr, &what);
            assert_shown(
                &std::fs::read_to_string(&summary).unwrap_or_default(),
                &what,
            );
            count += 1;
        }
    }
    for entry in std::fs::read_dir(&journal).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert_shown(&text, "journal");
    }
    println!("{count} runs with hostile names, nothing obeyed");
}
