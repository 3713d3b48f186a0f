use super::super::explain::causes;
use super::super::testing::{facts, story};
use super::*;
use crate::connector::Connector;

#[test]
fn every_pattern_but_success_has_possible_causes() {
    for stage in [
        Stage::Nothing,
        Stage::ReachedJumpcloud,
        Stage::SecondStep,
        Stage::OutcomeUnknown,
        Stage::ServedByJumpcloud,
        Stage::RefusedByMimecast,
        Stage::WithoutJumpcloud,
    ] {
        let mut facts = facts();
        let found = causes(&story(stage, Connector::Apps, false), &facts);
        assert!(
            !found.is_empty() && found.iter().all(|c| !c.certain),
            "{stage:?}"
        );
        // What no API reads may be it as well.
        facts.blocks = None;
        facts.applies = None;
        let found = causes(&story(stage, Connector::Apps, false), &facts);
        assert_eq!(found.last().unwrap().code, "set-up-by-hand", "{stage:?}");
    }
    let found = causes(&story(Stage::SignedIn, Connector::Apps, false), &facts());
    assert_eq!(found, []);
}

#[test]
fn jumpclouds_words_are_shown_and_command_nothing() {
    let story = story(Stage::RefusedByJumpcloud, Connector::Apps, false);
    let found = causes(&story, &facts());
    assert_eq!(
        found[0].message,
        "JumpCloud says why: \"policy⟨U+001B⟩ denied\""
    );
}

#[test]
fn what_is_no_proof_says_why() {
    let story = story(Stage::Unproven, Connector::Apps, false);
    let mut facts = facts();
    facts.blocks = None;
    let found = causes(&story, &facts);
    let codes: Vec<_> = found.iter().map(|cause| cause.code).collect();
    assert_eq!(codes, ["outcome-unknown", "method-unsaid"]);
    assert!(found.iter().all(|cause| !cause.certain), "{found:?}");
}
