//! Taking connectors out: reading what that takes, and planning it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;

use crate::error::{Error, Result};
use crate::plan::{self, Desired, Goal, Observed, Removal};

use super::observe::{Look, observe};
use super::session::Session;
use super::{Planned, Read};

/// Reads what a removal needs, and plans it. Of `desired`, the connectors, the profile and the setting count.
///
/// # Errors
/// Those of the clients; an ambiguous application.
pub async fn plan_removal(
    session: &Session,
    desired: &Desired,
    mut removal: Removal,
) -> Result<Planned> {
    let observed = observe(session, desired, Look::WhatIsThere { again: false }).await?;
    removal.names = names(session, &observed).await?;
    Ok(planned(session, desired.clone(), observed, removal))
}

/// Reads both services once more and plans again.
pub(super) async fn plan_again(
    session: &Session,
    desired: Desired,
    removal: Removal,
) -> Result<Planned> {
    let observed = observe(session, &desired, Look::WhatIsThere { again: true }).await?;
    Ok(planned(session, desired, observed, removal))
}

fn planned(session: &Session, desired: Desired, observed: Observed, removal: Removal) -> Planned {
    let found = plan::removal(&desired, &observed, &removal);
    let read = Read {
        wish: desired.clone(),
        desired,
        observed,
        people: None,
    };
    read.planned(session, Goal::Removal(removal), found, None)
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
