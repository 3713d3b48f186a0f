//! What a set-up leaves open: blocks that nobody could pass yet are not enforced, and what is not proven is said.

use std::collections::BTreeSet;

use crate::connector::{Block, Connector};
use crate::plan::compare::Comparison;
use crate::plan::desired::Desired;
use crate::plan::field::Field;
use crate::plan::guard::enforced_blocks;
use crate::plan::observed::Observed;
use crate::plan::people::{Access, People};
use crate::plan::subject::Subject;
use crate::plan::template::ending;

/// Takes out of the enforcement every block that nobody could pass.
pub fn hold_back_enforcement(desired: &Desired, people: &People, found: &mut Comparison) {
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
pub fn connector_warnings(desired: &Desired, observed: &Observed, found: &mut Comparison) {
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
