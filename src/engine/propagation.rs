//! When Mimecast was last told to stop enforcing SAML. It goes on enforcing for a while (up to 15 minutes, by its own
//! text), and whoever touches the other side before locks people out: also a run that follows one that was killed.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::connector::Block;
use crate::error::Result;
use crate::journal::{Intent, Line, Object, Recorded};
use crate::mimecast::Profile;
use crate::plan::Subject;

/// The last time that one of these runs, oldest first, stopped enforcing SAML, or may have.
///
/// # Errors
/// A journal that cannot be read again.
pub fn last_release(runs: &[Recorded]) -> Result<Option<OffsetDateTime>> {
    for run in runs.iter().rev().filter(|run| run.changes() > 0) {
        let mut last = None;
        let step = Subject::Release(run.start.console.profile.clone()).id();
        run.each(|line| last = last.max(released_at(line, &step)))?;
        if last.is_some() {
            return Ok(last);
        }
    }
    Ok(None)
}

/// `release` is the console step that ends enforcement in the run's profile.
fn released_at(line: &Line, release: &str) -> Option<OffsetDateTime> {
    let at = match line {
        Line::Intent(intent) if releases(intent) => &intent.at,
        Line::Step(step) if step.change == release => &step.at,
        _ => return None,
    };
    OffsetDateTime::parse(at, &Rfc3339).ok()
}

/// Whether a write ends enforcement for a block. A profile that goes was released before.
fn releases(intent: &Intent) -> bool {
    let (Object::Profile { .. }, Some(before), Some(wanted)) =
        (&intent.object, &intent.before, &intent.wanted)
    else {
        return false;
    };
    let (before, wanted) = (Profile::new(before.clone()), Profile::new(wanted.clone()));
    Block::ALL
        .into_iter()
        .any(|block| before.block(block).enforced && !wanted.block(block).enforced)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::journal::Step;

    const RELEASE: &str = "mimecast/authentication-profile/X#release";

    fn profile(enforced: bool) -> Value {
        json!({"description": "JumpCloud SSO", "blocks": {"web-apps": {"enforced": enforced}}})
    }

    fn write(minute: u8, before: Option<Value>, wanted: Option<Value>) -> Line {
        Line::Intent(Box::new(Intent {
            number: 1,
            at: format!("2026-11-25T12:{minute:02}:00Z"),
            object: Object::Profile {
                description: "JumpCloud SSO".to_owned(),
            },
            before,
            wanted,
        }))
    }

    fn step(minute: u8, change: &str) -> Line {
        Line::Step(Step {
            at: format!("2026-11-25T12:{minute:02}:00Z"),
            change: change.to_owned(),
            removing: true,
        })
    }

    #[test]
    fn the_last_write_or_step_that_ends_enforcement() {
        let (on, off) = (Some(profile(true)), Some(profile(false)));
        for (lines, expected) in [
            (vec![], None),
            (vec![write(1, off.clone(), on.clone())], None),
            (vec![write(1, on.clone(), on.clone())], None),
            (vec![write(1, off.clone(), None)], None),
            (vec![write(1, on.clone(), off.clone())], Some(1)),
            (
                vec![
                    write(1, on.clone(), off.clone()),
                    write(2, off.clone(), None),
                ],
                Some(1),
            ),
            (vec![write(1, on, off), step(3, RELEASE)], Some(3)),
            (
                vec![step(3, "mimecast/authentication-profile/X#enforce")],
                None,
            ),
            // Not this profile's: a step that sets up one called "Y#release" has this id.
            (
                vec![step(3, "mimecast/authentication-profile/Y#release")],
                None,
            ),
        ] {
            let at = lines
                .iter()
                .filter_map(|line| released_at(line, RELEASE))
                .max();
            assert_eq!(at.map(OffsetDateTime::minute), expected, "{lines:?}");
        }
    }
}
