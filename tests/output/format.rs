//! The format for GitHub Actions, and where colours go.

use std::process::Command;

use crate::run::{Ran, SandboxProcess, ran, run, sso_setup};
use crate::snapshot;

/// A run as on GitHub's runner: its log, and the step summary.
fn on_the_runner(command: &mut Command) -> (Ran, String) {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    // The runner's file is there, and other steps have written to it.
    std::fs::write(&summary, "of another step\n").unwrap();
    command
        .args(["-o", "github"])
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", &summary);
    let ran = run(command);
    (ran, std::fs::read_to_string(summary).unwrap())
}

fn transcript((ran, summary): (Ran, String), code: i32) -> String {
    format!("{}---- summary\n{summary}", ran.ended(code).transcript())
}

#[test]
fn github_plan() {
    let args = [
        "mimecast",
        "plan",
        "--sandbox",
        "--connector",
        "personal-portal",
        "--group",
        "All Staff",
    ];
    let shown = on_the_runner(&mut sso_setup(&args));
    snapshot!("github-plan", without_masks(&transcript(shown, 0)));
}

#[test]
fn github_prerequisites() {
    let shown = on_the_runner(&mut sso_setup(&[
        "doctor",
        "--sandbox",
        "--subdomain",
        "us",
    ]));
    snapshot!("github-doctor", without_masks(&transcript(shown, 1)));
}

#[test]
fn github_refusal() {
    let args = ["mimecast", "--yes", "--sandbox", "--group", "Contractors"];
    let shown = on_the_runner(&mut sso_setup(&args));
    snapshot!("github-refused", without_masks(&transcript(shown, 3)));
}

#[test]
fn github_outcome() {
    let args = ["mimecast", "--yes", "--sandbox", "--group", "All Staff"];
    let shown = on_the_runner(&mut sso_setup(&args));
    snapshot!("github-outcome", without_masks(&transcript(shown, 0)));
}

#[test]
fn github_error() {
    let args = ["mimecast", "plan", "--sandbox", "--group", "Nobody"];
    let shown = on_the_runner(&mut sso_setup(&args));
    snapshot!("github-error", without_masks(&transcript(shown, 1)));
}

#[test]
fn github_usage_error() {
    let args = ["mimecast", "values", "--subdomain", "uk"];
    let shown = on_the_runner(&mut sso_setup(&args));
    snapshot!("github-usage", transcript(shown, 64));
}

/// Masks hold the secrets of a sandbox, which differ from run to run.
fn without_masks(text: &str) -> String {
    let mut lines: Vec<&str> = text
        .lines()
        .filter(|l| !l.starts_with("::add-mask::"))
        .collect();
    lines.push("");
    lines.join("\n")
}

#[test]
fn secrets_are_masked_before_anything_else_is_said() {
    let sandbox = SandboxProcess::start();
    let (ran, summary) = on_the_runner(&mut sandbox.command(&["mimecast", "plan"]));
    let masked: Vec<&str> = ran
        .stdout
        .lines()
        .map_while(|line| line.strip_prefix("::add-mask::"))
        .collect();
    let secrets = ["JUMPCLOUD_API_KEY", "MIMECAST_CLIENT_SECRET"]
        .map(|name| sandbox.introduction["credentials"][name].as_str().unwrap());
    assert_eq!(masked, secrets, "{}", ran.stdout);
    for secret in secrets {
        assert!(!summary.contains(secret));
        assert_eq!(ran.stdout.matches(secret).count(), 1, "{}", ran.stdout);
        assert!(!ran.stderr.contains(secret));
    }
}

#[test]
fn away_from_the_runner_no_secret_is_printed_to_mask_it() {
    let sandbox = SandboxProcess::start();
    let ran = sandbox.ran(&["mimecast", "plan", "-o", "github"]).ended(0);
    assert!(!ran.transcript().contains("add-mask"), "{}", ran.stdout);
    assert!(
        !ran.transcript().contains(&sandbox.api_key()),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_summary_that_cannot_be_written_is_said_and_fails_nothing() {
    let mut command = sso_setup(&["mimecast", "plan", "--sandbox", "-o", "github"]);
    let ran = run(command.env("GITHUB_STEP_SUMMARY", "/nowhere/at/all")).ended(0);
    assert!(
        ran.stderr.contains("step summary could not be written"),
        "{}",
        ran.stderr
    );
}

/// Runs that print a plan, an outcome and an error, on stdout and on stderr.
const COLOURFUL: [&[&str]; 3] = [
    &["mimecast", "plan", "--sandbox"],
    &["mimecast", "--sandbox", "--yes", "--group", "All Staff"],
    &["mimecast", "plan", "--sandbox", "--group", "Nobody"],
];

#[test]
fn a_pipe_gets_no_escape_sequence() {
    for args in COLOURFUL {
        for format in ["human", "json", "jsonl", "github", "junit"] {
            let ran = ran(&[args, &["-o", format]].concat());
            assert!(
                !ran.transcript().contains('\u{1b}'),
                "{args:?}: {}",
                ran.transcript()
            );
        }
    }
}

#[test]
fn whoever_insists_gets_colours_in_a_pipe() {
    for args in COLOURFUL {
        let always = ran(&[args, &["--color", "always"]].concat());
        let forced = run(sso_setup(args).env("CLICOLOR_FORCE", "1"));
        assert!(
            always.transcript().contains("\u{1b}["),
            "{}",
            always.transcript()
        );
        assert_eq!(always.transcript(), forced.transcript());
        let never =
            run(sso_setup(&[args, &["--color", "never"]].concat()).env("CLICOLOR_FORCE", "1"));
        assert!(
            !never.transcript().contains('\u{1b}'),
            "{}",
            never.transcript()
        );
    }
}

#[test]
fn machine_formats_have_no_colours_even_then() {
    for args in COLOURFUL {
        let ran = ran(&[args, &["-o", "json", "--color", "always"]].concat());
        assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    }
}
