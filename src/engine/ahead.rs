//! What is read while both services are still asked whose the credentials are: reads by the same credentials, of which
//! nothing is planned before the account was held against the one that was asked for.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use time::OffsetDateTime;

use crate::error::Result;
use crate::jumpcloud::JumpCloud;
use crate::mimecast::{Group, Mimecast, Paired};
use crate::plan::{ObservedApplication, Person};

use super::listed::applications;
use super::named::{group_id, person};

/// What is asked for ahead, beside the applications.
#[derive(Debug, Default)]
pub struct Wishes {
    /// JumpCloud's user groups, by name.
    pub groups: Vec<String>,
    /// JumpCloud's users, by e-mail address.
    pub users: Vec<String>,
    /// Mimecast's group, by name.
    pub mimecast_group: Option<String>,
    /// Whether profiles and settings can be read.
    pub profiles: bool,
}

/// What came of it; each answer serves the first reading and no other.
#[derive(Debug, Default)]
pub struct Ahead {
    /// When it was asked for.
    pub(super) since: Option<OffsetDateTime>,
    pub(super) applications: Option<Result<Vec<ObservedApplication>>>,
    pub(super) groups: BTreeMap<String, Result<Option<String>>>,
    pub(super) users: BTreeMap<String, Result<Option<Person>>>,
    pub(super) mimecast: OfMimecast,
}

/// Mimecast's half.
#[derive(Debug, Default)]
pub struct OfMimecast {
    pub(super) paired: Option<Result<Paired>>,
    /// By its name.
    pub(super) group: Option<(String, Result<Option<Group>>)>,
}

impl Ahead {
    /// JumpCloud's half, of the organisation that the client is in.
    pub(super) async fn of(jumpcloud: &JumpCloud, wishes: &Wishes) -> Self {
        let since = Some(OffsetDateTime::now_utc());
        let groups = wishes.groups.iter().map(|name| async move {
            let read = group_id(jumpcloud, name).await;
            (name.clone(), read)
        });
        let users = wishes.users.iter().map(|email| async move {
            let read = person(jumpcloud, email).await;
            (email.clone(), read)
        });
        let (applications, groups, users) =
            tokio::join!(applications(jumpcloud), join_all(groups), join_all(users));
        Ahead {
            since,
            applications: Some(applications),
            groups: groups.into_iter().collect(),
            users: users.into_iter().collect(),
            mimecast: OfMimecast::default(),
        }
    }
}

impl OfMimecast {
    /// Asks for what is wished.
    pub(super) async fn of(mimecast: &Mimecast, wishes: &Wishes) -> Self {
        let paired = async {
            match wishes.profiles {
                true => Some(mimecast.paired().await),
                false => None,
            }
        };
        let group = async {
            let name = wishes.mimecast_group.clone()?;
            let found = mimecast.find_group(&name).await;
            Some((name, found))
        };
        let (paired, group) = tokio::join!(paired, group);
        OfMimecast { paired, group }
    }
}
