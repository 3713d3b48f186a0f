//! Everything the two services know, in one serialisable value.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::mimecast::roles;
use super::mimecast::state::MimecastState;

/// Version of the state's form in a file. A file with another one is refused, not guessed at.
pub const FORMAT_VERSION: u32 = 1;

/// The whole state. Secrets stand in `credentials` and `private_keys` and nowhere else, so that
/// [`State::public_view`] can leave them out by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The keys and clients that the services accept.
    pub credentials: Credentials,
    /// Private keys by application id, PKCS #8 PEM. No JumpCloud answer ever carries one.
    pub private_keys: BTreeMap<String, String>,
    /// JumpCloud's part.
    pub jumpcloud: JumpCloudState,
    /// Mimecast's part.
    pub mimecast: MimecastState,
}

/// The keys and clients that the services accept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credentials {
    /// JumpCloud API keys.
    pub api_keys: Vec<ApiKey>,
    /// JumpCloud service accounts.
    #[serde(default)]
    pub service_accounts: Vec<ServiceAccount>,
    /// Mimecast API 2.0 applications.
    pub clients: Vec<Client>,
}

/// A JumpCloud API key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApiKey {
    /// The `x-api-key` value.
    pub key: String,
    /// The organisations its administrator manages; more than one makes a multi-tenant key.
    pub organizations: Vec<String>,
    /// False for an administrator with a read-only role.
    pub may_write: bool,
}

/// A JumpCloud service account, which may write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServiceAccount {
    /// OAuth2 client id.
    pub id: String,
    /// OAuth2 client secret.
    pub secret: String,
    /// The organisations that it manages.
    pub organizations: Vec<String>,
}

/// A Mimecast API 2.0 application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Client {
    /// OAuth2 client id.
    pub id: String,
    /// OAuth2 client secret.
    pub secret: String,
    /// Whether it may do everything.
    pub full: bool,
    /// The products of one that may not.
    #[serde(default = "account_product")]
    pub products: Vec<String>,
    /// The permissions of its role.
    #[serde(default = "account_permission")]
    pub permissions: Vec<String>,
}

/// What a client that may not do everything had before it stood in the state.
fn account_product() -> Vec<String> {
    vec![roles::ACCOUNT.to_owned()]
}

fn account_permission() -> Vec<String> {
    vec![roles::READ_ACCOUNT.to_owned()]
}

/// JumpCloud's part of the state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JumpCloudState {
    /// Organisations; the first is the one the sandbox is about.
    pub organizations: Vec<Organization>,
    /// SSO applications of all organisations.
    pub applications: Vec<Application>,
    /// Users of all organisations.
    pub users: Vec<User>,
    /// User groups of all organisations.
    pub groups: Vec<Group>,
    /// Whether every route wants `x-org-id`, also those that are said not to take it: nobody has seen
    /// which of the two the real service does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub org_id_everywhere: bool,
}

/// A JumpCloud organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Organization {
    /// 24 hexadecimal digits.
    pub id: String,
    /// Display name.
    pub name: String,
}

/// An SSO application: the document that JumpCloud shows, and what it keeps to itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// 24 hexadecimal digits; also in the document.
    pub id: String,
    /// The organisation's id; also in the document.
    pub organization: String,
    /// The v1 document.
    pub document: Document,
    /// True when an administrator supplied the certificate: metadata then fails.
    pub certificate_uploaded: bool,
    /// Users and groups bound to it.
    pub bindings: Vec<Binding>,
}

/// The document of an application, and the JSON that it was last answered with: lists ask for a hundred of them at a time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document {
    fields: Map<String, Value>,
    #[serde(skip)]
    text: OnceLock<String>,
}

impl Document {
    /// It as JSON.
    pub fn text(&self) -> &str {
        let written = || serde_json::to_string(&self.fields).unwrap_or_default();
        self.text.get_or_init(written)
    }
}

impl From<Map<String, Value>> for Document {
    fn from(fields: Map<String, Value>) -> Self {
        let text = OnceLock::new();
        Document { fields, text }
    }
}

impl Deref for Document {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.fields
    }
}

impl DerefMut for Document {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.text.take();
        &mut self.fields
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.fields == other.fields
    }
}

/// A user or group bound to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// Which of the two.
    pub kind: BindingKind,
    /// Its id.
    pub id: String,
}

/// What can be bound to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BindingKind {
    /// A single user.
    User,
    /// A user group.
    UserGroup,
}

impl BindingKind {
    /// JumpCloud's word for it, where it is one of the two.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "user" => Some(BindingKind::User),
            "user_group" => Some(BindingKind::UserGroup),
            _ => None,
        }
    }

    /// JumpCloud's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            BindingKind::User => "user",
            BindingKind::UserGroup => "user_group",
        }
    }
}

/// A JumpCloud user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The organisation's id.
    pub organization: String,
    /// Given name.
    pub firstname: String,
    /// Family name.
    pub lastname: String,
    /// Primary e-mail address.
    pub email: String,
    /// `ACTIVATED`, `SUSPENDED` or `STAGED`.
    pub state: String,
    /// Locked after too many wrong passwords.
    #[serde(default)]
    pub locked: bool,
    /// Whether the password has expired.
    #[serde(default)]
    pub password_expired: bool,
    /// Whether no password was set yet.
    #[serde(default)]
    pub password_pending: bool,
}

/// A JumpCloud user group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The organisation's id.
    pub organization: String,
    /// Display name, unique in its organisation.
    pub name: String,
    /// Description, possibly empty.
    pub description: String,
    /// Ids of the users in it.
    pub members: Vec<String>,
}

impl State {
    /// The state as JSON without private keys and credentials.
    pub fn public_view(&self) -> Value {
        let mut view = serde_json::to_value(self).unwrap_or_default();
        if let Some(view) = view.as_object_mut() {
            view.shift_remove("credentials");
            view.shift_remove("private_keys");
        }
        view
    }
}

impl Credentials {
    /// The four keys and clients that [`super::Sandbox`] hands out are all there.
    pub fn is_incomplete(&self) -> bool {
        self.api_keys.len() < 3 || self.clients.len() < 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_has_changed_is_written_anew() {
        let mut document = Document::default();
        assert_eq!(document.text(), "{}");
        document.insert("active".to_owned(), true.into());
        assert_eq!(document.text(), r#"{"active":true}"#);
        document["active"] = false.into();
        assert_eq!(document.clone().text(), r#"{"active":false}"#);
    }
}
