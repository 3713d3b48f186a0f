//! Whether a plan puts SAML in force for many people who have not had it yet: then a few had better try it first.

use super::change::Change;
use super::desired::Desired;
use super::observed::Observed;
use super::people::{Members, People};
use super::subject::Subject;

/// The people for whom a plan puts SAML in force at once. `None` where it puts nothing in force, where they are few, and
/// where a group of their own would change nothing: the profile is in force already, or applies by other settings too.
pub fn at_once<'a>(
    desired: &Desired,
    observed: &Observed,
    changes: &[Change],
    people: Option<&'a People>,
) -> Option<&'a Members> {
    let enforces = |c: &Change| matches!(c.subject, Subject::Enforcement(_));
    let profile = observed.profile(&desired.profile);
    let in_force = profile.is_some_and(|p| p.blocks.values().any(|values| values.enforced))
        || !observed.blocks_confirmed(&desired.profile).is_empty();
    let mut others = observed.other_settings(&desired.profile, &desired.setting.description);
    if !changes.iter().any(enforces) || in_force || others.next().is_some() {
        return None;
    }
    let members = people.map_or(&Members::NotRead, |people| &people.members);
    (!members.are_few()).then_some(members)
}
