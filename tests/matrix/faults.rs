//! Every fault of the sandbox's language at every request.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::case::{ensure, reaches_the_end, unharmed};
use crate::common::World;
use crate::operation::{Operation, Prepared};
use crate::pool::{Case, Outcome, part, run_all, summary};
use crate::told::{document, speaks};

/// A fault, and the exit codes that a run may end with that it strikes.
pub struct Kind {
    pub spec: &'static str,
    exits: &'static [i32],
}

impl Kind {
    /// Whether a run may end with this exit code, and this document, that it strikes.
    pub fn may_end(&self, code: i32, document: &Value) -> bool {
        // What keeps a new application from being looked up leaves its creation unconfirmed.
        let unconfirmed = code == 5 && document["error"]["code"] == "create-unconfirmed";
        self.exits.contains(&code) || unconfirmed
    }

    /// Whether most of the time of a run goes into waiting.
    pub fn waits(&self) -> bool {
        self.spec.starts_with("stall")
    }
}

/// It is tried again, or the service is unavailable. 3 is a guard that could not read what it has to know.
const UNAVAILABLE: &[i32] = &[0, 3, 5];
/// The answer is not one: a defect, or something in between that answers.
const UNEXPECTED: &[i32] = &[0, 1, 3, 5];

const fn kind(spec: &'static str, exits: &'static [i32]) -> Kind {
    Kind { spec, exits }
}

pub const KINDS: [Kind; 23] = [
    kind("refuse", UNAVAILABLE),
    kind("reset", UNAVAILABLE),
    kind("reset,acted=yes", UNAVAILABLE),
    kind("stall", UNAVAILABLE),
    kind("stall,acted=yes", UNAVAILABLE),
    kind("429", UNAVAILABLE),
    kind("429=1", UNAVAILABLE),
    kind("500", UNAVAILABLE),
    kind("500,acted=yes", UNAVAILABLE),
    kind("502", UNAVAILABLE),
    kind("503", UNAVAILABLE),
    kind("503,acted=yes", UNAVAILABLE),
    kind("408,acted=yes", UNAVAILABLE),
    kind("522", UNAVAILABLE),
    kind("524,acted=yes", UNAVAILABLE),
    kind("401", &[0, 3, 4]),
    // The account code can be asked for in two ways, and the second is tried.
    kind("403", &[0, 3, 4]),
    kind("truncate", UNAVAILABLE),
    kind("html", UNEXPECTED),
    kind("html,acted=yes", UNEXPECTED),
    kind("wrong-json", UNEXPECTED),
    // Read again until it shows, or somebody else seems to be at work.
    kind("stale,times=2", &[0, 1, 3]),
    kind("drip=300ms", &[0]),
];

struct Struck<'a> {
    operation: &'a Operation,
    prepared: &'a Prepared,
    kind: &'a Kind,
    /// The request, from 1.
    request: u64,
}

impl Case for Struck<'_> {
    fn name(&self) -> String {
        let (operation, kind) = (self.operation.name, self.kind.spec);
        format!("{operation}: {kind},at={}", self.request)
    }

    fn run(&self) -> Outcome {
        let world = self.prepared.start.world();
        let fault = format!("{},at={}", self.kind.spec, self.request);
        let armed = world.sandbox.arm(fault.parse().unwrap());
        world.runtime.block_on(armed).unwrap();
        let run = world.mimecast(&self.operation.args());
        let faults = world.sandbox.faults();
        world.sandbox.clear_faults();
        reopened(&world);
        ensure!(
            faults["faults"][0]["struck"] != 0,
            "it struck nothing: {run:?}"
        );
        ensure!(
            self.kind.may_end(run.code, &document(&run)?),
            "it ends with {}: {run:?}",
            run.code
        );
        let state = unharmed(&world, &self.prepared.start.state)?;
        if run.code != 0 {
            speaks(&run, self.prepared, state != self.prepared.start.state)?;
        }
        reaches_the_end(self.operation, self.prepared, &world, &state, Some(&run))
            .map_err(|problem| format!("{problem}\nthe first run: {run:?}"))
    }

    fn waits(&self) -> bool {
        self.kind.waits()
    }
}

/// Waits until the sandbox takes connections again.
pub fn reopened(world: &World) {
    let page = world.sandbox.page();
    let address = page.trim_start_matches("http://").trim_end_matches('/');
    while std::net::TcpStream::connect(address).is_err() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// Into how many parts the cases are cut, of which a run takes one.
const PARTS: usize = 8;

/// Strikes every request of an operation with every fault: a part of that, see [`part`].
pub fn every_fault_at_every_request(operation: &Operation) {
    let prepared = operation.prepare();
    let prepared = &prepared;
    // Request by request, so that a part has each fault at some requests and at each request some faults.
    let cases: Vec<Struck<'_>> = (1..=prepared.requests)
        .flat_map(|request| {
            KINDS.iter().map(move |kind| Struck {
                operation,
                prepared,
                kind,
                request,
            })
        })
        .collect();
    let whole = cases.len();
    let (cases, which) = part(cases, PARTS);
    let ran = run_all(&cases);
    let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        *by_kind.entry(case.kind.spec).or_default() += 1;
    }
    assert_eq!(by_kind.len(), KINDS.len(), "a fault was never tried");
    let each: Vec<String> = by_kind.iter().map(|(k, n)| format!("{k} {n}")).collect();
    summary(&format!(
        "matrix, {}: {ran} of {whole} cases ({which}), {} requests with {} faults ({})",
        operation.name,
        prepared.requests,
        KINDS.len(),
        each.join("; ")
    ));
}
