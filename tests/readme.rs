//! The console blocks of the README do what they show.
//!
//! A block marked `console` is run as trycmd reads it: `$ ` begins a command, `? 3` is its exit code, `...`
//! stands for lines and `[..]` for a part of one. Commands that cannot be run like that are in `sh` blocks; those of the
//! story are run one after the other against a sandbox, with this test in the browser's place.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[path = "common/browser.rs"]
mod browser;
#[path = "common/run.rs"]
mod run;

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a newcomer types before there is a binary.
const FROM_SOURCE: &str = "$ cargo run --release -- ";

#[test]
fn console_blocks_do_what_they_show() {
    let readme = std::fs::read_to_string(run::repository("README.md")).expect("a README");
    let commands = console_commands(&readme);
    assert!(
        !commands.is_empty(),
        "README.md has no console block to run"
    );
    assert!(
        commands
            .iter()
            .any(|command| command.starts_with(FROM_SOURCE)),
        "README.md does not begin with what a newcomer types: {FROM_SOURCE}"
    );
    let rust = format!("Rust {} or newer", env!("CARGO_PKG_RUST_VERSION"));
    assert!(readme.contains(&rust), "README.md does not say: {rust}");
    for command in &commands {
        assert!(
            command.starts_with(FROM_SOURCE) || command.starts_with("$ sso-setup "),
            "not this program, so it belongs into a sh block: {command}"
        );
    }

    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("README.md");
    std::fs::write(&page, readme.replace(FROM_SOURCE, "$ sso-setup ")).expect("a copy");
    // Nothing of this process's environment: neither credentials nor options.
    let program = folder.path().join("sso-setup");
    std::fs::write(
        &program,
        format!("#!/bin/sh\nexec env -i '{}' \"$@\"\n", run::PROGRAM),
    )
    .expect("a script");
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).expect("a program");
    trycmd::TestCases::new()
        .register_bin("sso-setup", program)
        .case(page)
        .run();
}

/// The command lines of all `console` blocks.
fn console_commands(markdown: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut fence = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), fence) {
            (Some(language), None) => fence = Some(language),
            (Some(_), Some(_)) => fence = None,
            (None, Some("console")) if line.starts_with("$ ") => commands.push(line),
            _ => {}
        }
    }
    commands
}

#[test]
fn the_story_is_told_as_it_is() {
    let readme = std::fs::read_to_string(run::repository("README.md")).expect("a README");
    let (_, story) = readme.split_once("<!-- story:").expect("the story");
    let (story, more) = story
        .split_once("<!-- the story goes on -->")
        .expect("more of it");
    let blocks: Vec<&str> = story.split("```sh\n").skip(1).take(3).collect();
    let [set_up, check, forge] = blocks[..] else {
        panic!("the story has three blocks");
    };
    let (_, watch) = story.split_once("<!-- the watch:").expect("the watch");
    let watch = watch.split("```sh\n").nth(1).expect("its block");
    let out_and_back = more.split("```sh\n").nth(1).expect("its last block");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(run::PROGRAM, folder.path().join("sso-setup")).expect("a program");
    let sandbox = run::SandboxProcess::start();
    let tell = |block: &str| {
        let (commands, _) = block.split_once("```").expect("the block ends");
        commands
            .lines()
            .map(|line| told(&sandbox, folder.path(), line))
            .collect::<Vec<String>>()
    };
    tell(set_up);
    let response = signed_in(sandbox.introduction["page"].as_str().expect("a page"));
    std::fs::write(folder.path().join("response.txt"), response).expect("a response");
    let said = tell(check);
    assert!(said[3].contains("ada@widgets.example"), "{}", said[3]);
    let refused = tell(forge).pop().expect("a refusal");
    assert!(!refused.contains("eve@"), "{refused}");
    let (watch, _) = watch.split_once("```").expect("the block ends");
    watched(&sandbox, folder.path(), watch);
    let said = tell(out_and_back);
    assert!(said[1].contains("Removed:"), "{}", said[1]);
    assert!(said[2].contains("remove"), "{}", said[2]);
    let violations = sandbox.http("GET", "/sandbox/violations", "", "");
    assert_eq!(violations["violations"], serde_json::json!([]));
}

#[test]
fn a_kept_plan_is_applied_as_it_is_told() {
    let readme = std::fs::read_to_string(run::repository("README.md")).expect("a README");
    let (_, kept) = readme.split_once("<!-- a kept plan:").expect("its mark");
    let block = kept.split("```sh\n").nth(1).expect("its block");
    let (commands, _) = block.split_once("```").expect("the block ends");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(run::PROGRAM, folder.path().join("sso-setup")).expect("a program");
    let sandbox = run::SandboxProcess::start();
    let said: Vec<String> = commands
        .lines()
        .map(|line| told(&sandbox, folder.path(), line))
        .collect();
    assert!(said[1].contains("Connected:"), "{}", said[1]);
}

