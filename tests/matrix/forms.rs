//! Every goal, with every request answered in every form that looks fine and is not.
//!
//! The requests are those of an undisturbed run, by method, path and how many-th; the forms are those of the sandbox's
//! `--fault` that fit the answer, as an undisturbed run in which all of them wait tells. Each form strikes each request once;
//! and from the first on every request to that address, which is what a proxy or a broken service does.
//!
//! Three things are held against each run. Nobody is locked out after any write, and nothing of others is touched by any. A
//! run that does not succeed has made no dangerous write after the first spoilt answer: none that puts a block in force,
//! changes its signer, attaches, adds members, disturbs an application, detaches or deletes. One that succeeds, and
//! made such a write, has reached what was wanted: the answer did not matter, or was asked for again. And the same command
//! without the fault gets there in any case.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::case::{ensure, no_harm_done, reaches_the_end, unharmed};
use crate::common::World;
use crate::operation::{Operation, Prepared};
use crate::pool::{Case, Outcome, part, run_all, summary};
use crate::state::{difference, essence, is_of_others};
use crate::told::speaks;

/// The forms.
const FORMS: [&str; 33] = [
    "empty-list",
    "empty-list=counted",
    "last-gone",
    "last-gone=counted",
    "null-record",
    "null-record=last",
    "null-record=all",
    "no-parts",
    "another",
    "another,acted=no",
    "ids-shifted",
    "swapped",
    "swapped,acted=no",
    "wrong-certificate",
    "wrong-certificate=both",
    "nothing",
    "nothing,acted=no",
    "nothing=list",
    "nothing=null",
    "nothing=body",
    "echo",
    "echo=200",
    "error-document",
    "error-document,acted=no",
    "error-document=401",
    "meta-status",
    "meta-status,acted=no",
    "meta-status=404",
    "meta-status=429",
    "meta-status=500",
    "fail",
    "fail,acted=no",
    "fail=token_expired",
];

/// Answers that nobody can tell from true ones, and that do no harm: the form, how the address ends, why.
const HARMLESS: [(&str, &str, &str); 5] = [
    (
        "last-gone",
        "/associations",
        "what the list does not show is bound again, and 409 says that it is: a proof of its own",
    ),
    ("empty-list", "/associations", "the same"),
    ("ids-shifted", "/associations", "the same"),
    (
        "another",
        "/associations",
        "the same, where nobody is bound to the other one: an empty list says of nothing whose it is",
    ),
    (
        "last-gone",
        "/find-settings",
        "the answer to creating the setting showed it",
    ),
];

/// Answers that are true to the letter and of which nobody could know better, so that what is done on them is what was
/// asked for; nobody may be locked out by it, and the next run must mend it.
const UNTELLABLE: [(&str, &str, &str); 2] = [
    (
        "another",
        "/get-group-members",
        "a list of members does not say whose it is",
    ),
    (
        "another",
        OF_GROUP,
        "the same, where the other group has as many or more",
    ),
];

/// The same of one operation alone.
const UNTELLABLE_IN: [(&str, &str, &str, &str); 1] = [(
    "set-up over hand-made applications",
    "last-gone",
    "/find-settings",
    "the setting that the list lacks is made, which Mimecast refuses; by then the profile holds what was asked for, and its \
     people sign in with that",
)];

/// The members of a Mimecast group at the newer address, of any id.
const OF_GROUP: &str = "/directory/cloud-gateway/v1/groups/*/members";

impl Address {
    /// Whether it is one whose path ends so.
    fn ends_with(&self, end: &str) -> bool {
        match end.split_once('*') {
            Some((start, end)) => self.path.starts_with(start) && self.path.ends_with(end),
            None => self.path.ends_with(end),
        }
    }
}

/// How many faults a sandbox takes at once.
const ARMED: usize = 1000;
/// Into how many parts the cases are cut, of which a run takes one.
const PARTS: usize = 16;

/// How a run may end; 3 is a guard that could not read what it has to know.
const EXITS: [i32; 5] = [0, 1, 3, 4, 5];

/// Requests of one method to one address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    method: String,
    /// The path; `*` where it holds an id that is another one in each run.
    path: String,
}

