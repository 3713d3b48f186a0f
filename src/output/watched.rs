//! Sign-ins that were waited for, as checks and as JSON.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::check::{Check, Status};
use crate::engine::{Attempt, Cause, Doubt, Report, Stage, Story};
use crate::jumpcloud::Outcome;
use crate::text;

/// A time as both services write it: UTC, to the second.
pub fn moment(at: OffsetDateTime) -> String {
    let at = at.replace_nanosecond(0).unwrap_or(at);
    at.checked_to_offset(time::UtcOffset::UTC)
        .unwrap_or(at)
        .format(&Rfc3339)
        .unwrap_or_default()
}

impl Report {
    /// What each service wrote, and the causes where it did not come through.
    pub fn checks(&self) -> Vec<Check> {
        let named = |name: &str| format!("{}/{name}", self.email);
        let (status, message) = jumpcloud(&self.email, &self.story);
        let mut checks = vec![Check::new(named("jumpcloud"), status, message)];
        let (status, message) = mimecast(self);
        let check = Check::new(named("mimecast"), status, message);
        checks.push(match self.asked_mimecast {
            true => check,
            false => check.remedy(
                "set MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET: an API 2.0 application with the product Audit Events",
            ),
        });
        let cause = |cause: &Cause| {
            let status = match cause.certain {
                true => Status::Fail,
                false => Status::Unknown,
            };
            let name = named(&format!("cause/{}", cause.code));
            Check::new(name, status, &cause.message).remedy(&cause.remedy)
        };
        checks.extend(self.causes.iter().map(cause));
        checks
    }
}

/// `from JumpCloud` or `from Mimecast`: where it began.
fn began(idp_initiated: Option<bool>) -> &'static str {
    match idp_initiated {
        Some(true) => ", begun at JumpCloud (IdP-initiated)",
        Some(false) => ", begun at Mimecast (SP-initiated)",
        None => "",
    }
}

/// What JumpCloud wrote of an answer that was wanted.
fn attempted(email: &str, attempt: &Attempt) -> (Status, String) {
    let Attempt { connector, .. } = attempt;
    let (at, began) = (moment(attempt.at), began(attempt.idp_initiated));
    match &attempt.outcome {
        Outcome::Answered => (
            Status::Pass,
            format!("JumpCloud gave {email} an answer for {connector} at {at}{began}"),
        ),
        Outcome::Refused(words) => (
            Status::Fail,
            format!(
                "JumpCloud refused {email} an answer for {connector} at {at}{began}: \"{}\"",
                text::prose(words)
            ),
        ),
        Outcome::OnTheWay => (
            Status::Fail,
            format!(
                "JumpCloud waited for a second step (MFA) of {email} on the way to {connector} at {at}{began}, and wrote of no answer"
            ),
        ),
        Outcome::Unknown => (
            Status::Unknown,
            format!(
                "JumpCloud wrote of {email} signing in to {connector} at {at}{began}, and not what came of it: the outcome is not known"
            ),
        ),
    }
}

fn jumpcloud(email: &str, story: &Story) -> (Status, String) {
    match (&story.attempt, &story.portal) {
        (Some(attempt), _) => attempted(email, attempt),
        (None, Some(portal)) => {
            let at = moment(portal.at);
            let message = match portal.success {
                true => format!(
                    "{email} signed in at JumpCloud at {at}, and was given no answer for Mimecast"
                ),
                false => {
                    format!("{email} tried to sign in at JumpCloud at {at}, and was not let in")
                }
            };
            (Status::Fail, message)
        }
        (None, None) => (
            Status::Fail,
            format!("JumpCloud gave {email} no answer for Mimecast"),
        ),
    }
}

fn mimecast(report: &Report) -> (Status, String) {
    let (email, story) = (&report.email, &report.story);
    let Some(logon) = &story.logon else {
        return match story.stage {
            _ if !report.asked_mimecast => (
                Status::Fail,
                "Mimecast was not asked: without its credentials there is evidence of one side only".to_owned(),
            ),
            Stage::ServedByJumpcloud | Stage::OutcomeUnknown => {
                (Status::Fail, format!("Mimecast wrote nothing of {email} after that"))
            }
            Stage::Nothing => (Status::Unknown, format!("Mimecast wrote nothing of {email} either")),
            _ => (Status::Unknown, format!("Mimecast wrote nothing of {email}")),
        };
    };
    let whom = story
        .other_name(email)
        .map_or_else(|| email.clone(), |name| format!("\"{name}\""));
    let parts = [
        ("Application", &logon.application),
        ("Method", &logon.method),
        ("Reason", &logon.reason),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let details = match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    };
    let at = moment(logon.at);
    let (done, status) = match (logon.let_in, story.stage) {
        // That JumpCloud does not say what came of it is not Mimecast's part.
        (true, Stage::Unproven) if story.doubts(email) != [Doubt::OutcomeUnknown] => (
            format!("Mimecast let {whom} in at {at}{details}, which is no proof of this sign-in"),
            Status::Unknown,
        ),
        (true, Stage::SignedIn | Stage::Unproven) => (
            format!("Mimecast let {whom} in at {at}{details}"),
            Status::Pass,
        ),
        (true, _) => (
            format!("Mimecast let {whom} in at {at}{details}, without JumpCloud"),
            Status::Fail,
        ),
        (false, Stage::WithoutJumpcloud) => (
            format!("Mimecast refused {whom} at {at}{details}, without JumpCloud"),
            Status::Fail,
        ),
        (false, _) => (
            format!("Mimecast refused {whom} at {at}{details}"),
            Status::Fail,
        ),
    };
    (status, done)
}

/// One person's sign-in, with the events that it rests on.
pub fn sign_in(report: &Report) -> Value {
    let story = &report.story;
    let attempt = story.attempt.as_ref().map(|attempt| {
        let (outcome, words) = match &attempt.outcome {
            Outcome::Answered => ("answered", None),
            Outcome::Refused(words) => ("refused", Some(words)),
            Outcome::OnTheWay => ("second-step", None),
            Outcome::Unknown => ("unknown", None),
        };
        json!({
            "event": "sso_auth",
            "id": attempt.id,
            "time": moment(attempt.at),
            "connector": attempt.connector,
            "idp_initiated": attempt.idp_initiated,
            "outcome": outcome,
            "error_message": words,
        })
    });
    let portal = story.portal.as_ref().map(|portal| {
        json!({
            "event": "user_login_attempt",
            "id": portal.id,
            "time": moment(portal.at),
            "success": portal.success,
        })
    });
    let mimecast = story.logon.as_ref().map(|logon| {
        json!({
            "event": match logon.let_in {
                true => "User Logged On",
                false => "Logon Authentication Failed",
            },
            "id": logon.id,
            "time": moment(logon.at),
            "user": logon.user,
            "application": logon.application,
            "method": logon.method,
            "reason": logon.reason,
        })
    });
    json!({
        "user": report.email,
        "stage": story.stage,
        "jumpcloud": attempt.or(portal),
        "mimecast": mimecast,
        "causes": report.causes,
    })
}
