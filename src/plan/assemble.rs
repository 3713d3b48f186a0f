//! Diff, guards, order and digest put together into a plan.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use crate::connector::{Block, Connector};
use crate::error::Result;

use super::change::{Action, Change, Plan, TenantSummary};
use super::desired::Desired;
use super::diff::diff;
use super::digest::digest;
use super::field::Field;
use super::form::BlockField;
use super::found::Found;
use super::guard::{blocks_put_in_force, enforced_blocks, judge, judge_rotation};
use super::observed::Observed;
use super::order::order;
use super::people::{Access, People};
use super::refusal::Warning;
use super::removal::{Removal, removal};
use super::rotation::{Rotation, dependents, rotation};
use super::subject::Subject;
use super::template::ending;
use super::undo::Outline;
use super::wanted::{Purpose, Wanted};

/// Whether a plan would put SAML in force for somebody, so that the guards need to know who can sign in.
///
/// # Errors
/// Those of the diff.
pub fn wants_people(desired: &Desired, observed: &Observed) -> Result<bool> {
    let changes = diff(desired, observed)?.changes;
    Ok(!blocks_put_in_force(desired, observed, &changes).is_empty())
}

/// The plan for a tenant at the moment `now`.
///
/// `people` is `None` exactly when [`wants_people`] said no.
///
/// # Errors
/// Those of the diff: what is wanted cannot be expressed, whatever the guards say.
pub fn assemble(
    tenant: TenantSummary,
    desired: &Desired,
    observed: &Observed,
    people: Option<&People>,
    now: OffsetDateTime,
) -> Result<Plan> {
    let found = diff(desired, observed)?;
    let (mut changes, mut warnings) = (found.changes, found.warnings);
    if let Some(people) = people {
        hold_back_enforcement(desired, people, &mut changes, &mut warnings);
    }
    connector_warnings(desired, observed, &changes, &mut warnings);
    let verdict = judge(desired, observed, people, &changes, now);
    warnings.extend(verdict.warnings);
    let found = Found {
        changes,
        confirmed: found.confirmed,
        warnings,
        refusals: verdict.refusals,
    };
    Ok(planned(
        found,
        tenant,
        desired,
        &Wanted::of(desired, Purpose::SetUp),
    ))
}

/// The plan to take a tenant's connectors out.
pub fn assemble_removal(
    tenant: TenantSummary,
    desired: &Desired,
    observed: &Observed,
    wanted: &Removal,
) -> Plan {
    let mut found = removal(desired, observed, wanted);
    found.refusals.extend(desired.refusals.iter().cloned());
    found
        .refusals
        .retain(|refusal| !desired.allow.covers(refusal));
    let purpose = Purpose::Remove {
        deactivate: wanted.deactivate,
    };
    planned(found, tenant, desired, &Wanted::of(desired, purpose))
}

/// The plan to give the chosen connectors' applications new certificates. `desired` has of `wish` the blocks that are in
/// use; what those are is no part of what was wanted.
///
/// # Errors
/// `application-not-found` for a connector that is not set up.
pub fn assemble_rotation(
    tenant: TenantSummary,
    wish: &Desired,
    desired: &Desired,
    observed: &Observed,
    people: Option<&People>,
    begun: &Rotation,
) -> Result<Plan> {
    let changes = rotation(desired, observed, begun)?;
    let mut verdict = judge_rotation(desired, observed, people, &changes);
    let dependents = dependents(desired, observed, begun, &changes);
    verdict
        .refusals
        .extend(dependents.into_iter().filter(|r| !desired.allow.covers(r)));
    if let Some(since) = &begun.since {
        verdict.warnings.push(Warning {
            code: "rotation-resumed",
            message: format!(
                "this goes on with the rotation of {since}, which did not come to its end: an application that has \
                 its new certificate keeps it"
            ),
        });
    }
    let found = Found {
        changes,
        confirmed: Vec::new(),
        warnings: verdict.warnings,
        refusals: verdict.refusals,
    };
    Ok(planned(
        found,
        tenant,
        desired,
        &Wanted::of(wish, Purpose::Rotate),
    ))
}

/// The plan to put back what another run changed. `future` is how both services will be.
pub fn assemble_undo(
    tenant: TenantSummary,
    desired: &Desired,
    future: &Observed,
    people: Option<&People>,
    found: Outline,
    now: OffsetDateTime,
) -> Plan {
    let known = |block: &&Block| desired.blocks.contains_key(block);
    let fields: Vec<Field> = found
        .in_force
        .iter()
        .filter(known)
        .map(|block| Field::new(BlockField::Enforced.of(*block), false, true))
        .collect();
    let subject = Subject::Enforcement(desired.profile.clone());
    let name = desired.profile.as_str();
    let enforced = Change::new(subject, Action::Update, name, desired.mode, fields);
    let mimecast = |c: &&Change| {
        matches!(c.subject, Subject::Profile(_) | Subject::Setting(_)) && c.action != Action::Delete
    };
    let mut judged: Vec<Change> = found.changes.iter().filter(mimecast).cloned().collect();
    if !enforced.fields.is_empty() {
        judged.push(enforced);
    }
    let verdict = judge(desired, future, people, &judged, now);
    let mut warnings = found.warnings;
    for block in &found.in_force {
        if !desired.blocks.contains_key(block) {
            warnings.push(Warning {
                code: "members-unread",
                message: format!(
                    "{block} takes its IdP from elsewhere: whether its people can sign in there was not checked"
                ),
            });
        }
    }
    warnings.extend(verdict.warnings);
    let mut refusals = found.refusals;
    refusals.extend(verdict.refusals);
    let found = Found {
        changes: found.changes,
        confirmed: Vec::new(),
        warnings,
        refusals,
    };
    planned(found, tenant, desired, &Wanted::of(desired, Purpose::Undo))
}

