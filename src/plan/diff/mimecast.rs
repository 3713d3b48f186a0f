//! The Mimecast half of the diff where an API reads it: profile, setting, enforcement.

use std::collections::BTreeSet;

use crate::connector::Block;
use crate::error::{Error, Result};
use crate::plan::change::Action;
use crate::plan::desired::{Desired, DesiredBlock};
use crate::plan::field::{Field, FieldValue};
use crate::plan::observed::{Metadata, Observed, ObservedProfile};
use crate::plan::subject::Subject;

use crate::plan::form::{BlockField, SettingField};

use super::{Differ, idp_url, issuer};

impl Differ<'_> {
    pub(super) fn profile(&mut self) -> Result<()> {
        let existing = self.profile_observed();
        let mut fields = Vec::new();
        if existing.is_none() {
            let name = self.desired.profile.as_str();
            fields.push(Field::new("description", FieldValue::none(), name));
        }
        for (block, wanted) in &self.desired.blocks {
            let before = existing.and_then(|p| p.blocks.get(block));
            for (field, after) in block_values(self.desired, self.observed, wanted, None)? {
                let current = before.map_or_else(FieldValue::none, |b| b.shown(field));
                if current != after {
                    fields.push(Field::new(field.of(*block), current, after));
                }
            }
        }
        let name = self.desired.profile.as_str();
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
        let description = SettingField::Description.name();
        let mut fields = Vec::new();
        if existing.is_none() {
            let name = wanted.description.as_str();
            fields.push(Field::new(description, FieldValue::none(), name));
        }
        if let Some(group) = &wanted.group {
            let same = existing.is_some_and(|s| match &s.group.name {
                Some(name) => name == group,
                None => self.observed.mimecast_group.as_ref() == Some(&s.group.id),
            });
            if !same {
                let before = match existing {
                    None => FieldValue::none(),
                    Some(existing) => match &existing.group.name {
                        Some(name) => name.as_str().into(),
                        None => FieldValue::Unreadable,
                    },
                };
                fields.push(Field::new(
                    SettingField::Group.name(),
                    before,
                    group.as_str(),
                ));
            }
        }
        let attached = existing.and_then(|s| s.profile.as_ref());
        if attached != Some(&self.desired.profile) {
            let before = match (existing, attached) {
                (_, Some(profile)) => profile.as_str().into(),
                (Some(_), None) => FieldValue::Unreadable,
                (None, None) => FieldValue::none(),
            };
            fields.push(Field::new(
                SettingField::AuthenticationProfile.name(),
                before,
                self.desired.profile.as_str(),
            ));
        }
        let name = wanted.description.as_str();
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
    /// expects the old issuer. Gives the blocks that are no longer enforced meanwhile.
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
            renamed.is_some_and(|field| match existing.and_then(|p| p.blocks.get(block)) {
                Some(values) => {
                    let expects_it = FieldValue::from(values.issuer.as_str()) == field.after;
                    values.enforced && !expects_it
                }
                None => self.observed.mimecast.is_none(),
            })
        };
        let wanted = self.desired.blocks.iter();
        let released: BTreeSet<Block> = wanted.filter(depends).map(|(block, _)| *block).collect();
        let name = self.desired.profile.as_str();
        self.found.release(name, released.iter().copied());
        released
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

/// What a block's form should hold, but for the enforcement. `fresh` is its application's metadata, where that was written
/// since `observed`.
///
/// # Errors
/// `block-without-connector`; those of editing an application.
pub fn block_values(
    desired: &Desired,
    observed: &Observed,
    wanted: &DesiredBlock,
    fresh: Option<&Metadata>,
) -> Result<Vec<(BlockField, FieldValue)>> {
    let Some(application) = desired.application(wanted.source) else {
        return Err(Error::usage(
            "block-without-connector",
            format!("a block should take its IdP from the connector {}, which is not among the connectors", wanted.source),
        )
        .hint(format!("add --connector {}, or correct --block", wanted.source)));
    };
    let read = observed.ours.get(&wanted.source);
    let read = read.and_then(|ours| ours.metadata.as_ref().ok());
    let certificate = fresh.or(read).map_or(FieldValue::AfterApply, |metadata| {
        let first = metadata.certificates.first();
        first.map_or(FieldValue::AfterApply, |c| c.fingerprint.as_str().into())
    });
    let issuer = match fresh {
        Some(metadata) => metadata.entity_id.clone(),
        None => issuer(desired, observed, application)?,
    };
    let login_url = fresh.and_then(|metadata| metadata.login_url.clone());
    let is_there = observed.ours.contains_key(&wanted.source);
    let login_url = match login_url {
        Some(url) => url.into(),
        // Which host JumpCloud gives it shows once it is created.
        None if !is_there && observed.idp_origin_assumed => FieldValue::AfterApply,
        None => idp_url(observed, application).into(),
    };
    let mut values = vec![(BlockField::Provider, FieldValue::from("Other"))];
    if let Some(url) = &application.metadata_url {
        values.push((BlockField::MetadataUrl, url.as_str().into()));
        values.push((BlockField::MonitorMetadataUrl, true.into()));
    }
    values.extend([
        (BlockField::Issuer, issuer.into()),
        (BlockField::LoginUrl, login_url),
        (BlockField::LogoutUrl, wanted.logout_url.as_str().into()),
        (BlockField::Certificate, certificate),
        (
            BlockField::AllowSingleSignOn,
            wanted.allow_single_sign_on.into(),
        ),
        (BlockField::PasswordProtectedContext, false.into()),
        (BlockField::IntegratedAuthenticationContext, false.into()),
    ]);
    Ok(values)
}
