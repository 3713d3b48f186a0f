//! The groups and users that are wanted, by their names.

use std::collections::BTreeMap;

use futures_util::future::join_all;

use crate::error::{Error, Kind, Result};
use crate::mimecast::{Group, credentials_missing};
use crate::plan::{Desired, MimecastGroupId, Mode, Names, Person};

use super::named::{group_id, person};
use super::near;
use super::session::Session;

/// What was found ahead under each name.
pub(super) struct NamesAhead {
    pub(super) groups: BTreeMap<String, Result<Option<String>>>,
    pub(super) users: BTreeMap<String, Result<Option<Person>>>,
    pub(super) mimecast_group: Option<(String, Result<Option<Group>>)>,
}

/// Looks the wanted names up, those that are not known already.
pub(super) async fn names(
    session: &Session,
    desired: &Desired,
    mut known: NamesAhead,
) -> Result<Names> {
    let jumpcloud = &session.jumpcloud;
    let groups = desired.group_names().into_iter().map(|name| {
        let known = known.groups.remove(&name);
        async move {
            let id = match known {
                Some(known) => known?,
                None => group_id(jumpcloud, &name).await?,
            };
            Ok::<_, Error>((name, id))
        }
    });
    let users = desired.user_emails().into_iter().map(|email| {
        let known = known.users.remove(&email);
        async move {
            let person = match known {
                Some(known) => known?,
                None => person(jumpcloud, &email).await?,
            };
            Ok::<_, Error>((email, person))
        }
    });
    let (groups, users, mimecast_group) = tokio::join!(
        join_all(groups),
        join_all(users),
        mimecast_group_of(session, desired, known.mimecast_group),
    );
    Ok(Names {
        groups: groups.into_iter().collect::<Result<_>>()?,
        users: users.into_iter().collect::<Result<_>>()?,
        mimecast_group: mimecast_group?,
    })
}

/// The members of the Mimecast group, where some are wanted.
pub(super) async fn pilot(
    session: &Session,
    desired: &Desired,
    group: Option<&MimecastGroupId>,
) -> Result<Vec<String>> {
    match (&session.mimecast, group) {
        (Some(mimecast), Some(id)) if !desired.setting.members.is_empty() => {
            mimecast.group_members(id).await
        }
        _ => Ok(Vec::new()),
    }
}

/// Finds the Mimecast group by name, where there are credentials to ask with.
pub(super) async fn mimecast_group(
    session: &Session,
    desired: &Desired,
) -> Result<Option<MimecastGroupId>> {
    mimecast_group_of(session, desired, None).await
}

/// As [`mimecast_group`]; `known` is what was found under a name already.
async fn mimecast_group_of(
    session: &Session,
    desired: &Desired,
    known: Option<(String, Result<Option<Group>>)>,
) -> Result<Option<MimecastGroupId>> {
    let fills = !desired.setting.members.is_empty();
    let (Some(mimecast), Some(name)) = (&session.mimecast, &desired.setting.group) else {
        return match fills {
            true => Err(credentials_missing()),
            false => Ok(None),
        };
    };
    let found = match known.filter(|(known, _)| known == name) {
        Some((_, found)) => found,
        None => mimecast.find_group(name).await,
    };
    match found {
        Ok(Some(group)) => Ok(Some(group.id)),
        Ok(None) if fills => Ok(None),
        Ok(None) => {
            let error = Error::failed(
                "mimecast-group-not-found",
                format!("Mimecast has no group named \"{name}\""),
            );
            let near = near::of_mimecast_group(mimecast, name).await;
            Err(near.into_iter().fold(error, Error::hint).hint(
                "group names are compared exactly; correct --mimecast-group, or create the group in the Mimecast console",
            ))
        }
        // A person carries the step out and can look the group up; a missing role must not stop that.
        Err(error)
            if desired.mode == Mode::Worksheet
                && error.kind == Kind::Credentials
                && error.code != "proxy-credentials"
                && !fills =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
