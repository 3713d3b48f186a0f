//! Putting back what another run changed: reading what that takes, and planning it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;

use crate::connector::Holder;
use crate::error::{Error, Result};
use crate::journal::Object;
use crate::mimecast::{Paired, Profile, Setting};
use crate::plan::{
    Desired, Goal, Live, MimecastGroupId, Mode, Observed, ObservedSetting, OurApplication, Person,
    SignIn, Undo, WayBack, way_back,
};
use crate::text;

use super::listed::applications;
use super::names::mimecast_group;
use super::observe::{IDP_ORIGIN, bound_application};
use super::people;
use super::profile::{
    PROFILE, SETTING, observed_mimecast, observed_profile, observed_setting, only,
};
use super::remove::names_of;
use super::session::Session;
use super::{Planned, Read};

/// Reads what an undo needs, and plans it. Of `desired`, the account, the guards and the administrator count.
///
/// # Errors
/// Those of the clients.
pub async fn plan_undo(session: &Session, desired: &Desired, mut undo: Undo) -> Result<Planned> {
    let (live, ours) = read(session, desired, &undo).await?;
    undo.call_by_name(&live.names);
    let way = way_back(desired, &live, &undo);
    let wish = desired;
    let desired = settled(wish, &undo, &way);
    let observed = observed(&live, &ours, &undo, &way, desired.mode);
    let mut future = future(&desired, &live, &observed, &way);
    if desired.mode == Mode::Worksheet && !way.found.in_force.is_empty() {
        // No setting can be read that would name the group.
        future.mimecast_group = mimecast_group(session, &desired).await?;
    }
    if let Some(id) = group_now(session, &desired, &future, &observed, &way).await? {
        future.mimecast_group = Some(id);
    }
    let people = match way.found.in_force.is_empty() {
        true => None,
        false => Some(people::read(session, &desired, &future).await?),
    };
    let read = Read {
        wish: wish.clone(),
        desired,
        observed,
        people,
    };
    let goal = Goal::Undo(Box::new(undo));
    Ok(read.planned(session, goal, way.found, Some(&future)))
}

/// The id by which Mimecast knows the group now that a setting is to be put back for, where no setting has it at present.
///
/// # Errors
/// `mimecast-group-not-found`; those of the client.
async fn group_now(
    session: &Session,
    desired: &Desired,
    future: &Observed,
    observed: &Observed,
    way: &WayBack,
) -> Result<Option<MimecastGroupId>> {
    let goal = future.setting(&desired.setting.description);
    let Some(name) = goal.and_then(|goal| goal.group.name.as_ref()) else {
        return Ok(None);
    };
    let settings = observed.mimecast.iter().flat_map(|m| &m.settings);
    let known = settings
        .map(|s| &s.group.name)
        .any(|of| of.as_ref() == Some(name));
    let (Some(api), false, false) = (
        session.profile_api(desired.mode),
        known,
        way.found.in_force.is_empty(),
    ) else {
        return Ok(None);
    };
    let group = api.find_group(name).await?;
    let group = group.ok_or_else(|| {
        let message = format!(
            "Mimecast has no group named \"{}\" any more",
            text::name(name)
        );
        Error::failed("mimecast-group-not-found", message)
            .hint("create the group in the Mimecast console again, then run the same command again")
    })?;
    Ok(Some(group.id))
}

/// Both services, as far as the run had to do with them; and what hangs on its applications.
async fn read(
    session: &Session,
    desired: &Desired,
    undo: &Undo,
) -> Result<(Live, BTreeMap<String, OurApplication>)> {
    let jumpcloud = &session.jumpcloud;
    let mimecast = async {
        match session.profile_api(desired.mode) {
            Some(api) => api.paired().await.map(Some),
            None => Ok(None),
        }
    };
    let (all, mimecast) = tokio::try_join!(applications(jumpcloud), mimecast)?;
    let Paired { profiles, settings } = match mimecast {
        Some(mimecast) => mimecast,
        None => Paired {
            profiles: Vec::new(),
            settings: Vec::new(),
        },
    };
    only(&profiles, PROFILE, undo.profile(), Profile::description)?;
    only(&settings, SETTING, undo.setting(), Setting::description)?;
    let urls = undo.urls();
    for url in urls.keys() {
        let bear = all.iter().filter(|a| a.idp_url == *url);
        let ids: Vec<&str> = bear.map(|a| a.id.as_str()).collect();
        if ids.len() > 1 {
            return Err(Error::failed(
                "application-ambiguous",
                format!(
                    "several JumpCloud applications have the IdP URL {url}: {}",
                    text::list(ids)
                ),
            )
            .hint("run the set-up again, which keeps one of them, or delete the ones that are not in use; then undo"));
        }
    }
    let known = all.iter().filter(|a| urls.contains_key(a.idp_url.as_str()));
    let ours = known.map(|a| bound_application(session, a.clone(), true));
    let ours = try_join_all(ours).await?.into_iter();
    let ours: BTreeMap<String, OurApplication> =
        ours.map(|o| (o.application.idp_url.clone(), o)).collect();
    let names = names(session, undo, &ours).await?;
    let access = |o: &OurApplication| {
        o.holders()
            .map(|(holder, id)| (holder, id.clone()))
            .collect()
    };
    let certificate = |o: &OurApplication| {
        let metadata = o.metadata.as_ref().ok()?;
        Some(metadata.certificates.first()?.base64.clone())
    };
    let live = Live {
        access: ours
            .iter()
            .map(|(url, o)| (url.clone(), access(o)))
            .collect(),
        certificates: ours
            .iter()
            .filter_map(|(url, o)| Some((url.clone(), certificate(o)?)))
            .collect(),
        names,
        profiles: profiles.iter().map(|p| p.as_value().clone()).collect(),
        settings: settings.iter().map(|s| s.as_value().clone()).collect(),
        applications: all,
    };
    Ok((live, ours))
}

