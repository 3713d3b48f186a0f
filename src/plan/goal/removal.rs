//! Taking connectors out again: the changes of a set-up in reverse. Stop enforcing, detach, empty or
//! delete the profile, take access away, delete the application; or switch it off, and no more.
//!
//! Only what stands for the connectors being removed is touched: an application found by its IdP URL, and
//! the blocks of the profile whose login URL is that IdP URL. A block that another connector's application can sign for is
//! taken over by that one, which Mimecast is told of while both can still sign people in; profile and setting go with the last
//! connector that uses them. A profile or setting that holds
//! anything beside what this tool writes is emptied of that, and stays. Where an application is gone already, what is still
//! enforced through it is released, and no more: that it is not listed does not prove it.

mod profile;
mod rest;

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{Block, Connector};
use crate::error::Result;
use crate::text;

use crate::plan::block_values::BlockValues;
use crate::plan::change::{Action, Mode};
use crate::plan::compare::{Bound, Comparison};
use crate::plan::desired::Desired;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::SettingField;
use crate::plan::observed::{Observed, ObservedMimecast, ObservedProfile, OurApplication};
use crate::plan::ownership::is_idp_url_of;
use crate::plan::refusal::{Guard, Refusal};
use crate::plan::subject::Subject;
use crate::plan::told::Told;

use rest::next;
pub use rest::rest;

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

/// Compares what is with the connectors gone. `wish` is what was asked for, and `desired` the [`rest`] of it.
///
/// # Errors
/// Values of an application that cannot be worked out.
pub fn removal(
    wish: &Desired,
    desired: &Desired,
    observed: &Observed,
    removal: &Removal,
) -> Result<Comparison> {
    let mut remover = Remover {
        wish,
        desired,
        observed,
        removal,
        found: Comparison::new(desired.mode),
    };
    remover.release();
    if !removal.deactivate {
        remover.setting();
    }
    remover.profile()?;
    let connectors: Vec<(Connector, &OurApplication)> = remover.applications().collect();
    for (connector, ours) in &connectors {
        remover.application(*connector, ours);
    }
    remover.guards(connectors.len());
    Ok(remover.found)
}

struct Remover<'a> {
    wish: &'a Desired,
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

    /// The blocks of the own profile that depend on the applications, and that no other takes over.
    fn own_blocks(&self) -> BTreeSet<Block> {
        let blocks = self.own_profile().into_iter().flat_map(|p| &p.blocks);
        let left = |block: &Block| !self.desired.blocks.contains_key(block);
        let ours = blocks.filter(|(block, values)| self.depends(values) && left(block));
        ours.map(|(block, _)| *block).collect()
    }

    /// In worksheet mode nothing is known of Mimecast, so every step is a person's to look at; there is none
    /// where nothing is left in JumpCloud either.
    fn by_hand(&self) -> bool {
        self.desired.mode == Mode::Worksheet && self.applications().next().is_some()
    }

    /// The blocks of the own profile that are in force by what people said.
    fn said_in_force(&self) -> BTreeSet<Block> {
        let told = &self.removal.told;
        told.said_in_force(&self.desired.profile, self.observed)
    }

    /// The blocks that a person is to release: those of the applications that are there, and those that somebody said are
    /// enforced; but for those that an application signs for which stays, or that one takes over.
    fn blocks_by_hand(&self) -> BTreeSet<Block> {
        let everything = Connector::ALL
            .iter()
            .all(|c| self.desired.applications.iter().any(|a| a.connector == *c));
        let (told, profile) = (&self.removal.told, &self.desired.profile);
        let signer = |block: &Block| Some(told.said_of(profile, *block)?.source);
        let of_the_applications =
            |c: Connector| self.desired.applications.iter().any(|a| a.connector == c);
        let concerned = |block: &Block| {
            everything
                || self.wish.blocks.contains_key(block)
                || signer(block).is_some_and(of_the_applications)
        };
        let in_force = self.said_in_force();
        let stays = |block: &Block| {
            let signer = signer(block).filter(|_| in_force.contains(block));
            self.desired.blocks.contains_key(block)
                || signer.is_some_and(|c| self.desired.is_neighbour(c))
        };
        let mut blocks = in_force.clone();
        blocks.retain(concerned);
        if self.by_hand() {
            blocks.extend(self.wish.blocks.keys());
        }
        blocks.retain(|block| !stays(block));
        blocks
    }

    /// Whether a person leaves profile and setting as they are: a connector that stays uses them, or somebody said that a block
    /// is in force which is not released.
    fn stays_by_hand(&self) -> bool {
        let released = self.blocks_by_hand();
        !self.desired.neighbours.is_empty() || !self.said_in_force().is_subset(&released)
    }

    fn release(&mut self) {
        let blocks: BTreeSet<Block> = match self.desired.mode {
            Mode::Worksheet => {
                let blocks = self.blocks_by_hand();
                self.warn_of_unknown(&blocks);
                blocks
            }
            Mode::Api => {
                let blocks = self.own_profile().into_iter().flat_map(|p| &p.blocks);
                let hangs = |values: &BlockValues| self.depends(values) || self.is_gone(values);
                let left = |block: &Block| !self.desired.blocks.contains_key(block);
                let hanging = blocks
                    .filter(|(block, values)| values.enforced && hangs(values) && left(block));
                hanging.map(|(block, _)| *block).collect()
            }
        };
        self.found.release(&self.desired.profile, blocks);
    }

    /// Says of blocks that are released that another connector could have taken them over, had anybody said that they are in
    /// force.
    fn warn_of_unknown(&mut self, released: &BTreeSet<Block>) {
        let in_force = self.said_in_force();
        for block in released.difference(&in_force) {
            let of_rest = Desired {
                blocks: self.wish.blocks.clone(),
                ..self.desired.clone()
            };
            if let Some(connector) = next(*block, &of_rest) {
                self.found.warn(
                    "block-unknown",
                    format!(
                        "whether {block} is in force nobody has confirmed here, so it is released and not taken over by \
                         {connector}: set that up again afterwards (--connector {connector}) to enforce it"
                    ),
                );
            }
        }
    }

    /// Whether the own profile stays in use: a block of it does, or a connector stays that has no other.
    fn profile_stays(&self) -> bool {
        let mut blocks = self.own_profile().into_iter().flat_map(|p| &p.blocks);
        let used = |values: &BlockValues| !self.depends(values) && !values.login_url.is_empty();
        let mut neighbours = self.desired.neighbours.iter();
        let has_another = |c: Connector| {
            let url = self.observed.ours.get(&c).map(|o| &o.application.idp_url);
            let profiles = self.mimecast().into_iter().flat_map(|m| &m.profiles);
            let others = profiles.filter(|p| p.description != self.desired.profile);
            let mut values = others.flat_map(|p| p.blocks.values());
            url.is_some_and(|url| values.any(|values| values.login_url == *url))
        };
        blocks.any(|(_, values)| used(values))
            || !self.desired.blocks.is_empty()
            || neighbours.any(|n| !has_another(n.connector))
    }

    fn setting(&mut self) {
        let name = self.desired.setting.description.as_str();
        let subject = Subject::Setting(name.to_owned());
        if self.by_hand() && self.stays_by_hand() {
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
                        text::list(&labels)
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
