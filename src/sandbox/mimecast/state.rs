//! Mimecast's part of the state. Profiles and settings are in the shape of the assumed contract
//! (`fixtures/mimecast/authentication-profiles.openapi.json`).

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::fail::Fail;
use crate::sandbox::certificate::Certificate;

/// The profile that, once it exists, overrides all others for administrators and "cannot be removed"
/// (Mimecast's help page on the default administrator profile: high confidence).
pub const ADMINISTRATORS: &str = "Account_Administrators_Authentication_Profile";

/// Mimecast's part of the state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MimecastState {
    /// The account.
    pub account: Account,
    /// Directory groups.
    pub folders: Vec<Folder>,
    /// Authentication profiles.
    pub profiles: Vec<Profile>,
    /// Application settings.
    pub settings: Vec<Setting>,
}

/// The account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Account code, upper case.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Where a group comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Made at Mimecast.
    Cloud,
    /// Synchronised from a directory.
    Ldap,
}

/// A directory group; the API calls it a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Folder {
    /// Opaque id.
    pub id: String,
    /// Its name.
    pub description: String,
    /// Where it comes from.
    pub source: Source,
    /// E-mail addresses.
    pub members: Vec<String>,
}

/// An authentication profile. What a request leaves out takes these defaults: updating replaces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Profile {
    /// Opaque id.
    pub id: String,
    /// Its name; unique.
    pub description: String,
    /// The one that applies where no setting says otherwise.
    pub default: bool,
    /// How a password is checked.
    pub domain_authentication: String,
    /// The second step; SAML wins where both are set.
    pub two_step_authentication: String,
    /// How long a sign-in lasts.
    pub authentication_ttl: String,
    /// The three SAML blocks.
    pub blocks: Blocks,
    /// Networks that end-user applications may be used from.
    pub permitted_ip_ranges: Vec<String>,
}

impl Default for Profile {
    fn default() -> Self {
        Profile {
            id: String::new(),
            description: String::new(),
            default: false,
            domain_authentication: "mimecast-cloud".to_owned(),
            two_step_authentication: "none".to_owned(),
            authentication_ttl: "1d".to_owned(),
            blocks: Blocks::default(),
            permitted_ip_ranges: Vec::new(),
        }
    }
}

/// The three SAML blocks of a profile.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Blocks {
    /// Administration Console.
    pub admin_console: Block,
    /// Mimecast Web Apps.
    pub web_apps: Block,
    /// End User Applications.
    pub end_user_apps: Block,
}

/// One SAML block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Block {
    /// Whether sign-in must go through it.
    pub enforced: bool,
    /// One of [`PROVIDERS`].
    pub provider: String,
    /// Where metadata is imported from.
    pub metadata_url: String,
    /// Whether that is watched for changes.
    pub monitor_metadata_url: bool,
    /// The identity provider's entity ID.
    pub issuer: String,
    /// Where sign-in starts.
    pub login_url: String,
    /// Where people land after signing out.
    pub logout_url: String,
    /// Base64 of the DER certificate, one line.
    pub certificate: String,
    /// Whether IdP-initiated sign-in is allowed.
    pub allow_single_sign_on: bool,
    /// Whether requests ask for the password-protected context.
    pub password_protected_context: bool,
    /// Whether requests ask for the integrated context.
    pub integrated_authentication_context: bool,
}

