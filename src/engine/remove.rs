//! Taking connectors out: planning it, and making its changes.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;
use serde_json::json;

use crate::connector::{Block, Connector, Holder};
use crate::error::{Error, Result};
use crate::plan::{
    Action, BlockField, Change, Desired, DesiredApplication, Goal, Observed, ObservedApplication,
    OurApplication, Removal, Subject, assemble_removal, find_ours,
};

use super::Planned;
use super::listed;
use super::live::stale;
use super::observe::{IDP_ORIGIN, applications, profiles};
use super::profile::{empty_block, release_block};
use super::result::Status;
use super::run::{Run, internal};
use super::session::Session;

/// Reads what a removal needs, and plans it. Of `desired`, the connectors, the profile and the setting count.
///
/// # Errors
/// Those of the clients; an ambiguous application.
pub async fn plan_removal(
    session: &Session,
    desired: &Desired,
    mut removal: Removal,
) -> Result<Planned> {
    let observed = observe(session, desired).await?;
    let listed = |wanted: &&DesiredApplication| observed.ours.contains_key(&wanted.connector);
    let missing = desired.applications.iter().filter(|wanted| !listed(wanted));
    listed::none_is_left_out(session, missing).await?;
    removal.names = names(session, &observed).await?;
    planned(session, desired.clone(), observed, removal)
}

/// Reads both services once more and plans again.
pub(super) async fn plan_again(
    session: &Session,
    desired: Desired,
    removal: Removal,
) -> Result<Planned> {
    let observed = observe(session, &desired).await?;
    planned(session, desired, observed, removal)
}

fn planned(
    session: &Session,
    desired: Desired,
    observed: Observed,
    removal: Removal,
) -> Result<Planned> {
    let plan = assemble_removal(session.summary(&desired), &desired, &observed, &removal);
    Ok(Planned {
        wish: desired.clone(),
        desired,
        plan,
        observed,
        people: None,
        goal: Goal::Removal(removal),
    })
}

/// Applications, their bindings, profiles and settings. Metadata is not needed, and JumpCloud cannot always
/// serve it.
async fn observe(session: &Session, desired: &Desired) -> Result<Observed> {
    let (applications, mimecast) =
        tokio::try_join!(applications(&session.jumpcloud), profiles(session, desired))?;
    let mut found = Vec::new();
    for wanted in &desired.applications {
        if let Some(application) = find_ours(&applications, wanted)? {
            found.push(ours(session, wanted, application.clone()));
        }
    }
    Ok(Observed {
        ours: try_join_all(found).await?.into_iter().collect(),
        duplicates: Vec::new(),
        applications,
        mimecast,
        templates: BTreeMap::new(),
        groups: BTreeMap::new(),
        users: BTreeMap::new(),
        attested: session.attested(desired.mode)?,
        mimecast_members: Vec::new(),
        mimecast_group: None,
        idp_origin: IDP_ORIGIN.to_owned(),
        idp_origin_assumed: false,
    })
}

async fn ours(
    session: &Session,
    wanted: &DesiredApplication,
    application: ObservedApplication,
) -> Result<(Connector, OurApplication)> {
    let jumpcloud = &session.jumpcloud;
    let (groups, users) = tokio::try_join!(
        jumpcloud.bound(&application.id, Holder::Group),
        jumpcloud.bound(&application.id, Holder::User),
    )?;
    let ours = OurApplication {
        application,
        groups,
        users,
        metadata: Err("not read for a removal".to_owned()),
        public_metadata: None,
    };
    Ok((wanted.connector, ours))
}

/// The names of those whose access ends, by id.
async fn names(session: &Session, observed: &Observed) -> Result<BTreeMap<String, String>> {
    let groups = observed.ours.values().flat_map(|o| o.groups.clone());
    let users = observed.ours.values().flat_map(|o| o.users.clone());
    names_of(session, groups.collect(), users.collect()).await
}

/// The names of user groups and the e-mail addresses of users, by id; those that are not there are left out. Each is asked
/// for by itself: the organisation may have many more.
pub(super) async fn names_of(
    session: &Session,
    groups: BTreeSet<String>,
    users: BTreeSet<String>,
) -> Result<BTreeMap<String, String>> {
    let jumpcloud = &session.jumpcloud;
    let groups = groups.into_iter().map(|id| async move {
        let group = jumpcloud.group(&id).await?;
        Ok::<_, Error>(group.map(|group| (id, group.name)))
    });
    let users = users.into_iter().map(|id| async move {
        let user = jumpcloud.user(&id).await?;
        Ok::<_, Error>(user.map(|user| (id, user.email)))
    });
    let (groups, users) = tokio::try_join!(try_join_all(groups), try_join_all(users))?;
    Ok(groups.into_iter().chain(users).flatten().collect())
}

