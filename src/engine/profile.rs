//! Between Mimecast's profile and setting documents and the plan's view of them.

use crate::connector::Block;
use crate::error::{Error, Result};
use crate::mimecast::{Paired, Profile, Setting};
use crate::plan::{GroupReference, ObservedMimecast, ObservedProfile, ObservedSetting};
use crate::saml::Certificate;
use crate::text;

/// A profile as the diff sees it; the certificate becomes its fingerprint.
pub fn observed_profile(profile: &Profile) -> ObservedProfile {
    let blocks = Block::ALL.map(|block| {
        let mut values = profile.block(block);
        // One that cannot be read is shown as it stands, so that it differs from any wanted one.
        if let Ok(certificate) = Certificate::from_base64(&values.certificate) {
            values.certificate = certificate.fingerprint_sha256();
        }
        (block, values)
    });
    ObservedProfile {
        description: profile.description().to_owned(),
        default: profile.is_default(),
        blocks: blocks.into(),
        bare: profile.is_bare(),
    }
}

/// A setting as the diff sees it; `profile` is the name of the one that it applies, where that could be read.
pub fn observed_setting(setting: &Setting, profile: Option<&str>) -> ObservedSetting {
    ObservedSetting {
        description: setting.description().to_owned(),
        default: setting.is_default(),
        group: GroupReference {
            name: setting.group_name().map(str::to_owned),
            id: setting.group_id(),
        },
        profile: profile.map(str::to_owned),
        bare: setting.is_bare(),
    }
}

/// Profiles and settings of one reading as the diff sees them.
pub fn observed_mimecast(read: &Paired) -> ObservedMimecast {
    let setting = |s: &Setting| observed_setting(s, read.profile_of(s).map(Profile::description));
    ObservedMimecast {
        profiles: read.profiles.iter().map(observed_profile).collect(),
        settings: read.settings.iter().map(setting).collect(),
    }
}

/// The one of a list that bears a name; `None` where none does. Its name is all that an object is known by.
///
/// # Errors
/// `name-ambiguous`, a refusal, where several bear it.
pub fn only<'a, T>(
    all: &'a [T],
    kind: &str,
    name: &str,
    name_of: impl Fn(&T) -> &str,
) -> Result<Option<&'a T>> {
    let mut named = all.iter().filter(|one| name_of(one) == name);
    let first = named.next();
    match named.count() {
        0 => Ok(first),
        more => Err(Error::refused(
            "name-ambiguous",
            format!(
                "{} Mimecast {kind}s are named \"{}\", and Mimecast's ids do not last: which of them is meant cannot be said",
                more + 1,
                text::name(name)
            ),
        )
        .hint("give each a name of its own in the Mimecast console, then run the same command again")),
    }
}

/// What profiles and settings are called.
pub const PROFILE: &str = "authentication profile";
/// See [`PROFILE`].
pub const SETTING: &str = "application setting";
