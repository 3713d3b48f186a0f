//! Creating objects of JumpCloud, which refuses no duplicate: what was created is looked up by what it is known by, and
//! of several that were created at once one stays.
//!
//! The answer to a creation is no proof: it may be another object's, or be lost. What is bound and written to later is
//! what the list shows under the IdP URL (or the name) that was sent, with the values that were sent, and with no id that
//! was known before.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use time::OffsetDateTime;

use crate::connector::{Connector, Holder};
use crate::error::{Error, Kind, Result};
use crate::http::{REQUEST_TIMEOUT, unconfirmed};
use crate::journal::Object;
use crate::jumpcloud::Group;
use crate::plan::{
    Claims, DesiredApplication, Made, ObservedApplication, ObservedMimecast, Subject, find_among,
    has_suffix, is_as_sent, winner,
};

use super::listed::{applications, applications_from_the_last};
use super::observe::claims;
use super::profile::observed_profile;
use super::run::Run;
use super::unchanged::{READ_AGAIN, stale};

/// How often it is looked whether a creation of an earlier run takes effect after all.
const LOOK: Duration = Duration::from_millis(500);

/// Waits until a request that was sent at a time can no longer take effect.
struct Patience {
    sent: OffsetDateTime,
    /// A clock that was set back must not make the wait longer than it ever is.
    left: Duration,
}

impl Patience {
    fn since(sent: OffsetDateTime) -> Self {
        Patience {
            sent,
            left: REQUEST_TIMEOUT,
        }
    }

    /// Waits a moment; `false` once there is nothing to wait for.
    async fn wait(&mut self) -> bool {
        let age = Duration::try_from(OffsetDateTime::now_utc() - self.sent).unwrap_or_default();
        let left = self.left.min(REQUEST_TIMEOUT.saturating_sub(age));
        if left.is_zero() {
            return false;
        }
        let pause = left.min(LOOK);
        tokio::time::sleep(pause).await;
        self.left = self.left.saturating_sub(pause);
        true
    }
}

