//! The plan as data: what would change, why it would be refused, and what to know.

use serde::Serialize;

use crate::connector::{AccountCode, Block, Connector, MimecastSite};

use super::field::Field;
use super::refusal::{Refusal, Warning};
use super::subject::{Subject, System, Target};

/// What happens to the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It does not exist yet.
    Create,
    /// It exists and some fields differ.
    Update,
    /// It is made anew, and the one in whose place it comes is deleted.
    Replace,
    /// It is taken away.
    Delete,
}

/// Who can carry a change out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The tool, through an API.
    Api,
    /// A person at a console: no public API exists.
    Human,
}

/// How Mimecast's Authentication Profiles and Application Settings are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Through the assumed profile API: the sandbox, or a gateway that offers it.
    Api,
    /// By a person in the console: nothing can be read, every step is printed.
    Worksheet,
}

/// One change: data that can be shown, digested and carried out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What it does, to which object; unique in a plan.
    #[serde(rename = "id")]
    pub subject: Subject,
    /// What happens.
    pub action: Action,
    /// To which object.
    pub target: Target,
    /// Who does it.
    pub actor: Actor,
    /// The changes that must be done before.
    pub depends_on: Vec<Subject>,
    /// What differs.
    pub fields: Vec<Field>,
}

impl Change {
    /// A change of `subject`, shown under `name`. What Mimecast has no API for is a person's to do; its groups have one.
    pub fn new(
        subject: Subject,
        action: Action,
        name: impl Into<String>,
        mode: Mode,
        fields: Vec<Field>,
    ) -> Self {
        let system = subject.system();
        Change {
            action,
            target: Target {
                system,
                kind: subject.kind(),
                name: name.into(),
            },
            actor: match (&subject, system, mode) {
                (Subject::MimecastGroup(_), ..) => Actor::Api,
                (_, System::Mimecast, Mode::Worksheet) => Actor::Human,
                _ => Actor::Api,
            },
            depends_on: Vec::new(),
            fields,
            subject,
        }
    }

    /// Its id as text.
    pub fn id(&self) -> String {
        self.subject.id()
    }

    /// A field of it by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether it only takes something away, so that nobody needs to be told of a certificate for it.
    pub fn takes_away(&self) -> bool {
        let ends = !self.fields.is_empty() && self.fields.iter().all(Field::ends);
        ends || self.action == Action::Delete || matches!(self.subject, Subject::Release(_))
    }
}

/// Which tenant a plan is for. Part of the digest, but for its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TenantSummary {
    /// Its name in the tenants file, where it is of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// JumpCloud organisation id.
    pub organization_id: String,
    /// JumpCloud organisation name.
    pub organization: String,
    /// Mimecast account code.
    pub account_code: AccountCode,
    /// Mimecast grid.
    pub grid: MimecastSite,
    /// Base address of JumpCloud; `sandbox` for the sandbox in this process.
    pub jumpcloud: String,
    /// Base address of Mimecast; `sandbox` for the sandbox in this process.
    pub mimecast: String,
    /// How the Mimecast side is changed.
    pub mode: Mode,
    /// Whether both services are played on this machine. What addresses tell already is not said twice.
    #[serde(skip)]
    pub played: bool,
    /// The connectors this run looks after.
    pub connectors: Vec<Connector>,
}

impl TenantSummary {
    /// What a first line begins with: its name, where a tenants file gave it one.
    pub fn heading(&self) -> String {
        let name = self.name.as_ref();
        name.map_or_else(String::new, |name| format!("{name}: "))
    }

    /// What `jumpcloud` and `mimecast` are for the sandbox in this process, whose port changes with
    /// each run.
    pub const SANDBOX: &'static str = "sandbox";

    /// Whether the plan is for the sandbox in this process.
    pub fn is_sandbox(&self) -> bool {
        self.jumpcloud == Self::SANDBOX
    }
}

/// A human change that stands as confirmed, and so is not planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmedStep {
    /// The change's id.
    pub id: String,
    /// The blocks of it that stand, where it has blocks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Who confirmed it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Everything a run would do, and whether it may.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// Whose plan it is.
    pub tenant: TenantSummary,
    /// In the order in which they would be made.
    pub changes: Vec<Change>,
    /// Human changes that are not planned because a person confirmed them, with the same values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<ConfirmedStep>,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// Reasons not to carry it out; empty when it may be.
    pub refusals: Vec<Refusal>,
    /// `sha256:` and hex over who it is for and what it would do.
    pub digest: String,
}

impl Plan {
    /// The changes that a person must make.
    pub fn human_changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|c| c.actor == Actor::Human)
    }
}
