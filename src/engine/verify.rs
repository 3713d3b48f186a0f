//! What is live on both sides, held against what is wanted and against the rules of SAML; and, in the
//! sandbox, whether people get in.

mod connector;
mod remaining;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;
use time::OffsetDateTime;

use super::session::Session;
use super::signin::{self, Flow};
use super::status::survey;
use super::{Planned, own_metadata, people};
use crate::check::{Check, Status};
use crate::connector::Connector;
use crate::error::{Error, Kind, Result};
use crate::plan::{Actor, Desired, DesiredApplication, Mode, Plan, find_ours};
use crate::saml::IdpMetadata;
use crate::saml::metadata;
use crate::saml::response::{self, Expected, Verdict};
use crate::text;

/// What came out.
#[derive(Debug)]
pub struct Verified {
    /// Every check, connector by connector.
    pub checks: Vec<Check>,
    /// The sign-ins that were driven; none outside the sandbox.
    pub flows: Vec<Flow>,
    /// The plan that would mend what differs, where something does.
    pub drift: Option<Plan>,
}

/// Looks at everything that can be looked at.
///
/// # Errors
/// Those of the clients, and of options that do not fit what was read.
pub async fn verify(session: &Session, desired: &Desired, at: OffsetDateTime) -> Result<Verified> {
    let planned = super::plan(session, desired).await?;
    let ours = &planned.observed.ours;
    let chosen = || desired.applications.iter();
    let replaced = &planned.observed.replaced;
    let missing = |wanted: &DesiredApplication| match replaced.get(&wanted.connector) {
        Some(replaced) if replaced.there.is_some() => {
            connector::of_another_template(wanted, replaced)
        }
        _ => connector::missing(wanted, desired),
    };
    if !chosen().any(|wanted| ours.contains_key(&wanted.connector)) {
        let missing = chosen().map(missing);
        return Ok(Verified {
            checks: missing
                .chain(dangling(&planned))
                .chain(others(&planned))
                .collect(),
            flows: Vec::new(),
            drift: None,
        });
    }
    let (documents, access) = tokio::try_join!(
        documents(session, &planned),
        people::with_access(session, &planned.observed)
    )?;
    let mut checks = Vec::new();
    for wanted in chosen() {
        let Some(ours) = ours.get(&wanted.connector) else {
            checks.push(missing(wanted));
            continue;
        };
        let connector = wanted.connector;
        checks.push(connector::application(connector, ours));
        checks.push(remaining::values(connector, ours, &planned.plan));
        checks.push(connector::filled_in(connector, ours));
        checks.extend(connector::metadata(
            connector,
            ours,
            &documents[&connector],
            at,
        ));
        checks.extend(connector::public_metadata(connector, ours));
        checks.push(connector::access(connector, ours, &access));
    }
    checks.extend(connector::blocks(&planned));
    checks.extend(dangling(&planned));
    checks.extend(ways::ways(&planned, &access)?);
    checks.extend(remaining::others(&planned.plan, &planned.observed));
    let flows = sign_in(session, &planned, &access, &mut checks).await?;
    let mends = planned.plan.changes.iter().any(|c| c.actor == Actor::Api);
    Ok(Verified {
        checks,
        flows,
        drift: mends.then_some(planned.plan),
    })
}

/// What there is instead of an application of ours: every finding of every Mimecast application of this account.
fn others(planned: &Planned) -> Vec<Check> {
    let found = survey(&planned.desired, &planned.observed.applications);
    let of_others = found.iter().filter(|one| one.is_lookalike());
    let checks = of_others.flat_map(|one| {
        let there = Check::new("lookalike", Status::Warn, one.told());
        let there = match one.adopted_by() {
            Some(option) => there.remedy(format!("to have this tool look after it: {option}")),
            None => there.remedy("sso-setup mimecast status tells what to do about each"),
        };
        let findings = one.findings.iter().map(|finding| {
            let message = format!("\"{}\": {}", text::name(&one.label), finding.message);
            Check::new(finding.code, Status::Fail, message).remedy(&finding.remedy)
        });
        [there].into_iter().chain(findings)
    });
    checks.collect()
}

