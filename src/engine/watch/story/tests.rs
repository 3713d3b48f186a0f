mod proof;

use time::macros::datetime;

use super::*;

const ADA: &str = "ada@widgets.example";
const START: OffsetDateTime = datetime!(2026-11-25 12:00 UTC);

fn at(second: i64) -> OffsetDateTime {
    START + Duration::seconds(second)
}

/// An answer for the application `a` of the connector `apps`.
fn answer(second: i64) -> Event {
    answer_of(second, "a")
}

fn answer_of(second: i64, application: &str) -> Event {
    event(second, application, Outcome::Answered)
}

fn event(second: i64, application: &str, outcome: Outcome) -> Event {
    Event {
        id: format!("{outcome:?}-{second}"),
        at: at(second),
        what: What::Sso {
            application: application.to_owned(),
            idp_initiated: Some(false),
            username: "alovelace".to_owned(),
            outcome,
        },
    }
}

fn refusal(second: i64) -> Event {
    event(second, "a", Outcome::Refused("policy denied".to_owned()))
}

fn step(second: i64) -> Event {
    event(second, "a", Outcome::OnTheWay)
}

fn unknown(second: i64) -> Event {
    event(second, "a", Outcome::Unknown)
}

fn portal(second: i64, success: bool) -> Event {
    Event {
        id: format!("portal-{second}"),
        at: at(second),
        what: What::Portal { success },
    }
}

fn logon(second: i64, let_in: bool, method: &str, reason: &str) -> Logon {
    Logon {
        id: format!("logon-{second}"),
        at: at(second),
        user: ADA.to_owned(),
        let_in,
        application: "Personal Portal".to_owned(),
        method: method.to_owned(),
        reason: reason.to_owned(),
    }
}

fn named(second: i64, user: &str) -> Logon {
    Logon {
        user: user.to_owned(),
        ..logon(second, false, "", "")
    }
}

fn tell(events: &[Event], logons: &[Logon]) -> Story {
    let applications = BTreeMap::from([("a".to_owned(), Connector::Apps)]);
    story(ADA, &applications, events, logons, Clocks::default())
}

/// The stage, and the second of Mimecast's event that it rests on.
fn told(events: &[Event], logons: &[Logon]) -> (Stage, Option<String>) {
    let story = tell(events, logons);
    (story.stage, story.logon.map(|logon| logon.id))
}

