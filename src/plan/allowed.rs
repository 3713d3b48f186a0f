//! What a person overrode by name.

use std::collections::BTreeSet;

use clap::ValueEnum;

use super::refusal::{Guard, Refusal};

/// How many people a person said may be locked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowMany {
    /// Not said: the refusal answers with the number to give.
    NotSaid,
    /// At most so many.
    AtMost(usize),
    /// However many: covers only where nobody could count them.
    Uncounted,
}

/// One `--allow` as given: `GUARD`, or `user-lockout=N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Override {
    /// The guard.
    pub guard: Guard,
    /// Of the guard `user-lockout`.
    pub people: HowMany,
}

impl Override {
    /// Reads `GUARD`, `user-lockout=N` or `user-lockout=all`.
    ///
    /// # Errors
    /// What is wrong with it; `None` for a name that no guard has.
    pub fn parse(text: &str) -> Result<Self, Option<String>> {
        let (name, people) = match text.split_once('=') {
            None => (text, HowMany::NotSaid),
            Some((name, "all")) => (name, HowMany::Uncounted),
            Some((name, number)) => match number.parse() {
                Ok(people) if number.bytes().all(|b| b.is_ascii_digit()) => {
                    (name, HowMany::AtMost(people))
                }
                _ => {
                    return Err(Some(
                        "expected user-lockout=N, with the number of people who may be locked out"
                            .to_owned(),
                    ));
                }
            },
        };
        let guard = Guard::from_str(name, false).map_err(|_| None)?;
        if guard != Guard::UserLockout && people != HowMany::NotSaid {
            return Err(Some(format!(
                "only user-lockout takes a number; expected {}",
                guard.name()
            )));
        }
        Ok(Override { guard, people })
    }
}

impl From<Guard> for Override {
    fn from(guard: Guard) -> Self {
        Override {
            guard,
            people: HowMany::NotSaid,
        }
    }
}

/// What was overridden by name. Of the guard `user-lockout`, how many people were let go too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    guards: BTreeSet<Guard>,
    people: usize,
    uncounted: bool,
}

impl Allowed {
    /// Whether a guard was overridden, whomever it is about. Of `user-lockout`, whose override says how many people,
    /// that is where nobody can count them; see [`Allowed::covers`].
    pub fn contains(&self, guard: &Guard) -> bool {
        match guard {
            Guard::UserLockout => self.uncounted,
            _ => self.guards.contains(guard),
        }
    }

    /// Adds one `--allow`.
    pub fn allow(&mut self, given: Override) {
        self.guards.insert(given.guard);
        match given.people {
            HowMany::NotSaid => {}
            HowMany::AtMost(people) => self.people = self.people.max(people),
            HowMany::Uncounted => self.uncounted = true,
        }
    }

    /// Whether a refusal was overridden: by its guard's name, and where it counts people, by a number that is not
    /// smaller.
    pub fn covers(&self, refusal: &Refusal) -> bool {
        let mut guards = self.guards.iter();
        let named = guards.any(|guard| guard.name() == refusal.guard);
        let counts = refusal.guard == Guard::UserLockout.name();
        named
            && (!counts
                || match refusal.people {
                    Some(people) => people <= self.people,
                    None => self.uncounted,
                })
    }

    /// Every override as `--allow` takes it, in a stable order: what a digest covers.
    pub fn names(&self) -> Vec<String> {
        // One that says how many is not also the one that does not.
        let counted = self.people > 0 || self.uncounted;
        let bare = |guard: &&Guard| !(counted && **guard == Guard::UserLockout);
        let guards = self.guards.iter().filter(bare);
        let guards = guards.map(|guard| guard.name().to_owned());
        let people = (self.people > 0).then(|| Guard::UserLockout.counted(self.people));
        let uncounted = self.uncounted.then(|| Guard::UserLockout.uncounted());
        guards.chain(people).chain(uncounted).collect()
    }
}

impl FromIterator<Override> for Allowed {
    fn from_iter<I: IntoIterator<Item = Override>>(given: I) -> Self {
        let mut allowed = Allowed::default();
        for one in given {
            allowed.allow(one);
        }
        allowed
    }
}

#[cfg(test)]
mod tests;
