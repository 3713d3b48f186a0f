//! What both services say now, as far as the diff and the guards need it.

use std::collections::BTreeMap;

use serde_json::Value;
use time::OffsetDateTime;

use crate::attestation::Attested;
use crate::connector::{Block, Connector, Holder};

use super::block_values::BlockValues;
use super::mimecast_ids::MimecastGroupId;
use super::people::SignIn;

/// One JumpCloud application of the organisation, ours or not.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedApplication {
    /// JumpCloud id.
    pub id: String,
    /// Display label.
    pub label: String,
    /// IdP URL (`ssoUrl`).
    pub idp_url: String,
    /// The whole document, untouched.
    pub document: Value,
}

/// What a connector's own application adds to its document.
#[derive(Debug, Clone, PartialEq)]
pub struct OurApplication {
    /// The application.
    pub application: ObservedApplication,
    /// Ids of the bound user groups.
    pub groups: Vec<String>,
    /// Ids of the directly bound users.
    pub users: Vec<String>,
    /// Its IdP metadata, or why it could not be used.
    pub metadata: Result<Metadata, String>,
    /// What the metadata URL given for it serves, where one was given.
    pub public_metadata: Option<Result<Metadata, String>>,
}

impl OurApplication {
    /// Who is bound to it directly, groups first, by id.
    pub fn holders(&self) -> impl Iterator<Item = (Holder, &String)> {
        let groups = self.groups.iter().map(|id| (Holder::Group, id));
        let users = self.users.iter().map(|id| (Holder::User, id));
        groups.chain(users)
    }
}

/// An application that another one is made in the place of, under the same IdP URL: from another template.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced {
    /// It; `None` where an earlier run deleted it, and did not come to its end.
    pub there: Option<OurApplication>,
    /// Its IdP URL.
    pub idp_url: String,
    /// The whole document, as it was.
    pub document: Value,
    /// Who has or had access, by JumpCloud's id: their names.
    pub holders: BTreeMap<(Holder, String), String>,
}

impl Replaced {
    /// These and no other groups, or users, have access; their names are not known yet.
    pub fn taken_over_from(&mut self, of: Holder, ids: impl IntoIterator<Item = String>) {
        self.holders.retain(|(holder, _), _| *holder != of);
        let named = ids.into_iter().map(|id| ((of, id.clone()), id));
        self.holders.extend(named);
    }
}

/// A certificate of IdP metadata, reduced to what is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// SHA-256 fingerprint, upper-case hex with colons.
    pub fingerprint: String,
    /// Base64 of the DER, on one line.
    pub base64: String,
    /// Start of validity.
    pub not_before: OffsetDateTime,
    /// End of validity.
    pub not_after: OffsetDateTime,
    /// RSA modulus size in bits; `None` for another kind of key.
    pub rsa_bits: Option<usize>,
}

/// IdP metadata, reduced to what Mimecast is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// `entityID`: the issuer.
    pub entity_id: String,
    /// Location of the HTTP-POST SingleSignOnService: the login URL.
    pub login_url: Option<String>,
    /// Signing certificates.
    pub certificates: Vec<CertificateFacts>,
}

/// A JumpCloud user that was asked for by e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// JumpCloud id.
    pub id: String,
    /// Whether the person can sign in.
    pub sign_in: SignIn,
}

/// An Authentication Profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedProfile {
    /// Description, which is its name. Ids may be others at each reading, so nothing here has one.
    pub description: String,
    /// Whether it is the account's default.
    pub default: bool,
    /// Its three blocks.
    pub blocks: BTreeMap<Block, BlockValues>,
    /// Whether it holds nothing but its blocks and a new profile's defaults: this tool writes no more.
    pub bare: bool,
}

/// An Application Setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedSetting {
    /// Description, which is its name.
    pub description: String,
    /// Whether it is the account's default, which cannot be changed.
    pub default: bool,
    /// Group it applies to.
    pub group: GroupReference,
    /// Name of the profile it applies; `None` where what it refers to could not be read.
    pub profile: Option<String>,
    /// Whether it holds nothing but group, profile and a new setting's defaults: this tool writes no more.
    pub bare: bool,
}

impl ObservedSetting {
    /// Whether it applies the profile of this name, or one that is not known.
    pub fn may_apply(&self, profile: &str) -> bool {
        self.profile.as_deref().is_none_or(|name| name == profile)
    }
}

/// The Mimecast group that a setting refers to.
#[derive(Debug, Clone, Default)]
pub struct GroupReference {
    /// Its name; `None` where the setting's record does not tell it.
    pub name: Option<String>,
    /// Its id as of this reading, to ask Mimecast about it; empty in the default setting, which applies to everybody.
    pub id: MimecastGroupId,
}

