//! All of an undo but the guards that look at people: they are asked once it is known who is concerned.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::connector::{Block, Connector};
use crate::journal::Object;
use crate::plan::change::Mode;
use crate::plan::compare::Comparison;
use crate::plan::desired::{Desired, DesiredApplication, DesiredBlock};
use crate::plan::field::FieldValue;
use crate::plan::observed::ObservedApplication;
use crate::plan::refusal::{Guard, Refusal};
use crate::text::REDACTED;

use super::{Access, Live, Undo};

/// What an undo would do.
#[derive(Debug)]
pub struct WayBack {
    /// The changes, and what is said of them.
    pub found: Comparison,
    /// The connectors' applications as they will be; those that go as they are.
    pub applications: Vec<DesiredApplication>,
    /// Their documents as they will be; a new one has no id yet, and the certificate of the one that it was.
    pub documents: Vec<ObservedApplication>,
    /// The blocks that take their IdP from one of them.
    pub blocks: BTreeMap<Block, DesiredBlock>,
    /// Who will have access, by connector.
    pub access: BTreeMap<Connector, Access>,
    /// The profile as it will be.
    pub profile: Option<Value>,
    /// The setting as it will be.
    pub setting: Option<Value>,
    /// Documents of the applications that are made anew, by connector.
    pub anew: BTreeMap<Connector, Value>,
    /// Ids of the applications that go.
    pub gone: BTreeSet<String>,
}

/// Plans the way back.
pub fn way_back(desired: &Desired, live: &Live, undo: &Undo) -> WayBack {
    let mut undoer = Undoer {
        desired,
        live,
        undo,
        out: WayBack {
            found: Comparison::new(desired.mode),
            applications: Vec::new(),
            documents: Vec::new(),
            blocks: BTreeMap::new(),
            access: BTreeMap::new(),
            profile: None,
            setting: None,
            anew: BTreeMap::new(),
            gone: BTreeSet::new(),
        },
        fates: Vec::new(),
        disturbed: BTreeSet::new(),
    };
    undoer.warn(
        "undoes",
        format!(
            "this puts back what the run \"{}\" of {} changed (journal {})",
            undo.command.as_str(),
            undo.at,
            undo.run
        ),
    );
    undoer.applications();
    undoer.access();
    undoer.views();
    match desired.mode {
        Mode::Api => undoer.mimecast(),
        Mode::Worksheet => undoer.by_hand(),
    }
    undoer.notes();
    undoer.unknown_values();
    undoer.unchecked();
    undoer.out
}

/// What becomes of an application that the run wrote to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Made anew.
    Anew,
    /// It stays, with or without a change.
    Stays,
    /// It goes; another one of its connector stays or is made anew.
    Superseded,
    /// It goes, and its connector with it.
    Goes,
    /// Changed by other hands: left alone.
    Kept,
}

pub(super) struct Undoer<'a> {
    pub desired: &'a Desired,
    pub live: &'a Live,
    pub undo: &'a Undo,
    pub out: WayBack,
    /// By IdP URL, in the journal's order.
    pub fates: Vec<(&'a str, Connector, Fate)>,
    /// IdP URLs that sign-in cannot rely on meanwhile.
    pub disturbed: BTreeSet<String>,
}

impl Undoer<'_> {
    pub(super) fn warn(&mut self, code: &'static str, message: String) {
        self.out.found.warn(code, message);
    }

    pub(super) fn allows(&self, guard: Guard) -> bool {
        self.desired.allow.contains(&guard)
    }

    /// Something that is not as the run left it: refused, or left alone where that was asked for.
    pub(super) fn changed(&mut self, what: &str, fields: &[String]) {
        let fields = crate::text::list(fields);
        if self.allows(Guard::ChangedSince) {
            let message = format!("{what} was changed since that run ({fields}): it is left alone");
            return self.warn(Guard::ChangedSince.name(), message);
        }
        let refusal = Guard::ChangedSince.refuse(format!(
            "{what} was changed since that run ({fields}), by other hands or another run. Allowed, it is left alone, \
             and the rest is undone"
        ));
        self.out.found.refusals.push(refusal);
    }

    pub(super) fn lockout(&mut self, block: Block, message: String) {
        let refusal = Guard::lockout(block).refuse(message);
        self.out.found.refusals.push(refusal);
    }

    /// Whom nobody looked at.
    fn unchecked(&mut self) {
        for block in self.out.found.in_force.clone() {
            if !self.out.blocks.contains_key(&block) {
                let message = format!(
                    "{block} takes its IdP from elsewhere: whether its people can sign in there was not checked"
                );
                self.warn("members-unread", message);
            }
        }
    }

    /// A journal holds no secret: a value that held one is not known, and what stands in its place is written to
    /// nobody.
    fn unknown_values(&mut self) {
        let mut unknown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for change in &self.out.found.changes {
            for field in &change.fields {
                if let FieldValue::Known(value) = &field.after
                    && is_redacted(value)
                {
                    let fields = unknown.entry(change.target.name.clone()).or_default();
                    fields.insert(field.name.clone());
                }
            }
        }
        let documents = self.out.anew.values();
        let documents = documents.chain(&self.out.profile).chain(&self.out.setting);
        for document in documents.filter(|document| is_redacted(document)) {
            let name = ["displayLabel", "description"]
                .iter()
                .find_map(|key| document[*key].as_str());
            unknown
                .entry(name.unwrap_or_default().to_owned())
                .or_default();
        }
        for (name, fields) in unknown {
            let fields = match fields.is_empty() {
                true => "a value of it".to_owned(),
                false => crate::text::list(fields),
            };
            self.out.found.refusals.push(Refusal {
                guard: "value-redacted",
                message: format!(
                    "\"{}\" cannot be put back: {fields} held a secret before that run, which the journal does not \
                     keep. Put it back by hand in the console",
                    crate::text::name(&name)
                ),
                override_: None,
                people: None,
            });
        }
    }

    /// What cannot be put back, and what is not.
    fn notes(&mut self) {
        for touched in &self.undo.touched {
            match &touched.object {
                Object::Group { name } if touched.before.is_none() => self.warn(
                    "group-kept",
                    format!("the JumpCloud user group \"{name}\" that the run created stays: others may use it by now"),
                ),
                Object::MimecastGroup { name } => self.warn(
                    "group-kept",
                    format!("the Mimecast group \"{name}\" that the run created stays: others may use it by now"),
                ),
                Object::MimecastMember { group, email } => self.warn(
                    "member-kept",
                    format!("{email}, whom the run made a member of the Mimecast group \"{group}\", stays one"),
                ),
                Object::Logo { label, .. } => self.warn(
                    "logo-kept",
                    format!("the tile image of \"{label}\" stays: JumpCloud does not tell which one it had before"),
                ),
                _ => {}
            }
        }
        let count = self.out.gone.len();
        if let Some(said) = self.undo.confirmed.filter(|n| *n < count) {
            self.out.found.refusals.push(Refusal {
                guard: "delete-count",
                message: format!(
                    "{count} JumpCloud applications would be deleted, and only {said} confirmed: look at the plan, \
                     and confirm the number it deletes"
                ),
                override_: None,
                    people: None,
            });
        }
    }
}

/// Whether a secret was taken out of a text of this document, or out of a name in it.
fn is_redacted(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(REDACTED),
        Value::Array(items) => items.iter().any(is_redacted),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.contains(REDACTED) || is_redacted(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
