//! The Mimecast half of a set-up where no API reads it: what a person has not confirmed with these values is to do.
//!
//! The console shows a block's fields once its box is ticked, so the values go with the enforcement, in one
//! change, as they do in the form.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::Block;
use crate::error::Result;
use crate::plan::change::{Action, ConfirmedStep};
use crate::plan::console_piece::{ConsolePiece, block_piece, profile_piece, setting_pieces};
use crate::plan::field::{Field, FieldValue};
use crate::plan::subject::Subject;

use super::SetUp;

impl SetUp<'_> {
    /// Profile, setting and enforcement; a block that this plan `released` is to be enforced anew.
    pub(super) fn by_hand(&mut self, released: &BTreeSet<Block>) -> Result<()> {
        let (desired, observed) = (self.desired, self.observed);
        let (name, setting_name) = (&desired.profile, &desired.setting.description);
        let profile = Subject::Profile(name.clone());
        let setting = Subject::Setting(setting_name.clone());

        // Without its profile, nothing else of it can stand.
        let there = observed.profile_confirmed(name);
        let open = self.open(vec![profile_piece(name)], true);
        self.plan_open(profile, name, open);

        let pieces = setting_pieces(desired);
        let known = there && pieces.first().is_some_and(|p| observed.stands(p));
        if !known && desired.setting.group.is_none() {
            self.no_setting();
            return Ok(());
        }
        let open = self.open(pieces, there);
        self.plan_open(setting, setting_name, open);

        let mut open = Vec::new();
        for block in desired.blocks.keys() {
            let piece = block_piece(desired, observed, *block, &BTreeMap::new())?;
            match released.contains(block) {
                true => open.push(piece),
                false => open.extend(self.open(vec![piece], there)),
            }
        }
        self.plan_open(Subject::Enforcement(name.clone()), name, open);
        Ok(())
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
            let same =
                |s: &&mut ConfirmedStep| s.id == step.id && s.by == step.by && s.at == step.at;
            match self.found.confirmed.iter_mut().find(same) {
                Some(known) => known.blocks.extend(step.blocks),
                None => self.found.confirmed.push(step),
            }
        }
        open
    }

    /// A change that makes the console hold these.
    fn plan_open(&mut self, subject: Subject, name: &str, open: Vec<ConsolePiece>) {
        let fields = open.into_iter().flat_map(|piece| piece.fields);
        let fields = fields.map(|(name, value)| Field::new(name, FieldValue::Unreadable, value));
        self.found.change(subject, Action::Update, name, fields);
    }
}
