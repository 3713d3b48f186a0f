//! The fields of Mimecast's forms, one table each: what plans call a field, its key in the profile API, what the console
//! calls it, and what kind of field it is.
//!
//! Names and order of the console are those of Mimecast's own articles on Authentication Profiles and Application
//! Settings; the keys are *assumed*, as the API is.

use serde_json::Value;

use crate::connector::Block;

/// What a field of a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A box to tick.
    Tick,
}

/// A field of one SAML block of an Authentication Profile, in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockField {
    /// Whether SAML is enforced; the box that opens the other fields.
    Enforced,
    /// Which identity provider: always `Other`.
    Provider,
    /// Where Mimecast can fetch the IdP metadata without credentials.
    MetadataUrl,
    /// Whether Mimecast fetches it again from time to time.
    MonitorMetadataUrl,
    /// The IdP's entity ID.
    Issuer,
    /// Where people are sent to sign in.
    LoginUrl,
    /// Where people go who sign out.
    LogoutUrl,
    /// The IdP's certificate.
    Certificate,
    /// Whether sign-in may start at the IdP.
    AllowSingleSignOn,
    /// Whether the request names the context "password protected".
    PasswordProtectedContext,
    /// Whether the request names the context "integrated".
    IntegratedAuthenticationContext,
}

impl BlockField {
    /// All of them, in the form's order.
    pub const ALL: [BlockField; 11] = [
        BlockField::Enforced,
        BlockField::Provider,
        BlockField::MetadataUrl,
        BlockField::MonitorMetadataUrl,
        BlockField::Issuer,
        BlockField::LoginUrl,
        BlockField::LogoutUrl,
        BlockField::Certificate,
        BlockField::AllowSingleSignOn,
        BlockField::PasswordProtectedContext,
        BlockField::IntegratedAuthenticationContext,
    ];

    /// Whom people are sent to, and by what Mimecast knows the answer: with another value of one of these, sign-in is another.
    pub const SIGNER: [BlockField; 4] = [
        BlockField::Issuer,
        BlockField::LoginUrl,
        BlockField::Certificate,
        BlockField::MetadataUrl,
    ];

    const fn row(self) -> (&'static str, &'static str, &'static str, FieldKind) {
        use FieldKind::{Text, Tick};
        match self {
            Self::Enforced => ("enforced", "enforced", "Enforce SAML", Tick),
            Self::Provider => ("provider", "provider", "Provider", Text),
            Self::MetadataUrl => ("metadata-url", "metadataUrl", "Metadata URL", Text),
            Self::MonitorMetadataUrl => (
                "monitor-metadata-url",
                "monitorMetadataUrl",
                "Monitor Metadata URL",
                Tick,
            ),
            Self::Issuer => ("issuer", "issuer", "Issuer", Text),
            Self::LoginUrl => ("login-url", "loginUrl", "Login URL", Text),
            Self::LogoutUrl => ("logout-url", "logoutUrl", "Logout URL", Text),
            Self::Certificate => (
                "certificate",
                "certificate",
                "Identity Provider Certificate (Metadata)",
                Text,
            ),
            Self::AllowSingleSignOn => (
                "allow-single-sign-on",
                "allowSingleSignOn",
                "Allow Single Sign On",
                Tick,
            ),
            Self::PasswordProtectedContext => (
                "password-protected-context",
                "passwordProtectedContext",
                "Use Password protected Context",
                Tick,
            ),
            Self::IntegratedAuthenticationContext => (
                "integrated-authentication-context",
                "integratedAuthenticationContext",
                "Use Integrated Authentication Context",
                Tick,
            ),
        }
    }

    /// What plans call it, after the block's name and a dot.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Its key in a block of the profile API.
    pub const fn key(self) -> &'static str {
        self.row().1
    }

    /// What the console calls it. The box that enforces a block says which one: [`Block::console_label`].
    pub const fn label(self) -> &'static str {
        self.row().2
    }

    /// What it takes.
    pub const fn kind(self) -> FieldKind {
        self.row().3
    }

    /// What plans call it in a block: `web-apps.issuer`.
    pub fn of(self, block: Block) -> String {
        format!("{block}.{}", self.name())
    }

    /// Its value in a block of a profile's document; null where it is not there.
    pub fn read(self, profile: &Value, block: Block) -> &Value {
        &profile["blocks"][block.as_str()][self.key()]
    }

    /// The field that plans call so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The field with this key.
    pub fn keyed(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// Where a setting's record tells the name of its group beside the id (*assumed*, as the whole record is).
pub const GROUP_NAME: &str = "groupDescription";
/// The same for its profile.
pub const PROFILE_NAME: &str = "authenticationProfileDescription";

/// A field of an Application Setting that this tool knows, in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingField {
    /// Its name.
    Description,
    /// The Mimecast group whose people it applies to.
    Group,
    /// The profile that it applies.
    AuthenticationProfile,
}

impl SettingField {
    /// All of them, in the form's order.
    pub const ALL: [SettingField; 3] = [
        SettingField::Description,
        SettingField::Group,
        SettingField::AuthenticationProfile,
    ];

    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Description => ("description", "description", "Description"),
            Self::Group => ("group", "groupId", "Group"),
            Self::AuthenticationProfile => (
                "authentication-profile",
                "authenticationProfileId",
                "Authentication Profile",
            ),
        }
    }

    /// What plans call it.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Its key in the settings API; group and profile are told by id.
    pub const fn key(self) -> &'static str {
        self.row().1
    }

    /// What the console calls it.
    pub const fn label(self) -> &'static str {
        self.row().2
    }

    /// The field that plans call so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The field with this key.
    pub fn keyed(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

#[cfg(test)]
mod tests;
