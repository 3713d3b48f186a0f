//! The comparison: what is held against what a goal wants, object by object, and what is said of it. The same change of the
//! same object is made here, whatever the goal.

use std::collections::BTreeSet;

use crate::connector::{Block, Connector, Holder};

use super::change::{Action, Change, ConfirmedStep, Mode};
use super::field::{Field, FieldValue};
use super::form::BlockField;
use super::observed::{ObservedApplication, ObservedProfile};
use super::refusal::{Refusal, Warning};
use super::subject::Subject;

/// Changes, not yet in order, and what is said of them.
#[derive(Debug)]
pub struct Comparison {
    mode: Mode,
    /// What is to be changed.
    pub changes: Vec<Change>,
    /// Human changes that stand as confirmed.
    pub confirmed: Vec<ConfirmedStep>,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// Reasons to refuse.
    pub refusals: Vec<Refusal>,
    /// Blocks that are put in force for somebody, or that fewer people can pass, beside those that the changes enforce.
    pub in_force: BTreeSet<Block>,
}

/// Somebody who has access to an application: a group by name, a user by e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Group or user.
    pub holder: Holder,
    /// What people are shown.
    pub name: String,
    /// JumpCloud's id; `None` for a group that is yet to be created.
    pub id: Option<String>,
}

impl Comparison {
    /// Nothing yet, of a Mimecast that is changed in this way.
    pub fn new(mode: Mode) -> Self {
        Comparison {
            mode,
            changes: Vec::new(),
            confirmed: Vec::new(),
            warnings: Vec::new(),
            refusals: Vec::new(),
            in_force: BTreeSet::new(),
        }
    }

    /// Something to know.
    pub fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        let message = message.into();
        self.warnings.push(Warning { code, message });
    }

    /// A change of the fields that hold something else than they should, where there are any.
    pub fn change(
        &mut self,
        subject: Subject,
        action: Action,
        name: &str,
        fields: impl IntoIterator<Item = Field>,
    ) {
        let differ = fields.into_iter().filter(|f| f.before != f.after);
        let fields: Vec<Field> = differ.collect();
        if !fields.is_empty() {
            let change = Change::new(subject, action, name, self.mode, fields);
            self.changes.push(change);
        }
    }

    /// A value of Mimecast's console from before: `read` where an API reads it.
    pub fn before(&self, read: impl Into<FieldValue>) -> FieldValue {
        match self.mode {
            Mode::Api => read.into(),
            Mode::Worksheet => FieldValue::Unreadable,
        }
    }

    /// What a field of a block holds; `profile` is the one that an API reads, where it is there.
    pub fn held(
        &self,
        profile: Option<&ObservedProfile>,
        block: Block,
        field: BlockField,
    ) -> FieldValue {
        let values = profile.and_then(|p| p.blocks.get(&block));
        self.before(values.map_or_else(FieldValue::none, |values| values.shown(field)))
    }

    /// What happens to an object of Mimecast's: it is created where it is not there. A person opens the form either way.
    pub fn create_or_update(&self, is_there: bool) -> Action {
        match (self.mode, is_there) {
            (Mode::Api, false) => Action::Create,
            _ => Action::Update,
        }
    }

    /// Stops enforcing SAML in these blocks of a profile.
    pub fn release(&mut self, profile: &str, blocks: impl IntoIterator<Item = Block>) {
        let before = self.before(true);
        let field = |block| Field::new(BlockField::Enforced.of(block), before.clone(), false);
        let fields: Vec<Field> = blocks.into_iter().map(field).collect();
        let subject = Subject::Release(profile.to_owned());
        self.change(subject, Action::Update, profile, fields);
    }

    /// Enforces SAML in these blocks of a profile.
    pub fn enforce(&mut self, profile: &str, blocks: impl IntoIterator<Item = Block>) {
        let release = Subject::Release(profile.to_owned());
        let release = self.changes.iter().find(|c| c.subject == release);
        let field = |block| {
            let name = BlockField::Enforced.of(block);
            let released = release.is_some_and(|r| r.field(&name).is_some());
            let before = match released {
                true => false.into(),
                false => self.before(false),
            };
            Field::new(name, before, true)
        };
        let fields: Vec<Field> = blocks.into_iter().map(field).collect();
        let subject = Subject::Enforcement(profile.to_owned());
        self.change(subject, Action::Update, profile, fields);
    }

    /// Gives access to a connector's application to those `added`, and takes it from those `ended`.
    pub fn access(
        &mut self,
        connector: Connector,
        action: Action,
        label: &str,
        added: &[Bound],
        ended: &[Bound],
    ) {
        let field = |bound: &Bound, before: FieldValue, after: FieldValue| {
            let field = Field::new(bound.holder.as_str(), before, after);
            match &bound.id {
                Some(id) => field.written_as(id.as_str()),
                None => field,
            }
        };
        let added = added
            .iter()
            .map(|b| field(b, FieldValue::none(), b.name.as_str().into()));
        let ended = ended
            .iter()
            .map(|b| field(b, b.name.as_str().into(), FieldValue::none()));
        self.change(
            Subject::Access(connector),
            action,
            label,
            added.chain(ended),
        );
    }

    /// Deletes an application.
    pub fn delete(&mut self, subject: Subject, application: &ObservedApplication) {
        let url = application.idp_url.as_str();
        let fields = vec![Field::new("ssoUrl", url, FieldValue::none())];
        self.change(subject, Action::Delete, &application.label, fields);
    }
}
