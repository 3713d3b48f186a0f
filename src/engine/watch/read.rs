//! What is live and matters for each person's sign-in, out of what a plan reads.

use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::facts::{ApplicationFacts, BlockFacts, Facts};
use super::person::Person;
use crate::connector::{ADMINISTRATORS_PROFILE, Connector};
use crate::engine::session::Session;
use crate::engine::{Planned, people};
use crate::error::Result;
use crate::plan::{Fault, Members, OurApplication, World};

/// Reads who may use the applications, and who is in the setting's group.
///
/// # Errors
/// Those of both clients.
pub async fn facts(
    session: &Session,
    planned: &Planned,
    people: &[Person],
    now: OffsetDateTime,
) -> Result<Vec<Facts>> {
    let (desired, observed) = (&planned.desired, &planned.observed);
    let (access, members) = tokio::try_join!(
        people::with_access(session, observed),
        people::setting_members(session, desired, observed),
    )?;
    let world = World::filled_in(desired, observed)?;
    let people = people.iter();
    let facts = people.map(|person| of(planned, &world, person, &access, &members, now));
    Ok(facts.collect())
}

fn of(
    planned: &Planned,
    world: &World<'_>,
    person: &Person,
    access: &BTreeMap<Connector, BTreeSet<String>>,
    members: &Members,
    now: OffsetDateTime,
) -> Facts {
    let (desired, observed) = (&planned.desired, &planned.observed);
    let email = person.email.to_lowercase();
    let applications = observed.ours.iter().map(|(connector, ours)| {
        let has = access
            .get(connector)
            .is_some_and(|people| people.contains(&email));
        let faults = world.faults_of(*connector);
        (*connector, application(ours, faults, has, now))
    });
    let mimecast = observed.mimecast.as_ref();
    let profile = observed.profile(&desired.profile);
    let attached = profile.is_some_and(|profile| observed.is_attached(profile));
    Facts {
        applications: applications.collect(),
        active: person.active,
        blocks: mimecast.map(|_| {
            let wanted = desired.blocks.iter();
            let facts = wanted.map(|(block, wanted)| {
                let values = profile.and_then(|profile| profile.blocks.get(block));
                let facts = BlockFacts {
                    source: wanted.source,
                    enforced: values.is_some_and(|values| values.enforced),
                };
                (*block, facts)
            });
            facts.collect()
        }),
        ways: world.ways_with_hidden_tiles(),
        applies: match members {
            _ if mimecast.is_some() && !attached => Some(false),
            Members::Known(known) => Some(known.contains(&email)),
            _ => None,
        },
        administrators_profile: observed.profile(ADMINISTRATORS_PROFILE).is_some(),
        email: person.email.clone(),
    }
}

fn application(
    ours: &OurApplication,
    faults: Vec<Fault>,
    access: bool,
    now: OffsetDateTime,
) -> ApplicationFacts {
    ApplicationFacts {
        id: ours.application.id.clone(),
        label: ours.application.label.clone(),
        access,
        faults,
        certificate: ours.metadata.as_ref().ok().and_then(|metadata| {
            let first = metadata.certificates.first()?;
            match now {
                now if now < first.not_before => {
                    Some(format!("it begins on {}", first.not_before.date()))
                }
                now if now >= first.not_after => {
                    Some(format!("it expired on {}", first.not_after.date()))
                }
                _ => None,
            }
        }),
    }
}
