//! What proves a sign-in, and what does not.

use proptest::prelude::*;

use super::*;

/// Mimecast's clock is an hour behind JumpCloud's, and so are the times that it writes.
#[test]
fn what_follows_is_told_by_one_clock() {
    let applications = BTreeMap::from([("a".to_owned(), Connector::Apps)]);
    let hour = Duration::HOUR;
    let both = Clocks {
        jumpcloud: Some(Duration::minutes(20)),
        mimecast: Some(Duration::minutes(-40)),
    };
    let one = Clocks {
        mimecast: None,
        ..both
    };
    for (second, clocks, stage) in [
        (3602, both, Stage::SignedIn),
        (3596, both, Stage::SignedIn),
        // Before the answer, by more than times are inexact.
        (3590, both, Stage::ServedByJumpcloud),
        (3602, one, Stage::ServedByJumpcloud),
        (3602, Clocks::default(), Stage::ServedByJumpcloud),
    ] {
        let mut let_in = logon(second, true, "SAML", "");
        let_in.at -= hour;
        let told = story(ADA, &applications, &[answer(3600)], &[let_in], clocks);
        assert_eq!(told.stage, stage, "{second} {clocks:?}");
    }
}

#[test]
fn every_doubt_is_told() {
    for (event, method, user, doubts) in [
        (answer(0), "SAML", ADA, vec![]),
        (unknown(0), "SAML", ADA, vec![Doubt::OutcomeUnknown]),
        (answer(0), "Office 365", ADA, vec![Doubt::PasswordMethod]),
        (
            unknown(0),
            "",
            "alovelace",
            vec![Doubt::OutcomeUnknown, Doubt::MethodUnsaid, Doubt::OtherName],
        ),
    ] {
        let let_in = Logon {
            user: user.to_owned(),
            ..logon(1, true, method, "")
        };
        assert_eq!(tell(&[event], &[let_in]).doubts(ADA), doubts);
    }
    // Nobody was let in.
    assert_eq!(tell(&[unknown(0)], &[named(1, "ada")]).doubts(ADA), []);
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
            prop_assert!(story.attempt.is_some() && story.logon.is_some_and(|l| l.let_in));
            logons.push(logon(more, false, "", ""));
            answers.push(answer(more));
            prop_assert_eq!(tell(&answers, &logons).stage, Stage::SignedIn);
        }
    }
}
