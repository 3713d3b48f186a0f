//! How far a run has come, for the moment when it is interrupted.

use std::cell::RefCell;

use crate::engine::Status;
use crate::error::Error;
use crate::plan::Plan;
use crate::text;

/// What the changes of a run came to by now. Empty before there is anything to make.
#[derive(Debug, Default)]
pub struct SoFar(RefCell<Vec<(String, Standing)>>);

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    InHand,
    Done,
}

impl SoFar {
    /// The changes of a plan are about to be made.
    pub fn begin(&self, plan: &Plan) {
        let ids = plan.changes.iter().map(|change| change.id());
        *self.0.borrow_mut() = ids.map(|id| (id, Standing::Open)).collect();
    }

    /// A change is being made.
    pub fn started(&self, id: &str) {
        self.set(id, Standing::InHand);
    }

    /// A change ended.
    pub fn ended(&self, id: &str, status: Status) {
        let done = matches!(status, Status::Done | Status::Skipped);
        self.set(id, if done { Standing::Done } else { Standing::Open });
    }

    fn set(&self, id: &str, standing: Standing) {
        let mut changes = self.0.borrow_mut();
        if let Some(change) = changes.iter_mut().find(|(known, _)| known == id) {
            change.1 = standing;
        }
    }

    /// An interruption, with what was done by then and what was not.
    pub fn tell(&self, mut interruption: Error) -> Error {
        let changes = self.0.borrow();
        if changes.is_empty() {
            return interruption;
        }
        let of = |standing: Standing| {
            let fitting = changes.iter().filter(|(_, s)| *s == standing);
            let ids: Vec<&str> = fitting.map(|(id, _)| id.as_str()).collect();
            (ids.len(), text::list(&ids))
        };
        let (count, done) = of(Standing::Done);
        interruption.message = format!(
            "{}: {count} of {} changes are done",
            interruption.message,
            changes.len()
        );
        let (_, in_hand) = of(Standing::InHand);
        let (_, open) = of(Standing::Open);
        for (what, ids) in [
            ("done", done),
            ("in hand, and perhaps made", in_hand),
            ("not done", open),
        ] {
            if !ids.is_empty() {
                interruption = interruption.hint(format!("{what}: {ids}"));
            }
        }
        interruption
    }
}
