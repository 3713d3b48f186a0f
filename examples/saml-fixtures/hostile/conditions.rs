//! Messages that the IdP signed, for another service or another time.

use super::super::draft::{ASSERTION, Draft, SP, Signer, between};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let signed = |from: &str, to: &str| {
        let draft = Draft::new().edit(from, to);
        draft
            .sign_assertion(&signer)
            .sign_response(&signer)
            .finish()
    };
    let mut fixtures = audience(&signed);
    fixtures.extend(conditions(&signed));
    fixtures
}

type Signed<'a> = &'a dyn Fn(&str, &str) -> String;

fn audience(signed: Signed<'_>) -> Vec<Fixture> {
    const RULE: &str = "audience";
    let restriction = format!(
        "<saml:AudienceRestriction><saml:Audience>{SP}</saml:Audience></saml:AudienceRestriction>"
    );
    let other = |value: &str| signed(&restriction, &restriction.replace(SP, value));
    vec![
        hostile("audience-other", RULE, "For another service.", other("us-api.mimecast.com.CUSA1A1")),
        hostile("audience-other-account", RULE, "For another account of the same grid.", other("eu-api.mimecast.com.CUK1A2")),
        hostile("audience-with-https", RULE, "The Audience has https:// before it.", other(&format!("https://{SP}"))),
        hostile("audience-longer", RULE, "The Audience only begins like the right one.", other(&format!("{SP}.evil.example"))),
        hostile("audience-shorter", RULE, "The Audience is the start of the right one.", other("eu-api.mimecast.com")),
        hostile("audience-empty", RULE, "The Audience is empty.", other("")),
        hostile("audience-missing", RULE, "A restriction without Audience.", signed(&restriction, "<saml:AudienceRestriction></saml:AudienceRestriction>")),
        hostile("restriction-missing", RULE, "Conditions without restriction: for anybody.", signed(&restriction, "")),
        hostile("second-restriction-other", RULE, "The first restriction is right; the second is for another service, and both must hold.",
            signed(&restriction, &format!("{restriction}{}", restriction.replace(SP, "https://other.example.com"))))
            .documented("documented: SAML core 2.0, 2.5.1.4"),
        hostile("first-restriction-other", RULE, "The second restriction is right; the first is for another service.",
            signed(&restriction, &format!("{}{restriction}", restriction.replace(SP, "https://other.example.com")))),
    ]
}

fn conditions(signed: Signed<'_>) -> Vec<Fixture> {
    const RULE: &str = "conditions";
    let draft = Draft::new();
    let whole = between(draft.assertion(), "<saml:Conditions ", "</saml:Conditions>").to_owned();
    let from = "NotBefore=\"2026-03-01T11:55:00Z\"";
    let until = "NotOnOrAfter=\"2026-03-01T12:10:00Z\"";
    let end = "</saml:Conditions>";
    vec![
        hostile(
            "conditions-missing",
            RULE,
            "No Conditions.",
            signed(&whole, ""),
        )
        .also("audience"),
        hostile(
            "conditions-expired",
            RULE,
            "The Conditions ended long ago.",
            signed(until, "NotOnOrAfter=\"2026-03-01T11:58:00Z\""),
        ),
        hostile(
            "conditions-not-yet",
            RULE,
            "The Conditions begin later.",
            signed(from, "NotBefore=\"2026-03-01T12:05:00Z\""),
        ),
        hostile(
            "conditions-backwards",
            RULE,
            "The Conditions end before they begin.",
            signed(until, "NotOnOrAfter=\"2026-03-01T11:54:59Z\""),
        ),
        hostile(
            "conditions-empty-interval",
            RULE,
            "The Conditions end when they begin.",
            signed(
                &format!("{from} {until}"),
                "NotBefore=\"2026-03-01T12:00:15Z\" NotOnOrAfter=\"2026-03-01T12:00:15Z\"",
            ),
        ),
        hostile(
            "conditions-no-time",
            RULE,
            "The end of the Conditions is no time.",
            signed(until, "NotOnOrAfter=\"tomorrow\""),
        ),
        hostile(
            "conditions-empty-time",
            RULE,
            "The end of the Conditions is empty.",
            signed(until, "NotOnOrAfter=\"\""),
        ),
        hostile(
            "conditions-impossible-time",
            RULE,
            "The end of the Conditions is a day that does not exist.",
            signed(until, "NotOnOrAfter=\"2026-02-30T12:00:00Z\""),
        ),
        hostile(
            "conditions-number-time",
            RULE,
            "The end of the Conditions is a number of seconds.",
            signed(until, "NotOnOrAfter=\"99999999999\""),
        ),
        hostile(
            "conditions-time-zone",
            RULE,
            "The end of the Conditions is in the past, in another time zone.",
            signed(until, "NotOnOrAfter=\"2026-03-01T13:00:00+02:00\""),
        ),
        hostile(
            "unknown-condition",
            RULE,
            "A condition that nobody knows may not be passed over.",
            signed(
                end,
                &format!("<x:OnlyOnMondays xmlns:x=\"urn:example:x\"></x:OnlyOnMondays>{end}"),
            ),
        )
        .documented("documented: SAML core 2.0, 2.5.1.1"),
        hostile(
            "two-conditions",
            RULE,
            "Two Conditions, the second for everybody and for ever.",
            signed(end, &format!("{end}<saml:Conditions></saml:Conditions>")),
        )
        .also("audience"),
        hostile(
            "replayed-later",
            RULE,
            "A good Response an hour later.",
            signed(ASSERTION, "_assertion-9"),
        )
        .with("at", "2026-03-01T13:00:00Z")
        .also("subject-confirmation"),
        hostile(
            "played-earlier",
            RULE,
            "A good Response an hour before it was made.",
            signed(ASSERTION, "_assertion-8"),
        )
        .with("at", "2026-03-01T11:00:00Z")
        .also("authn-statement"),
    ]
}
