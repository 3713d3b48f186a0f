//! Why a sign-in did not come through: what is live, held against how far it came. Pure.
//!
//! A cause that is live is certain. Where none is, the known ones of the pattern are named as possible.

use super::cause::{Cause, certain};
use super::facts::{ApplicationFacts, BlockFacts, Facts};
use super::known::known;
use super::story::{Stage, Story};
use crate::connector::{ADMINISTRATORS_PROFILE, Block, Connector};

/// NameID formats that carry an e-mail address at Mimecast (its own text and other vendors' guides).
const FORMATS: [&str; 2] = ["emailAddress", "unspecified"];

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
    let named = |fits: &dyn Fn(&ApplicationFacts) -> bool| {
        let all = applications
            .clone()
            .filter(|(_, application)| fits(application));
        let names: Vec<String> = all
            .map(|(connector, application)| format!("\"{}\" ({connector})", application.label))
            .collect();
        (!names.is_empty()).then(|| names.join(" and "))
    };
    if let Some(names) = named(&|application| !application.active) {
        causes.push(certain(
            "application-inactive",
            format!("single sign-on is switched off for {names}"),
            AGAIN,
        ));
    }
    // Of somebody inactive it is not read.
    if let Some(names) = named(&|application| facts.active && !application.access) {
        causes.push(certain(
            "no-access",
            format!("{email} has no access to {names}"),
            "put the person into a user group that is bound to it, or bind one: sso-setup mimecast --group NAME",
        ));
    }
    // Mimecast's request names it too, and an application answers only its own.
    causes.extend(applications.filter_map(|(_, application)| other_audience(application)));
    causes
}

/// What makes Mimecast ask for a password, or somebody else, instead of asking JumpCloud.
fn asked_elsewhere(facts: &Facts) -> Vec<Cause> {
    let blocks = facts.blocks.iter().flatten();
    let mut causes: Vec<Cause> = blocks
        .filter_map(|(block, facts)| {
            not_enforced(*block, facts).or_else(|| led_astray(*block, facts))
        })
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

fn led_astray(block: Block, facts: &BlockFacts) -> Option<Cause> {
    (facts.login_url_fits == Some(false)).then(|| {
        certain(
            "login-url",
            format!(
                "the login URL of the block {block} is not that of {}",
                facts.source
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
        causes.extend(of_application(application));
        causes.extend(of_name(story, application, facts));
    }
    if attempt.idp_initiated == Some(true) && connector == Connector::Apps {
        causes.push(certain(
            "no-tile",
            "the sign-in began at JumpCloud's tile of apps, and Mimecast takes no such answer at /login/saml".to_owned(),
            "start at Mimecast's login page, or set a tile up: --connector personal-portal or admin-console",
        ));
    }
    for (block, block_facts) in relevant(story, facts) {
        let tile = attempt.idp_initiated == Some(true) && connector != Connector::Apps;
        causes.extend(of_block(block, block_facts, tile));
    }
    causes.extend(not_applied(facts));
    if connector == Connector::AdminConsole || to_console(story) {
        causes.extend(overridden(facts));
    }
    causes
}

/// The blocks that an answer is held against: the tile's own, or those whose signing application gave it.
/// Where Mimecast says that it led to the console, only the console's.
fn relevant<'f>(story: &Story, facts: &'f Facts) -> Vec<(Block, &'f BlockFacts)> {
    let Some(attempt) = &story.attempt else {
        return Vec::new();
    };
    let tile = attempt.idp_initiated == Some(true) && attempt.connector != Connector::Apps;
    let fits = |block: Block, facts: &BlockFacts| match tile {
        true => block.tile() == Some(attempt.connector),
        false => facts.source == attempt.connector,
    };
    let all = facts.blocks.iter().flatten();
    let all = all.map(|(block, facts)| (*block, facts));
    let mut blocks: Vec<_> = all.filter(|(block, facts)| fits(*block, facts)).collect();
    let console = |(block, _): &(Block, &BlockFacts)| *block == Block::AdminConsole;
    if to_console(story) && blocks.iter().any(console) {
        blocks.retain(console);
    }
    blocks
}

fn to_console(story: &Story) -> bool {
    let logon = story.logon.as_ref();
    logon.is_some_and(|logon| logon.application.to_lowercase().contains("administration"))
}

/// A value of an application that is not the wanted one.
fn drifted(
    application: &ApplicationFacts,
    field: &str,
    code: &'static str,
    name: &str,
) -> Option<Cause> {
    let differs = application.drift.get(field)?;
    let label = &application.label;
    let message = format!("the {name} of \"{label}\" is not the one Mimecast wants: it {differs}");
    Some(certain(code, message, AGAIN))
}

fn other_audience(application: &ApplicationFacts) -> Option<Cause> {
    let name = "SP entity ID, which is the audience,";
    drifted(application, "config.spEntityId", "audience", name)
}

fn of_application(application: &ApplicationFacts) -> Vec<Cause> {
    let mut causes: Vec<Cause> = [
        drifted(application, "config.acsUrl", "acs-url", "ACS URL"),
        other_audience(application),
        drifted(application, "config.idpEntityId", "issuer", "IdP entity ID"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let Some(problem) = &application.certificate {
        causes.push(certain(
            "certificate-expired",
            format!(
                "the certificate of \"{}\" is not valid: {problem}",
                application.label
            ),
            "make a new one and tell Mimecast of it: sso-setup mimecast rotate",
        ));
    }
    causes
}

fn of_name(story: &Story, application: &ApplicationFacts, facts: &Facts) -> Option<Cause> {
    let label = &application.label;
    let subject = &application.subject;
    let format = &application.name_id_format;
    let last = format.rsplit(':').next().unwrap_or_default();
    let other = story.other_name(&facts.email);
    let message = match other {
        _ if !subject.is_empty() && subject != "email" => {
            format!(
                "\"{label}\" names people by their {subject}, and Mimecast knows them by their e-mail address"
            )
        }
        _ if !format.is_empty() && !FORMATS.contains(&last) => {
            format!(
                "\"{label}\" declares the NameID format {last}, and Mimecast wants an e-mail address"
            )
        }
        Some(other) => format!(
            "Mimecast was given the name \"{other}\" for {}",
            facts.email
        ),
        None => return None,
    };
    Some(certain(
        "name-id",
        message,
        "JumpCloud console, the application's SSO tab: SAMLSubject NameID email, format emailAddress",
    ))
}

fn of_block(block: Block, facts: &BlockFacts, tile: bool) -> Vec<Cause> {
    let mut causes: Vec<Cause> = not_enforced(block, facts).into_iter().collect();
    if !facts.enforced {
        // What stands in a block that does not count is not why.
        return causes;
    }
    if facts.issuer_fits == Some(false) {
        causes.push(certain(
            "issuer",
            format!(
                "the issuer of the block {block} is not the IdP entity ID of {}",
                facts.source
            ),
            AGAIN,
        ));
    }
    if facts.certificate_fits == Some(false) {
        causes.push(certain(
            "certificate",
            format!(
                "the certificate of the block {block} is not that of {}",
                facts.source
            ),
            AGAIN,
        ));
    }
    if tile && !facts.allow_single_sign_on {
        causes.push(certain(
            "single-sign-on-off",
            format!("the block {block} does not have Allow Single Sign On ticked, so a tile lets nobody in"),
            AGAIN,
        ));
    }
    causes
}

#[cfg(test)]
mod tests;
