//! The known causes of a pattern, for where nothing live is the cause: from Mimecast's articles and what
//! users of other identity providers report. Pure.

use super::cause::{Cause, Facts};
use super::story::{Stage, Story};

fn possible(code: &'static str, message: &str, remedy: &str) -> Cause {
    Cause {
        code,
        certain: false,
        message: message.to_owned(),
        remedy: remedy.to_owned(),
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
