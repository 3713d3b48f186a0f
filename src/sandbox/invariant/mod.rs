//! The sandbox watches the one thing that must never happen: people who have to sign in through SAML and
//! cannot. [`rules`] says what that is; this file looks after each write, and keeps what each did, in the words of
//! [`touched`].
//!
//! Where Mimecast acts late on its profiles and settings, a write is held against each version of them that people will still sign
//! in by: the one in effect, and all that were written since, as each will be in effect one day. So deleting an application is
//! a violation while the block that was released before it is still in effect. Everything else, like who is in a group
//! and what JumpCloud has, acts at once and counts as it is now. What a write did to a profile or a setting itself,
//! [`rules::mistaken`] and the words of [`touched`], is said of the newest.

mod rules;
mod touched;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::current_request::CurrentRequest;
use super::lock::lock;
use super::mimecast::propagation::SignInRules;
use super::state::State;
use rules::{Ours, Whom};
use touched::{DANGEROUS, Touched};

/// The most writes that are kept with what they did.
const KEPT: usize = 10_000;

/// What is known of the past, and what went wrong in it.
#[derive(Debug, Default)]
pub struct Watch {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Writes that changed the state.
    writes: u64,
    /// The state before the last of them.
    before: Option<State>,
    ours: Ours,
    violations: Vec<Violation>,
    done: Vec<Write>,
}

/// A write, and what it did.
#[derive(Debug)]
struct Write {
    request: String,
    touched: Vec<Touched>,
    /// How many answers had been spoilt when it was made.
    spoilt: u64,
}

/// A write that took away the last way to sign in from people who need one.
#[derive(Debug, Clone)]
pub struct Violation {
    /// The how many-th write that changed the state, from 1.
    pub write: u64,
    /// What was written, like `jumpcloud DELETE /api/applications/…`.
    pub request: String,
    /// Whether it is so already; else it is once Mimecast acts on what was written.
    pub in_effect: bool,
    /// Whom it concerns and what is wrong, in a sentence.
    pub sentence: String,
}

impl Watch {
    /// Starts from `state`: what is wrong in it already is nobody's doing.
    pub fn new(state: &State) -> Self {
        let mut inner = Inner::default();
        inner.ours.learn(state);
        Watch {
            inner: Mutex::new(inner),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }

    /// Looks at a write that made `after` of `before`. What was wrong before it is not its doing; what is
    /// wrong since then is recorded once, with that write.
    /// `older` is what acts before the newest profiles and settings do, in that order. `spoilt` is how many answers looked
    /// fine and were not, by then.
    pub fn after_write(
        &self,
        before: State,
        after: &State,
        older: &[Arc<SignInRules>],
        spoilt: u64,
    ) {
        if before == *after {
            return;
        }
        let mut inner = self.inner();
        inner.writes += 1;
        inner.ours.learn(after);
        let locked_out = locked_out(&before, after, older, &inner.ours);
        let mistaken = rules::mistaken(&before, after, &inner.ours).into_iter();
        let mistaken = mistaken.map(|sentence| (older.is_empty(), sentence));
        let (write, request) = (inner.writes, request());
        let found = locked_out.into_iter().chain(mistaken);
        let found = found.map(|(in_effect, sentence)| Violation {
            write,
            request: request.clone(),
            in_effect,
            sentence,
        });
        inner.violations.extend(found);
        if inner.done.len() < KEPT {
            let touched = touched::touched(&before, after, older);
            inner.done.push(Write {
                request,
                touched,
                spoilt,
            });
        }
        inner.before = Some(before);
    }

    /// The state before the last write; `None` where nothing was written yet.
    pub fn before_last_write(&self) -> Option<State> {
        self.inner().before.clone()
    }

    /// Every violation so far, the oldest first.
    pub fn violations(&self) -> Vec<Violation> {
        self.inner().violations.clone()
    }

    /// As `/sandbox/writes` shows them: what each write that changed the state did, and to which objects; whether that
    /// is dangerous for who did not read for certain; and how many answers had been spoilt by then.
    pub fn writes(&self) -> Value {
        let inner = self.inner();
        let writes = inner.done.iter().map(|write| {
            let touched = write.touched.iter().map(|one| {
                let dangerous = DANGEROUS.contains(&one.did);
                json!({ "kind": one.kind, "name": one.name, "did": one.did, "dangerous": dangerous })
            });
            json!({
                "request": write.request,
                "touched": touched.collect::<Vec<_>>(),
                "spoilt": write.spoilt,
            })
        });
        json!({ "writes": writes.collect::<Vec<_>>() })
    }

    /// As `/sandbox/violations` shows it: also how many writes were looked at.
    pub fn to_json(&self) -> Value {
        let inner = self.inner();
        let violations = inner.violations.iter().map(|violation| {
            json!({
                "write": violation.write,
                "request": violation.request,
                "in_effect": violation.in_effect,
                "sentence": violation.sentence,
            })
        });
        json!({ "writes": inner.writes, "violations": violations.collect::<Vec<_>>() })
    }
}

/// Whom a write left without a way in, by a sentence for each, and whether it is so already: by the profiles and settings
/// in effect, or by newer ones. Who is locked out already is not told of once more for later.
fn locked_out(
    before: &State,
    after: &State,
    older: &[Arc<SignInRules>],
    ours: &Ours,
) -> Vec<(bool, String)> {
    let now = OffsetDateTime::now_utc();
    let mut found: BTreeMap<Whom, (bool, String)> = BTreeMap::new();
    let mut compare = |in_effect: bool, before: &State, after: &State| {
        let old = rules::broken(before, ours, now);
        let new = rules::broken(after, ours, now).into_iter();
        for (whom, sentence) in new.filter(|(whom, _)| !old.contains_key(whom)) {
            let sentence = match (older.is_empty(), in_effect) {
                (true, _) => sentence,
                (false, true) => {
                    format!("Until newer profiles and settings are in effect, {sentence}")
                }
                (false, false) => {
                    format!("Once newer profiles and settings are in effect, {sentence}")
                }
            };
            found.entry(whom).or_insert((in_effect, sentence));
        }
    };
    for (at, rules) in older.iter().enumerate() {
        compare(at == 0, &rules.put_into(before), &rules.put_into(after));
    }
    compare(older.is_empty(), before, after);
    found.into_values().collect()
}

fn request() -> String {
    CurrentRequest::current().map_or_else(String::new, |served| {
        let service = served.service.as_str();
        format!("{service} {} {}", served.method, served.path)
    })
}

#[cfg(test)]
mod tests {
    use super::rules::tests::healthy;
    use super::*;

