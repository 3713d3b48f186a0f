//! Reading both services.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;

use crate::connector::{Connector, Holder};
use crate::error::{Error, Kind, Result};
use crate::mimecast::{Paired, Profile, Setting};
use crate::plan::{
    Claims, Desired, DesiredApplication, Metadata, Names, Observed, ObservedApplication,
    ObservedMimecast, OurApplication, find_among, is_of_another_template,
};

use super::ahead::Ahead;
use super::left_out::none_is_left_out;
use super::listed::applications;
use super::names::{NamesAhead, names, pilot};
use super::near;
use super::own_metadata::parse_metadata;
use super::profile::{PROFILE, SETTING, observed_mimecast, only};
use super::public_metadata::public_metadata;
use super::session::Session;
use super::templates::templates;

/// Where JumpCloud's IdP URLs live in the US region (JumpCloud KB, connector fields).
pub(super) const IDP_ORIGIN: &str = "https://sso.jumpcloud.com";

/// What stands in place of metadata that nobody asked for.
const NOT_READ: &str = "it was not read";

/// What is read of both services.
pub enum Look {
    /// All that a set-up hangs on; the names only where they are not known.
    Everything(Option<Known>),
    /// What there is to take away: the applications that were chosen and who is bound to them directly, profiles and settings.
    /// Metadata is not needed, and JumpCloud cannot always serve it. Of the neighbours nothing but the application, which is read once
    /// it is known whether it is to take something over. `again`: what is missing now this run took away.
    WhatIsThere { again: bool },
}

/// What a reading before found: names, and the ids of the connectors' applications. What hangs on those ids is asked for while
/// the list is, and counts where the list has the application under that id.
pub struct Known {
    pub names: Names,
    pub ids: BTreeMap<Connector, String>,
}

/// Reads both services in parallel and nothing twice.
///
/// In two rounds: everything that can be asked for by name (applications, groups, users; profiles, settings, the Mimecast
/// group), as far as it was not read ahead, then what hangs on an application's id (bindings, metadata). The catalogue is
/// read only for a connector that has no application yet, with the second round.
///
/// # Errors
/// Those of the clients; an ambiguous application; a template or Mimecast group that is not there.
pub async fn observe(session: &Session, desired: &Desired, look: Look) -> Result<Observed> {
    let (observed, ()) = observe_and(session, desired, look, async |_| ()).await?;
    Ok(observed)
}

