//! Until when Mimecast may act on what it was told before. It takes a while (up to 15 minutes, by its own text) to act on a
//! changed profile or setting, and whoever touches meanwhile what people still sign in with locks them out: also a run that
//! follows one that was killed. So the writes are read from the journals, those of this run and of the ones before it.

use std::collections::BTreeMap;
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::connector::Block;
use crate::error::Result;
use crate::journal::{Intent, Line, Object, Recorded};
use crate::mimecast::{Profile, Setting};
use crate::plan::{BlockField, ObservedMimecast, Subject};

/// The last times that Mimecast was told something that it may not act on yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lately {
    /// SAML is no longer enforced in a block. Until Mimecast acts on that, nothing else is touched.
    pub released: Option<OffsetDateTime>,
    /// People for whom SAML is enforced are to sign in with something else. Until Mimecast acts on that, what they sign in
    /// with stays as it is.
    pub moved: Option<OffsetDateTime>,
}

impl Lately {
    /// The later of both, each by itself.
    #[must_use]
    pub fn or_later(self, other: Self) -> Self {
        Lately {
            released: self.released.max(other.released),
            moved: self.moved.max(other.moved),
        }
    }

    /// The same for a run that enforces again what was released: only what people sign in with waits.
    #[must_use]
    pub fn for_set_up(self) -> Self {
        Lately {
            released: None,
            moved: self.moved.max(self.released),
        }
    }
}

/// What the last of these runs, oldest first, told Mimecast. Runs that ended longer than `propagation` before `now` count for
/// nothing.
///
/// # Errors
/// A journal that cannot be read again.
pub fn told_lately(
    runs: &[Recorded],
    propagation: Duration,
    now: OffsetDateTime,
) -> Result<Lately> {
    let mut lately = Lately::default();
    for run in runs.iter().rev().filter(|run| run.changes() > 0) {
        let end = run.end.as_ref().and_then(|end| parsed(&end.at));
        if end.is_some_and(|end| now - end > propagation) {
            break;
        }
        let console = &run.start.console;
        let mut follower = Follower::new(&console.profile, &console.setting, None);
        run.each(|line| follower.line(line))?;
        lately = lately.or_later(follower.lately);
    }
    Ok(lately)
}

fn parsed(at: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(at, &Rfc3339).ok()
}

/// Follows the writes and console steps of one run.
pub struct Follower {
    /// The ids of the console steps that end enforcement, and of those that change profile or setting.
    release: String,
    steps: [String; 3],
    /// Whether each profile is known to enforce SAML; one that is not known may.
    enforces: BTreeMap<String, bool>,
    released_by_hand: bool,
    /// What the write does whose end is the next line.
    open: Effect,
    /// What it found.
    pub lately: Lately,
}

/// What one write or step does.
#[derive(Debug, Clone, Copy, Default)]
struct Effect {
    releases: bool,
    moves: bool,
}

impl Follower {
    /// Of a run about this profile and this setting; `mimecast` is what was read before it, where that is known.
    pub fn new(profile: &str, setting: &str, mimecast: Option<&ObservedMimecast>) -> Self {
        let profile = || profile.to_owned();
        let steps = [
            Subject::Profile(profile()),
            Subject::Setting(setting.to_owned()),
            Subject::Enforcement(profile()),
        ];
        let known = mimecast.into_iter().flat_map(|m| &m.profiles);
        let enforces = known.map(|p| {
            let enforces = p.blocks.values().any(|values| values.enforced);
            (p.description.clone(), enforces)
        });
        Follower {
            release: Subject::Release(profile()).id(),
            steps: steps.map(|subject| subject.id()),
            enforces: enforces.collect(),
            released_by_hand: false,
            open: Effect::default(),
            lately: Lately::default(),
        }
    }

    /// The next line of the run's journal.
    pub fn line(&mut self, line: &Line) {
        match line {
            Line::Intent(intent) => {
                self.open = self.effect_of(intent);
                self.at(&intent.at, self.open);
            }
            // By then Mimecast has it for certain.
            Line::Result(result) => {
                let ended = std::mem::take(&mut self.open);
                self.at(&result.at, ended);
            }
            Line::Step(step) => {
                let releases = step.change == self.release;
                self.released_by_hand |= releases;
                // Once a person has ended enforcement, what is taken away after it changes nothing for anybody.
                let after_release = self.released_by_hand && step.removing;
                let moves = self.steps.contains(&step.change) && !after_release;
                self.at(&step.at, Effect { releases, moves });
            }
            _ => {}
        }
    }

    fn at(&mut self, at: &str, told: Effect) {
        let at = parsed(at);
        self.lately = self.lately.or_later(Lately {
            released: at.filter(|_| told.releases),
            moved: at.filter(|_| told.moves),
        });
    }

    fn effect_of(&mut self, intent: &Intent) -> Effect {
        let Some(before) = &intent.before else {
            return Effect::default();
        };
        match &intent.object {
            Object::Profile { description } => {
                let before = Profile::new(before.clone());
                let wanted = intent.wanted.clone().map(Profile::new);
                let enforces = |block| wanted.as_ref().is_some_and(|w| w.block(block).enforced);
                let enforces = Block::ALL.into_iter().any(enforces);
                self.enforces.insert(description.clone(), enforces);
                Effect {
                    releases: released(&before, wanted.as_ref()),
                    moves: signs_otherwise(&before, wanted.as_ref()),
                }
            }
            Object::Setting { .. } => {
                let before = Setting::new(before.clone());
                let wanted = intent.wanted.clone().map(Setting::new);
                Effect {
                    releases: false,
                    moves: self.may_enforce(&before) && applies_otherwise(&before, wanted.as_ref()),
                }
            }
            _ => Effect::default(),
        }
    }

    /// Whether the profile that a setting applies may enforce SAML.
    fn may_enforce(&self, setting: &Setting) -> bool {
        let known = setting
            .profile_name()
            .and_then(|name| self.enforces.get(name));
        known.copied().unwrap_or(true)
    }
}

/// Whether a write ends enforcement for a block of a profile that stays.
fn released(before: &Profile, wanted: Option<&Profile>) -> bool {
    let ends =
        |wanted: &Profile, block| before.block(block).enforced && !wanted.block(block).enforced;
    wanted.is_some_and(|wanted| Block::ALL.into_iter().any(|block| ends(wanted, block)))
}

/// Whether people for whom SAML is enforced are sent elsewhere, or believed by something else, or lose their profile.
fn signs_otherwise(before: &Profile, wanted: Option<&Profile>) -> bool {
    Block::ALL.into_iter().any(|block| {
        let (was, is) = (before.block(block), wanted.map(|w| w.block(block)));
        let same = |field: &BlockField| {
            is.as_ref()
                .is_some_and(|is| is.shown(*field) == was.shown(*field))
        };
        was.enforced && !BlockField::SIGNER.iter().all(same)
    })
}

/// Whether a setting applies another profile, or to other people, or goes. Where a record tells no name, the ids say it.
fn applies_otherwise(before: &Setting, wanted: Option<&Setting>) -> bool {
    let Some(wanted) = wanted else {
        return true;
    };
    let profile = match (before.profile_name(), wanted.profile_name()) {
        (Some(before), Some(wanted)) => before == wanted,
        _ => before.authentication_profile_id() == wanted.authentication_profile_id(),
    };
    let group = match (before.group_name(), wanted.group_name()) {
        (Some(before), Some(wanted)) => before == wanted,
        _ => before.group_id() == wanted.group_id(),
    };
    !(profile && group)
}

#[cfg(test)]
mod tests;
