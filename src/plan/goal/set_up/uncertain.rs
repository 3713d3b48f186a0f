//! What a set-up leaves open: blocks that nobody could pass yet are not enforced, and what is not proven is said.

use std::collections::BTreeSet;

use crate::connector::{Block, Connector, Flow};
use crate::plan::compare::Comparison;
use crate::plan::desired::{Desired, DesiredApplication};
use crate::plan::field::Field;
use crate::plan::guard::enforced_blocks;
use crate::plan::observed::Observed;
use crate::plan::people::{Access, People};
use crate::plan::subject::Subject;
use crate::plan::template::{CUSTOM, ending};
use crate::text;

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

/// What is uncertain of each connector; and a value that is used nowhere.
pub fn connector_warnings(desired: &Desired, observed: &Observed, found: &mut Comparison) {
    for application in &desired.applications {
        let connector = application.connector;
        let blocks = desired.blocks.iter().filter(|(_, b)| b.source == connector);
        let blocks: Vec<&str> = blocks.map(|(block, _)| block.as_str()).collect();
        if application.metadata_url.is_some() && blocks.is_empty() {
            found.warn("metadata-url-unused", format!(
                    "the metadata URL given for {connector} goes into no block: none takes its IdP from that connector"
                ));
        }
        if connector.flow() == Flow::IdpInitiated && !blocks.is_empty() {
            template_chosen(observed, application, &blocks, found);
        }
        let subject = Subject::Application(connector);
        if !found.changes.iter().any(|c| c.subject == subject) {
            continue;
        }
        let made = !observed.ours.contains_key(&connector);
        if made && connector.flow() == Flow::SpInitiated && application.hidden.is_none() {
            let tile = |a: &DesiredApplication| a.connector.flow() == Flow::IdpInitiated;
            let all = desired.applications.iter().chain(&desired.neighbours);
            let remedy = match all.into_iter().any(tile) {
                true => "",
                false => ". For a tile that works, add --connector personal-portal",
            };
            found.warn("tile-hidden", format!(
                    "\"{}\" answers only sign-in that starts at Mimecast, so its tile is hidden in JumpCloud's user portal \
                     (--hidden={connector}:false shows it){remedy}",
                    application.label
                ));
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
        if connector == Connector::AdminConsole {
            found.warn("entity-id-assumed", format!(
                    "the SP entity ID of the admin console is assumed to be {}; if Mimecast's console shows another, \
                     pass --sp-entity-id {connector}:VALUE",
                    application.sp_entity_id
                ));
        }
    }
}

/// Why a tile that signs for `blocks` is not made from Mimecast's own template.
fn template_chosen(
    observed: &Observed,
    application: &DesiredApplication,
    blocks: &[&str],
    found: &mut Comparison,
) {
    let connector = application.connector;
    let from = observed.templates.get(&connector);
    let chosen = application.template.is_none() && from.is_some_and(|t| t["name"] == CUSTOM);
    if observed.ours.contains_key(&connector) || !chosen {
        return;
    }
    found.warn("template-chosen", format!(
        "\"{}\" is made from JumpCloud's custom SAML application ({CUSTOM}), because it signs for {} and so must answer at \
         two ACS URLs: the tile's own, and that of Mimecast's login page. The catalogue's template for Mimecast takes one",
        application.label,
        text::list(blocks)
    ));
}
