//! What is live, as it would be asked for: a set-up that asks for it has nothing to change.
//!
//! What no option can say, or what could be meant in several ways, is noted or refuses; nothing is guessed. What a set-up
//! would change all the same its own plan tells.

mod accounts;
mod application;
mod choice;
mod live;
mod mimecast;

use crate::error::Result;

use super::change::{Actor, Plan};
use super::desired::Desired;
use super::observed::Observed;
use super::survey::Finding;
use super::wanted::{Purpose, Wanted};

pub use accounts::accounts;
use application::Live;
pub use application::template_of;
pub use choice::choose;
pub use live::LiveTenant;

/// What is live, as it would be asked for.
#[derive(Debug)]
pub struct Exported {
    /// That.
    pub wanted: Wanted,
    /// What is not in it, or not as it should be.
    pub notes: Vec<Finding>,
}

impl LiveTenant {
    /// As it would be asked for. `desired` is about these connectors; of what no API reads, it says what is wanted.
    ///
    /// # Errors
    /// `export-ambiguous` where several profiles or settings could be meant.
    pub fn exported(mut self, desired: &Desired) -> Result<Exported> {
        let mut notes = std::mem::take(&mut self.notes);
        let applications = self.applications.iter().map(|(connector, application)| {
            let live = Live {
                application,
                access: self.access.get(connector).map_or(&[], Vec::as_slice),
                template: template_of(application).and_then(|name| self.templates.get(name)),
            };
            application::wanted(desired, *connector, live, &mut notes)
        });
        let applications = applications.collect();
        let mut wanted = Wanted {
            applications,
            ..Wanted::of(desired, Purpose::SetUp)
        };
        match &self.mimecast {
            Some(mimecast) => mimecast::read(&self, mimecast, desired, &mut wanted, &mut notes)?,
            None => {
                let observed = Observed {
                    attested: self.attested,
                    ..Observed::default()
                };
                mimecast::confirmed(&observed, desired, &mut wanted, &mut notes);
            }
        }
        Ok(Exported { wanted, notes })
    }
}

/// What the plan of a set-up shows that asks for it: nothing but console steps, where all is as it was exported.
pub fn still_to_change(plan: &Plan) -> Vec<Finding> {
    let by_tool = plan.changes.iter().filter(|c| c.actor == Actor::Api);
    let changes = by_tool.map(|change| {
        let fields: Vec<&str> = change.fields.iter().map(|f| f.name.as_str()).collect();
        let fields = match fields.is_empty() {
            true => String::new(),
            false => format!(" ({})", crate::text::list(&fields)),
        };
        Finding::new(
            "plan-not-empty",
            format!("plan would change {}{fields}", change.id()),
            "look at it with sso-setup mimecast plan, and say here what is to stay, or apply it",
        )
    });
    let refused = plan.refusals.iter().map(|refusal| {
        Finding::new(
            refusal.guard,
            format!("plan would be refused: {}", refusal.message),
            "see to it, and export again",
        )
    });
    changes.chain(refused).collect()
}
