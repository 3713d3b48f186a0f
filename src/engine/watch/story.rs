//! What the events of both services say of one person's sign-in. Pure: no I/O and no clock.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Duration, OffsetDateTime};

use super::clocks::Clocks;
use crate::connector::Connector;
use crate::jumpcloud::{Event, Outcome, What};
use crate::mimecast::Logon;

/// How long after JumpCloud's answer Mimecast may write of it: an answer lasts five minutes.
const AFTER: Duration = Duration::minutes(5);

/// What Mimecast calls signing in without an identity provider (samples in Elastic's integration; the long form of the last
/// is *assumed*), in small letters without what stands between the words. What it writes for SAML is not known; it might be one
/// of these.
const PASSWORD_METHODS: [&str; 4] = ["cloud", "office365", "twostepauth", "twostepauthentication"];

/// How far a sign-in came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Neither service wrote of one.
    Nothing,
    /// The person signed in at JumpCloud's user portal, or tried to, and nothing was written of an answer for Mimecast.
    ReachedJumpcloud,
    /// JumpCloud waited for a second step (multi-factor sign-in), and wrote of nothing after it.
    SecondStep,
    /// JumpCloud refused an answer, and said why.
    RefusedByJumpcloud,
    /// JumpCloud wrote of it without saying what came of it; Mimecast wrote nothing.
    OutcomeUnknown,
    /// JumpCloud gave an answer; Mimecast wrote nothing of it.
    ServedByJumpcloud,
    /// Mimecast did not let the person in.
    RefusedByMimecast,
    /// Mimecast wrote of a sign-in that JumpCloud had no part in.
    WithoutJumpcloud,
    /// Mimecast let somebody in after JumpCloud wrote of it; what either says does not prove that it was by an answer
    /// of JumpCloud's.
    Unproven,
    /// JumpCloud says that it gave an answer, and Mimecast that it let the person in after it, by no method that is known
    /// from passwords.
    SignedIn,
}

/// What speaks against taking what both services wrote for a sign-in by JumpCloud's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// JumpCloud does not say that it gave an answer.
    OutcomeUnknown,
    /// Mimecast names a method that is known from passwords.
    PasswordMethod,
    /// Mimecast names no method.
    MethodUnsaid,
    /// Mimecast names the person by a part of the address, or by another name.
    OtherName,
}

/// What JumpCloud wrote of an answer that somebody wanted for an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// JumpCloud's event.
    pub id: String,
    /// When.
    pub at: OffsetDateTime,
    /// For which connector's application.
    pub connector: Connector,
    /// Whether it began at JumpCloud, where the event says.
    pub idp_initiated: Option<bool>,
    /// What came of it.
    pub outcome: Outcome,
}

/// A sign-in at JumpCloud's user portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// JumpCloud's event.
    pub id: String,
    /// When.
    pub at: OffsetDateTime,
    /// Whether it succeeded.
    pub success: bool,
}

/// What is known of one person's sign-in: the last try, or the one that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// How far it came.
    pub stage: Stage,
    /// The sign-in at the user portal, where nothing is known of an answer.
    pub portal: Option<Portal>,
    /// What JumpCloud wrote of an answer.
    pub attempt: Option<Attempt>,
    /// What Mimecast wrote after that.
    pub logon: Option<Logon>,
}

impl Story {
    /// Whether Mimecast called the person by another name than the address: the NameID was another.
    pub fn other_name(&self, email: &str) -> Option<&str> {
        other_name(self.logon.as_ref()?, email)
    }

    /// Why it is not proven that Mimecast let `email` in by JumpCloud's answer; empty where nobody was let in.
    pub fn doubts(&self, email: &str) -> Vec<Doubt> {
        let both = self.attempt.as_ref().zip(self.logon.as_ref());
        both.filter(|(_, logon)| logon.let_in)
            .map_or_else(Vec::new, |(attempt, logon)| doubts(attempt, logon, email))
    }
}

fn other_name<'l>(logon: &'l Logon, email: &str) -> Option<&'l str> {
    (!logon.user.eq_ignore_ascii_case(email)).then_some(logon.user.as_str())
}

fn doubts(attempt: &Attempt, logon: &Logon, email: &str) -> Vec<Doubt> {
    let all = [
        (attempt.outcome != Outcome::Answered, Doubt::OutcomeUnknown),
        (is_of_passwords(logon), Doubt::PasswordMethod),
        (logon.method.trim().is_empty(), Doubt::MethodUnsaid),
        (other_name(logon, email).is_some(), Doubt::OtherName),
    ];
    let there = all.into_iter().filter(|(is, _)| *is);
    there.map(|(_, doubt)| doubt).collect()
}

fn is_of_passwords(logon: &Logon) -> bool {
    let letters = logon.method.chars().filter(|c| c.is_alphanumeric());
    let method: String = letters.flat_map(char::to_lowercase).collect();
    PASSWORD_METHODS.contains(&method.as_str())
}

