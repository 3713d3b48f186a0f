//! Whether people could still sign in: administrators, and those whom the profile applies to.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{Block, Connector};
use crate::plan::change::Change;
use crate::plan::desired::Desired;
use crate::plan::observed::Observed;
use crate::plan::people::{Access, Members, People, SignIn};
use crate::plan::refusal::{Guard, Verdict, Warning};

use super::applies_anew;

/// Most people named in one message.
const NAMED: usize = 10;

/// Asks about the blocks that would be put in force. People who were not read are never taken for nobody.
pub(super) fn judge(
    desired: &Desired,
    observed: &Observed,
    people: Option<&People>,
    enforced: &[Block],
    verdict: &mut Verdict,
) {
    if enforced.is_empty() {
        return;
    }
    let Some(people) = people else {
        verdict.refusals.push(Guard::PeopleUnread.refuse(format!(
            "SAML would be enforced ({}), and who could sign in was not read",
            names(enforced.iter().copied())
        )));
        return;
    };
    unread(desired, observed, people, enforced, verdict);
    admin_lockout(desired, observed, people, enforced, verdict);
    user_lockout(desired, observed, people, enforced, verdict);
}

fn names(blocks: impl Iterator<Item = Block>) -> String {
    let names: Vec<&str> = blocks.map(|b| b.as_str()).collect();
    names.join(", ")
}

/// What was not read of people, for the blocks that would be put in force.
fn unread(
    desired: &Desired,
    observed: &Observed,
    people: &People,
    enforced: &[Block],
    verdict: &mut Verdict,
) {
    let mut seen = BTreeSet::new();
    for block in enforced {
        let Some(source) = desired.blocks.get(block).map(|b| b.source) else {
            continue;
        };
        let why = match people.access.get(&source) {
            Some(Access::Known(_)) => continue,
            Some(Access::Unreadable(why)) => why.as_str(),
            None => "it was not asked for",
        };
        if seen.insert(source) {
            verdict.refusals.push(Guard::PeopleUnread.refuse(format!(
                "SAML would be enforced ({block}), and who has access to the connector {source} could not be read for \
                 certain: {why}"
            )));
        }
    }
    match &people.members {
        Members::Unreadable(why) => {
            verdict.refusals.push(Guard::PeopleUnread.refuse(format!(
                "the members of {} could not be read, so nobody can say who would be locked out: {why}",
                group(desired, observed)
            )));
        }
        Members::NotRead => verdict.warnings.push(Warning {
            code: "members-unread",
            message: format!(
                "whether everybody in {} can sign in through JumpCloud was not checked: that needs \
                 MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET",
                group(desired, observed)
            ),
        }),
        Members::Known(_) => {}
    }
}

/// The Mimecast groups that the profile applies to, in words.
fn group(desired: &Desired, observed: &Observed) -> String {
    let mut group = match &desired.setting.group {
        Some(name) => format!("the Mimecast group \"{name}\""),
        None => format!("the Mimecast group of \"{}\"", desired.setting.description),
    };
    for other in observed.other_settings(&desired.profile, &desired.setting.description) {
        group.push_str(&format!(
            " or that of \"{}\", which has the profile too,",
            other.description
        ));
    }
    group
}

fn admin_lockout(
    desired: &Desired,
    observed: &Observed,
    people: &People,
    enforced: &[Block],
    verdict: &mut Verdict,
) {
    let block = desired.blocks.get(&Block::AdminConsole);
    let Some(block) = block.filter(|_| enforced.contains(&Block::AdminConsole)) else {
        return;
    };
    let source = block.source;
    let Some(admin) = &desired.admin else {
        verdict.refusals.push(Guard::AdminLockout.refuse(
            "SAML would be enforced for administrators, and no administrator was named who could still sign in. \
             Name one with --admin EMAIL",
        ));
        return;
    };
    // What was not read has its own guard.
    let Some(Access::Known(access)) = people.access.get(&source) else {
        return;
    };
    let label = observed
        .ours
        .get(&source)
        .map(|o| o.application.label.as_str())
        .or(desired.application(source).map(|a| a.label.as_str()))
        .unwrap_or_default();
    let message = match access.get(&admin.to_lowercase()) {
        Some(SignIn::Can) => return,
        Some(held) => format!(
            "SAML would be enforced for administrators, and {admin}, who has access to \"{label}\" (connector \
             {source}), {}. Mend that in the JumpCloud console, or name another administrator with --admin",
            held.why_not().unwrap_or_default()
        ),
        None => format!(
            "SAML would be enforced for administrators, and {admin} is not a JumpCloud user with access to \
             \"{label}\" (connector {source}). Bind a group that {admin} is a member of with --group, or name another \
             administrator with --admin"
        ),
    };
    verdict.refusals.push(Guard::AdminLockout.refuse(message));
}

/// Why somebody could not sign in any more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    NoAccess(Connector),
    Held(&'static str),
    Pending,
}

