//! What stands of all that was confirmed.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::format::{Attestation, Piece};

/// The last word on every piece; `None` where it was taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attested(BTreeMap<Piece, Option<Confirmed>>);

/// A piece that a person confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Digest of the values.
    pub values: String,
    /// Who confirmed them.
    pub by: String,
    /// When, UTC.
    pub at: OffsetDateTime,
}

impl Confirmed {
    /// When, RFC 3339.
    pub fn time(&self) -> String {
        self.at.format(&Rfc3339).unwrap_or_default()
    }
}

impl Attested {
    /// What stands of these, in whatever order. Where two at the same time contradict each other, neither does.
    pub fn of(attestations: &[Attestation]) -> Self {
        let mut last: BTreeMap<&Piece, (&Attestation, bool)> = BTreeMap::new();
        for attestation in attestations {
            let (known, agreed) = last
                .entry(&attestation.piece)
                .or_insert((attestation, true));
            if attestation.at > known.at {
                (*known, *agreed) = (attestation, true);
            } else if attestation.at == known.at && attestation.values != known.values {
                *agreed = false;
            }
        }
        let agreed = last.into_iter().filter(|(_, (_, agreed))| *agreed);
        let standing = agreed.map(|(piece, (last, _))| {
            let values = last.values.clone();
            let confirmed = values.map(|values| Confirmed {
                values,
                by: last.by.clone(),
                at: last.at,
            });
            (piece.clone(), confirmed)
        });
        Attested(standing.collect())
    }

    /// What was confirmed of a piece, whatever its values.
    pub fn of_piece(&self, piece: &Piece) -> Option<&Confirmed> {
        self.0.get(piece)?.as_ref()
    }

    /// Counts a piece as confirmed with these values, as somebody says in this run.
    pub fn confirm(&mut self, piece: Piece, values: String, at: OffsetDateTime) {
        let by = String::new();
        self.0.insert(piece, Some(Confirmed { values, by, at }));
    }

    /// Whether anything was said of a piece, be it that it was taken back.
    pub fn speaks_of(&self, piece: &Piece) -> bool {
        self.0.contains_key(piece)
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::super::format::tests::attestation;
    use super::*;

    fn later(attestation: Attestation, minutes: i64) -> Attestation {
        let at = attestation.at + Duration::minutes(minutes);
        Attestation { at, ..attestation }
    }

    #[test]
    fn the_last_word_counts_in_whatever_order() {
        let one = attestation("a", None, Some("one"));
        let two = later(attestation("a", None, Some("two")), 1);
        let back = later(attestation("a", None, None), 2);
        let again = later(attestation("a", None, Some("one")), 3);
        let contradicts = later(attestation("a", None, Some("two")), 3);
        type Case<'a> = (&'a [&'a Attestation], Option<&'a str>);
        let cases: [Case; 6] = [
            (&[], None),
            (&[&two, &one], Some("two")),
            (&[&one, &back, &two], None),
            (&[&again, &two, &back], Some("one")),
            (&[&again, &contradicts], None),
            (&[&contradicts, &again, &again], None),
        ];
        for (given, expected) in cases {
            let given: Vec<Attestation> = given.iter().map(|a| (*a).clone()).collect();
            let attested = Attested::of(&given);
            let found = attested.of_piece(&one.piece).map(|c| c.values.as_str());
            assert_eq!(found, expected, "{given:?}");
        }
    }

    #[test]
    fn parts_stand_by_themselves() {
        let web = attestation("a", Some("web-apps"), Some("one"));
        let admin = later(attestation("a", Some("admin-console"), None), 1);
        let attested = Attested::of(&[web.clone(), admin.clone()]);
        assert!(attested.of_piece(&web.piece).is_some());
        assert!(attested.of_piece(&admin.piece).is_none());
        assert!(
            attested
                .of_piece(&attestation("a", None, None).piece)
                .is_none()
        );
    }
}
