//! What Mimecast's console holds once human changes are carried out, piece by piece; and what of it people confirmed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::attestation::{Piece, values_digest};
use crate::connector::{Block, Connector};
use crate::error::Result;

use super::change::{Change, ConfirmedStep};
use super::desired::Desired;
use super::expected::block_values;
use super::field::FieldValue;
use super::form::{BlockField, SettingField};
use super::observed::{Metadata, Observed};
use super::subject::Subject;

/// A part of the console, and what it is to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsolePiece {
    /// Which part.
    pub piece: Piece,
    /// Field names and values, in the form's order.
    pub fields: Vec<(String, FieldValue)>,
}

impl ConsolePiece {
    /// The digest of its values; `None` while one of them is not known.
    pub fn digest(&self) -> Option<String> {
        let known = |(name, value): &(String, FieldValue)| match value {
            FieldValue::Known(value) => Some((name.clone(), value.clone())),
            FieldValue::AfterApply | FieldValue::Unreadable => None,
        };
        let fields: Option<Vec<(String, Value)>> = self.fields.iter().map(known).collect();
        Some(values_digest(&self.piece, &fields?))
    }
}

fn piece(subject: &Subject, part: Option<&str>) -> Piece {
    Piece {
        change: subject.id(),
        part: part.map(str::to_owned),
    }
}

/// That the profile of this name exists.
pub fn profile_piece(name: &str) -> ConsolePiece {
    ConsolePiece {
        piece: piece(&Subject::Profile(name.to_owned()), None),
        fields: vec![("description".to_owned(), name.into())],
    }
}

/// That the setting exists and applies the profile; and its group, where one was named.
pub fn setting_pieces(desired: &Desired) -> Vec<ConsolePiece> {
    let wanted = &desired.setting;
    let subject = Subject::Setting(wanted.description.clone());
    let mut pieces = vec![ConsolePiece {
        piece: piece(&subject, None),
        fields: vec![
            ("description".to_owned(), wanted.description.as_str().into()),
            (
                SettingField::AuthenticationProfile.name().to_owned(),
                desired.profile.as_str().into(),
            ),
        ],
    }];
    pieces.extend(wanted.group.as_deref().map(|group| ConsolePiece {
        piece: piece(&subject, Some(SettingField::Group.name())),
        fields: vec![(SettingField::Group.name().to_owned(), group.into())],
    }));
    pieces
}

/// That a block of the profile is filled in and enforced. `fresh` is the metadata of applications that were written
/// since `observed`.
///
/// # Errors
/// Those of editing an application.
pub fn block_piece(
    desired: &Desired,
    observed: &Observed,
    block: Block,
    fresh: &BTreeMap<Connector, Metadata>,
) -> Result<ConsolePiece> {
    let subject = Subject::Enforcement(desired.profile.clone());
    let mut fields = vec![(BlockField::Enforced.of(block), FieldValue::from(true))];
    if let Some(wanted) = desired.blocks.get(&block) {
        let values = block_values(desired, observed, wanted, fresh.get(&wanted.source))?;
        let named = |(field, value): (BlockField, FieldValue)| (field.of(block), value);
        fields.extend(values.into_iter().map(named));
    }
    Ok(ConsolePiece {
        piece: piece(&subject, Some(block.as_str())),
        fields,
    })
}

/// What a person confirms of the console by confirming a change that sets something up.
///
/// # Errors
/// Those of editing an application.
pub fn set_up_by(
    change: &Change,
    desired: &Desired,
    observed: &Observed,
    fresh: &BTreeMap<Connector, Metadata>,
) -> Result<Vec<ConsolePiece>> {
    // The blocks whose form is filled in.
    let filled_in = |field: BlockField| {
        let blocks = desired.blocks.keys().copied();
        let named = blocks.filter(|block| change.field(&field.of(*block)).is_some());
        named
            .map(|block| block_piece(desired, observed, block, fresh))
            .collect::<Result<Vec<ConsolePiece>>>()
    };
    Ok(match &change.subject {
        // Another application takes over a block that is in force.
        Subject::Profile(name) => {
            let taken_over = filled_in(BlockField::LoginUrl)?;
            [vec![profile_piece(name)], taken_over].concat()
        }
        Subject::Setting(_) => setting_pieces(desired),
        Subject::Enforcement(_) => filled_in(BlockField::Enforced)?,
        _ => Vec::new(),
    })
}

/// What no longer holds once a person confirmed a change that takes something away.
pub fn taken_away_by(change: &Change) -> Vec<Piece> {
    let blocks = |name: &str, gone: &dyn Fn(&Block) -> bool| {
        let subject = Subject::Enforcement(name.to_owned());
        let blocks = Block::ALL.into_iter().filter(|block| gone(block));
        blocks
            .map(|block| piece(&subject, Some(block.as_str())))
            .collect::<Vec<Piece>>()
    };
    match &change.subject {
        Subject::Release(name) => blocks(name, &|block| {
            change.field(&BlockField::Enforced.of(*block)).is_some()
        }),
        Subject::Profile(name) => {
            let mut gone = blocks(name, &|_| true);
            gone.push(profile_piece(name).piece);
            gone
        }
        Subject::Setting(_) => [None, Some(SettingField::Group.name())]
            .map(|part| piece(&change.subject, part))
            .into(),
        _ => Vec::new(),
    }
}

impl Observed {
    /// Whether a person confirmed exactly these values, and nothing of it was taken back since.
    pub(super) fn stands(&self, piece: &ConsolePiece) -> bool {
        let confirmed = self.attested.of_piece(&piece.piece);
        confirmed.is_some_and(|c| Some(&c.values) == piece.digest().as_ref())
    }

    /// Whether a person confirmed a block of the profile, with the values that are wanted.
    ///
    /// # Errors
    /// Those of editing an application.
    pub(super) fn block_stands(&self, desired: &Desired, block: Block) -> Result<bool> {
        let piece = block_piece(desired, self, block, &BTreeMap::new())?;
        Ok(self.profile_confirmed(&desired.profile) && self.stands(&piece))
    }

    /// Whether a person confirmed that the profile of this name exists. Without it, neither a setting nor a block of it
    /// can be right.
    pub(super) fn profile_confirmed(&self, profile: &str) -> bool {
        self.stands(&profile_piece(profile))
    }

    /// The blocks of a profile that are in force by what people confirmed, with whatever values.
    pub(super) fn blocks_confirmed(&self, profile: &str) -> BTreeSet<Block> {
        let subject = Subject::Enforcement(profile.to_owned());
        let confirmed = |block: &Block| {
            let piece = piece(&subject, Some(block.as_str()));
            self.attested.of_piece(&piece).is_some() && self.profile_confirmed(profile)
        };
        Block::ALL.into_iter().filter(confirmed).collect()
    }

    /// Whether a person ever said anything of a block of a profile: that it is in force, or that it no longer is.
    pub(super) fn block_attested(&self, profile: &str, block: Block) -> bool {
        let subject = Subject::Enforcement(profile.to_owned());
        let piece = piece(&subject, Some(block.as_str()));
        self.attested.speaks_of(&piece)
    }

    /// The change that a piece belongs to, as confirmed.
    pub(super) fn confirmed_step(&self, piece: &Piece) -> Option<ConfirmedStep> {
        let confirmed = self.attested.of_piece(piece)?;
        let block = piece.part.as_deref();
        let block = block.and_then(|b| <Block as clap::ValueEnum>::from_str(b, false).ok());
        Some(ConfirmedStep {
            id: piece.change.clone(),
            blocks: block.into_iter().collect(),
            by: confirmed.by.clone(),
            at: confirmed.time(),
        })
    }
}
