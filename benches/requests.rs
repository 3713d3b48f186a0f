//! How many requests a run takes, and how many of them in a row: `cargo bench --bench requests`.
//!
//! The built program runs against a sandbox that holds every answer back by 50 ms. What it logs of its requests
//! (`-vv`), stamped as it comes, tells when each was asked and answered. A *level* is one wait for answers on the
//! critical path: a request is one level below the last one that was answered before it was asked. Pages of the
//! catalogue are taken together as one request.
//!
//! It fails where an operation takes more levels or requests than it did before; of time it judges nothing. `cargo bench --bench
//! requests -- OPERATION…` prints for each request of some of the operations (doctor, first-plan, one, no-op, three, rotate,
//! remove) its level, and when it was asked and answered.
#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use secrecy::ExposeSecret;
use sso_setup::sandbox::{Options, Sandbox};

const LATENCY: Duration = Duration::from_millis(50);
/// How late a line of the log may come.
const LATE: Duration = Duration::from_millis(10);
const CATALOGUE: &str = "/api/application-templates";
const ONE: [&str; 6] = [
    "--subdomain",
    "eu",
    "--group",
    "All Staff",
    "--mimecast-group",
    "All Mimecast users",
];
const THREE: [&str; 4] = ["--connector", "all", "--admin", "ada@widgets.example"];

/// What is measured, and what it may come to.
struct Operation {
    /// What it is called on the command line of this program.
    name: &'static str,
    title: &'static str,
    /// On which of the two sandboxes it runs: with one connector, or with three.
    of_three: bool,
    arguments: &'static [&'static str],
    /// The levels that it should take.
    wanted: u32,
    /// The levels and the requests that it takes at most: more than these are a step back.
    most: (u32, usize),
}

/// In the order in which they are run.
const OPERATIONS: [Operation; 8] = [
    Operation {
        name: "doctor",
        title: "doctor",
        of_three: false,
        arguments: &["doctor"],
        wanted: 3,
        most: (4, 23),
    },
    Operation {
        name: "first-plan",
        title: "first plan of one connector",
        of_three: false,
        arguments: &["plan"],
        wanted: 4,
        most: (4, 14),
    },
    Operation {
        name: "one",
        title: "first apply of one connector",
        of_three: false,
        arguments: &["apply", "--yes"],
        wanted: 11,
        most: (15, 34),
    },
    Operation {
        name: "no-op",
        title: "plan of one connector with nothing to do",
        of_three: false,
        arguments: &["plan"],
        wanted: 3,
        most: (3, 12),
    },
    Operation {
        name: "three",
        title: "first apply of three connectors",
        of_three: true,
        arguments: &["apply", "--yes"],
        wanted: 12,
        most: (23, 50),
    },
    Operation {
        name: "no-op",
        title: "plan of three connectors with nothing to do",
        of_three: true,
        arguments: &["plan"],
        wanted: 3,
        most: (3, 17),
    },
    Operation {
        name: "rotate",
        title: "rotation of three connectors",
        of_three: true,
        arguments: &["rotate", "--yes"],
        wanted: 14,
        most: (22, 52),
    },
    Operation {
        name: "remove",
        title: "removal of three connectors",
        of_three: true,
        arguments: &["remove", "--yes", "--confirm-count", "3"],
        wanted: 13,
        most: (27, 44),
    },
];

/// A request as the program logged it: when it was asked and answered, from the start of the program.
struct Request {
    what: String,
    asked: Duration,
    answered: Duration,
}

/// A sandbox, and the folder that the runs against it keep their journals in.
struct World {
    sandbox: Sandbox,
    state: tempfile::TempDir,
}

fn main() -> Result<()> {
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    runtime.block_on(async {
        let worlds = [World::new().await?, World::new().await?];
        let mut stepped_back = Vec::new();
        for operation in OPERATIONS {
            let Operation { title, wanted, .. } = operation;
            let world = &worlds[usize::from(operation.of_three)];
            let run = world.run(operation.arguments, operation.of_three);
            let (requests, took) = run.await?;
            let levels = levels(&requests);
            let deepest = levels.iter().max().copied().unwrap_or_default();
            let ideal = LATENCY * deepest;
            println!(
                "{title}: {deepest} levels (wanted {wanted}), {} requests, {took:.0?} ({:.2} of its levels' latency)",
                requests.len(),
                took.as_secs_f64() / ideal.as_secs_f64()
            );
            if chosen.is_empty() {
                print_by_path(&requests);
            } else if chosen.iter().any(|c| c == operation.name) {
                print_in_order(&requests, &levels);
            }
            let (most_levels, most_requests) = operation.most;
            if deepest > most_levels || requests.len() > most_requests {
                stepped_back.push(format!("{title}: at most {most_levels} levels and {most_requests} requests"));
            }
        }
        ensure!(stepped_back.is_empty(), "more than before: {}", stepped_back.join("; "));
        Ok(())
    })
}