impl Default for Block {
    fn default() -> Self {
        Block {
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

/// An application setting: which profile a group's people sign in with, and what they may use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Setting {
    /// Opaque id.
    pub id: String,
    /// Its name; unique.
    pub description: String,
    /// The one that applies to everyone else; it has no group.
    pub default: bool,
    /// Whose setting it is.
    pub group_id: String,
    /// The profile they sign in with.
    pub authentication_profile_id: String,
    /// Mimecast for Outlook.
    pub outlook_enabled: bool,
    /// Mimecast for Mac.
    pub mac_enabled: bool,
    /// Mimecast Mobile.
    pub mobile_enabled: bool,
    /// Large file send.
    pub large_file_send: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Setting {
            id: String::new(),
            description: String::new(),
            default: false,
            group_id: String::new(),
            authentication_profile_id: String::new(),
            outlook_enabled: true,
            mac_enabled: true,
            mobile_enabled: true,
            large_file_send: false,
        }
    }
}

/// The providers a block knows. JumpCloud is not one: it is `Other`.
pub const PROVIDERS: [&str; 4] = ["", "Okta", "Microsoft Entra ID", "Other"];
/// How a password can be checked.
pub const DOMAIN_AUTHENTICATION: [&str; 4] = ["none", "mimecast-cloud", "ldap", "office-365"];
/// The second steps.
pub const TWO_STEP: [&str; 4] = ["none", "totp-app", "email", "sms"];

impl Profile {
    /// Holds the profile against the contract, field by field.
    pub fn validate(&self) -> Result<(), Fail> {
        let one_of = |field: &str, value: &String, known: &[&str]| {
            if known.contains(&value.as_str()) {
                return Ok(());
            }
            let known = known.join("\", \"");
            Err(Fail::validation(format!(
                "{field} must be one of \"{known}\""
            )))
        };
        one_of(
            "domainAuthentication",
            &self.domain_authentication,
            &DOMAIN_AUTHENTICATION,
        )?;
        one_of(
            "twoStepAuthentication",
            &self.two_step_authentication,
            &TWO_STEP,
        )?;
        if self.authentication_ttl.is_empty() {
            return Err(Fail::validation("authenticationTtl must not be empty"));
        }
        if let Some(range) = self.permitted_ip_ranges.iter().find(|r| !is_ip_range(r)) {
            return Err(Fail::validation(format!(
                "permittedIpRanges: \"{range}\" is not an address or a network"
            )));
        }
        for (name, block) in self.blocks.named() {
            one_of(
                &format!("blocks.{name}.provider"),
                &block.provider,
                &PROVIDERS,
            )?;
            block
                .validate()
                .map_err(|why| Fail::validation(format!("blocks.{name}.{why}")))?;
        }
        Ok(())
    }
}

impl Blocks {
    /// The blocks with their names in the contract.
    pub fn named(&self) -> [(&'static str, &Block); 3] {
        [
            ("admin-console", &self.admin_console),
            ("web-apps", &self.web_apps),
            ("end-user-apps", &self.end_user_apps),
        ]
    }
}

impl Block {
    fn validate(&self) -> Result<(), String> {
        for (field, url) in [
            ("metadataUrl", &self.metadata_url),
            ("loginUrl", &self.login_url),
            ("logoutUrl", &self.logout_url),
        ] {
            let is_https =
                || url::Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host());
            if !url.is_empty() && !is_https() {
                return Err(format!("{field} must be an https URL"));
            }
        }
        if !self.certificate.is_empty() && !is_base64_certificate(&self.certificate) {
            return Err(
                "certificate must be the base64 of an X.509 certificate, on one line and without armour"
                    .to_owned(),
            );
        }
        if self.monitor_metadata_url && self.metadata_url.is_empty() {
            return Err("monitorMetadataUrl needs a metadataUrl".to_owned());
        }
        let needed = [
            ("issuer", &self.issuer),
            ("loginUrl", &self.login_url),
            ("certificate", &self.certificate),
        ];
        // Metadata brings all three.
        let missing = needed.iter().find(|(_, value)| value.is_empty());
        match missing {
            Some((field, _)) if self.enforced && self.metadata_url.is_empty() => {
                Err(format!("{field} is required where the block is enforced"))
            }
            _ => Ok(()),
        }
    }
}

fn is_base64_certificate(text: &str) -> bool {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let der = BASE64_STANDARD.decode(text).ok();
    der.and_then(Certificate::from_der).is_some()
}

fn is_ip_range(text: &str) -> bool {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    prefix.is_none_or(|prefix| prefix.parse::<u8>().is_ok_and(|bits| bits <= longest))
}
