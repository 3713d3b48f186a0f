//! Sign-ins that were waited for: what comes in, and how it ended.

use std::fmt::Write;

use crate::engine::{Cause, Report, Stage, Story};
use crate::output::Watched;
use crate::output::watched::moment;

use super::checks::render_checks;
use super::{BOLD, GREEN, RED, YELLOW, clean, styled};

pub fn render_watched(watched: &Watched<'_>) -> String {
    let mut out = format!("{}\n\n", styled(BOLD, clean(&watched.title)));
    out.push_str(&render_checks(&watched.checks));
    out.push('\n');
    for report in watched.reports {
        let _ = writeln!(out, "{}", verdict(report));
    }
    out
}

fn verdict(report: &Report) -> String {
    let (style, label, rest) = match report.story.stage {
        Stage::SignedIn => (GREEN, "Signed in:", ", as JumpCloud and Mimecast both say."),
        Stage::RefusedByMimecast => (RED, "Refused by Mimecast:", "."),
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
    let times = [
        story.portal.as_ref().map(|portal| portal.at),
        story.served.as_ref().map(|served| served.at),
        story.logon.as_ref().map(|logon| logon.at),
    ];
    let at = times
        .into_iter()
        .flatten()
        .max()
        .map(moment)
        .unwrap_or_default();
    let what = match story.stage {
        Stage::Nothing => "nothing yet",
        Stage::ReachedJumpcloud => "reached JumpCloud",
        Stage::ServedByJumpcloud => "JumpCloud gave an answer for Mimecast",
        Stage::RefusedByMimecast => "refused by Mimecast",
        Stage::WithoutJumpcloud => "signed in at Mimecast, or tried to, without JumpCloud",
        Stage::SignedIn => "let in by Mimecast",
    };
    format!("{at}  {}: {what}\n", clean(email))
}
