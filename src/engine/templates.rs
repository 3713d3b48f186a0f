//! The templates of JumpCloud's catalogue that a plan needs.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::connector::Connector;
use crate::error::Result;
use crate::jumpcloud::JumpCloud;
use crate::plan::{Desired, DesiredApplication, template_for_new};

/// The template of each connector that has no application, and of each whose logo must be judged.
/// `present` names the template of each application that is there.
pub async fn templates(
    jumpcloud: &JumpCloud,
    desired: &Desired,
    present: &BTreeMap<Connector, String>,
) -> Result<BTreeMap<Connector, Value>> {
    let wanted: Vec<&DesiredApplication> = desired
        .applications
        .iter()
        .filter(|a| !present.contains_key(&a.connector) || a.logo.is_some())
        .collect();
    // The whole catalogue only for a search; a template whose name is known is asked for.
    let searched = wanted
        .iter()
        .any(|a| a.template.is_none() && !present.contains_key(&a.connector));
    let mut catalogue: Vec<Value> = Vec::new();
    if searched {
        catalogue = whole(jumpcloud).await?;
    }
    let mut chosen = BTreeMap::new();
    for application in wanted {
        let own = present.get(&application.connector).map(String::as_str);
        let name = own.or(application.template.as_deref());
        let is_named = |t: &&Value| name.is_some_and(|name| t["name"] == name);
        if let Some(name) = name.filter(|_| !searched && !catalogue.iter().any(|t| is_named(&t))) {
            match jumpcloud.template_named(name).await? {
                Some(named) => catalogue.push(named.into_value()),
                // What comes near it is to be offered.
                None if own.is_none() => catalogue = whole(jumpcloud).await?,
                None => {}
            }
        }
        let template = match own {
            // An application outlives its template; then its image counts as someone's own.
            Some(_) => catalogue.iter().find(is_named),
            None => {
                let signs = desired.signs(application.connector, |c| present.contains_key(&c));
                Some(template_for_new(&catalogue, application, signs)?)
            }
        };
        chosen.extend(template.map(|t| (application.connector, t.clone())));
    }
    Ok(chosen)
}

async fn whole(jumpcloud: &JumpCloud) -> Result<Vec<Value>> {
    let all = jumpcloud.templates().await?.into_iter();
    Ok(all.map(|template| template.into_value()).collect())
}
