//! What a service says of how much may still be asked of it.

use std::time::Duration;

use reqwest::header::HeaderMap;
use time::OffsetDateTime;

/// What the end of a window counts in where it is no point in time.
#[derive(Clone, Copy)]
enum Unit {
    Milliseconds,
    Seconds,
}

/// Limit, remaining and reset: the first as Mimecast's rate-limiting reference spells them, the next three as clients of it
/// read them, the last as the IETF's draft has them, which many gateways follow.
const FORMS: [([&str; 3], Unit); 5] = [
    (
        [
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
        ],
        Unit::Milliseconds,
    ),
    (
        [
            "x-mimecast-ratelimit-limit",
            "x-mimecast-ratelimit-remaining",
            "x-mimecast-ratelimit-reset",
        ],
        Unit::Milliseconds,
    ),
    (
        [
            "x-rate-limit-limit",
            "x-rate-limit-remaining",
            "x-rate-limit-reset",
        ],
        Unit::Milliseconds,
    ),
    (
        [
            "x-mc-rate-limit-limit",
            "x-mc-rate-limit-remaining",
            "x-mc-rate-limit-reset",
        ],
        Unit::Milliseconds,
    ),
    (
        ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"],
        Unit::Seconds,
    ),
];

/// How much may be asked in a window of time, and what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowance {
    pub(super) limit: u64,
    pub(super) remaining: u64,
    /// Until the window ends.
    pub(super) reset: Duration,
    /// How long a window lasts, where that is said.
    pub(super) window: Option<Duration>,
}

impl Allowance {
    /// What the headers of an answer say, where they say all three things.
    pub(super) fn read(headers: &HeaderMap, now: OffsetDateTime) -> Option<Allowance> {
        FORMS.iter().find_map(|([limit, remaining, reset], unit)| {
            let said = text(headers, limit)?;
            let remaining = number(text(headers, remaining)?)?;
            let reset = until(text(headers, reset)?, *unit, now)?;
            // `100, 100;w=10`: the limit in force, and its window in seconds.
            let window = said.split_once(";w=").and_then(|(_, w)| number(w));
            Some(Allowance {
                limit: number(said).filter(|limit| *limit > 0)?,
                remaining,
                reset,
                window: window.map(Duration::from_secs),
            })
        })
    }
}

/// How long until the window ends, where the headers say it.
pub(super) fn reset(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    FORMS
        .iter()
        .find_map(|([.., reset], unit)| until(text(headers, reset)?, *unit, now))
}

pub(super) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// The number that a text begins with.
fn number(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text[..end.unwrap_or(text.len())].parse().ok()
}

/// A time from now on, or a point in time: seconds or milliseconds since 1970 are too large to be a time that anybody waits.
fn until(text: &str, unit: Unit, now: OffsetDateTime) -> Option<Duration> {
    const SECONDS_SINCE_1970: u64 = 1_000_000_000;
    const MILLISECONDS_SINCE_1970: u64 = 100_000_000_000;
    let number: u64 = text.parse().ok()?;
    let now = Duration::try_from(now - OffsetDateTime::UNIX_EPOCH).ok()?;
    Some(match (number, unit) {
        (MILLISECONDS_SINCE_1970.., _) => Duration::from_millis(number).saturating_sub(now),
        (SECONDS_SINCE_1970.., _) => Duration::from_secs(number).saturating_sub(now),
        (_, Unit::Milliseconds) => Duration::from_millis(number),
        (_, Unit::Seconds) => Duration::from_secs(number),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn every_form_is_read() {
        let now = datetime!(2026-11-23 12:00:00 UTC);
        let read = |headers: &[(&'static str, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, value.parse().unwrap());
            }
            Allowance::read(&map, now).map(|said| {
                let window = said.window.map(|window| window.as_secs());
                let reset = said.reset.as_millis();
                (said.limit, said.remaining, reset, window)
            })
        };
        for (prefix, delta) in [
            ("x-ratelimit-", 30),
            ("x-mimecast-ratelimit-", 30),
            ("x-rate-limit-", 30),
            ("x-mc-rate-limit-", 30),
            ("ratelimit-", 30_000),
        ] {
            for (reset, wait) in [
                ("30", delta),
                ("1795435202", 2000),
                ("1795435200500", 500),
                ("1795435199", 0),
            ] {
                let name = |what: &str| -> &'static str { format!("{prefix}{what}").leak() };
                let all = [
                    (name("limit"), "800"),
                    (name("remaining"), "799"),
                    (name("reset"), reset),
                ];
                assert_eq!(read(&all), Some((800, 799, wait, None)), "{all:?}");
                assert_eq!(read(&all[1..]), None);
            }
        }
        let draft = |limit| {
            read(&[
                ("ratelimit-limit", limit),
                ("ratelimit-remaining", "5"),
                ("ratelimit-reset", "7"),
            ])
        };
        assert_eq!(draft("10, 10;w=60"), Some((10, 5, 7000, Some(60))));
        assert_eq!(draft("0"), None);
        assert_eq!(draft("many"), None);
    }
}
