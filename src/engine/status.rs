//! Every Mimecast application of an organisation, and the profiles and settings that hang on them.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use serde::Serialize;
use time::OffsetDateTime;

use crate::connector::{Block, Holder};
use crate::error::Result;
use crate::plan::{
    Desired, Finding, ObservedApplication, ObservedMimecast, Survey, Surveyed, looked_after,
};

use super::observe::{applications, profiles};
use super::session::Session;

/// What a block that is in force relies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockStanding {
    /// Which block.
    pub block: Block,
    /// The login URL that it sends people to.
    pub login_url: String,
    /// The label of the application with that IdP URL; `None` where none of the organisation has it.
    pub application: Option<String>,
}

/// An Authentication Profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileStanding {
    /// Its description.
    pub profile: String,
    /// The settings that apply it.
    pub settings: Vec<String>,
    /// Its blocks in force.
    pub in_force: Vec<BlockStanding>,
}

/// Everything of Mimecast's that an organisation has.
#[derive(Debug)]
pub struct Standing {
    /// The applications.
    pub applications: Vec<Surveyed>,
    /// The profiles that enforce SAML; `None` where no API reads them.
    pub profiles: Option<Vec<ProfileStanding>>,
}

/// Looks at everything, whoever made it.
///
/// # Errors
/// Those of the clients; several applications with an IdP URL of ours.
pub async fn status(session: &Session, desired: &Desired) -> Result<Standing> {
    let (all, mimecast) =
        tokio::try_join!(applications(&session.jumpcloud), profiles(session, desired))?;
    let mut found = survey(desired, &all);
    let bound = found.iter().map(|one| nobody_bound(session, &one.id));
    let bound = try_join_all(bound).await?;
    for (application, nobody) in found.iter_mut().zip(bound) {
        application.findings.extend(nobody);
    }
    Ok(Standing {
        applications: found,
        profiles: mimecast.map(|mimecast| standing(&mimecast, &all)),
    })
}

/// The Mimecast applications among these.
pub(super) fn survey(desired: &Desired, all: &[ObservedApplication]) -> Vec<Surveyed> {
    let survey = Survey {
        site: &desired.site,
        account_code: &desired.account_code,
        applications: all,
        ours: &looked_after(all, desired),
        now: OffsetDateTime::now_utc(),
    };
    survey.found()
}

/// What to say of an application that nobody is bound to.
async fn nobody_bound(session: &Session, application: &str) -> Result<Option<Finding>> {
    let (groups, users) = tokio::try_join!(
        session.jumpcloud.bound(application, Holder::Group),
        session.jumpcloud.bound(application, Holder::User),
    )?;
    let nobody = groups.is_empty() && users.is_empty();
    Ok(nobody.then(|| Finding {
        code: "nobody-bound",
        message: "no user group and no user is bound to it, so nobody can sign in through it"
            .to_owned(),
        remedy: "bind a user group, in the JumpCloud console or with --group NAME".to_owned(),
    }))
}

fn standing(mimecast: &ObservedMimecast, all: &[ObservedApplication]) -> Vec<ProfileStanding> {
    let labels: BTreeMap<&str, &str> = all
        .iter()
        .map(|a| (a.idp_url.as_str(), a.label.as_str()))
        .collect();
    let profiles = mimecast.profiles.iter().map(|profile| {
        let settings = mimecast.settings.iter();
        let settings = settings.filter(|s| s.profile.as_ref() == Some(&profile.description));
        let in_force = profile.blocks.iter().filter(|(_, values)| values.enforced);
        ProfileStanding {
            profile: profile.description.clone(),
            settings: settings.map(|s| s.description.clone()).collect(),
            in_force: in_force
                .map(|(block, values)| BlockStanding {
                    block: *block,
                    login_url: values.login_url.clone(),
                    application: labels
                        .get(values.login_url.as_str())
                        .map(|label| (*label).to_owned()),
                })
                .collect(),
        }
    });
    profiles.filter(|p| !p.in_force.is_empty()).collect()
}
