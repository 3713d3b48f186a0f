//! The other implementations, and how they are asked.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use serde_json::Value;

/// Which program runs a peer's script.
#[derive(Clone, Copy)]
enum Runs {
    Python,
    Node,
}

/// One implementation.
pub struct Peer {
    pub name: &'static str,
    script: &'static str,
    runs: Runs,
    /// What it does not implement, like `sign EC`.
    pub cannot: &'static [&'static str],
}

const NO_ECDSA: &[&str] = &["verify EC", "sign EC"];

pub const PEERS: [Peer; 6] = [
    Peer {
        name: "python3-saml",
        script: "python3_saml.py",
        runs: Runs::Python,
        cannot: &["sign EC"],
    },
    Peer {
        name: "pysaml2",
        script: "pysaml2.py",
        runs: Runs::Python,
        cannot: &[],
    },
    Peer {
        name: "signxml",
        script: "signxml_peer.py",
        runs: Runs::Python,
        cannot: &[],
    },
    Peer {
        name: "xmlsec1",
        script: "xmlsec1_peer.py",
        runs: Runs::Python,
        cannot: &[],
    },
    Peer {
        name: "@node-saml/node-saml",
        script: "node_saml.cjs",
        runs: Runs::Node,
        cannot: NO_ECDSA,
    },
    Peer {
        name: "samlify",
        script: "samlify.cjs",
        runs: Runs::Node,
        cannot: NO_ECDSA,
    },
];

/// The folder that `.ci/interop` made. Without it `what` is not done: said aloud, and a failure in CI.
pub fn installed(what: &str) -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("SSO_SETUP_INTEROP") {
        return Some(folder.into());
    }
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci != "true"),
        "SSO_SETUP_INTEROP is not set: no peer was asked ({what})"
    );
    say(&format!(
        "NOT DONE: {what}: SSO_SETUP_INTEROP is not set, no peer was asked; run .ci/interop"
    ));
    None
}

/// Says something past the test harness, which keeps back what a passing test prints.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "interop: {text}");
}

/// What was said to be skipped: once is enough.
static SKIPPED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

impl Peer {
    /// Says what the peer does not implement.
    pub fn say_skipped(&self, what: &str, why: &str) {
        let text = format!("SKIPPED: {}: {what}: {why}", self.name);
        if SKIPPED.lock().unwrap().insert(text.clone()) {
            say(&text);
        }
    }

    /// Has the peer do jobs; one result for each.
    pub fn ask<'j>(&self, folder: &Path, jobs: impl Iterator<Item = &'j Value>) -> Vec<Value> {
        let jobs: Vec<&Value> = jobs.collect();
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/peers");
        let program = match self.runs {
            Runs::Python => folder.join("venv/bin/python"),
            Runs::Node => PathBuf::from("node"),
        };
        let mut child = Command::new(&program)
            .arg(scripts.join(self.script))
            .env("SSO_SETUP_INTEROP", folder)
            // Nothing is to be written into the tree.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{} for {}: {error}", program.display(), self.name));
        let mut stdin = child.stdin.take().unwrap();
        stdin
            .write_all(&serde_json::to_vec(&jobs).unwrap())
            .unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", self.name);
        let results: Vec<Value> = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{}: {error}: {said}", self.name));
        assert_eq!(results.len(), jobs.len(), "{}", self.name);
        results
    }
}
