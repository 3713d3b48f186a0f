//! The Mimecast half of the diff where an API reads it: profile, setting, enforcement.

use std::collections::BTreeSet;

use crate::connector::Block;
use crate::error::{Error, Result};
use crate::plan::change::{Action, Change, Mode};
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
            let before = self.unread(FieldValue::none());
            fields.push(Field::new(
                "description",
                before,
                self.desired.profile.as_str(),
            ));
        }
        for (block, wanted) in &self.desired.blocks {
            let before = existing.and_then(|p| p.blocks.get(block));
            for (field, after) in block_values(self.desired, self.observed, wanted, None)? {
                let current =
                    before.map_or_else(|| self.unread(FieldValue::none()), |b| b.shown(field));
                if current != after {
                    fields.push(Field::new(field.of(*block), current, after));
                }
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        let action = match (existing, self.desired.mode) {
            (None, Mode::Api) => Action::Create,
            _ => Action::Update,
        };
        // Access too: the profile may be enforced already, and would send people to an application
        // that they have no access to yet.
        let sources = self
            .desired
            .blocks
            .values()
            .flat_map(|b| [Subject::Application(b.source), Subject::Access(b.source)]);
        let change = Change::new(
            Subject::Profile(self.desired.profile.clone()),
            action,
            self.desired.profile.as_str(),
            self.desired.mode,
            fields,
        )
        .after(sources);
        self.found.changes.push(change);
        Ok(())
    }

    pub(super) fn setting(&mut self) {
        let wanted = &self.desired.setting;
        let existing = self.observed.setting(&wanted.description);
        if existing.is_none() && wanted.group.is_none() {
            self.no_setting();
            return;
        }
        let mut fields = Vec::new();
        if existing.is_none() {
            let before = self.unread(FieldValue::none());
            fields.push(Field::new(
                "description",
                before,
                wanted.description.as_str(),
            ));
        }
        if let Some(group) = &wanted.group {
            let same = existing.is_some_and(|s| match &s.group.name {
                Some(name) => name == group,
                None => self.observed.mimecast_group.as_ref() == Some(&s.group.id),
            });
            if !same {
                let before = match existing {
                    None => self.unread(FieldValue::none()),
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
                (None, None) => self.unread(FieldValue::none()),
            };
            fields.push(Field::new(
                SettingField::AuthenticationProfile.name(),
                before,
                self.desired.profile.as_str(),
            ));
        }
        if fields.is_empty() {
            return;
        }
        let action = match (existing, self.desired.mode) {
            (None, Mode::Api) => Action::Create,
            _ => Action::Update,
        };
        let change = Change::new(
            Subject::Setting(wanted.description.clone()),
            action,
            wanted.description.as_str(),
            self.desired.mode,
            fields,
        )
        .after(self.before_setting());
        self.found.changes.push(change);
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
        if fields.is_empty() {
            return;
        }
        let action = match there {
            true => Action::Update,
            false => Action::Create,
        };
        // The group's people may be sent to JumpCloud already: they need their access first.
        let access = self
            .desired
            .applications
            .iter()
            .map(|a| Subject::Access(a.connector));
        let subject = Subject::MimecastGroup(group.clone());
        let change = Change::new(subject, action, group, self.desired.mode, fields);
        self.found.changes.push(change.after(access));
    }

    /// What a setting waits for: its profile, and its group.
    pub(super) fn before_setting(&self) -> Vec<Subject> {
        let group = self.desired.setting.group.clone();
        let group = group.map(Subject::MimecastGroup);
        [Subject::Profile(self.desired.profile.clone())]
            .into_iter()
            .chain(group)
            .collect()
    }

    pub(super) fn no_setting(&mut self) {
        self.warn(
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
        if released.is_empty() {
            return released;
        }
        let before = self.unread(true.into());
        let field =
            |block: &Block| Field::new(BlockField::Enforced.of(*block), before.clone(), false);
        let fields = released.iter().map(field).collect();
        let name = self.desired.profile.as_str();
        let subject = Subject::Release(name.to_owned());
        let waits = subject.clone();
        let mode = self.desired.mode;
        for change in &mut self.found.changes {
            if change.fields.iter().any(|f| f.name == "config.idpEntityId") {
                change.depends_on.push(waits.clone());
            }
        }
        self.found
            .changes
            .push(Change::new(subject, Action::Update, name, mode, fields));
        released
    }

    /// Enforces what is not enforced yet, or is not any more once this plan `released` it.
    pub(super) fn enforcement(&mut self, released: &BTreeSet<Block>) {
        let existing = self.profile_observed();
        let fields: Vec<Field> = self
            .desired
            .blocks
            .keys()
            .filter_map(|block| {
                let before = match existing.and_then(|p| p.blocks.get(block)) {
                    Some(values) if values.enforced && !released.contains(block) => return None,
                    Some(_) => false.into(),
                    None => self.unread(false.into()),
                };
                Some(Field::new(BlockField::Enforced.of(*block), before, true))
            })
            .collect();
        if fields.is_empty() || self.found.warnings.iter().any(|w| w.code == "no-setting") {
            return;
        }
        let mut after = vec![
            Subject::Profile(self.desired.profile.clone()),
            Subject::Setting(self.desired.setting.description.clone()),
        ];
        for block in self.desired.blocks.values() {
            after.push(Subject::Application(block.source));
            after.push(Subject::Access(block.source));
        }
        let change = Change::new(
            Subject::Enforcement(self.desired.profile.clone()),
            Action::Update,
            self.desired.profile.as_str(),
            self.desired.mode,
            fields,
        )
        .after(after);
        self.found.changes.push(change);
    }

    fn profile_observed(&self) -> Option<&ObservedProfile> {
        self.observed.profile(&self.desired.profile)
    }

    /// A value from before that is `known` where Mimecast can be read.
    fn unread(&self, known: FieldValue) -> FieldValue {
        match self.observed.mimecast {
            Some(_) => known,
            None => FieldValue::Unreadable,
        }
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
