//! What is live and matters for each person's sign-in, out of what a plan reads.

use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::facts::{ApplicationFacts, BlockFacts, Facts};
use super::person::Person;
use crate::connector::{ADMINISTRATORS_PROFILE, Block, Connector};
use crate::engine::session::Session;
use crate::engine::{Planned, people};
use crate::error::Result;
use crate::plan::{Change, Members, ObservedProfile, OurApplication, Subject};

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
    Ok(people
        .iter()
        .map(|person| of(planned, person, &access, &members, now))
        .collect())
}

fn of(
    planned: &Planned,
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
        (*connector, application(planned, *connector, ours, has, now))
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
                (*block, block_facts(planned, *block, wanted.source, profile))
            });
            facts.collect()
        }),
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
    planned: &Planned,
    connector: Connector,
    ours: &OurApplication,
    access: bool,
    now: OffsetDateTime,
) -> ApplicationFacts {
    let document = &ours.application.document;
    let setting = |key: &str| {
        let value = &document["config"][key]["value"];
        value.as_str().unwrap_or_default().to_owned()
    };
    let of = |change: &&Change| change.subject == Subject::Application(connector);
    let fields = planned
        .plan
        .changes
        .iter()
        .find(of)
        .into_iter()
        .flat_map(|change| &change.fields);
    let drift = fields.map(|field| {
        let differs = format!("is {} instead of {}", field.before, field.after);
        (field.name.clone(), differs)
    });
    ApplicationFacts {
        label: ours.application.label.clone(),
        // One that does not say is not known to keep anybody out.
        active: document["active"] != false,
        access,
        drift: drift.collect(),
        subject: setting("subjectField"),
        name_id_format: setting("overrideNameIdFormat"),
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

fn block_facts(
    planned: &Planned,
    block: Block,
    source: Connector,
    profile: Option<&ObservedProfile>,
) -> BlockFacts {
    let values = profile.and_then(|profile| profile.blocks.get(&block));
    let ours = planned.observed.ours.get(&source);
    let metadata = ours.and_then(|ours| ours.metadata.as_ref().ok());
    let both = values.zip(metadata);
    BlockFacts {
        source,
        enforced: values.is_some_and(|values| values.enforced),
        allow_single_sign_on: values.is_some_and(|values| values.allow_single_sign_on),
        login_url_fits: both
            .map(|(values, metadata)| Some(&values.login_url) == metadata.login_url.as_ref()),
        issuer_fits: both.map(|(values, metadata)| values.issuer == metadata.entity_id),
        certificate_fits: both.map(|(values, metadata)| {
            let mut known = metadata.certificates.iter();
            known.any(|certificate| certificate.fingerprint == values.certificate)
        }),
    }
}
