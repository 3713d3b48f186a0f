//! Every Mimecast application of an organisation, and the profiles and settings that hang on them.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use serde::Serialize;
use time::OffsetDateTime;

use crate::connector::{AccountCode, Block, Connector, Holder, MimecastSite};
use crate::error::Result;
use crate::jumpcloud::JumpCloud;
use crate::plan::{
    self, Desired, Finding, ObservedApplication, ObservedMimecast, Surveyed, has_suffix,
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

/// The applications that could be looked after from now on in place of a new one, for each of these connectors that has none
/// under its default IdP URL: somebody else made them for that connector of this account. A connector without any is left out.
///
/// # Errors
/// Those of JumpCloud's client.
pub async fn made_by_others(
    jumpcloud: &JumpCloud,
    site: &MimecastSite,
    account_code: &AccountCode,
    connectors: &[Connector],
) -> Result<Vec<(Connector, Vec<Surveyed>)>> {
    let all = applications(jumpcloud).await?;
    let now = OffsetDateTime::now_utc();
    let found = plan::survey((site, account_code), &all, |_| None, now);
    // Of several with one IdP URL none could be told from the others.
    let alone = |one: &Surveyed| all.iter().filter(|a| a.idp_url == one.idp_url).count() == 1;
    let made = connectors.iter().filter_map(|connector| {
        let suffix = connector.default_suffix(account_code);
        if all.iter().any(|a| has_suffix(&a.idp_url, &suffix)) {
            return None;
        }
        let fits =
            |one: &&Surveyed| one.connector == Some(*connector) && one.is_lookalike() && alone(one);
        let fitting: Vec<Surveyed> = found.iter().filter(fits).cloned().collect();
        (!fitting.is_empty()).then_some((*connector, fitting))
    });
    Ok(made.collect())
}

/// The Mimecast applications among these.
pub(super) fn survey(desired: &Desired, all: &[ObservedApplication]) -> Vec<Surveyed> {
    let account = (&desired.site, &desired.account_code);
    let asked = |connector| desired.application(connector);
    plan::survey(account, all, asked, OffsetDateTime::now_utc())
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
