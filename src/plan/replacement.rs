//! An application that was made from another template than the one asked for. JumpCloud cannot change that, and an IdP URL is
//! one application's: so it is deleted, and another is made under its URL that people know it by as before.
//!
//! What the old one was known by, and who had access, is taken over. A run that broke off between the deletion and the last
//! of it finds that in its journal, in [`super::begun`].

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::connector::Holder;

use super::begun::Gone;
use super::desired::{Desired, DesiredApplication};
use super::observed::{Observed, ObservedApplication, Replaced};
use super::ownership::has_suffix;
use super::shown;

/// Whether an application was made from another template than the one that is asked for. One that does not say is not known to be.
pub fn is_of_another_template(
    application: &ObservedApplication,
    wanted: &DesiredApplication,
) -> bool {
    let asked = wanted.template.as_deref();
    let own = application.document["name"].as_str();
    asked.zip(own).is_some_and(|(asked, own)| asked != own)
}

/// Groups and users by their ids, until their names are known.
fn named<'a>(
    holders: impl Iterator<Item = (Holder, &'a String)>,
) -> BTreeMap<(Holder, String), String> {
    let all = holders.map(|(holder, id)| ((holder, id.clone()), id.clone()));
    all.collect()
}

impl Observed {
    /// Sets apart the applications that are to be replaced, and what an earlier run that broke off had `gone` of one.
    ///
    /// Everything else then sees a connector whose application is yet to be made.
    #[must_use]
    pub fn replacing(mut self, desired: &Desired, gone: &[Gone]) -> Self {
        for wanted in &desired.applications {
            let connector = wanted.connector;
            let replaced = match self.ours.remove(&connector) {
                Some(ours) if is_of_another_template(&ours.application, wanted) => Some(Replaced {
                    idp_url: ours.application.idp_url.clone(),
                    holders: named(ours.holders()),
                    document: ours.application.document.clone(),
                    there: Some(ours),
                }),
                ours => {
                    self.ours.extend(ours.map(|ours| (connector, ours)));
                    let mut gone = gone.iter();
                    let gone = gone.find(|gone| has_suffix(&gone.idp_url, &wanted.suffix));
                    gone.map(|gone| Replaced {
                        there: None,
                        idp_url: gone.idp_url.clone(),
                        holders: named(gone.holders.iter().map(|(holder, id)| (*holder, id))),
                        document: gone.document.clone(),
                    })
                }
            };
            self.replaced.extend(replaced.map(|r| (connector, r)));
        }
        self
    }

    /// Ids of the groups, or users, whose access is to be taken over.
    pub fn taken_over(&self, of: Holder) -> BTreeSet<String> {
        let all = self.replaced.values().flat_map(|r| r.holders.keys());
        let of_kind = all.filter(|(holder, _)| *holder == of);
        of_kind.map(|(_, id)| id.clone()).collect()
    }

    /// Calls those whose access is taken over by name; whoever is not known any more is left out.
    pub fn call_by_name(&mut self, names: &BTreeMap<String, String>) {
        for replaced in self.replaced.values_mut() {
            replaced
                .holders
                .retain(|(_, id), name| match names.get(id) {
                    Some(known) => {
                        name.clone_from(known);
                        true
                    }
                    None => false,
                });
        }
    }
}

impl DesiredApplication {
    /// The same, with what the application that it takes the place of was known by where nothing else was asked for.
    pub(super) fn taking_over(&mut self, before: &Value) {
        let text = |value: &Value| {
            let text = value.as_str().filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        if let Some(label) = text(&before["displayLabel"]).filter(|_| !self.relabels) {
            self.label = label;
        }
        self.description = (self.description.take()).or_else(|| text(&before["description"]));
        self.color = self.color.take().or_else(|| text(&before["color"]));
        self.hidden = self.hidden.or(shown::is_hidden(before));
        let rows = |key: &str, asked: &[(String, String)]| -> Vec<(String, String)> {
            let rows = before["config"][key]["value"].as_array();
            let rows = rows.into_iter().flatten();
            let rows = rows.filter_map(|row| Some((text(&row["name"])?, text(&row["value"])?)));
            let other = |(name, _): &(String, String)| !asked.iter().any(|(n, _)| n == name);
            rows.filter(other).chain(asked.iter().cloned()).collect()
        };
        self.attributes = rows("constantAttributes", &self.attributes);
        self.user_attributes = rows("databaseAttributes", &self.user_attributes);
    }
}

#[cfg(test)]
mod tests;
