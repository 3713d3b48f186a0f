//! The known causes of a pattern, for where nothing live is the cause: from Mimecast's articles and what
//! users of other identity providers report; and what a refusal says itself. Pure.

use super::cause::{Cause, certain, possible};
use super::facts::Facts;
use super::story::{Doubt, Stage, Story};
use crate::jumpcloud::Outcome;
use crate::text;

/// That JumpCloud refused, where nothing that can be read is why: a policy, or what else only it knows. Its own words are
/// certain.
fn refused(story: &Story) -> Option<Cause> {
    let Some(Outcome::Refused(words)) = story.attempt.as_ref().map(|attempt| &attempt.outcome)
    else {
        return None;
    };
    Some(certain(
        "refused-by-jumpcloud",
        format!("JumpCloud says why: \"{}\"", text::prose(words)),
        "look at the person's events in JumpCloud, Directory Insights, and at the conditional access policies of the application",
    ))
}

/// What a doubt is about, and how to come by a proof.
fn doubted(doubt: Doubt) -> Cause {
    match doubt {
        Doubt::OutcomeUnknown => possible(
            "outcome-unknown",
            "JumpCloud's event does not say what came of it (sso_token_success): whether an answer was given is not known",
            "look at the event in JumpCloud, Directory Insights, and ask the person whether they came in; then watch another sign-in",
        ),
        Doubt::PasswordMethod => possible(
            "password-method",
            "Mimecast names a method that is known from passwords: it may be another sign-in than the one by JumpCloud's answer",
            "see in Mimecast's audit log what it was; then sign in again, in a new private browser window, while no other application of the person's does, and watch again",
        ),
        Doubt::MethodUnsaid => possible(
            "method-unsaid",
            "Mimecast does not say by which method it was: it may be another sign-in than the one by JumpCloud's answer",
            "see in Mimecast's audit log what it was; then sign in again, in a new private browser window, and watch again",
        ),
        Doubt::OtherName => possible(
            "other-name",
            "Mimecast names somebody by another name than the address: it may be somebody else",
            "compare the name with the person's addresses at Mimecast; let the NameID be the e-mail address, and watch again",
        ),
    }
}

/// The known causes of a pattern of which nothing live is the cause.
pub fn known(story: &Story, facts: &Facts) -> Vec<Cause> {
    let propagation = possible(
        "propagation",
        "Mimecast takes up to 15 minutes to act on a changed profile",
        "wait, and sign in again in a new private browser window",
    );
    let by_hand = facts.blocks.is_none().then(|| {
        possible(
            "set-up-by-hand",
            "the authentication profile is set up by hand, and nobody but a person can look at it",
            "compare issuer, login URL, certificate, ticks and the application setting with the worksheet command",
        )
    });
    let mut causes = match story.stage {
        Stage::SignedIn => Vec::new(),
        Stage::Nothing => vec![
            possible(
                "not-tried",
                "nobody signed in as this person while it was watched, or the services have not written it down yet",
                "sign in, in a private browser window, and watch again; --timeout makes it wait longer",
            ),
            propagation,
        ],
        Stage::ReachedJumpcloud => vec![possible(
            "stopped-at-jumpcloud",
            "the person did not go on from JumpCloud: the password, a second factor or a conditional access policy may have stopped them",
            "look at the person's events in JumpCloud, Directory Insights",
        )],
        Stage::SecondStep => vec![possible(
            "second-step",
            "JumpCloud waited for a second step (MFA), and has not written of its end",
            "finish it, in the browser or on the phone, and watch again; whether it was refused stands in JumpCloud, Directory Insights",
        )],
        Stage::RefusedByJumpcloud => return refused(story).into_iter().collect(),
        Stage::OutcomeUnknown => vec![doubted(Doubt::OutcomeUnknown), propagation],
        Stage::Unproven => {
            let doubts = story.doubts(&facts.email).into_iter();
            return doubts.map(doubted).collect();
        }
        Stage::WithoutJumpcloud => vec![
            propagation,
            possible(
                "other-application",
                "this sign-in may be an application's own, like Outlook's, and not the one waited for",
                "compare its application and method; sign in, in a private browser window, and watch again",
            ),
        ],
        Stage::ServedByJumpcloud | Stage::RefusedByMimecast => vec![
            propagation,
            possible(
                "name-id",
                "the person's primary e-mail address at Mimecast may be another than JumpCloud's",
                "compare the two addresses: JumpCloud's becomes the NameID",
            ),
            possible(
                "other-profile",
                "another application setting or profile may come first for this person",
                "look in the Mimecast console which application settings the person's groups have",
            ),
        ],
    };
    causes.extend(by_hand);
    causes
}

#[cfg(test)]
mod tests;
