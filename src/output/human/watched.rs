//! Sign-ins that were waited for: what comes in, and how it ended.

use std::fmt::Write;

use crate::engine::{Cause, Report, Stage, Story};
use crate::jumpcloud::Outcome;
use crate::output::Watched;
use crate::output::watched::moment;
use crate::text;

use super::checks::render_checks;
use super::style::{BOLD, GREEN, RED, YELLOW, clean, styled};

pub fn render_watched(watched: &Watched) -> String {
    let mut out = format!("{}\n\n", styled(BOLD, clean(&watched.title)));
    out.push_str(&render_checks(&watched.checks));
    out.push('\n');
    for report in &watched.reports {
        let _ = writeln!(out, "{}", verdict(report));
    }
    out
}

fn verdict(report: &Report) -> String {
    let words = refusal(&report.story)
        .map(|words| format!("; JumpCloud says: \"{words}\""))
        .unwrap_or_default();
    let (style, label, rest) = match report.story.stage {
        Stage::SignedIn => (GREEN, "Signed in:", ", as JumpCloud and Mimecast both say."),
        Stage::Unproven => (
            YELLOW,
            "Not proven:",
            "; Mimecast let somebody in, and that it was by JumpCloud's answer is not certain.",
        ),
        Stage::RefusedByMimecast => (RED, "Refused by Mimecast:", "."),
        Stage::RefusedByJumpcloud => (RED, "Refused by JumpCloud:", words.as_str()),
        Stage::SecondStep => (
            YELLOW,
            "On the way:",
            "; JumpCloud waited for a second step (MFA), and wrote of no answer.",
        ),
        Stage::OutcomeUnknown => (
            YELLOW,
            "Not known:",
            "; JumpCloud wrote of a sign-in, and not what came of it.",
        ),
        Stage::ServedByJumpcloud if report.asked_mimecast => (
            RED,
            "Not signed in:",
            "; JumpCloud gave an answer, and Mimecast says nothing of it.",
        ),
        Stage::ServedByJumpcloud => (
            YELLOW,
            "Half proven:",
            "; JumpCloud gave an answer, and Mimecast was not asked what it made of it.",
        ),
        Stage::ReachedJumpcloud => (RED, "Not signed in:", "; it ended at JumpCloud."),
        Stage::WithoutJumpcloud => (RED, "Not signed in through JumpCloud:", "."),
        Stage::Nothing => (YELLOW, "Nothing seen of:", "."),
    };
    format!("{} {}{rest}", styled(style, label), clean(&report.email))
}

/// JumpCloud's words, where it refused.
fn refusal(story: &Story) -> Option<String> {
    match &story.attempt.as_ref()?.outcome {
        Outcome::Refused(words) => Some(text::prose(words)),
        _ => None,
    }
}

/// What is plain before anybody tries.
pub fn render_hindrances(email: &str, causes: &[Cause]) -> String {
    let mut out = format!(
        "{} as it is now, this keeps {} out:\n",
        styled(YELLOW, "warning:"),
        clean(email)
    );
    for cause in causes {
        let _ = writeln!(
            out,
            "  {}\n    {} {}",
            clean(&cause.message),
            styled(YELLOW, "hint:"),
            clean(&cause.remedy)
        );
    }
    out
}

/// A line about what came in, as it comes in.
pub fn render_news(email: &str, story: &Story) -> String {
    let logon = story.logon.as_ref().map(|logon| logon.at);
    let attempt = story.attempt.as_ref().map(|attempt| attempt.at);
    let portal = story.portal.as_ref().map(|portal| portal.at);
    // Their clocks may differ: what comes last in a sign-in tells its time.
    let at = logon.or(attempt).or(portal).map(moment).unwrap_or_default();
    let refused = refusal(story)
        .map(|words| format!("refused by JumpCloud: \"{words}\""))
        .unwrap_or_default();
    let what = match story.stage {
        Stage::Nothing => "nothing yet",
        Stage::ReachedJumpcloud => "reached JumpCloud",
        Stage::SecondStep => "JumpCloud waits for a second step (MFA)",
        Stage::RefusedByJumpcloud => refused.as_str(),
        Stage::OutcomeUnknown => {
            "JumpCloud wrote of a sign-in to Mimecast, and not what came of it"
        }
        Stage::ServedByJumpcloud => "JumpCloud gave an answer for Mimecast",
        Stage::RefusedByMimecast => "refused by Mimecast",
        Stage::WithoutJumpcloud => "signed in at Mimecast, or tried to, without JumpCloud",
        Stage::Unproven => "let in by Mimecast, without proof that it was by JumpCloud's answer",
        Stage::SignedIn => "let in by Mimecast",
    };
    format!("{at}  {}: {what}\n", clean(email))
}
