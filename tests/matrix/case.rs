//! What holds after every run, whatever became of it.

use serde_json::{Value, json};

use crate::common::{Run, World};
use crate::operation::{Certificates, Operation, Prepared};
use crate::pool::Outcome;
use crate::state::{changed_unasked, difference, essence, of_others, twice};

/// Fails with a sentence.
macro_rules! ensure {
    ($holds:expr, $($said:tt)*) => {
        if !$holds {
            return Err(format!($($said)*));
        }
    };
}
pub(crate) use ensure;

/// What must be true at any time: nobody was locked out, nothing is there twice, and what others have is as it was.
pub fn unharmed(world: &World, prepared: &Prepared) -> Result<Value, String> {
    let state = no_harm_done(world, prepared)?;
    match twice(&state) {
        Some(twice) => Err(format!("there twice: {twice}")),
        None => Ok(state),
    }
}

/// The same of a run whose lists lied: JumpCloud refuses no second application, so that one may be there until the next
/// run sees it.
pub fn no_harm_done(world: &World, prepared: &Prepared) -> Result<Value, String> {
    let seen = world.control("sandbox/violations");
    ensure!(
        seen["violations"] == json!([]),
        "people were locked out: {seen}"
    );
    let state = world.state();
    let (before, after) = (of_others(&prepared.start.state), of_others(&state));
    if let Some(difference) = difference("", &before, &after) {
        return Err(format!("somebody else's object changed: {difference}"));
    }
    Ok(state)
}

/// Runs the operation again, without faults, after a run that broke off or not; it has to reach what is wanted.
/// `between` is the state that the first run left, and `told` what it said of itself, where it could.
pub fn reaches_the_end(
    operation: &Operation,
    prepared: &Prepared,
    world: &World,
    between: &Value,
    told: Option<&Run>,
) -> Outcome {
    if operation.certificates == Certificates::Stay {
        unasked(&prepared.start.state, between, Certificates::Stay)?;
    }
    let succeeded = told.is_some_and(|run| run.code == 0);
    if !(succeeded && operation.once) {
        let again = world.mimecast(&operation.args());
        ensure!(
            again.code == operation.ends,
            "the next run ends with {}: {again:?}",
            again.code
        );
        if succeeded {
            let changes = again.changes();
            ensure!(changes.is_empty(), "left over from a success: {changes:?}");
        }
        if let Some(told) = told {
            done_is_done(told, &again)?;
        }
    }
    let state = unharmed(world, prepared)?;
    if operation.certificates == Certificates::Stay {
        unasked(between, &state, Certificates::Stay)?;
    }
    unasked(&prepared.start.state, &state, operation.certificates)?;
    match difference("", &essence(&prepared.wanted), &essence(&state)) {
        Some(difference) => Err(format!("not what was wanted: {difference}")),
        None => Ok(()),
    }
}

fn unasked(before: &Value, after: &Value, asked: Certificates) -> Outcome {
    changed_unasked(before, after, asked).map_or(Ok(()), Err)
}

/// What the first run said it had done, the next one finds done.
fn done_is_done(first: &Run, next: &Run) -> Outcome {
    let document = first.json();
    let Some(results) = document["results"].as_array() else {
        return Ok(());
    };
    let done = |result: &&Value| result["status"] == "done";
    let claimed: Vec<&str> = results
        .iter()
        .filter(done)
        .filter_map(|result| result["id"].as_str())
        .collect();
    let to_do = next.changes();
    let untrue = claimed
        .iter()
        .find(|id| to_do.iter().any(|todo| todo == *id));
    match untrue {
        None => Ok(()),
        Some(id) => Err(format!("{id} was said to be done, and is to do: {first:?}")),
    }
}
