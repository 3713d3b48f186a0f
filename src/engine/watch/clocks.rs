//! The two services' clocks against this machine's and each other. Pure: what they show is measured elsewhere.

use time::{Duration, OffsetDateTime};

/// How far apart two events' times may be in the wrong order where a clock was not measured: as much as clocks are
/// taken to differ.
const UNMEASURED: Duration = Duration::seconds(30);

/// The same where both were: a `Date` and Mimecast's times have whole seconds, and an answer takes a while.
const MEASURED: Duration = Duration::seconds(5);

/// How far the clocks of the two services are ahead of this machine's; `None` where they were not measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clocks {
    /// Directory Insights'.
    pub jumpcloud: Option<Duration>,
    /// Mimecast's.
    pub mimecast: Option<Duration>,
}

impl Clocks {
    /// How long after JumpCloud's event Mimecast's came, by one clock; negative where it came before.
    pub fn between(self, jumpcloud: OffsetDateTime, mimecast: OffsetDateTime) -> Duration {
        let apart = self.apart().unwrap_or_default();
        (mimecast - jumpcloud).saturating_sub(apart)
    }

    /// How far [`Clocks::between`] may be wrong.
    pub fn tolerance(self) -> Duration {
        match self.apart() {
            Some(_) => MEASURED,
            None => UNMEASURED,
        }
    }

    /// How far Mimecast's clock is ahead of JumpCloud's.
    fn apart(self) -> Option<Duration> {
        Some(self.mimecast?.saturating_sub(self.jumpcloud?))
    }
}

/// What a clock shows at a moment of this machine's; the same where it was not measured.
pub fn shown(moment: OffsetDateTime, ahead: Option<Duration>) -> OffsetDateTime {
    moment.saturating_add(ahead.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-25 12:00 UTC);

    #[test]
    fn times_are_compared_by_one_clock() {
        let minutes = |minutes| Some(Duration::minutes(minutes));
        // Mimecast's event is one minute later by the times that are written down.
        let later = NOON + Duration::MINUTE;
        for (jumpcloud, mimecast, between, tolerance) in [
            (None, None, 1, UNMEASURED),
            (minutes(60), None, 1, UNMEASURED),
            (None, minutes(60), 1, UNMEASURED),
            (minutes(0), minutes(0), 1, MEASURED),
            (minutes(60), minutes(60), 1, MEASURED),
            (minutes(0), minutes(60), -59, MEASURED),
            (minutes(60), minutes(0), 61, MEASURED),
            (minutes(-3), minutes(2), -4, MEASURED),
        ] {
            let clocks = Clocks {
                jumpcloud,
                mimecast,
            };
            let found = clocks.between(NOON, later);
            assert_eq!(found, Duration::minutes(between), "{clocks:?}");
            assert_eq!(clocks.tolerance(), tolerance, "{clocks:?}");
        }
    }

    #[test]
    fn a_clock_that_shows_nonsense_is_no_panic() {
        let clocks = Clocks {
            jumpcloud: Some(Duration::MAX),
            mimecast: Some(Duration::MIN),
        };
        let never = OffsetDateTime::new_utc(time::Date::MIN, time::Time::MIDNIGHT);
        assert!(clocks.between(never, NOON).is_positive());
        assert!(shown(NOON, clocks.jumpcloud) > NOON && shown(NOON, clocks.mimecast) < NOON);
    }
}
