//! Every Mimecast application of an organisation, and the profiles and settings that hang on them.

use futures_util::future::try_join_all;
use serde::Serialize;
use time::OffsetDateTime;

use crate::connector::{AccountCode, Block, Connector, Holder, MimecastSite};
use crate::error::Result;
use crate::jumpcloud::JumpCloud;
use crate::plan::{
    self, Desired, Finding, ObservedApplication, ObservedMimecast, ObservedProfile, Surveyed, Way,
    World, has_suffix,
};

use super::listed::{applications, applications_as_shown};
use super::observe::profiles;
use super::session::Session;

/// What a block of a profile holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockStanding {
    /// Which block.
    pub block: Block,
    /// Whether SAML is enforced for it.
    pub enforced: bool,
    /// The issuer that it believes.
    pub issuer: String,
    /// The login URL that it sends people to.
    pub login_url: String,
    /// The label of the application with that IdP URL; `None` where none of the organisation has it.
    pub application: Option<String>,
    /// The connector that this application is, where it is one.
    pub connector: Option<Connector>,
}

/// An Application Setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingStanding {
    /// Its description.
    pub setting: String,
    /// The profile that it applies; `None` where what it refers to could not be read.
    pub profile: Option<String>,
    /// The Mimecast group that it applies the profile to; `None` where its name is not told.
    pub group: Option<String>,
    /// Whether it is the account's default, which applies to everybody.
    pub everybody: bool,
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
    /// Its blocks that hold an identity provider, in force or not.
    pub blocks: Vec<BlockStanding>,
    /// Whether people to whom it is applied get in: from the login page into each block in force, and from each tile that is
    /// not known to be hidden. Empty while nothing is in force.
    pub ways: Vec<Way>,
}

/// Everything of Mimecast's that an organisation has.
#[derive(Debug)]
pub struct Standing {
    /// The applications.
    pub applications: Vec<Surveyed>,
    /// Profiles and settings; `None` where no API reads them.
    pub mimecast: Option<MimecastStanding>,
}

/// What is there of Mimecast's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MimecastStanding {
    /// The profiles that hold an identity provider.
    pub profiles: Vec<ProfileStanding>,
    /// The settings that apply one of these, or may.
    pub settings: Vec<SettingStanding>,
}

/// Looks at everything, whoever made it.
///
/// # Errors
/// Those of the clients; several applications with an IdP URL of ours.
pub async fn status(session: &Session, desired: &Desired) -> Result<Standing> {
    let (all, mimecast) = tokio::try_join!(
        applications_as_shown(&session.jumpcloud),
        profiles(session, desired)
    )?;
    let mut found = survey(desired, &all);
    let bound = found.iter().map(|one| is_bound(session, &one.id));
    let bound = try_join_all(bound).await?;
    for (application, bound) in found.iter_mut().zip(&bound) {
        application.findings.extend((!bound).then(nobody_bound));
    }
    // What cannot be read proves nothing.
    let proofs = session.attestations.standing().unwrap_or_default();
    let ways = |profile: &ObservedProfile| {
        let surveyed = |id: &str| found.iter().position(|s| s.id == id);
        let tile_of = |a: &ObservedApplication| {
            let one = found.get(surveyed(&a.id)?)?;
            let connector = one.looked_after_as.or(one.connector);
            connector.filter(|_| !one.of_another_account)
        };
        let reachable = |a: &ObservedApplication| bound.get(surveyed(&a.id)?).copied();
        World::of_profile(desired, &all, profile, &proofs, tile_of, reachable).ways()
    };
    Ok(Standing {
        mimecast: mimecast.map(|mimecast| standing(&mimecast, &all, &found, ways)),
        applications: found,
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

/// Whether any group or user is bound to an application.
async fn is_bound(session: &Session, application: &str) -> Result<bool> {
    let (groups, users) = tokio::try_join!(
        session.jumpcloud.bound(application, Holder::Group),
        session.jumpcloud.bound(application, Holder::User),
    )?;
    Ok(!groups.is_empty() || !users.is_empty())
}

fn nobody_bound() -> Finding {
    Finding {
        code: "nobody-bound",
        message: "no user group and no user is bound to it, so nobody can sign in through it"
            .to_owned(),
        remedy: "bind a user group, in the JumpCloud console or with --group NAME".to_owned(),
    }
}

fn standing(
    mimecast: &ObservedMimecast,
    all: &[ObservedApplication],
    found: &[Surveyed],
    ways: impl Fn(&ObservedProfile) -> Vec<Way>,
) -> MimecastStanding {
    let profiles = mimecast.profiles.iter().map(|profile| {
        let settings = mimecast.settings.iter();
        let settings = settings.filter(|s| s.profile.as_ref() == Some(&profile.description));
        let held = profile.blocks.iter();
        let held = held.filter(|(_, values)| values.enforced || !values.login_url.is_empty());
        let blocks: Vec<BlockStanding> = held
            .map(|(block, values)| {
                let application = all.iter().find(|a| a.idp_url == values.login_url);
                let surveyed = application.and_then(|a| found.iter().find(|s| s.id == a.id));
                BlockStanding {
                    block: *block,
                    enforced: values.enforced,
                    issuer: values.issuer.clone(),
                    login_url: values.login_url.clone(),
                    application: application.map(|a| a.label.clone()),
                    connector: surveyed.and_then(|s| s.connector),
                }
            })
            .collect();
        let in_force: Vec<_> = blocks.iter().filter(|b| b.enforced).cloned().collect();
        ProfileStanding {
            profile: profile.description.clone(),
            settings: settings.map(|s| s.description.clone()).collect(),
            ways: match in_force.is_empty() {
                true => Vec::new(),
                false => ways(profile),
            },
            in_force,
            blocks,
        }
    });
    let profiles: Vec<ProfileStanding> = profiles.filter(|p| !p.blocks.is_empty()).collect();
    let applies = |profile: &Option<String>| {
        let mut listed = profiles.iter();
        profile
            .as_ref()
            .is_none_or(|name| listed.any(|p| p.profile == *name))
    };
    let settings = mimecast.settings.iter().filter(|s| applies(&s.profile));
    let settings = settings.map(|setting| SettingStanding {
        setting: setting.description.clone(),
        profile: setting.profile.clone(),
        group: setting.group.name.clone(),
        everybody: setting.default,
    });
    MimecastStanding {
        settings: settings.collect(),
        profiles,
    }
}