struct Spoilt<'a> {
    operation: &'a Operation,
    prepared: &'a Prepared,
    form: &'static str,
    address: Address,
    /// The how many-th request to the address, from 1; none where all of them are struck.
    at: Option<u64>,
}

impl Spoilt<'_> {
    fn fault(&self) -> String {
        let Address { method, path } = &self.address;
        let form = self.form;
        let when = match self.at {
            Some(at) => format!("at={at}"),
            None => "times=always".to_owned(),
        };
        format!("{form},method={method},path={path},{when}")
    }
}

impl Case for Spoilt<'_> {
    fn name(&self) -> String {
        format!("{}: {}", self.operation.name, self.fault())
    }

    fn run(&self) -> Outcome {
        let world = self.prepared.start.world();
        arm(&world, &self.fault());
        let run = world.mimecast(&self.operation.args());
        let faults = world.sandbox.faults();
        world.sandbox.clear_faults();
        let told = |problem: String| format!("{problem}\nthe first run: {run:?}");
        // A run that goes another way than the undisturbed one may not come to the request; and two answers can be swapped
        // only where both are on their way at once, which a busy machine decides.
        let may_miss = self.at != Some(1) || self.form == "swapped";
        ensure!(
            faults["faults"][0]["struck"] != 0 || may_miss,
            "it struck nothing: {run:?}"
        );
        ensure!(
            EXITS.contains(&run.code),
            "it ends with {}: {run:?}",
            run.code
        );
        let state = no_harm_done(&world, &self.prepared.start.state).map_err(told)?;
        let changed = state != self.prepared.start.state;
        let dangerous = judged(&world, self.prepared).map_err(told)?;
        let refused = self.operation.ends != 0;
        let harmless = HARMLESS.iter().any(|(form, end, _)| {
            let proved = difference("", &essence(&self.prepared.wanted), &essence(&state));
            self.form == *form && self.address.ends_with(end) && proved.is_none()
        });
        let is_it = |form: &str, end: &str| self.form == form && self.address.ends_with(end);
        let untellable = UNTELLABLE.iter().any(|(form, end, _)| is_it(form, end))
            || UNTELLABLE_IN
                .iter()
                .any(|(of, form, end, _)| self.operation.name == *of && is_it(form, end));
        if (refused || run.code != 0) && !harmless && !untellable {
            ensure!(
                dangerous.is_empty(),
                "after an answer that was none: {}\nthe first run: {run:?}",
                dangerous.join("; ")
            );
        }
        if refused {
            if untellable {
                return Ok(());
            }
            // An answer that could be true, like an empty group, may leave nothing to refuse: then nothing is put in force.
            world
                .mimecast(&self.operation.args())
                .exits(self.operation.ends);
            return unharmed(&world, &self.prepared.start.state)
                .map(drop)
                .map_err(told);
        }
        if run.code != 0 {
            speaks(&run, self.prepared, changed).map_err(told)?;
        }
        // An answer that could be true, like an empty group, may lead to a plan that does less: it is no failure then, and
        // nothing that the next run finds left over from it.
        let told_all = run.code != 0 || (!dangerous.is_empty() && !untellable);
        let told_all = told_all.then_some(&run);
        let next = match told_all {
            None if self.operation.once => Some(&run),
            told => told,
        };
        reaches_the_end(self.operation, self.prepared, &world, &state, next).map_err(told)?;
        judged(&world, self.prepared).map(drop).map_err(told)
    }

    fn waits(&self) -> bool {
        // What says that it will pass is asked for again after a while.
        ["429", "500", "error-document"]
            .iter()
            .any(|part| self.form.contains(part))
    }
}

fn arm(world: &World, fault: &str) {
    let armed = world.sandbox.arm(fault.parse().unwrap());
    world.runtime.block_on(armed).unwrap();
}

