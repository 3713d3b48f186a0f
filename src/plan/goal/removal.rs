//! Taking connectors out again: the changes of a set-up in reverse. Stop enforcing, detach, empty or
//! delete the profile, take access away, delete the application; or switch it off, and no more.
//!
//! Only what stands for the connectors being removed is touched: an application found by its IdP URL, and
//! the blocks of the profile whose login URL is that IdP URL. A profile or setting that holds
//! anything beside what this tool writes is emptied of that, and stays. Where an application is gone already, what is still
//! enforced through it is released, and no more: that it is not listed does not prove it.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{Block, Connector};

use crate::plan::block_values::BlockValues;
use crate::plan::change::{Action, Mode};
use crate::plan::compare::{Bound, Comparison};
use crate::plan::desired::Desired;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::{BlockField, SettingField};
use crate::plan::observed::{
    Observed, ObservedMimecast, ObservedProfile, ObservedSetting, OurApplication,
};
use crate::plan::ownership::is_idp_url_of;
use crate::plan::refusal::{Guard, Refusal};
use crate::plan::subject::Subject;
use crate::plan::told::Told;

/// What is to be taken out, and how far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removal {
    /// Switch SSO off and keep the application.
    pub deactivate: bool,
    /// How many applications the person said would be deleted, where they were asked.
    pub confirmed: Option<usize>,
    /// Names of JumpCloud user groups and users by id, to show whose access ends.
    pub names: BTreeMap<String, String>,
    /// What earlier runs told Mimecast, by their journals.
    pub told: Told,
}

/// Compares what is with the connectors gone.
pub fn removal(desired: &Desired, observed: &Observed, removal: &Removal) -> Comparison {
    let mut remover = Remover {
        desired,
        observed,
        removal,
        found: Comparison::new(desired.mode),
    };
    remover.release();
    if !removal.deactivate {
        remover.setting();
        remover.profile();
    }
    let connectors: Vec<(Connector, &OurApplication)> = remover.applications().collect();
    for (connector, ours) in &connectors {
        remover.application(*connector, ours);
    }
    remover.guards(connectors.len());
    remover.found
}

struct Remover<'a> {
    desired: &'a Desired,
    observed: &'a Observed,
    removal: &'a Removal,
    found: Comparison,
}

impl<'a> Remover<'a> {
    /// The applications to be taken out, in the connectors' order.
    fn applications(&self) -> impl Iterator<Item = (Connector, &'a OurApplication)> + use<'a> {
        let (desired, observed) = (self.desired, self.observed);
        desired.applications.iter().filter_map(|wanted| {
            let ours = observed.ours.get(&wanted.connector)?;
            Some((wanted.connector, ours))
        })
    }

    /// Whether a block sends people to one of the applications.
    fn depends(&self, values: &BlockValues) -> bool {
        self.applications()
            .any(|(_, ours)| ours.application.idp_url == values.login_url)
    }

    /// Whether a block sends people to an application of ours that is not there.
    fn is_gone(&self, values: &BlockValues) -> bool {
        let url = values.login_url.as_str();
        let there = self.observed.applications.iter().any(|a| a.idp_url == url);
        let wanted = &self.desired.applications;
        let told = self.removal.told.urls.get(url);
        !there
            && (wanted.iter().any(|w| is_idp_url_of(url, w, self.observed))
                || told.is_some_and(|c| wanted.iter().any(|w| w.connector == *c)))
    }

    fn mimecast(&self) -> Option<&'a ObservedMimecast> {
        self.observed.mimecast.as_ref()
    }

