//! What journals tell of creations: those that nobody waited for the answer of, and those of runs that did not come to
//! their end.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::Result;
use crate::journal::{Command, Ended, Intent, Line, Object, Recorded, Status};

use super::ownership::Made;

/// A creation that was sent, and may still take effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What was to be created.
    pub object: Object,
    /// When it was sent.
    pub at: OffsetDateTime,
}

/// What earlier runs of a tenant left open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeftOpen {
    /// Creations whose end is not known.
    pub begun: Vec<Begun>,
    /// Applications that runs made which did not come to their end.
    pub made: Vec<Made>,
}

/// What these runs, oldest first, left open. A set-up that came to its end left nothing of those before it.
///
/// # Errors
/// Those of reading a journal.
pub fn left_open(runs: &[Recorded]) -> Result<LeftOpen> {
    let settled = |run: &Recorded| {
        let set_up = matches!(run.start.command, Command::SetUp | Command::Apply);
        set_up && run.end.as_ref().map(|end| end.outcome) == Some(Ended::Done)
    };
    let first = runs.iter().rposition(settled).map_or(0, |at| at + 1);
    let mut open = LeftOpen::default();
    for run in &runs[first..] {
        let outcome = run.end.as_ref().map(|end| end.outcome);
        open.add(&run.lines()?, outcome);
    }
    Ok(open)
}

fn begun(intent: &Intent) -> Option<Begun> {
    let made = matches!(
        intent.object,
        Object::Application { .. }
            | Object::Group { .. }
            | Object::Profile { .. }
            | Object::Setting { .. }
            | Object::MimecastGroup { .. }
    );
    let at = OffsetDateTime::parse(&intent.at, &Rfc3339).ok()?;
    made.then(|| Begun {
        object: intent.object.clone(),
        at,
    })
}

fn id_of(document: &serde_json::Value) -> Option<String> {
    let id = document.get("_id").or_else(|| document.get("id"));
    id.and_then(serde_json::Value::as_str).map(str::to_owned)
}

impl LeftOpen {
    /// Adds what a run left open; `outcome` is how it ended, `None` where it was killed.
    fn add(&mut self, lines: &[Line], outcome: Option<Ended>) {
        let broke_off = !matches!(outcome, Some(Ended::Done | Ended::Pending));
        let spoken_of = lines.iter().any(|line| matches!(line, Line::Step(_)));
        for (at, line) in lines.iter().enumerate() {
            let Line::Intent(intent) = line else { continue };
            let end = match lines.get(at + 1) {
                Some(Line::Result(result)) if result.number == intent.number => Some(result),
                _ => None,
            };
            let status = end.map(|result| result.status);
            let id = end.and_then(|result| id_of(result.after.as_ref()?));
            if let (Some(gone), None) = (&intent.before, &intent.wanted) {
                // Deleted: nobody's creation any more.
                let gone = id_of(gone);
                self.made.retain(|m| m.id.is_none() || m.id != gone);
                continue;
            }
            let unknown = matches!(status, None | Some(Status::Unknown));
            if intent.before.is_none() && unknown {
                self.begun.extend(begun(intent));
            }
            let done = status == Some(Status::Done) && id.is_some();
            if let (Object::Application { .. }, None, Some(sent)) =
                (&intent.object, &intent.before, &intent.wanted)
                && broke_off
                && (done || unknown)
            {
                self.made.push(Made {
                    sent: sent.clone(),
                    id,
                    spoken_of,
                });
            }
        }
    }

    /// When the creation of this object was last sent without its end being known.
    pub fn since(&self, object: &Object) -> Option<OffsetDateTime> {
        let of_it = self.begun.iter().filter(|b| is_same(&b.object, object));
        of_it.map(|b| b.at).max()
    }
}

/// Whether two mentions are of one object. Labels change.
fn is_same(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::Application { idp_url: one, .. }, Object::Application { idp_url: other, .. }) => {
            one == other
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests;