    fn edited(state: &State, edit: impl FnOnce(&mut State)) -> State {
        let mut state = state.clone();
        edit(&mut state);
        state
    }

    #[test]
    fn a_write_is_held_against_each_version_that_people_will_sign_in_by() {
        let enforced = healthy();
        let released = edited(&enforced, |state| {
            let profile = state.mimecast.profiles.last_mut().unwrap();
            profile.blocks.web_apps.enforced = false;
            profile.blocks.admin_console.enforced = false;
            profile.blocks.end_user_apps.enforced = false;
        });
        let gone = |state: &State| edited(state, |state| drop(state.jumpcloud.applications.pop()));
        let rules = |state: &State| {
            Arc::new(SignInRules {
                profiles: state.mimecast.profiles.clone(),
                settings: state.mimecast.settings.clone(),
            })
        };
        let (old, free) = (rules(&enforced), rules(&released));
        let mut ours = Ours::default();
        ours.learn(&enforced);
        // What is older than the newest, the oldest first; the state before and after; whether each of the three blocks
        // is a violation already, and how its sentence begins.
        let table = [
            // Everything acts at once.
            (vec![], &enforced, gone(&enforced), Some((true, "Mimecast"))),
            (vec![], &released, gone(&released), None),
            (vec![], &enforced, released.clone(), None),
            // Released, and still in effect; the write that releases breaks nothing.
            (vec![&old], &enforced, released.clone(), None),
            (
                vec![&old],
                &released,
                gone(&released),
                Some((true, "Until")),
            ),
            // Put in force, and not in effect yet.
            (
                vec![&free],
                &enforced,
                gone(&enforced),
                Some((false, "Once")),
            ),
            // Put in force and released again: it will be in effect in between.
            (
                vec![&free, &old],
                &released,
                gone(&released),
                Some((false, "Once")),
            ),
            (vec![&free], &released, gone(&released), None),
            // Both in effect and in the newest: told once.
            (
                vec![&old, &free],
                &enforced,
                gone(&enforced),
                Some((true, "Until")),
            ),
        ];
        for (at, (older, before, after, expected)) in table.into_iter().enumerate() {
            let older: Vec<Arc<SignInRules>> = older.into_iter().cloned().collect();
            let found = locked_out(before, &after, &older, &ours);
            assert_eq!(found.len(), if expected.is_some() { 3 } else { 0 }, "{at}");
            for (in_effect, sentence) in found {
                let (expected, begins) = expected.unwrap();
                assert_eq!(in_effect, expected, "{at}");
                assert!(sentence.starts_with(begins), "{at}: {sentence}");
            }
        }
    }
}
