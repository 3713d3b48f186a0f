//! Profiles and settings, read together and held against each other.

use super::client::Mimecast;
use super::profiles::Profile;
use super::records::unreadable;
use super::settings::Setting;
use crate::error::{Error, Result};
use crate::text;

/// Every profile and every setting, of which each setting's profile is known.
#[derive(Debug, Clone)]
pub struct Paired {
    /// Every Authentication Profile; exactly one is the account's default.
    pub profiles: Vec<Profile>,
    /// Every application setting; exactly one is the default.
    pub settings: Vec<Setting>,
}

impl Paired {
    /// The profile that a setting's people sign in by. By name where the setting's record gives one, since ids may differ
    /// between two readings; else by the id, as of this reading.
    pub fn profile_of(&self, setting: &Setting) -> Option<&Profile> {
        resolve(&self.profiles, setting).ok()
    }

    /// Holds the two lists against each other.
    fn check(self) -> Result<Self, String> {
        for setting in &self.settings {
            resolve(&self.profiles, setting)?;
        }
        Ok(self)
    }
}

/// The profile that a setting refers to, or why none can be said to be it.
fn resolve<'p>(profiles: &'p [Profile], setting: &Setting) -> Result<&'p Profile, String> {
    let id = setting.authentication_profile_id();
    let by_id = profiles.iter().find(|p| p.id() == id);
    let whose = || {
        let name = text::value(setting.description(), 80);
        format!("the application setting \"{name}\"")
    };
    let Some(name) = setting.profile_name() else {
        return by_id.ok_or_else(|| {
            format!(
                "{} names a profile that the list of profiles lacks",
                whose()
            )
        });
    };
    let shown = text::value(name, 80);
    if let Some(profile) = by_id {
        return match profile.description() == name {
            true => Ok(profile),
            false => Err(format!(
                "{} names the profile \"{shown}\" by the id of another one",
                whose()
            )),
        };
    }
    let mut named = profiles.iter().filter(|p| p.description() == name);
    match (named.next(), named.next()) {
        (Some(profile), None) => Ok(profile),
        (None, _) => Err(format!(
            "{} names the profile \"{shown}\", which the list of profiles lacks",
            whose()
        )),
        (Some(_), Some(_)) => Err(format!(
            "{} names the profile \"{shown}\", and several bear that name",
            whose()
        )),
    }
}

impl Mimecast {
    /// Every profile and every setting, read at the same time. Where they contradict each other, which they may while
    /// somebody is at work, both are read again, up to three times.
    ///
    /// # Errors
    /// `list-unreadable` when one is cut short, lacks the account's default, or when a setting names a profile that is not
    /// there; else as [`Mimecast::profiles`].
    pub async fn paired(&self) -> Result<Paired> {
        let mut why = String::new();
        let look = async || {
            let (profiles, settings) = tokio::try_join!(self.profiles(), self.settings())?;
            match (Paired { profiles, settings }).check() {
                Ok(paired) => Ok(Some(paired)),
                Err(contradiction) => {
                    why = contradiction;
                    Ok::<_, Error>(None)
                }
            }
        };
        let found = self.transport().look(look).await?;
        found.ok_or_else(|| {
            unreadable(
                "listing the Mimecast authentication profiles and application settings",
                &why,
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::plan::ProfileId;

    fn profile(id: &str, name: &str) -> Profile {
        Profile::new(json!({"id": id, "description": name}))
    }

    fn setting(id: &str, name: Option<&str>) -> Setting {
        let mut document =
            json!({"id": "s", "description": "Staff", "authenticationProfileId": id});
        if let Some(name) = name {
            document["authenticationProfileDescription"] = json!(name);
        }
        Setting::new(document)
    }

    #[test]
    fn a_reference_is_resolved_by_name_and_else_by_id() {
        let profiles = [
            profile("p1", "One"),
            profile("p2", "Two"),
            profile("p3", "Twice"),
            profile("p4", "Twice"),
        ];
        for (id, name, found) in [
            ("p1", None, Some("p1")),
            ("p1", Some("One"), Some("p1")),
            // Another id at each read.
            ("x", Some("Two"), Some("p2")),
            ("p3", Some("Twice"), Some("p3")),
            // Nothing, nobody's, a contradiction, one of two.
            ("x", None, None),
            ("", None, None),
            ("x", Some("Three"), None),
            ("p1", Some("Two"), None),
            ("x", Some("Twice"), None),
        ] {
            let resolved = resolve(&profiles, &setting(id, name)).ok();
            let resolved = resolved.map(Profile::id);
            assert_eq!(resolved, found.map(ProfileId::new), "{id} {name:?}");
        }
    }
}
