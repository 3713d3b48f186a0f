//! The two forms: which controls stand where, and how what was sent is put into the record that the API takes.

use serde_json::{Value, json};

use super::labels::{self, Label};
use crate::sandbox::mimecast::state::{
    DOMAIN_AUTHENTICATION, MimecastState, PROVIDERS, Source, TWO_STEP,
};
use crate::sandbox::web::fields::Fields;

/// What a control takes.
#[derive(Debug)]
pub enum Kind {
    /// A line of text.
    Line,
    /// A text that is too long for a line.
    Long,
    /// A list, one entry a line.
    List,
    /// A box to tick.
    Tick,
    /// One of these: what is sent, and what people read.
    Choice(Vec<(String, String)>),
}

/// A control of a form, over one value of the record.
#[derive(Debug)]
pub struct Control {
    /// Its label.
    pub label: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What to know about it.
    pub note: Option<&'static str>,
    /// Keys that lead to the value.
    path: Vec<&'static str>,
}

/// A part of a form, from top to bottom.
#[derive(Debug)]
pub enum Part {
    /// A control of its own.
    One(Control),
    /// A box, and what it opens.
    Block {
        /// What it is about.
        heading: &'static str,
        /// The box.
        enforce: Control,
        /// What shows once it is ticked.
        opened: Vec<Control>,
    },
}

impl Part {
    fn controls(&self) -> Vec<&Control> {
        match self {
            Part::One(control) => vec![control],
            Part::Block {
                enforce, opened, ..
            } => [enforce].into_iter().chain(opened).collect(),
        }
    }
}

impl Control {
    fn new(path: &[&'static str], label: &'static str, kind: Kind) -> Self {
        Control {
            label,
            kind,
            note: None,
            path: path.to_vec(),
        }
    }

    fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    /// Its name in what a browser sends.
    pub fn name(&self) -> String {
        self.path.join(".")
    }

    fn pointer(&self) -> String {
        format!("/{}", self.path.join("/"))
    }

    /// What it holds of a record.
    pub fn value<'i>(&self, item: &'i Value) -> &'i Value {
        item.pointer(&self.pointer()).unwrap_or(&Value::Null)
    }

    /// The text it holds.
    pub fn text(&self, item: &Value) -> String {
        let line = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match self.value(item) {
            Value::Array(lines) => lines.iter().map(line).collect::<Vec<_>>().join("\n"),
            value => line(value),
        }
    }

    /// Puts what a browser sent into a record. A box that is not ticked is not sent; another control that is not there leaves
    /// the value as it is.
    fn put(&self, item: &mut Value, sent: Option<&str>) {
        let value = match (&self.kind, sent) {
            (Kind::Tick, sent) => json!(sent.is_some()),
            (_, None) => return,
            (Kind::List, Some(text)) => {
                let lines = text.lines().map(str::trim);
                json!(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>())
            }
            // A line end that came along when it was copied is none of it.
            (Kind::Long, Some(text)) => json!(text.trim_end()),
            (Kind::Line | Kind::Choice(_), Some(text)) => json!(text),
        };
        if let Some(held) = item.pointer_mut(&self.pointer()) {
            *held = value;
        }
    }
}

/// Puts everything that a browser sent into a record.
///
/// # Errors
/// In a sentence: a field is there twice.
pub fn fill(item: &mut Value, form: &[Part], sent: &Fields) -> Result<(), String> {
    for control in form.iter().flat_map(Part::controls) {
        control.put(item, sent.one(&control.name())?);
    }
    Ok(())
}

/// What the button beside such a field leads to.
const LOOKUP: &str = "Lookup: one of those that are there.";

fn one(label: Label, kind: Kind) -> Control {
    Control::new(&[label.0], label.1, kind)
}

fn choice(values: &[(&str, &str)]) -> Kind {
    let owned = |(value, text): &(&str, &str)| ((*value).to_owned(), (*text).to_owned());
    Kind::Choice(values.iter().map(owned).collect())
}

/// The texts of the values that the contract knows, in its order.
fn named(values: &[&str], texts: &[&str]) -> Kind {
    let pairs: Vec<(&str, &str)> = values.iter().copied().zip(texts.iter().copied()).collect();
    choice(&pairs)
}

fn block(block: &labels::Block) -> Part {
    let of =
        |label: Label, kind: Kind| Control::new(&["blocks", block.key, label.0], label.1, kind);
    let providers: Vec<(&str, &str)> = PROVIDERS.iter().map(|name| (*name, *name)).collect();
    let enforce = Control::new(
        &["blocks", block.key, labels::ENFORCED],
        block.enforce,
        Kind::Tick,
    );
    Part::Block {
        heading: block.heading,
        enforce,
        opened: vec![
            of(labels::PROVIDER, choice(&providers)),
            of(labels::METADATA_URL, Kind::Line).note(
                "The sandbox imports nothing from it: the fields below are filled in by hand.",
            ),
            of(labels::MONITOR, Kind::Tick),
            of(labels::ISSUER, Kind::Line),
            of(labels::LOGIN_URL, Kind::Line),
            of(labels::LOGOUT_URL, Kind::Line),
            of(labels::CERTIFICATE, Kind::Long),
            of(labels::ALLOW, Kind::Tick),
            of(labels::PASSWORD_CONTEXT, Kind::Tick),
            of(labels::INTEGRATED_CONTEXT, Kind::Tick),
        ],
    }
}

/// The form of an authentication profile.
pub fn profile() -> Vec<Part> {
    let passwords = [
        "Neither",
        "Mimecast Cloud",
        "Domain: LDAP",
        "Domain: Office 365",
    ];
    let second_steps = [
        "None",
        "Authenticator application",
        "E-mail",
        "Text message",
    ];
    let mut form = vec![
        Part::One(one(labels::DESCRIPTION, Kind::Line)),
        Part::One(one(
            labels::DOMAIN_AUTHENTICATION,
            named(&DOMAIN_AUTHENTICATION, &passwords),
        )),
        Part::One(one(labels::TWO_STEP, named(&TWO_STEP, &second_steps))),
        Part::One(one(labels::TTL, Kind::Line)),
    ];
    form.extend(labels::BLOCKS.iter().map(block));
    let ranges = one(labels::IP_RANGES, Kind::List).note("One address or network a line.");
    form.push(Part::One(ranges));
    form
}

/// The form of an application setting. Lookup is a list of what is there.
pub fn setting(mimecast: &MimecastState) -> Vec<Part> {
    let nothing = || [(String::new(), String::new())].into_iter();
    let groups = mimecast.folders.iter().map(|folder| {
        let name = match folder.source {
            Source::Cloud => folder.description.clone(),
            // It may bear the name of one that is kept here.
            Source::Ldap => format!("{} (synchronised from a directory)", folder.description),
        };
        (folder.id.clone(), name)
    });
    let profiles = mimecast.profiles.iter();
    let profiles = profiles.map(|profile| (profile.id.clone(), profile.description.clone()));
    let lookup = |label, found: Vec<_>| Part::One(one(label, Kind::Choice(found)).note(LOOKUP));
    vec![
        Part::One(one(labels::DESCRIPTION, Kind::Line)),
        lookup(labels::GROUP, nothing().chain(groups).collect()),
        lookup(labels::PROFILE, nothing().chain(profiles).collect()),
    ]
}
