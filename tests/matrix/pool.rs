//! Many cases at once.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a case comes to: nothing, or what is wrong.
pub type Outcome = Result<(), String>;

/// Something to try, by itself.
pub trait Case: Sync {
    /// What it is called: an operation, a fault, a request.
    fn name(&self) -> String;
    /// Tries it.
    fn run(&self) -> Outcome;
    /// Whether it waits most of the time, so that many can wait together.
    fn waits(&self) -> bool {
        false
    }
}

/// How many cases run at once, of those that keep the machine busy and of those that wait.
const BUSY: usize = 10;
const WAITING: usize = 96;
/// Runs all cases and gives how many ran.
///
/// # Panics
/// At the end, with what is wrong, where something is; where only a part was asked for, too.
pub fn run_all(cases: &[impl Case]) -> usize {
    let only = std::env::var("SSO_SETUP_MATRIX").ok();
    let chosen = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    let (waiting, busy): (Vec<_>, Vec<_>) = cases
        .iter()
        .filter(|case| chosen(&case.name()))
        .partition(|case| case.waits());
    let failed = Mutex::new(Vec::new());
    let (ran, next) = (
        AtomicUsize::new(0),
        [AtomicUsize::new(0), AtomicUsize::new(0)],
    );
    std::thread::scope(|scope| {
        for (list, next, at_once) in [(&waiting, &next[0], WAITING), (&busy, &next[1], BUSY)] {
            for _ in 0..at_once.min(list.len()) {
                scope.spawn(|| {
                    while let Some(case) = list.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let outcome = catch_unwind(AssertUnwindSafe(|| case.run()));
                        let outcome = outcome.unwrap_or_else(|panic| Err(said(&*panic)));
                        if let Err(problem) = outcome {
                            let problem = format!("{}: {problem}", case.name());
                            failed.lock().unwrap().push(problem);
                        }
                        ran.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        }
    });
    let (ran, failed) = (ran.into_inner(), failed.into_inner().unwrap());
    assert!(
        failed.is_empty(),
        "{} of {ran} cases failed:\n{}",
        failed.len(),
        failed.join("\n\n")
    );
    assert_eq!(ran, cases.len(), "only a part ran: SSO_SETUP_MATRIX is set");
    ran
}

/// The cases of this run, every `parts`th, and which these are in words. All of them take longer than everybody can wait:
/// which ones follows from the commit, so that as many commits in a row as there are parts, more or less, take all.
/// `SSO_SETUP_MATRIX_ALL=1` takes all; `SSO_SETUP_MATRIX_PART=N` one part, from 0; and so that one case can be asked for
/// by name, `SSO_SETUP_MATRIX` chooses from all.
pub fn part<T>(cases: Vec<T>, parts: usize) -> (Vec<T>, String) {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if set("SSO_SETUP_MATRIX_ALL").is_some() || set("SSO_SETUP_MATRIX").is_some() {
        return (cases, "all".to_owned());
    }
    let asked = set("SSO_SETUP_MATRIX_PART").map(|part| part.parse().expect("a number"));
    let part: usize = asked.unwrap_or_else(of_commit) % parts;
    let chosen = cases.into_iter().skip(part).step_by(parts).collect();
    (chosen, format!("part {part} of {parts}"))
}

/// A number that follows from the commit: its first digits.
fn of_commit() -> usize {
    let mut git = std::process::Command::new("git");
    let commit = git.args(["rev-parse", "HEAD"]).output();
    let commit = commit.map(|said| String::from_utf8_lossy(&said.stdout).into_owned());
    let digits = commit
        .unwrap_or_default()
        .chars()
        .take(7)
        .collect::<String>();
    usize::from_str_radix(&digits, 16).unwrap_or_default()
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}

/// Prints a line of the summary, past the test harness, which shows only what failing tests print.
pub fn summary(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{text}");
}
