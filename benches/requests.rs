//! How many requests a run takes, and how many of them in a row: `cargo bench --bench requests`.
//!
//! The built program runs against a sandbox that holds every answer back by 50 ms. It prints and judges
//! nothing: the limits are 5 latencies for a plan of one connector that finds nothing to do, which
//! does not read the catalogue, and 28 requests for an apply of one new connector, re-reading included
//! and catalogue pages not counted.
#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use secrecy::ExposeSecret;
use sso_setup::sandbox::{Options, Sandbox};

const LATENCY: Duration = Duration::from_millis(50);
const RUNS: usize = 5;
const CATALOGUE: &str = "/api/application-templates";
const WANTED: [&str; 7] = [
    "--subdomain",
    "eu",
    "--group",
    "All Staff",
    "--mimecast-group",
    "All Mimecast users",
    "--yes",
];

type Requests = BTreeMap<String, u64>;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    runtime.block_on(async {
        let slow = sandbox(LATENCY).await?;
        let fast = sandbox(Duration::ZERO).await?;

        let (apply, took) = run(&slow, "apply").await?;
        run(&fast, "apply").await?;
        println!("apply of one new connector, {LATENCY:?} a request: {took:.0?}");
        print(&apply);

        let mut plan = Requests::new();
        let (mut held, mut plain) = (Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            let (requests, took) = run(&slow, "plan").await?;
            plan = requests;
            held = held.min(took);
            plain = plain.min(run(&fast, "plan").await?.1);
        }
        let latencies = held.saturating_sub(plain).as_secs_f64() / LATENCY.as_secs_f64();
        println!("\nplan of one connector that finds nothing to do, fastest of {RUNS}: {held:.0?}, without latency {plain:.0?}");
        print(&plan);
        println!("  {latencies:.1} latencies (limit 5)");
        Ok(())
    })
}

async fn sandbox(latency: Duration) -> Result<Sandbox> {
    let options = Options {
        latency,
        ..Options::default()
    };
    Sandbox::start(options)
        .await
        .context("the sandbox does not start")
}

/// Runs the program once: what it asked for, and how long it took.
async fn run(sandbox: &Sandbox, command: &str) -> Result<(Requests, Duration)> {
    let before = counted(sandbox).await?;
    let credentials = sandbox.credentials();
    let state = tempfile::tempdir().context("no folder")?;
    let mut program = Command::new(env!("CARGO_BIN_EXE_sso-setup"));
    program
        .env_clear()
        .env("XDG_STATE_HOME", state.path())
        .args(["mimecast", command])
        .args(WANTED)
        .env("SSO_SETUP_JUMPCLOUD_URL", sandbox.jumpcloud_url())
        .env("SSO_SETUP_MIMECAST_URL", sandbox.mimecast_url())
        .env(
            "JUMPCLOUD_API_KEY",
            credentials.jumpcloud_api_key.expose_secret(),
        )
        .env("MIMECAST_CLIENT_ID", credentials.mimecast_client_id)
        .env(
            "MIMECAST_CLIENT_SECRET",
            credentials.mimecast_client_secret.expose_secret(),
        )
        .stdin(Stdio::null());
    let (output, took) = tokio::task::spawn_blocking(move || {
        let start = Instant::now();
        program.output().map(|output| (output, start.elapsed()))
    })
    .await?
    .context("the program does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command}: {said}");
    let mut requests = counted(sandbox).await?;
    for (request, count) in before {
        requests.entry(request).and_modify(|now| *now -= count);
    }
    requests.retain(|_, count| *count > 0);
    Ok((requests, took))
}

async fn counted(sandbox: &Sandbox) -> Result<Requests> {
    let url = format!("{}sandbox/requests", sandbox.page());
    let answer = reqwest::get(url)
        .await
        .context("the sandbox does not answer")?;
    answer.json().await.context("the sandbox gives no counts")
}

fn print(requests: &Requests) {
    let (catalogue, others): (Vec<_>, Vec<_>) = requests
        .iter()
        .partition(|(request, _)| request.ends_with(CATALOGUE));
    for (request, count) in &others {
        println!("  {count} {request}");
    }
    let sum = |of: &[(&String, &u64)]| of.iter().map(|(_, count)| **count).sum::<u64>();
    println!(
        "  {} requests, and {} pages of the catalogue",
        sum(&others),
        sum(&catalogue)
    );
}
