//! The Mimecast half of the diff where no API reads it: what a person has not confirmed with these values is to do.
//!
//! The console shows a block's fields once its box is ticked, so the values go with the enforcement, in one
//! change, as they do in the form.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::Block;
use crate::error::Result;
use crate::plan::change::{Action, Change, Field, FieldValue, Subject};
use crate::plan::console::{ConsolePiece, block_piece, profile_piece, setting_pieces};

use super::Differ;

impl Differ<'_> {
    /// Profile, setting and enforcement; a block that this plan `released` is to be enforced anew.
    pub(super) fn by_hand(&mut self, released: &BTreeSet<Block>) -> Result<()> {
        let name = self.desired.profile.clone();
        let profile = Subject::Profile(name.clone());
        let setting = Subject::Setting(self.desired.setting.description.clone());
        let sources = self
            .desired
            .blocks
            .values()
            .flat_map(|b| [Subject::Application(b.source), Subject::Access(b.source)]);
        let sources: Vec<Subject> = sources.collect();
        let there = self.observed.profile_confirmed(&name);
        let pieces = vec![profile_piece(&name)];
        self.unconfirmed(profile.clone(), &name, pieces, true, sources.clone());

        let pieces = setting_pieces(self.desired);
        let known = there && pieces.first().is_some_and(|p| self.observed.stands(p));
        if !known && self.desired.setting.group.is_none() {
            self.no_setting();
            return Ok(());
        }
        let setting_name = self.desired.setting.description.clone();
        self.unconfirmed(
            setting.clone(),
            &setting_name,
            pieces,
            there,
            self.before_setting(),
        );

        let fresh = BTreeMap::new();
        let blocks = self.desired.blocks.keys().map(|block| {
            let piece = block_piece(self.desired, self.observed, *block, &fresh)?;
            Ok((*block, piece))
        });
        let blocks: Vec<(Block, ConsolePiece)> = blocks.collect::<Result<_>>()?;
        let (again, others): (Vec<_>, Vec<_>) = blocks
            .into_iter()
            .partition(|(block, _)| released.contains(block));
        let subject = Subject::Enforcement(name.clone());
        let after = [vec![profile, setting], sources].concat();
        let others = others.into_iter().map(|(_, piece)| piece).collect();
        let open = self.open(others, there);
        let again = again.into_iter().map(|(_, piece)| piece);
        self.plan_open(
            subject,
            &name,
            open.into_iter().chain(again).collect(),
            after,
        );
        Ok(())
    }

    /// A change with what of it was not confirmed.
    fn unconfirmed(
        &mut self,
        subject: Subject,
        name: &str,
        pieces: Vec<ConsolePiece>,
        may_stand: bool,
        after: Vec<Subject>,
    ) {
        let open = self.open(pieces, may_stand);
        self.plan_open(subject, name, open, after);
    }

    /// The pieces that do not stand as confirmed; those that do are noted.
    fn open(&mut self, pieces: Vec<ConsolePiece>, may_stand: bool) -> Vec<ConsolePiece> {
        let (standing, open): (Vec<_>, Vec<_>) = pieces
            .into_iter()
            .partition(|piece| may_stand && self.observed.stands(piece));
        for piece in standing {
            let Some(step) = self.observed.confirmed_step(&piece.piece) else {
                continue;
            };
            let same = |s: &&mut super::ConfirmedStep| {
                s.id == step.id && s.by == step.by && s.at == step.at
            };
            match self.confirmed.iter_mut().find(same) {
                Some(known) => known.blocks.extend(step.blocks),
                None => self.confirmed.push(step),
            }
        }
        open
    }

    fn plan_open(
        &mut self,
        subject: Subject,
        name: &str,
        open: Vec<ConsolePiece>,
        after: Vec<Subject>,
    ) {
        let fields = open.into_iter().flat_map(|piece| piece.fields);
        let fields: Vec<Field> = fields
            .map(|(name, value)| Field::new(name, FieldValue::Unreadable, value))
            .collect();
        if !fields.is_empty() {
            let change = Change::new(subject, Action::Update, name, self.desired.mode, fields);
            self.changes.push(change.after(after));
        }
    }
}
