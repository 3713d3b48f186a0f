//! Reasons to refuse a plan, by name, and things to know about it.

use clap::ValueEnum;
use serde::Serialize;

use crate::connector::Block;

/// A guard that a person can override by name with `--allow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Guard {
    /// The account code belongs to another grid.
    GridMismatch,
    /// IdP metadata that Mimecast could not use.
    MetadataUnfit,
    /// An IdP certificate that is about to expire.
    CertificateExpiring,
    /// Administrators could lose their way in.
    AdminLockout,
    /// People of the setting's Mimecast group could lose their way in.
    UserLockout,
    /// Who could sign in, or whom SAML would be enforced for, could not be read.
    PeopleUnread,
    /// Sign-in from Mimecast, or from a tile that is relied on, would not work.
    SignInBroken,
    /// Sign-in that nobody has seen work would be put in force for more than a few people.
    SignInUnproven,
    /// A profile or setting that the whole account depends on.
    DefaultProfile,
    /// An application would be made anew under another IdP URL.
    ReplaceApplication,
    /// Somebody else's application carries the same SP values.
    ForeignObject,
    /// An object was changed by other hands since the run that is to be undone.
    ChangedSince,
    /// A certificate that JumpCloud replaced cannot be brought back.
    CertificateGone,
}

impl Guard {
    /// The stable name, as `--allow` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Guard::GridMismatch => "grid-mismatch",
            Guard::MetadataUnfit => "metadata-unfit",
            Guard::CertificateExpiring => "certificate-expiring",
            Guard::AdminLockout => "admin-lockout",
            Guard::UserLockout => "user-lockout",
            Guard::PeopleUnread => "people-unread",
            Guard::SignInBroken => "sign-in-broken",
            Guard::SignInUnproven => "sign-in-unproven",
            Guard::DefaultProfile => "default-profile",
            Guard::ReplaceApplication => "replace-application",
            Guard::ForeignObject => "foreign-object",
            Guard::ChangedSince => "changed-since",
            Guard::CertificateGone => "certificate-gone",
        }
    }

    /// The guard of those whom a block that is enforced would lock out.
    pub const fn lockout(block: Block) -> Self {
        match block {
            Block::AdminConsole => Guard::AdminLockout,
            Block::WebApps | Block::EndUserApps => Guard::UserLockout,
        }
    }

    /// A refusal by this guard. Of `user-lockout` it is one that nobody could count the people of.
    pub fn refuse(self, message: impl Into<String>) -> Refusal {
        let option = match self {
            Guard::UserLockout => self.uncounted(),
            _ => self.name().to_owned(),
        };
        Refusal {
            guard: self.name(),
            message: message.into(),
            override_: Some(format!("--allow {option}")),
            people: None,
        }
    }

    /// A refusal by `user-lockout` for so many people, each counted once.
    pub fn refuse_counted(self, people: usize, message: impl Into<String>) -> Refusal {
        Refusal {
            override_: Some(format!("--allow {}", self.counted(people))),
            people: Some(people),
            ..self.refuse(message)
        }
    }

    /// `user-lockout=12`, as `--allow` takes it.
    pub(super) fn counted(self, people: usize) -> String {
        format!("{}={people}", self.name())
    }

    /// `user-lockout=all`, as `--allow` takes it where nobody could count the people.
    pub(super) fn uncounted(self) -> String {
        format!("{}=all", self.name())
    }
}

/// A named thing to know; never stops a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Stable name in kebab case.
    pub code: &'static str,
    /// One or two sentences.
    pub message: String,
}

/// A guard's refusal: the plan is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The guard's name.
    pub guard: &'static str,
    /// What would happen, to whom, and what to do about it.
    pub message: String,
    /// The option that overrides this guard, if one does.
    #[serde(rename = "override")]
    pub override_: Option<String>,
    /// How many people would be locked out, where that was counted: what the override must allow.
    #[serde(skip)]
    pub people: Option<usize>,
}

/// What the guards say of a plan.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Reasons to refuse, those overridden left out.
    pub refusals: Vec<Refusal>,
    /// Things to know.
    pub warnings: Vec<Warning>,
}
