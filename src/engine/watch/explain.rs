//! Why a sign-in did not come through: what is live, held against how far it came. Pure.
//!
//! A cause that is live is certain. Where none is, the known ones of the pattern are named as possible.

use super::cause::{Cause, certain};
use super::facts::{ApplicationFacts, BlockFacts, Facts};
use super::known::known;
use super::story::{Attempt, Stage, Story};
use crate::connector::{ADMINISTRATORS_PROFILE, Block, Connector};
use crate::plan::{Fault, Start, Way};
use crate::text;

const AGAIN: &str = "run sso-setup mimecast with the same options";

/// The causes of a story's end, those that are certain; or else those that are possible.
pub fn causes(story: &Story, facts: &Facts) -> Vec<Cause> {
    let found = match story.stage {
        Stage::SignedIn => return Vec::new(),
        Stage::Nothing => [at_jumpcloud(story, facts), asked_elsewhere(facts)].concat(),
        Stage::ReachedJumpcloud | Stage::SecondStep | Stage::RefusedByJumpcloud => {
            at_jumpcloud(story, facts)
        }
        Stage::OutcomeUnknown => [at_jumpcloud(story, facts), at_mimecast(story, facts)].concat(),
        Stage::WithoutJumpcloud => asked_elsewhere(facts),
        Stage::ServedByJumpcloud | Stage::RefusedByMimecast => at_mimecast(story, facts),
        // What is live did not keep the person out: what the services wrote is why it is no proof.
        Stage::Unproven => Vec::new(),
    };
    match found.is_empty() {
        true => known(story, facts),
        false => found,
    }
}

/// What keeps JumpCloud from giving an answer: for the application that one was wanted of, or for any.
fn at_jumpcloud(story: &Story, facts: &Facts) -> Vec<Cause> {
    let wanted = story.attempt.as_ref().map(|attempt| attempt.connector);
    let asked = |connector: Connector| wanted.is_none_or(|wanted| wanted == connector);
    let applications = facts.applications.iter();
    let applications = applications.filter(|(connector, _)| asked(**connector));
    let mut causes = Vec::new();
    let email = &facts.email;
    if !facts.active {
        causes.push(certain(
            "user-inactive",
            format!("the JumpCloud user {email} is suspended or not activated"),
            "activate the user in the JumpCloud console",
        ));
    }
    // Of somebody inactive it is not read.
    let barred = applications
        .clone()
        .filter(|(_, a)| facts.active && !a.access);
    let barred: Vec<String> = barred
        .map(|(connector, application)| format!("\"{}\" ({connector})", application.label))
        .collect();
    if !barred.is_empty() {
        let names = barred.join(" and ");
        causes.push(certain(
            "no-access",
            format!("{email} has no access to {names}"),
            "put the person into a user group that is bound to it, or bind one: sso-setup mimecast --group NAME",
        ));
    }
    // Mimecast's request names the audience too, and an application answers only its own.
    let here = |fault: &&Fault| ["application-inactive", "audience"].contains(&fault.code);
    let faults = applications.flat_map(|(_, application)| &application.faults);
    causes.extend(faults.filter(here).map(live));
    causes
}

/// What makes Mimecast ask for a password, or somebody else, instead of asking JumpCloud.
fn asked_elsewhere(facts: &Facts) -> Vec<Cause> {
    let blocks = facts.blocks.iter().flatten();
    let mut causes: Vec<Cause> = blocks
        .filter_map(|(block, of)| not_enforced(*block, of).or_else(|| led_astray(*block, facts)))
        .collect();
    causes.extend(not_applied(facts));
    causes.extend(overridden(facts));
    causes
}

fn not_enforced(block: Block, facts: &BlockFacts) -> Option<Cause> {
    (!facts.enforced).then(|| {
        certain(
            "not-enforced",
            format!(
                "the authentication profile does not have \"{}\" ticked",
                block.console_label()
            ),
            AGAIN,
        )
    })
}

/// That a block sends people to something else than an application that is watched.
fn led_astray(block: Block, facts: &Facts) -> Option<Cause> {
    let pages = facts.ways.iter().filter(|w| w.start == Start::LoginPage);
    let way = pages.into_iter().find(|way| way.block == block)?;
    if let Some(fault) = way.broken_by().iter().find(|f| f.code == "login-url") {
        return Some(live(fault));
    }
    let label = way.application.as_ref()?;
    let mut watched = facts.applications.values();
    (!watched.any(|a| Some(&a.id) == way.application_id.as_ref())).then(|| {
        certain(
            "login-url",
            format!(
                "the block {block} sends people to \"{}\", which this tool does not look after",
                text::name(label)
            ),
            AGAIN,
        )
    })
}

