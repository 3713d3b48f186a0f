//! What JumpCloud is asked of one group, of one application and of sign-ins: calls that other commands make, on the first
//! there is of each.

use super::checks::{not_needed, of_error, unknown};
use super::reads::Reads;
use crate::check::{Check, Status};
use crate::connector::Holder;
use crate::error::Result;
use crate::text;

/// The checks, in the order they are shown.
pub const NAMES: [&str; 3] = [MEMBERS, ACCESS, EVENTS];

const MEMBERS: &str = "jumpcloud/read-group-members";
const ACCESS: &str = "jumpcloud/read-access";
const EVENTS: &str = "jumpcloud/read-events";

pub async fn look(reads: &Reads) -> [Check; 3] {
    let (members, access, events) = tokio::join!(members(reads), access(reads), events(reads));
    [members, access, events]
}

async fn members(reads: &Reads) -> Check {
    let groups = reads.groups.as_ref().ok();
    let Some(group) = groups.and_then(|groups| groups.first()) else {
        return unknown(MEMBERS, "there is no user group to ask about");
    };
    let name = text::value(&group.name, 80);
    let read = reads.client.group_members(&group.id).await;
    told(MEMBERS, read.map(|members| members.len()), |members| {
        format!("the members of \"{name}\" ({members})")
    })
}

async fn access(reads: &Reads) -> Check {
    let applications = reads.applications.as_ref().ok();
    let Some(application) = applications.and_then(|all| all.first()) else {
        return unknown(ACCESS, "there is no application to ask about");
    };
    let label = text::value(&application.label, 80);
    let (groups, users) = tokio::join!(
        reads.client.bound(&application.id, Holder::Group),
        reads.client.bound(&application.id, Holder::User),
    );
    let bound = groups.and_then(|groups| Ok(groups.len() + users?.len()));
    told(ACCESS, bound, |bound| {
        format!("who may use \"{label}\" (bound to it: {bound})")
    })
}

/// Only `watch` reads these.
async fn events(reads: &Reads) -> Check {
    let tells = async { reads.client.insights()?.tells_anything().await };
    match tells.await {
        Ok(true) => Check::new(EVENTS, Status::Pass, "Directory Insights may be read"),
        Ok(false) => unknown(
            EVENTS,
            "Directory Insights has no event of the last week: nothing shows that it may be read",
        ),
        Err(error) => {
            let check = not_needed(of_error(EVENTS, &error));
            Check {
                message: format!("{} (for watch: the evidence of a sign-in)", check.message),
                ..check
            }
        }
    }
}

/// `what` says what was read, by how many there are.
fn told(name: &str, read: Result<usize>, what: impl Fn(usize) -> String) -> Check {
    match read {
        Ok(0) => unknown(
            name,
            format!("{}: nothing shows that it may be read", what(0)),
        ),
        Ok(count) => Check::new(name, Status::Pass, format!("{} may be read", what(count))),
        Err(error) => of_error(name, &error),
    }
}