/// What it shows, the events of both sides, the stage, and the second of Mimecast's event that it rests on.
type Case = (&'static str, Vec<Event>, Vec<Logon>, Stage, Option<i64>);

#[test]
fn each_pattern_has_its_stage() {
    let yes = |second| logon(second, true, "SAML", "");
    let no = |second| logon(second, false, "SAML", "it did not hold");
    let cases: [Case; 35] = [
        ("silence", vec![], vec![], Stage::Nothing, None),
        (
            "portal",
            vec![portal(0, true)],
            vec![],
            Stage::ReachedJumpcloud,
            None,
        ),
        (
            "answer",
            vec![portal(0, true), answer(1)],
            vec![],
            Stage::ServedByJumpcloud,
            None,
        ),
        (
            "let in",
            vec![answer(1)],
            vec![yes(2)],
            Stage::SignedIn,
            Some(2),
        ),
        (
            "refused",
            vec![answer(1)],
            vec![no(2)],
            Stage::RefusedByMimecast,
            Some(2),
        ),
        (
            "in the same second",
            vec![answer(1)],
            vec![yes(0)],
            Stage::SignedIn,
            Some(0),
        ),
        (
            "before the answer",
            vec![answer(60)],
            vec![yes(0)],
            Stage::ServedByJumpcloud,
            None,
        ),
        (
            "long after",
            vec![answer(0)],
            vec![yes(301)],
            Stage::ServedByJumpcloud,
            None,
        ),
        (
            "without JumpCloud",
            vec![],
            vec![logon(0, true, "Cloud", "")],
            Stage::WithoutJumpcloud,
            Some(0),
        ),
        (
            "another application",
            vec![answer_of(0, "slack")],
            vec![],
            Stage::Nothing,
            None,
        ),
        (
            "another application's answer is not Mimecast's",
            vec![answer_of(0, "slack")],
            vec![yes(1)],
            Stage::WithoutJumpcloud,
            Some(1),
        ),
        (
            "a method of passwords",
            vec![answer(0)],
            vec![logon(1, true, "Cloud", "")],
            Stage::Unproven,
            Some(1),
        ),
        (
            "a method of passwords, in other letters",
            vec![answer(0)],
            vec![logon(1, true, " two-step AUTH ", "")],
            Stage::Unproven,
            Some(1),
        ),
        (
            "no method",
            vec![answer(0)],
            vec![logon(1, true, " ", "")],
            Stage::Unproven,
            Some(1),
        ),
        (
            "a password, then the answer's",
            vec![answer(0)],
            vec![logon(1, true, "Cloud", ""), yes(9)],
            Stage::SignedIn,
            Some(9),
        ),
        (
            "a password, then refused",
            vec![answer(0)],
            vec![logon(1, true, "Cloud", ""), no(9)],
            Stage::RefusedByMimecast,
            Some(9),
        ),
        (
            "let in by another name",
            vec![answer(0)],
            vec![Logon {
                user: "ada".to_owned(),
                ..yes(1)
            }],
            Stage::Unproven,
            Some(1),
        ),
        (
            "an outcome that is not known",
            vec![unknown(0)],
            vec![],
            Stage::OutcomeUnknown,
            None,
        ),
        (
            "let in after an outcome that is not known",
            vec![unknown(0)],
            vec![yes(1)],
            Stage::Unproven,
            Some(1),
        ),
        (
            "refused by Mimecast after an outcome that is not known",
            vec![unknown(0)],
            vec![no(1)],
            Stage::RefusedByMimecast,
            Some(1),
        ),
        (
            "refused by JumpCloud",
            vec![portal(0, true), refusal(1)],
            vec![],
            Stage::RefusedByJumpcloud,
            None,
        ),
        (
            "refused by JumpCloud, then let in without it",
            vec![refusal(1)],
            vec![yes(2)],
            Stage::RefusedByJumpcloud,
            Some(2),
        ),
        (
            "refused by JumpCloud for another application",
            vec![event(0, "slack", Outcome::Refused("no".to_owned()))],
            vec![],
            Stage::Nothing,
            None,
        ),
        (
            "refused by JumpCloud, tried again",
            vec![refusal(0), answer(40)],
            vec![yes(41)],
            Stage::SignedIn,
            Some(41),
        ),
        (
            "let in, then refused by JumpCloud",
            vec![answer(0), refusal(40)],
            vec![yes(1)],
            Stage::SignedIn,
            Some(1),
        ),
        (
            "a second step",
            vec![portal(0, true), step(1)],
            vec![],
            Stage::SecondStep,
            None,
        ),
        (
            "a second step, then refused",
            vec![step(1), refusal(5)],
            vec![],
            Stage::RefusedByJumpcloud,
            None,
        ),
        // Whichever is told first.
        (
            "a second step, and the answer in the same moment",
            vec![answer(1), step(1)],
            vec![],
            Stage::ServedByJumpcloud,
            None,
        ),
        (
            "refused, then a password",
            vec![answer(0)],
            vec![no(1), logon(9, true, "Cloud", "")],
            Stage::RefusedByMimecast,
            Some(1),
        ),
        (
            "refused, then let in",
            vec![answer(0)],
            vec![no(1), yes(9)],
            Stage::SignedIn,
            Some(9),
        ),
        (
            "refused, tried again",
            vec![answer(0), answer(40)],
            vec![no(1), yes(41)],
            Stage::SignedIn,
            Some(41),
        ),
        // The first success counts, whatever comes of it later.
        (
            "let in, tried again",
            vec![answer(0), answer(40)],
            vec![yes(1)],
            Stage::SignedIn,
            Some(1),
        ),
        (
            "a mistyped password elsewhere",
            vec![answer(0)],
            vec![logon(1, false, "Office 365", "Wrong Password")],
            Stage::ServedByJumpcloud,
            None,
        ),
        (
            "by the user name",
            vec![answer(0)],
            vec![named(1, "ALovelace")],
            Stage::RefusedByMimecast,
            Some(1),
        ),
        (
            "somebody else",
            vec![answer(0)],
            vec![named(1, "grace@widgets.example")],
            Stage::ServedByJumpcloud,
            None,
        ),
    ];
    for (name, events, logons, stage, second) in cases {
        let second = second.map(|second| format!("logon-{second}"));
        assert_eq!(told(&events, &logons), (stage, second), "{name}");
    }
}

#[test]
fn a_name_that_is_not_the_address_is_told() {
    let story = tell(&[answer(0)], &[named(1, "ada")]);
    assert_eq!(story.other_name(ADA), Some("ada"));
    let story = tell(&[answer(0)], &[named(1, "ADA@Widgets.example")]);
    assert_eq!(story.other_name(ADA), None);
}

#[test]
fn whether_it_began_at_jumpcloud_is_as_the_event_says() {
    for idp_initiated in [Some(true), Some(false), None] {
        let mut event = answer(0);
        event.what = What::Sso {
            application: "a".to_owned(),
            idp_initiated,
            username: String::new(),
            outcome: Outcome::Answered,
        };
        let attempt = tell(&[event], &[]).attempt.unwrap();
        assert_eq!(attempt.idp_initiated, idp_initiated);
    }
}