fn not_applied(facts: &Facts) -> Option<Cause> {
    (facts.applies == Some(false)).then(|| {
        certain(
            "profile-not-applied",
            format!(
                "no application setting gives the authentication profile to a Mimecast group that {} is in",
                facts.email
            ),
            "put the person into the setting's group, or look at the setting with the plan command",
        )
    })
}

fn overridden(facts: &Facts) -> Option<Cause> {
    let blocks = facts.blocks.as_ref();
    let for_administrators = blocks.is_some_and(|b| b.contains_key(&Block::AdminConsole));
    (facts.administrators_profile && for_administrators).then(|| {
        certain(
            "administrators-profile",
            format!(
                "{ADMINISTRATORS_PROFILE} exists: for administrators it comes before every other profile"
            ),
            "set SAML up in that profile, by hand in the Mimecast console",
        )
    })
}

/// What keeps Mimecast from taking the answer.
fn at_mimecast(story: &Story, facts: &Facts) -> Vec<Cause> {
    let Some(attempt) = &story.attempt else {
        return Vec::new();
    };
    let connector = attempt.connector;
    let mut causes = Vec::new();
    if let Some(application) = facts.applications.get(&connector) {
        causes.extend(application.faults.iter().map(live));
        causes.extend(expired(application));
        if !causes.iter().any(|cause| cause.code == "name-id") {
            causes.extend(other_name(story, facts));
        }
    }
    if attempt.idp_initiated == Some(true) && connector == Connector::Apps {
        causes.push(certain(
            "no-tile",
            "the sign-in began at JumpCloud's tile of apps, and Mimecast takes no such answer at /login/saml".to_owned(),
            "start at Mimecast's login page, or set a tile up: --connector personal-portal or admin-console",
        ));
    }
    for way in tried(attempt, story, facts) {
        // What is wrong with the application itself is said already.
        let broken = way.broken_by().iter().map(live);
        let new: Vec<Cause> = broken.filter(|cause| !causes.contains(cause)).collect();
        causes.extend(new);
    }
    if !by_tile(attempt) {
        let blocks = facts.blocks.iter().flatten();
        let mut signed: Vec<_> = blocks.filter(|(_, of)| of.source == connector).collect();
        narrow(story, &mut signed, |(block, _)| **block);
        let unforced = signed.into_iter();
        causes.extend(unforced.filter_map(|(block, of)| not_enforced(*block, of)));
    }
    causes.extend(not_applied(facts));
    if connector == Connector::AdminConsole || to_console(story) {
        causes.extend(overridden(facts));
    }
    causes
}

/// The ways that an answer may have come: by the application's tile, or by the blocks that it signs for.
fn tried<'f>(attempt: &Attempt, story: &Story, facts: &'f Facts) -> Vec<&'f Way> {
    let start = match by_tile(attempt) {
        true => Start::Tile,
        false => Start::LoginPage,
    };
    let application = facts.applications.get(&attempt.connector);
    let id = application.map(|application| &application.id);
    let fits = |way: &&Way| way.start == start && way.application_id.as_ref() == id;
    let ways = facts.ways.iter().filter(fits);
    let mut ways: Vec<&Way> = ways.collect();
    narrow(story, &mut ways, |way| way.block);
    ways
}

fn by_tile(attempt: &Attempt) -> bool {
    attempt.idp_initiated == Some(true) && attempt.connector != Connector::Apps
}

/// Where Mimecast says that it led to the console, only the console's block counts, if it is among them.
fn narrow<T>(story: &Story, all: &mut Vec<T>, block: impl Fn(&T) -> Block) {
    let of_console = |one: &T| block(one) == Block::AdminConsole;
    if to_console(story) && all.iter().any(of_console) {
        all.retain(of_console);
    }
}

fn to_console(story: &Story) -> bool {
    let logon = story.logon.as_ref();
    logon.is_some_and(|logon| logon.application.to_lowercase().contains("administration"))
}

/// What the sign-in model says is wrong now.
fn live(fault: &Fault) -> Cause {
    certain(fault.code, fault.why.clone(), fault.remedy.clone())
}

fn expired(application: &ApplicationFacts) -> Option<Cause> {
    let problem = application.certificate.as_ref()?;
    Some(certain(
        "certificate-expired",
        format!(
            "the certificate of \"{}\" is not valid: {problem}",
            application.label
        ),
        "make a new one and tell Mimecast of it: sso-setup mimecast rotate",
    ))
}

/// That Mimecast was given another name than the person's address, and nothing live tells why.
fn other_name(story: &Story, facts: &Facts) -> Option<Cause> {
    let other = story.other_name(&facts.email)?;
    Some(certain(
        "name-id",
        format!(
            "Mimecast was given the name \"{other}\" for {}",
            facts.email
        ),
        "JumpCloud console, the application's SSO tab: SAMLSubject NameID email, format emailAddress",
    ))
}

#[cfg(test)]
mod tests;
