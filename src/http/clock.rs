//! How far a service's clock is from this machine's.

use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime};

/// How far ahead the clock is that wrote `date` (a `Date` header) into an answer to a request that took
/// from `sent` to `received` by our own clock; negative where it is behind. `None` for what is no date.
///
/// The header has whole seconds, and was written at some time in between: within that it is no skew.
pub(super) fn skew(date: &str, sent: OffsetDateTime, received: OffsetDateTime) -> Option<Duration> {
    let date = OffsetDateTime::parse(date.trim(), &Rfc2822).ok()?;
    let earliest = sent - Duration::SECOND;
    Some(if date > received {
        date - received
    } else if date < earliest {
        date - earliest
    } else {
        Duration::ZERO
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_time_that_the_request_took_is_no_skew() {
        let sent = datetime!(2026-11-23 12:00:00.9 UTC);
        let received = datetime!(2026-11-23 12:00:04 UTC);
        for (date, seconds) in [
            ("Mon, 23 Nov 2026 12:00:00 GMT", Some(0)),
            ("Mon, 23 Nov 2026 12:00:03 GMT", Some(0)),
            ("Mon, 23 Nov 2026 12:05:04 GMT", Some(300)),
            ("Mon, 23 Nov 2026 11:50:00 GMT", Some(-599)),
            ("yesterday", None),
            ("", None),
        ] {
            let skew = skew(date, sent, received).map(Duration::whole_seconds);
            assert_eq!(skew, seconds, "{date}");
        }
    }
}
