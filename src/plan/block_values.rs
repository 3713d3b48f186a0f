//! The values of one SAML block of an Authentication Profile.

use serde::{Deserialize, Serialize};

use super::field::FieldValue;
use super::form::BlockField;

/// The fields of a block, as Mimecast's form has them. The keys are those of [`BlockField::key`], the defaults those of a
/// new profile: nothing filled in, and both contexts asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BlockValues {
    /// Enforce SAML Authentication.
    pub enforced: bool,
    /// Provider: empty, `Okta`, `Microsoft Entra ID` or `Other`.
    pub provider: String,
    /// Metadata URL, which Mimecast fetches without credentials.
    pub metadata_url: String,
    /// Monitor Metadata URL: whether it is fetched again from time to time.
    pub monitor_metadata_url: bool,
    /// Issuer: the IdP's entity ID.
    pub issuer: String,
    /// Login URL: the IdP's sign-in address.
    pub login_url: String,
    /// Logout URL: where people go who sign out.
    pub logout_url: String,
    /// Identity Provider Certificate. In Mimecast's document base64 of the DER on one line, in what is compared and shown its
    /// SHA-256 fingerprint; empty for none.
    pub certificate: String,
    /// Allow Single Sign On: whether sign-in may start at the IdP.
    pub allow_single_sign_on: bool,
    /// Use Password protected Context.
    pub password_protected_context: bool,
    /// Use Integrated Authentication Context.
    pub integrated_authentication_context: bool,
}

impl Default for BlockValues {
    fn default() -> Self {
        BlockValues {
            enforced: false,
            provider: String::new(),
            metadata_url: String::new(),
            monitor_metadata_url: false,
            issuer: String::new(),
            login_url: String::new(),
            logout_url: String::new(),
            certificate: String::new(),
            allow_single_sign_on: false,
            password_protected_context: true,
            integrated_authentication_context: true,
        }
    }
}

impl BlockValues {
    /// A field as plans show it.
    pub fn shown(&self, field: BlockField) -> FieldValue {
        match field {
            BlockField::Enforced => self.enforced.into(),
            BlockField::Provider => self.provider.as_str().into(),
            BlockField::MetadataUrl => self.metadata_url.as_str().into(),
            BlockField::MonitorMetadataUrl => self.monitor_metadata_url.into(),
            BlockField::Issuer => self.issuer.as_str().into(),
            BlockField::LoginUrl => self.login_url.as_str().into(),
            BlockField::LogoutUrl => self.logout_url.as_str().into(),
            BlockField::Certificate => self.certificate.as_str().into(),
            BlockField::AllowSingleSignOn => self.allow_single_sign_on.into(),
            BlockField::PasswordProtectedContext => self.password_protected_context.into(),
            BlockField::IntegratedAuthenticationContext => {
                self.integrated_authentication_context.into()
            }
        }
    }
}
