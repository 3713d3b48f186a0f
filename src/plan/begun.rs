//! What journals tell of creations: those that nobody waited for the answer of, and those of runs that did not come to
//! their end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::connector::Holder;
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

/// An application that a set-up deleted to make another under its IdP URL.
#[derive(Debug, Clone, PartialEq)]
pub struct Gone {
    /// Its IdP URL.
    pub idp_url: String,
    /// The whole document, as it was.
    pub document: Value,
    /// Those who had access to it, and were not given it to the new one.
    pub holders: BTreeSet<(Holder, String)>,
}

/// What earlier runs of a tenant left open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeftOpen {
    /// Creations whose end is not known.
    pub begun: Vec<Begun>,
    /// Applications that runs made which did not come to their end.
    pub made: Vec<Made>,
    /// Applications that such runs deleted to make others in their place.
    pub gone: Vec<Gone>,
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
        let lines = run.lines()?;
        open.add(&lines, outcome);
        open.replaced(run.start.command, &lines);
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

    /// Adds the applications that a run deleted to make room, and takes off what was done for those of runs before it.
    fn replaced(&mut self, command: Command, lines: &[Line]) {
        let sets_up = matches!(command, Command::SetUp | Command::Apply);
        // Who has access is written down just before it goes with its application.
        let mut holders: BTreeMap<&str, BTreeSet<(Holder, String)>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            let Line::Intent(intent) = line else { continue };
            let status = lines.get(at + 1).and_then(|next| match next {
                Line::Result(result) if result.number == intent.number => Some(result.status),
                _ => None,
            });
            match (&intent.object, &intent.before, &intent.wanted) {
                // Also where it is said to have failed: an answer that was none may have come after the deed.
                (Object::Application { idp_url, .. }, Some(before), None) => {
                    self.gone.retain(|gone| gone.idp_url != *idp_url);
                    self.gone.extend(sets_up.then(|| Gone {
                        idp_url: idp_url.clone(),
                        document: before.clone(),
                        holders: holders.remove(idp_url.as_str()).unwrap_or_default(),
                    }));
                }
                (
                    Object::Access {
                        idp_url,
                        holder,
                        id,
                        ..
                    },
                    _,
                    Some(has),
                ) => {
                    let one = (*holder, id.clone());
                    if *has == false {
                        holders.entry(idp_url).or_default().insert(one);
                    } else if matches!(status, Some(Status::Done | Status::Skipped)) {
                        let gone = self.gone.iter_mut();
                        let of_it = gone.filter(|gone| gone.idp_url == *idp_url);
                        of_it.for_each(|gone| {
                            gone.holders.remove(&one);
                        });
                    }
                }
                _ => {}
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