/// A failure about a password is no answer's.
fn is_wrong_password(logon: &Logon) -> bool {
    !logon.let_in && logon.reason.to_lowercase().contains("password")
}

/// Tells the story of `email` from the person's JumpCloud events and everybody's at Mimecast, both in
/// order of time. `applications` are the connectors' own, by id.
pub fn story(
    email: &str,
    applications: &BTreeMap<String, Connector>,
    events: &[Event],
    logons: &[Logon],
    clocks: Clocks,
) -> Story {
    let mut attempts: Vec<(Attempt, &str)> = events
        .iter()
        .filter_map(|event| attempt(event, applications))
        .collect();
    // What is on the way comes before what it led to, in the same moment too.
    attempts.sort_by_key(|(attempt, _)| (attempt.at, attempt.outcome != Outcome::OnTheWay));
    let mut last = None;
    for (attempt, username) in attempts.into_iter().rev() {
        let theirs =
            |logon: &&Logon| is_theirs(logon, email, username) && follows(logon, &attempt, clocks);
        let logons: Vec<&Logon> = logons.iter().filter(theirs).collect();
        let logon = outcome(&attempt, &logons, email);
        let story = Story {
            stage: stage(&attempt, logon, email),
            portal: None,
            logon: logon.cloned(),
            attempt: Some(attempt),
        };
        if story.stage == Stage::SignedIn {
            return story;
        }
        last.get_or_insert(story);
    }
    last.unwrap_or_else(|| without_attempt(email, events, logons))
}

/// How far one try came.
fn stage(attempt: &Attempt, logon: Option<&Logon>, email: &str) -> Stage {
    match (&attempt.outcome, logon) {
        (Outcome::Refused(_), _) => Stage::RefusedByJumpcloud,
        (Outcome::OnTheWay, _) => Stage::SecondStep,
        (_, Some(logon)) if !logon.let_in => Stage::RefusedByMimecast,
        (_, Some(logon)) => match doubts(attempt, logon, email).is_empty() {
            true => Stage::SignedIn,
            false => Stage::Unproven,
        },
        (Outcome::Answered, None) => Stage::ServedByJumpcloud,
        (Outcome::Unknown, None) => Stage::OutcomeUnknown,
    }
}

/// What Mimecast made of one try: the proof, else what is of no password. Somebody who was refused may have gone on with
/// a password, and an application of theirs may sign in by one at any time.
fn outcome<'l>(attempt: &Attempt, logons: &[&'l Logon], email: &str) -> Option<&'l Logon> {
    let mut about = logons
        .iter()
        .copied()
        .filter(|logon| !is_wrong_password(logon));
    let sure = |logon: &&Logon| logon.let_in && doubts(attempt, logon, email).is_empty();
    let answered = |logon: &&Logon| !is_of_passwords(logon);
    let mut found = about.clone().find(sure);
    found = found.or_else(|| about.clone().find(answered));
    found.or_else(|| about.next())
}

fn without_attempt(email: &str, events: &[Event], logons: &[Logon]) -> Story {
    let portal = events.iter().rev().find_map(|event| match event.what {
        What::Portal { success } => Some(Portal {
            id: event.id.clone(),
            at: event.at,
            success,
        }),
        What::Sso { .. } => None,
    });
    let theirs = |logon: &&Logon| logon.user.eq_ignore_ascii_case(email);
    let logon = logons.iter().rev().find(theirs).cloned();
    Story {
        stage: match (&portal, &logon) {
            (_, Some(_)) => Stage::WithoutJumpcloud,
            (Some(_), None) => Stage::ReachedJumpcloud,
            (None, None) => Stage::Nothing,
        },
        portal,
        attempt: None,
        logon,
    }
}

fn attempt<'e>(
    event: &'e Event,
    applications: &BTreeMap<String, Connector>,
) -> Option<(Attempt, &'e str)> {
    let What::Sso {
        application,
        idp_initiated,
        username,
        outcome,
    } = &event.what
    else {
        return None;
    };
    let attempt = Attempt {
        id: event.id.clone(),
        at: event.at,
        connector: *applications.get(application)?,
        idp_initiated: *idp_initiated,
        outcome: outcome.clone(),
    };
    Some((attempt, username))
}

/// Whether Mimecast means this person: by the address or, where another NameID was sent, by the
/// JumpCloud user name or the address's local part.
fn is_theirs(logon: &Logon, email: &str, username: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let names = [email, username, local];
    names
        .iter()
        .any(|name| !name.is_empty() && logon.user.eq_ignore_ascii_case(name))
}

fn follows(logon: &Logon, attempt: &Attempt, clocks: Clocks) -> bool {
    let after = clocks.between(attempt.at, logon.at);
    after >= -clocks.tolerance() && after <= AFTER
}

#[cfg(test)]
mod tests;
