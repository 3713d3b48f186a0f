//! Diff, guards, order and digest put together into a plan.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use crate::connector::{Block, Connector};
use crate::error::Result;

use super::bracket::bracket;
use super::change::{Action, Change, Plan, TenantSummary};
use super::desired::Desired;
use super::diff::diff;
use super::digest::digest;
use super::field::Field;
use super::found::Found;
use super::guard::{blocks_put_in_force, enforced_blocks, judge, judge_rotation};
use super::observed::Observed;
use super::people::{Access, People};
use super::removal::{Removal, removal};
use super::rotation::{Rotation, rotation, vanished};
use super::subject::Subject;
use super::template::ending;
use super::undo::WayBack;
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
    let mut found = diff(desired, observed)?;
    if let Some(people) = people {
        hold_back_enforcement(desired, people, &mut found);
    }
    connector_warnings(desired, observed, &mut found);
    let verdict = judge(desired, observed, people, &found.changes, now);
    let wanted = Wanted::of(desired, Purpose::SetUp);
    Ok(planned(found.judged(verdict), tenant, desired, &wanted))
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
    let found = rotation(desired, observed, begun)?;
    let verdict = judge_rotation(desired, observed, people, &found.changes);
    let mut found = found.judged(verdict);
    let vanished = vanished(observed, desired, begun, &found.changes);
    found.refusals.extend(vanished);
    if let Some(since) = &begun.since {
        found.warn(
            "rotation-resumed",
            format!(
                "this goes on with the rotation of {since}, which did not come to its end: an application that has \
                 its new certificate keeps it"
            ),
        );
    }
    let wanted = Wanted::of(wish, Purpose::Rotate);
    Ok(planned(found, tenant, desired, &wanted))
}

/// The plan to put back what another run changed. `future` is how both services will be.
pub fn assemble_undo(
    tenant: TenantSummary,
    desired: &Desired,
    future: &Observed,
    people: Option<&People>,
    way_back: WayBack,
    now: OffsetDateTime,
) -> Plan {
    let mut judged = Found::new(desired.mode);
    let known = |block: &Block| desired.blocks.contains_key(block);
    let in_force = way_back.in_force.iter().copied();
    judged.enforce(&desired.profile, in_force.filter(known));
    let mimecast = |c: &&Change| {
        matches!(c.subject, Subject::Profile(_) | Subject::Setting(_)) && c.action != Action::Delete
    };
    let mut found = way_back.found;
    let written = found.changes.iter().filter(mimecast).cloned();
    judged.changes.extend(written);
    let verdict = judge(desired, future, people, &judged.changes, now);
    for block in &way_back.in_force {
        if !desired.blocks.contains_key(block) {
            found.warn(
                "members-unread",
                format!(
                    "{block} takes its IdP from elsewhere: whether its people can sign in there was not checked"
                ),
            );
        }
    }
    let wanted = Wanted::of(desired, Purpose::Undo);
    planned(found.judged(verdict), tenant, desired, &wanted)
}

/// The plan: in order, with its digest, and with what was known before a service was asked said first.
fn planned(found: Found, tenant: TenantSummary, desired: &Desired, wanted: &Wanted) -> Plan {
    let signers = desired.blocks.values().map(|b| b.source).collect();
    let changes = bracket(found.changes, &desired.profile, &signers);
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
fn hold_back_enforcement(desired: &Desired, people: &People, found: &mut Found) {
    let nobody = |block: &Block| {
        let source = desired.blocks[block].source;
        people.access.get(&source).is_some_and(Access::is_nobody)
    };
    let held: Vec<Block> = enforced_blocks(&found.changes)
        .into_iter()
        .filter(nobody)
        .collect();
    if held.is_empty() {
        return;
    }
    // Where a person fills the form in, a block's values go with its enforcement.
    let of_held = |f: &Field| held.iter().any(|b| f.name.starts_with(&format!("{b}.")));
    for change in &mut found.changes {
        if matches!(change.subject, Subject::Enforcement(_)) {
            change.fields.retain(|f| !of_held(f));
        }
    }
    found
        .changes
        .retain(|c| !(matches!(c.subject, Subject::Enforcement(_)) && c.fields.is_empty()));
    let blocks: Vec<&str> = held.iter().map(|b| b.as_str()).collect();
    let sources: BTreeSet<&str> = held
        .iter()
        .map(|b| desired.blocks[b].source.as_str())
        .collect();
    found.warn("no-access", format!(
            "SAML is not enforced yet ({}): nobody active has access to {}, so everybody would be locked out. \
             Bind a group with members: --group NAME",
            blocks.join(", "),
            sources.into_iter().collect::<Vec<_>>().join(", ")
        ));
}

/// What is uncertain about the tile connectors, said when their application is set up; and a value
/// that is used nowhere.
fn connector_warnings(desired: &Desired, observed: &Observed, found: &mut Found) {
    for application in &desired.applications {
        let connector = application.connector;
        let serves_a_block = desired.blocks.values().any(|b| b.source == connector);
        if application.metadata_url.is_some() && !serves_a_block {
            found.warn("metadata-url-unused", format!(
                    "the metadata URL given for {connector} goes into no block: none takes its IdP from that connector"
                ));
        }
        if !found
            .changes
            .iter()
            .any(|c| c.subject == Subject::Application(connector))
        {
            continue;
        }
        let from = observed.templates.get(&connector);
        if let Some((from, end)) = from.and_then(|from| Some((from, ending(from)?))) {
            found.warn("template-end-of-life", format!(
                    "JumpCloud's catalogue marks the template {} of \"{}\" as {end}: it may change or go; \
                     --template {connector}:saml2 does without it",
                    from["name"].as_str().unwrap_or_default(),
                    application.label
                ));
        }
        let template = match observed.ours.get(&connector) {
            Some(ours) => Some(&ours.application.document),
            None => observed.templates.get(&connector),
        };
        let one_acs = template.is_some_and(|t| t["name"] != "saml2");
        if connector != Connector::Apps && one_acs && serves_a_block {
            found.warn("sp-initiated-unproven", format!(
                    "the template of \"{}\" takes one ACS URL: whether JumpCloud also answers sign-in that starts at \
                     Mimecast's login page is not proven. Try it with a test user, or use --template {connector}:saml2",
                    application.label
                ));
        }
        if connector == Connector::AdminConsole {
            found.warn("entity-id-assumed", format!(
                    "the SP entity ID of the admin console is assumed to be {}; if Mimecast's console shows another, \
                     pass --sp-entity-id {connector}:VALUE",
                    application.sp_entity_id
                ));
        }
    }
}
