//! The lines of a journal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::connector::{Block, Connector, Holder};
use crate::text::{REDACTED, is_private_key, is_secret_name};

/// Version of the format. A journal of another version is refused, not guessed at.
pub const FORMAT_VERSION: u32 = 1;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Line {
    /// The first line: whose run it is, and what for.
    Start(Box<Start>),
    /// A write is about to be sent.
    Intent(Box<Intent>),
    /// What became of a write.
    Result(Outcome),
    /// A person said that a console step is done.
    Step(Step),
    /// The last line of a run that was not killed.
    End(End),
}

impl Line {
    /// Whether it tells of something that was done, and neither begins nor ends the run.
    pub fn is_deed(&self) -> bool {
        matches!(self, Line::Intent(_) | Line::Result(_) | Line::Step(_))
    }
}

/// What a run was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Plan, ask, apply.
    SetUp,
    /// Apply what was reviewed.
    Apply,
    /// Take connectors out.
    Remove,
    /// New certificates.
    Rotate,
    /// Put back what another run changed.
    Undo,
}

impl Command {
    /// The name in files and lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Command::SetUp => "set-up",
            Command::Apply => "apply",
            Command::Remove => "remove",
            Command::Rotate => "rotate",
            Command::Undo => "undo",
        }
    }
}

/// Which tenant was changed, and where it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// JumpCloud organisation id.
    pub organization_id: String,
    /// Mimecast account code.
    pub account_code: String,
    /// Base address of JumpCloud.
    pub jumpcloud: String,
    /// Base address of Mimecast.
    pub mimecast: String,
    /// `api` or `worksheet`.
    pub mode: String,
}

/// The Mimecast side as the run was about to leave it: what no API can read back later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// Description of the Authentication Profile.
    pub profile: String,
    /// Description of the Application Setting.
    pub setting: String,
    /// The Mimecast group, where one was named.
    pub group: Option<String>,
    /// The blocks that the run looked after.
    pub blocks: BTreeMap<Block, ConsoleBlock>,
}

/// One block of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsoleBlock {
    /// Whose application signs for it.
    pub source: Connector,
    /// Where people go after signing out.
    pub logout_url: String,
    /// Whether tiles are accepted.
    pub allow_single_sign_on: bool,
    /// What it is once a removal had it taken over by an application that stays; the rest is as it was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<ConsoleBlock>>,
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// Version of the program.
    pub tool: String,
    /// When the run began, RFC 3339.
    pub at: String,
    /// What it was asked to do.
    pub command: Command,
    /// The journal that it undoes.
    pub undoes: Option<String>,
    /// Whose run it is.
    pub tenant: Tenant,
    /// Digest of the plan that it began with.
    pub digest: String,
    /// The IdP URL of each connector's application.
    pub connectors: BTreeMap<Connector, String>,
    /// The Mimecast side.
    pub console: Console,
}

/// What a write is about. Known again by what the services do not make anew: IdP URL and description,
/// never an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Object {
    /// A JumpCloud application.
    Application {
        /// The connector it serves.
        connector: Connector,
        /// Its IdP URL.
        idp_url: String,
        /// Its label, for messages.
        label: String,
    },
    /// Who may use an application: one group or user of it. Its document is `true` or `false`.
    Access {
        /// The connector that the application serves.
        connector: Connector,
        /// The application's IdP URL.
        idp_url: String,
        /// Whether it is a group or a user.
        #[serde(rename = "target")]
        holder: Holder,
        /// JumpCloud's id of the group or user.
        id: String,
        /// Its name or e-mail address, for messages.
        name: String,
    },
    /// A JumpCloud user group.
    Group {
        /// Its name.
        name: String,
    },
    /// A Mimecast Authentication Profile.
    Profile {
        /// Its description.
        description: String,
    },
    /// A Mimecast Application Setting.
    Setting {
        /// Its description.
        description: String,
    },
    /// A Mimecast group.
    MimecastGroup {
        /// Its name.
        name: String,
    },
    /// A member of a Mimecast group. Its document is `true` or `false`.
    MimecastMember {
        /// The group's name.
        group: String,
        /// The member's e-mail address.
        email: String,
    },
    /// The image of an application's tile, which cannot be read back: uploaded, it stays.
    Logo {
        /// The application's IdP URL.
        idp_url: String,
        /// The application's label, for messages.
        label: String,
    },
}