/// A sandbox, and a folder with the program, the README's tenants file as `edit` leaves it, and the password manager that it names.
fn provider(edit: impl Fn(&str) -> String) -> (run::SandboxProcess, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(run::PROGRAM, folder.path().join("sso-setup")).expect("a program");
    let file = edit(&block("<!-- one of many tenants:", "```toml\n"));
    std::fs::write(folder.path().join("tenants.toml"), file).expect("the file");
    let sandbox = run::SandboxProcess::start();
    let pass = folder.path().join("pass");
    let secret = credential(&sandbox, "MIMECAST_CLIENT_SECRET");
    let script = format!("#!/bin/sh\n[ \"$*\" = 'show acme/mimecast' ] && echo '{secret}'\n");
    std::fs::write(&pass, script).expect("a script");
    std::fs::set_permissions(&pass, PermissionsExt::from_mode(0o700)).expect("a program");
    (sandbox, folder)
}

/// The first block of a language after a mark of the README.
fn block(mark: &str, language: &str) -> String {
    let readme = std::fs::read_to_string(run::repository("README.md")).expect("a README");
    let (_, section) = readme.split_once(mark).expect("its mark");
    let block = section.split(language).nth(1).expect("its block");
    block
        .split_once("```")
        .expect("the block ends")
        .0
        .to_owned()
}

fn credential(sandbox: &run::SandboxProcess, name: &str) -> String {
    let value = sandbox.introduction["credentials"][name].as_str();
    value.expect("a credential").to_owned()
}

/// What a line prints that is about tenants of that file; `set` are variables beside those of the first tenant.
fn told_of_tenants(
    sandbox: &run::SandboxProcess,
    folder: &Path,
    line: &str,
    set: &[(&str, &str)],
) -> String {
    let mut shell = shell(sandbox, folder, line);
    for name in [
        "JUMPCLOUD_API_KEY",
        "MIMECAST_CLIENT_ID",
        "MIMECAST_CLIENT_SECRET",
    ] {
        shell.env_remove(name);
    }
    shell.env(
        "ACME_JUMPCLOUD_KEY",
        credential(sandbox, "JUMPCLOUD_API_KEY"),
    );
    shell.env(
        "ACME_MIMECAST_ID",
        credential(sandbox, "MIMECAST_CLIENT_ID"),
    );
    shell.envs(set.iter().copied());
    let output = shell.output().expect("a shell");
    let printed = String::from_utf8(output.stdout).expect("text");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{line}\n{printed}{errors}");
    printed
}

#[test]
fn one_of_many_tenants_is_set_up_as_it_is_told() {
    let (sandbox, folder) = provider(str::to_owned);
    let mut printed = String::new();
    for line in block("<!-- one of many tenants:", "```sh\n").lines() {
        printed = told_of_tenants(&sandbox, folder.path(), line, &[]);
    }
    assert!(
        printed.starts_with("acme: JumpCloud organisation"),
        "{printed}"
    );
}

#[test]
fn what_is_live_is_exported_as_it_is_told() {
    let (sandbox, folder) = provider(str::to_owned);
    let set_up = block("<!-- story:", "```sh\n");
    let set_up = set_up.lines().next().expect("its first line");
    told(&sandbox, folder.path(), set_up);
    let names = [
        "JUMPCLOUD_API_KEY",
        "MIMECAST_CLIENT_ID",
        "MIMECAST_CLIENT_SECRET",
    ];
    for line in block("<!-- export:", "```sh\n").lines() {
        let mut shell = shell(&sandbox, folder.path(), line);
        for name in names {
            shell.env(format!("WIDGETS_{name}"), credential(&sandbox, name));
        }
        let output = shell.output().expect("a shell");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}\n{errors}");
    }
}

#[test]
fn many_tenants_are_worked_at_as_it_is_told() {
    // The sandbox has one account: the second tenant is of the same.
    let (sandbox, folder) = provider(|file| file.replace("CUK2B2", "CUK1A1"));
    let credential = |name| credential(&sandbox, name);
    let (key, id) = (
        credential("JUMPCLOUD_API_KEY"),
        credential("MIMECAST_CLIENT_ID"),
    );
    let secret = credential("MIMECAST_CLIENT_SECRET");
    let set = [
        ("GADGETS_JUMPCLOUD_KEY", key.as_str()),
        ("MIMECAST_CLIENT_ID", &id),
        ("MIMECAST_CLIENT_SECRET", &secret),
    ];
    let commands = block("<!-- many tenants:", "```sh\n");
    let told: Vec<String> = commands
        .lines()
        .map(|line| told_of_tenants(&sandbox, folder.path(), line, &set))
        .collect();
    assert!(told[0].starts_with("2 tenants: 2 changes\n"), "{}", told[0]);
    assert!(told[1].starts_with("1 tenant: 1 done\n"), "{}", told[1]);
    assert_eq!(told[2].lines().count(), 2, "{}", told[2]);
    assert!(told[5].starts_with("1 tenant: 1 done\n"), "{}", told[5]);
}