/// The plan: in order, with its digest, and with what was known before a service was asked said first.
fn planned(found: Found, tenant: TenantSummary, desired: &Desired, wanted: &Wanted) -> Plan {
    let changes = order(found.changes);
    Plan {
        digest: digest(&tenant, wanted, &changes),
        tenant,
        changes,
        confirmed: found.confirmed,
        warnings: [desired.notes.clone(), found.warnings].concat(),
        refusals: found.refusals,
    }
}

/// Takes out of the enforcement every block that nobody could pass.
fn hold_back_enforcement(
    desired: &Desired,
    people: &People,
    changes: &mut Vec<Change>,
    warnings: &mut Vec<Warning>,
) {
    let nobody = |block: &Block| {
        let source = desired.blocks[block].source;
        people.access.get(&source).is_some_and(Access::is_nobody)
    };
    let held: Vec<Block> = enforced_blocks(changes)
        .into_iter()
        .filter(nobody)
        .collect();
    if held.is_empty() {
        return;
    }
    // Where a person fills the form in, a block's values go with its enforcement.
    let of_held = |f: &Field| held.iter().any(|b| f.name.starts_with(&format!("{b}.")));
    for change in changes.iter_mut() {
        if matches!(change.subject, Subject::Enforcement(_)) {
            change.fields.retain(|f| !of_held(f));
        }
    }
    changes.retain(|c| !(matches!(c.subject, Subject::Enforcement(_)) && c.fields.is_empty()));
    let blocks: Vec<&str> = held.iter().map(|b| b.as_str()).collect();
    let sources: BTreeSet<&str> = held
        .iter()
        .map(|b| desired.blocks[b].source.as_str())
        .collect();
    warnings.push(Warning {
        code: "no-access",
        message: format!(
            "SAML is not enforced yet ({}): nobody active has access to {}, so everybody would be locked out. \
             Bind a group with members: --group NAME",
            blocks.join(", "),
            sources.into_iter().collect::<Vec<_>>().join(", ")
        ),
    });
}

/// What is uncertain about the tile connectors, said when their application is set up; and a value
/// that is used nowhere.
fn connector_warnings(
    desired: &Desired,
    observed: &Observed,
    changes: &[Change],
    warnings: &mut Vec<Warning>,
) {
    for application in &desired.applications {
        let connector = application.connector;
        let serves_a_block = desired.blocks.values().any(|b| b.source == connector);
        if application.metadata_url.is_some() && !serves_a_block {
            warnings.push(Warning {
                code: "metadata-url-unused",
                message: format!(
                    "the metadata URL given for {connector} goes into no block: none takes its IdP from that connector"
                ),
            });
        }
        if !changes
            .iter()
            .any(|c| c.subject == Subject::Application(connector))
        {
            continue;
        }
        let from = observed.templates.get(&connector);
        if let Some((from, end)) = from.and_then(|from| Some((from, ending(from)?))) {
            warnings.push(Warning {
                code: "template-end-of-life",
                message: format!(
                    "JumpCloud's catalogue marks the template {} of \"{}\" as {end}: it may change or go; \
                     --template {connector}:saml2 does without it",
                    from["name"].as_str().unwrap_or_default(),
                    application.label
                ),
            });
        }
        let template = match observed.ours.get(&connector) {
            Some(ours) => Some(&ours.application.document),
            None => observed.templates.get(&connector),
        };
        let one_acs = template.is_some_and(|t| t["name"] != "saml2");
        if connector != Connector::Apps && one_acs && serves_a_block {
            warnings.push(Warning {
                code: "sp-initiated-unproven",
                message: format!(
                    "the template of \"{}\" takes one ACS URL: whether JumpCloud also answers sign-in that starts at \
                     Mimecast's login page is not proven. Try it with a test user, or use --template {connector}:saml2",
                    application.label
                ),
            });
        }
        if connector == Connector::AdminConsole {
            warnings.push(Warning {
                code: "entity-id-assumed",
                message: format!(
                    "the SP entity ID of the admin console is assumed to be {}; if Mimecast's console shows another, \
                     pass --sp-entity-id {connector}:VALUE",
                    application.sp_entity_id
                ),
            });
        }
    }
}
