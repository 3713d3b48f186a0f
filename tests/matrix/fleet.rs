//! A fleet of three of which one is struck, or all are interrupted: what is one tenant's stays with it.
//!
//! The tenants stand behind one address, as with the real services, so the port is never closed to one of them: that fault
//! is left out.

use serde_json::{Value, json};
use sso_setup::sandbox::{KeyKind, Options, Snapshot};

use crate::case::{done_is_done, ensure, is_wanted, unharmed};
use crate::common::{Run, World};
use crate::ended::{Running, Signal, interrupted, journals_are_readable};
use crate::faults::{KINDS, Kind, reopened};
use crate::filed::Filed;
use crate::front::{Front, THREE, plain};
use crate::pool::{Case, Outcome, part, run_all, summary};
use crate::told::{document, tells};

const SET_UP: [&str; 6] = ["apply", "--yes", "-o", "json", "--jobs", "3"];

/// Which of the tenants is struck: the one in the middle.
const STRUCK: usize = 1;

/// Three tenants before they are set up, and after.
struct Prepared {
    before: Vec<Tenant>,
    /// The states that undisturbed set-ups lead to.
    wanted: Vec<Value>,
    /// How many changes each makes.
    changes: usize,
    /// How many requests each sends.
    requests: u64,
}

struct Tenant {
    snapshot: Snapshot,
    state: Value,
}

/// Half of the time would go into RSA keys.
fn started(snapshot: Snapshot) -> World {
    World::of(Options {
        snapshot: Some(snapshot),
        keys: KeyKind::P256,
        ..Options::default()
    })
}

impl Prepared {
    fn new() -> Prepared {
        let before = THREE.map(|tenant| {
            let world = tenant.world(|_| {});
            Tenant {
                snapshot: world.sandbox.snapshot(),
                state: world.state(),
            }
        });
        let mut prepared = Prepared {
            before: Vec::from(before),
            wanted: Vec::new(),
            changes: 0,
            requests: 0,
        };
        let fleet = prepared.fleet();
        let run = fleet.run().exits(0);
        let requests = |world: &World| {
            let counters = world.counters();
            let of = |service: &str| counters[service]["requests"].as_u64().unwrap();
            of("jumpcloud") + of("mimecast")
        };
        let requests: Vec<u64> = fleet.front.worlds.iter().map(requests).collect();
        assert!(
            requests[0] > 10 && requests.iter().all(|one| *one == requests[0]),
            "{requests:?}"
        );
        let results = &run.json()["tenants"][STRUCK]["results"];
        prepared.wanted = fleet.front.worlds.iter().map(World::state).collect();
        prepared.changes = results.as_array().unwrap().len();
        prepared.requests = requests[0];
        prepared
    }

    fn fleet(&self) -> Fleet<'_> {
        let worlds = self.before.iter();
        let worlds = worlds.map(|tenant| started(tenant.snapshot.clone()));
        let front = Front::of(&THREE, worlds.collect(), |_, _, _| None);
        Fleet {
            prepared: self,
            file: front.file(plain),
            front,
        }
    }
}

/// Three tenants of a case.
struct Fleet<'a> {
    prepared: &'a Prepared,
    front: Front,
    file: Filed,
}

impl Fleet<'_> {
    fn run(&self) -> Run {
        self.front.run(&self.file, &SET_UP)
    }

    /// Has a fault strike one tenant.
    fn arm(&self, at: usize, fault: &str) {
        let world = &self.front.worlds[at];
        let armed = world.sandbox.arm(fault.parse().unwrap());
        world.runtime.block_on(armed).unwrap();
    }

    /// The state of each tenant: nobody is locked out, and what others have is as it was.
    fn unharmed(&self) -> Result<Vec<Value>, String> {
        let worlds = self.front.worlds.iter().zip(&self.prepared.before);
        let states = worlds.map(|(world, before)| unharmed(world, &before.state));
        states.collect()
    }

    /// Whether one tenant has what is wanted of it.
    fn is_set_up(&self, at: usize, state: &Value) -> Outcome {
        let name = THREE[at].name;
        is_wanted(&self.prepared.wanted[at], state).map_err(|problem| format!("{name}: {problem}"))
    }

    /// Each tenant whose state was `changed` has a journal, each journal can be read and is of one tenant, and no tenant's
    /// service was told anything of another's.
    fn is_apart(&self, changed: bool) -> Outcome {
        self.front.kept_apart();
        journals_are_readable(&self.front.folder_of_journals(), changed)?;
        for journal in self.front.journals() {
            let mut tenants = 0..THREE.len();
            let of = tenants.find(|at| journal.contains(THREE[*at].code));
            let mark = of.and_then(|at| self.front.mark_of_another(at, &journal));
            ensure!(of.is_some(), "a journal of nobody: {journal}");
            ensure!(
                mark.is_none(),
                "{mark:?} in the journal of {of:?}: {journal}"
            );
        }
        Ok(())
    }

    /// The same command again, which has to reach what is wanted of all. Gives its document.
    fn reaches_the_end(&self) -> Result<Value, String> {
        let run = self.run();
        ensure!(
            run.code == 0,
            "the next run ends with {}: {run:?}",
            run.code
        );
        for (at, state) in self.unharmed()?.iter().enumerate() {
            self.is_set_up(at, state)?;
        }
        self.is_apart(true)?;
        document(&run)
    }
}

/// What each tenant's entry in the document says.
fn entries(document: &Value) -> Result<&Vec<Value>, String> {
    let entries = document["tenants"].as_array();
    let entries = entries.filter(|entries| entries.len() == THREE.len());
    entries.ok_or_else(|| format!("not every tenant is told: {document}"))
}

