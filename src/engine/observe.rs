//! Reading both services.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;

use crate::connector::{Connector, Holder};
use crate::error::{Error, Kind, Result};
use crate::jumpcloud::JumpCloud;
use crate::mimecast::{Profile, Setting, credentials_missing};
use crate::plan::{
    Claims, Desired, DesiredApplication, Metadata, Mode, Names, Observed, ObservedApplication,
    ObservedMimecast, OurApplication, Person, find_among, is_of_another_template,
};

use super::left_out::none_is_left_out;
use super::listed::applications;
use super::near;
use super::own_metadata::parse_metadata;
use super::people;
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
    Everything(Option<Names>),
    /// What there is to take away: the applications that were chosen and who is bound to them directly, profiles and settings.
    /// Metadata is not needed, and JumpCloud cannot always serve it. Of the neighbours nothing but the application, which is read once
    /// it is known whether it is to take something over. `again`: what is missing now this run took away.
    WhatIsThere { again: bool },
}

/// Reads both services in parallel and nothing twice.
///
/// In two rounds: everything that can be asked for by name (applications, groups, users; profiles, settings, the Mimecast
/// group), then what hangs on an application's id (bindings, metadata). The catalogue is read only for a connector that
/// has no application yet.
///
/// # Errors
/// Those of the clients; an ambiguous application; a template or Mimecast group that is not there.
pub async fn observe(session: &Session, desired: &Desired, look: Look) -> Result<Observed> {
    let jumpcloud = &session.jumpcloud;
    let everything = matches!(look, Look::Everything(_));
    let again = matches!(
        look,
        Look::Everything(Some(_)) | Look::WhatIsThere { again: true }
    );
    let (applications, names, mimecast) = tokio::try_join!(
        applications(jumpcloud),
        names(session, desired, look),
        profiles(session, desired),
    )?;
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
    let ours = found.into_iter().map(|(wanted, application)| async move {
        let ours = match (everything, desired.is_neighbour(wanted.connector)) {
            (true, _) => our_application(session, wanted, application, again).await?,
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
    let whole = async {
        match again {
            true => Ok(()),
            false => none_is_left_out(session, &applications, &missing, everything).await,
        }
    };
    let (ours, templates, ()) = tokio::try_join!(try_join_all(ours), templates, whole)?;
    let near = match everything && !again {
        true => near::of_wanted(jumpcloud, desired, &names).await,
        false => BTreeMap::new(),
    };
    let mimecast_members = pilot(session, desired, names.mimecast_group.as_deref()).await?;
    let idp_origin = idp_origin(&applications);
    Ok(Observed {
        idp_origin_assumed: idp_origin.is_none() && !session.idp_host_documented,
        idp_origin: idp_origin.unwrap_or_else(|| IDP_ORIGIN.to_owned()),
        applications,
        ours: ours.into_iter().collect(),
        // Set apart by the goal that makes them anew.
        replaced: BTreeMap::new(),
        duplicates,
        templates,
        groups: names.groups,
        users: names.users,
        near,
        mimecast,
        attested: session.attested(desired.mode)?,
        // What cannot be read proves nothing, and is no reason to stop where nobody's word is needed.
        proofs: session.attestations.standing().unwrap_or_default(),
        mimecast_members,
        mimecast_group: names.mimecast_group,
    })
}

/// Looks the wanted names up, where they are asked for and not known already.
async fn names(session: &Session, desired: &Desired, look: Look) -> Result<Names> {
    match look {
        Look::Everything(None) => {}
        Look::Everything(Some(known)) => return Ok(known),
        Look::WhatIsThere { .. } => return Ok(Names::default()),
    }
    let (groups, users, mimecast_group) = tokio::try_join!(
        groups(&session.jumpcloud, desired.group_names()),
        users(&session.jumpcloud, desired.user_emails()),
        mimecast_group(session, desired),
    )?;
    Ok(Names {
        groups,
        users,
        mimecast_group,
    })
}

async fn groups(
    jumpcloud: &JumpCloud,
    names: Vec<String>,
) -> Result<BTreeMap<String, Option<String>>> {
    let found = names.into_iter().map(|name| async move {
        let group = jumpcloud.find_group(&name).await?;
        Ok::<_, Error>((name, group.map(|g| g.id)))
    });
    Ok(try_join_all(found).await?.into_iter().collect())
}

async fn users(
    jumpcloud: &JumpCloud,
    emails: Vec<String>,
) -> Result<BTreeMap<String, Option<Person>>> {
    let found = emails.into_iter().map(|email| async move {
        let user = jumpcloud.find_user(&email).await?;
        let person = user.map(|u| Person {
            id: u.id,
            sign_in: people::sign_in(u.sign_in),
        });
        Ok::<_, Error>((email, person))
    });
    Ok(try_join_all(found).await?.into_iter().collect())
}

pub(super) async fn profiles(
    session: &Session,
    desired: &Desired,
) -> Result<Option<ObservedMimecast>> {
    let Some(mimecast) = session.profile_api(desired.mode) else {
        return Ok(None);
    };
    let read = mimecast.paired().await?;
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

/// The members of the Mimecast group, where some are wanted.
async fn pilot(session: &Session, desired: &Desired, group: Option<&str>) -> Result<Vec<String>> {
    match (&session.mimecast, group) {
        (Some(mimecast), Some(id)) if !desired.setting.members.is_empty() => {
            mimecast.group_members(id).await
        }
        _ => Ok(Vec::new()),
    }
}

/// Finds the Mimecast group by name, where there are credentials to ask with.
pub(super) async fn mimecast_group(session: &Session, desired: &Desired) -> Result<Option<String>> {
    let fills = !desired.setting.members.is_empty();
    let (Some(mimecast), Some(name)) = (&session.mimecast, &desired.setting.group) else {
        return match fills {
            true => Err(credentials_missing()),
            false => Ok(None),
        };
    };
    match mimecast.find_group(name).await {
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

/// An application of ours, with everything that a set-up hangs on.
pub(super) async fn our_application(
    session: &Session,
    wanted: &DesiredApplication,
    application: ObservedApplication,
    again: bool,
) -> Result<OurApplication> {
    let jumpcloud = &session.jumpcloud;
    // Who can sign in was judged by then: only the users that were asked for are still looked at.
    let users = async {
        let takes_over = session.left_open.gone.iter();
        let takes_over = takes_over.flat_map(|gone| &gone.holders);
        let looked_at = !wanted.users.is_empty() || takes_over.count() > 0;
        match again && !looked_at {
            true => Ok(Vec::new()),
            false => jumpcloud.with_access(&application.id, Holder::User).await,
        }
    };
    let (groups, users, metadata, public_metadata) = tokio::join!(
        jumpcloud.with_access(&application.id, Holder::Group),
        users,
        metadata(session, &application.id),
        public_metadata(wanted),
    );
    Ok(OurApplication {
        groups: groups?,
        users: users?,
        metadata: unfit(metadata)?,
        public_metadata: public_metadata.map(unfit).transpose()?,
        application,
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
