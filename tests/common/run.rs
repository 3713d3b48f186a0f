//! The program as a process, and the sandbox as another one.
#![allow(dead_code)] // Each test file takes what it needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// The program that is tested.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sso-setup");

/// The program with nothing of this process's environment: neither credentials nor proxies nor options.
pub fn sso_setup<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_clear().args(args).stdin(Stdio::null());
    command
}

/// What the program printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Both streams and the exit code, for a snapshot.
    pub fn transcript(&self) -> String {
        format!(
            "exit code {}\n---- stdout\n{}---- stderr\n{}",
            self.code, self.stdout, self.stderr
        )
    }

    /// The result, of a run that must have ended with `code`.
    pub fn ended(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "{}", self.transcript());
        self
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program starts");
    Ran {
        code: status.code().expect("it was not killed"),
        stdout: String::from_utf8(stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(stderr).expect("stderr is UTF-8"),
    }
}

/// Shorthand for a run without any environment.
pub fn ran(args: &[&str]) -> Ran {
    run(&mut sso_setup(args))
}

/// `sso-setup sandbox` as a process of its own, killed when dropped.
pub struct SandboxProcess {
    child: Child,
    /// Where the program keeps its lock and journals.
    pub kept: tempfile::TempDir,
    /// The line of JSON it introduces itself with.
    pub introduction: Value,
}

impl SandboxProcess {
    /// Starts one on a free port.
    pub fn start() -> SandboxProcess {
        SandboxProcess::with(&[])
    }

    /// Starts one with more options.
    pub fn with(args: &[&str]) -> SandboxProcess {
        let mut child = sso_setup(&[&["sandbox", "-o", "json"], args].concat())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox starts");
        let stdout = child.stdout.take().expect("its stdout is a pipe");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("the sandbox introduces itself");
        let introduction = serde_json::from_str(&line).expect("it does so in JSON");
        SandboxProcess {
            child,
            kept: tempfile::tempdir().expect("a folder"),
            introduction,
        }
    }

    fn text(&self, pointer: &str) -> String {
        let value = self.introduction.pointer(pointer).and_then(Value::as_str);
        value.expect(pointer).to_owned()
    }

    /// The JumpCloud API key that may do everything.
    pub fn api_key(&self) -> String {
        self.text("/credentials/JUMPCLOUD_API_KEY")
    }

    /// Where both services are.
    pub fn addresses(&self) -> Vec<(String, String)> {
        [
            ("SSO_SETUP_JUMPCLOUD_URL", "/jumpcloud_url"),
            ("SSO_SETUP_MIMECAST_URL", "/mimecast_url"),
        ]
        .map(|(name, pointer)| (name.to_owned(), self.text(pointer)))
        .into_iter()
        .chain([self.kept()])
        .collect()
    }

    /// Locks and journals of its own: nothing is shared, neither between tests nor with the machine.
    fn kept(&self) -> (String, String) {
        let folder = self.kept.path().to_str().expect("its name is text");
        ("XDG_STATE_HOME".to_owned(), folder.to_owned())
    }

    /// Addresses, and every credential.
    pub fn environment(&self) -> Vec<(String, String)> {
        let credentials = self.introduction["credentials"].as_object();
        let credentials = credentials.expect("it tells its credentials");
        let credentials = credentials
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()));
        self.addresses().into_iter().chain(credentials).collect()
    }

    /// The program, pointed at this sandbox with every credential.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = sso_setup(args);
        command.envs(self.environment());
        command
    }

    /// Runs the program against this sandbox.
    pub fn ran(&self, args: &[&str]) -> Ran {
        run(&mut self.command(args))
    }

    /// An answer of the sandbox itself, or of one of its services.
    pub fn http(&self, method: &str, path: &str, headers: &str, body: &str) -> Value {
        let page = self.text("/page");
        let host = page.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).expect("the sandbox answers");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").expect("a whole answer");
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{method} {path}: {answer}"))
    }

    /// How many requests changed something, at both services.
    pub fn writes(&self) -> u64 {
        let counters = self.http("GET", "/sandbox/counters", "", "");
        ["jumpcloud", "mimecast"]
            .iter()
            .map(|service| counters[service]["writes"].as_u64().expect("a count"))
            .sum()
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        if let Ok(Some(status)) = self.child.try_wait() {
            eprintln!("the sandbox had ended before its test: {status}");
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file of this repository.
pub fn repository(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), path].iter().collect()
}
