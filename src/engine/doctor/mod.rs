//! Every prerequisite of a set-up, each looked at by itself: one that fails hides no other, and what
//! cannot be judged because of it is `unknown` and says so. Nothing is written.

mod applications;
mod checks;
mod followed;
mod jumpcloud;
mod mimecast;
mod prerequisites;
mod reads;

use checks::{of_error, unknown};
pub use prerequisites::Prerequisites;

use crate::check::{Check, Status};
use crate::engine::dangling::dangling;
use crate::engine::session::Whose;
use crate::error::Result;
use crate::mimecast::Mimecast;
use crate::plan::{Desired, ObservedApplication};

/// Looks at everything, in three rounds: whose the credentials are; the lists, the account, and what may be read; what
/// hangs on those.
pub async fn doctor(of: Prerequisites<'_>) -> Vec<Check> {
    let (jumpcloud, signed_in) = tokio::join!(jumpcloud::begin(&of), mimecast::begin(&of));
    let (client, mut of_mimecast) = match signed_in {
        Ok((client, checks)) => (Some(client), checks),
        Err(checks) => (None, checks),
    };
    let permissions = async {
        match client {
            Some(client) => mimecast::permissions(client, of.mode).await,
            None => Default::default(),
        }
    };
    let (found, (permissions, profiles)) = tokio::join!(look(&of, jumpcloud, client), permissions);
    let mut checks = found.jumpcloud;
    of_mimecast.extend(found.whose);
    checks.extend(of_mimecast);
    checks.extend(permissions);
    checks.extend(found.account);
    checks.extend(found.applications);
    checks.extend(found.group);
    if let (Some(desired), Some(Ok(applications))) = (&found.desired, &found.listed) {
        checks.extend(dangling(desired, &profiles, applications));
    }
    checks
}

/// What was found of the two services' sign-in, the account and the applications.
struct Found {
    jumpcloud: Vec<Check>,
    whose: Option<Check>,
    account: Vec<Check>,
    desired: Option<Desired>,
    applications: Vec<Check>,
    group: Option<Check>,
    /// The applications of the organisation.
    listed: Option<Result<Vec<ObservedApplication>>>,
}

async fn look(
    of: &Prerequisites<'_>,
    jumpcloud: Result<jumpcloud::Begun, Vec<Check>>,
    client: Option<&Mimecast>,
) -> Found {
    let reads = async {
        match &jumpcloud {
            Ok(begun) => Some(begun.reads().await),
            Err(_) => None,
        }
    };
    let told = async {
        match client {
            Some(client) => {
                let (whose, check) = mimecast::account(client).await;
                (whose, Some(check))
            }
            None => (Whose::NotAsked, None),
        }
    };
    let (reads, (told, whose)) = tokio::join!(reads, told);
    let confirmed = matches!(told, Whose::Told(_));
    let (desired, account) = account(of, told);
    // As a set-up: of an account that nobody confirms nothing is read, and a group that is to be filled is made.
    let setting = desired.as_ref().map(|desired| &desired.setting);
    let setting = setting.filter(|setting| confirmed && setting.members.is_empty());
    let group = async {
        let name = setting.and_then(|setting| setting.group.as_deref())?;
        Some(mimecast::group(of.mimecast.as_ref().ok()?, name).await)
    };
    let of_jumpcloud = async {
        match (jumpcloud, &reads) {
            (Ok(begun), Some(reads)) => begun.checks(reads).await,
            (Ok(_), None) => Vec::new(),
            (Err(checks), _) => checks,
        }
    };
    let (jumpcloud, applications, group) = tokio::join!(
        of_jumpcloud,
        applications::look(reads.as_ref(), desired.as_ref()),
        group,
    );
    Found {
        jumpcloud,
        whose,
        account,
        desired,
        applications,
        group,
        listed: reads.map(|reads| reads.applications),
    }
}

/// The account code and its grid; what is wanted of it, where both fit.
fn account(of: &Prerequisites<'_>, told: Whose) -> (Option<Desired>, Vec<Check>) {
    const CODE: &str = "account-code";
    const GRID: &str = "grid";
    let (code, check) = match (of.account_code.clone(), told) {
        (Some(given), Whose::Told(told)) if given != told => {
            let message = format!(
                "--account-code says {given}, and the Mimecast credentials belong to {told}"
            );
            let check = Check::new(CODE, Status::Fail, message).remedy(
                "use the credentials of the account that is to be set up, or leave --account-code out",
            );
            let why = "the account code is not known for sure";
            return (None, vec![check, unknown(GRID, why)]);
        }
        // A command goes on with a given code after an answer that does not tell it, and after no other.
        (Some(given), Whose::NotTold(why)) => {
            let message = format!(
                "{given}, as given; Mimecast does not confirm it: {}",
                why.message
            );
            let not_told = [
                "mimecast-permission-missing",
                "mimecast-endpoint-missing",
                "account-code-unreadable",
            ];
            let check = match not_told.contains(&why.code) {
                false => Check::unread(CODE, message),
                true => Check::new(CODE, Status::Warn, message).remedy(
                    "nothing is written to Mimecast through these credentials, and its side is left to be set up by hand",
                ),
            };
            (given, check)
        }
        (Some(code), _) | (None, Whose::Told(code)) => {
            let check = Check::new(CODE, Status::Pass, code.to_string());
            (code, check)
        }
        (None, _) => {
            let check = Check::new(CODE, Status::Fail, "the Mimecast account code is not known")
                .remedy(
                    "pass --account-code CODE (the Mimecast console shows it under Account Settings), \
                     or give Mimecast credentials",
                );
            return (
                None,
                vec![check, unknown(GRID, "the account code is not known")],
            );
        }
    };
    let mut checks = vec![check];
    let desired = match (of.wanted)(code) {
        Ok(desired) => desired,
        Err(error) if error.code == "subdomain-missing" => {
            checks.push(of_error(GRID, &error));
            return (None, checks);
        }
        Err(error) => {
            checks.push(of_error("options", &error));
            return (None, checks);
        }
    };
    checks.extend(desired.refusals.iter().map(|refusal| {
        if desired.allow.covers(refusal) {
            return Check::new(GRID, Status::Warn, &refusal.message);
        }
        let remedy = refusal.override_.as_ref();
        Check {
            remedy: remedy.map(|option| format!("to go ahead all the same: {option}")),
            ..Check::new(GRID, Status::Fail, &refusal.message)
        }
    }));
    let notes = desired.notes.iter();
    checks.extend(notes.map(|note| Check::new(GRID, Status::Warn, &note.message)));
    if checks.len() == 1 {
        checks.push(Check::new(GRID, Status::Pass, desired.site.to_string()));
    }
    (Some(desired), checks)
}
