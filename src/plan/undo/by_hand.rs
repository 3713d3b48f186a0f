//! The Mimecast half of an undo where no API reaches it: the console steps, the other way round.

use std::collections::BTreeSet;

use crate::connector::Block;
use crate::journal::{Command, ConsoleBlock};
use crate::plan::change::Action;
use crate::plan::desired::DesiredBlock;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::{BlockField, SettingField};
use crate::plan::subject::Subject;

use super::outline::{Fate, Undoer};

impl Undoer<'_> {
    /// Nothing of Mimecast can be read: what a person is asked for follows from what becomes of the applications.
    pub(super) fn by_hand(&mut self) {
        let blocks: Vec<(Block, ConsoleBlock)> = self
            .undo
            .console
            .blocks
            .iter()
            .filter(|(_, b)| {
                self.out
                    .applications
                    .iter()
                    .any(|a| a.connector == b.source)
            })
            .map(|(block, wanted)| (*block, wanted.clone()))
            .collect();
        for (block, wanted) in &blocks {
            let wanted = DesiredBlock {
                candidates: vec![wanted.source],
                source: wanted.source,
                logout_url: wanted.logout_url.clone(),
                allow_single_sign_on: wanted.allow_single_sign_on,
            };
            self.out.blocks.insert(*block, wanted);
        }
        let goes = |fate: Fate| matches!(fate, Fate::Goes);
        let going: BTreeSet<_> = self
            .fates
            .iter()
            .filter(|(_, _, f)| goes(*f))
            .map(|(_, c, _)| *c)
            .collect();
        let stays = self
            .out
            .applications
            .iter()
            .any(|a| !going.contains(&a.connector));
        let release = self.release().id();
        let mut steps = self.undo.steps.iter();
        let released = steps.any(|s| s.removing && s.change == release);
        if !going.is_empty() {
            self.take_out_by_hand(&blocks, stays);
        } else if self.undo.command != Command::Rotate && (!self.out.anew.is_empty() || released) {
            self.set_up_by_hand();
        } else if !self.undo.steps.is_empty() {
            self.unknown_before();
        }
    }

    fn take_out_by_hand(&mut self, blocks: &[(Block, ConsoleBlock)], stays: bool) {
        let profile = self.undo.profile();
        let setting = self.undo.setting();
        let going = |b: &ConsoleBlock| {
            self.fates
                .iter()
                .any(|(_, c, fate)| *c == b.source && *fate == Fate::Goes)
        };
        let unticked = blocks.iter().filter(|(_, b)| going(b));
        let fields: Vec<Field> = unticked
            .map(|(block, _)| {
                Field::new(
                    BlockField::Enforced.of(*block),
                    FieldValue::Unreadable,
                    false,
                )
            })
            .collect();
        if !fields.is_empty() {
            let change = self.change(self.release(), Action::Update, profile, fields);
            self.out.changes.insert(0, change);
        }
        if stays {
            return self.unknown_before();
        }
        let gone = |field: &str| {
            vec![Field::new(
                field,
                FieldValue::Unreadable,
                FieldValue::none(),
            )]
        };
        let detach = Subject::Setting(setting.to_owned());
        let change = self.change(
            detach.clone(),
            Action::Delete,
            setting,
            gone(SettingField::AuthenticationProfile.name()),
        );
        self.out.changes.push(change.after([self.release()]));
        let subject = Subject::Profile(profile.to_owned());
        let change = self.change(subject, Action::Delete, profile, gone("description"));
        self.out
            .changes
            .push(change.after([self.release(), detach]));
    }

    fn set_up_by_hand(&mut self) {
        let profile = self.undo.profile();
        let setting = self.undo.setting();
        let subjects = [
            Subject::Profile(profile.to_owned()),
            Subject::Setting(setting.to_owned()),
        ];
        for (index, name) in [profile, setting].into_iter().enumerate() {
            let (before, subject) = (&subjects[..index], &subjects[index]);
            let id = subject.id();
            let taken = self.undo.steps.iter().any(|s| s.removing && s.change == id);
            if taken || !self.out.anew.is_empty() {
                let fields = vec![Field::new("description", FieldValue::Unreadable, name)];
                let change = self.change(subject.clone(), Action::Update, name, fields);
                let after = self.building.iter().chain(before).cloned();
                let change = change.after(after);
                self.out.changes.push(change);
            }
        }
        let enforced: Vec<Block> = self.out.blocks.keys().copied().collect();
        let fields: Vec<Field> = enforced
            .iter()
            .map(|block| {
                Field::new(
                    BlockField::Enforced.of(*block),
                    FieldValue::Unreadable,
                    true,
                )
            })
            .collect();
        if !fields.is_empty() {
            let subject = Subject::Enforcement(profile.to_owned());
            let change = self.change(subject, Action::Update, profile, fields);
            let after = self.building.clone().into_iter().chain(subjects);
            self.out.changes.push(change.after(after));
            self.out.in_force.extend(enforced);
        }
    }

    fn unknown_before(&mut self) {
        self.warn(
            "console-before-unknown",
            "what Mimecast's console held before that run cannot be read: it is left as it is. Compare it with the \
             worksheet command's steps once this is done"
                .to_owned(),
        );
    }
}
