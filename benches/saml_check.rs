//! How long a Response takes to be judged, here and with python3-saml: `cargo bench --bench saml_check`.
//!
//! The same document, signed twice with RSA-2048, at the same time, on the same machine: as whole
//! processes, one document each, and within one process that has everything loaded. It prints and judges
//! nothing: `saml check` is to be at least 5 times faster. The peer is installed by `.ci/interop`, which this
//! runs where `SSO_SETUP_INTEROP` does not name its folder.
#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sso_setup::saml::metadata::{self, IdpMetadata};
use sso_setup::saml::response::{self, Expected};
use time::macros::datetime;

const PROCESSES: usize = 21;
const WITHIN: usize = 2_000;
const WITHIN_PYTHON: usize = 300;

const ACS: &str = "https://eu-api.mimecast.com/login/saml";
const AUDIENCE: &str = "eu-api.mimecast.com.CUK1A1";
const REQUEST: &str = "_request-1";
const AT: &str = "2026-03-01T12:00:30Z";
const USER: &str = "alice@example.com";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("fixtures/saml/responses/friendly/signed-both.xml");
    let metadata_file = root.join("fixtures/saml/metadata/rsa.xml");
    let idp = metadata::parse(&std::fs::read(&metadata_file).context("no metadata")?)
        .context("no metadata")?;
    let xml = std::fs::read(&file).context("no Response")?;

    let folder = interop(root)?;
    let expected = tempfile::NamedTempFile::new().context("no temporary file")?;
    let document = json!({
        "file": file, "acs": ACS, "audience": AUDIENCE, "request_id": REQUEST, "at": AT, "name_id": USER,
        "idp": idp.entity_id, "certificate": idp.signing_certificates[0].to_base64(),
    });
    std::fs::write(expected.path(), document.to_string()).context("it cannot be written")?;
    let python = |times: usize| {
        let mut command = Command::new(folder.join("venv/bin/python"));
        command
            .arg(root.join("tests/interop/peers/bench_python3_saml.py"))
            .arg(expected.path())
            .arg(times.to_string());
        command
    };

    let mut ours = Command::new(env!("CARGO_BIN_EXE_sso-setup"));
    ours.args(["saml", "check"])
        .arg(&file)
        .arg("--metadata")
        .arg(&metadata_file)
        .args([
            "--acs",
            ACS,
            "--audience",
            AUDIENCE,
            "--request-id",
            REQUEST,
            "--at",
            AT,
        ]);
    println!(
        "one Response of {} bytes, two signatures, RSA-2048",
        xml.len()
    );
    report(
        &format!("whole process, {PROCESSES} each"),
        Times::of(PROCESSES, || run(&mut ours))?,
        Times::of(PROCESSES, || run(&mut python(1)))?,
    );
    report(
        "within one process",
        Times::of(WITHIN, || judge(&xml, &idp))?,
        within_python(&mut python(WITHIN_PYTHON))?,
    );
    Ok(())
}

/// The folder with the peers.
fn interop(root: &Path) -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("SSO_SETUP_INTEROP") {
        return Ok(folder.into());
    }
    let output = Command::new("bash")
        .arg(root.join(".ci/interop"))
        .arg("prepare")
        .stderr(Stdio::inherit())
        .output()
        .context("bash does not run")?;
    ensure!(output.status.success(), ".ci/interop prepare failed");
    let said = String::from_utf8(output.stdout).context("no path")?;
    Ok(said.lines().last().context("no path")?.into())
}

fn run(command: &mut Command) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .context("it does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {said}");
    Ok(())
}

fn judge(xml: &[u8], idp: &IdpMetadata) -> Result<()> {
    let expected = Expected {
        metadata: idp,
        acs_url: ACS,
        sp_entity_id: AUDIENCE,
        request_id: Some(REQUEST),
        at: datetime!(2026-03-01 12:00:30 UTC),
    };
    let verdict = response::check(xml, &expected);
    let signed_in = verdict.sign_in.context("the Response is refused")?;
    ensure!(signed_in.name_id == USER, "somebody else signs in");
    Ok(())
}

/// The fastest and the middle one of several runs.
struct Times {
    fastest: Duration,
    median: Duration,
}

impl Times {
    fn of(count: usize, mut what: impl FnMut() -> Result<()>) -> Result<Times> {
        // Once for nothing, to have files and caches warm.
        what()?;
        let mut times = Vec::with_capacity(count);
        for _ in 0..count {
            let start = Instant::now();
            what()?;
            times.push(start.elapsed());
        }
        times.sort_unstable();
        Ok(Times {
            fastest: times[0],
            median: times[count / 2],
        })
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |duration: Duration| duration.as_secs_f64() * 1e3;
        let (fastest, median) = (milliseconds(self.fastest), milliseconds(self.median));
        write!(f, "fastest {fastest:.3} ms, median {median:.3} ms")
    }
}

fn within_python(command: &mut Command) -> Result<Times> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .context("python does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "python3-saml: {said}");
    let times: Value = serde_json::from_slice(&output.stdout).context("no times")?;
    let seconds = |name: &str| {
        let seconds = times[name].as_f64().context("no seconds")?;
        Ok::<_, anyhow::Error>(Duration::from_secs_f64(seconds))
    };
    Ok(Times {
        fastest: seconds("fastest")?,
        median: seconds("median")?,
    })
}

fn report(what: &str, ours: Times, theirs: Times) {
    let ratio = |theirs: Duration, ours: Duration| theirs.as_secs_f64() / ours.as_secs_f64();
    println!("\n{what}\n  sso-setup     {ours}\n  python3-saml  {theirs}");
    println!(
        "  {:.1} times faster by the fastest, {:.1} by the median",
        ratio(theirs.fastest, ours.fastest),
        ratio(theirs.median, ours.median)
    );
}
