//! The program killed, or interrupted, while each of its requests is in hand.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::case::{ensure, reaches_the_end, unharmed};
use crate::common::{Run, World};
use crate::operation::{Operation, Prepared, intents, journals};
use crate::pool::{Case, Outcome, run_all, summary};
use crate::state::{difference, essence, without_new_group};
use crate::told::document;

/// How a run is ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// It cannot do anything about it.
    Kill,
    /// As Ctrl-C does.
    Interrupt,
}

impl Signal {
    const fn name(self) -> &'static str {
        match self {
            Signal::Kill => "KILL",
            Signal::Interrupt => "INT",
        }
    }
}

/// What is run afterwards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The same command again.
    Again,
    /// An undo of what was done.
    Undo,
}

struct Ended<'a> {
    operation: &'a Operation,
    prepared: &'a Prepared,
    signal: Signal,
    then: Then,
    /// Whether the service acts on the request in hand.
    acted: bool,
    /// The request in hand, from 1.
    request: u64,
}

/// A running program, killed when dropped.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts the program.
    pub fn start(command: &mut Command) -> Running {
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Running(piped.spawn().unwrap())
    }

    /// Waits until something is so.
    pub fn until(&mut self, so: impl Fn() -> bool) -> Outcome {
        while !so() {
            if self.0.try_wait().unwrap().is_some() {
                return Err(format!("it ended by itself: {:?}", self.ended()));
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Ok(())
    }

    /// Sends a signal until it ends: the first interruption lets a write in hand end, and this one is held back. By the
    /// shell's own `kill`: a minimal machine has no program of that name.
    pub fn end_by(mut self, signal: Signal) -> Run {
        let line = format!("kill -{} {}", signal.name(), self.0.id());
        while self.0.try_wait().unwrap().is_none() {
            let shell = Command::new("sh").args(["-c", &line]).status();
            assert!(shell.unwrap().success());
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        self.ended()
    }

    /// How it ended and what it had said by then.
    fn ended(&mut self) -> Run {
        let status = self.0.wait().unwrap();
        let text = |from: &mut dyn std::io::Read| {
            let mut text = String::new();
            from.read_to_string(&mut text).unwrap();
            text
        };
        Run {
            what: String::new(),
            code: status.code().unwrap_or(-1),
            stdout: text(self.0.stdout.as_mut().unwrap()),
            stderr: text(self.0.stderr.as_mut().unwrap()),
        }
    }
}

impl Ended<'_> {
    /// Starts the program, and waits until the sandbox holds its request back.
    fn held(&self, world: &World) -> Result<Running, String> {
        let acted = if self.acted { "yes" } else { "no" };
        let fault = format!("stall=1h,acted={acted},at={}", self.request);
        let armed = world.sandbox.arm(fault.parse().unwrap());
        world.runtime.block_on(armed).unwrap();
        let mut tool = world.tool();
        let command = tool.command.arg("mimecast").args(self.operation.args());
        let mut running = Running::start(command);
        running.until(|| world.sandbox.faults()["holding"] == 1)?;
        Ok(running)
    }
}

impl Case for Ended<'_> {
    fn name(&self) -> String {
        let (operation, signal) = (self.operation.name, self.signal.name());
        let acted = if self.acted { "after" } else { "before" };
        let then = if self.then == Then::Undo {
            ", undone"
        } else {
            ""
        };
        format!(
            "{operation}: {signal} {acted} request {}{then}",
            self.request
        )
    }

    fn run(&self) -> Outcome {
        let world = self.prepared.start.world();
        let running = self.held(&world)?;
        let run = running.end_by(self.signal);
        world.sandbox.clear_faults();
        let state = unharmed(&world, &self.prepared.start.state)?;
        let changed = state != self.prepared.start.state;
        if self.signal == Signal::Interrupt {
            ensure!(
                run.code == 130,
                "interrupted, it ends with {}: {run:?}",
                run.code
            );
            interrupted(&document(&run)?, changed)?;
        }
        let writes = journals_are_readable(&journals(world.kept.path()), changed)?;
        match self.then {
            Then::Again => reaches_the_end(self.operation, self.prepared, &world, &state, None),
            // Without a write in its journal, there is nothing of this run to undo.
            Then::Undo if writes == self.prepared.start.writes() => Ok(()),
            Then::Undo => is_undone(self.prepared, &world),
        }
        .map_err(|problem| format!("{problem}\nthe first run: {run:?}"))
    }
}

/// What an interrupted run, or tenant, says: that it was, what it had done, how to go on.
pub fn interrupted(document: &Value, changed: bool) -> Outcome {
    let error = &document["error"];
    ensure!(error["code"] == "interrupted", "no error: {document}");
    let text = error.to_string();
    ensure!(
        text.contains("run the same command again"),
        "no way on: {text}"
    );
    let told = ["\"done: ", "in hand, and perhaps made: "]
        .iter()
        .any(|words| text.contains(words));
    ensure!(told || !changed, "what was done is not told: {text}");
    Ok(())
}

/// Everything is as it was before the run, but for a group that was made: it stays.
fn is_undone(prepared: &Prepared, world: &World) -> Outcome {
    let admin = ["--admin", "ada@widgets.example"];
    let args = ["undo", "--confirm-count", "3", "-o", "json"];
    let undo = world.mimecast(&[&args[..], &admin].concat());
    ensure!(undo.code == 0, "the undo fails: {undo:?}");
    let state = unharmed(world, &prepared.start.state)?;
    let (before, after) = (essence(&prepared.start.state), essence(&state));
    match difference("", &without_new_group(before), &without_new_group(after)) {
        Some(difference) => Err(format!("not undone: {difference}\nby {undo:?}")),
        None => Ok(()),
    }
}

/// Every journal is lines of JSON, but for a last one that did not get through; and there is one where something
/// was changed. Gives the number of writes that they tell of.
pub fn journals_are_readable(folder: &Path, changed: bool) -> Result<usize, String> {
    let mut writes = 0;
    let mut count = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
        {
            let read = serde_json::from_str::<Value>(line);
            ensure!(read.is_ok(), "a line of the journal is not JSON: {line}");
        }
        writes += intents(&text);
        count += 1;
    }
    ensure!(
        count > 0 || !changed,
        "there is no journal of what was changed"
    );
    Ok(writes)
}

fn at_every_request(operation: &Operation, signal: Signal, then: Then) {
    let prepared = operation.prepare();
    let prepared = &prepared;
    let cases: Vec<Ended<'_>> = [false, true]
        .into_iter()
        .flat_map(|acted| {
            (1..=prepared.requests).map(move |request| Ended {
                operation,
                prepared,
                signal,
                then,
                acted,
                request,
            })
        })
        .collect();
    let ran = run_all(&cases);
    assert_eq!(ran as u64, prepared.requests * 2);
    summary(&format!(
        "matrix, {}: {ran} cases, SIG{} before and after each of {} requests{}",
        operation.name,
        signal.name(),
        prepared.requests,
        if then == Then::Undo {
            ", then undone"
        } else {
            ""
        }
    ));
}

/// Kills the program while each request is in hand, whether the service acts on it or not.
pub fn killed_at_every_request(operation: &Operation) {
    at_every_request(operation, Signal::Kill, Then::Again);
}

/// Interrupts the program while each request is in hand, whether the service acts on it or not.
pub fn interrupted_at_every_request(operation: &Operation) {
    at_every_request(operation, Signal::Interrupt, Then::Again);
}

/// Kills the program while each request is in hand, and has an undo put everything back.
pub fn killed_at_every_request_and_undone(operation: &Operation) {
    at_every_request(operation, Signal::Kill, Then::Undo);
}