/// As [`observe`]; while the catalogue is still being read, `then` may ask for what hangs on everything else.
///
/// # Errors
/// Those of [`observe`].
pub(super) async fn observe_and<T>(
    session: &Session,
    desired: &Desired,
    look: Look,
    then: impl AsyncFnOnce(&Observed) -> T,
) -> Result<(Observed, T)> {
    let jumpcloud = &session.jumpcloud;
    let everything = matches!(look, Look::Everything(_));
    let again = matches!(
        look,
        Look::Everything(Some(_)) | Look::WhatIsThere { again: true }
    );
    let ids = match &look {
        Look::Everything(Some(known)) => known.ids.clone(),
        _ => BTreeMap::new(),
    };
    let Ahead {
        applications: listed,
        groups,
        users,
        mimecast: ahead,
        ..
    } = session.ahead.take();
    let listed = async {
        match listed {
            Some(listed) => listed,
            None => applications(jumpcloud).await,
        }
    };
    let ahead_of = NamesAhead {
        groups,
        users,
        mimecast_group: ahead.group,
    };
    let names = async {
        match look {
            Look::Everything(None) => names(session, desired, ahead_of).await,
            Look::Everything(Some(known)) => Ok(known.names),
            Look::WhatIsThere { .. } => Ok(Names::default()),
        }
    };
    let hanging = desired.applications.iter().chain(&desired.neighbours);
    let hanging = hanging.filter_map(|wanted| {
        let id = ids.get(&wanted.connector)?;
        Some(async move {
            let read = hanging_on(session, wanted, id, again).await;
            (id.clone(), read)
        })
    });
    // Of several that fail, the first in this order is told, whichever came first.
    let (applications, names, mimecast, hanging) = tokio::join!(
        listed,
        names,
        profiles_of(session, desired, ahead.paired),
        join_all(hanging),
    );
    let mut hanging: BTreeMap<String, Result<Hanging>> = hanging.into_iter().collect();
    let (applications, names, mimecast) = (applications?, names?, mimecast?);
    let claims = match everything {
        true => claims(session, mimecast.as_ref()),
        false => Claims::default(),
    };
    let mut found = Vec::new();
    let mut missing = Vec::new();
    let mut duplicates = Vec::new();
    for wanted in desired.applications.iter().chain(&desired.neighbours) {
        let among = find_among(&applications, wanted, &claims)?;
        match among.ours {
            Some(application) => found.push((wanted, application.clone())),
            None => missing.push(wanted),
        }
        let too_many = among.duplicates.into_iter().cloned();
        duplicates.extend(too_many.map(|a| (wanted.connector, a)));
    }
    let present: BTreeMap<Connector, String> = found
        .iter()
        .filter(|(wanted, application)| !is_of_another_template(application, wanted))
        .map(|(wanted, application)| {
            let template = application.document["name"].as_str().unwrap_or_default();
            (wanted.connector, template.to_owned())
        })
        .collect();
    let ours = found.into_iter().map(|(wanted, application)| {
        let read = hanging.remove(&application.id);
        (wanted, application, read)
    });
    let ours = ours.map(|(wanted, application, read)| async move {
        let ours = match (everything, desired.is_neighbour(wanted.connector)) {
            (true, _) => match read {
                Some(read) => read?.on(application),
                None => our_application(session, wanted, application, again).await?,
            },
            (false, false) => bound_application(session, application, false).await?,
            (false, true) => OurApplication {
                groups: Vec::new(),
                users: Vec::new(),
                metadata: Err(NOT_READ.to_owned()),
                public_metadata: None,
                application,
            },
        };
        Ok::<_, Error>((wanted.connector, ours))
    });
    let templates = async {
        match everything {
            true => templates(jumpcloud, desired, &present).await,
            false => Ok(BTreeMap::new()),
        }
    };
    let near = async {
        match everything && !again {
            true => near::of_wanted(jumpcloud, desired, &names).await,
            false => BTreeMap::new(),
        }
    };
    let listed = applications.iter().map(|one| one.id.clone()).collect();
    let whole = async {
        match again {
            true => Ok(()),
            false => none_is_left_out(session, listed, &missing, everything).await,
        }
    };
    let pilot = pilot(session, desired, names.mimecast_group.as_ref());
    let idp_origin = idp_origin(&applications);
    let rest = async {
        let (ours, near, mimecast_members) = tokio::join!(join_all(ours), near, pilot);
        let ours: Vec<_> = ours.into_iter().collect::<Result<_>>()?;
        let observed = || {
            Ok::<_, Error>(Observed {
                idp_origin_assumed: idp_origin.is_none() && !session.idp_host_documented,
                idp_origin: idp_origin.unwrap_or_else(|| IDP_ORIGIN.to_owned()),
                applications,
                ours: ours.into_iter().collect(),
                // Set apart by the goal that makes them anew.
                replaced: BTreeMap::new(),
                duplicates,
                // Still to come.
                templates: BTreeMap::new(),
                groups: names.groups.clone(),
                users: names.users.clone(),
                near,
                mimecast,
                attested: session.attested(desired.mode)?,
                // What cannot be read proves nothing, and is no reason to stop where nobody's word is needed.
                proofs: session.attestations.standing().unwrap_or_default(),
                mimecast_members: mimecast_members?,
                mimecast_group: names.mimecast_group.clone(),
            })
        };
        // The catalogue's failure is told before these.
        Ok::<_, Error>(match observed() {
            Ok(observed) => {
                let then = then(&observed).await;
                Ok((observed, then))
            }
            Err(error) => Err(error),
        })
    };
    let (whole, rest, templates) = tokio::join!(whole, rest, templates);
    whole?;
    let (rest, templates) = (rest?, templates?);
    let (observed, then) = rest?;
    Ok((
        Observed {
            templates,
            ..observed
        },
        then,
    ))
}

pub(super) async fn profiles(
    session: &Session,
    desired: &Desired,
) -> Result<Option<ObservedMimecast>> {
    profiles_of(session, desired, None).await
}

/// As [`profiles`], of what was read already.
async fn profiles_of(
    session: &Session,
    desired: &Desired,
    read: Option<Result<Paired>>,
) -> Result<Option<ObservedMimecast>> {
    let Some(mimecast) = session.profile_api(desired.mode) else {
        return Ok(None);
    };
    let read = match read {
        Some(read) => read?,
        None => mimecast.paired().await?,
    };
    only(
        &read.profiles,
        PROFILE,
        &desired.profile,
        Profile::description,
    )?;
    let setting = desired.setting.description.as_str();
    only(&read.settings, SETTING, setting, Setting::description)?;
    Ok(Some(observed_mimecast(&read)))
}