/// Looks at each write: it must touch nothing of others. Gives the dangerous ones that came after a spoilt answer.
fn judged(world: &World, prepared: &Prepared) -> Result<Vec<String>, String> {
    let writes = world.control("sandbox/writes");
    let writes = writes["writes"].as_array().expect("writes");
    let mut dangerous = Vec::new();
    for write in writes {
        for touched in write["touched"].as_array().expect("what it touched") {
            let text = |key: &str| touched[key].as_str().unwrap_or_default();
            let (kind, name, did) = (text("kind"), text("name"), text("did"));
            ensure!(
                !is_of_others(&prepared.start.state, kind, name),
                "{} touched somebody else's {kind} {name}: {did}",
                write["request"]
            );
            if touched["dangerous"] == true && write["spoilt"] != 0 {
                dangerous.push(format!("{kind} {name} {did} by {}", write["request"]));
            }
        }
    }
    Ok(dangerous)
}

/// The requests of an undisturbed run, and how many there are of each.
fn addresses(operation: &Operation, prepared: &Prepared) -> BTreeMap<Address, u64> {
    let world = prepared.start.world();
    world.mimecast(&operation.args()).exits(operation.ends);
    let requests = world.control("sandbox/requests");
    let known = prepared.start.state.to_string();
    let mut addresses = BTreeMap::new();
    for (request, count) in requests.as_object().expect("requests") {
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let new = |segment: &&str| segment.len() >= 24 && !known.contains(*segment);
        let path: Vec<&str> = path
            .split('/')
            .map(|segment| if new(&segment) { "*" } else { segment })
            .collect();
        let method = method.to_owned();
        let path = path.join("/");
        *addresses.entry(Address { method, path }).or_default() += count.as_u64().unwrap();
    }
    addresses
}

/// Which forms fit which requests.
fn fitting(
    operation: &Operation,
    prepared: &Prepared,
    addresses: &BTreeMap<Address, u64>,
) -> BTreeSet<(&'static str, Address, u64)> {
    let mut fitting = BTreeSet::new();
    let all: Vec<(&'static str, &Address)> = FORMS
        .into_iter()
        .flat_map(|form| addresses.keys().map(move |address| (form, address)))
        .collect();
    for some in all.chunks(ARMED) {
        let world = prepared.start.world();
        for (form, Address { method, path }) in some {
            arm(
                &world,
                &format!("{form},method={method},path={path},at=1000000"),
            );
        }
        world.mimecast(&operation.args()).exits(operation.ends);
        let faults = world.sandbox.faults();
        let faults = faults["faults"].as_array().expect("faults");
        for (fault, (form, address)) in faults.iter().zip(some) {
            let could = fault["could"].as_array().expect("numbers");
            let could = could.iter().filter_map(Value::as_u64);
            fitting.extend(could.map(|at| (*form, (*address).clone(), at)));
        }
    }
    // Where nothing is changed by a request, acting on it or not is the same.
    let reads = |address: &Address| {
        let last = address.path.rsplit('/').next().unwrap_or_default();
        address.method == "GET"
            || last.starts_with("find-")
            || last.starts_with("get-")
            || last == "token"
    };
    fitting.retain(|(form, address, _)| !(form.ends_with(",acted=no") && reads(address)));
    fitting
}

/// Answers every request of an operation in every form.
pub fn every_request_in_every_form(operation: &Operation) {
    let prepared = operation.prepare();
    let prepared = &prepared;
    let addresses = addresses(operation, prepared);
    let fitting = fitting(operation, prepared, &addresses);
    let always: BTreeSet<_> = fitting
        .iter()
        .map(|(form, address, _)| (*form, address.clone()))
        .collect();
    let once = fitting
        .into_iter()
        .map(|(form, address, at)| (form, address, Some(at)));
    let always = always
        .into_iter()
        .map(|(form, address)| (form, address, None));
    let all: Vec<Spoilt<'_>> = once
        .chain(always)
        .map(|(form, address, at)| Spoilt {
            operation,
            prepared,
            form,
            address,
            at,
        })
        .collect();
    let forms: BTreeSet<&str> = all.iter().map(|case| case.form).collect();
    let (forms, whole) = (forms.len(), all.len());
    let requests: u64 = addresses.values().sum();
    let (all, which) = part(all, PARTS);
    let ran = run_all(&all);
    summary(&format!(
        "forms, {}: {ran} of {whole} cases ({which}), {requests} requests to {} addresses, {forms} forms",
        operation.name,
        addresses.len(),
    ));
}
