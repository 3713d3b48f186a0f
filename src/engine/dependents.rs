//! Whether Mimecast still lets go of what JumpCloud is about to lose.
//!
//! Between the reading that a plan was made from and the first write that takes something away in JumpCloud lie a
//! person's answer and a quarter of an hour. So Mimecast's half is read once more, for every goal alike: nothing may
//! hang on the application that the plan does not know of, and nothing that the plan saw may be missing.

use std::collections::BTreeSet;

use futures_util::future::join_all;

use crate::connector::Block;
use crate::error::Result;
use crate::plan::{
    Action, BlockField, Change, Guard, ObservedMimecast, ObservedProfile, Subject, System,
    disturbs, ends_sign_in,
};

use super::observe::profiles;
use super::profile::observed_profile;
use super::result::{ChangeResult, Status};
use super::run::Run;
use super::unchanged::{READ_AGAIN, stale};

/// Whether a change takes something away in JumpCloud that sign-in may hang on.
fn takes_away(change: &Change) -> bool {
    let released_first = |first: &Subject| matches!(first, Subject::Release(_));
    match &change.subject {
        Subject::Application(_) if change.action == Action::Update => {
            ends_sign_in(change) || change.depends_on.iter().any(released_first)
        }
        _ => disturbs(change),
    }
}

/// A block that is in force: profile, block, login URL.
type InForce = (String, Block, String);

fn in_force(profile: &ObservedProfile) -> impl Iterator<Item = InForce> + '_ {
    let enforced = profile.blocks.iter().filter(|(_, values)| values.enforced);
    enforced.map(|(block, values)| {
        let url = values.login_url.clone();
        (profile.description.clone(), *block, url)
    })
}

impl Run<'_> {
    /// Reads Mimecast's half once more before `change`, if that is the first since the last write there that takes
    /// something away; whether it was looked at then. `results` is what this run did so far.
    ///
    /// # Errors
    /// `stale-plan`; those of the client.
    pub(super) async fn nothing_hangs_on_it(
        &self,
        change: &Change,
        results: &[ChangeResult],
    ) -> Result<bool> {
        if self.looked || !takes_away(change) {
            return Ok(self.looked);
        }
        // What this run wrote may take a moment to be readable.
        let wrote = self
            .made(results)
            .any(|c| c.target.system == System::Mimecast);
        let mut pauses = READ_AGAIN.into_iter().filter(|_| wrote);
        loop {
            let Some(live) = profiles(self.session, self.desired).await? else {
                return Ok(false);
            };
            let Some(problem) = self.hangs(&live, results) else {
                return Ok(true);
            };
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(stale(problem)),
            }
        }
    }

    /// Makes sure, before the first thing is deleted or given back, that every application that the plan takes something
    /// away from is the one that it saw: an id from a list that lies is found out while nothing is lost yet.
    ///
    /// # Errors
    /// Those of [`Run::meant_application`]; one that is gone by now is none.
    pub(super) async fn are_the_ones(&self, change: &Change) -> Result<bool> {
        if self.proved || change.action != Action::Delete {
            return Ok(self.proved);
        }
        let planned = self.planned;
        let takes = planned.plan.changes.iter().filter(|c| takes_away(c));
        let connectors: BTreeSet<_> = takes.filter_map(|c| c.subject.connector()).collect();
        let there = connectors
            .into_iter()
            .filter(|c| planned.observed.ours.contains_key(c));
        for meant in join_all(there.map(|c| self.meant_application(c))).await {
            match meant {
                Err(error) if error.code == "jumpcloud-not-found" => {}
                meant => drop(meant?),
            }
        }
        Ok(true)
    }

    /// The changes that this run made.
    fn made<'r>(&'r self, results: &'r [ChangeResult]) -> impl Iterator<Item = &'r Change> {
        let changes = self.planned.plan.changes.iter().zip(results);
        changes
            .filter(|(_, result)| matches!(result.status, Status::Done | Status::Skipped))
            .map(|(change, _)| change)
    }

    /// What is not as the plan has it by now, in the words of [`stale`].
    fn hangs(&self, live: &ObservedMimecast, results: &[ChangeResult]) -> Option<String> {
        let seen = self.planned.observed.mimecast.as_ref()?;
        let written = self.profile.as_ref().map(observed_profile);
        let own = self.desired.profile.as_str();
        let is_deleted = |subject: &Subject| {
            let mut made = self.made(results);
            made.any(|c| c.subject == *subject && c.action == Action::Delete)
        };
        let known = seen.profiles.iter().filter(|p| p.description != own);
        let own_now = written.as_ref().or_else(|| seen.profile(own));
        let expected = || known.clone().chain(own_now);
        for profile in expected() {
            let name = &profile.description;
            let deleted = is_deleted(&Subject::Profile(name.clone()));
            if !deleted && live.profile(name).is_none() {
                return Some(format!("the authentication profile \"{name}\" went"));
            }
        }
        for setting in &seen.settings {
            let name = &setting.description;
            let deleted = is_deleted(&Subject::Setting(name.clone()));
            if !deleted && live.setting(name).is_none() {
                return Some(format!("the application setting \"{name}\" went"));
            }
        }
        let mut allowed: BTreeSet<InForce> = expected().flat_map(in_force).collect();
        let says =
            |change: &Change, block: Block| change.field(&BlockField::Enforced.of(block)).is_some();
        let is = |block: Block, of: fn(&Subject) -> bool| {
            let mut made = self.made(results);
            made.any(|c| of(&c.subject) && says(c, block))
        };
        allowed.retain(|(profile, block, _)| {
            let released = is(*block, |s| matches!(s, Subject::Release(_)));
            let enforced = is(*block, |s| matches!(s, Subject::Enforcement(_)));
            profile != own || !released || enforced
        });
        let renewed = |c: &Change| matches!(c.subject, Subject::Certificate(_));
        let ended = self.concerned(|change| ends_sign_in(change) || renewed(change));
        // Nothing may hang on what ends, but for what a person allowed to.
        allowed.retain(|(_, block, url)| {
            let lockout = Guard::lockout(*block);
            !ended.contains(url.as_str()) || self.desired.allow.contains(&lockout)
        });
        let concerned = self.concerned(takes_away);
        let found = live.profiles.iter().flat_map(in_force);
        let mut unknown = found.filter(|in_force| !allowed.contains(in_force));
        let (profile, block, url) = unknown.find(|(_, _, url)| concerned.contains(url.as_str()))?;
        Some(format!(
            "what hangs on the JumpCloud application with the IdP URL {url} changed (the profile \"{profile}\" enforces \
             {block} through it)"
        ))
    }

    /// The IdP URLs of the applications that `of` these changes of the plan are about.
    fn concerned(&self, of: impl Fn(&Change) -> bool) -> BTreeSet<&str> {
        let changes = self.planned.plan.changes.iter().filter(|c| of(c));
        let urls = changes.filter_map(|change| match &change.subject {
            // Another has its IdP URL by now.
            Subject::Superseded {
                connector,
                first: true,
                ..
            } if self.created.contains_key(connector) => None,
            Subject::Superseded { id, .. } => {
                let mut known = self.planned.observed.applications.iter();
                known.find(|a| a.id == *id).map(|a| a.idp_url.as_str())
            }
            other => {
                let (_, url) = self.applications.get(&other.connector()?)?;
                Some(url.as_str())
            }
        });
        urls.collect()
    }
}