impl Run<'_> {
    /// Creates a connector's application, or takes the one that an earlier run's creation came to in the meantime.
    pub(super) async fn new_application(
        &mut self,
        wanted: &DesiredApplication,
        body: &Value,
    ) -> Result<()> {
        let connector = wanted.connector;
        let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
        let object = Object::Application {
            connector,
            idp_url: text("ssoUrl"),
            label: text("displayLabel"),
        };
        let (made, all) = match self.appeared(&object, wanted, body).await? {
            Some(found) => {
                let found = self.note_application(object, body, found).await?;
                (found, applications(&self.session.jumpcloud).await?)
            }
            None => {
                let known = self.still_absent(wanted).await?;
                let known: Vec<String> = known.into_iter().map(|a| a.id).collect();
                self.send_new_application(object, wanted, body, &known)
                    .await?
            }
        };
        let place = (made.id.clone(), made.idp_url);
        self.applications.insert(connector, place);
        let made = Made {
            sent: body.clone(),
            id: Some(made.id),
            spoken_of: false,
        };
        self.created.insert(connector, made);
        self.settle_among(connector, &all).await
    }

    /// The application that a creation without a known end came to; waits as long as it may still take effect.
    async fn appeared(
        &self,
        object: &Object,
        wanted: &DesiredApplication,
        body: &Value,
    ) -> Result<Option<ObservedApplication>> {
        let Some(sent) = self.session.left_open.since(object) else {
            return Ok(None);
        };
        let mut patience = Patience::since(sent);
        loop {
            let all = applications(&self.session.jumpcloud).await?;
            let mut fitting = all
                .into_iter()
                .filter(|a| has_suffix(&a.idp_url, &wanted.suffix));
            match (fitting.next(), fitting.next()) {
                (None, _) => {}
                (Some(one), None) if is_as_sent(&one.document, body) => return Ok(Some(one)),
                // Whatever it is, it is there: what follows says so.
                _ => return Ok(None),
            }
            if !patience.wait().await {
                return Ok(None);
            }
        }
    }

    /// Waits as long as the creation of a Mimecast object by an earlier run may still take effect. `shows` looks for it.
    ///
    /// # Errors
    /// `stale-plan` where it did; those of `shows`.
    pub(super) async fn never_appears(
        &self,
        object: &Object,
        shows: impl AsyncFn() -> Result<bool>,
    ) -> Result<()> {
        let Some(sent) = self.session.left_open.since(object) else {
            return Ok(());
        };
        let mut patience = Patience::since(sent);
        while patience.wait().await {
            if shows().await? {
                return Err(Error::refused(
                    "stale-plan",
                    "what an earlier run began to create at Mimecast has appeared since this run read it",
                )
                .hint("run the same command again: it goes on from what is live"));
            }
        }
        Ok(())
    }

    /// The application that a creation came to, as the list shows it, and the list. `told` is the id of the answer, where there was one.
    pub(super) async fn look_up(
        &self,
        wanted: &DesiredApplication,
        body: &Value,
        known: &[String],
        told: Option<&str>,
    ) -> Result<(ObservedApplication, Vec<ObservedApplication>)> {
        let label = &wanted.label;
        let mut pauses = READ_AGAIN.into_iter();
        loop {
            let all = applications(&self.session.jumpcloud).await;
            // It was sent: whatever keeps the list from being read, its end is not known.
            let all = all.map_err(|error| {
                unconfirmed(
                    error,
                    &format!("the new application \"{label}\" was not looked up"),
                )
            })?;
            let new = |a: &&ObservedApplication| !known.contains(&a.id);
            let mut fitting: Vec<&ObservedApplication> = all
                .iter()
                .filter(|a| new(a) && is_as_sent(&a.document, body))
                .collect();
            let answered = |a: &&&ObservedApplication| Some(a.id.as_str()) == told;
            if let Some(one) = fitting.iter().find(answered) {
                let one = (*one).clone();
                return Ok((one, all));
            }
            if let Some(pause) = pauses.next() {
                tokio::time::sleep(pause).await;
                continue;
            }
            if let (Some(one), true) = (fitting.pop().cloned(), fitting.is_empty()) {
                return Ok((one, all));
            }
            let asked = body["ssoUrl"].as_str().unwrap_or_default();
            let other = all.iter().filter(new).find(|a| Some(a.id.as_str()) == told);
            return Err(match other {
                // Found again by its IdP URL only, it would otherwise be created anew by every run.
                Some(other) if !has_suffix(&other.idp_url, &wanted.suffix) => Error::failed(
                    "idp-url-changed",
                    format!(
                        "JumpCloud created \"{label}\" with the IdP URL {} instead of {asked}",
                        other.idp_url
                    ),
                )
                .hint("delete that application, or pass its suffix with --idp-url-suffix"),
                Some(_) => Error::failed(
                    "answer-of-another",
                    format!("JumpCloud created \"{label}\" with other values than were sent: nothing was bound to it"),
                )
                .hint("look at it in the JumpCloud console, and run the same command again"),
                None => Error::new(
                    Kind::Unavailable,
                    "create-unconfirmed",
                    format!(
                        "JumpCloud took the creation of \"{label}\", and its list does not show exactly one new application \
                         with the IdP URL {asked}"
                    ),
                )
                .hint("run the same command again: it looks for the application before it makes one"),
            });
        }
    }

    /// Makes sure that the application that this run created is the one that stays. Where another was made at the same
    /// time and stays, the one of this run is deleted, and the run goes on with the other.
    ///
    /// # Errors
    /// `application-ambiguous`; `stale-plan` where the run cannot go on with the other; those of the client.
    pub(super) async fn settle(&mut self, connector: Connector) -> Result<()> {
        if !self.created.contains_key(&connector) {
            return Ok(());
        }
        let all = applications_from_the_last(&self.session.jumpcloud).await?;
        self.settle_among(connector, &all).await
    }

    pub(super) async fn settle_among(
        &mut self,
        connector: Connector,
        all: &[ObservedApplication],
    ) -> Result<()> {
        let Some(made) = self.created.get(&connector).cloned() else {
            return Ok(());
        };
        let wanted = self.wanted(connector)?;
        let rivals = |a: &&ObservedApplication| {
            has_suffix(&a.idp_url, &wanted.suffix) && Some(a.id.as_str()) != made.id.as_deref()
        };
        if !all.iter().any(|a| rivals(&a)) {
            return Ok(());
        }
        let own = all.iter().find(|a| Some(&a.id) == made.id.as_ref());
        let own = own.ok_or_else(|| {
            let label = &wanted.label;
            stale(format!("the new JumpCloud application \"{label}\" is gone"))
        })?;
        let claims = self.claims_now().await?;
        let stays = winner(all, wanted, &claims)?;
        if stays.id == own.id {
            return Ok(());
        }
        // Where nobody can read what Mimecast holds, a certificate that was handed out counts as held.
        if self.metadata.contains_key(&connector) && claims.held.is_none()
            || !is_as_sent(&stays.document, &made.sent)
        {
            find_among(all, wanted, &Claims::default())?;
        }
        let current = self.session.jumpcloud.application(&own.id).await?;
        if current.sso_url() != own.idp_url
            || !is_as_sent(&current.clone().into_value(), &made.sent)
        {
            let label = &wanted.label;
            return Err(stale(format!(
                "the new JumpCloud application \"{label}\" changed"
            )));
        }
        self.send_application_deletion(connector, &current).await?;
        let bound = self.metadata.contains_key(&connector) || self.bound.contains(&connector);
        self.created.remove(&connector);
        let place = (stays.id.clone(), stays.idp_url.clone());
        self.applications.insert(connector, place);
        let mut changes = self.planned.plan.changes.iter();
        let access = changes.find(|c| c.subject == Subject::Access(connector));
        match (bound, access) {
            (false, _) => Ok(()),
            (true, Some(access)) if !self.metadata.contains_key(&connector) => {
                self.change_access(connector, access).await.map(drop)
            }
            (true, _) => Err(stale(format!(
                "another run made the JumpCloud application \"{}\" at the same time, and that one stays: it was made",
                wanted.label
            ))),
        }
    }

    /// The same for every application that this run created, once it is over.
    pub(super) async fn settle_all(&mut self) -> Result<()> {
        let created: Vec<Connector> = self.created.keys().copied().collect();
        for connector in created {
            self.settle(connector).await?;
        }
        Ok(())
    }

    async fn claims_now(&self) -> Result<Claims> {
        let mimecast = match self.session.profile_api(self.desired.mode) {
            Some(api) => Some(ObservedMimecast {
                profiles: api.profiles().await?.iter().map(observed_profile).collect(),
                settings: Vec::new(),
            }),
            None => None,
        };
        Ok(claims(self.session, mimecast.as_ref()))
    }

    /// Deletes an application that was made too many, if it still is one.
    pub(super) async fn delete_duplicate(&self, connector: Connector, id: &str) -> Result<()> {
        let wanted = self.wanted(connector)?;
        let all = applications(&self.session.jumpcloud).await?;
        let Some(listed) = all.iter().find(|a| a.id == id) else {
            return Ok(());
        };
        let found = find_among(&all, wanted, &self.claims_now().await?)?;
        let what = format!("the JumpCloud application \"{}\"", listed.label);
        if !found.duplicates.iter().any(|d| d.id == id) {
            return Err(stale(format!("{what} changed")));
        }
        let current = self.session.jumpcloud.application(id).await?;
        if current.sso_url() != listed.idp_url
            || !is_as_sent(&current.clone().into_value(), &listed.document)
        {
            return Err(stale(format!("{what} changed")));
        }
        let observed = &self.planned.observed;
        let groups = wanted
            .groups
            .iter()
            .filter_map(|name| observed.groups.get(name));
        let users = wanted
            .users
            .iter()
            .filter_map(|email| observed.users.get(email));
        let expected: BTreeSet<&str> = groups
            .filter_map(|id| id.as_deref())
            .chain(users.filter_map(|p| p.as_ref().map(|p| p.id.as_str())))
            .collect();
        for holder in Holder::ALL {
            let bound = self.session.jumpcloud.bound(id, holder).await?;
            if bound.iter().any(|id| !expected.contains(id.as_str())) {
                return Err(stale(format!("somebody else was given access to {what}")));
            }
        }
        self.send_application_deletion(connector, &current).await
    }

    /// Creates a user group, or takes the one that an earlier run's creation came to in the meantime.
    pub(super) async fn new_group(&self, name: &str) -> Result<Group> {
        let jumpcloud = &self.session.jumpcloud;
        let object = Object::Group {
            name: name.to_owned(),
        };
        if let Some(sent) = self.session.left_open.since(&object) {
            let mut patience = Patience::since(sent);
            loop {
                if let Some(found) = jumpcloud.find_group(name).await? {
                    return self.note_group(found).await;
                }
                if !patience.wait().await {
                    break;
                }
            }
        }
        self.send_group(name).await
    }

    /// The user group that a creation came to, as the list shows it under its name: the one of the answer, and none that
    /// was there before.
    pub(super) async fn look_up_group(&self, answered: Group) -> Result<Group> {
        let observed = &self.planned.observed;
        let known = observed.groups.values().flatten();
        let bound = observed.ours.values().flat_map(|ours| &ours.groups);
        let known: BTreeSet<&String> = known.chain(bound).collect();
        let mut pauses = READ_AGAIN.into_iter();
        loop {
            let found = self.session.jumpcloud.find_group(&answered.name).await;
            let found = found
                .map_err(|error| unconfirmed(error, "the new user group was not looked up"))?;
            if found.as_ref() == Some(&answered) && !known.contains(&answered.id) {
                return Ok(answered);
            }
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => break,
            }
        }
        Err(Error::failed(
            "answer-of-another",
            format!(
                "JumpCloud took the creation of the user group \"{}\", and does not show the group that it answered with \
                 under that name: nothing was bound to it",
                answered.name
            ),
        )
        .hint("run the same command again: it looks for the group before it makes one"))
    }
}
