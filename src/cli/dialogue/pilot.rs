//! Whether a few people try it first, where SAML would be put in force for many at once.

use crate::cli::connected::Tenant;
use crate::cli::prompt;
use crate::engine::{self, Planned};
use crate::error::{Error, Result};
use crate::plan::{Members, PILOT};
use crate::tenant::pilot_group;
use crate::text;

use super::answers::{Answers, Given};
use super::asking::keep;
use super::question::Question;
use super::questions::address;

/// Whether nothing was said of it.
pub fn is_open(tenant: &Tenant) -> bool {
    let options = &tenant.options;
    let said = options.pilot_only || !options.pilot.is_empty();
    !said && !Question::Pilot.is_skipped(options)
}

/// Asks it, where the plan puts SAML in force for more than a few who never had it.
///
/// # Errors
/// The person interrupted the run.
pub async fn ask(tenant: &mut Tenant, planned: &Planned, answers: &Answers) -> Result<()> {
    let Some(members) = planned.at_once() else {
        return Ok(());
    };
    let group = text::name(&pilot_group(&tenant.options.application_setting));
    prompt::remark(&format!(
        "SAML would be put in force at once for {}, who never had it.",
        concerned(planned, members)
    ));
    prompt::remark(&format!(
        "A few people can try it first, in a Mimecast group of their own, \"{group}\"; nothing changes for anybody else. The same \
         command without the pilot puts it in force for everybody afterwards."
    ));
    let items = ["yes: a few people first", "no: everybody at once"].map(str::to_owned);
    loop {
        let question = "Try it with a few people first? (recommended)";
        let explained = "Should sign-in fail, it fails for the few alone, and nobody else is concerned. Otherwise SAML is put \
                         in force at once for everybody in the Mimecast group.";
        if prompt::one(question, explained, &items, 0)? > 0 {
            keep(Question::Pilot, Vec::new(), &mut tenant.options, answers);
            return Ok(());
        }
        let mut given: Vec<Given> = Vec::new();
        if tenant.session.mimecast.is_some() {
            let people = people(tenant, planned).await?;
            if people.is_empty() {
                prompt::remark("Nobody was named.");
                continue;
            }
            given.extend(people.iter().map(|email| ("pilot", Some(email.clone()))));
            tenant.options.pilot = people;
        } else {
            prompt::remark(&format!(
                "Without Mimecast credentials that group is yours to make: in the Mimecast console, with the name \"{group}\", \
                 before the application setting is given it."
            ));
        }
        given.push(("pilot-only", None));
        tenant.options.pilot_only = true;
        keep(Question::Pilot, given, &mut tenant.options, answers);
        return Ok(());
    }
}

/// Whom the application setting is for, in words.
fn concerned(planned: &Planned, members: &Members) -> String {
    let setting = &planned.desired.setting;
    let whose = match &setting.group {
        Some(group) => format!("in the Mimecast group \"{}\"", text::name(group)),
        None => format!(
            "whom the application setting \"{}\" is for",
            text::name(&setting.description)
        ),
    };
    match members {
        Members::Known(members) => format!("the {} people {whose}", members.len()),
        Members::NotRead | Members::Unreadable(_) => format!("everybody {whose}"),
    }
}

/// Who tries it: as many as a pilot has at most, each of whom can sign in; possibly nobody.
async fn people(tenant: &Tenant, planned: &Planned) -> Result<Vec<String>> {
    let explained = "Somebody who is in the chosen JumpCloud groups and has a mailbox at Mimecast: you yourself, or a colleague. \
                     SAML is put in force for those who are named here alone.";
    let jumpcloud = &tenant.session.jumpcloud;
    let mut people: Vec<String> = Vec::new();
    while people.len() < PILOT {
        let question = match people.is_empty() {
            true => "E-mail address of somebody who tries it",
            false => "Of another (Enter: go on)",
        };
        let fresh = |typed: &str| {
            let email = address(typed)?;
            let named = people.iter().any(|p| p.eq_ignore_ascii_case(&email));
            match named {
                true => Err(Error::usage(
                    "named-twice",
                    format!("{email} is named already"),
                )),
                false => Ok(email),
            }
        };
        let Some(typed) = prompt::optional_text(question, explained, fresh)? else {
            break;
        };
        match engine::why_not_first(jumpcloud, planned.people.as_ref(), &typed).await {
            None => people.push(typed),
            Some(error) => prompt::complain(&error),
        }
    }
    Ok(people)
}
