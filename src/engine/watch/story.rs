//! What the events of both services say of one person's sign-in. Pure: no I/O and no clock.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Duration, OffsetDateTime};

use crate::connector::Connector;
use crate::jumpcloud::{Event, What};
use crate::mimecast::Logon;

/// How long after JumpCloud's answer Mimecast may write of it: an answer lasts five minutes.
const AFTER: Duration = Duration::minutes(5);

/// How far the clocks of the two services may be apart. Mimecast's times have whole seconds.
const SKEW: Duration = Duration::seconds(30);

/// What Mimecast calls signing in without an identity provider (samples in Elastic's integration). What
/// it writes for SAML is not known; it might be one of these.
const PASSWORD_METHODS: [&str; 3] = ["cloud", "office 365", "two step auth"];

/// How far a sign-in came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Neither service wrote of one.
    Nothing,
    /// The person signed in at JumpCloud's user portal, or tried to, and got no answer for Mimecast.
    ReachedJumpcloud,
    /// JumpCloud gave an answer; Mimecast wrote nothing of it.
    ServedByJumpcloud,
    /// JumpCloud gave an answer; Mimecast did not let the person in.
    RefusedByMimecast,
    /// Mimecast wrote of a sign-in that JumpCloud had no part in.
    WithoutJumpcloud,
    /// Both services wrote of it, and Mimecast let the person in.
    SignedIn,
}

/// An answer that JumpCloud gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// JumpCloud's event.
    pub id: String,
    /// When.
    pub at: OffsetDateTime,
    /// For which connector's application.
    pub connector: Connector,
    /// Whether it began at JumpCloud, where the event says.
    pub idp_initiated: Option<bool>,
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
    /// The sign-in at the user portal, where no answer is known.
    pub portal: Option<Portal>,
    /// JumpCloud's answer.
    pub served: Option<Served>,
    /// What Mimecast made of it.
    pub logon: Option<Logon>,
}

impl Story {
    /// Whether Mimecast called the person by another name than the address: the NameID was another.
    pub fn other_name(&self, email: &str) -> Option<&str> {
        let logon = self.logon.as_ref()?;
        (!logon.user.eq_ignore_ascii_case(email)).then_some(logon.user.as_str())
    }

    /// Whether Mimecast names a way of signing in that is known from passwords only.
    pub fn method_of_passwords(&self) -> bool {
        self.logon.as_ref().is_some_and(is_of_passwords)
    }
}

fn is_of_passwords(logon: &Logon) -> bool {
    PASSWORD_METHODS.contains(&logon.method.to_lowercase().as_str())
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
) -> Story {
    let served: Vec<(Served, &str)> = events
        .iter()
        .filter_map(|event| served(event, applications))
        .collect();
    let tries = served.iter().rev().map(|(served, username)| {
        let theirs = |logon: &&Logon| is_theirs(logon, email, username) && follows(logon, served);
        let logons: Vec<&Logon> = logons.iter().filter(theirs).collect();
        (served, logons)
    });
    let mut last = None;
    for (served, logons) in tries {
        let found = outcome(&logons);
        let told = |stage, logon: Option<&Logon>| Story {
            stage,
            portal: None,
            served: Some(served.clone()),
            logon: logon.cloned(),
        };
        let story = match found {
            Some(logon) if logon.let_in => return told(Stage::SignedIn, Some(logon)),
            Some(logon) => told(Stage::RefusedByMimecast, Some(logon)),
            None => told(Stage::ServedByJumpcloud, None),
        };
        last.get_or_insert(story);
    }
    last.unwrap_or_else(|| unserved(email, events, logons))
}

/// What Mimecast made of one answer. Somebody who was refused may have gone on with a password.
fn outcome<'l>(logons: &[&'l Logon]) -> Option<&'l Logon> {
    let mut about = logons
        .iter()
        .copied()
        .filter(|logon| !is_wrong_password(logon));
    let sure = |logon: &&Logon| logon.let_in && !is_of_passwords(logon);
    about.clone().find(sure).or_else(|| about.next())
}

fn unserved(email: &str, events: &[Event], logons: &[Logon]) -> Story {
    let portal = events.iter().rev().find_map(|event| match event.what {
        What::Portal { success } => Some(Portal {
            id: event.id.clone(),
            at: event.at,
            success,
        }),
        What::Served { .. } => None,
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
        served: None,
        logon,
    }
}

fn served<'e>(
    event: &'e Event,
    applications: &BTreeMap<String, Connector>,
) -> Option<(Served, &'e str)> {
    let What::Served {
        application,
        idp_initiated,
        username,
    } = &event.what
    else {
        return None;
    };
    let served = Served {
        id: event.id.clone(),
        at: event.at,
        connector: *applications.get(application)?,
        idp_initiated: *idp_initiated,
    };
    Some((served, username))
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

fn follows(logon: &Logon, served: &Served) -> bool {
    logon.at >= served.at.saturating_sub(SKEW) && logon.at <= served.at.saturating_add(AFTER)
}

#[cfg(test)]
mod tests;