/// Blocks in force whose application is not there.
fn dangling(planned: &Planned) -> Vec<Check> {
    let observed = &planned.observed;
    let mimecast = observed.mimecast.iter();
    mimecast
        .flat_map(|m| {
            super::dangling::dangling(&planned.desired, &m.profiles, &observed.applications)
        })
        .collect()
}

/// The metadata of each application, or why it cannot be used.
type Documents = BTreeMap<Connector, Result<IdpMetadata, String>>;

async fn documents(session: &Session, planned: &Planned) -> Result<Documents> {
    let documents = planned.observed.ours.iter().map(|(connector, ours)| async {
        let read = read_metadata(session, &ours.application.id).await;
        Ok::<_, Error>((
            *connector,
            match read {
                Ok(metadata) => Ok(metadata),
                // A document that is there but unfit is what is verified; anything else stops the run.
                Err(error) if error.kind == Kind::Failed => Err(error.message),
                Err(error) => return Err(error),
            },
        ))
    });
    Ok(try_join_all(documents).await?.into_iter().collect())
}

async fn read_metadata(session: &Session, application: &str) -> Result<IdpMetadata> {
    let organization = &session.organization.id;
    let document = session.jumpcloud.metadata(organization, application);
    metadata::parse(&document.await?)
}

/// Drives sign-in where the sandbox is at the other end, and says so where it is not.
async fn sign_in(
    session: &Session,
    planned: &Planned,
    access: &BTreeMap<Connector, BTreeSet<String>>,
    checks: &mut Vec<Check>,
) -> Result<Vec<Flow>> {
    let untried = |why: &str| {
        Check::new("sign-in", Status::Unknown, format!("sign-in was not tried: {why}")).remedy(
            "sign in with a private browser window, capture the response with the developer tools, and run \
             verify --response FILE",
        )
    };
    let Some(mut sandbox) = signin::Sandbox::at(session.jumpcloud.base()).await else {
        checks.push(untried("only the sandbox can be driven"));
        return Ok(Vec::new());
    };
    if planned.desired.mode == Mode::Worksheet {
        checks.push(untried("the Mimecast side is set up by hand"));
        return Ok(Vec::new());
    }
    let members = people::setting_members(session, &planned.desired, &planned.observed).await?;
    let journeys = signin::journeys(&planned.desired, &planned.observed, access, &members);
    if journeys.is_empty() {
        checks.push(untried("nothing of what is wanted starts one"));
    }
    let mut flows = Vec::new();
    for journey in journeys {
        let (flow, check) = sandbox.drive(journey).await;
        flows.push(flow);
        checks.push(check);
    }
    Ok(flows)
}

/// A captured Response, judged by what is live.
#[derive(Debug)]
pub struct Captured {
    /// The label of the application whose Response it should be.
    pub application: String,
    /// The ACS URL that it was judged by.
    pub acs_url: String,
    /// What came out.
    pub verdict: Verdict,
}

/// Judges a captured Response by the live metadata of a connector's application and the values that
/// Mimecast holds it to.
///
/// # Errors
/// `application-not-found`; `metadata-unfit` for metadata that is not the application's; those of the clients.
pub async fn verify_response(
    session: &Session,
    desired: &Desired,
    wanted: &DesiredApplication,
    response: &[u8],
    request_id: Option<&str>,
    at: OffsetDateTime,
) -> Result<Captured> {
    let applications = super::listed::applications(&session.jumpcloud).await?;
    let Some(ours) = find_ours(&applications, wanted)? else {
        let missing = connector::missing(wanted, desired);
        return Err(Error::failed("application-not-found", missing.message)
            .hint("set it up first, or pass the --idp-url-suffix it was set up with"));
    };
    let organization = &session.organization.id;
    let document = own_metadata::read(&session.jumpcloud, organization, ours).await?;
    let metadata = metadata::parse(&document)?;
    let acs_url = wanted.acs.answering(request_id).to_owned();
    let verdict = response::check(
        response,
        &Expected {
            metadata: &metadata,
            acs_url: &acs_url,
            sp_entity_id: &wanted.sp_entity_id,
            request_id,
            at,
        },
    );
    Ok(Captured {
        application: ours.label.clone(),
        acs_url,
        verdict,
    })
}