impl World {
    async fn new() -> Result<Self> {
        let options = Options {
            latency: LATENCY,
            ..Options::default()
        };
        let sandbox = Sandbox::start(options).await;
        Ok(World {
            sandbox: sandbox.context("the sandbox does not start")?,
            state: tempfile::tempdir().context("no folder")?,
        })
    }

    /// Runs the program once: what it asked for, and how long it took.
    async fn run(&self, arguments: &[&str], of_three: bool) -> Result<(Vec<Request>, Duration)> {
        let credentials = self.sandbox.credentials();
        let mut program = Command::new(env!("CARGO_BIN_EXE_sso-setup"));
        program.env_clear().env("XDG_STATE_HOME", self.state.path());
        match arguments {
            ["doctor"] => program.args(["-vv", "doctor"]),
            _ => program.args(["-vv", "mimecast"]).args(arguments),
        };
        program.args(ONE).args(match of_three {
            true => &THREE[..],
            false => &[],
        });
        program
            .env("SSO_SETUP_JUMPCLOUD_URL", self.sandbox.jumpcloud_url())
            .env("SSO_SETUP_MIMECAST_URL", self.sandbox.mimecast_url())
            .env(
                "JUMPCLOUD_API_KEY",
                credentials.jumpcloud_api_key.expose_secret(),
            )
            .env("MIMECAST_CLIENT_ID", credentials.mimecast_client_id)
            .env(
                "MIMECAST_CLIENT_SECRET",
                credentials.mimecast_client_secret.expose_secret(),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let shown = format!("{arguments:?}");
        tokio::task::spawn_blocking(move || followed(program, &shown)).await?
    }
}

fn followed(mut program: Command, shown: &str) -> Result<(Vec<Request>, Duration)> {
    let start = Instant::now();
    let mut child = program.spawn().context("the program does not start")?;
    let log = child.stderr.take().context("no log")?;
    let mut requests = Vec::new();
    let mut said = String::new();
    for line in BufReader::new(log).lines() {
        let line = line.context("the log cannot be read")?;
        match Request::logged(&line, start.elapsed()) {
            Some(request) => requests.push(request),
            None => said = format!("{said}{line}\n"),
        }
    }
    let status = child.wait().context("the program does not end")?;
    let took = start.elapsed();
    ensure!(status.success(), "{shown} ends with {status}: {said}");
    requests.sort_by_key(|request| request.asked);
    Ok((requests, took))
}

impl Request {
    /// What a line of the log tells of a request that was answered just now.
    fn logged(line: &str, now: Duration) -> Option<Self> {
        let of = |key: &str| {
            let (_, rest) = line.split_once(&format!(" {key}="))?;
            rest.split(' ').next()
        };
        let took = Duration::from_millis(of("ms")?.parse().ok()?);
        let path = of("path")?;
        Some(Request {
            what: format!("{} {path}", of("method")?),
            asked: now.saturating_sub(took),
            answered: now,
        })
    }
}

/// The level of each request, in the order in which they were asked.
fn levels(requests: &[Request]) -> Vec<u32> {
    let mut levels: Vec<u32> = Vec::with_capacity(requests.len());
    let mut catalogue = None;
    for request in requests {
        let before = requests.iter().zip(&levels);
        let above = before.filter(|(other, _)| other.answered <= request.asked + LATE);
        let level = above.map(|(_, level)| level + 1).max().unwrap_or(1);
        levels.push(match request.what.ends_with(CATALOGUE) {
            true => *catalogue.get_or_insert(level),
            false => level,
        });
    }
    levels
}

fn print_by_path(requests: &[Request]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for request in requests {
        *counts.entry(&request.what).or_default() += 1;
    }
    for (what, count) in counts {
        println!("  {count:>3} {what}");
    }
}

fn print_in_order(requests: &[Request], levels: &[u32]) {
    for (request, level) in requests.iter().zip(levels) {
        println!(
            "  {level:>3} {:>5}–{:<5} {}",
            request.asked.as_millis(),
            request.answered.as_millis(),
            request.what
        );
    }
}
