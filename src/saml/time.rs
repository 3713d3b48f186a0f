//! Points in time as SAML writes them.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Reads an `xs:dateTime`. SAML wants UTC "with no time zone component" and everybody writes a `Z`
/// (core, 1.3.3), so both are taken; fractions of seconds are too.
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim_matches([' ', '\n', '\t', '\r']);
    // RFC 3339 also knows a small "t" and a space; XML Schema does not.
    if text.as_bytes().get(10) != Some(&b'T') || text.contains('z') {
        return None;
    }
    let zoned = OffsetDateTime::parse(text, &Rfc3339).ok();
    zoned.or_else(|| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).ok())
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
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
