//! The order of every plan, whatever its goal: what sign-in hangs on is let go of before it is disturbed, and relied on
//! again once it is right.
//!
//! ```text
//! stop enforcing ─> applications, access ─> profile ─> setting ─> enforce
//!              └──> setting off ─> profile emptied or deleted ─> access ends ─> application goes
//!                   profile: another application takes over ──┘
//! ```
//!
//! Which change waits for which stands in one table here; nobody else says so. How long Mimecast takes to act on what it
//! was told is the engine's to wait for.

use std::collections::BTreeSet;

use crate::connector::Connector;

use super::change::{Action, Change};
use super::document::SIGN_IN;
use super::field::Field;
use super::form::SettingField;
use super::subject::Subject;

/// What a change does to sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing hangs on it, or it hangs on nothing: a user group, a duplicate.
    Free,
    /// Stops enforcing SAML.
    Release,
    /// Deletes the application that makes room for another under its IdP URL.
    MakesRoom,
    /// Makes, changes or renews an application.
    Application,
    /// Gives access to an application.
    Access,
    /// Adds members to the Mimecast group that is sent to JumpCloud.
    Members,
    /// Takes people off the profile.
    Detach,
    /// Writes to the profile, or deletes it.
    Profile,
    /// Applies the profile.
    Attach,
    /// Enforces SAML.
    Enforce,
    /// Takes access away.
    AccessEnds,
    /// Switches an application off, or deletes it.
    ApplicationEnds,
    /// Deletes the application that another takes the place of.
    Superseded,
    /// Uploads the tile image.
    Logo,
}

impl Phase {
    fn of(change: &Change, profile: &str) -> Self {
        match &change.subject {
            Subject::Group(_) | Subject::Duplicate { .. } => Phase::Free,
            Subject::Release(_) => Phase::Release,
            Subject::Application(_) if ends_sign_in(change) => Phase::ApplicationEnds,
            Subject::Application(_) | Subject::Certificate(_) => Phase::Application,
            Subject::Deactivation(_) => Phase::ApplicationEnds,
            Subject::Superseded { first: true, .. } => Phase::MakesRoom,
            Subject::Superseded { first: false, .. } => Phase::Superseded,
            Subject::Logo(_) => Phase::Logo,
            Subject::Access(_) if change.fields.iter().all(Field::ends) => Phase::AccessEnds,
            Subject::Access(_) => Phase::Access,
            Subject::MimecastGroup(_) => Phase::Members,
            Subject::Profile(_) => Phase::Profile,
            Subject::Setting(_) => {
                let applied = change.field(SettingField::AuthenticationProfile.name());
                let elsewhere = applied.is_some_and(|field| field.after != profile.into());
                match elsewhere || change.action == Action::Delete {
                    true => Phase::Detach,
                    false => Phase::Attach,
                }
            }
            Subject::Enforcement(_) => Phase::Enforce,
        }
    }

    /// The phases that come before this one: those of its own connector's application, and those at Mimecast.
    const fn waits_for(self) -> (&'static [Phase], &'static [Phase]) {
        use Phase::{
            Access, AccessEnds, Application, Attach, Detach, Enforce, MakesRoom, Members, Profile,
            Release,
        };
        match self {
            Phase::Free | Phase::Release => (&[], &[]),
            Phase::MakesRoom => (&[], &[Release]),
            Phase::Application => (&[MakesRoom], &[Release]),
            Phase::Access => (&[Application], &[Release]),
            Phase::Members => (&[], &[]),
            Phase::Detach => (&[], &[Release]),
            Phase::Profile => (&[], &[Release, Detach]),
            Phase::Attach => (&[], &[Release, Members, Profile]),
            Phase::Enforce => (&[], &[Release, Detach, Profile, Attach]),
            Phase::AccessEnds => (&[], &[Release, Detach, Profile, Attach]),
            Phase::ApplicationEnds => (&[AccessEnds], &[Release, Detach, Profile, Attach]),
            Phase::Superseded => (
                &[Application, Access],
                &[Release, Detach, Profile, Attach, Enforce],
            ),
            Phase::Logo => (&[Application], &[]),
        }
    }
}

/// Whether nobody can sign in through the application any more once a change is made.
pub fn ends_sign_in(change: &Change) -> bool {
    let off = |field: &Field| field.after == false.into();
    match &change.subject {
        Subject::Deactivation(_) | Subject::Superseded { .. } => true,
        Subject::Application(_) => {
            change.action == Action::Delete || change.field("active").is_some_and(off)
        }
        _ => false,
    }
}

/// Whether a change disturbs what people sign in with: it takes something away, or answers go elsewhere or under another
/// name, or are signed with another key.
pub fn disturbs(change: &Change) -> bool {
    match &change.subject {
        Subject::Application(_) if change.action == Action::Update => {
            SIGN_IN.iter().any(|name| change.field(name).is_some())
        }
        Subject::Certificate(_) => true,
        Subject::Access(_) => change.fields.iter().any(Field::ends),
        _ => ends_sign_in(change),
    }
}

/// The changes in their order, each with those that it waits for. `signers` are the connectors whose applications the
/// blocks of `profile` take their IdP from.
pub fn bracket(changes: Vec<Change>, profile: &str, signers: &BTreeSet<Connector>) -> Vec<Change> {
    let phases: Vec<Phase> = changes.iter().map(|c| Phase::of(c, profile)).collect();
    let waits = |at: usize, other: usize| {
        let (change, first) = (&changes[at], &changes[other]);
        let (phase, before) = (phases[at], phases[other]);
        let (own, mimecast) = phase.waits_for();
        let connector = first.subject.connector();
        match before {
            Phase::Free => match (&first.subject, phase) {
                (Subject::Group(name), Phase::Access) => {
                    change.fields.iter().any(|f| f.after.text() == Some(name))
                }
                _ => false,
            },
            // An application that keeps what people sign in with needs nobody let go of.
            Phase::Release if matches!(phase, Phase::Application | Phase::Access) => {
                disturbs(change)
            }
            Phase::Application | Phase::Access
                if matches!(phase, Phase::Profile | Phase::Enforce) =>
            {
                connector.is_some_and(|c| signers.contains(&c))
            }
            Phase::Access if phase == Phase::Members => true,
            _ if mimecast.contains(&before) => true,
            _ => connector == change.subject.connector() && own.contains(&before),
        }
    };
    let mut waiting: Vec<usize> = (0..changes.len()).collect();
    let mut placed: Vec<usize> = Vec::with_capacity(changes.len());
    let mut ordered = Vec::with_capacity(changes.len());
    while !waiting.is_empty() {
        // The first that waits for none of the rest. The table has no circle; should one appear, the given order is kept.
        let ready = |at: &&usize| {
            !waiting
                .iter()
                .any(|other| other != *at && waits(**at, *other))
        };
        let next = waiting.iter().find(ready).copied().unwrap_or(waiting[0]);
        waiting.retain(|at| *at != next);
        let first = placed.iter().filter(|first| waits(next, **first));
        let mut change = changes[next].clone();
        change.depends_on = first.map(|at| changes[*at].subject.clone()).collect();
        placed.push(next);
        ordered.push(change);
    }
    ordered
}

#[cfg(test)]
mod tests;
