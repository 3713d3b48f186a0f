//! What comes near a name that is not there. The lists are asked for only then, and where one cannot be read nothing is
//! offered: the error that is told is the name's.

use std::collections::BTreeMap;

use crate::connector::Connector;
use crate::error::Error;
use crate::jumpcloud::JumpCloud;
use crate::mimecast::Mimecast;
use crate::plan::{Access, Desired, Names, People};
use crate::text::{did_you_mean, nearest};

use super::named::sign_in;

/// The code of the error for an address that no user of JumpCloud has.
pub const USER_NOT_FOUND: &str = "user-not-found";

/// Of each wanted group and user that does not exist, the names that come near it. A group that is going to be created
/// lacks nothing.
pub(super) async fn of_wanted(
    jumpcloud: &JumpCloud,
    desired: &Desired,
    names: &Names,
) -> BTreeMap<String, Vec<String>> {
    let groups = names.groups.iter().filter(|(_, id)| id.is_none());
    let groups = groups.filter(|_| !desired.create_groups);
    let groups: Vec<&String> = groups.map(|(name, _)| name).collect();
    let users = names.users.iter().filter(|(_, person)| person.is_none());
    let users: Vec<&String> = users.map(|(email, _)| email).collect();
    let (groups, users) = tokio::join!(
        near_groups(jumpcloud, &groups),
        near_users(jumpcloud, &users)
    );
    groups.into_iter().chain(users).collect()
}

/// The hint that offers groups for those that are not there.
pub(super) async fn of_groups(jumpcloud: &JumpCloud, missing: Vec<&String>) -> Option<String> {
    offered(near_groups(jumpcloud, &missing).await)
}

/// The hint that offers users for those that are not there.
pub(super) async fn of_users(jumpcloud: &JumpCloud, missing: Vec<&String>) -> Option<String> {
    offered(near_users(jumpcloud, &missing).await)
}

/// Why whoever has this address cannot sign in through JumpCloud: there is no such user, or the user is not ready.
/// `None` too where JumpCloud does not tell.
pub async fn why_not(jumpcloud: &JumpCloud, email: &str) -> Option<Error> {
    let user = jumpcloud.find_user(email).await.ok()?;
    let Some(user) = user else {
        let message = format!("JumpCloud has no user with the e-mail address \"{email}\"");
        let near = of_user(jumpcloud, &email.to_owned()).await;
        let error = Error::failed(USER_NOT_FOUND, message);
        return Some(near.into_iter().fold(error, Error::hint));
    };
    let why = sign_in(user.sign_in).why_not()?;
    let message = format!("the JumpCloud user \"{email}\" cannot sign in: {email} {why}");
    Some(Error::failed("user-inactive", message))
}

/// Why whoever has this address could not be among the first for whom a plan puts SAML in force: what [`why_not`] says, or
/// that the person is given no access.
pub async fn why_not_first(
    jumpcloud: &JumpCloud,
    people: Option<&People>,
    email: &str,
) -> Option<Error> {
    if let Some(error) = why_not(jumpcloud, email).await {
        return Some(error);
    }
    let address = email.to_lowercase();
    let access = people.into_iter().flat_map(|people| &people.access);
    let mut without = access.filter(|(_, access)| match access {
        Access::Known(people) => !people.contains_key(&address),
        Access::Unreadable(_) => false,
    });
    let (connector, _) = without.next()?;
    let message = format!("{email} is not among those who may sign in with {connector}");
    Some(Error::failed("user-without-access", message))
}

/// The hint that offers users for an address that no user has.
pub(super) async fn of_user(jumpcloud: &JumpCloud, email: &String) -> Option<String> {
    of_users(jumpcloud, vec![email]).await
}

/// The hint that offers Mimecast groups for one that is not there.
pub(super) async fn of_mimecast_group(mimecast: &Mimecast, name: &str) -> Option<String> {
    let there = mimecast.group_names().await.ok()?;
    did_you_mean(&nearest(name, &there))
}

type Near = Vec<(String, Vec<String>)>;

async fn near_groups(jumpcloud: &JumpCloud, missing: &[&String]) -> Near {
    if missing.is_empty() {
        return Near::new();
    }
    let there = jumpcloud.groups().await.unwrap_or_default();
    let there: Vec<String> = there.into_iter().map(|group| group.name).collect();
    let of_connectors = missing
        .iter()
        .filter_map(|name| for_connector(name, &there));
    let there: Vec<String> = there.iter().cloned().chain(of_connectors).collect();
    each(missing, there.into_iter())
}

/// `admin-console:Staff` for `admin-consol:Staff`: what is no connector's name is taken for a part of the group's.
fn for_connector(name: &str, there: &[String]) -> Option<String> {
    let (prefix, group) = name.split_once(':')?;
    let connectors = Connector::ALL.map(Connector::as_str);
    let connector = nearest(prefix, connectors).into_iter().next()?;
    let is_there = there.iter().any(|name| name == group);
    is_there.then(|| format!("{connector}:{group}"))
}

async fn near_users(jumpcloud: &JumpCloud, missing: &[&String]) -> Near {
    if missing.is_empty() {
        return Near::new();
    }
    let there = jumpcloud.users().await.unwrap_or_default();
    each(missing, there.into_iter().map(|user| user.email))
}

fn each(missing: &[&String], there: impl Iterator<Item = String>) -> Near {
    let there: Vec<String> = there.collect();
    let near = missing
        .iter()
        .map(|name| ((*name).clone(), nearest(name, &there)));
    near.filter(|(_, near)| !near.is_empty()).collect()
}

fn offered(near: Near) -> Option<String> {
    let all: Vec<String> = near.into_iter().flat_map(|(_, near)| near).collect();
    did_you_mean(&all)
}
