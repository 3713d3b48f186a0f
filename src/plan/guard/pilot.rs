//! Whether sign-in is tried by a few people before everybody depends on it.

use crate::connector::Block;
use crate::plan::case::Case;
use crate::plan::change::Change;
use crate::plan::form::BlockField;
use crate::plan::people::Members;
use crate::plan::refusal::{Guard, Verdict, Warning};
use crate::plan::subject::Subject;

use super::enforced_blocks;

/// The most people that a pilot group has.
pub(super) const PILOT: usize = 5;

/// Whether SAML is enforced for no more people than are to try it.
pub(super) fn is_for_a_few(case: &Case<'_>) -> bool {
    let members = case.people.map(|people| &people.members);
    matches!(members, Some(Members::Known(members)) if members.len() <= PILOT)
}

/// Warns where SAML is enforced for the first time, and for more people than a pilot group has. The other guards were asked.
pub(super) fn judge(case: &Case<'_>, changes: &[Change], verdict: &mut Verdict) {
    let released = |block: &Block| {
        let name = BlockField::Enforced.of(*block);
        let mut releases = changes
            .iter()
            .filter(|c| matches!(c.subject, Subject::Release(_)));
        releases.any(|c| c.field(&name).is_some())
    };
    let first = enforced_blocks(changes);
    let first: Vec<&str> = (first.iter().filter(|b| !released(b)))
        .map(|block| block.as_str())
        .collect();
    // Both say what to do about it already.
    let said = [Guard::SignInUnproven.name(), Guard::PeopleUnread.name()];
    let refused = verdict.refusals.iter().map(|r| r.guard);
    let mut told = refused.chain(verdict.warnings.iter().map(|w| w.code));
    let is_said = told.any(|code| said.contains(&code));
    if first.is_empty() || is_for_a_few(case) || is_said {
        return;
    }
    let whom = match case.people.map(|people| &people.members) {
        Some(Members::Known(members)) => format!("{} people", members.len()),
        _ => "everybody in the Mimecast group, and how many that are is not known".to_owned(),
    };
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
