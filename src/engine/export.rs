//! What is live of one tenant, to write it down.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;
use serde_json::Value;
use time::OffsetDateTime;

use crate::connector::{AccountCode, Connector, Holder};
use crate::error::{Error, Result};
use crate::jumpcloud::JumpCloud;
use crate::plan::{self, Desired, Finding, LiveTenant};
use crate::text;

use super::ahead::{Ahead, OfMimecast};
use super::listed::applications;
use super::profile::observed_mimecast;
use super::remove::names_of;
use super::session::{Session, Stash};

/// Reads what is live of these connectors. What was listed serves the plan that is made next.
///
/// # Errors
/// Those of the clients and of [`plan::choose`].
pub async fn live(
    session: &Session,
    desired: &Desired,
    connectors: &[Connector],
) -> Result<LiveTenant> {
    let now = OffsetDateTime::now_utc();
    let paired = async {
        match session.profile_api(desired.mode) {
            Some(mimecast) => mimecast.paired().await.map(Some),
            None => Ok(None),
        }
    };
    let ahead = session.ahead.take();
    let since = ahead.since.unwrap_or(now);
    let listed = async {
        match ahead.applications {
            Some(listed) => listed,
            None => applications(&session.jumpcloud).await,
        }
    };
    let (all, paired) = tokio::try_join!(listed, paired)?;
    let mimecast = paired.as_ref().map(observed_mimecast);
    let mut live = plan::choose(desired, connectors, &all, mimecast, now)?;
    live.attested = session.attested(desired.mode)?;
    let (access, templates) = tokio::join!(access(session, &live), templates(session, &live));
    let (access, missing) = access?;
    live.access = access;
    live.templates = templates?;
    live.notes.extend(missing);
    session.ahead.put(Ahead {
        since: Some(since),
        applications: Some(Ok(all)),
        mimecast: OfMimecast {
            paired: paired.map(Ok),
            group: None,
        },
        ..Ahead::default()
    });
    Ok(live)
}

/// The Mimecast accounts that an organisation's applications are for.
pub struct Accounts {
    /// Each with the host that its SP entity ID names.
    pub found: BTreeMap<AccountCode, String>,
    /// What was listed, for whoever goes on.
    pub ahead: Stash,
}

/// Reads which Mimecast accounts the applications are for, of the organisation that the client is in.
///
/// # Errors
/// Those of JumpCloud's client.
pub async fn accounts(jumpcloud: &JumpCloud) -> Result<Accounts> {
    let since = Some(OffsetDateTime::now_utc());
    let all = applications(jumpcloud).await?;
    let found = plan::accounts(&all);
    let ahead = Stash::default();
    ahead.put(Ahead {
        since,
        applications: Some(Ok(all)),
        ..Ahead::default()
    });
    Ok(Accounts { found, ahead })
}

/// The templates that the applications were made from, those that may be read.
async fn templates(session: &Session, live: &LiveTenant) -> Result<BTreeMap<String, Value>> {
    let names = live.applications.iter();
    let names: BTreeSet<&str> = names.filter_map(|(_, a)| plan::template_of(a)).collect();
    let named = names.into_iter().map(|name| async move {
        match session.jumpcloud.template_named(name).await {
            Ok(template) => Ok(template.map(|t| (name.to_owned(), t.into_value()))),
            Err(error) if error.code == "jumpcloud-permission-missing" => Ok(None),
            Err(error) => Err(error),
        }
    });
    let found = try_join_all(named).await?;
    Ok(found.into_iter().flatten().collect())
}

type Access = BTreeMap<Connector, Vec<(Holder, String)>>;

/// Who is bound to each application, by name; and who has none.
async fn access(session: &Session, live: &LiveTenant) -> Result<(Access, Vec<Finding>)> {
    let bound = live.applications.iter().map(|(connector, application)| {
        let id = application.id.as_str();
        async move {
            let (groups, users) = tokio::try_join!(
                session.jumpcloud.bound(id, Holder::Group),
                session.jumpcloud.bound(id, Holder::User),
            )?;
            Ok::<_, Error>((*connector, application, groups, users))
        }
    });
    let bound = try_join_all(bound).await?;
    let groups: BTreeSet<String> = bound.iter().flat_map(|(_, _, g, _)| g).cloned().collect();
    let users: BTreeSet<String> = bound.iter().flat_map(|(_, _, _, u)| u).cloned().collect();
    let names = names_of(session, groups, users).await?;
    let mut missing = Vec::new();
    let mut access = Access::new();
    for (connector, application, groups, users) in bound {
        let groups = groups.into_iter().map(|id| (Holder::Group, id));
        let users = users.into_iter().map(|id| (Holder::User, id));
        let mut named = Vec::new();
        for (holder, id) in groups.chain(users) {
            match names.get(&id).filter(|name| !name.is_empty()) {
                Some(name) => named.push((holder, name.clone())),
                None => missing.push(Finding::new(
                    "holder-unnamed",
                    format!(
                        "the {} {} has access to \"{}\", and JumpCloud tells no name of it",
                        holder.as_str(),
                        text::name(&id),
                        text::name(&application.label)
                    ),
                    "look at it in the JumpCloud console; its access stays as it is",
                )),
            }
        }
        access.insert(connector, named);
    }
    Ok((access, missing))
}
