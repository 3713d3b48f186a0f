//! Assertions that anybody may use, or that do not say that somebody signed in.

use super::super::draft::{ACS, Draft, Signer, between, once};
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
    let mut fixtures = confirmations(&signed);
    fixtures.extend(statements(&signed));
    fixtures
}

type Signed<'a> = &'a dyn Fn(&str, &str) -> String;

fn confirmations(signed: Signed<'_>) -> Vec<Fixture> {
    const RULE: &str = "subject-confirmation";
    let draft = Draft::new();
    let whole = between(
        draft.assertion(),
        "<saml:SubjectConfirmation ",
        "</saml:SubjectConfirmation>",
    )
    .to_owned();
    let data = between(
        &whole,
        "<saml:SubjectConfirmationData ",
        "</saml:SubjectConfirmationData>",
    )
    .to_owned();
    let recipient = format!(" Recipient=\"{ACS}\"");
    let until = "NotOnOrAfter=\"2026-03-01T12:05:00Z\"";
    let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    vec![
        hostile(
            "confirmation-missing",
            RULE,
            "The Subject is not confirmed.",
            signed(&whole, ""),
        )
        .also("in-response-to"),
        hostile(
            "confirmation-holder-of-key",
            RULE,
            "Confirmed for the holder of a key.",
            signed(bearer, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"),
        )
        .also("in-response-to"),
        hostile(
            "confirmation-sender-vouches",
            RULE,
            "Confirmed by the sender's word.",
            signed(bearer, "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"),
        )
        .also("in-response-to"),
        hostile(
            "confirmation-saml-1",
            RULE,
            "Confirmed by a method of SAML 1.",
            signed(bearer, "urn:oasis:names:tc:SAML:1.0:cm:bearer"),
        )
        .also("in-response-to"),
        hostile(
            "confirmation-method-missing",
            RULE,
            "Confirmed by no method.",
            signed(&format!(" Method=\"{bearer}\""), ""),
        )
        .also("in-response-to"),
        hostile(
            "confirmation-data-missing",
            RULE,
            "The confirmation has no data.",
            signed(&data, ""),
        )
        .also("in-response-to"),
        hostile(
            "two-confirmation-data",
            RULE,
            "The confirmation has two data elements.",
            signed(&data, &format!("{data}{data}")),
        )
        .also("in-response-to"),
        hostile(
            "recipient-missing",
            RULE,
            "No Recipient.",
            signed(&recipient, ""),
        ),
        hostile(
            "recipient-empty",
            RULE,
            "The Recipient is empty.",
            signed(&recipient, " Recipient=\"\""),
        ),
        hostile(
            "recipient-other",
            RULE,
            "The Recipient is another service.",
            signed(&recipient, " Recipient=\"https://evil.example/login/saml\""),
        ),
        hostile(
            "recipient-longer",
            RULE,
            "The Recipient only begins like the ACS URL.",
            signed(&recipient, &format!(" Recipient=\"{ACS}.evil.example\"")),
        ),
        hostile(
            "recipient-slash",
            RULE,
            "The Recipient has a slash at its end.",
            signed(&recipient, &format!(" Recipient=\"{ACS}/\"")),
        ),
        hostile(
            "recipient-namespaced",
            RULE,
            "The right Recipient is an attribute of another namespace.",
            signed(
                &format!(
                    "<saml:SubjectConfirmationData InResponseTo=\"_request-1\" {until}{recipient}"
                ),
                &format!(
                    "<saml:SubjectConfirmationData xmlns:evil=\"urn:example:evil\" InResponseTo=\"_request-1\" {until} Recipient=\"https://evil.example/\" evil:Recipient=\"{ACS}\""
                ),
            ),
        ),
        hostile(
            "bearer-without-end",
            RULE,
            "The bearer may use it for ever.",
            signed(&format!(" {until}"), ""),
        ),
        hostile(
            "bearer-expired",
            RULE,
            "The bearer's time is over.",
            signed(until, "NotOnOrAfter=\"2026-03-01T11:58:00Z\""),
        ),
        hostile(
            "bearer-end-no-time",
            RULE,
            "The bearer's time is no time.",
            signed(until, "NotOnOrAfter=\"never\""),
        ),
        hostile(
            "bearer-not-before",
            RULE,
            "The bearer's confirmation has a NotBefore, which the profile forbids.",
            signed(
                until,
                &format!("NotBefore=\"2026-03-01T11:00:00Z\" {until}"),
            ),
        )
        .documented("documented: SAML profiles 2.0, 4.1.4.2"),
        hostile(
            "second-confirmation-other",
            RULE,
            "A second bearer confirmation is for another Recipient.",
            signed(
                &whole,
                &format!("{whole}{}", whole.replace(ACS, "https://evil.example/")),
            ),
        ),
    ]
}

fn statements(signed: Signed<'_>) -> Vec<Fixture> {
    const RULE: &str = "authn-statement";
    let draft = Draft::new();
    let whole = between(
        draft.assertion(),
        "<saml:AuthnStatement ",
        "</saml:AuthnStatement>",
    )
    .to_owned();
    let instant = "AuthnInstant=\"2026-03-01T11:59:00Z\"";
    let index = "SessionIndex=\"_session-1\"";
    vec![
        hostile(
            "authn-statement-missing",
            RULE,
            "Nobody is said to have signed in.",
            signed(&whole, ""),
        ),
        hostile(
            "authn-instant-missing",
            RULE,
            "The sign-in has no time.",
            signed(&format!("{instant} "), ""),
        ),
        hostile(
            "authn-instant-no-time",
            RULE,
            "The time of the sign-in is no time.",
            signed(instant, "AuthnInstant=\"now\""),
        ),
        hostile(
            "authn-instant-later",
            RULE,
            "The sign-in is still to come.",
            signed(instant, "AuthnInstant=\"2026-03-01T14:00:00Z\""),
        ),
        hostile(
            "session-over",
            RULE,
            "The session has ended.",
            signed(
                index,
                &format!("{index} SessionNotOnOrAfter=\"2026-03-01T11:59:00Z\""),
            ),
        ),
        hostile(
            "foreign-authn-statement",
            RULE,
            "The AuthnStatement is of another namespace.",
            signed(
                &whole,
                &once(
                    &whole.replace("saml:AuthnStatement", "x:AuthnStatement"),
                    "<x:AuthnStatement ",
                    "<x:AuthnStatement xmlns:x=\"urn:example:x\" ",
                ),
            ),
        ),
    ]
}