    fn own_profile(&self) -> Option<&'a ObservedProfile> {
        self.observed.profile(&self.desired.profile)
    }

    /// The blocks of the own profile that depend on the applications.
    fn own_blocks(&self) -> BTreeMap<Block, &'a BlockValues> {
        let blocks = self.own_profile().into_iter().flat_map(|p| &p.blocks);
        let ours = blocks.filter(|(_, values)| self.depends(values));
        ours.map(|(block, values)| (*block, values)).collect()
    }

    /// In worksheet mode nothing is known of Mimecast, so every step is a person's to look at; there is none
    /// where nothing is left in JumpCloud either.
    fn by_hand(&self) -> bool {
        self.desired.mode == Mode::Worksheet && self.applications().next().is_some()
    }

    /// The blocks of the own profile that are in force by what people said.
    fn said_in_force(&self) -> BTreeSet<Block> {
        let profile = &self.desired.profile;
        let mut blocks = self.observed.blocks_confirmed(profile);
        let told = self.removal.told.confirmed(profile).into_iter();
        let told = told.flat_map(|console| console.blocks.keys().copied());
        // Of a block that an attestation speaks of, that is the last word.
        let silent = |block: &Block| !self.observed.block_attested(profile, *block);
        blocks.extend(told.filter(silent));
        blocks
    }

    /// The blocks that a person is to release: those of the applications that are there, and those that somebody said are
    /// enforced.
    fn blocks_by_hand(&self) -> BTreeSet<Block> {
        let everything = Connector::ALL
            .iter()
            .all(|c| self.desired.applications.iter().any(|a| a.connector == *c));
        let concerned = |block: &Block| everything || self.desired.blocks.contains_key(block);
        let mut blocks = self.said_in_force();
        blocks.retain(concerned);
        if self.by_hand() {
            blocks.extend(self.desired.blocks.keys());
        }
        blocks
    }

    /// Whether somebody said that a block is in force which is not released: its people go on with setting and profile.
    fn others_in_force(&self) -> bool {
        let released = self.blocks_by_hand();
        !self.said_in_force().is_subset(&released)
    }

    fn release(&mut self) {
        let blocks: BTreeSet<Block> = match self.desired.mode {
            Mode::Worksheet => self.blocks_by_hand(),
            Mode::Api => {
                let blocks = self.own_profile().into_iter().flat_map(|p| &p.blocks);
                let hangs = |values: &BlockValues| self.depends(values) || self.is_gone(values);
                let hanging = blocks.filter(|(_, values)| values.enforced && hangs(values));
                hanging.map(|(block, _)| *block).collect()
            }
        };
        self.found.release(&self.desired.profile, blocks);
    }

    /// Whether a block of the own profile stays in use.
    fn profile_stays(&self) -> bool {
        let mut blocks = self.own_profile().into_iter().flat_map(|p| &p.blocks);
        blocks.any(|(_, values)| !self.depends(values) && !values.login_url.is_empty())
    }

    fn setting(&mut self) {
        let name = self.desired.setting.description.as_str();
        let subject = Subject::Setting(name.to_owned());
        if self.by_hand() && self.others_in_force() {
            return;
        }
        if self.by_hand() {
            let profile = FieldValue::Unreadable;
            let fields = vec![Field::new(
                SettingField::AuthenticationProfile.name(),
                profile,
                FieldValue::none(),
            )];
            return self.found.change(subject, Action::Update, name, fields);
        }
        let (Some(mimecast), Some(profile)) = (self.mimecast(), self.own_profile()) else {
            return;
        };
        if self.own_blocks().is_empty() || self.profile_stays() {
            return;
        }
        let Some(setting) = self.observed.setting(name) else {
            return;
        };
        if setting.profile.as_ref() != Some(&profile.description) || setting.default {
            return;
        }
        let before = profile.description.as_str();
        if setting.bare {
            let fields = vec![
                Field::new("description", name, FieldValue::none()),
                Field::new(
                    SettingField::AuthenticationProfile.name(),
                    before,
                    FieldValue::none(),
                ),
            ];
            return self.found.change(subject, Action::Delete, name, fields);
        }
        let default = mimecast.profiles.iter().find(|p| p.default);
        let after = default.map_or(FieldValue::Unreadable, |p| p.description.as_str().into());
        self.found.warn(
            "setting-kept",
            format!(
                "the application setting \"{name}\" holds more than this tool writes, so it stays, and applies the account's \
                 default profile from now on"
            ),
        );
        let fields = vec![Field::new(
            SettingField::AuthenticationProfile.name(),
            before,
            after,
        )];
        self.found.change(subject, Action::Update, name, fields);
    }

    fn profile(&mut self) {
        let name = self.desired.profile.as_str();
        let subject = Subject::Profile(name.to_owned());
        if self.by_hand() && self.others_in_force() {
            return;
        }
        if self.by_hand() {
            let fields = vec![Field::new(
                "description",
                FieldValue::Unreadable,
                FieldValue::none(),
            )];
            return self.found.change(subject, Action::Update, name, fields);
        }
        let (Some(mimecast), Some(profile)) = (self.mimecast(), self.own_profile()) else {
            return;
        };
        let blocks = self.own_blocks();
        if blocks.is_empty() {
            return;
        }
        let own = &self.desired.setting.description;
        let used =
            |s: &&ObservedSetting| s.may_apply(&profile.description) && s.description != *own;
        let others: Vec<&str> = mimecast
            .settings
            .iter()
            .filter(used)
            .map(|s| s.description.as_str())
            .collect();
        let deleted =
            profile.bare && !profile.default && others.is_empty() && !self.profile_stays();
        if deleted {
            let fields = vec![Field::new("description", name, FieldValue::none())];
            return self.found.change(subject, Action::Delete, name, fields);
        }
        let empty = BlockValues::default();
        let found = &self.found;
        let fields = blocks.keys().flat_map(|block| {
            let fields = BlockField::ALL.into_iter();
            let fields = fields.filter(|field| *field != BlockField::Enforced);
            fields.map(|field| {
                let held = found.held(Some(profile), *block, field);
                Field::new(field.of(*block), held, empty.shown(field))
            })
        });
        let fields: Vec<Field> = fields.collect();
        self.found.change(subject, Action::Update, name, fields);
    }

    fn application(&mut self, connector: Connector, ours: &OurApplication) {
        let label = ours.application.label.as_str();
        if self.removal.deactivate {
            if ours.application.document["active"] != false {
                let fields = vec![Field::new("active", true, false)];
                let subject = Subject::Deactivation(connector);
                self.found.change(subject, Action::Update, label, fields);
            }
            return;
        }
        let bound = ours.holders().map(|(holder, id)| Bound {
            holder,
            name: self.removal.names.get(id).unwrap_or(id).clone(),
            id: Some(id.clone()),
        });
        let bound: Vec<Bound> = bound.collect();
        self.found
            .access(connector, Action::Delete, label, &[], &bound);
        let subject = Subject::Application(connector);
        self.found.delete(subject, &ours.application);
    }

    fn guards(&mut self, applications: usize) {
        let mut refusals = Vec::new();
        if !self.removal.deactivate && self.removal.confirmed.is_some_and(|n| n < applications) {
            let said = self.removal.confirmed.unwrap_or_default();
            refusals.push(Refusal {
                guard: "delete-count",
                message: format!(
                    "{applications} JumpCloud applications would be deleted, and only {said} confirmed: look at the plan, \
                     and confirm the number it deletes"
                ),
                override_: None,
                    people: None,
            });
        }
        let labels: BTreeSet<&str> = self
            .applications()
            .map(|(_, ours)| ours.application.label.as_str())
            .collect();
        let labels: Vec<&str> = labels.into_iter().collect();
        for profile in self.mimecast().into_iter().flat_map(|m| &m.profiles) {
            if profile.description == self.desired.profile {
                continue;
            }
            for (block, values) in &profile.blocks {
                if !values.enforced {
                    continue;
                }
                if self.depends(values) {
                    refusals.push(Guard::lockout(*block).refuse(format!(
                        "the profile \"{}\" enforces {block} through the same application ({}): its people would be \
                         locked out. Stop that in the Mimecast console first, or name it with --profile",
                        profile.description,
                        crate::text::list(&labels)
                    )));
                } else if self.is_gone(values) {
                    refusals.push(Guard::lockout(*block).refuse(format!(
                        "the profile \"{}\" enforces {block} through an application that JumpCloud does not have any more \
                         ({}): its people are locked out. Stop that in the Mimecast console, or name it with --profile",
                        profile.description, values.login_url
                    )));
                }
            }
        }
        let own = self.own_profile();
        if own.is_some_and(|p| p.default) && !self.found.changes.is_empty() {
            refusals.push(Guard::DefaultProfile.refuse(format!(
                "\"{}\" is the account's default profile: a mistake in it locks everybody out",
                self.desired.profile
            )));
        }
        let concerned = |url: &str| {
            self.applications()
                .any(|(_, ours)| ours.application.idp_url == url)
        };
        refusals.extend(self.removal.told.vanished(self.observed, concerned));
        self.found.refusals = refusals;
    }
}

#[cfg(test)]
mod tests;
