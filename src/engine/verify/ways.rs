//! Every way into Mimecast, by the sign-in model, as checks.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Status};
use crate::connector::{Connector, Flow};
use crate::engine::Planned;
use crate::error::Result;
use crate::plan::{SignInVerdict, Start, Way, World};

/// Whether people get in by each way. `access` says who can sign in through each connector's application.
///
/// # Errors
/// Those of editing an application.
pub fn ways(
    planned: &Planned,
    access: &BTreeMap<Connector, BTreeSet<String>>,
) -> Result<Vec<Check>> {
    let somebody = |connector| {
        access
            .get(&connector)
            .is_some_and(|people| !people.is_empty())
    };
    let world = World::live(&planned.desired, &planned.observed)?.reached(somebody);
    Ok(world.ways().iter().map(check).collect())
}

fn check(way: &Way) -> Check {
    let (name, words) = (way.name(), way.words());
    match &way.verdict {
        SignInVerdict::Works => Check::new(
            name,
            Status::Pass,
            format!("sign-in {words} works, by both sides' values"),
        ),
        SignInVerdict::Unproven { why } => Check::new(
            name,
            Status::Unknown,
            format!("sign-in {words} is not proven: {}", why.join("; ")),
        )
        .remedy(match leads_nowhere(way) {
            true => "look in the JumpCloud console whether its tile is shown",
            false => "have somebody sign in, and see it with sso-setup mimecast watch",
        }),
        SignInVerdict::Broken { faults } => {
            let whys: Vec<&str> = faults.iter().map(|f| f.why.as_str()).collect();
            let mut remedies: Vec<&str> = faults.iter().map(|f| f.remedy.as_str()).collect();
            remedies.dedup();
            let message = format!("sign-in {words} does not work: {}", whys.join("; "));
            // It was never meant to lead in; that it is shown may have been asked for.
            let status = match leads_nowhere(way) {
                true => Status::Warn,
                false => Status::Fail,
            };
            Check::new(name, status, message).remedy(remedies.join("; "))
        }
    }
}

/// Whether it is the tile of a connector that answers only Mimecast's own requests.
fn leads_nowhere(way: &Way) -> bool {
    let own_requests = |c: Connector| c.flow() == Flow::SpInitiated;
    way.start == Start::Tile && way.connector.is_some_and(own_requests)
}
