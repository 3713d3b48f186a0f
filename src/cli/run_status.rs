//! Which changes of a run are done, in hand and open: an interruption tells it.

use std::cell::RefCell;

use crate::engine::Status;
use crate::error::Error;
use crate::plan::Plan;
use crate::text;

/// Each change of the run with its status. Empty until changes are about to be made.
#[derive(Debug, Default)]
pub struct RunStatus(RefCell<Vec<(String, ChangeStatus)>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChangeStatus {
    Open,
    InHand,
    Done,
}

impl RunStatus {
    /// The changes of a plan are about to be made.
    pub fn begin(&self, plan: &Plan) {
        let ids = plan.changes.iter().map(|change| change.id());
        *self.0.borrow_mut() = ids.map(|id| (id, ChangeStatus::Open)).collect();
    }

    /// A change is being made.
    pub fn started(&self, id: &str) {
        self.set(id, ChangeStatus::InHand);
    }

    /// A change ended.
    pub fn ended(&self, id: &str, status: Status) {
        let status = match status {
            Status::Done | Status::Skipped => ChangeStatus::Done,
            _ => ChangeStatus::Open,
        };
        self.set(id, status);
    }

    fn set(&self, id: &str, status: ChangeStatus) {
        let mut changes = self.0.borrow_mut();
        if let Some(change) = changes.iter_mut().find(|(known, _)| known == id) {
            change.1 = status;
        }
    }

    /// The error of an interruption, with the changes that were done by then and those that were not.
    pub fn add_to(&self, mut interruption: Error) -> Error {
        let changes = self.0.borrow();
        if changes.is_empty() {
            return interruption;
        }
        let of = |status: ChangeStatus| {
            let fitting = changes.iter().filter(|(_, s)| *s == status);
            let ids: Vec<&str> = fitting.map(|(id, _)| id.as_str()).collect();
            (ids.len(), text::list(&ids))
        };
        let (count, done) = of(ChangeStatus::Done);
        interruption.message = format!(
            "{}: {count} of {} changes are done",
            interruption.message,
            changes.len()
        );
        let (_, in_hand) = of(ChangeStatus::InHand);
        let (_, open) = of(ChangeStatus::Open);
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
