//! Whether sign-in is tried by a few people before everybody depends on it.

use crate::plan::at_once::at_once;
use crate::plan::case::Case;
use crate::plan::change::Change;
use crate::plan::people::Members;
use crate::plan::refusal::{Guard, Verdict, Warning};

use super::enforced_blocks;

/// Warns where SAML is put in force at once for more people than are to try it. The other guards were asked.
pub(super) fn judge(case: &Case<'_>, changes: &[Change], verdict: &mut Verdict) {
    let Some(members) = at_once(case.desired, case.observed, changes, case.people) else {
        return;
    };
    // Both say what to do about it already.
    let said = [Guard::SignInUnproven.name(), Guard::PeopleUnread.name()];
    let refused = verdict.refusals.iter().map(|r| r.guard);
    let mut told = refused.chain(verdict.warnings.iter().map(|w| w.code));
    if told.any(|code| said.contains(&code)) {
        return;
    }
    let whom = match members {
        Members::Known(members) => format!("{} people", members.len()),
        _ => "everybody in the Mimecast group, and how many that are is not known".to_owned(),
    };
    let first = enforced_blocks(changes);
    let first: Vec<&str> = first.iter().map(|block| block.as_str()).collect();
    verdict.warnings.push(Warning {
        code: "no-pilot",
        message: format!(
            "SAML is enforced for the first time ({}), at once for {whom}. To try it with a few people first: --pilot EMAIL \
             --pilot-only, then sso-setup mimecast watch",
            first.join(", ")
        ),
    });
}

#[cfg(test)]
mod tests;
