//! The built program, run against a sandbox of the test's own.

#![allow(dead_code, reason = "each test program uses a part of it")]

pub mod browser;
pub mod certificates;
pub mod console;
pub mod meddler;
pub mod saml;
pub mod sheet;
mod world;

use std::process::{Command, Stdio};

use serde_json::Value;

pub use world::World;

/// The program with an environment that holds nothing of the machine's own but the search path.
pub fn tool() -> Tool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sso-setup"));
    command.env_clear().stdin(Stdio::null());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    // Locks and journals of its own: nothing is shared, neither between tests nor with the machine.
    let state = tempfile::tempdir().expect("a folder");
    command.env("XDG_STATE_HOME", state.path());
    Tool { command, state }
}

/// One run of the program, not started yet.
pub struct Tool {
    pub command: Command,
    state: tempfile::TempDir,
}

impl Tool {
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Tool {
        self.command.env(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Tool {
        self.command.env_remove(name);
        self
    }

    /// `sso-setup mimecast …`
    pub fn mimecast(mut self, args: &[&str]) -> Run {
        self.command.arg("mimecast");
        self.run(args)
    }

    pub fn run(mut self, args: &[&str]) -> Run {
        let output = self.command.args(args).output().expect("the program runs");
        Run {
            what: args.join(" "),
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("stdout is text"),
            stderr: String::from_utf8(output.stderr).expect("stderr is text"),
        }
    }
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub what: String,
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Ends with this exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Run {
        assert_eq!(
            self.code, code,
            "exit code of {}\n{}\n{}",
            self.what, self.stdout, self.stderr
        );
        self
    }

    /// Says all of this, on stdout or stderr.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Run {
        for part in parts {
            assert!(
                self.stdout.contains(part) || self.stderr.contains(part),
                "\"{part}\" is not said by {}\n{}\n{}",
                self.what,
                self.stdout,
                self.stderr
            );
        }
        self
    }

    /// Stdout as the one JSON document that it must be, with nothing before or after it.
    #[track_caller]
    pub fn json(&self) -> Value {
        let document: Value = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("{}: {e}\n{}\n{}", self.what, self.stdout, self.stderr));
        assert_eq!(document["format_version"], 1, "{document}");
        document
    }

    /// Fails with this exit code and one error: its code, and what its message and hints together say.
    #[track_caller]
    pub fn fails(self, exit: i32, code: &str, parts: &[&str]) -> Run {
        let run = self.exits(exit);
        let document = run.json();
        let error = &document["error"];
        assert_eq!(error["code"], code, "{document}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(!message.contains('\n'), "one line: {message}");
        let hints = error["hints"].as_array().expect("hints");
        assert!(!hints.is_empty(), "no remedy: {error}");
        let hints = hints
            .iter()
            .map(|hint| hint.as_str().expect("a hint is text"));
        let text: String = [message]
            .into_iter()
            .chain(hints)
            .collect::<Vec<_>>()
            .join("\n");
        for part in parts {
            assert!(text.contains(part), "\"{part}\" is not said: {text}");
        }
        run
    }

    /// The changes of a plan, by id.
    #[track_caller]
    pub fn changes(&self) -> Vec<String> {
        let document = self.json();
        texts(&document["changes"], "id")
    }

    /// The codes of the warnings.
    #[track_caller]
    pub fn warnings(&self) -> Vec<String> {
        texts(&self.json()["warnings"], "code")
    }

    /// The guards that refuse.
    #[track_caller]
    pub fn refusals(&self) -> Vec<String> {
        texts(&self.json()["refusals"], "guard")
    }
}

/// The names of a document's checks with this status.
#[track_caller]
pub fn checks_that_are(document: &Value, status: &str) -> Vec<String> {
    let checks = document["checks"].as_array().unwrap().iter();
    checks
        .filter(|check| check["status"] == status)
        .map(|check| check["name"].as_str().unwrap().to_owned())
        .collect()
}

/// The text under `key` of each item of a list.
#[track_caller]
pub fn texts(list: &Value, key: &str) -> Vec<String> {
    let items = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    items
        .iter()
        .map(|item| item[key].as_str().expect(key).to_owned())
        .collect()
}

/// The item of a list whose `key` is `value`.
#[track_caller]
pub fn find<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let items = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    let found: Vec<&Value> = items.iter().filter(|item| item[key] == value).collect();
    assert_eq!(found.len(), 1, "{key} = {value} in {list}");
    found[0]
}

/// What every run of the tests asks for, unless it is about something else.
pub const CONNECT: [&str; 5] = ["--subdomain", "eu", "--group", "All Staff", "--yes"];

/// The three connectors and an administrator who can sign in.
pub const ALL_THREE: [&str; 8] = [
    "--connector",
    "apps",
    "--connector",
    "personal-portal",
    "--connector",
    "admin-console",
    "--admin",
    "ada@widgets.example",
];