/// An application of ours, who is bound to it directly, and, where that is asked for, its IdP metadata.
pub(super) async fn bound_application(
    session: &Session,
    application: ObservedApplication,
    with_metadata: bool,
) -> Result<OurApplication> {
    let jumpcloud = &session.jumpcloud;
    let metadata = async {
        match with_metadata {
            true => unfit(metadata(session, &application.id).await),
            false => Ok(Err(NOT_READ.to_owned())),
        }
    };
    let (groups, users, metadata) = tokio::try_join!(
        jumpcloud.bound(&application.id, Holder::Group),
        jumpcloud.bound(&application.id, Holder::User),
        metadata,
    )?;
    Ok(OurApplication {
        groups,
        users,
        metadata,
        public_metadata: None,
        application,
    })
}

/// What hangs on an application of ours.
struct Hanging {
    groups: Vec<String>,
    users: Vec<String>,
    metadata: Result<Metadata, String>,
    public_metadata: Option<Result<Metadata, String>>,
}

impl Hanging {
    fn on(self, application: ObservedApplication) -> OurApplication {
        OurApplication {
            groups: self.groups,
            users: self.users,
            metadata: self.metadata,
            public_metadata: self.public_metadata,
            application,
        }
    }
}

/// An application of ours, with everything that a set-up hangs on.
pub(super) async fn our_application(
    session: &Session,
    wanted: &DesiredApplication,
    application: ObservedApplication,
    again: bool,
) -> Result<OurApplication> {
    let hanging = hanging_on(session, wanted, &application.id, again).await?;
    Ok(hanging.on(application))
}

async fn hanging_on(
    session: &Session,
    wanted: &DesiredApplication,
    id: &str,
    again: bool,
) -> Result<Hanging> {
    let jumpcloud = &session.jumpcloud;
    // Who can sign in was judged by then: only the users that were asked for are still looked at.
    let users = async {
        let takes_over = session.left_open.gone.iter();
        let takes_over = takes_over.flat_map(|gone| &gone.holders);
        let looked_at = !wanted.users.is_empty() || takes_over.count() > 0;
        match again && !looked_at {
            true => Ok(Vec::new()),
            false => jumpcloud.with_access(id, Holder::User).await,
        }
    };
    let (groups, users, metadata, public_metadata) = tokio::join!(
        jumpcloud.with_access(id, Holder::Group),
        users,
        metadata(session, id),
        public_metadata(wanted),
    );
    Ok(Hanging {
        groups: groups?,
        users: users?,
        metadata: unfit(metadata)?,
        public_metadata: public_metadata.map(unfit).transpose()?,
    })
}

/// Reads and parses the metadata document of an application.
pub async fn metadata(session: &Session, application_id: &str) -> Result<Metadata> {
    let document = session
        .jumpcloud
        .metadata(&session.organization.id, application_id)
        .await?;
    parse_metadata(&document)
}

/// A document that is there but unfit is the guard's to judge; anything else stops the run.
fn unfit(metadata: Result<Metadata>) -> Result<Result<Metadata, String>> {
    match metadata {
        Ok(metadata) => Ok(Ok(metadata)),
        Err(error) if matches!(error.kind, Kind::Failed) => Ok(Err(error.message)),
        Err(error) => Err(error),
    }
}

/// Scheme and host of the organisation's IdP URLs, from the first application that has one.
fn idp_origin(applications: &[ObservedApplication]) -> Option<String> {
    applications.iter().find_map(|a| {
        let (origin, _) = a.idp_url.split_once("/saml2/")?;
        let url = url::Url::parse(origin).ok()?;
        let host = url.host_str()?;
        let jumpcloud = host == "jumpcloud.com" || host.ends_with(".jumpcloud.com");
        (url.scheme() == "https" && jumpcloud).then(|| origin.to_owned())
    })
}

/// What is known of who made which application, and of the certificates that Mimecast holds.
pub(super) fn claims(session: &Session, mimecast: Option<&ObservedMimecast>) -> Claims {
    let held = |mimecast: &ObservedMimecast| -> BTreeSet<String> {
        let blocks = mimecast.profiles.iter().flat_map(|p| p.blocks.values());
        let certificates = blocks.map(|values| values.certificate.clone());
        certificates.filter(|c| !c.is_empty()).collect()
    };
    Claims {
        made: session.left_open.made.clone(),
        held: mimecast.map(held),
    }
}
