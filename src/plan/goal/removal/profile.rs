//! The profile in a removal: another application takes over what it can, the rest is emptied, and what nobody uses goes.

use std::collections::BTreeMap;

use crate::connector::Block;
use crate::error::Result;
use crate::plan::block_values::BlockValues;
use crate::plan::change::{Action, Mode};
use crate::plan::console_piece::block_piece;
use crate::plan::desired::DesiredBlock;
use crate::plan::expected::block_values;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::BlockField;
use crate::plan::subject::Subject;
use crate::text;

use super::Remover;

impl Remover<'_> {
    /// Has the applications that stay take over what they sign for from now on, and empties the rest of the profile, or
    /// deletes it.
    pub(super) fn profile(&mut self) -> Result<()> {
        let name = self.desired.profile.as_str();
        let subject = Subject::Profile(name.to_owned());
        let mut fields = self.taken_over()?;
        if !self.removal.deactivate {
            if self.is_deleted() {
                let before = self.found.before(name);
                let fields = vec![Field::new("description", before, FieldValue::none())];
                let action = match self.desired.mode {
                    Mode::Api => Action::Delete,
                    Mode::Worksheet => Action::Update,
                };
                self.found.change(subject, action, name, fields);
                return Ok(());
            }
            fields.extend(self.emptied());
        }
        self.found.change(subject, Action::Update, name, fields);
        Ok(())
    }

    /// Whether the own profile goes: nobody uses it any more, and it holds nothing else.
    fn is_deleted(&self) -> bool {
        if self.desired.mode == Mode::Worksheet {
            return self.by_hand() && !self.stays_by_hand();
        }
        let Some(profile) = self.own_profile().filter(|_| !self.own_blocks().is_empty()) else {
            return false;
        };
        let own = &self.desired.setting.description;
        let mut others = self.observed.other_settings(&profile.description, own);
        profile.bare && !profile.default && others.next().is_none() && !self.profile_stays()
    }

    /// The fields of the blocks that nobody signs for any more.
    fn emptied(&self) -> Vec<Field> {
        let empty = BlockValues::default();
        let blocks = self.own_blocks().into_iter();
        let fields = blocks.flat_map(|block| {
            let fields = BlockField::ALL.into_iter();
            let fields = fields.filter(|field| *field != BlockField::Enforced);
            fields.map(move |field| (block, field))
        });
        let held = |block, field| self.found.held(self.own_profile(), block, field);
        fields
            .map(|(block, field)| {
                Field::new(field.of(block), held(block, field), empty.shown(field))
            })
            .collect()
    }

    /// The fields of the blocks that an application signs for which stays.
    fn taken_over(&mut self) -> Result<Vec<Field>> {
        let mut all = Vec::new();
        let desired = self.desired;
        for (block, wanted) in &desired.blocks {
            let fields = match self.desired.mode {
                Mode::Worksheet => self.entered(*block)?,
                Mode::Api => self.written(*block, wanted)?,
            };
            let differs = |field: &Field| field.before != field.after;
            let login_url = BlockField::LoginUrl.of(*block);
            let fields: Vec<Field> = fields.into_iter().filter(differs).collect();
            if fields.iter().any(|f| f.name == login_url) {
                self.moves(*block, wanted);
            }
            all.extend(fields);
        }
        Ok(all)
    }

    /// What a person enters in a block that is in force; nothing where somebody said that it holds that already.
    fn entered(&self, block: Block) -> Result<Vec<Field>> {
        if self.observed.block_stands(self.desired, block)? {
            return Ok(Vec::new());
        }
        let piece = block_piece(self.desired, self.observed, block, &BTreeMap::new())?;
        // It is ticked already: the values are what is new.
        let ticked = BlockField::Enforced.of(block);
        let values = piece.fields.into_iter().filter(|(name, _)| *name != ticked);
        let unread = |(name, value)| Field::new(name, FieldValue::Unreadable, value);
        Ok(values.map(unread).collect())
    }

    /// What is written to a block. One that has its signer already only loses its tile.
    fn written(&self, block: Block, wanted: &DesiredBlock) -> Result<Vec<Field>> {
        let mut values = block_values(self.desired, self.observed, wanted, None)?;
        // What Mimecast would fetch is of the application that goes.
        let fetched = [
            (BlockField::MetadataUrl, "".into()),
            (BlockField::MonitorMetadataUrl, false.into()),
        ];
        let new = fetched.into_iter();
        let new: Vec<(BlockField, FieldValue)> = new
            .filter(|(field, _)| !values.iter().any(|(known, _)| known == field))
            .collect();
        values.extend(new);
        let held = self.own_profile();
        let has_it = held.and_then(|p| p.blocks.get(&block));
        if has_it.is_some_and(|values| !self.depends(values)) {
            values.retain(|(field, _)| *field == BlockField::AllowSingleSignOn);
        }
        let field = |(field, after): (BlockField, FieldValue)| {
            Field::new(field.of(block), self.found.held(held, block, field), after)
        };
        Ok(values.into_iter().map(field).collect())
    }

    /// Says that another application signs for a block from then on, and has the guards look at its people.
    fn moves(&mut self, block: Block, wanted: &DesiredBlock) {
        let values = self.own_profile().and_then(|p| p.blocks.get(&block));
        if values.is_none_or(|values| values.enforced) {
            self.found.in_force.insert(block);
        }
        let ours = self.observed.ours.get(&wanted.source);
        let label = ours.map_or("", |o| o.application.label.as_str());
        self.found.warn(
            "block-taken-over",
            format!(
                "{block} stays: \"{}\" (connector {}) signs for it from then on. Both applications can sign people in until \
                 Mimecast has taken that up",
                text::name(label),
                wanted.source
            ),
        );
    }
}
