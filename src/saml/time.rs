//! Points in time as SAML writes them.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// Reads an `xs:dateTime`. SAML wants UTC "with no time zone component" and everybody writes a `Z`
/// (core, 1.3.3), so both are taken; fractions of seconds are too.
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim_matches([' ', '\n', '\t', '\r']);
    // RFC 3339 also knows a small "t" and a space; XML Schema does not.
    if text.as_bytes().get(10) != Some(&b'T') || text.contains('z') {
        return None;
    }
    let zoned = OffsetDateTime::parse(text, &Rfc3339).ok();
    let time = zoned.or_else(|| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).ok())?;
    // What is past the year 9999 there is none that can be reckoned with.
    time.checked_to_offset(UtcOffset::UTC)
}

/// Whether this is an `xs:duration`, like `P1D` or `PT12H30M`.
pub fn is_duration(text: &str) -> bool {
    let text = text.trim_matches([' ', '\n', '\t', '\r']);
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let some = |text: &str| !text.is_empty();
    let any = some(date) || time.is_some_and(some);
    any && time.is_none_or(some)
        && are_parts(date, "YMD")
        && are_parts(time.unwrap_or_default(), "HMS")
}

/// Whether this is numbers, each with one of these units after it, in the units' order.
fn are_parts(mut text: &str, mut units: &str) -> bool {
    while let Some(at) = text.find(|c: char| c.is_ascii_alphabetic()) {
        let (number, rest) = text.split_at(at);
        let unit = &rest[..1];
        let Some(known) = units.find(unit) else {
            return false;
        };
        let whole = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let is_number = match number.split_once('.') {
            Some((seconds, fraction)) => unit == "S" && whole(seconds) && whole(fraction),
            None => whole(number),
        };
        if !is_number {
            return false;
        }
        units = &units[known + 1..];
        text = &rest[1..];
    }
    text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_identity_providers_write_and_nothing_else() {
        let noon = parse("2026-11-24T12:00:00Z").unwrap();
        for same in [
            "2026-11-24T12:00:00.000Z",
            "2026-11-24T12:00:00",
            "2026-11-24T13:00:00+01:00",
            " 2026-11-24T12:00:00Z\n",
        ] {
            assert_eq!(parse(same), Some(noon), "{same}");
        }
        for other in [
            "",
            "tomorrow",
            "2026-11-24",
            "2026-11-24 12:00:00Z",
            "2026-11-24t12:00:00z",
            "2026-11-24T12:00:00z",
            "2026-11-31T12:00:00Z",
            "2026-11-24T25:00:00Z",
            "2026-11-24T12:00:00ZZ",
            "+2026-11-24T12:00:00Z",
            "1764000000",
            "9999-12-31T23:59:59-00:01",
            "10000-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }

    #[test]
    fn tells_a_duration() {
        for good in ["P1D", "PT1H", "P1Y2M3DT4H5M6.5S", "-P1D", "PT0S", " P7D "] {
            assert!(is_duration(good), "{good}");
        }
        for bad in [
            "", "P", "PT", "P1", "1D", "P1DT", "P1H", "PT1D", "PD", "P1D1Y", "PT1.5H", "PT.5S",
            "PT5.S", "P1é",
        ] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
