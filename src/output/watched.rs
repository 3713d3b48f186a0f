//! Sign-ins that were waited for, as checks and as JSON.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::check::{Check, Status};
use crate::engine::{Cause, Report, Stage, Story};

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

fn jumpcloud(email: &str, story: &Story) -> (Status, String) {
    match (&story.served, &story.portal) {
        (Some(served), _) => (
            Status::Pass,
            format!(
                "JumpCloud gave {email} an answer for {} at {}{}",
                served.connector,
                moment(served.at),
                began(served.idp_initiated)
            ),
        ),
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
            Stage::ServedByJumpcloud => (Status::Fail, format!("Mimecast wrote nothing of {email} after that")),
            _ => (Status::Unknown, format!("Mimecast wrote nothing of {email} either")),
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
        (true, Stage::SignedIn) if story.method_of_passwords() => (
            format!(
                "Mimecast let {whom} in at {at}{details}; that method is known from passwords too: see that it was this sign-in"
            ),
            Status::Warn,
        ),
        (true, Stage::SignedIn) => (
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
    let answer = story.served.as_ref().map(|served| {
        json!({
            "event": "sso_auth",
            "id": served.id,
            "time": moment(served.at),
            "connector": served.connector,
            "idp_initiated": served.idp_initiated,
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
        "jumpcloud": answer.or(portal),
        "mimecast": mimecast,
        "causes": report.causes,
    })
}
