//! How late Mimecast acts on what it was told: a change of a profile or a setting takes "up to 15 minutes" to take effect
//! (Mimecast's help page on application settings: high confidence). The newest profiles and settings are in the state, and
//! the API shows those. What a write replaced is kept here for as long as sign-in still goes by it.
//!
//! Nothing runs in the background: what is in effect is worked out from the time whenever somebody asks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::state::{MimecastState, Profile, Setting};
use crate::sandbox::state::State;

/// All that sign-in is decided by at Mimecast and that acts late. Who is in which group is not part of it: that acts at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignInRules {
    /// Authentication profiles.
    pub profiles: Vec<Profile>,
    /// Application settings.
    pub settings: Vec<Setting>,
}

impl SignInRules {
    /// A state in which these are the profiles and settings, and everything else is as it is now.
    pub fn put_into(&self, state: &State) -> State {
        State {
            mimecast: MimecastState {
                profiles: self.profiles.clone(),
                settings: self.settings.clone(),
                ..state.mimecast.clone()
            },
            ..state.clone()
        }
    }
}

/// How late changes act, and what they replaced as far as it still acts.
#[derive(Debug, Clone, Default)]
pub struct Propagation {
    delay: Duration,
    /// The oldest first.
    replaced: Vec<Replaced>,
}

/// Profiles and settings that are not the newest any more.
#[derive(Debug, Clone)]
struct Replaced {
    rules: Arc<SignInRules>,
    /// When the write came that replaced them.
    at: Instant,
}

/// The same in a file, where no monotonic clock reaches.
#[derive(Debug, Serialize, Deserialize)]
pub struct OnFile {
    replaced_at: String,
    #[serde(flatten)]
    rules: SignInRules,
}

impl Propagation {
    /// Changes act this late; what is there now is in effect.
    pub fn new(delay: Duration) -> Self {
        Propagation {
            delay,
            replaced: Vec::new(),
        }
    }

    /// Keeps what a write replaced, and forgets what acts no more. A write that changes no profile and no setting replaces
    /// nothing.
    pub fn wrote(&mut self, before: &MimecastState, after: &MimecastState, now: Instant) {
        let delay = self.delay;
        self.replaced.retain(|old| old.acts(delay, now));
        let same = before.profiles == after.profiles && before.settings == after.settings;
        if delay.is_zero() || same {
            return;
        }
        let rules = SignInRules {
            profiles: before.profiles.clone(),
            settings: before.settings.clone(),
        };
        self.replaced.push(Replaced {
            rules: Arc::new(rules),
            at: now,
        });
    }

    /// What acts before the newest profiles and settings do, in the order in which it acts: the first is in effect. Where
    /// there is nothing, the newest are in effect.
    pub fn before_the_newest(&self, now: Instant) -> Vec<Arc<SignInRules>> {
        let acting = self.replaced.iter().filter(|old| old.acts(self.delay, now));
        acting.map(|old| old.rules.clone()).collect()
    }

    /// What a file has to hold, so that a restart makes nothing act earlier.
    pub fn to_file(&self, now: Instant, clock: OffsetDateTime) -> Vec<OnFile> {
        let acting = self.replaced.iter().filter(|old| old.acts(self.delay, now));
        let acting = acting.map(|old| {
            let since = time::Duration::try_from(now.saturating_duration_since(old.at));
            let at = since.ok().and_then(|since| clock.checked_sub(since));
            OnFile {
                replaced_at: at.unwrap_or(clock).format(&Rfc3339).unwrap_or_default(),
                rules: SignInRules::clone(&old.rules),
            }
        });
        acting.collect()
    }

    /// Goes on from a file. Where its times cannot be right, because the clock was set back, say, what it holds was replaced
    /// just now: a change may then act later than it would have, and never earlier.
    pub fn from_file(
        delay: Duration,
        file: Vec<OnFile>,
        now: Instant,
        clock: OffsetDateTime,
    ) -> Self {
        let replaced = file.into_iter().map(|old| {
            let at = OffsetDateTime::parse(&old.replaced_at, &Rfc3339).ok();
            let since = at.and_then(|at| Duration::try_from(clock - at).ok());
            let at = since.and_then(|since| now.checked_sub(since));
            Replaced {
                rules: Arc::new(old.rules),
                at: at.unwrap_or(now),
            }
        });
        Propagation {
            delay,
            replaced: replaced.collect(),
        }
    }
}