#[test]
fn the_plans_of_a_fleet_are_kept_and_applied_as_it_is_told() {
    let (sandbox, folder) = provider(str::to_owned);
    let commands = block("<!-- the plans of a fleet:", "```sh\n");
    let told: Vec<String> = commands
        .lines()
        .map(|line| told_of_tenants(&sandbox, folder.path(), line, &[]))
        .collect();
    assert!(told[0].starts_with("1 tenant: 1 changes\n"), "{}", told[0]);
    assert!(told[1].starts_with("1 tenant: 1 done\n"), "{}", told[1]);
    assert!(folder.path().join("plans/acme.json").exists());
}

#[test]
fn the_worksheets_of_a_fleet_are_written_as_it_is_told() {
    let (sandbox, folder) = provider(str::to_owned);
    let command = block("<!-- the worksheets of a fleet:", "```sh\n");
    let told = told_of_tenants(&sandbox, folder.path(), command.trim(), &[]);
    assert!(told.starts_with("1 tenant: 1 pending\n"), "{told}");
    for name in ["steps/acme.html", "steps/index.html"] {
        assert!(folder.path().join(name).exists(), "{name}");
    }
}

#[test]
fn the_recipe_for_ci_survives_a_shell_that_ends_at_each_failure() {
    let readme = std::fs::read_to_string(run::repository("README.md")).expect("a README");
    let (_, recipe) = readme.split_once("<!-- in CI:").expect("its mark");
    let block = recipe.split("```sh\n").nth(1).expect("its block");
    let (commands, _) = block.split_once("```").expect("the block ends");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(run::PROGRAM, folder.path().join("sso-setup")).expect("a program");
    let sandbox = run::SandboxProcess::start();
    let again = |said: &str| {
        let output = shell(&sandbox, folder.path(), commands).output();
        let output = output.expect("a shell");
        let printed = String::from_utf8(output.stdout).expect("text");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{printed}{errors}");
        assert!(printed.contains(said), "{printed}");
    };
    again("Connected:");
    again("nothing to do");
    // What is no plan is a failure.
    let wrong = commands.replace("\"All Staff\"", "\"All Stuff\"");
    let output = shell(&sandbox, folder.path(), &wrong).output();
    assert_eq!(output.expect("a shell").status.code(), Some(1));
}

/// A shell with the sandbox's addresses and credentials, in a folder that has the program.
fn shell(sandbox: &run::SandboxProcess, folder: &Path, command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", command])
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .env("XDG_STATE_HOME", folder)
        .envs(sandbox.environment())
        .stdin(Stdio::null());
    shell
}

/// Runs one line of the story, which must end as its comment says; gives what it printed.
fn told(sandbox: &run::SandboxProcess, folder: &Path, line: &str) -> String {
    let (command, comment) = line.split_once('#').unwrap_or((line, ""));
    let output = shell(sandbox, folder, command).output().expect("a shell");
    let printed = String::from_utf8(output.stdout).expect("text");
    let errors = String::from_utf8_lossy(&output.stderr);
    let expected = match comment.trim().strip_prefix("exit code ") {
        Some(comment) => {
            let (code, rule) = comment.split_once(": ").expect("a code and why");
            let failed = format!("fail  {rule} ");
            let printed = printed.to_lowercase();
            let lines = printed
                .lines()
                .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
            let failed = failed.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                lines.into_iter().any(|l| l.starts_with(&failed)),
                "{command}\n{printed}"
            );
            code.parse().expect("a number")
        }
        None => 0,
    };
    assert_eq!(
        output.status.code(),
        Some(expected),
        "{command}\n{printed}{errors}"
    );
    printed
}

/// Runs a command that waits for a sign-in, and signs in meanwhile.
fn watched(sandbox: &run::SandboxProcess, folder: &Path, command: &str) {
    let mut child = shell(sandbox, folder, command)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut stderr = BufReader::new(child.stderr.take().expect("its stderr"));
    let mut told = String::new();
    while !told.contains("Waiting for both services") {
        let read = stderr.read_line(&mut told).expect("text");
        assert!(read > 0, "it ended before it waited: {told}");
    }
    let page = sandbox.introduction["page"].as_str().expect("a page");
    at_the_tile(page).submit(&[]).is("portal");
    let output = child.wait_with_output().expect("it ends");
    let printed = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(0), "{told}\n{printed}");
    assert!(
        printed.contains("Signed in: ada@widgets.example"),
        "{printed}"
    );
}

/// What the tile's POST carries: somebody signs in at JumpCloud and clicks it.
fn signed_in(page: &str) -> String {
    let (_, fields) = at_the_tile(page).form();
    let field = fields.into_iter().find(|(name, _)| name == "SAMLResponse");
    field.expect("a Response").1
}

/// A browser with JumpCloud's answer, on its way to Mimecast.
fn at_the_tile(page: &str) -> browser::Browser {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let handle = runtime.handle().clone();
    // It drives the requests, and ends with the test.
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    let mut browser = browser::Browser::new(page, handle);
    browser.open("/").click("user console").is("login");
    browser
        .submit(&[("email", "ada@widgets.example")])
        .is("console");
    browser.click("Mimecast Personal Portal");
    browser
}
