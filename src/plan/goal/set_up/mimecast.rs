//! The Mimecast half of a set-up where an API reads it: profile, setting, enforcement.

use std::collections::BTreeSet;

use crate::connector::{Block, Connector};
use crate::error::Result;
use crate::plan::change::Action;
use crate::plan::desired::DesiredBlock;
use crate::plan::expected::block_values;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::SettingField;
use crate::plan::observed::{GroupReference, ObservedProfile, Replaced};
use crate::plan::subject::Subject;

use super::SetUp;

impl SetUp<'_> {
    pub(super) fn profile(&mut self) -> Result<()> {
        let existing = self.profile_observed();
        let name = self.desired.profile.as_str();
        let mut fields = Vec::new();
        if existing.is_none() {
            fields.push(Field::new("description", FieldValue::none(), name));
        }
        for (block, wanted) in &self.desired.blocks {
            for (field, after) in block_values(self.desired, self.observed, wanted, None)? {
                let held = self.found.held(existing, *block, field);
                fields.push(Field::new(field.of(*block), held, after));
            }
        }
        let action = self.found.create_or_update(existing.is_some());
        let subject = Subject::Profile(name.to_owned());
        self.found.change(subject, action, name, fields);
        Ok(())
    }

    pub(super) fn setting(&mut self) {
        let wanted = &self.desired.setting;
        let existing = self.observed.setting(&wanted.description);
        if existing.is_none() && wanted.group.is_none() {
            self.no_setting();
            return;
        }
        let name = wanted.description.as_str();
        let mut fields = Vec::new();
        if existing.is_none() {
            let description = SettingField::Description.name();
            fields.push(Field::new(description, FieldValue::none(), name));
        }
        // A setting whose record does not tell a name refers to something.
        let told = |name: Option<&String>| match (existing, name) {
            (_, Some(name)) => name.as_str().into(),
            (Some(_), None) => FieldValue::Unreadable,
            (None, None) => FieldValue::none(),
        };
        if let Some(group) = &wanted.group {
            let of = existing.map(|s| &s.group);
            let by_id = |of: &&GroupReference| {
                of.name.is_none() && self.observed.mimecast_group.as_ref() == Some(&of.id)
            };
            let before = match of.filter(by_id) {
                Some(_) => group.as_str().into(),
                None => told(of.and_then(|of| of.name.as_ref())),
            };
            let field = SettingField::Group.name();
            fields.push(Field::new(field, before, group.as_str()));
        }
        fields.push(Field::new(
            SettingField::AuthenticationProfile.name(),
            told(existing.and_then(|s| s.profile.as_ref())),
            self.desired.profile.as_str(),
        ));
        let action = self.found.create_or_update(existing.is_some());
        let subject = Subject::Setting(name.to_owned());
        self.found.change(subject, action, name, fields);
    }

    /// The members that the setting's group is to have, and the group itself where it is not there. Its members are only
    /// added.
    pub(super) fn pilot(&mut self) {
        let wanted = &self.desired.setting;
        let (Some(group), false) = (&wanted.group, wanted.members.is_empty()) else {
            return;
        };
        let mut fields = Vec::new();
        let there = self.observed.mimecast_group.is_some();
        if !there {
            fields.push(Field::new("name", FieldValue::none(), group.as_str()));
        }
        let known = &self.observed.mimecast_members;
        let missing = wanted.members.iter().filter(|m| !known.contains(m));
        fields.extend(missing.map(|m| Field::new("member", FieldValue::none(), m.as_str())));
        let action = match there {
            true => Action::Update,
            false => Action::Create,
        };
        let subject = Subject::MimecastGroup(group.clone());
        self.found.change(subject, action, group, fields);
    }

    pub(super) fn no_setting(&mut self) {
        self.found.warn(
            "no-setting",
            format!("the profile \"{}\" is not attached to anybody: an application setting needs a Mimecast group. Pass --mimecast-group NAME (start with a small test group)", self.desired.profile),
        );
    }

    /// An application that is about to call itself something else is not depended on while Mimecast still
    /// expects the old issuer, nor one that makes room for another. Gives the blocks that are no longer enforced meanwhile.
    pub(super) fn release(&mut self) -> BTreeSet<Block> {
        let existing = self.profile_observed();
        let depends = |(block, wanted): &(&Block, &DesiredBlock)| {
            let subject = Subject::Application(wanted.source);
            let mut changes = self.found.changes.iter();
            let change = changes.find(|c| c.subject == subject && c.action == Action::Update);
            let renamed = change.and_then(|c| {
                let mut fields = c.fields.iter();
                fields.find(|f| f.name == "config.idpEntityId")
            });
            let renamed =
                renamed.is_some_and(|field| match existing.and_then(|p| p.blocks.get(block)) {
                    Some(values) => {
                        let expects_it = FieldValue::from(values.issuer.as_str()) == field.after;
                        values.enforced && !expects_it
                    }
                    None => self.observed.mimecast.is_none(),
                });
            renamed || self.hangs_on_what_goes(existing, **block, wanted.source)
        };
        let wanted = self.desired.blocks.iter();
        let released: BTreeSet<Block> = wanted.filter(depends).map(|(block, _)| *block).collect();
        let name = self.desired.profile.as_str();
        self.found.release(name, released.iter().copied());
        released
    }

    /// Whether a block's people sign in through an application that is deleted before another is made in its place. By hand,
    /// those of every block that it signs for may.
    fn hangs_on_what_goes(
        &self,
        profile: Option<&ObservedProfile>,
        block: Block,
        source: Connector,
    ) -> bool {
        let goes = |r: &&Replaced| r.there.is_some();
        let values = profile.and_then(|p| p.blocks.get(&block));
        let replaced = &self.observed.replaced;
        match values.filter(|v| v.enforced) {
            Some(values) => {
                let mut going = replaced.values().filter(goes);
                going.any(|r| r.idp_url == values.login_url)
            }
            None => {
                let signs = replaced.get(&source).as_ref().is_some_and(goes);
                self.observed.mimecast.is_none() && signs
            }
        }
    }

    /// Enforces what is not enforced yet, or is not any more once this plan `released` it.
    pub(super) fn enforcement(&mut self, released: &BTreeSet<Block>) {
        let existing = self.profile_observed();
        if self.found.warnings.iter().any(|w| w.code == "no-setting") {
            return;
        }
        let open = |block: &Block| {
            let values = existing.and_then(|p| p.blocks.get(block));
            released.contains(block) || values.is_none_or(|values| !values.enforced)
        };
        let blocks: Vec<Block> = self.desired.blocks.keys().copied().filter(open).collect();
        self.found.enforce(&self.desired.profile, blocks);
    }

    fn profile_observed(&self) -> Option<&ObservedProfile> {
        self.observed.profile(&self.desired.profile)
    }
}