impl Replaced {
    /// Whether it still acts, or has yet to: what replaced it is not in effect.
    fn acts(&self, delay: Duration, now: Instant) -> bool {
        now.saturating_duration_since(self.at) < delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::seed;

    const MINUTE: Duration = Duration::from_mins(1);

    /// Mimecast with one profile more, of this name.
    fn mimecast(name: &str) -> MimecastState {
        let mut mimecast = seed::state().unwrap().mimecast;
        mimecast.profiles.push(Profile {
            description: name.to_owned(),
            ..Profile::default()
        });
        mimecast
    }

    fn name(rules: &SignInRules) -> &str {
        &rules.profiles.last().unwrap().description
    }

    fn acting(propagation: &Propagation, now: Instant) -> Vec<String> {
        let acting = propagation.before_the_newest(now);
        acting.iter().map(|rules| name(rules).to_owned()).collect()
    }

    /// What acts before the newest, this many minutes after the start, where "a" is there at the start and each write, by its
    /// minute, brings the next letter.
    fn after(delay: Duration, writes: &[u32], asked: u32) -> Vec<String> {
        let start = Instant::now();
        let mut propagation = Propagation::new(delay);
        let letters = ["a", "b", "c", "d"].map(mimecast);
        for (at, pair) in writes.iter().zip(letters.windows(2)) {
            propagation.wrote(&pair[0], &pair[1], start + MINUTE * *at);
        }
        acting(&propagation, start + MINUTE * asked)
    }

    #[test]
    fn what_is_in_effect_is_what_was_there_that_long_ago() {
        type Row = (Duration, &'static [u32], u32, &'static [&'static str]);
        let table: [Row; 15] = [
            // Nothing was written.
            (MINUTE * 15, &[], 0, &[]),
            (MINUTE * 15, &[], 100, &[]),
            // One write: the old until the very minute.
            (MINUTE * 15, &[10], 10, &["a"]),
            (MINUTE * 15, &[10], 24, &["a"]),
            (MINUTE * 15, &[10], 25, &[]),
            (MINUTE * 15, &[10], 100, &[]),
            // Several within that time take effect one after the other.
            (MINUTE * 15, &[10, 12, 20], 20, &["a", "b", "c"]),
            (MINUTE * 15, &[10, 12, 20], 25, &["b", "c"]),
            (MINUTE * 15, &[10, 12, 20], 27, &["c"]),
            (MINUTE * 15, &[10, 12, 20], 35, &[]),
            // Two at once: what was there between them is never in effect.
            (MINUTE * 15, &[10, 10], 25, &[]),
            // The first is in effect before the second comes.
            (MINUTE * 15, &[10, 30], 30, &["b"]),
            // At once.
            (Duration::ZERO, &[10], 10, &[]),
            (Duration::ZERO, &[10, 10], 11, &[]),
            // Longer than the clock can say.
            (Duration::MAX, &[10], 4_000_000_000, &["a"]),
        ];
        for (delay, writes, asked, expected) in table {
            let told = format!("{delay:?} {writes:?} {asked}");
            assert_eq!(after(delay, writes, asked), expected, "{told}");
        }
    }

    #[test]
    fn only_changes_of_profiles_and_settings_are_kept_and_no_longer_than_they_act() {
        let start = Instant::now();
        let mut propagation = Propagation::new(MINUTE);
        let (a, b) = (mimecast("a"), mimecast("b"));
        let mut joined = a.clone();
        joined.folders[0].members.push("x@y.example".to_owned());
        propagation.wrote(&a, &joined, start);
        assert_eq!(propagation.replaced.len(), 0);
        let mut detached = a.clone();
        detached.settings.pop();
        propagation.wrote(&a, &detached, start);
        propagation.wrote(&detached, &b, start);
        assert_eq!(propagation.replaced.len(), 2);
        propagation.wrote(&b, &b, start + MINUTE);
        assert_eq!(propagation.replaced.len(), 0);
    }

    #[test]
    fn the_rest_of_the_state_is_as_it_is_now() {
        let state = seed::state().unwrap();
        let mut newer = state.clone();
        newer.mimecast.profiles.clear();
        newer.mimecast.settings.clear();
        let rules = SignInRules {
            profiles: state.mimecast.profiles.clone(),
            settings: state.mimecast.settings.clone(),
        };
        assert_eq!(rules.put_into(&newer), state);
        newer.jumpcloud.applications.clear();
        newer.mimecast.folders.clear();
        let put = rules.put_into(&newer);
        assert_eq!(put.mimecast.profiles, state.mimecast.profiles);
        assert!(put.jumpcloud.applications.is_empty() && put.mimecast.folders.is_empty());
    }

    #[test]
    fn after_a_restart_nothing_acts_earlier() {
        let start = Instant::now();
        let clock = OffsetDateTime::now_utc();
        let mut first = Propagation::new(MINUTE * 15);
        first.wrote(&mimecast("a"), &mimecast("b"), start);
        first.wrote(&mimecast("b"), &mimecast("c"), start + MINUTE * 2);
        let written = first.to_file(start + MINUTE * 2, clock + MINUTE * 2);
        let written = serde_json::to_string(&written).unwrap();
        // The minutes by the clock on the wall when it starts again, the minutes after that, and what acts then.
        let table: [(i64, u32, &[&str]); 8] = [
            (2, 0, &["a", "b"]),
            (10, 0, &["a", "b"]),
            (10, 4, &["a", "b"]),
            (10, 5, &["b"]),
            (10, 7, &[]),
            (60, 0, &[]),
            // The clock was set back: all of it was replaced when it started again.
            (-60, 14, &["a", "b"]),
            (-60, 15, &[]),
        ];
        for (started, later, expected) in table {
            let clock = clock + time::Duration::minutes(started);
            let file = serde_json::from_str(&written).unwrap();
            let again = Propagation::from_file(MINUTE * 15, file, start, clock);
            let asked = start + MINUTE * later;
            assert_eq!(acting(&again, asked), expected, "{started} {later}");
        }
        // Nor where the times in the file are none.
        let mut file: Vec<OnFile> = serde_json::from_str(&written).unwrap();
        file[0].replaced_at = "yesterday".to_owned();
        let again = Propagation::from_file(MINUTE * 15, file, start, clock);
        assert_eq!(acting(&again, start + MINUTE * 14), ["a", "b"]);
    }
}
