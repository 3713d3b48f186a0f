//! A way into Mimecast, for people.

use crate::plan::{SignInVerdict, Way};

use super::style::told;

/// Whether people get in by it, and what keeps them out: `works            sign-in from Mimecast's login page (web-apps)`.
pub fn line(way: &Way) -> String {
    let (verdict, why) = match &way.verdict {
        SignInVerdict::Works => ("works", String::new()),
        SignInVerdict::Unproven { why } => ("not proven", why.join("; ")),
        SignInVerdict::Broken { .. } => ("does not work", way.faults()),
    };
    let colon = if why.is_empty() { "" } else { ": " };
    let words = way.words();
    format!("{verdict:<15}  sign-in {words}{colon}{}", told(&why))
}
