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