/// A write that is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// Counts from 1; the result names it.
    pub number: u32,
    /// When, RFC 3339.
    pub at: String,
    /// What the write is about.
    pub object: Object,
    /// The whole document before; `null` where there was none.
    pub before: Option<Value>,
    /// The document that is sent; `null` for a deletion.
    pub wanted: Option<Value>,
}

/// How a write ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The service did it.
    Done,
    /// It was so already: somebody else did it in the meantime.
    Skipped,
    /// The service, or the way to it, refused.
    Failed,
    /// The answer was lost: it may have been done or not.
    Unknown,
}

/// What became of a write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Of which intent.
    pub number: u32,
    /// When, RFC 3339.
    pub at: String,
    /// How it ended.
    pub status: Status,
    /// The document as read back; `null` where there is none now.
    pub after: Option<Value>,
    /// What went wrong.
    pub error: Option<String>,
}

/// A console step that a person said is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When, RFC 3339.
    pub at: String,
    /// The change's id.
    pub change: String,
    /// Whether the step takes away what was set up, or sets it up.
    pub removing: bool,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Every change was made.
    Done,
    /// Changes wait for a person.
    Pending,
    /// A change failed.
    Failed,
    /// The person interrupted it.
    Interrupted,
}

impl Ended {
    /// The name in lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Ended::Done => "done",
            Ended::Pending => "pending",
            Ended::Failed => "failed",
            Ended::Interrupted => "interrupted",
        }
    }
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// When, RFC 3339.
    pub at: String,
    /// How the run ended.
    pub outcome: Ended,
}

/// A document without the values of whatever is named like a secret: `idpPrivateKey` above all.
/// `idpCertificate` is public, and stays.
pub fn public(document: &Value) -> Value {
    match document {
        Value::Object(fields) => {
            let kept = fields.iter().filter_map(|(key, value)| match value {
                // JumpCloud's settings are objects with a value.
                Value::Object(_) if is_secret_name(key) => {
                    let mut shown = public(value);
                    if let Some(shown) = shown.as_object_mut() {
                        shown.shift_remove("value");
                    }
                    Some((key.clone(), shown))
                }
                _ if is_secret_name(key) => None,
                value => Some((key.clone(), public(value))),
            });
            Value::Object(kept.collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(public).collect()),
        Value::String(text) => Value::String(public_text(text)),
        other => other.clone(),
    }
}

/// A text without a private key; one that is a document itself (JumpCloud keeps lists as JSON in a text) is left
/// as it is, unless something in it is secret.
fn public_text(text: &str) -> String {
    if is_private_key(text) {
        return REDACTED.to_owned();
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return text.to_owned();
    }
    match serde_json::from_str::<Value>(text) {
        Ok(inner) => match public(&inner) {
            kept if kept == inner => text.to_owned(),
            kept => kept.to_string(),
        },
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_secret_is_no_part_of_a_document() {
        let document = json!({
            "displayLabel": "Mimecast", "access_token": "hush", "list": [{"apiKey": "hush", "a": 1}],
            "inner": "[{\"a\": 1, \"passphrase\": \"hush\"}]", "plain": "[ 1,  2 ]",
            "other": "-----BEGIN PRIVATE KEY-----\nhush",
            "config": {
                "idpPrivateKey": {"type": "file", "value": "hush", "position": 1},
                "idpCertificate": {"type": "file", "value": "PUBLIC"},
            },
        });
        let expected = json!({
            "displayLabel": "Mimecast", "list": [{"a": 1}],
            "inner": "[{\"a\":1}]", "plain": "[ 1,  2 ]", "other": REDACTED,
            "config": {
                "idpPrivateKey": {"type": "file", "position": 1},
                "idpCertificate": {"type": "file", "value": "PUBLIC"},
            },
        });
        assert_eq!(public(&document), expected);
    }
}
