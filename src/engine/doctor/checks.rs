//! What an answer, an error or a clock makes of a prerequisite.

use time::Duration;

use crate::check::{Check, Status};
use crate::error::{Error, Kind};

/// A check of what cannot be judged, and why.
pub fn unknown(name: impl Into<String>, why: impl Into<String>) -> Check {
    Check::new(name, Status::Unknown, why)
}

/// What an error says of a prerequisite: a service that could not be asked, or whose answer says nothing,
/// leaves it unknown.
pub fn of_error(name: impl Into<String>, error: &Error) -> Check {
    let check = match says_nothing(error) {
        true => Check::unread(name, &error.message),
        false => Check::new(name, Status::Fail, &error.message),
    };
    match error.hints.is_empty() {
        true => check,
        false => check.remedy(error.hints.join("; ")),
    }
}

/// A check of something that a set-up can do without: a failure of it is a warning.
pub fn not_needed(check: Check) -> Check {
    Check {
        status: match check.status {
            Status::Fail => Status::Warn,
            status => status,
        },
        unread: false,
        ..check
    }
}

/// Whether an error is no answer to the question: neither yes nor no.
pub fn says_nothing(error: &Error) -> bool {
    let unreadable = [
        "unexpected-answer",
        "answer-too-large",
        "answer-of-another",
        "list-unreadable",
        "list-incomplete",
        "list-endless",
        "settings-unread",
    ];
    error.kind == Kind::Unavailable || unreadable.contains(&error.code)
}

/// Whether the right service answered at all, whatever it said.
pub fn answered(error: &Error) -> bool {
    let other = [
        "redirected",
        "unexpected-answer",
        "answer-too-large",
        "tls-unavailable",
    ];
    error.kind != Kind::Unavailable && !other.contains(&error.code)
}

/// Beyond this, times of certificates and events are told wrong.
const NOTICEABLE: Duration = Duration::seconds(30);

/// Beyond this, a SAML Response is over before it is read: five minutes is what guides set.
const TOO_FAR: Duration = Duration::minutes(5);

/// How a service's clock and this machine's compare.
pub fn clock(name: &str, service: &str, skew: Option<Duration>) -> Check {
    let Some(skew) = skew else {
        return unknown(name, format!("{service} told no time"));
    };
    let seconds = skew.abs().whole_seconds();
    let by = match skew.is_negative() {
        true => "ahead of",
        false => "behind",
    };
    let status = match skew.abs() {
        far if far > TOO_FAR => Status::Fail,
        far if far > NOTICEABLE => Status::Warn,
        _ => {
            let message = format!("this machine's clock agrees with {service}'s");
            return Check::new(name, Status::Pass, message);
        }
    };
    Check::new(
        name,
        status,
        format!("this machine's clock is {seconds} s {by} {service}'s"),
    )
    .remedy("set this machine's clock (NTP): certificates and sign-in events are judged by it")
}
