//! Who could sign in once a plan is carried out.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;

use crate::connector::Connector;
use crate::error::{Error, Kind, Result};
use crate::plan::{Desired, Members, Observed, People};

use super::session::Session;

/// Reads the members of every group that has or will have access, and of the setting's Mimecast group.
///
/// # Errors
/// Those of JumpCloud's client; those of [`setting_members`].
pub async fn read(session: &Session, desired: &Desired, observed: &Observed) -> Result<People> {
    let sources: BTreeSet<Connector> = desired.blocks.values().map(|b| b.source).collect();
    let access: Vec<Access> = sources
        .into_iter()
        .map(|connector| Access::after(connector, desired, observed))
        .collect();
    let (with_access, members) = tokio::try_join!(
        active(session, access),
        setting_members(session, desired, observed),
    )?;
    Ok(People {
        with_access,
        members,
    })
}

/// Active users who have access to each connector's application now; lower-case e-mail.
///
/// # Errors
/// Those of JumpCloud's client.
pub async fn with_access(
    session: &Session,
    observed: &Observed,
) -> Result<BTreeMap<Connector, BTreeSet<String>>> {
    let access = observed.ours.keys().map(|c| Access::now(*c, observed));
    active(session, access.collect()).await
}

/// The active users among those with access.
async fn active(
    session: &Session,
    access: Vec<Access>,
) -> Result<BTreeMap<Connector, BTreeSet<String>>> {
    let group_ids: BTreeSet<&String> = access.iter().flat_map(|a| &a.groups).collect();
    let jumpcloud = &session.jumpcloud;
    let group_members = try_join_all(group_ids.into_iter().map(|id| async move {
        let members = jumpcloud.group_members(id).await?;
        Ok::<_, Error>((id.clone(), members))
    }));
    let (group_members, users) = tokio::try_join!(group_members, jumpcloud.users())?;
    let group_members: BTreeMap<String, Vec<String>> = group_members.into_iter().collect();
    let active: BTreeMap<String, String> = users
        .into_iter()
        .filter(|u| u.active)
        .map(|u| (u.id, u.email.to_lowercase()))
        .collect();
    Ok(access
        .into_iter()
        .map(|access| {
            let members = access
                .groups
                .iter()
                .filter_map(|id| group_members.get(id))
                .flatten();
            let emails = members
                .chain(&access.users)
                .filter_map(|id| active.get(id).cloned())
                .collect();
            (access.connector, emails)
        })
        .collect())
}

/// The bindings a connector's application will have: those it has, and those the plan adds.
struct Access {
    connector: Connector,
    groups: BTreeSet<String>,
    users: BTreeSet<String>,
}

impl Access {
    fn now(connector: Connector, observed: &Observed) -> Self {
        let ours = observed.ours.get(&connector).into_iter();
        Access {
            connector,
            groups: ours.clone().flat_map(|o| o.groups.clone()).collect(),
            users: ours.flat_map(|o| o.users.clone()).collect(),
        }
    }

    fn after(connector: Connector, desired: &Desired, observed: &Observed) -> Self {
        let wanted = desired.application(connector);
        let names = wanted.into_iter().flat_map(|a| &a.groups);
        let emails = wanted.into_iter().flat_map(|a| &a.users);
        // A group that is yet to be created has no members.
        let groups = names.filter_map(|name| observed.groups.get(name).cloned().flatten());
        let users = emails.filter_map(|email| {
            let person = observed.users.get(email)?.as_ref()?;
            Some(person.id.clone())
        });
        let mut access = Access::now(connector, observed);
        access.groups.extend(groups);
        access.users.extend(users);
        access
    }
}

/// The members of every Mimecast group that the profile applies to: that of the wanted setting, and
/// those of other settings that use the profile already.
///
/// # Errors
/// A Mimecast that does not answer. A group that cannot be read is a value, for the guard to judge.
pub async fn setting_members(
    session: &Session,
    desired: &Desired,
    observed: &Observed,
) -> Result<Members> {
    let Some(mimecast) = &session.mimecast else {
        return Ok(Members::NotRead);
    };
    let existing = observed.setting(&desired.setting.description);
    let joining = &desired.setting.members;
    let wanted = match (&observed.mimecast_group, joining.is_empty()) {
        (Some(wanted), _) => Some(wanted.clone()),
        // Not made yet: those who will be in it.
        (None, false) => None,
        (None, true) => match existing {
            Some(existing) => Some(existing.group.id.clone()),
            None => {
                let why = "the group could not be looked up".to_owned();
                return Ok(Members::Unreadable(why));
            }
        },
    };
    let others = observed.other_settings(&desired.profile, &desired.setting.description);
    // Of two groups with the name that is wanted, the setting may have the other one: both count.
    let named = existing
        .filter(|s| s.group.name.is_some() && s.group.name == desired.setting.group)
        .map(|s| s.group.id.clone());
    let groups: BTreeSet<String> = others
        .filter(|s| !s.group.id.is_empty())
        .map(|s| s.group.id.clone())
        .chain(wanted)
        .chain(named)
        .collect();
    let members = groups.iter().map(|id| mimecast.group_members(id));
    match try_join_all(members).await {
        Ok(members) => {
            let all = members.into_iter().flatten();
            let unique: BTreeSet<String> = all.chain(joining.iter().cloned()).collect();
            Ok(Members::Known(unique.into_iter().collect()))
        }
        Err(error) if error.kind == Kind::Unavailable => Err(error),
        Err(error) => Ok(Members::Unreadable(error.message)),
    }
}
