//! What comes near a name that is not there. The lists are asked for only then, and where one cannot be read nothing is
//! offered: the error that is told is the name's.

use std::collections::BTreeMap;

use crate::jumpcloud::JumpCloud;
use crate::mimecast::Mimecast;
use crate::plan::{Desired, Names};
use crate::text::{did_you_mean, nearest};

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

/// The hint that offers users for an address that no user has.
pub async fn of_user(jumpcloud: &JumpCloud, email: &String) -> Option<String> {
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
    each(missing, there.into_iter().map(|group| group.name))
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
