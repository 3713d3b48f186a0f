//! What came of a run.

use crate::error::Error;
use crate::plan::{Actor, Change, Observed, Warning};

use super::Planned;
use super::result::{ChangeResult, Status};
use super::steps::HumanStep;

/// What a run did, and what both services say afterwards.
#[derive(Debug)]
pub struct Applied {
    /// One for each change of the plan, in its order.
    pub results: Vec<ChangeResult>,
    /// What is still to do after re-reading both services.
    pub remaining: Vec<Change>,
    /// Both services as read afterwards.
    pub observed: Observed,
    /// The console steps that wait for a person.
    pub steps: Vec<HumanStep>,
    /// What reading again found changed by other hands, or still there, in sentences.
    pub contradicted: Vec<String>,
    /// Why the services could not be read again; `observed` is then what was read before.
    pub unread: Option<Error>,
    /// What is to be known of what was made, beside what the plan says.
    pub warnings: Vec<Warning>,
}

impl Applied {
    /// The outcome of a plan that has nothing to do.
    pub fn nothing(planned: &Planned) -> Self {
        Applied {
            results: Vec::new(),
            remaining: Vec::new(),
            observed: planned.observed.clone(),
            steps: Vec::new(),
            contradicted: Vec::new(),
            unread: None,
            warnings: Vec::new(),
        }
    }

    /// Ids of changes that reading again shows as still to do, although they were made, or although nobody knew of them.
    pub fn unsettled(&self) -> Vec<String> {
        let remaining = self.remaining.iter();
        remaining
            .filter(|c| is_unsettled(c, &self.results))
            .map(Change::id)
            .collect()
    }

    /// Whether anything waits for a person or for another change.
    pub fn pending(&self) -> bool {
        self.results.iter().any(|r| r.status == Status::Pending)
    }
}

/// Whether a change that reading again shows contradicts what the run did: it was made, or so already, or was never
/// planned. A person's step that turns up is not: what a person is asked for may hang on what was made.
pub(super) fn is_unsettled(change: &Change, results: &[ChangeResult]) -> bool {
    match results.iter().find(|r| r.id == change.subject) {
        Some(result) => matches!(result.status, Status::Done | Status::Skipped),
        None => change.actor == Actor::Api,
    }
}
