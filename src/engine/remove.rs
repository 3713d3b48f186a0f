//! Taking connectors out: reading what that takes, and planning it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::plan::{
    self, Desired, DesiredApplication, Goal, Mode, Observed, People, Removal, suffix_of,
};

use super::names::mimecast_group;
use super::observe::{Look, observe, our_application};
use super::people;
use super::session::Session;
use super::{Planned, Read};

/// Reads what a removal needs, and plans it. Of `desired`, the connectors, the profile and the setting count, and the blocks
/// that are to be taken over by another connector than by default.
///
/// # Errors
/// Those of the clients; an ambiguous application.
pub async fn plan_removal(
    session: &Session,
    desired: &Desired,
    mut removal: Removal,
) -> Result<Planned> {
    let wish = with_neighbours(session, desired, &removal);
    let look = Look::WhatIsThere { again: false };
    let (rest, observed) = read(session, &wish, &removal, look).await?;
    removal.names = names(session, &wish, &observed).await?;
    planned(session, wish, rest, observed, removal, None).await
}

/// Reads both services once more and plans again. `people` were read before.
pub(super) async fn plan_again(
    session: &Session,
    wish: Desired,
    removal: Removal,
    people: Option<People>,
) -> Result<Planned> {
    let look = Look::WhatIsThere { again: true };
    let (rest, observed) = read(session, &wish, &removal, look).await?;
    planned(session, wish, rest, observed, removal, people).await
}

/// What is wanted, with every connector that is not taken out as a neighbour: under the IdP URL that an earlier run left it
/// with, else its default one.
fn with_neighbours(session: &Session, desired: &Desired, removal: &Removal) -> Desired {
    let mut wish = desired.clone();
    let chosen = |c: Connector| desired.applications.iter().any(|a| a.connector == c);
    let others = Connector::ALL.into_iter().filter(|c| !chosen(*c));
    let neighbour = |connector| {
        let neighbour =
            DesiredApplication::by_default(connector, &desired.site, &desired.account_code);
        let mut left = session.left_there.keys();
        let known = left.find(|url| removal.told.urls.get(*url) == Some(&connector));
        let suffix = known.and_then(|url| suffix_of(url)).map(str::to_owned);
        DesiredApplication {
            suffix: suffix.unwrap_or(neighbour.suffix),
            ..neighbour
        }
    };
    wish.neighbours = others.map(neighbour).collect();
    wish
}

/// Reads both services, and all of the applications that are to take something over.
async fn read(
    session: &Session,
    wish: &Desired,
    removal: &Removal,
    look: Look,
) -> Result<(Desired, Observed)> {
    let again = matches!(look, Look::WhatIsThere { again: true });
    let mut observed = observe(session, wish, look).await?;
    let mut rest = plan::rest(wish, &observed, &removal.told);
    signers_that_stay(session, &rest, &mut observed, again).await?;
    let takes_over = !rest.blocks.is_empty();
    if rest.mode == Mode::Worksheet && takes_over {
        // No setting can be read that would name the group.
        let console = removal.told.confirmed(&rest.profile);
        let told = console.and_then(|console| console.group.clone());
        rest.setting.group = rest.setting.group.or(told);
        observed.mimecast_group = mimecast_group(session, &rest).await?;
    }
    Ok((rest, observed))
}

/// Reads all of the neighbours that are to sign for something: their metadata, and who has access.
///
/// # Errors
/// Those of the client.
async fn signers_that_stay(
    session: &Session,
    desired: &Desired,
    observed: &mut Observed,
    again: bool,
) -> Result<()> {
    let signers: BTreeSet<Connector> = desired.blocks.values().map(|b| b.source).collect();
    let neighbours = desired.neighbours.iter();
    let read = neighbours
        .filter(|wanted| signers.contains(&wanted.connector))
        .filter_map(|wanted| {
            let ours = observed.ours.get(&wanted.connector)?;
            Some((wanted, ours.application.clone()))
        })
        .map(|(wanted, application)| async move {
            let ours = our_application(session, wanted, application, again).await?;
            Ok::<_, Error>((wanted.connector, ours))
        });
    let read = try_join_all(read).await?;
    observed.ours.extend(read);
    Ok(())
}

async fn planned(
    session: &Session,
    wish: Desired,
    desired: Desired,
    observed: Observed,
    removal: Removal,
    known: Option<People>,
) -> Result<Planned> {
    let found = plan::removal(&wish, &desired, &observed, &removal)?;
    let people = match (known, found.in_force.is_empty()) {
        (Some(known), _) => Some(known),
        (None, true) => None,
        (None, false) => Some(people::read(session, &desired, &observed).await?),
    };
    let read = Read {
        wish,
        desired,
        observed,
        people,
    };
    Ok(read.planned(session, Goal::Removal(removal), found, None))
}

/// The names of those whose access ends, by id.
async fn names(
    session: &Session,
    wish: &Desired,
    observed: &Observed,
) -> Result<BTreeMap<String, String>> {
    let ends = || {
        let applications = wish.applications.iter();
        applications.filter_map(|a| observed.ours.get(&a.connector))
    };
    let groups = ends().flat_map(|o| o.groups.clone()).collect();
    let users = ends().flat_map(|o| o.users.clone()).collect();
    names_of(session, groups, users).await
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
