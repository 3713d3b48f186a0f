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
/// `before` is the state that the operation started from.
pub fn unharmed(world: &World, before: &Value) -> Result<Value, String> {
    let state = no_harm_done(world, before)?;
    match twice(&state) {
        Some(twice) => Err(format!("there twice: {twice}")),
        None => Ok(state),
    }
}

/// The same of a run whose lists lied: JumpCloud refuses no second application, so that one may be there until the next
/// run sees it.
pub fn no_harm_done(world: &World, before: &Value) -> Result<Value, String> {
    let seen = world.control("sandbox/violations");
    ensure!(
        seen["violations"] == json!([]),
        "people were locked out: {seen}"
    );
    let state = world.state();
    let (before, after) = (of_others(before), of_others(&state));
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
            done_is_done(&told.json(), &again.json())?;
        }
    }
    let state = unharmed(world, &prepared.start.state)?;
    if operation.certificates == Certificates::Stay {
        unasked(between, &state, Certificates::Stay)?;
    }
    unasked(&prepared.start.state, &state, operation.certificates)?;
    is_wanted(&prepared.wanted, &state)
}

/// Whether a state is the wanted one.
pub fn is_wanted(wanted: &Value, state: &Value) -> Outcome {
    match difference("", &essence(wanted), &essence(state)) {
        Some(difference) => Err(format!("not what was wanted: {difference}")),
        None => Ok(()),
    }
}

fn unasked(before: &Value, after: &Value, asked: Certificates) -> Outcome {
    changed_unasked(before, after, asked).map_or(Ok(()), Err)
}

/// What the first run said it had done, the next one finds done: by the documents of both.
pub fn done_is_done(first: &Value, next: &Value) -> Outcome {
    let Some(results) = first["results"].as_array() else {
        return Ok(());
    };
    let done = |result: &&Value| result["status"] == "done";
    let to_do = next["changes"].as_array();
    let to_do = |id: &Value| to_do.is_some_and(|todo| todo.iter().any(|todo| todo["id"] == *id));
    let mut claimed = results.iter().filter(done).map(|result| &result["id"]);
    match claimed.find(|id| to_do(id)) {
        None => Ok(()),
        Some(id) => Err(format!("{id} was said to be done, and is to do: {first}")),
    }
}