/// The names of those who have access now, and of those whose access the run changed.
async fn names(
    session: &Session,
    undo: &Undo,
    ours: &BTreeMap<String, OurApplication>,
) -> Result<BTreeMap<String, String>> {
    let groups = ours.values().flat_map(|o| o.groups.iter().cloned());
    let users = ours.values().flat_map(|o| o.users.iter().cloned());
    let (mut groups, mut users): (BTreeSet<String>, BTreeSet<String>) =
        (groups.collect(), users.collect());
    for touched in &undo.touched {
        if let Object::Access { holder, id, .. } = &touched.object {
            let of_kind = match holder {
                Holder::Group => &mut groups,
                Holder::User => &mut users,
            };
            of_kind.insert(id.clone());
        }
    }
    names_of(session, groups, users).await
}

/// What is wanted: the tenant as it was before the run.
fn settled(desired: &Desired, undo: &Undo, way: &WayBack) -> Desired {
    let mut desired = desired.clone();
    desired.applications.clone_from(&way.applications);
    desired.neighbours.clear();
    desired.blocks.clone_from(&way.blocks);
    undo.profile().clone_into(&mut desired.profile);
    undo.setting().clone_into(&mut desired.setting.description);
    let group = undo.console.group.clone();
    desired.setting.group = group.or(desired.setting.group);
    desired
}

/// What is live, as a run looks at it.
fn observed(
    live: &Live,
    ours: &BTreeMap<String, OurApplication>,
    undo: &Undo,
    way: &WayBack,
    mode: Mode,
) -> Observed {
    let urls = undo.urls();
    let own = ours.iter().filter_map(|(url, ours)| {
        let connector = *urls.get(url.as_str())?;
        let served = way.applications.iter().find(|a| a.connector == connector)?;
        let (_, suffix) = url.rsplit_once('/')?;
        // Of two of one connector, the one that another takes the place of is not its own.
        (served.suffix == suffix && !way.anew.contains_key(&connector))
            .then(|| (connector, ours.clone()))
    });
    let mimecast = || {
        let profiles = live.profiles.iter().map(|p| Profile::new(p.clone()));
        let settings = live.settings.iter().map(|s| Setting::new(s.clone()));
        observed_mimecast(&Paired {
            profiles: profiles.collect(),
            settings: settings.collect(),
        })
    };
    let origin = urls
        .keys()
        .find_map(|url| Some(url.rsplit_once("/saml2/")?.0));
    Observed {
        applications: live.applications.clone(),
        ours: own.collect(),
        // An application made anew is filled in from what it was.
        templates: way.anew.clone(),
        mimecast: (mode == Mode::Api).then(mimecast),
        idp_origin: origin.unwrap_or(IDP_ORIGIN).to_owned(),
        ..Observed::default()
    }
}

/// Both services once it is done: what the guards look at.
fn future(desired: &Desired, live: &Live, observed: &Observed, way: &WayBack) -> Observed {
    let mut future = observed.clone();
    // Nobody else's is a lookalike of what was there before.
    future.applications.clone_from(&way.documents);
    future
        .ours
        .retain(|_, ours| !way.gone.contains(&ours.application.id));
    for (connector, access) in &way.access {
        let of = |holder: Holder| -> Vec<String> {
            let of_kind = access.iter().filter(|(kind, _)| *kind == holder);
            of_kind.map(|(_, id)| id.clone()).collect()
        };
        if let Some(ours) = future.ours.get_mut(connector) {
            (ours.groups, ours.users) = (of(Holder::Group), of(Holder::User));
        }
        for id in of(Holder::Group) {
            if let Some(name) = live.names.get(&id) {
                future.groups.insert(name.clone(), Some(id));
            }
        }
        for id in of(Holder::User) {
            if let Some(email) = live.names.get(&id) {
                let person = Person {
                    id,
                    sign_in: SignIn::Can,
                };
                future.users.insert(email.clone(), Some(person));
            }
        }
    }
    let Some(mimecast) = &mut future.mimecast else {
        return future;
    };
    mimecast
        .profiles
        .retain(|p| p.description != desired.profile);
    if let Some(goal) = &way.profile {
        let goal = Profile::new(goal.clone());
        mimecast.profiles.push(observed_profile(&goal));
    }
    let goal = way.setting.as_ref().map(|goal| {
        let goal = Setting::new(goal.clone());
        let mut goal = observed_setting(&goal, goal.profile_name());
        // Mimecast is asked about the group by the id that it has now.
        let known = mimecast.settings.iter().find(|s| s.group == goal.group);
        if let Some(known) = known {
            goal.group.id.clone_from(&known.group.id);
        }
        goal
    });
    let stays = |s: &ObservedSetting| s.description != desired.setting.description;
    mimecast.settings.retain(stays);
    if let Some(goal) = goal {
        future.mimecast_group = Some(goal.group.id.clone()).filter(|id| !id.is_empty());
        mimecast.settings.push(goal);
    }
    future
}