struct Struck<'a> {
    prepared: &'a Prepared,
    kind: &'a Kind,
    /// The request of the tenant, from 1.
    request: u64,
}

impl Case for Struck<'_> {
    fn name(&self) -> String {
        format!("fleet: {},at={}", self.kind.spec, self.request)
    }

    fn run(&self) -> Outcome {
        let fleet = self.prepared.fleet();
        fleet.arm(STRUCK, &format!("{},at={}", self.kind.spec, self.request));
        let run = fleet.run();
        let world = &fleet.front.worlds[STRUCK];
        let faults = world.sandbox.faults();
        world.sandbox.clear_faults();
        reopened(world);
        let said = document(&run)?;
        ensure!(
            faults["faults"][0]["struck"] != 0,
            "it struck nothing: {said}"
        );
        let states = fleet.unharmed().map_err(|p| format!("{p}\nby {said}"))?;
        for (at, entry) in entries(&said)?.iter().enumerate() {
            let code = entry["exit_code"]
                .as_i64()
                .and_then(|code| code.try_into().ok());
            let code = code.unwrap_or(-1);
            if at != STRUCK {
                ensure!(
                    code == 0 && entry["error"].is_null(),
                    "another fails: {entry}"
                );
                fleet.is_set_up(at, &states[at])?;
                continue;
            }
            ensure!(
                self.kind.may_end(code, entry),
                "it ends with {code}: {entry}"
            );
            ensure!(run.code == code, "all end with {}: {said}", run.code);
            if code != 0 {
                let changed = states[at] != self.prepared.before[at].state;
                tells(entry, code, self.prepared.changes, changed)
                    .map_err(|problem| format!("{problem}: {entry}"))?;
            }
        }
        fleet.is_apart(true)?;
        let again = fleet.reaches_the_end();
        let again = again.map_err(|problem| format!("{problem}\nthe first run: {said}"))?;
        for (at, (first, next)) in entries(&said)?.iter().zip(entries(&again)?).enumerate() {
            done_is_done(first, next)?;
            let left = &next["changes"];
            ensure!(at == STRUCK || *left == json!([]), "left over: {left}");
        }
        Ok(())
    }

    fn waits(&self) -> bool {
        self.kind.waits()
    }
}

/// Every tenant has a request in hand when the program is interrupted.
struct Interrupted<'a> {
    prepared: &'a Prepared,
    /// Whether the services act on it.
    acted: bool,
    request: u64,
}

impl Case for Interrupted<'_> {
    fn name(&self) -> String {
        let acted = if self.acted { "after" } else { "before" };
        format!("fleet: INT {acted} request {}", self.request)
    }

    fn run(&self) -> Outcome {
        let fleet = self.prepared.fleet();
        let acted = if self.acted { "yes" } else { "no" };
        for at in 0..THREE.len() {
            fleet.arm(at, &format!("stall=1h,acted={acted},at={}", self.request));
        }
        let mut tool = fleet.front.tool();
        let command = tool.command.arg("mimecast").args(SET_UP);
        let mut running = Running::start(command.arg("--tenants").arg(&fleet.file.path));
        let worlds = &fleet.front.worlds;
        running.until(|| {
            let held = |world: &World| world.sandbox.faults()["holding"] == 1;
            worlds.iter().all(held)
        })?;
        let run = running.end_by(Signal::Interrupt);
        for world in worlds {
            world.sandbox.clear_faults();
        }
        ensure!(run.code == 130, "it ends with {}: {run:?}", run.code);
        let said = document(&run)?;
        let states = fleet.unharmed()?;
        let mut any = false;
        for (at, entry) in entries(&said)?.iter().enumerate() {
            let changed = states[at] != self.prepared.before[at].state;
            any |= changed;
            ensure!(entry["exit_code"] == 130, "not interrupted: {entry}");
            interrupted(entry, changed)?;
        }
        fleet.is_apart(any)?;
        fleet
            .reaches_the_end()
            .map_err(|problem| format!("{problem}\nthe first run: {said}"))?;
        Ok(())
    }
}

/// Into how many parts the cases are cut, of which a run takes one.
const PARTS: usize = 16;

/// Runs a part of the cases.
fn run_part(cases: Vec<impl Case>, what: &str) {
    let whole = cases.len();
    let (cases, which) = part(cases, PARTS);
    let ran = run_all(&cases);
    summary(&format!(
        "matrix, fleet of three: {ran} of {whole} cases ({which}), {what}"
    ));
}

/// Strikes every request of one tenant with every fault: a part of that, see [`part`].
#[test]
fn every_fault_at_every_request_of_one_of_three() {
    let prepared = &Prepared::new();
    let kinds = || KINDS.iter().filter(|kind| kind.spec != "refuse");
    let struck = |request| {
        kinds().map(move |kind| Struck {
            prepared,
            kind,
            request,
        })
    };
    let cases: Vec<Struck<'_>> = (1..=prepared.requests).flat_map(struck).collect();
    let (requests, kinds) = (prepared.requests, kinds().count());
    run_part(
        cases,
        &format!("{requests} requests of one with {kinds} faults"),
    );
}

/// Interrupts the program while each tenant has a request in hand: a part of that.
#[test]
fn three_interrupted_at_every_request() {
    let prepared = &Prepared::new();
    let cases: Vec<Interrupted<'_>> = (1..=prepared.requests)
        .flat_map(|request| {
            [false, true].map(|acted| Interrupted {
                prepared,
                acted,
                request,
            })
        })
        .collect();
    let requests = prepared.requests;
    run_part(
        cases,
        &format!("SIGINT before and after each of {requests} requests"),
    );
}
