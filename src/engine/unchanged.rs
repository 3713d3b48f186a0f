//! What every write looks at first: whether the object is still what the plan saw, or what this run made
//! of it. Somebody else's run on another machine cannot be locked out, only noticed.

use std::time::Duration;

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::jumpcloud::Application;
use crate::mimecast::{Paired, Profile, Setting};
use crate::plan::{DesiredApplication, ObservedApplication, find_ours};

use super::listed::applications;
use super::profile::{PROFILE, SETTING, observed_mimecast, observed_profile, only};
use super::run::Run;

/// How often, and how far apart, an object is read again before a difference counts: neither service
/// documents when a write becomes readable.
pub(super) const READ_AGAIN: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// Another hand was at it: the plan no longer says what would happen.
pub(super) fn stale(what: impl AsRef<str>) -> Error {
    Error::refused(
        "stale-plan",
        format!("{} since it was read", what.as_ref()),
    )
    .hint("somebody else is at work on this tenant: look at the plan again, then run the same command again")
}

pub(super) fn changed(application: &Application) -> Error {
    let label = application.label();
    stale(format!("the JumpCloud application \"{label}\" changed"))
}

impl Run<'_> {
    /// The profile, still as the plan saw it or as this run last wrote it; `None` where there was none.
    pub(super) async fn live_profile(&self) -> Result<Option<Profile>> {
        let (live, _) = self.live_half().await?;
        Ok(live)
    }

    /// The same, and the reading that it is from.
    async fn live_half(&self) -> Result<(Option<Profile>, Paired)> {
        let name = self.desired.profile.as_str();
        let expected = match &self.profile {
            Some(written) => Some(observed_profile(written)),
            None => self.planned.observed.profile(name).cloned(),
        };
        let mut pauses = READ_AGAIN.into_iter().filter(|_| self.profile.is_some());
        loop {
            let read = self.mimecast()?.paired().await?;
            let live = only(&read.profiles, PROFILE, name, Profile::description)?;
            if live.map(observed_profile) == expected {
                return Ok((live.cloned(), read));
            }
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => {
                    return Err(stale(format!(
                        "the authentication profile \"{name}\" changed"
                    )));
                }
            }
        }
    }

    /// The profile, which must be there.
    pub(super) async fn profile_to_change(&self) -> Result<Profile> {
        let name = &self.desired.profile;
        let live = self.live_profile().await?;
        live.ok_or_else(|| stale(format!("the authentication profile \"{name}\" is gone")))
    }

    /// The profile, and the setting, still as the plan saw it; `None` where there was none.
    pub(super) async fn live_setting(
        &self,
        name: &str,
    ) -> Result<(Option<Profile>, Option<Setting>)> {
        let expected = self.planned.observed.setting(name);
        let (profile, read) = self.live_half().await?;
        let live = only(&read.settings, SETTING, name, Setting::description)?;
        let seen = observed_mimecast(&read);
        match seen.setting(name) == expected {
            true => Ok((profile, live.cloned())),
            false => Err(stale(format!("the application setting \"{name}\" changed"))),
        }
    }

    /// A connector's application, proved to be the one that the plan saw or that this run made: an id from a list is
    /// believed only where the application that it leads to is that one.
    pub(super) async fn meant_application(&self, connector: Connector) -> Result<Application> {
        let (id, url) = self.application(connector)?;
        let current = self.session.jumpcloud.application(id).await?;
        let seen = self.planned.observed.ours.get(&connector);
        let meant = match seen.filter(|seen| seen.application.id == id) {
            Some(seen) => is_the_one(&current, &seen.application),
            None => current.id() == id && current.sso_url() == url,
        };
        match meant {
            true => Ok(current),
            false => Err(changed(&current)),
        }
    }

    /// Whether something that sign-in hangs on is no longer as the plan saw it: the application's addresses, whether it is
    /// active, its certificate.
    pub(super) fn differs(&self, connector: Connector, current: &Application) -> bool {
        let seen = self.planned.observed.ours.get(&connector);
        let Some(seen) = seen.filter(|seen| seen.application.id == current.id()) else {
            return false;
        };
        let seen = Application::new(seen.application.document.clone());
        // One that does not show its certificate is not written back at all.
        let certificates = certificate(current).zip(certificate(&seen));
        current.is_active() != seen.is_active()
            || certificates.is_some_and(|(now, then)| now != then)
            || ["acsUrl", "spEntityId", "idpEntityId"]
                .iter()
                .any(|key| current.config_value(key) != seen.config_value(key))
    }

    /// Makes sure that nobody made a connector's application since the plan did not see one; gives every
    /// application that there is.
    pub(super) async fn still_absent(
        &self,
        wanted: &DesiredApplication,
    ) -> Result<Vec<ObservedApplication>> {
        let replaced = self.planned.observed.replaced.get(&wanted.connector);
        let goes = replaced.and_then(|r| Some(&r.there.as_ref()?.application.id));
        let mut pauses = READ_AGAIN.into_iter();
        let all = loop {
            let all = applications(&self.session.jumpcloud).await?;
            // One that this run deleted may be listed a while longer.
            let lingers = all.iter().any(|a| Some(&a.id) == goes);
            match pauses.next().filter(|_| lingers) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => break all,
            }
        };
        match find_ours(&all, wanted)? {
            None => Ok(all),
            Some(made) => Err(stale(format!(
                "somebody made the JumpCloud application \"{}\" ({})",
                made.label, made.idp_url
            ))),
        }
    }
}

/// Whether an application is the one that the plan saw: its IdP URL and its template do not change.
pub(super) fn is_the_one(current: &Application, seen: &ObservedApplication) -> bool {
    current.id() == seen.id
        && current.sso_url() == seen.idp_url
        && seen.document["name"] == current.template_name()
}

/// The certificate that an application shows, as it stands.
pub(super) fn certificate(application: &Application) -> Option<&str> {
    let value = application.config_value("idpCertificate")?.as_str()?;
    (!value.is_empty()).then_some(value)
}
