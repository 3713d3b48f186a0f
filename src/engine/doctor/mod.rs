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
use crate::plan::Desired;

/// Looks at everything.
pub async fn doctor(of: Prerequisites<'_>) -> Vec<Check> {
    let (found, told) = tokio::join!(jumpcloud::look(&of), mimecast::look(&of));
    let mut checks = found.checks;
    checks.extend(told.checks);
    let confirmed = matches!(told.account, Whose::Told(_));
    let (desired, of_account) = account(&of, told.account);
    checks.extend(of_account);
    checks.extend(applications::look(found.reads.as_ref(), desired.as_ref()).await);
    // As a set-up: of an account that nobody confirms nothing is read, and a group that is to be filled is made.
    let setting = desired.as_ref().map(|desired| &desired.setting);
    let setting = setting.filter(|setting| confirmed && setting.members.is_empty());
    let group = setting.and_then(|setting| setting.group.as_deref());
    if let (Ok(client), Some(name)) = (&of.mimecast, group) {
        checks.push(mimecast::group(client, name).await);
    }
    let applications = found.reads.as_ref().map(|reads| &reads.applications);
    if let (Some(desired), Some(Ok(applications))) = (&desired, applications) {
        checks.extend(dangling(desired, &told.profiles, applications));
    }
    checks
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