impl Reason {
    fn of(access: &BTreeMap<String, SignIn>, email: &str, source: Connector) -> Option<Self> {
        match access.get(email) {
            Some(SignIn::Can) => None,
            Some(SignIn::PasswordPending) => Some(Reason::Pending),
            Some(SignIn::Cannot(why)) => Some(Reason::Held(why)),
            None => Some(Reason::NoAccess(source)),
        }
    }

    fn text(self, count: usize) -> String {
        let one = count == 1;
        match self {
            Reason::NoAccess(source) if one => {
                format!("1 is no JumpCloud user with access to the connector {source}")
            }
            Reason::NoAccess(source) => {
                format!("{count} are no JumpCloud users with access to the connector {source}")
            }
            Reason::Held(why) if one => format!("1 {why}"),
            Reason::Held(why) => format!("{count}, each of whom {why}"),
            Reason::Pending if one => "1 only has to set a password".to_owned(),
            Reason::Pending => format!("{count} only have to set a password"),
        }
    }
}

fn user_lockout(
    desired: &Desired,
    observed: &Observed,
    people: &People,
    enforced: &[Block],
    verdict: &mut Verdict,
) {
    let mut locked_out: BTreeMap<&str, Reason> = BTreeMap::new();
    let mut blocks = BTreeSet::new();
    let none = Vec::new();
    let members = match &people.members {
        Members::Known(members) => members,
        _ => &none,
    };
    for block in enforced.iter().filter(|b| **b != Block::AdminConsole) {
        let Some(source) = desired.blocks.get(block).map(|b| b.source) else {
            continue;
        };
        // What was not read has its own guard.
        let Some(Access::Known(access)) = people.access.get(&source) else {
            continue;
        };
        for email in members {
            if let Some(reason) = Reason::of(access, email, source) {
                locked_out.entry(email).or_insert(reason);
                blocks.insert(*block);
            }
        }
        let unknown = !matches!(people.members, Members::Known(_));
        if unknown && !access.values().any(|sign_in| sign_in.can()) {
            verdict.refusals.push(Guard::UserLockout.refuse(format!(
                "SAML would be enforced ({block}) while nobody who can sign in has access to the connector {source}: \
                 everybody would be locked out, and how many that are is not known"
            )));
        }
    }
    if locked_out.is_empty() {
        return;
    }
    let group = group(desired, observed);
    let count = locked_out.len();
    verdict.refusals.push(Guard::UserLockout.refuse_counted(
        count,
        format!(
            "{count} of {} people in {group} could not sign in any more ({}): {}",
            members.len(),
            names(blocks.into_iter()),
            by_reason(&locked_out, &people.aliases)
        ),
    ));
}

/// Those who would be locked out, reason by reason, and the first ten by name.
fn by_reason(locked_out: &BTreeMap<&str, Reason>, aliases: &BTreeSet<String>) -> String {
    let name = |email: &&str| match aliases.contains(*email) {
        true => format!("{email} (an alias at Mimecast)"),
        false => (*email).to_owned(),
    };
    let mut reasons: BTreeMap<Reason, Vec<&str>> = BTreeMap::new();
    for (email, reason) in locked_out {
        reasons.entry(*reason).or_default().push(email);
    }
    let mut left = NAMED;
    let parts: Vec<String> = reasons
        .iter()
        .map(|(reason, emails)| {
            let first: Vec<String> = emails.iter().take(left).map(name).collect();
            left -= first.len();
            let more = emails.len() - first.len();
            let named = match (first.is_empty(), more) {
                (true, _) => String::new(),
                (false, 0) => format!(": {}", first.join(", ")),
                (false, more) => format!(": {} and {more} more", first.join(", ")),
            };
            format!("{}{named}", reason.text(emails.len()))
        })
        .collect();
    parts.join("; ")
}

/// Blocks that the profile enforces and that this run does not look after: nobody has checked who
/// could pass them, so they are not applied to other people.
pub(super) fn left_out(
    desired: &Desired,
    observed: &Observed,
    people: Option<&People>,
    changes: &[Change],
    verdict: &mut Verdict,
) {
    if !changes.iter().any(applies_anew) {
        return;
    }
    let profile = observed.profile(&desired.profile);
    let mut enforced = observed.blocks_confirmed(&desired.profile);
    let read = profile.into_iter().flat_map(|p| &p.blocks);
    enforced.extend(read.filter(|(_, v)| v.enforced).map(|(block, _)| *block));
    for block in &enforced {
        if desired.blocks.contains_key(block) {
            continue;
        }
        let message = format!(
            "the profile \"{}\" also enforces {block}, which this run does not look after, and would now apply to other \
             people. Add the connectors it was set up with, or --enforce {block}",
            desired.profile
        );
        let members = people.map(|p| &p.members);
        verdict.refusals.push(match (block, members) {
            (Block::AdminConsole, _) => Guard::AdminLockout.refuse(message),
            (_, Some(Members::Known(members))) => {
                Guard::UserLockout.refuse_counted(members.len(), message)
            }
            _ => Guard::UserLockout.refuse(message),
        });
    }
}
