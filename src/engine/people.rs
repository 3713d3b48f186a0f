//! Who could sign in once a plan is carried out.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;

use crate::connector::{Connector, Holder};
use crate::error::{Error, Kind, Result};
use crate::plan::{Access, Desired, Members, MimecastGroupId, Observed, People, SignIn};

use super::named::sign_in;
use super::session::Session;

/// Reads the members of every group that has or will have access, and of the setting's Mimecast group.
///
/// # Errors
/// A service that does not answer, or refuses the credentials. An answer that does not say who has access is a
/// value, for the guard to judge.
pub async fn read(session: &Session, desired: &Desired, observed: &Observed) -> Result<People> {
    let sources: BTreeSet<Connector> = desired.blocks.values().map(|b| b.source).collect();
    let bound: Vec<Bound> = sources
        .iter()
        .map(|connector| Bound::after(*connector, desired, observed))
        .collect();
    let access = async {
        match reached(session, bound).await {
            Ok(known) => {
                let known = known.into_iter();
                Ok(known
                    .map(|(c, people)| (c, Access::Known(people)))
                    .collect())
            }
            Err(error) if is_final(&error) => Err(error),
            Err(error) => {
                let unread = |c: &Connector| (*c, Access::Unreadable(error.message.clone()));
                Ok(sources.iter().map(unread).collect())
            }
        }
    };
    let (access, members) = tokio::join!(access, setting_members(session, desired, observed));
    let (access, members) = (access?, members?);
    let aliases = aliases(session, desired, &access, &members).await?;
    Ok(People {
        access,
        members,
        aliases,
    })
}

/// Members without access whom Mimecast knows as an alias. Asked only where there are any, and only where Mimecast's
/// assumed calls are offered; where it does not tell, nobody is said to be one.
async fn aliases(
    session: &Session,
    desired: &Desired,
    access: &BTreeMap<Connector, Access>,
    members: &Members,
) -> Result<BTreeSet<String>> {
    let (Some(mimecast), Members::Known(members)) = (session.profile_api(desired.mode), members)
    else {
        return Ok(BTreeSet::new());
    };
    let has_access = |email: &String| {
        access.values().all(|access| match access {
            Access::Known(people) => people.contains_key(email),
            Access::Unreadable(_) => true,
        })
    };
    let without: BTreeSet<String> = members.iter().filter(|m| !has_access(m)).cloned().collect();
    match without.is_empty() {
        true => Ok(without),
        false => Ok(mimecast.aliases(&without).await?.unwrap_or_default()),
    }
}

/// Whether an error says something of the service or the credentials, and nothing of people.
fn is_final(error: &Error) -> bool {
    matches!(
        error.kind,
        Kind::Unavailable | Kind::Credentials | Kind::Interrupted
    )
}

/// People who have access to each connector's application now and can sign in; lower-case e-mail.
///
/// # Errors
/// Those of JumpCloud's client.
pub async fn with_access(
    session: &Session,
    observed: &Observed,
) -> Result<BTreeMap<Connector, BTreeSet<String>>> {
    let bound = observed.ours.keys().map(|c| Bound::now(*c, observed));
    let reached = reached(session, bound.collect()).await?;
    let can = |people: BTreeMap<String, SignIn>| {
        let can = people.into_iter().filter(|(_, sign_in)| sign_in.can());
        can.map(|(email, _)| email).collect()
    };
    Ok(reached.into_iter().map(|(c, p)| (c, can(p))).collect())
}

/// Everybody with access, by lower-case e-mail, and whether they can sign in. Only these people are asked for.
async fn reached(
    session: &Session,
    bound: Vec<Bound>,
) -> Result<BTreeMap<Connector, BTreeMap<String, SignIn>>> {
    let group_ids: BTreeSet<&String> = bound.iter().flat_map(|b| &b.groups).collect();
    let jumpcloud = &session.jumpcloud;
    let group_members = try_join_all(group_ids.into_iter().map(|id| async move {
        let members = jumpcloud.group_members(id).await?;
        Ok::<_, Error>((id.clone(), members))
    }));
    let group_members: BTreeMap<String, Vec<String>> = group_members.await?.into_iter().collect();
    let users = bound.iter().flat_map(|b| &b.users);
    let ids = group_members.values().flatten().chain(users);
    let ids: BTreeSet<String> = ids.cloned().collect();
    let users: BTreeMap<String, (String, SignIn)> = jumpcloud
        .users_with(&ids)
        .await?
        .into_iter()
        .map(|u| (u.id, (u.email.to_lowercase(), sign_in(u.sign_in))))
        .collect();
    Ok(bound
        .into_iter()
        .map(|bound| {
            let members = bound
                .groups
                .iter()
                .filter_map(|id| group_members.get(id))
                .flatten();
            let people = members
                .chain(&bound.users)
                .filter_map(|id| users.get(id).cloned())
                // Without an address there is no NameID to sign in to Mimecast with.
                .filter(|(email, _)| !email.is_empty())
                .collect();
            (bound.connector, people)
        })
        .collect())
}

/// The bindings a connector's application will have: those it has, and those the plan adds or takes over.
struct Bound {
    connector: Connector,
    groups: BTreeSet<String>,
    users: BTreeSet<String>,
}

impl Bound {
    fn now(connector: Connector, observed: &Observed) -> Self {
        let ours = observed.ours.get(&connector).into_iter();
        Bound {
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
        let mut access = Bound::now(connector, observed);
        let replaced = observed.replaced.get(&connector);
        for (holder, id) in replaced.into_iter().flat_map(|r| r.holders.keys().cloned()) {
            match holder {
                Holder::Group => access.groups.insert(id),
                Holder::User => access.users.insert(id),
            };
        }
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
    let groups: BTreeSet<MimecastGroupId> = others
        .map(|s| s.group.id.clone())
        .chain(wanted)
        .chain(named)
        .collect();
    if groups.iter().any(MimecastGroupId::is_empty) {
        // The account's default setting has no group: what applies to it applies to everybody.
        let why =
            "a setting that has the profile names no group: it may apply to the whole account";
        return Ok(Members::Unreadable(why.to_owned()));
    }
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