impl Run<'_> {
    /// Makes one change of a removal through the API.
    pub(super) async fn take_out(&mut self, change: &Change) -> Result<Status> {
        match &change.subject {
            Subject::Release(_) => self.release(change).await?,
            Subject::Setting(name) => return self.detach(name, change.action).await,
            Subject::Profile(_) => return self.discard_profile(change.action).await,
            Subject::Access(connector) => return self.unbind(*connector).await,
            Subject::Deactivation(connector) => return self.deactivate(*connector).await,
            Subject::Application(connector) => {
                self.delete_application(*connector).await?;
            }
            other => {
                return Err(internal(format!("{} is no part of a removal", other.id())));
            }
        }
        Ok(Status::Done)
    }

    /// Stops enforcing the blocks that the change names.
    pub(super) async fn release(&mut self, change: &Change) -> Result<()> {
        let before = self.profile_to_change().await?;
        let mut profile = before.clone();
        for block in Block::ALL {
            let field = BlockField::Enforced.of(block);
            if change.fields.iter().any(|f| f.name == field) {
                release_block(&mut profile, block);
            }
        }
        self.profile = Some(self.send_profile(Some(&before), &profile).await?);
        Ok(())
    }

    /// Deletes the setting, or points it at the account's default profile.
    pub(super) async fn detach(&self, name: &str, action: Action) -> Result<Status> {
        // Its people go to another profile: what this run wrote to the own one must hold by then.
        self.live_profile().await?;
        let Some(before) = self.live_setting(name).await? else {
            return Ok(Status::Skipped);
        };
        if action == Action::Delete {
            self.send_setting_deletion(&before).await?;
            return Ok(Status::Done);
        }
        let profiles = self.mimecast()?.paired().await?.profiles;
        let default = profiles.iter().find(|p| p.is_default());
        let default = default.ok_or_else(|| stale("the default profile is gone"))?;
        let mut setting = before.clone();
        setting.set_profile(default);
        self.send_setting(Some(&before), &setting).await?;
        Ok(Status::Done)
    }

    /// Deletes the profile, or empties its blocks of what was set.
    pub(super) async fn discard_profile(&mut self, action: Action) -> Result<Status> {
        let Some(before) = self.live_profile().await? else {
            return Ok(Status::Skipped);
        };
        let mut profile = before.clone();
        if action == Action::Delete {
            self.send_profile_deletion(&profile).await?;
            return Ok(Status::Done);
        }
        let ours = self.planned.observed.ours.values();
        let urls: BTreeSet<&str> = ours.map(|o| o.application.idp_url.as_str()).collect();
        for block in Block::ALL {
            if urls.contains(profile.block(block).login_url.as_str()) {
                empty_block(&mut profile, block);
            }
        }
        self.profile = Some(self.send_profile(Some(&before), &profile).await?);
        Ok(Status::Done)
    }

    async fn unbind(&self, connector: Connector) -> Result<Status> {
        let Some(ours) = self.planned.observed.ours.get(&connector) else {
            return Ok(Status::Skipped);
        };
        match self.meant_application(connector).await {
            // Nobody has access to what is gone.
            Err(error) if error.code == "jumpcloud-not-found" => return Ok(Status::Skipped),
            meant => meant?,
        };
        let mut status = Status::Skipped;
        for (holder, bound) in ours.holders() {
            let name = self.name_of(bound);
            if self.send_access_end(connector, holder, bound, name).await? {
                status = Status::Done;
            }
        }
        Ok(status)
    }

    /// Deletes an application that is still what the plan saw.
    pub(super) async fn delete_application(&self, connector: Connector) -> Result<()> {
        let current = match self.meant_application(connector).await {
            Err(error) if error.code == "jumpcloud-not-found" => return Ok(()),
            current => current?,
        };
        self.send_application_deletion(connector, &current).await
    }

    /// The name of a group or user whose access ends, by id.
    fn name_of<'n>(&'n self, id: &'n str) -> &'n str {
        match &self.planned.goal {
            Goal::Removal(removal) => removal.names.get(id).map_or(id, String::as_str),
            _ => id,
        }
    }

    /// Switches an application off: its document as it is now, with nothing else changed.
    pub(super) async fn deactivate(&self, connector: Connector) -> Result<Status> {
        let current = self.live_application(connector).await?;
        let mut document = current.clone().into_value();
        if document["active"] == false {
            return Ok(Status::Skipped);
        }
        document["active"] = json!(false);
        self.write_back(&current, &document).await?;
        Ok(Status::Done)
    }
}
