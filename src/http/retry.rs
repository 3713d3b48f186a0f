//! When to try again, and how long to wait before.

use std::time::Duration;

use backon::ExponentialBuilder;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::allowance;

/// Whether a request may be sent a second time when it is not known what became of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Reading it or doing it twice is the same as once.
    Safe,
    /// Doing it twice could make two, or something else: only repeated when the service certainly did not act on it
    /// (no connection, or 429).
    Never,
}

/// Tries in all, the first one included.
pub(super) const TRIES: usize = 4;

/// The longest wait between two tries, whatever a service asks for.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The waits between tries: exponential, with jitter. An unreachable host is given up after 1.75
/// to 3.5 s of waiting. On loopback there is no network to recover, so the waits are short.
pub(super) fn backoff(loopback: bool) -> ExponentialBuilder {
    let first = if loopback { 10 } else { 250 };
    ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(Duration::from_millis(first))
        .with_max_delay(LONGEST_WAIT)
        .with_max_times(TRIES - 1)
}

/// What a status says of another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It passes: as often as there are tries.
    Yes,
    /// It may pass, and may be lasting: one more try.
    Once,
    /// It is an answer.
    No,
}

/// Whether an answer with this status is worth another try, where trying again is safe.
///
/// 408 and 520 to 526 come from what stands before a service (JumpCloud answers through Cloudflare) and say as little
/// of what became of the request as 502 does. 500 is lasting where JumpCloud is asked for the metadata of an application
/// whose certificate was uploaded.
pub(super) fn again(status: StatusCode) -> Again {
    match status.as_u16() {
        408 | 429 | 502..=504 | 520..=526 => Again::Yes,
        500 => Again::Once,
        _ => Again::No,
    }
}

/// Whether nobody knows what became of a request with this answer: the service, or what stands before it, failed.
pub(super) fn is_lost(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT
}

/// How long the answer asks to wait, at most [`LONGEST_WAIT`].
///
/// `Retry-After` in seconds or as an HTTP date; on a 429 also the end of the window.
pub(super) fn asked_wait(
    status: StatusCode,
    headers: &HeaderMap,
    now: OffsetDateTime,
) -> Option<Duration> {
    let retry_after = allowance::text(headers, "retry-after").and_then(|value| {
        if let Ok(seconds) = value.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        let at = OffsetDateTime::parse(value, &Rfc2822).ok()?;
        // A date in the past asks for no wait.
        Some(Duration::try_from(at - now).unwrap_or(Duration::ZERO))
    });
    let refused = status == StatusCode::TOO_MANY_REQUESTS;
    let reset = || refused.then(|| allowance::reset(headers, now)).flatten();
    retry_after
        .or_else(reset)
        .map(|wait| wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use backon::BackoffBuilder;
    use proptest::prelude::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-23 12:00:00 UTC);

    fn wait(status: u16, headers: &[(&'static str, &str)]) -> Option<u128> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        asked_wait(StatusCode::from_u16(status).unwrap(), &map, NOW).map(|w| w.as_millis())
    }

    #[test]
    fn reads_every_way_of_asking_to_wait() {
        for (status, headers, expected) in [
            (503, &[("retry-after", "2")][..], Some(2000)),
            (429, &[("retry-after", " 0 ")], Some(0)),
            (
                503,
                &[("retry-after", "Mon, 23 Nov 2026 12:00:07 GMT")],
                Some(7000),
            ),
            (
                503,
                &[("retry-after", "Mon, 23 Nov 2026 11:00:00 GMT")],
                Some(0),
            ),
            (429, &[("x-ratelimit-reset", "1500")], Some(1500)),
            (429, &[("x-mimecast-ratelimit-reset", "20")], Some(20)),
            (429, &[("x-rate-limit-reset", "30")], Some(30)),
            (429, &[("x-mc-rate-limit-reset", "40")], Some(40)),
            (
                429,
                &[("retry-after", "1"), ("x-ratelimit-reset", "1500")],
                Some(1000),
            ),
            (503, &[("x-ratelimit-reset", "1500")], None),
            (503, &[("retry-after", "86400")], Some(60_000)),
            (429, &[("x-ratelimit-reset", "86400000")], Some(60_000)),
            (429, &[("x-ratelimit-reset", "1795435201500")], Some(1500)),
            (429, &[("x-ratelimit-reset", "1795435203")], Some(3000)),
            (429, &[("ratelimit-reset", "3")], Some(3000)),
            (503, &[("retry-after", "soon")], None),
            (503, &[("retry-after", "-1")], None),
            (503, &[], None),
        ] {
            assert_eq!(wait(status, headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_status_says_whether_it_passes() {
        for (status, expected, lost) in [
            (200, Again::No, false),
            (400, Again::No, false),
            (404, Again::No, false),
            (407, Again::No, false),
            (408, Again::Yes, true),
            (418, Again::No, false),
            (425, Again::No, false),
            (429, Again::Yes, false),
            (500, Again::Once, true),
            (501, Again::No, true),
            (502, Again::Yes, true),
            (503, Again::Yes, true),
            (504, Again::Yes, true),
            (505, Again::No, true),
            (519, Again::No, true),
            (520, Again::Yes, true),
            (521, Again::Yes, true),
            (522, Again::Yes, true),
            (523, Again::Yes, true),
            (524, Again::Yes, true),
            (525, Again::Yes, true),
            (526, Again::Yes, true),
            (527, Again::No, true),
            (599, Again::No, true),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                (again(status), is_lost(status)),
                (expected, lost),
                "{status}"
            );
        }
    }

    #[test]
    fn gives_up_on_an_unreachable_host_within_five_seconds() {
        let waits: Vec<_> = backoff(false).build().collect();
        assert_eq!(waits.len(), TRIES - 1);
        let total: Duration = waits.iter().sum();
        assert!(total >= Duration::from_millis(1750) && total <= Duration::from_secs(4));
    }

    proptest! {
        #[test]
        fn never_waits_longer_than_the_cap(value in "[ -~]{0,40}") {
            let asked = wait(429, &[("retry-after", value.trim())]);
            prop_assert!(asked.is_none_or(|w| w <= LONGEST_WAIT.as_millis()));
        }
    }
}
