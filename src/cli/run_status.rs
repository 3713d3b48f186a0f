//! Which changes of a run are done, in hand and open: an interruption tells it.

use std::cell::{Cell, RefCell};

use crate::engine::Status;
use crate::error::Error;
use crate::plan::Plan;
use crate::text;

/// The changes of a run.
#[derive(Debug, Default)]
pub struct RunStatus {
    /// Each with its status. Empty until changes are about to be made.
    changes: RefCell<Vec<(String, ChangeStatus)>>,
    /// Whether one of them was taken in hand, by the program or by a person: nothing is written before.
    begun: Cell<bool>,
}

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
        *self.changes.borrow_mut() = ids.map(|id| (id, ChangeStatus::Open)).collect();
    }

    /// A person is led through a console step, and may be at it.
    pub fn by_hand(&self) {
        self.begun.set(true);
    }

    /// A change is being made.
    pub fn started(&self, id: &str) {
        self.begun.set(true);
        self.set(id, ChangeStatus::InHand);
    }

    /// A change ended.
    pub fn ended(&self, id: &str, status: Status) {
        let status = match status {
            Status::Done | Status::Skipped => ChangeStatus::Done,
            _ => ChangeStatus::Open,
        };
        // A step that was confirmed on the command line is done without having been in hand.
        self.begun
            .set(self.begun.get() || status == ChangeStatus::Done);
        self.set(id, status);
    }

    fn set(&self, id: &str, status: ChangeStatus) {
        let mut changes = self.changes.borrow_mut();
        if let Some(change) = changes.iter_mut().find(|(known, _)| known == id) {
            change.1 = status;
        }
    }

    /// The error of an interruption, with the changes that were done by then and those that were not.
    pub fn add_to(&self, mut interruption: Error) -> Error {
        let changes = self.changes.borrow();
        if !self.begun.get() {
            interruption.message.push_str(": nothing was changed");
            interruption.hints = vec!["run the same command again to start over".to_owned()];
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