/// Ids may be others at each reading: the names are compared, where there are names.
impl PartialEq for GroupReference {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && (self.name.is_some() || self.id == other.id)
    }
}

impl Eq for GroupReference {}

/// The Mimecast side, where it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObservedMimecast {
    /// Every profile.
    pub profiles: Vec<ObservedProfile>,
    /// Every setting.
    pub settings: Vec<ObservedSetting>,
}

/// Names that were looked up: they do not change while a run lasts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Wanted user groups by name; `None` where none exists.
    pub groups: BTreeMap<String, Option<String>>,
    /// Wanted users by e-mail; `None` where none exists.
    pub users: BTreeMap<String, Option<Person>>,
    /// Id of the wanted Mimecast group; `None` where none was asked for or none can be read.
    pub mimecast_group: Option<MimecastGroupId>,
}

/// Both services as read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observed {
    /// Every application of the organisation.
    pub applications: Vec<ObservedApplication>,
    /// Ours, by connector.
    pub ours: BTreeMap<Connector, OurApplication>,
    /// Those that are to be made anew from another template, and so are not among `ours`; and what is still to be taken over
    /// of one that an earlier run deleted.
    pub replaced: BTreeMap<Connector, Replaced>,
    /// Applications with the IdP URL of one of ours that this tool made too many.
    pub duplicates: Vec<(Connector, ObservedApplication)>,
    /// The template of each connector that has no application yet (or needs it to judge its logo).
    pub templates: BTreeMap<Connector, Value>,
    /// Wanted user groups by name; `None` where none exists.
    pub groups: BTreeMap<String, Option<String>>,
    /// Wanted users by e-mail; `None` where none exists.
    pub users: BTreeMap<String, Option<Person>>,
    /// Of each of those that does not exist, the names of others that come near it.
    pub near: BTreeMap<String, Vec<String>>,
    /// Profiles and settings; `None` where no API reads them.
    pub mimecast: Option<ObservedMimecast>,
    /// What people confirmed of Mimecast's console; counts where `mimecast` is `None`.
    pub attested: Attested,
    /// The sign-ins that were seen, by `watch` or by a person.
    pub proofs: Attested,
    /// Id of the wanted Mimecast group; `None` where none was asked for or none can be read.
    pub mimecast_group: Option<MimecastGroupId>,
    /// The members of that group, lower-case e-mail; read only where some are wanted.
    pub mimecast_members: Vec<String>,
    /// Origin of IdP URLs in this organisation, e.g. `https://sso.jumpcloud.com`.
    pub idp_origin: String,
    /// Whether that origin was assumed rather than read from the organisation's applications.
    pub idp_origin_assumed: bool,
}

impl ObservedMimecast {
    /// The profile of this name.
    pub fn profile(&self, description: &str) -> Option<&ObservedProfile> {
        let mut profiles = self.profiles.iter();
        profiles.find(|p| p.description == description)
    }

    /// The setting of this name.
    pub fn setting(&self, description: &str) -> Option<&ObservedSetting> {
        let mut settings = self.settings.iter();
        settings.find(|s| s.description == description)
    }
}

impl Observed {
    /// Mimecast's profile of this name; `None` where it is not there, or no API reads it.
    pub fn profile(&self, description: &str) -> Option<&ObservedProfile> {
        self.mimecast.as_ref()?.profile(description)
    }

    /// Mimecast's setting of this name; `None` where it is not there, or no API reads it.
    pub fn setting(&self, description: &str) -> Option<&ObservedSetting> {
        self.mimecast.as_ref()?.setting(description)
    }

    /// Whether a setting applies a profile to anybody.
    pub fn is_attached(&self, profile: &ObservedProfile) -> bool {
        let mut settings = self.mimecast.iter().flat_map(|m| &m.settings);
        settings.any(|s| s.profile.as_ref() == Some(&profile.description))
    }

    /// The settings other than `setting` that apply the profile of this name, or may.
    pub fn other_settings<'a>(
        &'a self,
        profile: &'a str,
        setting: &'a str,
    ) -> impl Iterator<Item = &'a ObservedSetting> {
        let settings = self.mimecast.iter().flat_map(|m| &m.settings);
        settings.filter(move |s| s.may_apply(profile) && s.description != setting)
    }

    /// The names that were looked up for it.
    pub fn names(&self) -> Names {
        Names {
            groups: self.groups.clone(),
            users: self.users.clone(),
            mimecast_group: self.mimecast_group.clone(),
        }
    }
}
