//! The Mimecast half of an undo where no API reaches it: the console steps, the other way round.

use std::collections::BTreeSet;

use serde_json::json;

use crate::connector::{Block, Connector};
use crate::journal::{Command, ConsoleBlock};
use crate::plan::change::Action;
use crate::plan::desired::DesiredBlock;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::{BlockField, SettingField};
use crate::plan::subject::Subject;

use super::facts::shown;
use super::way_back::{Fate, Undoer};

/// What a person is to put back in the profile's form.
#[derive(Default)]
struct Back {
    /// Boxes to untick.
    released: BTreeSet<Block>,
    /// Blocks to fill in again: as the run left them, and as they were before it.
    enforced: Vec<(Block, ConsoleBlock, ConsoleBlock)>,
}

fn desired_block(block: &ConsoleBlock) -> DesiredBlock {
    DesiredBlock {
        candidates: vec![block.source],
        source: block.source,
        logout_url: block.logout_url.clone(),
        allow_single_sign_on: block.allow_single_sign_on,
    }
}

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
            self.out.blocks.insert(*block, desired_block(wanted));
        }
        let goes = |(_, _, fate): &&(&str, Connector, Fate)| *fate == Fate::Goes;
        let going: BTreeSet<Connector> = self.fates.iter().filter(goes).map(|f| f.1).collect();
        let did = |subject: Subject, removing: bool| {
            let id = subject.id();
            let mut steps = self.undo.steps.iter();
            steps.any(|s| s.removing == removing && s.change == id)
        };
        let profile = || self.undo.profile().to_owned();
        let released = did(Subject::Release(profile()), true);
        let removes = self.undo.command == Command::Remove;
        let taken_over = removes && did(Subject::Profile(profile()), false);
        let rebuilt = !self.out.anew.is_empty() || released || taken_over;
        if going.is_empty() && self.undo.command != Command::Rotate && rebuilt {
            return self.set_up_by_hand();
        }
        let mut applications = self.out.applications.iter();
        let stays = going.is_empty() || applications.any(|a| !going.contains(&a.connector));
        let back = self.back_by_hand(&blocks, &going);
        let profile = self.undo.profile();
        let gone =
            |(block, is): &(Block, ConsoleBlock)| going.contains(&is.source).then_some(*block);
        let released = blocks.iter().filter_map(gone).chain(back.released);
        let released: BTreeSet<Block> = released.collect();
        self.out.found.release(profile, released);
        match stays {
            true => self.enforce_by_hand(back.enforced),
            false => self.discard_by_hand(),
        }
    }

    /// Of the blocks that a person wrote to in the run: which ones are released, and which ones are filled in again as
    /// the runs before it left them.
    fn back_by_hand(
        &mut self,
        blocks: &[(Block, ConsoleBlock)],
        going: &BTreeSet<Connector>,
    ) -> Back {
        let mut back = Back::default();
        if self.undo.steps.is_empty() {
            return back;
        }
        let enforcement = Subject::Enforcement(self.undo.profile().to_owned()).id();
        let setting = Subject::Setting(self.undo.setting().to_owned()).id();
        let said = |id: &str| {
            let mut steps = self.undo.steps.iter();
            steps.any(|s| !s.removing && s.change == id)
        };
        let (ticked, applied) = (said(&enforcement), said(&setting));
        let Some(before) = self.undo.before.clone() else {
            if going.is_empty() || self.out.applications.len() > going.len() {
                self.unknown_before();
            }
            return back;
        };
        if applied && before.group != self.undo.console.group {
            self.unknown_before();
        }
        for (block, is) in blocks {
            let disturbed = self.is_disturbed(is.source);
            let was = before.blocks.get(block);
            let was = was.filter(|was| !going.contains(&was.source));
            if disturbed && was.is_some() || ticked && was.is_none() {
                back.released.insert(*block);
            }
            if let Some(was) = was.filter(|was| disturbed || ticked && *was != is) {
                back.enforced.push((*block, is.clone(), was.clone()));
            }
        }
        back
    }

    /// The IdP URL of a connector's application.
    fn url_of(&self, connector: Connector) -> String {
        let urls = self.undo.urls().into_iter();
        let mut urls = urls.filter(|(_, of)| *of == connector);
        urls.next()
            .map_or_else(String::new, |(url, _)| url.to_owned())
    }

    fn is_disturbed(&self, connector: Connector) -> bool {
        self.disturbed.contains(&self.url_of(connector))
    }

    /// Fills blocks in again and enforces them: the values that differ, by the journals.
    fn enforce_by_hand(&mut self, blocks: Vec<(Block, ConsoleBlock, ConsoleBlock)>) {
        let mut fields = Vec::new();
        for (block, is, was) in blocks {
            let mut field = |of: BlockField, before: FieldValue, after: FieldValue| {
                if before != after {
                    fields.push(Field::new(of.of(block), before, after));
                }
            };
            field(BlockField::Enforced, FieldValue::Unreadable, true.into());
            if is.source != was.source || self.is_disturbed(was.source) {
                let url = self.url_of(was.source);
                let mut applications = self.out.applications.iter();
                let application = applications.find(|a| a.connector == was.source);
                let issuer = application.and_then(|a| a.idp_entity_id.as_deref());
                let certificate = self.live.certificates.get(&url).map(|c| json!(c));
                let name = BlockField::Certificate.of(block);
                let unread = || FieldValue::Unreadable;
                field(
                    BlockField::Issuer,
                    unread(),
                    issuer.map_or_else(unread, Into::into),
                );
                let shown = certificate.map_or_else(unread, |c| shown(&name, Some(&c)));
                field(BlockField::LoginUrl, unread(), url.into());
                field(BlockField::Certificate, unread(), shown);
            }
            let (before, after) = (is.logout_url.as_str(), was.logout_url.as_str());
            field(BlockField::LogoutUrl, before.into(), after.into());
            let (before, after) = (is.allow_single_sign_on, was.allow_single_sign_on);
            field(BlockField::AllowSingleSignOn, before.into(), after.into());
            self.out.blocks.insert(block, desired_block(&was));
            self.out.found.in_force.insert(block);
        }
        let profile = self.undo.profile();
        let subject = Subject::Enforcement(profile.to_owned());
        self.out
            .found
            .change(subject, Action::Update, profile, fields);
    }

    fn discard_by_hand(&mut self) {
        let (profile, setting) = (self.undo.profile(), self.undo.setting());
        let gone = |field: &str| {
            vec![Field::new(
                field,
                FieldValue::Unreadable,
                FieldValue::none(),
            )]
        };
        let applied = gone(SettingField::AuthenticationProfile.name());
        let subject = Subject::Setting(setting.to_owned());
        self.out
            .found
            .change(subject, Action::Delete, setting, applied);
        let described = gone("description");
        let subject = Subject::Profile(profile.to_owned());
        self.out
            .found
            .change(subject, Action::Delete, profile, described);
    }

    fn set_up_by_hand(&mut self) {
        let profile = self.undo.profile();
        let setting = self.undo.setting();
        let subjects = [
            (Subject::Profile(profile.to_owned()), profile),
            (Subject::Setting(setting.to_owned()), setting),
        ];
        for (subject, name) in subjects {
            let id = subject.id();
            let taken = self.undo.steps.iter().any(|s| s.removing && s.change == id);
            // What a removal left there is there.
            let kept = self.undo.command == Command::Remove || self.out.anew.is_empty();
            if taken || !kept {
                let fields = vec![Field::new("description", FieldValue::Unreadable, name)];
                self.out.found.change(subject, Action::Update, name, fields);
            }
        }
        let enforced: Vec<Block> = self.out.blocks.keys().copied().collect();
        self.out.found.enforce(profile, enforced.iter().copied());
        self.out.found.in_force.extend(enforced);
    }

    fn unknown_before(&mut self) {
        self.warn(
            "console-before-unknown",
            "no journal says what Mimecast's console held before that run: it is left as it is. Compare it with the \
             worksheet command's steps once this is done"
                .to_owned(),
        );
    }
}
