use proptest::prelude::*;
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
    Event {
        id: format!("answer-{second}"),
        at: at(second),
        what: What::Served {
            application: application.to_owned(),
            idp_initiated: Some(false),
            username: "alovelace".to_owned(),
        },
    }
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
    story(ADA, &applications, events, logons)
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
    let cases: [Case; 19] = [
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
            Stage::SignedIn,
            Some(1),
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
        event.what = What::Served {
            application: "a".to_owned(),
            idp_initiated,
            username: String::new(),
        };
        let served = tell(&[event], &[]).served.unwrap();
        assert_eq!(served.idp_initiated, idp_initiated);
    }
}

proptest! {
    /// More events never take a success back, and nobody is signed in on one side's word.
    #[test]
    fn a_success_needs_both_sides_and_stays(
        answers in prop::collection::vec(0_i64..400, 0..4),
        logons in prop::collection::vec((0_i64..400, any::<bool>(), 0_usize..3), 0..4),
        more in 400_i64..800,
    ) {
        let mut answers: Vec<Event> = answers.into_iter().map(answer).collect();
        answers.sort_by_key(|event| event.at);
        let mut logons: Vec<Logon> = logons
            .into_iter()
            .map(|(second, let_in, method)| logon(second, let_in, ["", "SAML", "Cloud"][method], ""))
            .collect();
        logons.sort_by_key(|logon| logon.at);
        let story = tell(&answers, &logons);
        if story.stage == Stage::SignedIn {
            prop_assert!(story.served.is_some() && story.logon.is_some_and(|l| l.let_in));
            logons.push(logon(more, false, "", ""));
            answers.push(answer(more));
            prop_assert_eq!(tell(&answers, &logons).stage, Stage::SignedIn);
        }
    }
}
